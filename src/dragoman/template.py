"""Documents to a template: the catalog of what there is to translate."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from dragoman.catalog import Catalog, Entry, Key
from dragoman.document import Document


def make_template(documents: Iterable[tuple[str, Document]]) -> Catalog:
    """The segments of lessons, given with their paths, as entries without msgstr.

    A segment that stands in several places is one entry with all its references and comments.
    """
    entries: dict[Key, Entry] = {}
    for path, document in documents:
        references = (path,)
        for slot in document.slots:
            msgid, kind, context, notes, _ = slot.segment
            comments = (_capital(kind), *[f"Note: {note}" for note in notes])
            key = (context, msgid)
            known = entries.get(key)
            entries[key] = (
                Entry(msgid, "", context, references, comments)
                if known is None
                else _united(known, path, comments)
            )
    return Catalog(tuple(entries.values()))


@lru_cache(maxsize=128)
def _capital(kind: str) -> str:
    return kind[:1].upper() + kind[1:]


def _united(entry: Entry, path: str, comments: tuple[str, ...]) -> Entry:
    """``entry`` with one more place where it stands."""
    return entry._replace(
        references=tuple(dict.fromkeys((*entry.references, path))),
        extracted_comments=tuple(dict.fromkeys((*entry.extracted_comments, *comments))),
    )
