"""Catalog, template and memory to the catalog of today; nothing a translator wrote is lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from dragoman.catalog import FUZZY, Catalog, Entry, Key
from dragoman.matching import pair
from dragoman.memory import TranslationMemory

_NO_MEMORY = TranslationMemory()

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def update(catalog: Catalog, template: Catalog, memory: TranslationMemory = _NO_MEMORY) -> Catalog:
    """Bring a catalog in step with its template.

    Entries keep their place and stay the same objects where nothing changes. A new wording takes
    the translation of the same wording elsewhere or, fuzzy and with its previous msgid, that of
    the wording it came from. What the lesson has no more becomes obsolete, and is revived when
    the lesson has it again. No key stands twice, since gettext refuses a file where one does:
    what a second entry of a key has to say goes into the first one's comments.
    """
    if _in_step(catalog, template):
        return catalog
    return replace(catalog, entries=tuple(_Update(catalog, template, memory).entries()))


def missing(catalog: Catalog, template: Catalog) -> tuple[Key, ...]:
    """Keys of the template that the catalog itself has no translation for, old or new.

    These are what a translation memory should be asked for.
    """
    if _in_step(catalog, template):
        return ()
    work = _Update(catalog, template, _NO_MEMORY)
    return tuple(key for key in work.new if not work.found[key].msgstr.strip())


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


class _Update:
    """One update: what becomes of each entry, and where each new key's translation comes from."""

    def __init__(self, catalog: Catalog, template: Catalog, memory: TranslationMemory) -> None:
        self.catalog, self.memory = catalog, memory
        self.wanted = template.by_key()
        self.obsolete: dict[Key, list[int]] = {}
        """Places of obsolete entries that still stand where they stood."""
        self.live: dict[Key, Entry] = {}
        self.place: dict[Key, int] = {}
        self.at: dict[int, Key] = {}
        """The key that stands at a place of the catalog from now on."""
        self._read()
        self.new = tuple(key for key in self.wanted if not _singular(self.live.get(key)))
        self.vanished = {
            key: entry
            for key, entry in self.live.items()
            if key not in self.wanted and _singular(entry)
        }
        self.gone = {key: entry for key, entry in self.live.items() if key not in self.wanted}
        """Vanished entries that are to become obsolete."""
        self.found: dict[Key, Entry] = {}
        if self.new:
            self._resolve()

    def _read(self) -> None:
        """Bring together what the catalog says of each key."""
        live: dict[Key, list[int]] = {}
        entries = self.catalog.entries
        for place, entry in enumerate(entries):
            key = (entry.msgctxt, entry.msgid)
            (self.obsolete if entry.obsolete else live).setdefault(key, []).append(place)
        for key, places in live.items():
            if len(places) == 1:
                self.live[key] = entries[places[0]]
            else:
                members = [entries[place] for place in places]
                best = min(members, key=_rank)
                others = [entry for entry in members if entry is not best]
                self.live[key] = _absorbed(best, others)
            self.place[key] = places[0]
            self.at[places[0]] = key

    def _resolve(self) -> None:
        """Find a translation for each new key, the surest way first."""
        reverted = self._reverted()
        for key in self.new:
            old = reverted.get(key)
            found = self._revived(key, old) or (self._restored(key, old) if old else None)
            if found is not None:
                self.found[key] = found
        left = [key for key in self.new if key not in self.found]
        pairs = pair(tuple(self.vanished), self.new) if left and self.vanished else {}
        for key in left:
            self.found[key] = self._looked_up(key, pairs.get(key))
        for key in self.new:
            others = [self.catalog.entries[place] for place in self.obsolete.pop(key, ())]
            if key in self.live:
                others.append(self.live[key])
            self.found[key] = _absorbed(self.found[key], others)

    def _reverted(self) -> dict[Key, Key]:
        """The keys of stale entries by the key that their translations were made for."""
        found: dict[Key, Key] = {}
        for key, entry in self.vanished.items():
            if entry.stale and entry.msgstr.strip():
                found.setdefault((entry.previous_msgctxt, entry.previous_msgid or ""), key)
        return found

    def _hand_over(self, old: Key, key: Key) -> Entry:
        """The entry of ``old``, which goes over into the one of ``key``, at the same place."""
        self.at.pop(self.place.get(key, -1), None)
        self.at[self.place[old]] = key
        return self.gone.pop(old)

    def _revived(self, key: Key, stale: Key | None) -> Entry | None:
        """The obsolete entry of a key that is wanted again; the last one where there are more."""
        places = self.obsolete.get(key, ())
        if not places:
            return None
        place = min(reversed(places), key=lambda place: _rank(self.catalog.entries[place]))
        entry = self.catalog.entries[place]
        if not entry.msgstr.strip() or not _singular(entry):
            return None
        self.obsolete[key] = [other for other in places if other != place]
        entry = _refreshed(entry, self.wanted[key])._replace(obsolete=False)
        if stale in self.gone and self.gone[stale].msgstr == entry.msgstr:
            return _absorbed(entry, [self._hand_over(stale, key)])
        return entry

    def _restored(self, key: Key, stale: Key) -> Entry | None:
        """The source took back a change: the translation is of the present wording again."""
        if stale not in self.gone:
            return None
        old = self._hand_over(stale, key)
        return _carried(self.wanted[key], old)._replace(msgstr=old.msgstr)

    def _looked_up(self, key: Key, old: Key | None) -> Entry:
        """A translation from elsewhere or from the vanished entry ``old`` of the same page."""
        entry = self.wanted[key]
        exact = self.memory.exact(key)
        if exact is not None and exact.sure:
            return entry._replace(msgstr=exact.msgstr)
        if old in self.gone and _has_work(self.gone[old]):
            was = self._hand_over(old, key)
            entry = _carried(entry, was)
            if was.msgstr.strip():
                return self._from_old(entry, was)
        suggestion = exact or self.memory.near(key)
        if suggestion is None:
            return entry
        return _unconfirmed(entry, suggestion.msgstr, suggestion.previous)

    def _from_old(self, entry: Entry, old: Entry) -> Entry:
        """The translation of an earlier wording, with the wording that it was confirmed for.

        One that nobody ever confirmed becomes obsolete too: when its wording comes back, it must
        not come back as confirmed.
        """
        if old.fuzzy and old.previous_msgid is not None:
            previous = (old.previous_msgctxt, old.previous_msgid)
        else:
            previous = old.key
            if old.fuzzy:
                self.gone[old.key] = old
        return _unconfirmed(entry, old.msgstr, previous)

    def entries(self) -> Iterator[Entry]:
        """The updated entries: old ones in their places, new ones behind their predecessors."""
        ended = [self._ended(key, entry) for key, entry in self.gone.items() if _has_work(entry)]
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
                yield self.found.get(key) or _refreshed(self.live[key], self.wanted[key])
                yield from followers.get(key, ())
        yield from ended

    def _ended(self, key: Key, entry: Entry) -> Entry:
        """A vanished entry as an obsolete one, with what other obsolete ones of its key say."""
        others = [self.catalog.entries[place] for place in self.obsolete.pop(key, ())]
        entry = entry._replace(obsolete=True, references=(), extracted_comments=())
        return _absorbed(entry, others)

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


