"""A catalog beside its template: what is new, what is gone, and what came from what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from dragoman.catalog import Catalog, Entry, Key
from dragoman.update.entries import absorbed, rank, singular
from dragoman.wordings.matching import pair

if TYPE_CHECKING:
    from dragoman.update.regrouping import Part

_NOTHING = Entry("")


class Comparison:
    """What a catalog says of each key, and what the template wants."""

    def __init__(self, catalog: Catalog, template: Catalog) -> None:
        """Sort the entries; where the new ones come from is found out when that is asked for."""
        self.catalog = catalog
        self.wanted = template.by_key()
        self.obsolete: dict[Key, list[int]] = {}
        """Places of obsolete entries that still stand where they stood."""
        self.live: dict[Key, Entry] = {}
        self.place: dict[Key, int] = {}
        self.at: dict[int, Key] = {}
        """The key that stands at a place of the catalog from now on."""
        self._read()
        live, wanted = self.live, self.wanted
        self.new = tuple([key for key in wanted if key not in live or not singular(live[key])])
        self.gone = {key: entry for key, entry in live.items() if key not in wanted}
        """Vanished entries that are to become obsolete."""
        self.vanished = {key: entry for key, entry in self.gone.items() if singular(entry)}
        self.regrouped: dict[Key, Part] = {}
        """Translations of new keys whose paragraphs were split or joined."""
        self.pairs: Mapping[Key, Key] = {}
        """The vanished keys that others of the new ones came from."""

    def _read(self) -> None:
        """Bring together what the catalog says of each key."""
        entries = self.catalog.entries
        known = self.catalog.by_key()
        if len(known) == len(entries):  # nothing is obsolete, no key stands twice
            self.live = known
            self.place = {key: place for place, key in enumerate(known)}
            self.at = dict(enumerate(known))
            return
        live: dict[Key, list[int]] = {}
        for place, entry in enumerate(entries):
            key = (entry.msgctxt, entry.msgid)
            (self.obsolete if entry.obsolete else live).setdefault(key, []).append(place)
        for key, places in live.items():
            if len(places) == 1:
                self.live[key] = entries[places[0]]
            else:
                members = [entries[place] for place in places]
                best = min(members, key=rank)
                others = [entry for entry in members if entry is not best]
                self.live[key] = absorbed(best, others)
            self.place[key] = places[0]
            self.at[places[0]] = key

    def lacking(self) -> Iterator[Key]:
        """New keys that no old entry surely has a translation for."""
        reverted = self.reverted()
        left = [key for key in self.new if self.resting(key) is None and key not in reverted]
        taken = set(reverted.values())
        free = {key: entry for key, entry in self.vanished.items() if key not in taken}
        if left:
            self.look_back(free)
        for key in left:
            part, old = self.regrouped.get(key), self.pairs.get(key)
            entry = free.get(old) if old else None
            if not (part or entry or _NOTHING).msgstr.strip():
                yield key

    def look_back(self, free: Mapping[Key, Entry]) -> None:
        """Find out which vanished wordings the new ones came from, and what ``free`` ones give."""
        if self.vanished:
            from dragoman.update.regrouping import regroup  # noqa: PLC0415 (most runs have nothing new)

            self.regrouped = regroup(free, tuple(self.vanished), self.new)
            self.pairs = pair(tuple(self.vanished), self.new)

    def reverted(self) -> dict[Key, Key]:
        """The keys of stale entries by the key that their translations were made for.

        One that changed nothing but its context comes before those of other wordings.
        """
        found: dict[Key, Key] = {}
        for key, entry in self.vanished.items():
            if entry.stale and entry.msgstr.strip():
                was = (entry.previous_msgctxt, entry.previous_msgid or "")
                if was not in found or key[1] == was[1] != found[was][1]:
                    found[was] = key
        return found

    def resting(self, key: Key) -> int | None:
        """Where an obsolete entry has a translation of a key; the last one where there are more."""
        places = self.obsolete.get(key)
        if not places:
            return None
        place = min(reversed(places), key=lambda place: rank(self.catalog.entries[place]))
        entry = self.catalog.entries[place]
        return place if entry.msgstr.strip() and singular(entry) else None
