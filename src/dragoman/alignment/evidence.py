"""What speaks for two segments being each other's translation, as log weights."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from math import exp, log, log1p, sqrt
from unicodedata import combining, normalize

from dragoman.alignment.company import Company
from dragoman.document import Segment
from dragoman.formats.inline import Read, read_html

_NUMBER = re.compile(r"\d+")
_NAME = re.compile(r"(?<!\w)[A-Za-z][A-Za-z0-9]+(?:[.\-_][A-Za-z0-9]+)*+(?!\w)")
_WORD = re.compile(r"[^\W\d_]+")
_LOCALE = re.compile(r"/[a-z]{2}(?:-[a-z]{2,4})?(?=/)")
_SCHEME = re.compile(r"^(?:[a-z]+://|(?:\.{1,2}/)+)")

_STEM = 5
"""Letters of a word that count when words are compared."""
_HOPELESS = -9.0
"""Log weight of lengths and kinds below which nothing else is asked."""
_FEWEST = 6
"""Anchors below which nothing is learned."""
_LONGEST = 1.5
"""So many times as long as the other a language can be; pages that differ more are not whole."""
_MOST = 64
"""Anchors that are looked at."""
_SOUNDS = str.maketrans("kабвгдезиклмнопрстуфхц", "cabvgdeziclmnoprstufhc")
_COGNATE = 5
"""Letters that the same word has in related languages: *contribution*, *Contribución*."""
_SHARED_NAME, _LONE_NAME = 0.6, -0.1
_MOST_SHARED, _MOST_LONE = 6.0, -4.0
"""Weight of a name on both sides, or on one where both pages have it; and of all such names."""


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
    """Names as they stand, and the beginnings of long words."""
    words: Counter[str]
    """Of one segment; groups have none."""


class Scorer:
    """Log weights of matches between the segments of two pages."""

    def __init__(
        self, source: Sequence[Segment], target: Sequence[Segment], read: Read = read_html
    ) -> None:
        """Take both pages' segments, in their order, and how their inline markup is read."""
        self.source = [traits(segment, read) for segment in source]
        self.target = [traits(segment, read) for segment in target]
        pages = self.source, self.target
        lengths = [sum(one.length for one in side) for side in pages]
        ratio = lengths[1] / lengths[0] if all(lengths) else 1.0
        self.ratio = min(max(ratio, 1 / _LONGEST), _LONGEST)
        every = (*self.source, *self.target)
        seen = Counter(name for one in every for name in one.names)
        self._rarity = {name: log(2 * len(every) / count) for name, count in seen.items()}
        self._common = frozenset.intersection(
            *(frozenset[str]().union(*(one.names for one in side)) for side in pages)
        )
        self._company: Company | None = None
        self._known: dict[tuple[int, int, int, int], float] = {}
        self._weights: dict[tuple[int, int, int, int], float] = {}
        self._groups: dict[tuple[int, int, int], Traits] = {}

    def learn(self, anchors: Sequence[tuple[int, int]]) -> None:
        """Take the words of pairs that are known for further evidence."""
        if len(anchors) >= _FEWEST:
            longest = sorted(anchors, key=lambda pair: -self.source[pair[0]].length)
            ours, theirs = ([one.words for one in side] for side in (self.source, self.target))
            self._company = Company(ours, theirs, longest[:_MOST])
            self._weights.clear()

    def joined(self, at: int, more: int, there: int, less: int) -> tuple[Traits, Traits]:
        """The traits of one or several segments on either side, from a place on."""
        one = self.source[at] if more == 1 else self._group(0, at, more)
        other = self.target[there] if less == 1 else self._group(1, there, less)
        return one, other

    def _group(self, number: int, at: int, count: int) -> Traits:
        """Several segments taken for one; each group is made once."""
        known = self._groups.get((number, at, count))
        if known is None:
            side = (self.source, self.target)[number]
            known = self._groups[number, at, count] = reduce(_both, side[at : at + count])
        return known

    def weight(self, at: int, there: int, more: int = 1, less: int = 1) -> float:
        """The log weight of a match of one or several segments on either side."""
        key = (at, there, more, less)
        weight = self._weights.get(key)
        if weight is None:
            weight = self._known.get(key)
            if weight is None:
                weight = self._known[key] = self._match(*self.joined(at, more, there, less))
            if self._company is not None and weight >= _HOPELESS:
                weight += self._company.weight(at, there, more, less)
            self._weights[key] = weight
        return weight

    def _match(self, one: Traits, other: Traits) -> float:
        score = _length_weight(one.length * self.ratio, other.length) + _kind_weight(one, other)
        if score < _HOPELESS:
            return score
        score += _shared(one.links, other.links, 3.0) + _shared(one.codes, other.codes, 2.0)
        score += _shared(one.numbers, other.numbers, 1.5)
        if one.tags != other.tags:
            score -= 0.4 * min(5, ((one.tags - other.tags) + (other.tags - one.tags)).total())
        return score + self._names_weight(one.names, other.names)

    def _names_weight(self, one: frozenset[str], other: frozenset[str]) -> float:
        shared = sum(self._rarity[name] for name in one & other)
        lone = sum(self._rarity[name] for name in (one ^ other) & self._common)
        return min(_MOST_SHARED, _SHARED_NAME * shared) + max(_MOST_LONE, _LONE_NAME * lone)


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
def traits(segment: Segment, read: Read = read_html) -> Traits:
    """What is seen of a segment."""
    text, tags, links, codes = read(segment.msgid)
    return Traits(
        segment.kind if segment.context is None else f"{segment.kind} {segment.context}",
        _width(text),
        Counter(tags),
        Counter(map(_place, links)),
        Counter(_NUMBER.findall(text)),
        Counter(codes),
        frozenset(_names(text)),
        Counter(_words(text)),
    )


def _place(link: str) -> str:
    """A link's target without what differs between languages: scheme, folders above, anchor."""
    path = _SCHEME.sub("", link.partition("#")[0]).rstrip("/")
    return _LOCALE.sub("", path)


def _width(text: str) -> int:
    """Length in Latin characters; one of Chinese, Japanese or Korean says as much as two."""
    return len(text) + sum(1 for character in text if "\u3040" <= character <= "\uffef")


def _names(text: str) -> Iterator[str]:
    """What related languages write alike (Simard, Foster and Isabelle, 1992)."""
    for name in _NAME.findall(text):
        if len(name) < _COGNATE or not name.isalpha():
            yield name
    for word in _WORD.findall(text):
        if len(word) >= _COGNATE:
            letters = _latin(word.lower())[:_COGNATE]
            if letters.isascii():
                yield letters


def _latin(word: str) -> str:
    """A word without accents, its Cyrillic letters and k as Latin ones that sound like them."""
    if not word.isascii():
        word = "".join(letter for letter in normalize("NFD", word) if not combining(letter))
    return word.translate(_SOUNDS)


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
