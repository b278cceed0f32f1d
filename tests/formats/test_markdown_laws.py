"""The laws of join, identity, locality and shape, on hostile Markdown."""

from __future__ import annotations

from fragments import replaced
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_fragments import lines, options, pages, paths, targets, windows

from dragoman.document import Document
from dragoman.errors import LessonError
from dragoman.formats.base import Refusal
from dragoman.formats.markdown import Markdown

MARKDOWN = Markdown()


def parsed(page, path, chosen):
    """The document of a lesson; None where its front matter or a directive is wrong."""
    try:
        return MARKDOWN.parse(page, path, chosen)
    except LessonError:
        return None


def kinds(document: Document) -> list[str]:
    return [slot.segment.kind for slot in document.slots]


@settings(max_examples=300, deadline=None)
@given(pages | windows, paths, options)
def test_join_and_identity(page, path, chosen):
    document = parsed(page, path, chosen)
    if document is None:
        return
    assert document.source == page
    before = ""
    for part in document.parts:
        if isinstance(part, str):
            before += part
            continue
        assert MARKDOWN.encode(part, part.segment.msgid) == part.raw
        assert part.segment.msgid == part.segment.msgid.strip(" \t\r\n") != ""
        lines_before = before.replace("\r\n", "\n").replace("\r", "\n").count("\n")
        if part.segment.kind != "front matter":
            assert part.segment.line == lines_before + 1
        before += part.raw


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="#-*>`|:~=_[](){}<!/1.) \t\n\r\\abé$%^\ufeff", max_size=60), paths)
def test_join_of_arbitrary_text(page, path):
    document = parsed(page, path, None)
    assert document is None or document.source == page


@settings(max_examples=500, deadline=None)
@given(st.data(), pages, paths, options)
def test_locality_and_shape(data, page, path, chosen):
    document = parsed(page, path, chosen)
    if document is None or not document.slots:
        return
    number = data.draw(st.integers(0, len(document.slots) - 1))
    slot = document.slots[number]
    text = MARKDOWN.encode(slot, data.draw(targets(slot)))
    if isinstance(text, Refusal):
        return
    again = MARKDOWN.parse(replaced(document, number, text), path, chosen)
    assert kinds(again) == kinds(document)
    raws = [one.raw for one in document.slots]
    assert [one.raw for one in again.slots] == [*raws[:number], text, *raws[number + 1 :]]


@settings(max_examples=150, deadline=None)
@given(pages | windows, paths, options, lines(2))
def test_all_slots_translated_at_once(page, path, chosen, added):
    document = parsed(page, path, chosen)
    if document is None:
        return
    written = ""
    for part in document.parts:
        target = part if isinstance(part, str) else f"{added}Ä {part.segment.msgid}"
        text = part if isinstance(part, str) else MARKDOWN.encode(part, target)
        written += part.raw if isinstance(text, Refusal) else text
    assert kinds(MARKDOWN.parse(written, path, chosen)) == kinds(document)
