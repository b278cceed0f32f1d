"""Catalog, template and memory to the catalog of today; nothing a translator wrote is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.catalog import Catalog, Entry, Key
from dragoman.memory import TranslationMemory
from dragoman.update.comparing import Comparison
from dragoman.update.entries import (
    Rules,
    absorbed,
    confirmed,
    refreshed,
    taken_over,
    unconfirmed,
)

if TYPE_CHECKING:
    from dragoman.update.carrying import Carried

_NO_MEMORY = TranslationMemory()

_NO_RULES = Rules()
"""By which nothing is carried over to another wording."""


def update(
    catalog: Catalog,
    template: Catalog,
    memory: TranslationMemory = _NO_MEMORY,
    rules: Rules = _NO_RULES,
) -> Catalog:
    """Bring a catalog in step with its template.

    Entries keep their place and stay the same objects where nothing changes. A new wording takes
    the translation of the same wording elsewhere or that of the wording it came from: as it is
    where ``rules`` say that both mean the same, otherwise fuzzy and with its previous msgid. What
    the lesson has no more becomes obsolete, and is revived when the lesson has it again. No key
    stands twice, since gettext refuses a file where one does: what a second entry of a key has to
    say goes into the first one's comments.
    """
    if _in_step(catalog, template):
        return catalog
    return replace(catalog, entries=tuple(_Update(catalog, template, memory, rules).entries()))


def missing(catalog: Catalog, template: Catalog) -> tuple[Key, ...]:
    """Keys of the template that the catalog itself has no translation for, old or new.

    These are what a translation memory should be asked for.
    """
    if _in_step(catalog, template):
        return ()
    return tuple(Comparison(catalog, template).lacking())


def _in_step(catalog: Catalog, template: Catalog) -> bool:
    """Whether a catalog has just the template's entries, in any order, with all it says of them."""
    wanted = template.by_key()
    live = 0
    for entry in catalog.entries:
        if entry.obsolete:
            continue
        live += 1
        found = wanted.get((entry.msgctxt, entry.msgid))
        if (
            found is None
            or entry.references != found.references
            or entry.extracted_comments != found.extracted_comments
            or entry.msgid_plural is not None
        ):
            return False
    return live == len(wanted) == len(catalog.by_key())


