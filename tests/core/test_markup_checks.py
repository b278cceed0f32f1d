"""What the gate lets onto a page, from a file of cases, and that nothing else gets past it."""

import random
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.checks import GATE, gate
from dragoman.checks.base import Problem
from dragoman.formats.tags import TAG

CASES = Path(__file__).parent / "cases" / "markup.txt"


class Case(NamedTuple):
    title: str
    msgid: str
    msgstr: str
    problem: Problem | None


def read_cases():
    _, *blocks = re.split(r"^# ", CASES.read_text(encoding="utf-8"), flags=re.MULTILINE)
    for block in blocks:
        title, msgid, msgstr, verdict = block.strip().splitlines()
        rule, _, message = verdict.partition(": ")
        yield Case(
            title,
            msgid.removeprefix("msgid: ").replace("\\n", "\n").replace("\\t", "\t"),
            msgstr.removeprefix("msgstr: ").replace("\\n", "\n").replace("\\t", "\t"),
            None if verdict == "passes" else Problem(rule, message),
        )


ALL = list(read_cases())


@pytest.mark.parametrize("case", ALL, ids=[case.title for case in ALL])
def test_case(case):
    assert gate(case.msgid, case.msgstr) == case.problem


@pytest.mark.parametrize("case", ALL, ids=[case.title for case in ALL])
def test_a_text_passes_beside_itself(case):
    assert [check(text, text) for check in GATE for text in case[1:3]] == [None] * 6


@pytest.mark.parametrize("case", ALL, ids=[case.title for case in ALL])
def test_messages_are_sentences_without_their_full_stop(case):
    if case.problem is not None:
        assert case.problem.message.startswith(("the translation ", "in the translation, "))
        assert not case.problem.message.endswith(".")


def test_titles_tell_the_cases_apart():
    assert len({case.title for case in ALL}) == len(ALL) >= 60
