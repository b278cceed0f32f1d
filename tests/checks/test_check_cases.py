"""What each check finds and what it leaves alone, from files of cases."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from dragoman.catalog import Entry
from dragoman.checks.case import Case
from dragoman.checks.every import OF_TRANSLATIONS
from dragoman.checks.glossary import of_locale, read_glossary
from dragoman.checks.languages import language
from dragoman.locales import facts
from dragoman.rules import RULES

FOLDER = Path(__file__).parent / "cases"
TERMS = read_glossary((FOLDER / "terms.tsv").read_text(encoding="utf-8"), "terms.tsv")
ELSEWHERE = {"po-valid", "shape", "skeleton", "link-locale", "anchors"}
ELSEWHERE |= {"stale", "fuzzy", "untranslated", "inconsistent"}
ELSEWHERE |= {rule for rule in RULES if rule.startswith("caption-")}
"""Rules of pages and catalogs, which tests of their own look at."""


class Told(NamedTuple):
    file: str
    title: str
    rule: str
    locale: str
    markup: str
    msgid: str
    msgstr: str
    message: str


def read_cases():
    for path in sorted(FOLDER.glob("*.txt")):
        _, *blocks = re.split(r"^# ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        for block in blocks:
            title, about, msgid, msgstr, verdict = block.strip("\n").splitlines()
            rule, locale, markup = re.fullmatch(r"(\S+) in (\S+?)(?:, (\w+))?", about).groups()
            assert verdict == "silent" or verdict.startswith("fires: ")
            texts = (msgid.removeprefix("msgid: "), msgstr.removeprefix("msgstr: "))
            message = unescaped(verdict.removeprefix("silent").removeprefix("fires: "))
            about = rule, locale, markup or "html"
            yield Told(path.stem, title, *about, *map(unescaped, texts), message)


def unescaped(text: str) -> str:
    return re.sub(
        r"\\(n|t|u[0-9a-f]{4})",
        lambda found: {"n": "\n", "t": "\t"}.get(found[1]) or chr(int(found[1][1:], 16)),
        text,
    )


ALL = list(read_cases())


def case_of(told: Told, msgstr: str) -> Case:
    known = facts(told.locale)
    return Case(
        Entry(told.msgid, msgstr),
        language(told.locale, known.decimal if known else "."),
        format=told.markup,
        glossary=of_locale(TERMS if told.rule == "terms" else (), told.locale),
    )


def problems(case: Case) -> list[tuple[str, str]]:
    return [problem for check in OF_TRANSLATIONS for problem in check.run(case)]


@pytest.mark.parametrize("told", ALL, ids=[f"{each.rule}: {each.title}" for each in ALL])
def test_case(told):
    found = [message for rule, message in problems(case_of(told, told.msgstr)) if rule == told.rule]
    assert found == ([told.message] if told.message else [])


def test_every_rule_has_cases_that_fire_and_cases_that_do_not():
    firing, silent = ({t.rule for t in ALL if bool(t.message) == fires} for fires in (True, False))
    assert firing == silent == RULES.keys() - ELSEWHERE


def test_a_check_tells_only_of_its_rules():
    for told in ALL:
        case = case_of(told, told.msgstr)
        for check in OF_TRANSLATIONS:
            assert {problem.rule for problem in check.run(case)} <= set(check.rules)


def test_titles_tell_the_cases_apart():
    assert len({(told.rule, told.title) for told in ALL}) == len(ALL)


def test_messages_are_sentences_without_their_full_stop():
    assert not [told.message for told in ALL if told.message.endswith((".", "!"))]


def test_no_check_finds_anything_in_a_source_beside_itself():
    quiet = {(t.msgid, t.markup) for t in ALL if t.rule not in {"unchanged", "terms"}}
    for msgid, markup in sorted(quiet):
        case = Case(Entry(msgid, msgid), language("en"), format=markup)
        assert problems(case) == [], msgid
