"""A lesson and its existing translation, aligned segment by segment.

Dynamic programming over both sequences, with lengths scored in the way of Gale and Church (1993)
and with what languages share besides (`evidence.py`); twice, the second time with the words of the
pairs that the first found. The confidence of a pair is its posterior probability: the share of all
alignments, by weight, that have the pair, lessened by pairs it might have changed partners with.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import exp

from dragoman.alignment.evidence import Scorer, added
from dragoman.alignment.pairing import DOUBLE, GAP, MOVED, Exchange, Pair, gathered, pair_of
from dragoman.document import Segment
from dragoman.formats.inline import Read, read_html

_MATCHES = ((1, 1, 0.0), (2, 1, DOUBLE), (1, 2, DOUBLE))
_BAND = 32
"""Segments that both pages may be apart, besides the difference of their lengths."""
_NEAR = 10
"""The same, once an alignment is known, from that."""
_ROUNDS = 2
"""How often the words of the pairs found are taken to find better ones."""
_BARE = -3.0
"""Weight of a match that is as likely as not a pair by accident."""
_NOTHING = float("-inf")
_Cells = list[dict[int, list[tuple[int, int, float]]]]
"""For each row and column within the band, the steps that end there, with their log weights."""
_Sums = list[dict[int, float]]


@dataclass(frozen=True, slots=True)
class Alignment:
    """A lesson and its translation, pair by pair in the order of the lesson."""

    pairs: tuple[Pair, ...]
    likeness: float
    """Mean log weight of a segment: above 0 for translations, below -1 for unlike documents."""


def align(
    source: Sequence[Segment], target: Sequence[Segment], read: Read = read_html
) -> Alignment:
    """Pair the segments of a lesson with those of its translation, in the order of both.

    ``read`` knows the inline markup of their format.
    """
    scorer = Scorer(source, target, read)
    cells = _cells(scorer, _diagonal(len(source), len(target)))
    steps = _best(cells, _forward(cells))
    likeness = sum(weight for _, _, weight in steps) / max(len(source), len(target), 1)
    pairs = _pairs(scorer, steps, {})
    for _ in range(_ROUNDS):
        scorer.learn(_anchors(scorer, pairs))
        cells = _cells(scorer, _near(steps, len(target)))
        sums = _forward(cells)
        steps = _best(cells, sums)
        pairs = gathered(scorer, _pairs(scorer, steps, _shares(cells, sums)))
        pairs = Exchange(scorer, pairs).pairs()
    return Alignment(_sobered(scorer, pairs), likeness)


def _sobered(scorer: Scorer, pairs: list[Pair]) -> tuple[Pair, ...]:
    """Pairs by accident are likelier on pages that differ in structure: less confidence there."""
    odd = sum(
        not len(pair.source) == 1 == len(pair.target) or MOVED in pair.reasons for pair in pairs
    )
    share = min(1.0, 20 * odd / max(1, len(pairs)))
    sober = []
    for pair in pairs:
        if pair.source and pair.target:
            weight = scorer.weight(
                pair.source[0], pair.target[0], len(pair.source), len(pair.target)
            )
            confidence = pair.confidence / (1 + share * exp(min(20.0, _BARE - weight)))
            pair = replace(pair, confidence=confidence)  # noqa: PLW2901 (less sure)
        sober.append(pair)
    return tuple(sober)


def _anchors(scorer: Scorer, pairs: Iterable[Pair]) -> list[tuple[int, int]]:
    """The pairs to learn from."""
    single = (pair for pair in pairs if len(pair.source) == 1 == len(pair.target))
    places = ((pair.source[0], pair.target[0]) for pair in single)
    return [place for place in places if scorer.weight(*place) > 0]


def _diagonal(rows: int, columns: int) -> list[tuple[int, int]]:
    """For each row the first and the last column that are looked at."""
    if not rows:
        return [(0, columns)]
    band = _BAND + abs(rows - columns)
    middles = (row * columns // rows for row in range(rows + 1))
    return [(max(0, middle - band), min(columns, middle + band)) for middle in middles]


def _near(steps: Iterable[tuple[int, int, float]], columns: int) -> list[tuple[int, int]]:
    """The same around an alignment."""
    row = column = 0
    reached: list[list[int]] = [[0]]
    for more, less, _ in steps:
        reached += [[] for _ in range(more)]
        row, column = row + more, column + less
        reached[row].append(column)
    bounds: list[tuple[int, int]] = []
    for row, at in enumerate(reached):
        first = at[0] if at else bounds[row - 1][1] - _NEAR
        last = at[-1] if at else first
        bounds.append((max(0, first - _NEAR), min(columns, last + _NEAR)))
    return bounds


def _cells(scorer: Scorer, bounds: Sequence[tuple[int, int]]) -> _Cells:
    """All steps of all alignments within bounds."""
    return [
        {column: _steps(scorer, row, column) for column in range(first, last + 1)}
        for row, (first, last) in enumerate(bounds)
    ]


def _steps(scorer: Scorer, row: int, column: int) -> list[tuple[int, int, float]]:
    steps = [
        (more, less, prior + scorer.weight(row - more, column - less, more, less))
        for more, less, prior in _MATCHES
        if row >= more and column >= less
    ]
    if row:
        steps.append((1, 0, GAP))
    if column:
        steps.append((0, 1, GAP))
    return steps


def _forward(cells: _Cells) -> tuple[_Sums, list[dict[int, tuple[int, int, float]]]]:
    """For each cell the log of the summed weights of all ways to it; the best one's last step."""
    sums: _Sums = []
    best: _Sums = []
    chosen: list[dict[int, tuple[int, int, float]]] = []
    for row, columns in enumerate(cells):
        sums.append({})
        best.append({})
        chosen.append({})
        for column, steps in columns.items():
            total = top = 0.0 if not row and not column else _NOTHING
            for more, less, weight in steps:
                before = sums[row - more].get(column - less, _NOTHING)
                if before == _NOTHING:
                    continue
                total = added(total, before + weight)
                reached = best[row - more][column - less] + weight
                if reached > top:
                    top, chosen[row][column] = reached, (more, less, weight)
            sums[row][column], best[row][column] = total, top
    return sums, chosen


