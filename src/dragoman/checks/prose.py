"""The text of a segment without its markup: what a reader reads, and what may be mended in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from dragoman.checks.unsafe import TEMPLATE_CODE
from dragoman.formats.references import REFERENCE
from dragoman.formats.tags import TAG, unescape

OBJECT = "\ufffc"
"""Stands in prose for code, a link or a placeholder."""

_PIECE = re.compile(
    rf"(?P<tag>{TAG.pattern})|(?P<code>{TEMPLATE_CODE}|`[^`\n]++`"
    r"|(?<![A-Za-z0-9])(?:https?|ftp)://[!#-&*-;=?-Z\\^_a-z|~]++|%(?:\d\$)?[sd@]\b|%\(\w++\)[sd]"
    r"|\$?\{[A-Za-z0-9_.]++\})"
    rf"|(?P<reference>{REFERENCE.pattern})",
    re.DOTALL,
)

_NAME = re.compile(r"<([a-zA-Z][a-zA-Z0-9]*)")

_CODE = frozenset(("code", "kbd", "samp", "var", "pre", "script", "style"))

_TRAILING = ".,;:!?…)]"
"""Marks at the end of a link that belong to the sentence."""


def pieces(text: str) -> Iterator[tuple[str, str]]:
    """A text cut into pieces of the kinds ``text``, ``tag``, ``code`` and ``reference``."""
    position, unclosed = 0, set[str]()
    while match := _PIECE.search(text, position):
        if match.start() > position:
            yield "text", text[position : match.start()]
        kind, piece = match.lastgroup or "text", match[0]
        if "://" in piece and kind == "code" and not piece.startswith(("{", "`")):
            piece = piece.rstrip(_TRAILING)
        position = match.start() + len(piece)
        name = _NAME.match(piece) if kind == "tag" else None
        opened = name[1].lower() if name else ""
        if opened in _CODE and opened not in unclosed:
            end = re.compile(rf"</{opened}\s*>", re.IGNORECASE).search(text, position)
            if end:
                kind, piece = "code", text[match.start() : end.end()]
                position = end.end()
            else:
                unclosed.add(opened)
        yield kind, piece
    if position < len(text):
        yield "text", text[position:]


@lru_cache(maxsize=8192)
def prose(text: str) -> str:
    """What a reader reads of a text; code, links and placeholders become ``OBJECT``."""
    if not any(sign in text for sign in "<&{`/%"):
        return text
    read = []
    for kind, piece in pieces(text):
        if kind == "text":
            read.append(piece)
        elif kind == "reference":
            read.append(unescape(piece))
        elif kind == "code":
            read.append(OBJECT)
        elif piece[:3].lower() == "<br":
            read.append("\n")
    return "".join(read)


def mended(text: str, change: Callable[[str], str]) -> str:
    """``text`` with ``change`` made to its prose; tags, code and references stay."""
    return "".join(change(piece) if kind == "text" else piece for kind, piece in pieces(text))
