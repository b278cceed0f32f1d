"""What the gate lets onto a page, from a file of cases, and that nothing else gets past it."""

import re
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.checks import GATE, gate, gate_of, problems_of
from dragoman.checks.base import Problem

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


ATTACKS = [
    case.msgstr
    for case in ALL
    if case.problem is not None and case.problem.rule == "unsafe-markup" and case.msgid == "one"
]
SOURCES = [case.msgid for case in ALL if case.problem is None]


@given(st.sampled_from(SOURCES), st.sampled_from(ATTACKS), st.integers(0, 3), st.booleans())
@settings(max_examples=300, deadline=None)
def test_an_attack_is_refused_wherever_it_stands(msgid, attack, place, upper):
    """Put between the tags of a good translation, in any case of letters."""
    pieces = re.split(r"(?<=>)(?=[^<]*<)", msgid)
    pieces.insert(place, attack.upper() if upper else attack)
    problem = gate(msgid, "".join(pieces))
    assert problem is not None


@given(st.sampled_from(SOURCES), st.text("<>/=!-?'\" abiml{}%#", max_size=30))
@settings(max_examples=300, deadline=None)
def test_the_gate_answers_for_any_text(msgid, msgstr):
    problem = gate(msgid, msgstr)
    assert problem is None or problem.rule in {"tags", "unsafe-markup", "placeholders"}


@pytest.mark.parametrize(
    "hostile",
    ["<p ", "<b>", "<b><i></b>", "</b>", "{{ ", "](", "&#1", "<a x='", '<a ="', "<!--", "</ "],
)
def test_hostile_texts_are_answered_at_once(hostile):
    """They take the time of their length; a way with squares would take hours."""
    assert gate("one", "two") is None
    assert (gate("one", hostile * 20_000) is None) == (hostile in {"](", "&#1"})


SIGNS = "word|é| |\n|<|>|{|}|[|]|(|)|:|<<id>>|{name}|link:x[|](data:|[x](y)|[x]: y|<b>|</b>|{{ x }}|`x`|+++"
TEXTS = st.lists(st.sampled_from(SIGNS.split("|")), max_size=5).map("".join)


@settings(max_examples=400, deadline=None)
@given(TEXTS, TEXTS, st.sampled_from(("html", "markdown", "asciidoc")))
def test_the_gate_lets_pass_what_has_no_problems(msgid, msgstr, markup):
    first = next(problems_of(markup)(msgid, msgstr), None)
    assert gate_of(markup)(msgid, msgstr, frozenset()) == (None if msgid == msgstr else first)
