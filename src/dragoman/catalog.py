"""Entries and catalogs, in gettext's own words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

Key = tuple[str | None, str]
"""What identifies an entry: msgctxt (None where there is none) and msgid."""

FUZZY = "fuzzy"

_IGNORE = "dragoman: ignore "
_ID = "dragoman: id "


class Entry(NamedTuple):
    """One message of a catalog."""

    msgid: str
    msgstr: str = ""
    msgctxt: str | None = None
    references: tuple[str, ...] = ()
    """Lessons that hold the segment: paths, without lines."""
    extracted_comments: tuple[str, ...] = ()
    """Lines for translators from the lesson (``#.``)."""
    translator_comments: tuple[str, ...] = ()
    """Lines by translators (``#``)."""
    flags: tuple[str, ...] = ()
    previous_msgid: str | None = None
    """The wording that msgstr translates, where it is an earlier one (``#| msgid``)."""
    previous_msgctxt: str | None = None
    obsolete: bool = False
    msgid_plural: str | None = None
    """Plural entries come from other programs; they are kept, never made."""
    msgstr_plural: tuple[str, ...] = ()
    previous_msgid_plural: str | None = None

    @property
    def key(self) -> Key:
        """Context and msgid."""
        return (self.msgctxt, self.msgid)

    @property
    def fuzzy(self) -> bool:
        """Whether a translator still has to confirm the msgstr."""
        return FUZZY in self.flags

    @property
    def translated(self) -> bool:
        """Whether the msgstr may be published: present, confirmed and not obsolete."""
        return bool(self.msgstr.strip()) and not self.obsolete and FUZZY not in self.flags

    @property
    def stale(self) -> bool:
        """Whether the msgstr translates an earlier wording of its segment."""
        return self.fuzzy and self.previous_msgid is not None

    @property
    def exempt(self) -> frozenset[str]:
        """Rules that a comment silences here: ``dragoman: ignore tags, urls``."""
        return frozenset(
            rule
            for comment in self.translator_comments
            if comment.startswith(_IGNORE)
            for rule in comment[len(_IGNORE) :].replace(",", " ").split()
        )

    @property
    def own_id(self) -> str | None:
        """The id of a heading's translation that a comment sets: ``dragoman: id first-steps``."""
        for comment in self.translator_comments:
            if comment.startswith(_ID):
                return comment[len(_ID) :].strip() or None
        return None

    @property
    def has_work(self) -> bool:
        """Whether anything would be lost with it: a text, a comment or a flag that people set."""
        written = self.msgstr.strip() or self.translator_comments or any(self.msgstr_plural)
        return bool(written) or any(flag != FUZZY for flag in self.flags)


@dataclass(frozen=True, slots=True)
class Catalog:
    """The entries of one locale, or of a template, in the order of the file."""

    entries: tuple[Entry, ...] = ()
    locale: str | None = None
    """A BCP 47 tag; None for a template."""
    header: tuple[tuple[str, str], ...] = ()
    """Header fields in order: ``(("Language", "es"), …)``."""
    _live: dict[Key, Entry] = field(default_factory=dict, init=False, repr=False, compare=False)

    def indexed(self, live: dict[Key, Entry]) -> Catalog:
        """This catalog, after ``live`` became the answer of ``by_key``."""
        object.__setattr__(self, "_live", live)
        return self

    @property
    def live(self) -> tuple[Entry, ...]:
        """The entries that are not obsolete."""
        return tuple(entry for entry in self.entries if not entry.obsolete)

    def by_key(self) -> dict[Key, Entry]:
        """Live entries by key, the first one counts; made once, so callers must not change it."""
        found = self._live
        if not found:
            for entry in self.entries:
                if not entry.obsolete:
                    found.setdefault((entry.msgctxt, entry.msgid), entry)
        return found
