"""Catalog, template and memory to the catalog of today; nothing a translator wrote is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dragoman.catalog import FUZZY, Catalog, Entry, Key
from dragoman.matching import pair
from dragoman.memory import Suggestion, TranslationMemory

_NO_MEMORY = TranslationMemory()


def update(catalog: Catalog, template: Catalog, memory: TranslationMemory = _NO_MEMORY) -> Catalog:
    """Bring a catalog in step with its template.

    Entries keep their place and stay the same objects where nothing changes. A new wording takes
    the translation of the same wording elsewhere or, fuzzy and with its previous msgid, that of
    the wording it came from. What the lesson has no more becomes obsolete, and is revived when
    the lesson has it again.
    """
    work = _Update(catalog, template, memory)
    entries = tuple(work.entries())
    if len(entries) == len(catalog.entries) and all(
        one is other for one, other in zip(entries, catalog.entries, strict=True)
    ):
        return catalog
    return replace(catalog, entries=entries)


def missing(catalog: Catalog, template: Catalog) -> tuple[Key, ...]:
    """Keys of the template that the catalog itself has no translation for, old or new.

    These are what a translation memory should be asked for.
    """
    work = _Update(catalog, template, _NO_MEMORY)
    return tuple(key for key in work.new if not work.found[key].msgstr.strip())


class _Update:
    """One update: where each new key's translation comes from."""

    def __init__(self, catalog: Catalog, template: Catalog, memory: TranslationMemory) -> None:
        self.catalog, self.template, self.memory = catalog, template, memory
        self.wanted = {entry.key: entry for entry in template.entries}
        live = catalog.by_key()
        self.new = tuple(key for key in self.wanted if key not in live)
        self.used: set[int] = set()
        self.place_of: dict[int, Key] = {}
        self.found: dict[Key, Entry] = {}
        if self.new:
            self.vanished = {
                key: entry
                for key, entry in live.items()
                if key not in self.wanted and entry.msgid_plural is None
            }
            self._resolve()

    def _resolve(self) -> None:
        """Find a translation for each new key, the surest way first."""
        obsolete = {
            entry.key: entry
            for entry in self.catalog.entries
            if entry.obsolete and entry.msgid_plural is None
        }
        reverted = {
            (entry.previous_msgctxt or entry.msgctxt, entry.previous_msgid): entry
            for entry in self.vanished.values()
            if entry.stale and entry.previous_msgid is not None
        }
        pairs = pair(tuple(self.vanished), self.new)
        for key in self.new:
            if key in obsolete:
                self.found[key] = self._revived(obsolete[key], key)
            elif key in reverted:
                self.found[key] = self._restored(reverted[key], key)
        for key in self.new:
            if key not in self.found:
                self.found[key] = self._looked_up(key, self.vanished.get(pairs.get(key, key)))

    def _looked_up(self, key: Key, old: Entry | None) -> Entry:
        """A translation from elsewhere or from the vanished entry ``old`` of the same page."""
        entry = self._fresh(key)
        exact = self.memory.exact(key)
        if exact is not None and exact.sure:
            return replace(entry, msgstr=exact.msgstr)
        if old is not None and id(old) not in self.used and old.has_work:
            return self._from_old(old, key)
        suggestion = exact or self.memory.near(key)
        return entry if suggestion is None else _suggested(entry, suggestion)

    def _fresh(self, key: Key) -> Entry:
        return self.wanted[key]

    def _take(self, old: Entry, key: Key) -> None:
        """``old`` goes over into the entry of ``key``, which stands in its place."""
        self.used.add(id(old))
        if not old.obsolete:
            self.place_of[id(old)] = key

    def _revived(self, old: Entry, key: Key) -> Entry:
        self._take(old, key)
        return replace(self._refreshed(old, self.wanted[key]), obsolete=False)

    def _restored(self, old: Entry, key: Key) -> Entry:
        """The source took back a change: the translation is of the present wording again."""
        self._take(old, key)
        flags = tuple(flag for flag in old.flags if flag != FUZZY)
        return self._moved(old, key, flags, None)

    def _from_old(self, old: Entry, key: Key) -> Entry:
        self._take(old, key)
        if not old.msgstr.strip():
            return self._moved(old, key, old.flags, None)
        flags = old.flags if old.fuzzy else (FUZZY, *old.flags)
        kept = old.fuzzy and old.previous_msgid is not None
        previous = (old.previous_msgctxt, old.previous_msgid or "") if kept else old.key
        return self._moved(old, key, flags, previous)

    def _moved(self, old: Entry, key: Key, flags: tuple[str, ...], previous: Key | None) -> Entry:
        fresh = self.wanted[key]
        context, msgid = previous or (None, None)
        return replace(
            fresh,
            msgstr=old.msgstr,
            translator_comments=old.translator_comments,
            flags=flags,
            previous_msgid=msgid,
            previous_msgctxt=context,
        )

    @staticmethod
    def _refreshed(entry: Entry, wanted: Entry) -> Entry:
        """``entry`` with what the lesson says of it today; the same object if nothing differs."""
        if (
            entry.references == wanted.references
            and entry.extracted_comments == wanted.extracted_comments
        ):
            return entry
        return replace(
            entry,
            references=wanted.references,
            extracted_comments=wanted.extracted_comments,
        )

    def entries(self) -> Iterator[Entry]:
        """The updated entries: old ones in their places, new ones behind their predecessors."""
        followers = self._followers()
        newly_obsolete: list[Entry] = []
        yield from followers.get(None, ())
        for entry in self.catalog.entries:
            key: Key | None = None
            if entry.obsolete:
                if id(entry) not in self.used:
                    yield entry
                continue
            if id(entry) in self.place_of:
                key = self.place_of[id(entry)]
                yield self.found[key]
            elif entry.key in self.wanted and entry.msgid_plural is None:
                key = entry.key
                yield self._refreshed(entry, self.wanted[key])
            elif entry.has_work:
                newly_obsolete.append(entry)
            if key is not None:
                yield from followers.get(key, ())
        for entry in newly_obsolete:
            yield replace(entry, obsolete=True, references=(), extracted_comments=())

    def _followers(self) -> dict[Key | None, list[Entry]]:
        """New entries by the key, present in the catalog's order, that they stand behind."""
        placed = set(self.place_of.values())
        followers: dict[Key | None, list[Entry]] = {}
        before: Key | None = None
        for key in self.wanted:
            if key not in self.found or key in placed:
                before = key
            else:
                followers.setdefault(before, []).append(self.found[key])
        return followers


def _suggested(entry: Entry, suggestion: Suggestion) -> Entry:
    """``entry`` with a suggestion to be confirmed."""
    context, msgid = suggestion.previous or (None, None)
    return replace(
        entry,
        msgstr=suggestion.msgstr,
        flags=(FUZZY, *entry.flags),
        previous_msgid=msgid,
        previous_msgctxt=context,
    )