def _singular(entry: Entry | None) -> bool:
    return entry is not None and entry.msgid_plural is None


def _rank(entry: Entry) -> tuple[bool, bool, bool]:
    """Where an entry stands among those of its key; the least is the best."""
    return entry.msgid_plural is not None, not entry.msgstr.strip(), entry.fuzzy


def _has_work(entry: Entry) -> bool:
    """Whether anything would be lost with an entry: a text, a comment or a flag that people set."""
    return entry.has_work or any(flag != FUZZY for flag in entry.flags)


def _refreshed(entry: Entry, wanted: Entry) -> Entry:
    """``entry`` with what the lesson says of it today; the same object if nothing differs."""
    if (
        entry.references == wanted.references
        and entry.extracted_comments == wanted.extracted_comments
    ):
        return entry
    return entry._replace(
        references=wanted.references,
        extracted_comments=wanted.extracted_comments,
    )


def _carried(fresh: Entry, old: Entry) -> Entry:
    """``fresh`` with a translator's comments and flags from ``old``, confirmed."""
    flags = dict.fromkeys((*old.flags, *fresh.flags))
    flags.pop(FUZZY, None)
    return fresh._replace(translator_comments=old.translator_comments, flags=tuple(flags))


def _unconfirmed(entry: Entry, msgstr: str, previous: Key | None) -> Entry:
    """``entry`` with a translation that a translator has to confirm."""
    context, msgid = previous or (None, None)
    return entry._replace(
        msgstr=msgstr,
        flags=(FUZZY, *(flag for flag in entry.flags if flag != FUZZY)),
        previous_msgid=msgid,
        previous_msgctxt=context,
    )


def _absorbed(entry: Entry, others: Iterable[Entry]) -> Entry:
    """``entry`` with the comments, flags and, as comments, the other texts of its doubles."""
    comments, flags = list(entry.translator_comments), list(entry.flags)
    for other in others:
        forms = [("msgstr", other.msgstr)]
        forms += [(f"msgstr[{form}]", text) for form, text in enumerate(other.msgstr_plural)]
        told = [
            f'Also: {name} "{text.translate(_ESCAPES)}"'
            for name, text in forms
            if text.strip() and text != entry.msgstr and text not in entry.msgstr_plural
        ]
        comments += [line for line in (*other.translator_comments, *told) if line not in comments]
        flags += [flag for flag in other.flags if flag != FUZZY and flag not in flags]
    if len(comments) == len(entry.translator_comments) and len(flags) == len(entry.flags):
        return entry
    return entry._replace(translator_comments=tuple(comments), flags=tuple(flags))
