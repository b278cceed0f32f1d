"""What of an HTML page people read, what to call it, and what writing it back needs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dragoman.formats.base import Options
from dragoman.formats.frontmatter import BLOCK as FRONT_MATTER
from dragoman.formats.references import Style, style_of
from dragoman.formats.tags import LETTER, SPACE, TEXT_ATTRIBUTES, attributes, unescape

EDGES = SPACE + "\ufeff"
"""What is taken off both ends of a translation."""

_FENCES = ("---", "+++", "\ufeff---", "\ufeff+++")

_DESCRIPTIONS = frozenset(("description", "og:description", "twitter:description"))

READABLE = (*TEXT_ATTRIBUTES, "content")
"""Attributes that may have text for people."""

_ASSIGNED = re.compile(rf"(?:{'|'.join(READABLE)})[{SPACE}]*+=", re.IGNORECASE)

KINDS = {
    **{f"h{level}": f"heading {level}" for level in range(1, 7)},
    "p": "paragraph",
    "li": "list item",
    "dt": "term",
    "dd": "definition",
    "td": "table cell",
    "th": "table header",
    "caption": "caption",
    "figcaption": "caption",
    "summary": "summary",
    "legend": "legend",
    "option": "option",
    "title": "page title",
}
"""What to call the text that follows a start tag."""

CELLS = frozenset(("list item", "definition", "table cell", "table header"))
"""Kinds that a paragraph directly inside takes over."""


class HtmlEncoding(NamedTuple):
    """How text is written into a slot of an HTML page."""

    style: Style
    """The characters that are written by reference here."""
    newline: str
    place: str
    """``text``, ``title``, ``"`` or ``'`` (the attribute's quotes), or ``bare`` (it has none)."""
    fence: str = ""
    """``open`` where a line of ``---`` or ``+++`` would begin or end front matter.

    ``frozen`` where the slot stands between such lines: any other text could be YAML.
    """
    selectors: tuple[str, ...] = ()
    """The CSS selectors by which the page was read."""
    skipped: frozenset[str] = frozenset()
    """Start tags in the slot whose elements a selector skips."""
    kept: frozenset[str] = frozenset()
    """Start tags in the slot whose elements a selector keeps."""
    bare: bool = False
    """Whether ampersands may stand as they are."""


class Carry(NamedTuple):
    """What a text has from the texts before it, of which it is a continuation."""

    line: int = 1
    """1-based line of its start."""
    notes: tuple[str, ...] = ()
    context: str | None = None
    skips: bool = False
    """Whether nothing is translated until a directive says otherwise."""


NO_CARRY = Carry()
"""The carry of a text that continues nothing."""


def page_encoding(text: str, start: int, options: Options) -> tuple[HtmlEncoding, int]:
    """What is the same for all slots of a page that starts at an offset of ``text``.

    And the offset up to which it stands between lines of front matter, where it has none.
    """
    fenced = start == 0 and text.startswith(_FENCES)
    block = FRONT_MATTER.match(text) if fenced else None
    encoding = HtmlEncoding(
        style_of(text[start:] if start else text),
        "\r\n" if "\r" in text and "\r\n" in text else "\n",
        "text",
        "open" if fenced else "",
        (*options.skip, *options.translate),
    )
    return encoding, block.end() if block else 0


def readable_attributes(tag: re.Match[str]) -> Iterator[tuple[int, int, str, str]]:
    """Start, end, kind and quotes of each attribute value that people read in a start tag."""
    if "=" not in tag[3] or not _ASSIGNED.search(tag[3]):
        return
    values = attributes(tag[3])
    if tag[2].lower() == "meta":
        about = values.get("name") or values.get("property") or ("", 0, 0)
        kinds = {"content": "page description"} if about[0].lower() in _DESCRIPTIONS else {}
    else:
        kinds = TEXT_ATTRIBUTES
    offset = tag.start(3)
    for name, (value, start, end) in values.items():
        if name in kinds and LETTER.search(unescape(value)):
            quote = tag.string[offset + start - 1]
            yield offset + start, offset + end, kinds[name], quote if quote in "\"'" else "bare"


def uncovered(
    inert: Iterable[tuple[int, int, bool]], start: int, end: int
) -> Iterator[tuple[int, int]]:
    """The spans between ``start`` and ``end`` that none of ``inert`` covers."""
    for begin, stop, _ in inert:
        if start <= begin < end:
            yield start, begin
            start = stop
    yield start, end