def _best(
    cells: _Cells, forward: tuple[_Sums, list[dict[int, tuple[int, int, float]]]]
) -> list[tuple[int, int, float]]:
    """The steps of the alignment of the greatest weight."""
    row = len(cells) - 1
    column = max(cells[row])
    steps = []
    while row or column:
        step = forward[1][row][column]
        steps.append(step)
        row, column = row - step[0], column - step[1]
    return steps[::-1]


def _shares(cells: _Cells, forward: tuple[_Sums, object]) -> dict[tuple[int, int, int, int], float]:
    """For each match the share of all alignments that have it, by the row and column it ends at."""
    sums = forward[0]
    after: _Sums = [dict.fromkeys(columns, _NOTHING) for columns in cells]
    row, column = len(cells) - 1, max(cells[-1])
    after[row][column] = 0.0
    total = sums[row][column]
    shares = {}
    for row in range(len(cells) - 1, -1, -1):
        for column in sorted(cells[row], reverse=True):
            here = after[row][column]
            for more, less, weight in cells[row][column]:
                before = sums[row - more].get(column - less, _NOTHING)
                if _NOTHING in (before, here):
                    continue
                earlier = after[row - more]
                earlier[column - less] = added(earlier[column - less], here + weight)
                if more and less:
                    share = exp(min(0.0, before + weight + here - total))
                    shares[row, column, more, less] = share
    return shares


def _pairs(
    scorer: Scorer,
    steps: Iterable[tuple[int, int, float]],
    shares: dict[tuple[int, int, int, int], float],
) -> list[Pair]:
    pairs = []
    at = there = 0
    for more, less, _ in steps:
        share = shares.get((at + more, there + less, more, less), 0.0)
        pairs.append(pair_of(scorer, (at, more), (there, less), share))
        at, there = at + more, there + less
    return pairs
