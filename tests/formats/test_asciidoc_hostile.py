"""Hostile AsciiDoc takes time in proportion to its length."""

from __future__ import annotations

import pytest
from asciidoc_fragments import LINES
from test_hostile import assert_linear

from dragoman.checks.asciidoc import as_html, check_targets
from dragoman.formats.asciidoc import AsciiDoc
from dragoman.formats.base import Options

ASCIIDOC = AsciiDoc()

UNITS = (
    *(
        "=",
        "= ",
        "== a ",
        "a::",
        "::",
        ":",
        ";;",
        "a b",
        "[",
        "[a,",
        "[[",
        "]",
        "|",
        "2+|",
        "a|",
        "\\|",
    ),
    *(
        "* ",
        "*",
        "-",
        ". ",
        ".",
        "1. ",
        "<1> ",
        "`",
        "'",
        '"',
        "<<a,b>>",
        "+++",
        "pass:[",
        "{a}",
        " ",
        "\t",
    ),
    *(
        "image::a[",
        "ifdef::a[",
        "include::",
        "//",
        "/",
        "+",
        " +",
        "x=",
        '"a",',
        "~",
        "^",
        "_",
        "!",
        ",",
        "\\",
    ),
)

LINE_UNITS = (
    *(f"{line}\n" for line in LINES[::2] if "dragoman" not in line),
    "----\n=====\n",
    "====\n*****\n",
)


@pytest.mark.parametrize("unit", UNITS, ids=repr)
def test_long_lines(unit):
    assert_linear(lambda length: ASCIIDOC.parse(unit * length + "a"), small=300)


@pytest.mark.parametrize("unit", LINE_UNITS, ids=repr)
def test_many_lines(unit):
    assert_linear(lambda length: ASCIIDOC.parse("a\n" + unit * length), small=60)


@pytest.mark.parametrize("row", ["=", "*", "-", "_", "+", "."])
def test_many_different_delimiters(row):
    def run(length):
        lines = (row * (4 + number % 60) + "\nword\n" for number in range(length))
        ASCIIDOC.parse("".join(lines))

    assert_linear(run, small=60)


@pytest.mark.parametrize("unit", UNITS, ids=repr)
@pytest.mark.parametrize("lesson", ["* One", "|===\n|One|\n|===", "image::a[One]"])
def test_targets(lesson, unit):
    slot = ASCIIDOC.parse(lesson).slots[0]
    assert_linear(lambda length: ASCIIDOC.encode(slot, f"é{unit * length}é"), small=150)


@pytest.mark.parametrize("unit", [*UNITS, "pass:[<", "link:", "https:", "+++<"], ids=repr)
def test_checks(unit):
    def run(length):
        check_targets("a", unit * length)
        as_html(f"<{unit * length}")

    assert_linear(run, small=600)


@pytest.mark.parametrize(
    "lesson",
    ['[cols="{}"]\n|===\n|a\n|===', '[cols="{}*"]\n|===\n|a\n|===', "|===\n{}+|a\n|==="],
)
def test_numbers_of_more_digits_than_python_reads(lesson):
    (slot,) = ASCIIDOC.parse(lesson.format("9" * 5000)).slots
    assert slot.segment.msgid == "a"


def test_folded_lines():
    options = Options(fold_lines=True)
    assert_linear(lambda length: ASCIIDOC.parse("a" + " " * length * 9 + "b\nc", options=options))


def test_deep_blocks():
    def run(length):
        ASCIIDOC.parse("".join("=" * (4 + at) + "\n" for at in range(min(length, 900))))

    assert_linear(run, small=50)
    nested = "[cols=1a]\n" + "|===\n|a\n" * 3000
    assert ASCIIDOC.parse(nested).source == nested
