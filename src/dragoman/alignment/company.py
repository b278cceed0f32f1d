"""The words that a segment shares with others of its page: translations keep the same company.

Two segments that are alike in one language are alike in the other. So the likeness of a segment
to the anchors of its page, which are pairs already known, must go with that of its translation.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log, sqrt
from operator import mul

_FEWEST = 4
"""Anchors below which company says nothing."""
_ENOUGH = 32
"""Anchors above which more of them make company no surer."""
_DENSE = 12
"""Anchors that both sides must share words with, in the mean, to count as dense."""
_USUAL = 2.5
_USUAL_SPARSE = 2.0
_SLOPE = 1.2
"""Company of right pairs is normal around 3.7, of wrong ones around 1.2, both with a deviation of
1.2; where few anchors share a word, around 2.8 and 0.7 with 1.3 (measured on lessons in eight
languages). The log of the quotient is, nearly, a line of this slope that is 0 at the usual."""


@dataclass(frozen=True, slots=True)
class _Profile:
    """How alike a segment's words are to those of each anchor, and sums over them."""

    values: list[float]
    total: float
    squares: float
    shared: int
    """Anchors that share any word with it."""


class Company:
    """Log weights of matches, by the company of both sides."""

    def __init__(
        self,
        source: Sequence[Counter[str]],
        target: Sequence[Counter[str]],
        anchors: Sequence[tuple[int, int]],
    ) -> None:
        """Take the words of each segment of both pages, and the pairs that are known."""
        sides = [one for one, _ in anchors], [other for _, other in anchors]
        self._sides = tuple(
            {(at, 1): profile for at, profile in enumerate(_profiles(side, places))}
            for side, places in zip((source, target), sides, strict=True)
        )
        self._own = tuple({at: place for place, at in enumerate(places)} for places in sides)

    def weight(self, at: int, there: int, more: int, less: int) -> float:
        """The log weight of a match of one or several segments on either side."""
        own = {self._own[0].get(at), self._own[1].get(there)}
        if more > 1 or less > 1:
            own.update(self._own[0].get(at + extra) for extra in range(1, more))
            own.update(self._own[1].get(there + extra) for extra in range(1, less))
        leave = [place for place in own if place is not None]
        return _weight(self._profile(0, at, more), self._profile(1, there, less), leave)

    def _profile(self, side: int, at: int, count: int) -> _Profile:
        """The profile of one segment, or of several taken for one; each is made once."""
        known = self._sides[side].get((at, count))
        if known is None:
            rows = [self._sides[side][at + extra, 1].values for extra in range(count)]
            known = _profile([sum(values) for values in zip(*rows, strict=True)])
            self._sides[side][at, count] = known
        return known


def _profiles(side: Sequence[Counter[str]], anchors: Sequence[int]) -> list[_Profile]:
    """Cosines of each segment's words with those of each anchor, rare words counting most."""
    seen = Counter(word for words in side for word in words)
    vectors = []
    for words in side:
        vector = {
            word: (1 + log(count)) * log(len(side) / seen[word])
            for word, count in words.items()
            if seen[word] > 1
        }
        size = sqrt(sum(value * value for value in vector.values())) or 1.0
        vectors.append({word: value / size for word, value in vector.items()})
    holders: dict[str, list[tuple[int, float]]] = {}
    for place, anchor in enumerate(anchors):
        for word, value in vectors[anchor].items():
            holders.setdefault(word, []).append((place, value))
    profiles = []
    for vector in vectors:
        values = [0.0] * len(anchors)
        for word, value in vector.items():
            for place, other in holders.get(word, ()):
                values[place] += value * other
        profiles.append(_profile(values))
    return profiles


def _profile(values: list[float]) -> _Profile:
    squares = sum(map(mul, values, values))
    return _Profile(values, sum(values), squares, len(values) - values.count(0.0))


def _weight(one: _Profile, other: _Profile, leave: Sequence[int]) -> float:
    """Pearson's correlation but for some places, against that of chance; 0 if it is unknown."""
    count = len(one.values) - len(leave)
    if count < _FEWEST:
        return 0.0
    product = sum(map(mul, one.values, other.values))
    totals, squares = [one.total, other.total], [one.squares, other.squares]
    shared = [one.shared, other.shared]
    for place in leave:
        pair = one.values[place], other.values[place]
        product -= pair[0] * pair[1]
        for side, value in enumerate(pair):
            totals[side] -= value
            squares[side] -= value * value
            shared[side] -= value != 0
    spread = [squares[side] - totals[side] * totals[side] / count for side in (0, 1)]
    if min(spread) < 1e-9:  # noqa: PLR2004 (no word is shared with any anchor)
        return 0.0
    found: float = (product - totals[0] * totals[1] / count) / sqrt(spread[0] * spread[1])
    usual = _USUAL if shared[0] * shared[1] >= _DENSE * _DENSE else _USUAL_SPARSE
    found *= float(sqrt(min(count, _ENOUGH)))
    return _SLOPE * (found - usual)
