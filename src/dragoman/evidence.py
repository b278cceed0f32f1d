"""What speaks for two segments being each other's translation, as log weights."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp, log, log1p, sqrt
from operator import mul

from dragoman.document import Segment
from dragoman.formats.tags import ATTRIBUTE, TAG, without_markup

_NUMBER = re.compile(r"\d+")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]+(?:[.\-_][A-Za-z0-9]+)*")
_CODE = re.compile(r"<(code|kbd|samp|var)\b[^>]*>(.*?)</\1>", re.DOTALL)
_WORD = re.compile(r"[^\W\d_]+")
_LOCALE = re.compile(r"/[a-z]{2}(?:-[a-z]{2,4})?(?=/)")
_SCHEME = re.compile(r"^[a-z]+://")

_STEM = 5
"""Letters of a word that count when words are compared."""
_HOPELESS = -9.0
"""Log weight of lengths and kinds below which nothing else is asked."""
_FEWEST = 6
"""Anchors below which company says nothing."""
_MOST = 64
"""Anchors that are looked at."""
_ENOUGH = 32
"""Anchors above which more of them make company no surer."""
_USUAL = 2.5
_SLOPE = 1.2
"""Company of right pairs is normal around 3.8, of wrong ones around 1.2, both with a deviation of
1.45 (measured on lessons in eight languages): the log of the quotient is this line."""


@dataclass(frozen=True, slots=True)
class Traits:
    """What two languages can share of a segment, and its own words."""

    kind: str
    length: int
    tags: Counter[str]
    links: Counter[str]
    numbers: Counter[str]
    codes: Counter[str]
    names: frozenset[str]
    words: Counter[str]
    """Of one segment; groups have none."""


class Scorer:
    """Log weights of matches between the segments of two pages."""

    def __init__(self, source: Sequence[Segment], target: Sequence[Segment]) -> None:
        """Take both pages' segments, in their order."""
        self.source = [traits(segment) for segment in source]
        self.target = [traits(segment) for segment in target]
        lengths = [sum(one.length for one in side) for side in (self.source, self.target)]
        self.ratio = lengths[1] / lengths[0] if all(lengths) else 1.0
        every = (*self.source, *self.target)
        seen = Counter(name for one in every for name in one.names)
        self._rarity = {name: log(2 * len(every) / count) for name, count in seen.items()}
        self._company: _Company | None = None
        self._known: dict[tuple[int, int, int, int], float] = {}
        self._groups: dict[tuple[int, int], Traits] = {}

    def learn(self, anchors: Sequence[tuple[int, int]]) -> None:
        """Take the words of pairs that are known for further evidence."""
        if len(anchors) >= _FEWEST:
            longest = sorted(anchors, key=lambda pair: -self.source[pair[0]].length)
            self._company = _Company(self.source, self.target, longest[:_MOST])

    def joined(self, at: int, more: int, there: int, less: int) -> tuple[Traits, Traits]:
        """The traits of one or two segments on either side, from a place on."""
        one = self.source[at] if more == 1 else self._group(self.source, 0, at)
        other = self.target[there] if less == 1 else self._group(self.target, 1, there)
        return one, other

    def _group(self, side: list[Traits], number: int, at: int) -> Traits:
        """Two segments taken for one; each group is made once."""
        known = self._groups.get((number, at))
        if known is None:
            known = self._groups[number, at] = _both(side[at], side[at + 1])
        return known

    def weight(self, at: int, there: int, more: int = 1, less: int = 1) -> float:
        """The log weight of a match of one or two segments on either side, from a place on."""
        key = (at, there, more, less)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._match(*self.joined(at, more, there, less))
        if self._company is None or known < _HOPELESS:
            return known
        return known + self._company.weight(at, there, more, less)

    def _match(self, one: Traits, other: Traits) -> float:
        score = _length_weight(one.length * self.ratio, other.length) + _kind_weight(one, other)
        if score < _HOPELESS:
            return score
        score += _shared(one.links, other.links, 3.0) + _shared(one.codes, other.codes, 2.0)
        score += _shared(one.numbers, other.numbers, 1.5)
        if one.tags != other.tags:
            score -= 0.4 * min(5, ((one.tags - other.tags) + (other.tags - one.tags)).total())
        common = one.names & other.names
        return score + min(6.0, 0.6 * sum(self._rarity[name] for name in common))


class _Company:
    """The words a segment shares with others of its page: translations keep the same company.

    Two segments that are alike in one language are alike in the other. So the likeness of a
    segment to the anchors of its page must go with that of its translation.
    """

    def __init__(
        self, source: list[Traits], target: list[Traits], anchors: Sequence[tuple[int, int]]
    ) -> None:
        self._rows = _profiles(source, [one for one, _ in anchors])
        self._columns = _profiles(target, [other for _, other in anchors])
        self._of_source = {one: place for place, (one, _) in enumerate(anchors)}
        self._of_target = {other: place for place, (_, other) in enumerate(anchors)}
        self._known: dict[tuple[int, int, int, int], float] = {}

    def weight(self, at: int, there: int, more: int, less: int) -> float:
        """The log weight of a match, by the company of both sides."""
        key = (at, there, more, less)
        if key not in self._known:
            own = {self._of_source.get(at + extra) for extra in range(more)}
            own |= {self._of_target.get(there + extra) for extra in range(less)}
            found = _correlation(
                _summed(self._rows[at : at + more]),
                _summed(self._columns[there : there + less]),
                own,
            )
            self._known[key] = 0.0 if found is None else _SLOPE * (found - _USUAL)
        return self._known[key]


