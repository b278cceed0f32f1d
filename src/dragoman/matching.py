"""How near two wordings are, and which new wording came from which old one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import log

from dragoman.catalog import Key

SAME_PAGE = 45.0
"""Least similarity, in per cent, at which a vanished wording of a page became a new one of it."""

ELSEWHERE = 75.0
"""Least similarity, in per cent, of a suggestion from anywhere else."""

OTHER_CONTEXT = 90.0
"""Least similarity of a pair whose contexts differ."""

_FEW = 20_000
"""So many comparisons are made outright; beyond, an index picks the candidates."""

_TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|\w+")


def similarity(one: str, other: str) -> float:
    """How much of two wordings is the same, 0 to 100 (normalised indel similarity)."""
    from rapidfuzz import fuzz  # noqa: PLC0415 (most runs compare nothing)

    return fuzz.ratio(one, other)


@lru_cache(maxsize=512)
def pair(vanished: tuple[Key, ...], new: tuple[Key, ...]) -> dict[Key, Key]:
    """The old key of each new key whose wording came from one that vanished, best pairs first.

    Cached, since all locales of a page ask the same; callers must not change the answer.
    """
    candidates = sorted(
        (
            (-score, abs(old_place - new_place), new_place, old_place)
            for new_place, old_place, score in _scores(vanished, new)
        ),
    )
    pairs: dict[Key, Key] = {}
    taken: set[int] = set()
    for _, _, new_place, old_place in candidates:
        if new[new_place] not in pairs and old_place not in taken:
            pairs[new[new_place]] = vanished[old_place]
            taken.add(old_place)
    return pairs


def _scores(vanished: tuple[Key, ...], new: tuple[Key, ...]) -> Iterable[tuple[int, int, float]]:
    """Places of a new and a vanished key, and their similarity where it is enough."""
    if not vanished or not new:
        return
    from rapidfuzz import fuzz, process  # noqa: PLC0415

    wordings = [msgid for _, msgid in vanished]
    index = WordingIndex(wordings) if len(vanished) * len(new) > _FEW else None
    for place, (context, msgid) in enumerate(new):
        choices = dict.fromkeys(index.candidates(msgid)) if index else range(len(wordings))
        compared = {choice: wordings[choice] for choice in choices}
        for _, score, old_place in process.extract(
            msgid, compared, scorer=fuzz.ratio, score_cutoff=SAME_PAGE, limit=None
        ):
            if vanished[old_place][0] == context or score >= OTHER_CONTEXT:
                yield place, old_place, score


class WordingIndex:
    """Finds near wordings among very many by the rare words that they share."""

    _RARE_WORDS = 12
    _RERANKED = 16

    def __init__(self, wordings: Sequence[str]) -> None:
        """Index ``wordings``; their places in the sequence are what ``candidates`` returns."""
        self.wordings = wordings
        self._places: dict[str, list[int]] = {}
        for place, wording in enumerate(wordings):
            for token in set(_TOKEN.findall(wording.lower())):
                self._places.setdefault(token, []).append(place)

    def candidates(self, wording: str) -> list[int]:
        """Places of the wordings that share most rare words with ``wording``, the best first."""
        tokens = set(_TOKEN.findall(wording.lower())) & self._places.keys()
        rare = sorted(tokens, key=lambda token: len(self._places[token]))[: self._RARE_WORDS]
        weights: Counter[int] = Counter()
        for token in rare:
            weight = log(1 + len(self.wordings) / len(self._places[token]))
            for place in self._places[token]:
                weights[place] += weight  # type: ignore[assignment]
        return [place for place, _ in weights.most_common(self._RERANKED)]

    def nearest(self, wording: str, least: float = ELSEWHERE) -> tuple[str, ...]:
        """The wordings at least ``least`` similar to ``wording``, the nearest first."""
        from rapidfuzz import fuzz, process  # noqa: PLC0415

        choices = [self.wordings[place] for place in self.candidates(wording)]
        found = process.extract(wording, choices, scorer=fuzz.ratio, score_cutoff=least, limit=4)
        return tuple(choice for choice, _, _ in found)
