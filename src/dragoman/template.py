"""Documents to a template: the catalog of what there is to translate."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.catalog import Catalog, Entry, Key
from dragoman.document import Document


def make_template(documents: Iterable[tuple[str, Document]]) -> Catalog:
    """The segments of lessons, given with their paths, as entries without msgstr.

    A segment that stands in several places is one entry with all its references and comments.
    """
    entries: dict[Key, Entry] = {}
    for path, document in documents:
        for slot in document.slots:
            segment = slot.segment
            kind = segment.kind[:1].upper() + segment.kind[1:]
            comments = (kind, *(f"Note: {note}" for note in segment.comments))
            known = entries.get(segment.key)
            entries[segment.key] = (
                Entry(segment.msgid, "", segment.context, (path,), comments)
                if known is None
                else _united(known, path, comments)
            )
    return Catalog(tuple(entries.values()))


def _united(entry: Entry, path: str, comments: tuple[str, ...]) -> Entry:
    """``entry`` with one more place where it stands."""
    return entry._replace(
        references=tuple(dict.fromkeys((*entry.references, path))),
        extracted_comments=tuple(dict.fromkeys((*entry.extracted_comments, *comments))),
    )
