"""Hostile Markdown takes time in proportion to its length."""

from __future__ import annotations

import gc
from contextlib import suppress

import pytest
from test_hostile import assert_linear

from dragoman.errors import LessonError
from dragoman.formats.markdown import Markdown

MARKDOWN = Markdown()

UNITS = (
    *("# ", "#\n", "- ", "- a\n", "* * ", "1. ", "> ", ">a\n", ">> a\n", "    ", "\t", "a\n", "\n"),
    *("=\n", "-\n", "---\n", "a\n===\n", "```\n", "```\na\n", "~~~ x\n", "```{note}\n", ":::\n"),
    *(
        "| ",
        "|a|b|\n",
        "a|b\n-|-\n",
        "|-",
        "\\|",
        "[",
        "[a]: ",
        "[a]: b\n",
        "[a]: b 'c\n",
        "[^a]: ",
    ),
    *(
        "[^a]: b\n",
        ": a\n",
        "a\n: b\n",
        "a\n\n: b\n",
        "$$\n",
        "$$ a\n",
        "{% a\n",
        "{% a %}",
        "{{ a",
    ),
    *("{{< a x=", "{: a", "{#a}\n", "<a\n", "<A\n", "<A {\n", "<!--\n", "<!-- a -->\n", "<p>\n"),
    *("<p>a\n\n", "<p>a\n\nb</p>\n", "<pre>\n\n", "import a\n", "a  \n", "a\\\n", "> [!a]\n", "  "),
    *(
        "![",
        "](",
        "<https://a",
        "`",
        "``",
        "*a",
        "\r",
        "\r\n",
        "\0",
        "\ufeff",
        "é",
        "&amp;",
        "'",
        '"',
    ),
)


@pytest.fixture(autouse=True)
def _no_collector():
    """Lessons make many objects; runs of the command line go without the collector, too."""
    gc.disable()
    yield
    gc.enable()


def parse(page, path="lesson.md"):
    with suppress(LessonError):
        MARKDOWN.parse(page, path)


@pytest.mark.parametrize("unit", UNITS, ids=repr)
def test_lessons(unit):
    assert_linear(lambda length: parse("é" + unit * length + "\né"), small=100)


@pytest.mark.parametrize("unit", ["<A {", "<A\n", "{\n", "{a", "{'", "import a\n", "<A>a</A>\n"])
def test_lessons_in_mdx(unit):
    assert_linear(lambda length: parse("é\n\n" + unit * length + "\né", "a.mdx"), small=100)


@pytest.mark.parametrize("unit", UNITS, ids=repr)
@pytest.mark.parametrize("page", ["One\n", "[a]: b 'One'\n"])
def test_targets(page, unit):
    (slot,) = MARKDOWN.parse(page).slots
    assert_linear(lambda length: MARKDOWN.encode(slot, "é" + unit * length), small=100)
