"""Lesson formats; a new one is one file and one line here."""

from __future__ import annotations

from dragoman.document import Document
from dragoman.formats.asciidoc import AsciiDoc
from dragoman.formats.base import Format
from dragoman.formats.frontmatter import BLOCK
from dragoman.formats.frontmatter.scalars import YamlEncoding
from dragoman.formats.html import Html
from dragoman.formats.html.slots import HtmlEncoding
from dragoman.formats.markdown import Markdown
from dragoman.formats.markdown.html import is_html
from dragoman.formats.webvtt import SUBRIP_CAPTIONS, WEBVTT_CAPTIONS

FORMATS: tuple[Format, ...] = (
    Html(),
    Markdown(),
    AsciiDoc(),
    WEBVTT_CAPTIONS,
    SUBRIP_CAPTIONS,
)
"""Every format, the first that knows a suffix wins."""


def markup_of(known: Format, document: Document) -> str:
    """The name of the format that a lesson's text is in: a Markdown lesson's body may be HTML."""
    if known.name == "markdown":
        found = {type(slot.encoding) for slot in document.slots}
        if found - {YamlEncoding} == {HtmlEncoding}:
            return "html"
    return known.name


def markup_in(known: Format, text: str) -> str:
    """As ``markup_of``, of a text that is not parsed."""
    if known.name == "markdown":
        head = BLOCK.match(text)
        return "html" if is_html(text, head.end() if head else 0) else "markdown"
    return known.name


def format_for(path: str, name: str = "") -> Format | None:
    """The format of a lesson by its ``name`` or its file's ending, None where there is none."""
    if name:
        return next((known for known in FORMATS if known.name == name), None)
    lower = path.lower()
    for known in FORMATS:
        if lower.endswith(known.suffixes):
            return known
    return None