class _Update(Comparison):
    """One update: what becomes of each entry, and where each new key's translation comes from."""

    def __init__(
        self, catalog: Catalog, template: Catalog, memory: TranslationMemory, rules: Rules
    ) -> None:
        super().__init__(catalog, template)
        self.memory, self.rules = memory, rules
        self.found: dict[Key, Entry] = {}

    def _resolve(self) -> None:
        """Find a translation for each new key, the surest way first."""
        reverted = self.reverted()
        for key in self.new:
            old = reverted.get(key)
            found = self._revived(key, old) or (self._restored(key, old) if old else None)
            if found is not None:
                self.found[key] = found
        left = [key for key in self.new if key not in self.found]
        if left:
            self.look_back(self.gone)
        for key in left:
            self.found[key] = self._looked_up(key, self.pairs.get(key))
        for key in self.new:
            others = [self.catalog.entries[place] for place in self.obsolete.pop(key, ())]
            if key in self.live:
                others.append(self.live[key])
            self.found[key] = absorbed(self.found[key], others)

    def _hand_over(self, old: Key, key: Key) -> Entry:
        """The entry of ``old``, which goes over into the one of ``key``, at the same place."""
        self.at.pop(self.place.get(key, -1), None)
        self.at[self.place[old]] = key
        return self.gone.pop(old)

    def _revived(self, key: Key, stale: Key | None) -> Entry | None:
        """The obsolete entry of a key that is wanted again."""
        place = self.resting(key)
        if place is None:
            return None
        entry = self.catalog.entries[place]
        self.obsolete[key].remove(place)
        entry = refreshed(entry, self.wanted[key])._replace(obsolete=False)
        if stale is not None and self.gone[stale].msgstr == entry.msgstr:
            return absorbed(entry, [self._hand_over(stale, key)])
        return entry

    def _restored(self, key: Key, stale: Key) -> Entry:
        """The source took back a change: the translation is of the present wording again."""
        old = self._hand_over(stale, key)
        return taken_over(self.wanted[key], old)._replace(msgstr=old.msgstr)

    def _looked_up(self, key: Key, old: Key | None) -> Entry:
        """A translation from elsewhere or from the vanished entry ``old`` of the same page."""
        entry = self.wanted[key]
        exact = self.memory.exact(key)
        if exact is not None and exact.sure:
            return entry._replace(msgstr=exact.msgstr)
        part = self.regrouped.get(key)
        if part is not None:
            comments = (*entry.translator_comments, part.note)
            entry = entry._replace(translator_comments=comments)
            return unconfirmed(entry, part.msgstr, part.previous)
        if old in self.gone and self.gone[old].has_work:
            was = self._hand_over(old, key)
            entry = taken_over(entry, was)
            if was.msgstr.strip():
                return self._from_old(entry, was)
        suggestion = exact or self.memory.near(key)
        if suggestion is None:
            return entry
        if suggestion.previous is not None and suggestion.previous[0] == key[0]:
            was = Entry(suggestion.previous[1], suggestion.msgstr)
            carried = _carry(was, was.msgid, key[1], self.rules)
            if carried is not None:
                return confirmed(entry, carried.msgstr, carried.note)
        return unconfirmed(entry, suggestion.msgstr, suggestion.previous)

    def _from_old(self, entry: Entry, old: Entry) -> Entry:
        """The translation of an earlier wording, with the wording that it was confirmed for.

        Where both wordings mean the same it stays confirmed; an old text that was changed with
        its markup becomes obsolete. So does one that nobody ever confirmed: when its wording
        comes back, it must not come back as confirmed.
        """
        previous = old.key
        if old.fuzzy and old.previous_msgid is not None:
            previous = (old.previous_msgctxt, old.previous_msgid)
        elif old.fuzzy:
            self.gone[old.key] = old
            return unconfirmed(entry, old.msgstr, previous)
        if previous[0] == entry.msgctxt:
            carried = _carry(old, previous[1], entry.msgid, self.rules)
            if carried is not None:
                if carried.msgstr != old.msgstr:
                    self.gone[old.key] = old
                return confirmed(entry, carried.msgstr, carried.note)
        return unconfirmed(entry, old.msgstr, previous)

    def entries(self) -> Iterator[Entry]:
        """The updated entries: old ones in their places, new ones behind their predecessors."""
        if self.new:
            self._resolve()
        ended = [self._ended(key, entry) for key, entry in self.gone.items() if entry.has_work]
        kept = {place for places in self.obsolete.values() for place in places}
        followers = self._followers()
        yield from followers.get(None, ())
        for place, entry in enumerate(self.catalog.entries):
            if entry.obsolete:
                if place in kept:
                    yield entry
                continue
            key = self.at.get(place)
            if key in self.wanted:
                yield self.found.get(key) or refreshed(self.live[key], self.wanted[key])
                yield from followers.get(key, ())
        yield from ended

    def _ended(self, key: Key, entry: Entry) -> Entry:
        """A vanished entry as an obsolete one, with what other obsolete ones of its key say."""
        others = [self.catalog.entries[place] for place in self.obsolete.pop(key, ())]
        entry = entry._replace(obsolete=True, references=(), extracted_comments=())
        return absorbed(entry, others)

    def _followers(self) -> dict[Key | None, list[Entry]]:
        """New entries by the key, present in the catalog's order, that they stand behind."""
        placed = set(self.at.values())
        followers: dict[Key | None, list[Entry]] = {}
        before: Key | None = None
        for key in self.wanted:
            if key in placed:
                before = key
            else:
                followers.setdefault(before, []).append(self.found[key])
        return followers


def _carry(entry: Entry, old: str, new: str, rules: Rules) -> Carried | None:
    from dragoman.update.carrying import carry  # noqa: PLC0415 (most runs have no new wording)

    return carry(entry, old, new, rules)
