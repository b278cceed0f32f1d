"""What HTML pages are cut into, case by case."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from format_cases import assert_lines, read_cases, written

from dragoman.document import Document
from dragoman.formats.html import FENCE, Html

HTML = Html()

CASES = read_cases("html.md", expected=True)
UNCHANGED = read_cases("html-unchanged.md", expected=False)

SHARED = Path(__file__).parents[2].parent / "shared" / "html-cases.json"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_segments(case):
    document = HTML.parse(case.page, "page.html", case.options)
    assert written(tuple(slot.segment for slot in document.slots)) == case.expected


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_laws(case):
    document = HTML.parse(case.page, "page.html", case.options)
    assert document.source == case.page
    assert [HTML.encode(slot, slot.segment.msgid) for slot in document.slots] == [
        slot.raw for slot in document.slots
    ]
    kinds = [slot.segment.kind for slot in document.slots]
    for number, slot in enumerate(document.slots):
        text = HTML.encode(slot, slot.segment.msgid + " mañana")
        if text == FENCE:
            continue
        assert isinstance(text, str), text
        again = HTML.parse(_with(document, number, text), "page.html", case.options)
        assert [slot.segment.kind for slot in again.slots] == kinds
        assert again.slots[number].segment.msgid.endswith("mañana")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_lines(case):
    assert_lines(HTML.parse(case.page, "page.html", case.options))


@pytest.mark.parametrize("case", UNCHANGED, ids=lambda case: case.id)
def test_nothing_to_translate(case):
    document = HTML.parse(case.page, "page.html", case.options)
    assert document.slots == ()
    assert document.source == case.page


def test_case_titles_are_unique():
    titles = [case.title for case in CASES]
    assert sorted(set(titles)) == sorted(titles)
    assert len(titles) > 100


def _shared_cases():
    if not SHARED.is_file():
        return []
    return json.loads(SHARED.read_text("utf-8"))


@pytest.mark.skipif(not SHARED.is_file(), reason="shared/html-cases.json is not beside the project")
@pytest.mark.parametrize("case", _shared_cases(), ids=lambda case: case["title"])
def test_shared_cases(case):
    document = HTML.parse(case["source"])
    assert document.source == case["source"]
    texts = [slot.raw for slot in document.slots if slot.encoding.place in {"text", "title"}]
    assert texts == case["runs"]


def _with(document: Document, number: int, text: str) -> str:
    """A document's text with one slot replaced."""
    slot = document.slots[number]
    return "".join(
        part if isinstance(part, str) else text if part is slot else part.raw
        for part in document.parts
    )
