"""Captions of one video in two languages: what is said at the same time belongs together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.alignment import Alignment, align
from dragoman.alignment.pairing import Pair
from dragoman.document import Slot
from dragoman.formats.webvtt.slots import CaptionEncoding

_Span = tuple[float, float]

_Group = tuple[list[int], list[int]]

_MERGED = "two segments of the lesson are one in the translation"

_SHARED = 0.5
"""The part of the shorter of two sentences in which both are shown, if they belong together."""


def align_by_time(source: Sequence[Slot], target: Sequence[Slot]) -> Alignment | None:
    """Pair the sentences of two tracks; None where they are no captions of the same times."""
    ours, theirs = _spans(source), _spans(target)
    if not ours or not theirs:
        return None
    pairs: list[Pair] = []
    for group in _groups(ours, theirs):
        pairs += _pairs(group, source, target, ours, theirs)
    sure = sum(len(pair.source) for pair in pairs if pair.confidence > 1 - _SHARED / 2)
    return Alignment(tuple(pairs), 1.0) if 2 * sure > len(source) else None


def _spans(slots: Sequence[Slot]) -> list[_Span]:
    """When each sentence is shown; none if they are no captions."""
    encodings = [slot.encoding for slot in slots]
    return [each.time for each in encodings if isinstance(each, CaptionEncoding)]


def _groups(ours: list[_Span], theirs: list[_Span]) -> Iterator[_Group]:
    """The least groups of which no sentence is shown together with one outside."""
    row = column = 0
    while row < len(ours) or column < len(theirs):
        rows, columns = [], []
        first = column == len(theirs) or (row < len(ours) and ours[row][0] <= theirs[column][0])
        if first:
            rows.append(row)
        else:
            columns.append(column)
        row, column = row + first, column + (not first)
        grown = True
        while grown:
            grown = False
            if column < len(theirs) and rows and _together(ours[rows[-1]], theirs[column]):
                columns.append(column)
                column, grown = column + 1, True
            elif row < len(ours) and columns and _together(ours[row], theirs[columns[-1]]):
                rows.append(row)
                row, grown = row + 1, True
        yield rows, columns


def _together(one: _Span, two: _Span) -> bool:
    shared = min(one[1], two[1]) - max(one[0], two[0])
    return shared > 0 and shared >= _SHARED * min(one[1] - one[0], two[1] - two[0])


def _pairs(
    group: _Group,
    source: Sequence[Slot],
    target: Sequence[Slot],
    ours: list[_Span],
    theirs: list[_Span],
) -> Iterator[Pair]:
    """The pairs of a group; where it has several sentences on both sides, by their texts."""
    rows, columns = group
    if len(rows) > 1 < len(columns):
        inside = align([source[at].segment for at in rows], [target[at].segment for at in columns])
        for pair in inside.pairs:
            yield replace(
                pair,
                source=tuple(rows[at] for at in pair.source),
                target=tuple(columns[at] for at in pair.target),
            )
        return
    confidence = 0.0
    if rows and columns:
        one = (ours[rows[0]][0], ours[rows[-1]][1])
        two = (theirs[columns[0]][0], theirs[columns[-1]][1])
        shared = min(one[1], two[1]) - max(one[0], two[0])
        whole = max(one[1], two[1]) - min(one[0], two[0])
        confidence = min(0.99, 0.7 + _SHARED * shared / max(whole, 0.001))
    reasons = (_MERGED,) if len(rows) > 1 else ()
    yield Pair(tuple(rows), tuple(columns), confidence, reasons)
