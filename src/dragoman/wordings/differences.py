"""The words that differ between an earlier wording and the present one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from dragoman.catalog import Entry
from dragoman.formats.tags import split_at_tags
from dragoman.wordings.changes import split_at_targets
from dragoman.wordings.matching import UNSPACED

_MOST = 200_000_000
"""So many comparisons of units are made; beyond, all between the first and last change differs."""

_UNIT = re.compile(rf"\s+|[{UNSPACED}]|[^\W{UNSPACED}]+|[^\w\s]")


class Piece(NamedTuple):
    """A stretch of text, and where it stands."""

    change: Literal["same", "gone", "new"]
    text: str


class Stale(NamedTuple):
    """A translation of an earlier wording, and its place in a catalog."""

    locale: str
    path: str
    line: int
    """1-based, where the entry begins."""
    entry: Entry

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """What changed since the wording that was translated."""
        return differences(self.entry.previous_msgid or "", self.entry.msgid)


def differences(old: str, new: str) -> tuple[Piece, ...]:
    """The present wording with what is new in it, and what is gone; other layout is the same.

    Words, tags and links are compared as a whole, scripts without spaces by character.
    """
    before, after = _units(old), _units(new)
    return tuple(_joined(_compared(before, after), before, after))


def _units(wording: str) -> list[str]:
    """What is compared as a whole, in its order."""
    units: list[str] = []
    for text, tag in split_at_tags(wording):
        for plain, target in split_at_targets(text):
            units += _UNIT.findall(plain)
            if target:
                units.append(target)
        if tag:
            units.append(tag)
    return units


Step = tuple[Literal["same", "gone", "new"], int, int]
"""A change of the units from one place to another: of the old ones for what is gone."""


def _compared(before: Sequence[str], after: Sequence[str]) -> Iterator[Step]:
    """The steps from one wording to another."""
    old = [" " if unit.isspace() else unit for unit in before]
    new = [" " if unit.isspace() else unit for unit in after]
    start, old_end, new_end = 0, len(old), len(new)
    while start < min(old_end, new_end) and old[start] == new[start]:
        start += 1
    while min(old_end, new_end) > start and old[old_end - 1] == new[new_end - 1]:
        old_end, new_end = old_end - 1, new_end - 1
    yield "same", 0, start
    if (old_end - start) * (new_end - start) > _MOST:
        yield "gone", start, old_end
        yield "new", start, new_end
    else:
        from rapidfuzz.distance import Indel  # noqa: PLC0415 (only this command needs it)

        for step in Indel.opcodes(old[start:old_end], new[start:new_end]):
            if step.tag == "delete":
                yield "gone", start + step.src_start, start + step.src_end
            else:
                change: Literal["same", "new"] = "same" if step.tag == "equal" else "new"
                yield change, start + step.dest_start, start + step.dest_end
    yield "same", new_end, len(new)


def _joined(steps: Iterator[Step], before: Sequence[str], after: Sequence[str]) -> Iterator[Piece]:
    """The pieces, what is gone before what is new; a space between two changes is in both."""
    gone, new, gap = "", "", ""
    for change, start, end in steps:
        text = "".join((before if change == "gone" else after)[start:end])
        if change == "same":
            if text and (not text.isspace() or gap):
                yield from _changed(gone, new)
                gone = new = ""
                yield Piece("same", gap + text)
                gap = ""
            elif gone or new:
                gap = text
            elif text:
                yield Piece("same", text)
            continue
        gone, new = gone + gap, new + gap
        gap = ""
        if change == "gone":
            gone += text
        else:
            new += text
    yield from _changed(gone, new)
    if gap:
        yield Piece("same", gap)


def _changed(gone: str, new: str) -> Iterator[Piece]:
    if gone:
        yield Piece("gone", gone)
    if new:
        yield Piece("new", new)
