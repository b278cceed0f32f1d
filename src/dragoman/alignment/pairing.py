"""Pairs of an alignment, and what an alignment in order of places cannot see.

Segments that have changed places, and one segment that became many.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import exp

from dragoman.alignment.evidence import Scorer, doubts

GAP = -5.0
"""Log weight of a segment that the other page does not have."""
DOUBLE = -4.5
"""Log weight of two segments that are one in the other page, besides that of the match itself."""
_MORE = -3.0
"""The same for each further segment."""
_SWAP = -3.0
"""Log weight of two segments that have changed places."""
_PLAIN = 6.0
"""Weight of a match from which nothing is gained by comparing it with others."""
_WEAKEST = 200
"""Matches that are compared with each other: the weakest of a page."""
_MOST = 12
"""Segments of one page that are looked at as one of the other."""
MOVED = "it stands elsewhere on the page"


@dataclass(frozen=True, slots=True)
class Pair:
    """Segments of the lesson and of its translation that belong together, by their places."""

    source: tuple[int, ...]
    """Places in the lesson; several only where ``target`` has at most one."""
    target: tuple[int, ...]
    """Places in the translation; several only where ``source`` has at most one."""
    confidence: float
    """0 to 1; 0 where one side is empty."""
    reasons: tuple[str, ...] = ()
    """Why a translator should look; sentences without their full stop."""


def pair_of(scorer: Scorer, source: tuple[int, int], target: tuple[int, int], share: float) -> Pair:
    """A pair of so many segments from a place on, on either side, with what speaks against it."""
    places = tuple(range(source[0], sum(source))), tuple(range(target[0], sum(target)))
    if not (places[0] and places[1]):
        return Pair(*places, 0.0)
    reasons = [*doubts(*scorer.joined(*source, *target), scorer.ratio)]
    if source[1] > 1:
        reasons.insert(0, f"{_count(source[1])} segments of the lesson are one in the translation")
    elif target[1] > 1:
        reasons.insert(0, f"one segment is {_count(target[1])} in the translation")
    return Pair(*places, share, tuple(reasons))


def _count(number: int) -> str:
    return "two" if number == 2 else str(number)  # noqa: PLR2004 (two is a word)


def gathered(scorer: Scorer, pairs: list[Pair]) -> list[Pair]:
    """The pairs in their order; segments without partner join neighbours that are one in theirs."""
    done: list[Pair] = []
    at = 0
    while at < len(pairs):
        best, count = 0.0, 1
        whole = pairs[at]
        for size in range(2, _MOST + 1):
            several = pairs[at : at + size]
            if len(several) < size or sum(_lone(pair) for pair in several) < size - 1:
                break
            made = _joined(scorer, several)
            if made is not None and made[1] > best:
                (whole, best), count = made, size
        done.append(whole)
        at += count
    return done


def _lone(pair: Pair) -> bool:
    return not (pair.source and pair.target)


def _joined(scorer: Scorer, pairs: list[Pair]) -> tuple[Pair, float] | None:
    """One pair of several neighbours, with the log weight gained by it."""
    source = tuple(place for pair in pairs for place in pair.source)
    target = tuple(place for pair in pairs for place in pair.target)
    if not source or not target or min(len(source), len(target)) > 1:
        return None
    spans = (source[0], len(source)), (target[0], len(target))
    gain = _weight(scorer, source, target) - sum(
        _weight(scorer, pair.source, pair.target) for pair in pairs
    )
    return pair_of(scorer, *spans, 1 / (1 + exp(-min(gain, 40.0)))), gain


def _weight(scorer: Scorer, source: tuple[int, ...], target: tuple[int, ...]) -> float:
    if not source or not target:
        return GAP * len(source + target)
    many = len(source + target) - 2
    prior = DOUBLE + _MORE * (many - 1) if many else 0.0
    return prior + scorer.weight(source[0], target[0], len(source), len(target))


class Exchange:
    """Segments that have changed places: partners are exchanged where both sides win by it."""

    def __init__(self, scorer: Scorer, pairs: list[Pair]) -> None:
        """Take pairs in the order of both pages."""
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
        return GAP if source or target else 0.0

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
        return Pair(source, target, 0.5, (MOVED,))
    return Pair(source, target, 0.0)