def _profiles(side: list[Traits], anchors: list[int]) -> list[list[float]]:
    """How alike each segment's words are to those of each anchor."""
    seen = Counter(word for one in side for word in one.words)
    vectors = []
    for one in side:
        vector = {
            word: (1 + log(count)) * log(len(side) / seen[word])
            for word, count in one.words.items()
            if seen[word] > 1
        }
        size = sqrt(sum(value * value for value in vector.values())) or 1.0
        vectors.append({word: value / size for word, value in vector.items()})
    known = [vectors[anchor] for anchor in anchors]
    return [
        [
            sum(value * other[word] for word, value in vector.items() if word in other)
            for other in known
        ]
        for vector in vectors
    ]


def _summed(rows: list[list[float]]) -> list[float]:
    return rows[0] if len(rows) == 1 else [sum(values) for values in zip(*rows, strict=True)]


def _correlation(one: list[float], other: list[float], own: set[int | None]) -> float | None:
    """Pearson's correlation but for the own places, in deviations of chance; None if unknown."""
    leave = [place for place in own if place is not None]
    count = len(one) - len(leave)
    if count < _FEWEST - 2:
        return None
    sums = sum(one) - sum(one[at] for at in leave), sum(other) - sum(other[at] for at in leave)
    squares = [
        sum(map(mul, side, side)) - sum(side[at] ** 2 for at in leave) - total * total / count
        for side, total in ((one, sums[0]), (other, sums[1]))
    ]
    if min(squares) < 1e-9:  # noqa: PLR2004 (no word is shared with any anchor)
        return None
    product = sum(map(mul, one, other)) - sum(one[at] * other[at] for at in leave)
    found: float = (product - sums[0] * sums[1] / count) / sqrt(squares[0] * squares[1])
    return found * sqrt(min(count, _ENOUGH))


def _length_weight(expected: float, found: float) -> float:
    """Gale and Church's difference of lengths, as a log weight; 0 for equal lengths."""
    mean = (expected + found) / 2 + 1
    difference = (found - expected) / sqrt(6.8 * mean)
    return max(-12.0, -0.5 * difference * difference)


def _kind_weight(one: Traits, other: Traits) -> float:
    if one.kind == other.kind:
        return 1.0
    if one.kind[:7] == other.kind[:7] == "heading":
        return -1.0
    apart = ("heading", "front matter", "alt text", "table")
    return -5.0 if any((kind in one.kind) != (kind in other.kind) for kind in apart) else -1.5


def _shared(one: Counter[str], other: Counter[str], weight: float) -> float:
    """A weight for what is shared, against what is not."""
    if not one and not other:
        return 0.0
    if one == other:
        return weight
    return weight * (2 * (one & other).total() / (one | other).total() - 1)


@lru_cache(maxsize=4096)
def traits(segment: Segment) -> Traits:
    """What is seen of a segment."""
    text = without_markup(segment.msgid)
    tags: Counter[str] = Counter()
    links: Counter[str] = Counter()
    for match in TAG.finditer(segment.msgid):
        if match[2] and not match[1]:
            tags[match[2].lower()] += 1
            links.update(_link(match[3]))
    return Traits(
        segment.kind if segment.context is None else f"{segment.kind} {segment.context}",
        _width(text),
        tags,
        links,
        Counter(_NUMBER.findall(text)),
        Counter(code for _, code in _CODE.findall(segment.msgid)),
        frozenset(_NAME.findall(text)),
        Counter(_words(text)),
    )


def _link(inside: str) -> list[str]:
    """A link's target without what differs between languages: scheme, host, slashes, anchor."""
    for attribute in ATTRIBUTE.finditer(inside):
        if attribute[1].lower() in ("href", "src"):
            value = next((part for part in attribute.groups()[1:] if part), "")
            path = _SCHEME.sub("", value.partition("#")[0]).rstrip("/")
            return [_LOCALE.sub("", path)]
    return []


def _width(text: str) -> int:
    """Length in Latin characters; one of Chinese, Japanese or Korean says as much as two."""
    return len(text) + sum(1 for character in text if "\u3040" <= character <= "\uffef")


def _words(text: str) -> list[str]:
    """Stems of words; of scripts without spaces, pairs of characters."""
    words: list[str] = []
    for word in _WORD.findall(text.lower()):
        if "\u0e00" <= word[0] <= "\u0eff" or "\u3040" <= word[0] <= "\uffef":
            words += [word[at : at + 2] for at in range(max(1, len(word) - 1))]
        elif len(word) > 2:  # noqa: PLR2004 (shorter ones mean little)
            words.append(word[:_STEM])
    return words


def _both(first: Traits, second: Traits) -> Traits:
    return Traits(
        first.kind if first.kind == second.kind else f"{first.kind} and {second.kind}",
        first.length + second.length,
        first.tags + second.tags,
        first.links + second.links,
        first.numbers + second.numbers,
        first.codes + second.codes,
        first.names | second.names,
        Counter(),
    )


def doubts(one: Traits, other: Traits, ratio: float) -> Iterator[str]:
    """Why a translator should look at a pair."""
    if one.kind != other.kind:
        yield f"it was a {one.kind} and is a {other.kind}"
    if one.links != other.links:
        yield "its links differ"
    if one.codes != other.codes:
        yield "its code differs"
    expected = one.length * ratio
    if max(expected, other.length) > 3 * min(expected, other.length) + 30:
        yield "its length is not that of a translation"


def added(one: float, other: float) -> float:
    """The log of a sum, from the logs of its parts."""
    if one < other:
        one, other = other, one
    return one if one - other > 40 else one + log1p(exp(other - one))  # noqa: PLR2004
