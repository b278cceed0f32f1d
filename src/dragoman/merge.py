"""Document and catalog to the localized page."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

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


class Publication(NamedTuple):
    """Whose page is made, and what may stand on it."""

    page: str
    locale: str | None
    encode: Encode
    gate: Gate
    fuzzy: bool = False
    """Whether unconfirmed translations are published too."""
    to_source: Callable[[str], str] | None = None
    """Turns localized links of a msgstr into the source's, where translators may write either."""
    plain: Callable[[Slot, str], str | None] | None = None
    """What ``gate`` and ``encode`` come to where it is plain to see, None where it is not."""


def merge(document: Document, catalog: Catalog, publication: Publication) -> Localized:
    """Lay the translations of a catalog into a document.

    A slot without a publishable translation keeps its source text; where a translation was
    refused there is a finding, one for each segment.
    """
    entries = catalog.by_key()
    fuzzy, to_source, plain = publication.fuzzy, publication.to_source, publication.plain
    pieces: list[str] = []
    refused: dict[Key, Finding] = {}
    for part in document.parts:
        if isinstance(part, str):
            pieces.append(part)
            continue
        (msgid, _, context, _, _), text, _ = part
        entry = entries.get((context, msgid))
        if entry is not None and (not entry.flags or fuzzy or FUZZY not in entry.flags):
            msgstr = entry.msgstr
            if msgstr and not msgstr.isspace():
                if to_source is not None:
                    msgstr = to_source(msgstr)
                placed: str | Finding | None = plain(part, msgstr) if plain else None
                if placed is None:
                    placed = _place(part, entry, msgstr, publication)
                if isinstance(placed, str):
                    text = placed
                else:
                    refused.setdefault((context, msgid), placed)
        pieces.append(text)
    return Localized("".join(pieces), tuple(refused.values()))


def _place(slot: Slot, entry: Entry, msgstr: str, publication: Publication) -> str | Finding:
    """The text to stand in a slot, or why the translation cannot."""
    msgid = slot.segment.msgid
    if msgstr == msgid:
        return slot.raw
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
        publication.locale,
        msgid,
        f"{message}; the page keeps the source text.",
    )
