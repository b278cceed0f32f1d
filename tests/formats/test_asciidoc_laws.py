"""The laws of join, identity, locality and shape, on hostile AsciiDoc lessons."""

from __future__ import annotations

import pytest
from asciidoc_fragments import lessons, options, targets
from format_laws import (
    assert_all_at_once,
    assert_join,
    assert_join_and_identity,
    assert_locality_and_shape,
    kinds,
)
from fragments import replaced
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.formats.asciidoc import AsciiDoc
from dragoman.formats.asciidoc.slots import SPACE
from dragoman.formats.base import Refusal

ASCIIDOC = AsciiDoc()


@settings(max_examples=250, deadline=None)
@given(lessons(), options)
def test_join_and_identity(lesson, chosen):
    assert_join_and_identity(ASCIIDOC, lesson, "lesson.adoc", chosen, SPACE)


@settings(max_examples=120, deadline=None)
@given(st.text(alphabet="=*-.|[]:/+_ \n\r\tab`'<>{}\\\0\u2028é", max_size=80))
def test_join_of_arbitrary_text(lesson):
    assert_join(ASCIIDOC, lesson, "lesson.adoc")


@settings(max_examples=450, deadline=None)
@given(st.data(), lessons(), options)
def test_locality_and_shape(data, lesson, chosen):
    assert_locality_and_shape(data, ASCIIDOC, lesson, "lesson.adoc", chosen, targets)


@pytest.mark.parametrize("lesson", ["|===\r\nword", "|===\n|word\n|===\n", ",===\nword\n,===\n"])
@pytest.mark.parametrize("target", ["\xa0\nword word", "word\n\xa0", "word\xa0", "\xa0word"])
def test_odd_spaces_are_text_in_tables(lesson, target):
    document = ASCIIDOC.parse(lesson)
    (slot,) = document.slots
    text = ASCIIDOC.encode(slot, target)
    again = [] if isinstance(text, Refusal) else ASCIIDOC.parse(replaced(document, 0, text)).slots
    assert all(slot.raw == text for slot in again)


def test_a_title_like_a_delimiter_keeps_its_source():
    document = ASCIIDOC.parse("word\n```sh\n----")
    assert kinds(document) == ["paragraph", "heading 2"]
    assert isinstance(ASCIIDOC.encode(document.slots[1], "éé"), Refusal)


@settings(max_examples=120, deadline=None)
@given(st.data(), lessons(), options)
def test_all_slots_translated_at_once(data, lesson, chosen):
    assert_all_at_once(
        ASCIIDOC, lesson, "lesson.adoc", chosen, lambda slot: data.draw(targets(slot))
    )
