"""The laws of join, identity, locality and shape, on hostile Markdown."""

from __future__ import annotations

from format_laws import (
    assert_all_at_once,
    assert_join,
    assert_join_and_identity,
    assert_locality_and_shape,
    parsed,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_fragments import lines, options, pages, paths, targets, windows

from dragoman.document import Slot
from dragoman.formats.markdown import Markdown

MARKDOWN = Markdown()


@settings(max_examples=300, deadline=None)
@given(pages | windows, paths, options)
def test_join_and_identity(page, path, chosen):
    assert_join_and_identity(MARKDOWN, page, path, chosen, " \t\r\n")


@settings(max_examples=150, deadline=None)
@given(pages | windows, paths, options)
def test_lines(page, path, chosen):
    document = parsed(MARKDOWN, page, path, chosen)
    before = ""
    for part in document.parts if document else ():
        if isinstance(part, Slot) and part.segment.kind != "front matter":
            lines_before = before.replace("\r\n", "\n").replace("\r", "\n").count("\n")
            assert part.segment.line == lines_before + 1
        before += part if isinstance(part, str) else part.raw


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="#-*>`|:~=_[](){}<!/1.) \t\n\r\\abé$%^\ufeff", max_size=60), paths)
def test_join_of_arbitrary_text(page, path):
    assert_join(MARKDOWN, page, path)


@settings(max_examples=500, deadline=None)
@given(st.data(), pages, paths, options)
def test_locality_and_shape(data, page, path, chosen):
    assert_locality_and_shape(data, MARKDOWN, page, path, chosen, targets)


@settings(max_examples=150, deadline=None)
@given(pages | windows, paths, options, lines(2))
def test_all_slots_translated_at_once(page, path, chosen, added):
    assert_all_at_once(MARKDOWN, page, path, chosen, lambda at: f"{added}Ä {at.segment.msgid}")
