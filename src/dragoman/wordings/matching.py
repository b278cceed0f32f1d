"""How near two wordings are, and which new wording came from which old one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from heapq import nlargest
from math import log

from dragoman.catalog import Key

SAME_PAGE = 40.0
"""Least share, in per cent, of characters and of words that a new wording of a page has from the
one of it that it came from. Words tell more: half of the letters of any two sentences agree."""

ELSEWHERE = 75.0
"""Least similarity, in per cent, of a suggestion from anywhere else."""

OTHER_CONTEXT = 90.0
"""Least similarity of a pair whose contexts differ."""

_CONTEXT_COUNTS = 20.0
"""How much nearer, of 200, a wording in another context must be than one in the same."""

_FEW = 250_000
"""So many comparisons are made outright; beyond, an index picks the candidates."""

UNSPACED = (
    "\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
    "\U00020000-\U0003ffff"
)
"""Scripts without spaces between words, and Hangul: there each character is one word."""

_WORD = re.compile(r"\w+")


def similarity(one: str, other: str) -> float:
    """How much of two wordings is the same, 0 to 100 (normalised indel similarity)."""
    from rapidfuzz import fuzz  # noqa: PLC0415 (most runs compare nothing)

    return fuzz.ratio(one, other)


@lru_cache(maxsize=512)
def pair(vanished: tuple[Key, ...], new: tuple[Key, ...]) -> Mapping[Key, Key]:
    """The old key of each new key whose wording came from one that vanished, best pairs first.

    Cached, since all locales of a page ask the same.
    """
    pairs = _best(vanished, new)
    if len(vanished) * len(new) > _FEW:
        paired = set(pairs.values())
        left = tuple(key for key in vanished if key not in paired)
        unpaired = tuple(key for key in new if key not in pairs)
        if len(left) * len(unpaired) <= _FEW:
            pairs |= _best(left, unpaired)
    return pairs


def _best(vanished: tuple[Key, ...], new: tuple[Key, ...]) -> dict[Key, Key]:
    """Pairs of keys, the most similar first, of those alike the least moved."""
    candidates = sorted(
        (-score, abs(old_place - new_place), new_place, old_place)
        for new_place, old_place, score in _scores(vanished, new)
    )
    pairs: dict[Key, Key] = {}
    taken: set[int] = set()
    for _, _, new_place, old_place in candidates:
        if new[new_place] not in pairs and old_place not in taken:
            pairs[new[new_place]] = vanished[old_place]
            taken.add(old_place)
    return pairs


def _scores(vanished: tuple[Key, ...], new: tuple[Key, ...]) -> Iterator[tuple[int, int, float]]:
    """Places of a new and a vanished key, and their similarity where it is enough."""
    if not vanished or not new:
        return
    from rapidfuzz import fuzz, process  # noqa: PLC0415

    old_wordings = [msgid for _, msgid in vanished]
    old_words, new_words = _as_words(old_wordings, [msgid for _, msgid in new])
    index = WordingIndex(old_wordings) if len(vanished) * len(new) > _FEW else None
    for place, (context, msgid) in enumerate(new):
        choices: Sequence[str] | dict[int, str] = old_words
        if index is not None:
            choices = {found: old_words[found] for found in index.candidates(msgid)}
        for _, words, old_place in process.extract(
            new_words[place], choices, scorer=fuzz.ratio, score_cutoff=SAME_PAGE, limit=None
        ):
            letters = fuzz.ratio(msgid, old_wordings[old_place])
            if vanished[old_place][0] == context:
                if letters >= SAME_PAGE:
                    yield place, old_place, letters + words
            elif letters >= OTHER_CONTEXT:
                yield place, old_place, letters + words - _CONTEXT_COUNTS


def _as_words(*wordings: Iterable[str]) -> tuple[list[str], ...]:
    """Wordings with one character for each word, so that comparing them compares words."""
    known: dict[str, str] = {}
    return tuple(
        [
            "".join([known.setdefault(word, chr(len(known) + 1)) for word in _words(wording)])
            for wording in some
        ]
        for some in wordings
    )


def _words(wording: str) -> list[str]:
    """The words of a wording in lower case; all of it where it has none."""
    lower = wording.lower()
    pattern = _WORD if lower.isascii() or _is_spaced(lower) else _word_or_character()
    return pattern.findall(lower) or [wording]


def _is_spaced(text: str) -> bool:
    """Whether a text is surely of scripts with spaces: typographic marks stand apart from them."""
    return not any(UNSPACED[0] <= each < "\u2000" or each >= "\u3040" for each in set(text))


@lru_cache(maxsize=1)
def _word_or_character() -> re.Pattern[str]:
    """What matches a word, or a character of a script without spaces; slow to compile."""
    return re.compile(rf"[{UNSPACED}]|[^\W{UNSPACED}]+")


class WordingIndex:
    """Finds near wordings among very many by the rare words that they share."""

    _LOOKED_AT = 1000
    """So many places are looked at for one wording. Words in more are known by their next one."""
    _RERANKED = 16

    def __init__(self, wordings: Sequence[str]) -> None:
        """Index ``wordings``; their places in the sequence are what ``candidates`` returns."""
        self.wordings = wordings
        counts = Counter(word for wording in wordings for word in set(_words(wording)))
        self._common = {word for word, count in counts.items() if count > self._LOOKED_AT}
        self._places: dict[str, list[int]] = {}
        for place, wording in enumerate(wordings):
            for word in self._keys(wording):
                self._places.setdefault(word, []).append(place)

    def _keys(self, wording: str) -> set[str]:
        """What a wording is found by: its words, the common ones together with their next one."""
        words = _words(wording)
        common = self._common
        if common.isdisjoint(words):
            return set(words)
        return {
            f"{word} {following}" if word in common else word
            for word, following in zip(words, [*words[1:], ""], strict=True)
        }

    def candidates(self, wording: str) -> list[int]:
        """Places of the wordings that share most rare words with ``wording``, the best first."""
        known = self._places
        found = sorted((known[word] for word in self._keys(wording) if word in known), key=len)
        weights: dict[int, float] = {}
        left = self._LOOKED_AT
        for places in found:
            weight = log(1 + len(self.wordings) / len(places))
            for place in places[:left]:
                weights[place] = weights.get(place, 0.0) + weight
            left -= len(places)
            if left <= 0:
                break
        return nlargest(self._RERANKED, weights, key=weights.__getitem__)

    def nearest(self, wording: str, least: float = ELSEWHERE) -> tuple[str, ...]:
        """The wordings at least ``least`` similar to ``wording``, the nearest first."""
        return nearest(wording, [self.wordings[place] for place in self.candidates(wording)], least)


def nearest(wording: str, wordings: Sequence[str], least: float = ELSEWHERE) -> tuple[str, ...]:
    """The few of ``wordings`` at least ``least`` similar to ``wording``, the nearest first."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415

    found = process.extract(wording, wordings, scorer=fuzz.ratio, score_cutoff=least, limit=4)
    return tuple(choice for choice, _, _ in found)
