"""The translation memory: what a locale has ever translated, found exactly or by nearness."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dragoman.catalog import Entry, Key
from dragoman.matching import WordingIndex


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A translation found for a wording, and what it is worth."""

    msgstr: str
    sure: bool
    """Whether it may be published as it is."""
    previous: Key | None
    """The key whose wording it translates, where that is another one."""


class TranslationMemory:
    """The translations of one locale."""

    def __init__(
        self,
        entries: Iterable[Entry] = (),
        near: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        """Remember ``entries``; ``near`` names the wordings near a msgid, the nearest first."""
        self._near = near or {}
        self._entries: dict[str, list[Entry]] = {}
        for entry in entries:
            if entry.msgstr.strip() and entry.msgid_plural is None:
                self._entries.setdefault(entry.msgid, []).append(entry)

    def exact(self, key: Key) -> Suggestion | None:
        """A translation of the same wording; sure where context and all translations agree."""
        known = [entry for entry in self._entries.get(key[1], ()) if not entry.fuzzy]
        same = [entry for entry in known if entry.msgctxt == key[0]]
        if not known:
            return None
        texts = [entry.msgstr for entry in same or known]
        best = max(texts, key=texts.count)
        sure = bool(same) and len(set(texts)) == 1
        return Suggestion(best, sure, None if same else (known[0].msgctxt, key[1]))

    def near(self, key: Key) -> Suggestion | None:
        """A translation of the nearest other wording; never sure."""
        for msgid in self._near.get(key[1], ()):
            for entry in sorted(self._entries.get(msgid, ()), key=lambda entry: entry.fuzzy):
                if entry.fuzzy and entry.previous_msgid is not None:
                    previous = (entry.msgctxt, entry.previous_msgid)
                else:
                    previous = entry.key
                return Suggestion(entry.msgstr, sure=False, previous=previous)
        return None


def find_near(wanted: Iterable[str], known: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """For each wanted msgid the known ones that are near it; shared by all locales."""
    index = WordingIndex(sorted(set(known)))
    found = {msgid: index.nearest(msgid) for msgid in sorted(set(wanted))}
    return {msgid: near for msgid, near in found.items() if near}
