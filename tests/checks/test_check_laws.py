"""Laws of all checks: they never fail, are quick on hostile text, and mending is settled at once."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.catalog import Entry
from dragoman.checks.case import Case
from dragoman.checks.every import CHECKS, OF_TRANSLATIONS
from dragoman.checks.fixes import FIXES
from dragoman.checks.glossary import Term
from dragoman.checks.languages import language
from dragoman.checks.prose import mended, pieces, prose
from dragoman.checks.spacing import check_control_characters, check_white_space
from dragoman.rules import RULES

LOCALES = ("es", "fr", "zh", "ja", "ar", "el", "de", "th", "he", "pt-BR")

TERMS = (Term("go", ("ir",), ("andar",)), Term("Git", ("Git",)))

PIECES = (
    *"<>&;{}%`[]()*_=#«»“”\"'.,:?!。、？，؟؛ \n\t\u00a0\u200b\u202e\u2066",
    *("<em>", "</em>", "<code>", "</code>", "{{", "}}", "{%", "https://", "&nbsp", "&#82", "go"),
    *("Git", "1,500", "٢٥", "12", "word word", "字字", "כן", "ça", "](", "**", "<<a", "==", "<br>"),
)

text = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=12).map("".join)


def case(msgid, msgstr, locale):
    return Case(Entry(msgid, msgstr), language(locale, ","), glossary=TERMS)


@given(text, text, st.sampled_from(LOCALES))
@settings(max_examples=300, deadline=None)
def test_any_two_texts_can_be_checked_and_mended(msgid, msgstr, locale):
    whole = case(msgid, msgstr, locale)
    for check in OF_TRANSLATIONS:
        for problem in check.run(whole):
            assert problem.rule in check.rules
            assert problem.message
    for fix in FIXES.values():
        fix(whole)


@given(text)
@settings(max_examples=300, deadline=None)
def test_pieces_are_the_whole_text(written):
    assert "".join(piece for _, piece in pieces(written)) == written
    assert mended(written, lambda piece: piece) == written
    assert prose("plain") == "plain"


@given(text, text, st.sampled_from(LOCALES))
@settings(max_examples=300, deadline=None)
def test_mending_twice_is_mending_once(msgid, msgstr, locale):
    for fix in FIXES.values():
        once = fix(case(msgid, msgstr, locale))
        assert fix(case(msgid, once, locale)) == once


HOSTILE = (
    *PIECES,
    *(
        "<code>",
        "<a ",
        "a a ",
        "**a",
        "[a](",
        "https://a[",
        "&amp;nbsp",
        "1,1",
        "1 111",
        "{a",
        "_a",
    ),
    *(
        "<!--",
        "{{ ",
        "&amp;#",
        "字,",
        "a?",
        "&",
        "go ",
        "%(",
        "(",
        "“",
        "\u202a",
        "“a",
        "a  ",
        "<<a",
    ),
)


@pytest.mark.parametrize("piece", HOSTILE)
@pytest.mark.parametrize("locale", ["fr", "zh"])
def test_time_grows_with_the_text_alone(piece, locale):
    def seconds(times):
        whole = piece * times
        start = process_time()
        for check in OF_TRANSLATIONS:
            list(check.run(case("Go on.", whole, locale)))
        for fix in FIXES.values():
            fix(case("Go on.", whole, locale))
        return process_time() - start

    few = 12_000 // len(piece)
    short, long = seconds(few // 4), seconds(few)
    assert long < max(0.3, 10 * short), (short, long)


def test_the_checks_and_the_rules_go_together():
    found = {rule for check in CHECKS for rule in check.rules}
    found |= {rule for rule in RULES if rule.startswith("caption-")}
    assert found | {"shape", "anchors"} == RULES.keys()


SUSPECT = (
    *range(0x09),
    *(0x0B, 0x0C),
    *range(0x0E, 0x20),
    *range(0x7F, 0xA0),
    *(0xAD, 0x200B, 0x2028, 0x2029, 0xFEFF, 0xFFF9, 0xFFFA, 0xFFFB, 0xFFFD),
    *range(0x2060, 0x2065),
    *range(0xE000, 0xF900),
)


def test_every_control_character_is_found():
    """Also by the quick look that spares most texts the search."""
    for number in SUSPECT:
        found = list(check_control_characters(case("A word.", f"Un{chr(number)}a palabra.", "es")))
        assert [problem.rule for problem in found] == ["control-characters"], hex(number)


@pytest.mark.parametrize("mark", ",.;:!?")
def test_every_space_before_a_mark_is_found(mark):
    for target in (f"Una palabra {mark}", f"Una {mark} palabra"):
        found = list(check_white_space(case("A word, or two", target, "es")))
        assert [problem.rule for problem in found] == ["white-space"]
