"""Lessons in Markdown: CommonMark, GFM, and what the dialects of site generators add."""

from __future__ import annotations

import re
from typing import NamedTuple

from dragoman.document import Document, Slot
from dragoman.formats import frontmatter
from dragoman.formats.base import DEFAULTS, SHAPE, Options, Refusal
from dragoman.formats.html import FENCE, FENCE_LINE, Html
from dragoman.formats.html.plain import BLANK_LINES
from dragoman.formats.html.slots import HtmlEncoding
from dragoman.formats.markdown.html import is_html
from dragoman.formats.markdown.slots import Guarded, InHtml, MarkdownEncoding, closers, expressions

_HTML = Html()

_LINE_ENDS = re.compile(r"[ \t]*+\n\s*+")

_CLOSING_FENCE = re.compile(r"^[ \t]*+(?:`{3,}|~{3,}|:{3,})[ \t]*\r?$", re.MULTILINE)


CODE = Refusal("it has code in braces that the source has not; write { as \\{ where it is text")


class Markdown(NamedTuple):
    """The Markdown format; a body that is nothing but HTML is read as such."""

    name: str = "markdown"
    suffixes: tuple[str, ...] = (".md", ".markdown", ".mdx")

    def parse(self, text: str, path: str = "<lesson>", options: Options = DEFAULTS) -> Document:
        """Cut a lesson into skeleton and slots; any text is Markdown."""
        head = frontmatter.parse(text, path, options.front_matter)
        mdx = path.lower().endswith(".mdx")
        if is_html(text, head.end):
            document = _HTML.parse_behind(head, text, path, options)
            return Document(tuple(map(_guarded_in_mdx, document.parts))) if mdx else document
        from dragoman.formats.markdown.body import Place  # noqa: PLC0415 (a costly grammar)
        from dragoman.formats.markdown.scan import scan  # noqa: PLC0415

        return Document((*head.parts, *scan(Place(text, head.end, path, options, mdx))))

    def encode(self, slot: Slot, target: str) -> str | Refusal:
        """Write ``target`` for a slot, or say why it would change the lesson's shape."""
        if target == slot.segment.msgid:
            return slot.raw
        encoding = slot.encoding
        if isinstance(encoding, HtmlEncoding):
            return _in_html(slot, target)
        if isinstance(encoding, Guarded):
            return _guarded(self, slot, target, encoding)
        if isinstance(encoding, InHtml):
            return _in_a_block(encoding, target)
        if not isinstance(encoding, MarkdownEncoding):
            return frontmatter.encode(slot, target)
        from dragoman.formats.markdown.writing import write  # noqa: PLC0415 (as above)

        return write(slot, target, encoding)


def _guarded_in_mdx(part: str | Slot) -> str | Slot:
    if isinstance(part, str) or not isinstance(part.encoding, HtmlEncoding):
        return part
    guard = Guarded(part.encoding, fenced=False, frozen=False, open=False, mdx=True)
    return part._replace(encoding=guard)


def _guarded(markdown: Markdown, slot: Slot, target: str, guard: Guarded) -> str | Refusal:
    """As ``encode``, where the start of the page could be taken for front matter."""
    if guard.frozen:
        return FENCE
    written = markdown.encode(Slot(slot.segment, slot.raw, guard.encoding), target)
    if isinstance(written, str):
        if guard.fenced and FENCE_LINE.search(written):
            return FENCE
        if guard.open and closers(written) != closers(slot.raw):
            return SHAPE
        if guard.mdx and expressions(written) - expressions(slot.raw):
            return CODE
    return written


def _in_a_block(encoding: InHtml, target: str) -> str | Refusal:
    if encoding.one_line and "\n" not in encoding.slot.raw:
        target = _LINE_ENDS.sub(" ", target.replace("\r", "\n"))
    written = _in_html(encoding.slot, target)
    if isinstance(written, Refusal):
        return written
    from dragoman.formats.markdown.writing import opens_html  # noqa: PLC0415 (as above)

    if encoding.opens and not opens_html(written):
        return SHAPE
    if encoding.delimited and written.count("|") != encoding.slot.raw.count("|"):
        return SHAPE
    if _CLOSING_FENCE.search(written) and not _CLOSING_FENCE.search(encoding.slot.raw):
        return SHAPE
    return written.replace(encoding.newline, encoding.newline + encoding.prefix)


def _in_html(slot: Slot, target: str) -> str | Refusal:
    """As the HTML format writes, but with no line break that Markdown could take for an end."""
    encoding = slot.encoding
    attribute = isinstance(encoding, HtmlEncoding) and encoding.place != "text"
    target = target.replace("\r\n", "\n").replace("\r", "\n") if "\r" in target else target
    if "\n" in target:
        if attribute:
            target = _LINE_ENDS.sub(" ", target)
        elif BLANK_LINES.search(target) and not BLANK_LINES.search(slot.segment.msgid):
            target = BLANK_LINES.sub("\n", target)
    return _HTML.encode(slot, target)
