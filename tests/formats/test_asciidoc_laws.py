"""The laws of join, identity, locality and shape, on hostile AsciiDoc lessons."""

from __future__ import annotations

import pytest
from asciidoc_fragments import lessons, options, targets
from fragments import replaced
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import LessonError
from dragoman.formats.asciidoc import AsciiDoc
from dragoman.formats.asciidoc.slots import SPACE
from dragoman.formats.base import Options, Refusal

ASCIIDOC = AsciiDoc()


def kinds(document):
    return [slot.segment.kind for slot in document.slots]


def raws(document):
    return [slot.raw for slot in document.slots]


def parsed(lesson, chosen):
    """The document of a lesson; None where its front matter is no YAML."""
    try:
        return ASCIIDOC.parse(lesson, "lesson.adoc", chosen)
    except LessonError:
        return None


@settings(max_examples=250, deadline=None)
@given(lessons(), options)
def test_join_and_identity(lesson, chosen):
    document = parsed(lesson, chosen)
    if document is None:
        return
    assert document.source == lesson
    for slot in document.slots:
        assert ASCIIDOC.encode(slot, slot.segment.msgid) == slot.raw
        assert slot.segment.msgid == slot.segment.msgid.strip(SPACE) != ""


@settings(max_examples=120, deadline=None)
@given(st.text(alphabet="=*-.|[]:/+_ \n\r\tab`'<>{}\\\0\u2028é", max_size=80))
def test_join_of_arbitrary_text(lesson):
    document = parsed(lesson, Options())
    assert document is None or document.source == lesson


@settings(max_examples=450, deadline=None)
@given(st.data(), lessons(), options)
def test_locality_and_shape(data, lesson, chosen):
    document = parsed(lesson, chosen)
    if document is None or not document.slots:
        return
    number = data.draw(st.integers(0, len(document.slots) - 1))
    slot = document.slots[number]
    text = ASCIIDOC.encode(slot, data.draw(targets(slot)))
    if isinstance(text, Refusal):
        return
    again = ASCIIDOC.parse(replaced(document, number, text), "lesson.adoc", chosen)
    assert kinds(again) == kinds(document)
    assert raws(again) == [*raws(document)[:number], text, *raws(document)[number + 1 :]]


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
    document = parsed(lesson, chosen)
    if document is None:
        return
    written = ""
    for part in document.parts:
        text = part
        if not isinstance(part, str):
            text = ASCIIDOC.encode(part, data.draw(targets(part)))
            text = part.raw if isinstance(text, Refusal) else text
        written += text
    assert kinds(ASCIIDOC.parse(written, "lesson.adoc", chosen)) == kinds(document)
