"""The laws on the examples of CommonMark's specification, and no visible text left out."""

from __future__ import annotations

import html
import re
from collections import Counter

import pytest
from bs4 import BeautifulSoup

from asciidoctor import FOLDER
from dragoman.formats.markdown import Markdown

MARKDOWN = Markdown()

SPECIFICATION = FOLDER / "node_modules" / "commonmark-spec" / "spec.txt"

EXAMPLE = re.compile(r"^`{32} example\n(.*?)^\.\n(.*?)^`{32}$", re.MULTILINE | re.DOTALL)

WORD = re.compile(r"[^\W_]*[^\W\d_][^\W_]*")

NOT_SHOWN = {
    29: "a reference without its semicolon is one for HTML, so there is no letter",
    156: "a tag that does not end takes the rest of an HTML block with it",
    157: "as 156",
    158: "as 156",
    171: "a textarea is no text to translate",
    182: "CDATA is for machines",
    343: "nothing but code",
    619: "what looks like a tag is none, so its attributes are shown",
    622: "as 619",
    624: "as 619",
    632: "as 619",
}
"""Examples whose HTML shows words that translators do not get."""


def examples():
    if not SPECIFICATION.exists():
        return []
    text = SPECIFICATION.read_text("utf-8").replace("→", "\t")
    return [
        pytest.param(n, *e.groups(), id=str(n)) for n, e in enumerate(EXAMPLE.finditer(text), 1)
    ]


EXAMPLES = examples()

needs_specification = pytest.mark.skipif(
    not EXAMPLES, reason=f"no npm package commonmark-spec: install it, or set NPM_FOLDER ({FOLDER})"
)


def words(text):
    return Counter(WORD.findall(text))


@needs_specification
def test_all_examples_are_found():
    assert len(EXAMPLES) > 600


@needs_specification
@pytest.mark.parametrize(("number", "lesson", "page"), EXAMPLES)
def test_examples(number, lesson, page):
    document = MARKDOWN.parse(lesson)
    assert document.source == lesson
    assert all(MARKDOWN.encode(slot, slot.segment.msgid) == slot.raw for slot in document.slots)
    soup = BeautifulSoup(page, "html.parser")
    for element in soup(["pre", "script", "style"]):
        element.decompose()
    segments = " ".join(slot.segment.msgid for slot in document.slots)
    shown = words(segments) | words(html.unescape(segments))
    left_out = words(soup.get_text(" ")) - shown
    assert bool(left_out) == (number in NOT_SHOWN)
