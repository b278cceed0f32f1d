"""What is wrong with an existing translation as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dragoman.document import Document
from dragoman.findings import Finding
from dragoman.formats.frontmatter.comparing import FrontMatterDifference
from dragoman.formats.tags import without_markup
from dragoman.project import Lesson

_RAW = re.compile(r"^(?:==|[*.] |#{1,6} )|https?://[^\s\[\]<>\"]{1,300}+\[[^\]\s]", re.MULTILINE)
"""AsciiDoc or Markdown that no converter has seen."""

_PLACEHOLDER = re.compile(
    r"^[^\w\n]*+(?:todo|tbd|fixme|xxx|placeholder)[^\w\n]*+$|\blorem ipsum\b"
    r"|\b(?:will|to) be translated\b|\bnot (?:yet )?(?:been )?translated\b|\bneeds translation\b"
    r"|\btranslation (?:is )?(?:pending|missing|in progress|coming soon)\b",
    re.IGNORECASE | re.MULTILINE,
)

_FEW = 3
"""So many paragraphs of a lesson for each of its translation are too many."""


def page_findings(
    lesson: Lesson,
    locale: str,
    documents: tuple[Document, Document],
    difference: FrontMatterDifference,
    markup: str,
) -> list[Finding]:
    """The findings for a page: what its front matter lacks, and what its text is not.

    ``documents`` are the lesson and its translation, both in a ``markup``.
    """
    told = [("front-matter", message) for message in difference.problems]
    told += _wrong(_texts(documents[0]), _texts(documents[1]), markup)
    return [
        Finding(rule, "warning", lesson.page, locale, "", f"{message}.") for rule, message in told
    ]


def _texts(document: Document) -> list[str]:
    return [slot.segment.msgid for slot in document.slots if slot.segment.context is None]


def _wrong(ours: Sequence[str], theirs: Sequence[str], markup: str) -> Iterator[tuple[str, str]]:
    """Rules and messages about the text of a translation, beside that of its lesson."""
    if theirs and not ours:
        yield "empty-lesson", "the lesson has no text, and its translation has"
    if ours and not theirs:
        yield "empty-translation", "the translation has no text"
    longest = max(theirs, key=len, default="")
    if len(theirs) * _FEW <= len(ours) and 2 * len(longest) > sum(map(len, theirs)):
        yield "one-paragraph", "nearly all of the translation is one paragraph"
    if markup == "html" and (raw := _only_in(theirs, ours, _RAW)):
        yield "raw-markup", f"the translation has raw AsciiDoc or Markdown in it: “{raw}”"
    if placeholder := _only_in(theirs, ours, _PLACEHOLDER):
        yield "placeholder-text", f"the translation has placeholder text: “{placeholder}”"


def _only_in(theirs: Sequence[str], ours: Sequence[str], pattern: re.Pattern[str]) -> str:
    """The first line of a translation that has a pattern, where no line of its lesson has it."""
    if any(pattern.search(text) for text in ours):
        return ""
    lines = (line for text in theirs for line in without_markup(text).split("\n"))
    return next((line.strip()[:60] for line in lines if pattern.search(line)), "")
