"""What AsciiDoc lessons are cut into, case by case."""

from __future__ import annotations

import pytest
from format_cases import assert_lines, read_cases, written
from fragments import replaced

from dragoman.formats.asciidoc import AsciiDoc
from dragoman.formats.asciidoc.writing import BLANK, LOADS, SETS
from dragoman.formats.base import NO_LETTER, SHAPE, Options

ASCIIDOC = AsciiDoc()

CASES = read_cases("asciidoc.md", expected=True)
UNCHANGED = read_cases("asciidoc-unchanged.md", expected=False)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_segments(case):
    document = ASCIIDOC.parse(case.page, "lesson.adoc", case.options)
    assert written(tuple(slot.segment for slot in document.slots)) == case.expected


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_laws(case):
    document = ASCIIDOC.parse(case.page, "lesson.adoc", case.options)
    assert document.source == case.page
    assert [ASCIIDOC.encode(slot, slot.segment.msgid) for slot in document.slots] == [
        slot.raw for slot in document.slots
    ]
    kinds = [slot.segment.kind for slot in document.slots]
    for number, slot in enumerate(document.slots):
        text = ASCIIDOC.encode(slot, slot.segment.msgid + " mañana")
        assert isinstance(text, str), text
        again = ASCIIDOC.parse(replaced(document, number, text), "lesson.adoc", case.options)
        assert [slot.segment.kind for slot in again.slots] == kinds
        assert again.slots[number].segment.msgid.endswith("mañana")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_lines(case):
    assert_lines(ASCIIDOC.parse(case.page, "lesson.adoc", case.options))


@pytest.mark.parametrize("case", UNCHANGED, ids=lambda case: case.id)
def test_nothing_to_translate(case):
    document = ASCIIDOC.parse(case.page, "lesson.adoc", case.options)
    assert document.slots == ()
    assert document.source == case.page


def test_case_titles_are_unique():
    titles = [case.title for case in CASES]
    assert sorted(set(titles)) == sorted(titles)


def encoded(lesson, target, number=0):
    return ASCIIDOC.encode(ASCIIDOC.parse(lesson).slots[number], target)


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("1. Januar", "{empty}1. Januar"),
        ("z. B. so", "{empty}z. B. so"),
        ("* Punkt", "{empty}* Punkt"),
        ("- Punkt", "{empty}- Punkt"),
        (".Titel", "{empty}.Titel"),
        ("== Titel", "{empty}== Titel"),
        ("[NOTE]", "{empty}[NOTE]"),
        ("TIP: Lies", "{empty}TIP: Lies"),
        (":a: b", "{empty}:a: b"),
        ("image::a.png[b]", "{empty}image::a.png[b]"),
        ("include::/etc/hosts[]", "{empty}include::/etc/hosts[]"),
        ("Eins\ninclude::/etc/hosts[]", "Eins\n{empty}include::/etc/hosts[]"),
        ("Eins\n----\nzwei", "Eins\n{empty}----\nzwei"),
        ("Eins\n// zwei", "Eins\n{empty}// zwei"),
        ("Titel\n~~~~~", "Titel\n{empty}~~~~~"),
        ("---\na: b\n---", "{empty}---\na: b\n{empty}---"),
        ("Eins\n* zwei", "Eins\n* zwei"),
        ("Eins | zwei", "Eins | zwei"),
        ("*Fett* und _so_", "*Fett* und _so_"),
        ("Eins\n\nzwei", BLANK),
        ("Wort:: Sinn", SHAPE),
        ("12", NO_LETTER),
        ("", NO_LETTER),
        ("{empty}", NO_LETTER),
        ("link:javascript:run()[Los]", LOADS),
        ("link:++Data:text/html,x++[Los]", LOADS),
        ("link:javascript&#58;run()[Los]", LOADS),
        ("link:&#x6A;ava&Tab;script:run()[Los]", LOADS),
        ("link:java{empty}script:run()[Los]", LOADS),
        ("{set:j:javascript}link:{j}:run()[Los]", SETS),
        ("link:{counter:j:javascript}:run()[Los]", SETS),
        ("In data: x", "In data: x"),
    ],
)
def test_targets_of_a_paragraph(target, expected):
    assert encoded("Some text.\n", target) == expected


@pytest.mark.parametrize(
    ("lesson", "number", "target", "expected"),
    [
        ("== Text", 0, "Eins\nzwei", "Eins zwei"),
        ("== Text", 0, "== Eins", "== Eins"),
        ("== Text ==", 0, "Eins", "Eins"),
        ("NAME\n----\nx y", 0, "BEZEICHNUNG", "BEZEICHNUNG\n-----------"),
        ("NAME\r\n----\r\nx y", 0, "WORT X", "WORT X\r\n------"),
        ("* Text\n  more", 0, "Eins\nzwei", "Eins\n  zwei"),
        ("* Text", 0, "Eins\n* zwei", "Eins\n{empty}* zwei"),
        ("* Text", 0, "[x] Eins", "{empty}[x] Eins"),
        ("Some text\n----\ncode\n----", 0, "Fünf", "Fünf{empty}"),
        ("term:: text", 0, "Wort::", "Wort::{empty}"),
        ("term:: text", 0, "Wort:: x", SHAPE),
        ("term:: text", 1, "Eins:: zwei", "Eins:: zwei"),
        ("term::\n\ttext\n\tmore", 1, "Eins\nzwei", "Eins\n\tzwei"),
        ("|===\n|text\n|===", 0, "Eins | zwei", "Eins \\| zwei"),
        ("|===\n|text|b\n|===", 0, "Option a", "Option a{empty}"),
        ("|===\n|text |b\n|===", 0, "Option a", "Option a"),
        ("|===\na|* text\n|===", 0, "Eins | zwei", "Eins \\| zwei"),
        (",===\ntext,b\n,===", 0, 'Eins, "zwei"', '"Eins, ""zwei"""'),
        ("image::a.png[text]", 0, "Eins, zwei", '"Eins, zwei"'),
        ('image::a.png["text"]', 0, 'Eins "zwei"', '"Eins \\"zwei\\""'),
        ("ifdef::a[text]", 0, "Eins] zwei", "Eins] zwei"),
        ("[verse]\n____\ntext\n____", 0, "Eins\n____", "Eins\n{empty}____"),
        ("++++\n<p>text</p>\n++++", 0, "Eins\n++++\nzwei", SHAPE),
        ("++++\n<p>text</p>\n++++", 0, "Eins <b", SHAPE),
    ],
)
def test_targets_of_other_places(lesson, number, target, expected):
    assert encoded(lesson, target, number) == expected


def test_folded_lines_come_back_as_they_were():
    options = Options(fold_lines=True)
    (slot,) = ASCIIDOC.parse("* One\n  two\n", options=options).slots
    assert slot.segment.msgid == "One two"
    assert ASCIIDOC.encode(slot, "One two") == "One\n  two"
    assert ASCIIDOC.encode(slot, "Uno dos") == "Uno dos"
