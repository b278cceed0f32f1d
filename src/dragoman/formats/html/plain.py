"""Usual translations, with just the simple tags of their msgids: written without a closer look."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from dragoman.document import Slot
from dragoman.formats.html.slots import EDGES, HtmlEncoding
from dragoman.formats.references import Style
from dragoman.formats.tags import GRAPHIC, LETTER, RAW_TEXT, TAG

BLANK_LINES = re.compile(r"\n(?:[ \t\f]*+\n)++")

_TAGS = re.compile("<[^<>]*+>")
"""Tags that have no such signs inside."""

_EDGES = frozenset(EDGES)
_SPECIAL = tuple(RAW_TEXT | GRAPHIC)


class _Kind(NamedTuple):
    """How text is written into a slot."""

    style: Style
    """The characters that are written by reference."""
    newline: str


class PlainSlots:
    """The slots of a page where a usual translation is easily told; all are written together."""

    __slots__ = ("_tagged", "_texts")

    def __init__(self, slots: Sequence[Slot]) -> None:
        """Sort the slots; those that need a closer look whatever stands in them are left out."""
        self._texts: dict[_Kind, list[int]] = {}
        self._tagged: list[tuple[int, tuple[str, ...], _Kind]] = []
        for number, slot in enumerate(slots):
            encoding, msgid = slot.encoding, slot.segment.msgid
            if not isinstance(encoding, HtmlEncoding) or not _is_plain(slot, encoding):
                continue
            kind = _Kind(encoding.style, encoding.newline)
            if "<" not in msgid:
                self._texts.setdefault(kind, []).append(number)
            elif tags := _simple_tags(msgid):
                self._tagged.append((number, tags, kind))

    def write(self, targets: Sequence[str]) -> list[str | None]:
        """Each slot's translation as ``encode`` writes it; other ones than their msgids are given.

        None where the format or the gate could have objections: what is written has none of the
        signs that either of them looks at.
        """
        written: list[str | None] = [None] * len(targets)
        for kind, slots in self._texts.items():
            numbers = [number for number in slots if targets[number][:1].isalpha()]
            texts = _texts([targets[number] for number in numbers], kind)
            for number, text in zip(numbers, texts, strict=True):
                written[number] = text
        for number, tags, kind in self._tagged:
            if targets[number]:
                written[number] = _between_tags(targets[number], tags, kind)
        return written


def _is_plain(slot: Slot, encoding: HtmlEncoding) -> bool:
    """Whether a slot may have a usual translation."""
    chosen = encoding.selectors and "<" in slot.raw
    text = encoding.place == "text" and not encoding.fence
    return text and not chosen and "{" not in slot.segment.msgid


def _texts(targets: list[str], kind: _Kind) -> Sequence[str | None]:
    """Targets that begin with a letter, written where they have no tags and are plain."""
    together = _together(targets, kind)
    if together is None and len(targets) > 1:  # one of them needs a closer look: which?
        return [_texts([target], kind)[0] for target in targets]
    return [None] * len(targets) if together is None else together


def _together(targets: list[str], kind: _Kind) -> list[str] | None:
    """As ``_texts``; None where one of them needs a closer look."""
    text = "\0".join(targets)
    ends = [target[-1] for target in targets]
    if "<" in text or not _EDGES.isdisjoint(ends) or not _is_quiet(text, kind):
        return None
    for character, reference in kind.style:
        text = text.replace(character, reference)
    texts = text.split("\0")
    return texts if len(texts) == len(targets) else None


def _between_tags(target: str, tags: tuple[str, ...], kind: _Kind) -> str | None:
    """``target`` written, where these tags in their order are all that it has."""
    if target[0] in _EDGES or target[-1] in _EDGES or not _is_quiet(target, kind):
        return None
    texts, at = [], 0
    for tag in tags:
        start = target.find("<", at)
        if start < 0 or not target.startswith(tag, start):
            return None
        texts.append(target[at:start])
        at = start + len(tag)
    texts.append(target[at:])
    if "<" in texts[-1] or not (target[0].isalpha() or LETTER.search("".join(texts))):
        return None
    changes = [pair for pair in kind.style if pair[0] in target]
    if not changes:
        return target
    for character, reference in changes:
        texts = [text.replace(character, reference) for text in texts]
    return "".join(chain.from_iterable(zip(texts, (*tags, ""), strict=True)))


def _is_quiet(text: str, kind: _Kind) -> bool:
    """Whether a text has none of the signs, but tags, that may mean something to a page."""
    if "{" in text or "]" in text or "&" in text or "\r" in text:
        return False
    return "\n" not in text or (kind.newline == "\n" and not BLANK_LINES.search(text))


def _simple_tags(msgid: str) -> tuple[str, ...]:
    """The tags of a msgid; none where it has a less-than sign more, or a tag that needs a look."""
    tags = tuple(_TAGS.findall(msgid))
    return tags if len(tags) == msgid.count("<") and all(map(_is_simple, tags)) else ()


@lru_cache(maxsize=1024)
def _is_simple(tag: str) -> bool:
    match = TAG.fullmatch(tag)
    if match is None or not match[2]:
        return False
    return not match[2].lower().startswith(_SPECIAL) and "translate" not in tag.lower()
