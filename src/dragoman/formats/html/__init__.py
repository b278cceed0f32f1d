"""Lessons in HTML, with or without YAML front matter."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from dragoman.document import Document, Slot
from dragoman.errors import LessonError
from dragoman.formats import frontmatter
from dragoman.formats.base import DEFAULTS, NO_LETTER, SHAPE, Options, Refusal
from dragoman.formats.frontmatter import Head
from dragoman.formats.html.scan import HtmlScan
from dragoman.formats.html.slots import EDGES, HtmlEncoding
from dragoman.formats.references import write
from dragoman.formats.selectors import Choice, choose, look_beside, may_choose
from dragoman.formats.tags import (
    GRAPHIC,
    LETTER,
    TAG,
    has_letter,
    token_parts,
    tokens,
    unescape,
)

FENCE = Refusal("lines of “---” or “+++” around it could make the start of the page front matter")

_OPENS = "<section>"
"""A block that closes nothing by itself, not even a graphic."""

FENCE_LINE = re.compile(r"^\ufeff?(?:---|\.\.\.|\+\+\+)[ \t]*\r?$", re.MULTILINE)
"""A line that could begin or end front matter."""


class Html(NamedTuple):
    """The HTML format."""

    name: str = "html"
    suffixes: tuple[str, ...] = (".html", ".htm")

    def parse(self, text: str, path: str = "<lesson>", options: Options = DEFAULTS) -> Document:
        """Cut a page into skeleton and slots; never fails on malformed HTML."""
        head = frontmatter.parse(text, path, options.front_matter)
        return self.parse_behind(head, text, path, options)

    def parse_behind(self, head: Head, text: str, path: str, options: Options) -> Document:
        """As ``parse``, of a page whose front matter has been read."""
        choice = choose(text, head.end, options.skip, options.translate)
        body = HtmlScan(text, head.end, path, options, choice)
        return Document((*head.parts, *body.parts))

    def encode(self, slot: Slot, target: str) -> str | Refusal:
        """Write ``target`` for a slot of a page, or say why it would change the page's shape."""
        segment, raw, encoding = slot
        if target == segment.msgid:
            return raw
        if not isinstance(encoding, HtmlEncoding):
            return frontmatter.encode(slot, target)
        target = target.strip(EDGES)
        text = encoding.place == "text"
        written = write(target, encoding.style, bare=encoding.bare, markup=text)
        if not text:
            written = _quoted(written, encoding.place)
        if "\n" in written:
            written = written.replace("\r\n", "\n")
            if encoding.newline != "\n":
                written = written.replace("\n", encoding.newline)
        if encoding.fence == "frozen" or (encoding.fence and FENCE_LINE.search(written)):
            return FENCE
        if not (written[:1].isalpha() or _has_letter(written, text=text)):
            return NO_LETTER
        marked = "<" in written or (encoding.selectors and "<" in raw)
        if text and marked and not _keeps_shape(slot, target, written, encoding):
            return SHAPE
        return written


def _has_letter(written: str, *, text: bool) -> bool:
    return has_letter(written) if text else LETTER.search(unescape(written)) is not None


def _keeps_shape(slot: Slot, target: str, written: str, encoding: HtmlEncoding) -> bool:
    """Whether text with markup stays one slot.

    It does where it has just the tags of its msgid in the same order.
    """
    msgid, chosen = slot.segment.msgid, encoding.skipped | encoding.kept
    same = token_parts(msgid) == token_parts(target)
    outside = written.endswith(("</", "-->")) or written.startswith("<!")
    if same and not (chosen or outside) and _is_plain(msgid):
        return True
    if not same and _may_be_chosen(tokens(target), chosen, encoding.selectors):
        return False
    if _one_run(written, encoding, _OPENS):
        return True
    # What the source never closes, its translation need not close; an end tag stands behind it.
    unclosed = same and not _one_run(slot.raw, encoding, _OPENS)
    return unclosed and _one_run(written, encoding, "</p>")


def _may_be_chosen(tags: list[str], chosen: frozenset[str], selectors: tuple[str, ...]) -> bool:
    """Whether a slot with these tags could change what the selectors choose on the page."""
    return look_beside(selectors) or any(
        may_choose(selectors, tag, moved=tag in chosen) for tag in tags if tag[1].isalpha()
    )


@lru_cache(maxsize=4096)
def _is_plain(msgid: str) -> bool:
    """Whether no tag of a msgid has content of its own kind."""
    return not any(
        "translate" in tag or tag.startswith(_GRAPHIC_TAGS) for tag in map(str.lower, tokens(msgid))
    )


_GRAPHIC_TAGS = tuple(f"<{name}" for name in GRAPHIC)


def _one_run(written: str, encoding: HtmlEncoding, behind: str) -> bool:
    """Whether text with the tag of a block behind it is one slot from its first character on."""
    tags = [(match.start(), match[0]) for match in TAG.finditer(written)]
    choice = Choice(
        frozenset(start for start, tag in tags if tag in encoding.skipped),
        frozenset(start for start, tag in tags if tag in encoding.kept),
    )
    try:
        parts = HtmlScan(written + behind, 0, "", DEFAULTS, choice).parts
    except LessonError:
        return False
    first = parts[0]
    return isinstance(first, Slot) and first.raw == written and parts[1:] == [behind]


def _quoted(value: str, place: str) -> str:
    """An attribute's value for the quotes it stands in."""
    if place == "title":
        return value.replace("<", "&lt;")
    if place == "bare":
        return '"' + value.replace('"', "&quot;") + '"'
    return value.replace(place, "&quot;" if place == '"' else "&#39;")
