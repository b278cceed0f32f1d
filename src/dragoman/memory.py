"""The translation memory: what a locale has ever translated, found exactly or by nearness."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from dragoman.catalog import Entry, Key
from dragoman.wordings.matching import ELSEWHERE, WordingIndex, nearest, similarity

_FEW = 16
"""So many wordings are compared with all known ones; for more, an index is quicker."""

_MANY = 20_000
"""So many wordings are looked through one by one for a person; of more, those with rare words."""

UNCONFIRMED = 10.0
"""So many percent less a translation is worth that nobody confirmed."""


class Suggestion(NamedTuple):
    """A translation found for a wording, and what it is worth."""

    msgstr: str
    sure: bool
    """Whether it may be published as it is."""
    previous: Key | None
    """The key whose wording it translates, where that is another one."""


class Match(NamedTuple):
    """A translation of a wording like one that was looked up."""

    score: float
    """Percent."""
    msgid: str
    msgstr: str
    fuzzy: bool
    """Whether nobody has confirmed it."""


class TranslationMemory:
    """The translations of one locale."""

    def __init__(
        self,
        entries: Iterable[Entry] = (),
        near: Mapping[str, tuple[str, ...]] | None = None,
        least: float = ELSEWHERE,
    ) -> None:
        """Remember ``entries``; ``near`` names the wordings near a msgid, the nearest first.

        What has less than the ``least`` score is found by ``search`` only.
        """
        self._least = least
        self._near = near or {}
        self._entries: dict[str, list[Entry]] = {}
        for entry in entries:
            if entry.msgstr.strip() and entry.msgid_plural is None:
                self._entries.setdefault(entry.msgid, []).append(entry)

    def exact(self, key: Key) -> Suggestion | None:
        """A translation of the same wording; sure where context and all translations agree.

        Obsolete ones count only where no lesson has the wording any more.
        """
        known = [entry for entry in self._entries.get(key[1], ()) if not entry.fuzzy]
        same = [entry for entry in known if entry.msgctxt == key[0]]
        asked = [entry for entry in same or known if not entry.obsolete] or same or known
        if not asked:
            return None
        texts = Counter(entry.msgstr for entry in asked)
        best = max(texts, key=texts.__getitem__)
        if same:
            return Suggestion(best, len(texts) == 1, None)
        previous = next(entry.key for entry in asked if entry.msgstr == best)
        return Suggestion(best, sure=False, previous=previous)

    def near(self, key: Key) -> Suggestion | None:
        """A translation of the nearest other wording; never sure, None under the least score.

        An unconfirmed translation is passed on only to its own wording or with the wording that
        it was once confirmed for.
        """
        ranked = [
            (-score(key[1], entry), number, *_rank(entry, key), place, entry)
            for number, msgid in enumerate((key[1], *self._near.get(key[1], ())))
            for place, entry in enumerate(self._entries.get(msgid, ()))
        ]
        for worth, *_, entry in sorted(ranked, key=lambda found: found[:-1]):
            previous = _wording(entry)
            if -worth < self._least:
                return None
            if previous == key or (previous is None and entry.key == key):
                return Suggestion(entry.msgstr, sure=False, previous=None)
            if previous is not None:
                return Suggestion(entry.msgstr, sure=False, previous=previous)
        return None

    def search(self, text: str, least: float = 50.0, most: int = 5) -> tuple[Match, ...]:
        """The translations of wordings like ``text``, the best ones first, each once."""
        wordings = tuple(self._entries)
        if len(wordings) > _MANY:
            wordings = tuple(wordings[place] for place in WordingIndex(wordings).candidates(text))
        found = {
            Match(score(text, entry), entry.msgid, entry.msgstr, entry.fuzzy): None
            for wording in wordings
            for entry in self._entries[wording]
        }
        best = sorted(found, key=lambda match: -match.score)
        return tuple(match for match in best if match.score >= least)[:most]


def score(text: str, entry: Entry) -> float:
    """What a translation is worth for ``text``, in percent: 100 for its own wording, confirmed.

    It is the share of characters that ``text`` has in common with the wording that the entry has
    or had; an unconfirmed translation is worth 10 less.
    """
    same = similarity(text, entry.msgid)
    if not entry.fuzzy:
        return same
    if entry.previous_msgid is not None:
        same = max(same, similarity(text, entry.previous_msgid))
    return max(0.0, same - UNCONFIRMED)


def _wording(entry: Entry) -> Key | None:
    """The key that a msgstr is a confirmed translation of, None where nobody confirmed it."""
    if not entry.fuzzy:
        return entry.key
    return None if entry.previous_msgid is None else (entry.previous_msgctxt, entry.previous_msgid)


def _rank(entry: Entry, key: Key) -> tuple[bool, bool, bool]:
    """Where an entry stands among those of its msgid when asked for ``key``; the least first."""
    return entry.fuzzy, entry.obsolete, entry.msgctxt != key[0]


def find_near(
    wanted: Iterable[str], known: Iterable[str], least: float = ELSEWHERE
) -> dict[str, tuple[str, ...]]:
    """For each wanted msgid the known ones at least so near it; shared by all locales."""
    asked, wordings = sorted(set(wanted)), sorted(set(known))
    if len(asked) > _FEW:
        index = WordingIndex(wordings)
        found = {msgid: index.nearest(msgid, least) for msgid in asked}
    else:
        found = {msgid: nearest(msgid, wordings, least) for msgid in asked}
    return {msgid: near for msgid, near in found.items() if near}
