"""The usual translation, with just the simple tags of its msgid: written without a closer look."""

from __future__ import annotations

import re
from functools import lru_cache

from dragoman.document import Slot
from dragoman.formats.html.slots import EDGES, HtmlEncoding
from dragoman.formats.references import Style
from dragoman.formats.tags import GRAPHIC, LETTER, RAW_TEXT, TAG

BLANK_LINES = re.compile(r"\n(?:[ \t\f]*+\n)++")

_SPECIAL = tuple(RAW_TEXT | GRAPHIC)


def write_plain(slot: Slot, target: str) -> str | None:
    """What a translation that surely passes the gate is on the page; None where none surely does.

    It has none of the signs that a gate looks at, nor any that is written in another way.
    """
    segment, raw, encoding = slot
    msgid = segment.msgid
    if (
        not isinstance(encoding, HtmlEncoding)
        or "{" in target
        or "]" in target
        or "&" in target
        or "\r" in target
        or "{" in msgid
        or target == msgid
        or target.strip(EDGES) != target
    ):
        return None
    style, newline, place, fence, selectors, *_ = encoding
    if (
        place != "text"
        or fence
        or ("\n" in target and (newline != "\n" or BLANK_LINES.search(target)))
        or (selectors and "<" in raw)
    ):
        return None
    if "<" in msgid:
        return _between_tags(msgid, target, style)
    if "<" in target or not target[0].isalpha():
        return None
    for character, reference in style:
        target = target.replace(character, reference)
    return target


def _between_tags(msgid: str, target: str, style: Style) -> str | None:
    """``target`` written, where the tags of its msgid in their order are all that it has."""
    tags = _simple_tags(msgid)
    if tags is None or target.count("<") != len(tags):
        return None
    pieces: list[str] = []
    position, letter = 0, False
    for tag in (*tags, ""):
        end = target.find(tag, position) if tag else len(target)
        if end < 0:
            return None
        text = target[position:end]
        letter = letter or LETTER.search(text) is not None
        for character, reference in style:
            text = text.replace(character, reference)
        pieces += (text, tag)
        position = end + len(tag)
    return "".join(pieces) if letter else None


@lru_cache(maxsize=1024)
def _simple_tags(msgid: str) -> tuple[str, ...] | None:
    """The tags of a msgid; None where it has a less-than sign more, or a tag that needs a look."""
    found = list(TAG.finditer(msgid))
    simple = len(found) == msgid.count("<") and all(
        match[2]
        and not match[2].lower().startswith(_SPECIAL)
        and "translate" not in match[0].lower()
        for match in found
    )
    return tuple(match[0] for match in found) if simple else None
