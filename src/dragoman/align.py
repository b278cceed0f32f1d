"""A lesson and its existing translation, aligned segment by segment.

Dynamic programming over both sequences, with lengths scored in the way of Gale and Church (1993)
and what languages share besides: kind, tags, link targets, numbers, code, names. The confidence of
a pair is its posterior probability: the share of all alignments, by weight, that have the pair.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp, log, log1p, sqrt

from dragoman.document import Segment
from dragoman.formats.tags import ATTRIBUTE, TAG, without_markup

_NUMBER = re.compile(r"\d+")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]+(?:[.\-_][A-Za-z0-9]+)*")
_CODE = re.compile(r"<(code|kbd|samp|var)\b[^>]*>(.*?)</\1>", re.DOTALL)

_GAP = -5.0
"""Log weight of a segment that the other page does not have."""
_DOUBLE = -4.5
"""Log weight of two segments that are one in the other page, besides that of the match itself."""
_MOVES = ((1, 1, 0.0), (1, 0, _GAP), (0, 1, _GAP), (2, 1, _DOUBLE), (1, 2, _DOUBLE))
_NOTHING = float("-inf")


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
class _Traits:
    """What two languages can share of a segment."""

    kind: str
    length: int
    tags: Counter[str]
    links: Counter[str]
    numbers: Counter[str]
    codes: Counter[str]
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Alignment:
    """A lesson and its translation, pair by pair in the order of the lesson."""

    pairs: tuple[Pair, ...]
    likeness: float
    """Mean log weight of a segment: above 0 for translations, below -1 for unlike documents."""


def align(source: Sequence[Segment], target: Sequence[Segment]) -> Alignment:
    """Pair the segments of a lesson with those of its translation, in the order of both."""
    scorer = _Scorer([_traits(segment) for segment in source], [_traits(one) for one in target])
    forward = _sums(scorer, len(source), len(target))
    steps = _best(scorer, len(source), len(target))
    backward = _sums(scorer.reversed(), len(source), len(target))
    total = forward[-1][-1]
    pairs: list[Pair] = []
    at, there, gain = 0, 0, 0.0
    for more, less in steps:
        ends = at + more, there + less
        weight = scorer.move(ends[0], ends[1], more, less)
        gain += weight
        rest = backward[len(source) - ends[0]][len(target) - ends[1]]
        share = forward[at][there] + weight + rest - total
        pairs.append(_pair(scorer, (at, more), (there, less), min(1.0, exp(min(0.0, share)))))
        at, there = ends
    likeness = gain / max(len(source), len(target), 1)
    return Alignment(_with_moved(tuple(pairs), scorer), likeness)


def _pair(scorer: _Scorer, source: tuple[int, int], target: tuple[int, int], share: float) -> Pair:
    places = tuple(range(source[0], sum(source))), tuple(range(target[0], sum(target)))
    if not (places[0] and places[1]):
        return Pair(*places, 0.0)
    one, other = scorer.joined(*source, *target)
    reasons = [*_doubts(one, other, scorer.ratio)]
    if len(places[0]) != len(places[1]):
        many = "two segments of the lesson are" if len(places[0]) > 1 else "one segment is"
        reasons.insert(0, f"{many} {'one' if len(places[0]) > 1 else 'two'} in the translation")
    return Pair(*places, share, tuple(reasons))


def _doubts(one: _Traits, other: _Traits, ratio: float) -> Iterable[str]:
    if one.kind != other.kind:
        yield f"it was a {one.kind} and is a {other.kind}"
    if one.links != other.links:
        yield "its links differ"
    if one.codes != other.codes:
        yield "its code differs"
    expected = one.length * ratio
    if max(expected, other.length) > 3 * min(expected, other.length) + 30:
        yield "its length is not that of a translation"


class _Scorer:
    """Log weights of matches between two sequences of traits."""

    def __init__(self, source: list[_Traits], target: list[_Traits]) -> None:
        self.source, self.target = source, target
        lengths = sum(one.length for one in source), sum(one.length for one in target)
        self.ratio = lengths[1] / lengths[0] if all(lengths) else 1.0
        seen = Counter(name for one in (*source, *target) for name in one.names)
        self.rarity = {name: log(2 * (len(source) + len(target)) / n) for name, n in seen.items()}
        self._known: dict[tuple[int, int, int, int], float] = {}

    def reversed(self) -> _Scorer:
        """The same weights, counted from the ends."""
        return _Reversed(self)

    def joined(self, at: int, more: int, there: int, less: int) -> tuple[_Traits, _Traits]:
        """The traits of a group on either side."""
        return (
            _joined(self.source[at : at + more]),
            _joined(self.target[there : there + less]),
        )

    def move(self, at: int, there: int, more: int, less: int) -> float:
        """The log weight of a step that ends at ``at`` and ``there``."""
        prior = next(weight for one, two, weight in _MOVES if (one, two) == (more, less))
        if not more or not less:
            return prior
        key = (at, there, more, less)
        if key not in self._known:
            pair = self.joined(at - more, more, there - less, less)
            self._known[key] = self._match(*pair)
        return prior + self._known[key]

    def _match(self, one: _Traits, other: _Traits) -> float:
        score = _length_weight(one.length * self.ratio, other.length) + _kind_weight(one, other)
        score += _shared(one.links, other.links, 3.0) + _shared(one.codes, other.codes, 2.0)
        score += _shared(one.numbers, other.numbers, 1.5)
        score -= 0.4 * min(5, ((one.tags - other.tags) + (other.tags - one.tags)).total())
        common = one.names & other.names
        return score + min(6.0, 0.6 * sum(self.rarity[name] for name in common))


class _Reversed(_Scorer):
    """A scorer seen from the end of both pages."""

    def __init__(self, scorer: _Scorer) -> None:
        self._scorer = scorer
        self._sizes = len(scorer.source), len(scorer.target)

    def move(self, at: int, there: int, more: int, less: int) -> float:
        """The weight of the step that begins where this one, seen from the end, does."""
        place, other = self._sizes[0] - at + more, self._sizes[1] - there + less
        return self._scorer.move(place, other, more, less)


def _length_weight(expected: float, found: float) -> float:
    """Gale and Church's difference of lengths, as a log weight; 0 for equal lengths."""
    mean = (expected + found) / 2 + 1
    difference = (found - expected) / sqrt(6.8 * mean)
    return max(-12.0, -0.5 * difference * difference)


