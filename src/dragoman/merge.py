"""Document and catalog to the localized page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import repeat
from typing import NamedTuple, Protocol

from dragoman.catalog import FUZZY, Catalog, Entry, Key
from dragoman.document import Document, Slot
from dragoman.findings import Finding, Gate
from dragoman.formats.base import Refusal

Encode = Callable[[Slot, str], str | Refusal]
"""How a format writes a target into a slot."""

_NOTHING: frozenset[str] = frozenset()


class Localized(NamedTuple):
    """A localized page, and the translations that could not be published in it."""

    text: str
    findings: tuple[Finding, ...] = ()


class Plain(Protocol):
    """What gate and encode come to where it is plain to see, for all slots of a page at once."""

    def write(self, targets: Sequence[str]) -> Sequence[str | None]:
        """For each slot its target as it is written, None where it needs a closer look.

        A target is empty where there is none, and never the msgid.
        """


class Publication(NamedTuple):
    """Whose pages are made, and what may stand on them."""

    page: str
    encode: Encode
    gate: Gate
    fuzzy: bool = False
    """Whether unconfirmed translations are published too."""
    plain: Callable[[Sequence[Slot]], Plain] | None = None


class Merger:
    """Lays catalogs into a document; what its pages have in common is worked out once."""

    __slots__ = ("_keys", "_parts", "_places", "_plain", "_publication", "_slots")

    def __init__(self, document: Document, publication: Publication) -> None:
        """Get ready."""
        self._publication = publication
        self._parts = [part if isinstance(part, str) else part.raw for part in document.parts]
        self._places = [n for n, part in enumerate(document.parts) if not isinstance(part, str)]
        self._slots = document.slots
        self._keys = [slot.segment.key for slot in self._slots]
        self._plain = publication.plain(self._slots) if publication.plain else None

    def page(
        self, catalog: Catalog, locale: str | None, to_source: Callable[[str], str] | None = None
    ) -> Localized:
        """Lay the translations of a catalog into the document.

        A slot without a publishable translation keeps its source text; where a translation was
        refused there is a finding, one for each segment. ``to_source`` turns localized links of a
        msgstr into the source's, where translators may write either.
        """
        entries = list(map(catalog.by_key().get, self._keys))
        targets = self._targets(entries, to_source)
        pieces = self._parts.copy()
        refused: dict[Key, Finding] = {}
        written = repeat(None) if self._plain is None else self._plain.write(targets)
        slots = zip(self._places, self._slots, entries, targets, written, strict=False)
        for place, slot, entry, target, text in slots:
            if text is not None:
                pieces[place] = text
            elif entry is not None and target and not target.isspace():
                placed = _place(slot, entry, target, self._publication)
                if isinstance(placed, str):
                    pieces[place] = placed
                else:
                    refused.setdefault(entry.key, placed._replace(locale=locale))
        return Localized("".join(pieces), tuple(refused.values()))

    def _targets(
        self, entries: list[Entry | None], to_source: Callable[[str], str] | None
    ) -> list[str]:
        """What may be published of entries; empty where that is nothing but the source's text."""
        fuzzy = self._publication.fuzzy
        targets = [
            entry.msgstr
            if entry is not None and (not entry.flags or fuzzy or FUZZY not in entry.flags)
            else ""
            for entry in entries
        ]
        if to_source is not None:
            targets = list(map(to_source, targets))
        pairs = zip(targets, self._keys, strict=True)
        return ["" if target == msgid else target for target, (_, msgid) in pairs]


def _place(slot: Slot, entry: Entry, msgstr: str, publication: Publication) -> str | Finding:
    """The text to stand in a slot, or why the translation cannot."""
    msgid = slot.segment.msgid
    exempt = entry.exempt if entry.translator_comments else _NOTHING
    problem = publication.gate(msgid, msgstr, exempt)
    if problem is None:
        encoded = publication.encode(slot, msgstr)
        if isinstance(encoded, str):
            return encoded
        problem = ("shape", f"the translation cannot stand here: {encoded.message}")
    rule, message = problem
    return Finding(
        rule,
        "error",
        publication.page,
        None,
        msgid,
        f"{message}; the page keeps the source text.",
    )
