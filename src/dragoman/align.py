"""A lesson and its existing translation, aligned segment by segment.

Dynamic programming over both sequences, with lengths scored in the way of Gale and Church (1993)
and with what languages share besides (`evidence.py`); twice, the second time with the words of the
pairs that the first found. The confidence of a pair is its posterior probability: the share of all
alignments, by weight, that have the pair, lessened by pairs it might have changed partners with.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import exp

from dragoman.document import Segment
from dragoman.evidence import Scorer, added, doubts

_GAP = -5.0
"""Log weight of a segment that the other page does not have."""
_DOUBLE = -4.5
"""Log weight of two segments that are one in the other page, besides that of the match itself."""
_SWAP = -3.0
"""Log weight of two segments that have changed places."""
_MATCHES = ((1, 1, 0.0), (2, 1, _DOUBLE), (1, 2, _DOUBLE))
_BAND = 32
"""Segments that both pages may be apart, besides the difference of their lengths."""
_NEAR = 16
"""The same, once an alignment is known, from that."""
_ROUNDS = 2
"""How often the words of the pairs found are taken to find better ones."""
_BARE = -3.0
"""Weight of a match that is as likely as not a pair by accident."""
_PLAIN = 6.0
"""Weight of a match from which nothing is gained by comparing it with others."""
_WEAKEST = 200
"""Matches that are compared with each other: the weakest of a page."""
_NOTHING = float("-inf")
_MOVED = "it stands elsewhere on the page"

_Cells = list[dict[int, list[tuple[int, int, float]]]]
"""For each row and column within the band, the steps that end there, with their log weights."""
_Sums = list[dict[int, float]]


@dataclass(frozen=True, slots=True)
class Pair:
    """Segments of the lesson and of its translation that belong together, by their places."""

    source: tuple[int, ...]
    """None, one or two places in the lesson."""
    target: tuple[int, ...]
    """None, one or two places in the translation."""
    confidence: float
    """0 to 1; 0 where one side is empty."""
    reasons: tuple[str, ...] = ()
    """Why a translator should look; sentences without their full stop."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """A lesson and its translation, pair by pair in the order of the lesson."""

    pairs: tuple[Pair, ...]
    likeness: float
    """Mean log weight of a segment: above 0 for translations, below -1 for unlike documents."""


def align(source: Sequence[Segment], target: Sequence[Segment]) -> Alignment:
    """Pair the segments of a lesson with those of its translation, in the order of both."""
    scorer = Scorer(source, target)
    cells = _cells(scorer, _diagonal(len(source), len(target)))
    steps = _best(cells, _forward(cells))
    likeness = sum(weight for _, _, weight in steps) / max(len(source), len(target), 1)
    pairs = _pairs(scorer, steps, {})
    for _ in range(_ROUNDS):
        scorer.learn(_anchors(scorer, pairs))
        cells = _cells(scorer, _near(steps, len(target)))
        sums = _forward(cells)
        steps = _best(cells, sums)
        pairs = _Exchange(scorer, _pairs(scorer, steps, _shares(cells, sums))).pairs()
    return Alignment(_sobered(scorer, pairs), likeness)


def _sobered(scorer: Scorer, pairs: list[Pair]) -> tuple[Pair, ...]:
    """Pairs by accident are likelier on pages that differ in structure: less confidence there."""
    odd = sum(
        not len(pair.source) == 1 == len(pair.target) or _MOVED in pair.reasons for pair in pairs
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
        steps.append((1, 0, _GAP))
    if column:
        steps.append((0, 1, _GAP))
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


def _matches(steps: Iterable[tuple[int, int, float]]) -> Iterator[tuple[int, int]]:
    at = there = 0
    for more, less, _ in steps:
        if more == 1 == less:
            yield at, there
        at, there = at + more, there + less


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
        pairs.append(_pair(scorer, (at, more), (there, less), share))
        at, there = at + more, there + less
    return pairs


def _pair(scorer: Scorer, source: tuple[int, int], target: tuple[int, int], share: float) -> Pair:
    places = tuple(range(source[0], sum(source))), tuple(range(target[0], sum(target)))
    if not (places[0] and places[1]):
        return Pair(*places, 0.0)
    one, other = scorer.joined(*source, *target)
    reasons = [*doubts(one, other, scorer.ratio)]
    if len(places[0]) != len(places[1]):
        many = "two segments of the lesson are" if len(places[0]) > 1 else "one segment is"
        reasons.insert(0, f"{many} {'one' if len(places[0]) > 1 else 'two'} in the translation")
    return Pair(*places, share, tuple(reasons))


class _Exchange:
    """Segments that have changed places: partners are exchanged where both sides win by it."""

    def __init__(self, scorer: Scorer, pairs: list[Pair]) -> None:
        self._scorer, self._all = scorer, pairs
        self._now = {
            number: self._match(pair.source, pair.target)
            for number, pair in enumerate(pairs)
            if len(pair.source) <= 1 >= len(pair.target)
        }
        weak = [number for number, weight in self._now.items() if weight < _PLAIN]
        self._open = sorted(sorted(weak, key=self._now.__getitem__)[:_WEAKEST])

    def pairs(self) -> list[Pair]:
        """The pairs after all exchanges, less sure where an exchange would lose little."""
        gains = {
            (first, second): self._gain(first, second)
            for place, first in enumerate(self._open)
            for second in self._open[place + 1 :]
        }
        done: set[int] = set()
        told = dict(enumerate(self._all))
        for (first, second), gain in sorted(gains.items(), key=lambda item: (-item[1], item[0])):
            if gain <= _SWAP * 2 or first in done or second in done:
                continue
            if gain > 0:
                done |= {first, second}
                told[first], told[second] = self._exchanged(first, second)
            else:
                for number in (first, second):
                    known = told[number]
                    told[number] = replace(known, confidence=known.confidence / (1 + exp(gain)))
        return [pair for pair in told.values() if pair.source or pair.target]

    def _match(self, source: tuple[int, ...], target: tuple[int, ...]) -> float:
        if source and target:
            return self._scorer.weight(source[0], target[0])
        return _GAP if source or target else 0.0

    def _gain(self, first: int, second: int) -> float:
        """What an exchange of partners adds to the weight of the alignment."""
        one, two = self._all[first], self._all[second]
        gain = self._match(one.source, two.target) + self._match(two.source, one.target)
        return gain - self._now[first] - self._now[second] + _SWAP

    def _exchanged(self, first: int, second: int) -> tuple[Pair, Pair]:
        one, two = self._all[first], self._all[second]
        return _moved(one.source, two.target), _moved(two.source, one.target)


def _moved(source: tuple[int, ...], target: tuple[int, ...]) -> Pair:
    if source and target:
        return Pair(source, target, 0.5, (_MOVED,))
    return Pair(source, target, 0.0)