def _kind_weight(one: _Traits, other: _Traits) -> float:
    if one.kind == other.kind:
        return 1.0
    if one.kind[:7] == other.kind[:7] == "heading":
        return -1.0
    apart = ("heading", "front matter", "alt text", "table")
    return -5.0 if any((kind in one.kind) != (kind in other.kind) for kind in apart) else -1.5


def _shared(one: Counter[str], other: Counter[str], weight: float) -> float:
    """A weight for what is shared, against what is not."""
    union = (one | other).total()
    if not union:
        return 0.0
    return weight * (2 * (one & other).total() / union - 1)


@lru_cache(maxsize=4096)
def _traits(segment: Segment) -> _Traits:
    text = without_markup(segment.msgid)
    tags: Counter[str] = Counter()
    links: Counter[str] = Counter()
    for match in TAG.finditer(segment.msgid):
        if match[2] and not match[1]:
            tags[match[2].lower()] += 1
            links.update(_link(match[3]))
    return _Traits(
        segment.kind if segment.context is None else f"{segment.kind} {segment.context}",
        _width(text),
        tags,
        links,
        Counter(_NUMBER.findall(text)),
        Counter(code for _, code in _CODE.findall(segment.msgid)),
        frozenset(_NAME.findall(text)),
    )


def _link(inside: str) -> list[str]:
    """A link's target without what differs between languages: scheme, host, slashes, anchor."""
    for attribute in ATTRIBUTE.finditer(inside):
        if attribute[1].lower() in ("href", "src"):
            value = next((part for part in attribute.groups()[1:] if part), "")
            path = re.sub(r"^[a-z]+://", "", value.partition("#")[0]).rstrip("/")
            return [re.sub(r"/[a-z]{2}(?:-[a-z]{2,4})?(?=/)", "", path)]
    return []


