"""Lessons in HTML, with or without YAML front matter."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from dragoman.document import Document, Slot
from dragoman.errors import LessonError
from dragoman.formats import frontmatter
from dragoman.formats.base import Options, Refusal
from dragoman.formats.html_scan import HtmlEncoding, HtmlScan
from dragoman.formats.references import write
from dragoman.formats.tags import GRAPHIC, LETTER, SPACE, tokens, without_markup

NO_LETTER = Refusal("it has no letter, so the page would lose this text")
SHAPE = Refusal("its markup would change the structure of the page")


@dataclass(frozen=True, slots=True)
class Html:
    """The HTML format."""

    name: str = "html"
    suffixes: tuple[str, ...] = (".html", ".htm", ".md")

    def parse(self, text: str, path: str = "<lesson>", options: Options | None = None) -> Document:
        """Cut a page into skeleton and slots; never fails on malformed HTML."""
        options = options or Options()
        head = frontmatter.parse(text, path, options.front_matter)
        body = HtmlScan(text, head.end, path, options)
        return Document((*head.parts, *body.parts))

    def encode(self, slot: Slot, target: str) -> str | Refusal:
        """Write ``target`` for a slot of a page, or say why it would change the page's shape."""
        if target == slot.segment.msgid:
            return slot.raw
        encoding = slot.encoding
        if not isinstance(encoding, HtmlEncoding):
            return frontmatter.encode(slot, target)
        target = target.strip(SPACE)
        if encoding.place == "text":
            return _encode_text(slot, target, encoding)
        if not LETTER.search(unescape(target)):
            return NO_LETTER
        written = write(target, slot.raw, encoding.style, markup=False)
        return _newlines(_quoted(written, encoding.place), encoding)


def _encode_text(slot: Slot, target: str, encoding: HtmlEncoding) -> str | Refusal:
    written = _newlines(write(target, slot.raw, encoding.style), encoding)
    plain = without_markup(target)
    if not LETTER.search(unescape(plain) if "&" in plain else plain):
        return NO_LETTER
    if "<" in written and not _keeps_tokens(slot.segment.msgid, target) and not _one_run(written):
        return SHAPE
    return written


@lru_cache(maxsize=4096)
def _plain_tokens(msgid: str) -> tuple[str, ...] | None:
    """The tags of a msgid, None where some of them have content of their own kind."""
    found = tokens(msgid)
    odd = any(
        tag == "<" or "translate" in tag or tag.startswith(tuple(f"<{name}" for name in GRAPHIC))
        for tag in found
    )
    return None if odd else tuple(found)


def _keeps_tokens(msgid: str, target: str) -> bool:
    """Whether a target has just the tags of its msgid in the same order: then it is one run too."""
    return _plain_tokens(msgid) == tuple(tokens(target))


def _one_run(written: str) -> bool:
    """Whether text, followed by a block, is one slot from its first character to its last."""
    try:
        parts = HtmlScan(written + "<p>", 0, "", Options()).parts
    except LessonError:
        return False
    first = parts[0]
    return isinstance(first, Slot) and first.raw == written and parts[1:] == ["<p>"]


def _quoted(value: str, place: str) -> str:
    """An attribute's value for the quotes it stands in."""
    if place == "title":
        return value.replace("<", "&lt;")
    if place == "bare":
        return '"' + value.replace('"', "&quot;") + '"'
    return value.replace(place, "&quot;" if place == '"' else "&#39;")


def _newlines(text: str, encoding: HtmlEncoding) -> str:
    return text if encoding.newline == "\n" else text.replace("\n", encoding.newline)
