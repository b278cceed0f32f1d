"""The usual translation, with just the simple tags of its msgid: written without a closer look."""

from __future__ import annotations

import re
from functools import lru_cache

from dragoman.document import Slot
from dragoman.formats.html.slots import EDGES, HtmlEncoding
from dragoman.formats.references import Style
from dragoman.formats.tags import GRAPHIC, LETTER, RAW_TEXT, TAG

BLANK_LINES = re.compile(r"\n(?:[ \t\f]*+\n)++")

_SIMPLE = re.compile("(<[^>]*+>)")
"""A tag that has no such signs inside."""

_SPECIAL = tuple(RAW_TEXT | GRAPHIC)


def write_plain(slot: Slot, target: str) -> str | None:
    """A translation as ``encode`` writes it; None where it or the gate could have objections.

    What is written has none of the signs that either of them looks at.
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
        or target[:1] in EDGES
        or target[-1] in EDGES
    ):
        return None
    style, newline, place, fence, selectors, _, _, _ = encoding
    if (
        place != "text"
        or fence
        or ("\n" in target and (newline != "\n" or BLANK_LINES.search(target)))
        or (selectors and "<" in raw)
    ):
        return None
    if "<" in msgid:
        return _between_tags(msgid, target, style)
    if "<" in target or not target[:1].isalpha():
        return None
    for character, reference in style:
        target = target.replace(character, reference)
    return target


def _between_tags(msgid: str, target: str, style: Style) -> str | None:
    """``target`` written, where the tags of its msgid in their order are all that it has."""
    pieces = _SIMPLE.split(target)
    if tuple(pieces[1::2]) != _simple_tags(msgid) or "<" in pieces[-1]:
        return None
    text = "<".join(pieces[::2])
    if not LETTER.search(text):
        return None
    for character, reference in style:
        text = text.replace(character, reference)
    pieces[::2] = text.split("<")
    return "".join(pieces)


@lru_cache(maxsize=1024)
def _simple_tags(msgid: str) -> tuple[str, ...] | None:
    """The tags of a msgid; None where it has a less-than sign more, or a tag that needs a look."""
    found = list(TAG.finditer(msgid))
    tags = tuple(match[0] for match in found)
    simple = len(tags) == msgid.count("<") and all(
        match[2]
        and not match[2].lower().startswith(_SPECIAL)
        and "translate" not in match[0].lower()
        for match in found
    )
    return tags if simple else None