def _width(text: str) -> int:
    """Length in Latin characters; one of Chinese, Japanese or Korean says as much as two."""
    return len(text) + sum(1 for character in text if "\u3040" <= character <= "\uffef")


def _joined(parts: list[_Traits]) -> _Traits:
    if len(parts) == 1:
        return parts[0]
    first, second = parts
    return _Traits(
        first.kind if first.kind == second.kind else f"{first.kind} and {second.kind}",
        first.length + second.length,
        first.tags + second.tags,
        first.links + second.links,
        first.numbers + second.numbers,
        first.codes + second.codes,
        first.names | second.names,
    )


def _sums(scorer: _Scorer, rows: int, columns: int) -> list[list[float]]:
    """For each pair of prefixes the log of the summed weights of all their alignments."""
    sums = [[_NOTHING] * (columns + 1) for _ in range(rows + 1)]
    sums[0][0] = 0.0
    for row in range(rows + 1):
        for column in range(columns + 1):
            total = sums[row][column]
            for more, less, _ in _MOVES:
                if row >= more and column >= less:
                    before = sums[row - more][column - less]
                    total = _added(total, before + scorer.move(row, column, more, less))
            sums[row][column] = total
    return sums


def _added(one: float, other: float) -> float:
    """The log of a sum, from the logs of its parts."""
    if one < other:
        one, other = other, one
    return one if other == _NOTHING else one + log1p(exp(other - one))


def _best(scorer: _Scorer, rows: int, columns: int) -> list[tuple[int, int]]:
    """The steps of the alignment of the greatest weight."""
    best = [[_NOTHING] * (columns + 1) for _ in range(rows + 1)]
    chosen = [[(0, 0)] * (columns + 1) for _ in range(rows + 1)]
    best[0][0] = 0.0
    for row in range(rows + 1):
        for column in range(columns + 1):
            for more, less, _ in _MOVES:
                if row >= more and column >= less:
                    before = best[row - more][column - less]
                    weight = before + scorer.move(row, column, more, less)
                    if weight > best[row][column]:
                        best[row][column] = weight
                        chosen[row][column] = (more, less)
    steps: list[tuple[int, int]] = []
    row, column = rows, columns
    while row or column:
        steps.append(chosen[row][column])
        row, column = row - steps[-1][0], column - steps[-1][1]
    return steps[::-1]


def _with_moved(pairs: tuple[Pair, ...], scorer: _Scorer) -> tuple[Pair, ...]:
    """Pairs with those found among the leftovers: paragraphs that changed places."""
    lost = [pair.source[0] for pair in pairs if pair.source and not pair.target]
    spare = [pair.target[0] for pair in pairs if pair.target and not pair.source]
    moved: dict[int, int] = {}
    ranked = sorted(
        ((scorer.move(one + 1, two + 1, 1, 1), one, two) for one in lost for two in spare),
        reverse=True,
    )
    for weight, one, two in ranked:
        if weight > 0 and one not in moved and two not in moved.values():
            moved[one] = two
    told: list[Pair] = []
    for pair in pairs:
        if not pair.target and pair.source[0] in moved:
            place = (moved[pair.source[0]],)
            told.append(Pair(pair.source, place, 0.5, ("it stands elsewhere on the page",)))
        elif pair.source or pair.target[0] not in moved.values():
            told.append(pair)
    return tuple(told)
