"""Catalogs as PO files, in which all that has not changed keeps its exact bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

from dragoman.catalog import Catalog, Entry, Key
from dragoman.errors import CatalogError
from dragoman.po.family import Family
from dragoman.po.header import (
    BOM,
    UTF_8,
    Header,
    charset_of,
    declare_utf_8,
    decode,
    edit_header,
    fields_of,
    is_usable,
    locale_of,
)
from dragoman.po.reader import Blocks, read_blocks
from dragoman.po.writer import format_entry, is_wrapped


class PoFile(NamedTuple):
    """A catalog with the exact text of each of its entries."""

    catalog: Catalog
    raws: Sequence[str]
    """The exact text of each entry, with the comments before it."""
    gaps: tuple[str, ...]
    """The text before each entry and after the last: blank lines; at the end, comments too."""
    header: str
    """The exact text of the header entry and all before it; empty where there is none."""
    charset: str
    newline: str
    """How most of its lines end."""
    data: bytes
    """The file itself."""


_NOTHING = PoFile(Catalog(), (), ("",), "", UTF_8, "\n", b"")


def read(data: bytes, path: str, family: Family | None = None) -> PoFile:
    """Read a PO file whole; raise CatalogError, naming ``path`` and line, where that fails.

    Catalogs of one page are read faster with one ``family`` for all of them.
    """
    plain = _plain(data, path, family or Family())
    if plain is not None:
        return plain
    charset, text = decode(data, path)
    newline = "\n"
    if "\r" in text and text.count("\r\n") * 2 > text.count("\n"):
        newline = "\r\n"
    # Where all lines end alike, the reader need not know how.
    alike = newline == "\r\n" and text.count("\r") == text.count("\r\n") == text.count("\n")
    blocks = read_blocks(text.replace(newline, "\n") if alike else text, path, charset)
    blocks = _united(blocks, path, "\n" if alike else newline)
    if alike:
        raws = tuple(raw.replace("\n", newline) for raw in blocks.raws)
        gaps = tuple(gap.replace("\n", newline) for gap in blocks.gaps)
        blocks = blocks._replace(raws=raws, gaps=gaps)
    return _file(blocks, charset, newline, data)


def _plain(data: bytes, path: str, family: Family) -> PoFile | None:
    """Read a file of the common shape; None for any other, and where something is wrong."""
    if not data or b"\r" in data or b"\0" in data or data.startswith(BOM):
        return None
    blocks = family.read(data)
    if blocks is None:
        return None
    headed = blocks.entries and _is_header(blocks.entries[0])
    charset = charset_of(fields_of(blocks.entries[0].msgstr)) if headed else UTF_8
    if charset.lower() not in {"utf-8", "utf8"}:
        return None
    return _file(_united(blocks, path, "\n"), charset, "\n", data)


def _file(blocks: Blocks, charset: str, newline: str, data: bytes) -> PoFile:
    """Tell the header from the entries behind it."""
    entries, raws, gaps, live = blocks.entries, blocks.raws, blocks.gaps, blocks.live
    header = ""
    fields: Header = ()
    if entries and _is_header(entries[0]):
        header, fields = gaps[0] + raws[0], fields_of(entries[0].msgstr)
        entries, raws, gaps = entries[1:], raws[1:], gaps[1:]
        live.pop((None, ""), None)
    catalog = Catalog(entries, locale_of(fields), fields).indexed(live)
    return PoFile(catalog, raws, gaps, header, charset, newline, data)


def _is_header(entry: Entry) -> bool:
    return not entry.msgid and entry.msgctxt is None and not entry.obsolete


def _united(blocks: Blocks, path: str, newline: str) -> Blocks:
    """Join entries that stand twice; raise CatalogError where their translations differ."""
    entries = list(blocks.entries)
    if len(blocks.live) == len(entries):
        header = blocks.live.get((None, ""))
        if header is None or header is entries[0]:
            return blocks
    names = {_name(entry) if entry.obsolete else entry.key for entry in entries}
    second = next((place for place, entry in enumerate(entries) if place and _is_header(entry)), 0)
    if second:
        problem = "only the header, which is the first entry, may have an empty msgid"
        raise CatalogError(path, blocks.line(second), problem, "Remove this entry.")
    if len(names) == len(entries):
        return blocks
    twins: dict[tuple[object, ...], list[int]] = {}
    for place, entry in enumerate(entries):
        same = twins.setdefault(_name(entry), [])
        if same and _translation(entry) != _translation(entries[same[0]]):
            line = blocks.line(same[0])
            problem = f"this entry stands already in line {line}, with another translation"
            raise CatalogError(path, blocks.line(place), problem, "Remove one of the two.")
        same.append(place)
    for same in twins.values():
        if len(same) > 1:
            entries[same[0]] = _joined([entries[place] for place in same])
    return _kept(blocks, entries, [same[0] for same in twins.values()], newline)


def _name(entry: Entry) -> tuple[object, ...]:
    """Give what must be unique: of an obsolete entry, its translation too."""
    return (*entry.key, *_translation(entry)) if entry.obsolete else entry.key


def _translation(entry: Entry) -> tuple[object, ...]:
    return (entry.msgstr, entry.msgid_plural, entry.msgstr_plural)


def _joined(twins: list[Entry]) -> Entry:
    """Unite the comments and flags of an entry that stands several times."""
    entry = twins[0]

    def united(lists: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
        first, *others = lists
        known = set(first)
        return first + tuple(x for x in dict.fromkeys(chain(*others)) if x not in known)

    old = next((twin for twin in twins if twin.previous_msgid is not None), entry)
    return entry._replace(
        references=united(twin.references for twin in twins),
        extracted_comments=united(twin.extracted_comments for twin in twins),
        translator_comments=united(twin.translator_comments for twin in twins),
        flags=united(twin.flags for twin in twins),
        previous_msgid=old.previous_msgid,
        previous_msgctxt=old.previous_msgctxt,
        previous_msgid_plural=old.previous_msgid_plural,
    )


def _kept(blocks: Blocks, entries: list[Entry], places: list[int], newline: str) -> Blocks:
    """Keep the entries at some places, with new text where joining has changed them."""
    raws = (
        blocks.raws[place]
        if entries[place] == blocks.entries[place]
        else format_entry(entries[place]).replace("\n", newline)
        for place in places
    )
    gaps = (*(blocks.gaps[place] for place in places), blocks.gaps[-1])
    return Blocks(tuple(entries[place] for place in places), tuple(raws), gaps, {})


def render(catalog: Catalog, before: PoFile | None = None) -> bytes:
    """Write a catalog; what stands unchanged in ``before`` keeps its bytes."""
    old = before or _NOTHING
    header = catalog.header
    if header == old.catalog.header and catalog.entries == old.catalog.entries:
        return old.data
    marked = old.data.startswith(BOM)
    charset = old.charset if marked or header == old.catalog.header else charset_of(header)
    try:
        data = _text(catalog, old).encode(charset if is_usable(charset) else "ascii")
    except UnicodeEncodeError:
        catalog = replace(catalog, header=declare_utf_8(header))
        data = _text(catalog, old).encode()
    return BOM + data if marked else data


def _text(catalog: Catalog, old: PoFile) -> str:
    header = old.header
    if catalog.header != old.catalog.header:
        header = edit_header(header, catalog.header, old.newline)
    parts = [header]
    expected: int | None = 0 if bool(header) == bool(old.header) else None
    for place, raw in _placed(catalog.entries, old):
        if parts[-1] and not parts[-1].endswith("\n"):
            parts.append(old.newline)
        blank = old.newline if any(parts) else ""
        parts += [blank if place is None or place != expected else old.gaps[place], raw]
        expected = None if place is None else place + 1
    return "".join([*parts, old.gaps[-1]])


def _placed(entries: tuple[Entry, ...], old: PoFile) -> Iterator[tuple[int | None, str]]:
    """Give the text of each entry, and where in the old file it stood, if it did."""
    raws = tuple(old.raws)
    places = {id(entry): place for place, entry in enumerate(old.catalog.entries)}
    by_key: dict[Key, list[int]] = {}
    wrapped: bool | None = None
    for entry in entries:
        found = places.get(id(entry))
        if found is not None:
            yield found, raws[found]
            continue
        if not by_key:
            for place, other in enumerate(old.catalog.entries):
                by_key.setdefault(other.key, []).append(place)
        same = by_key.get(entry.key, [])
        if same:
            found = next((place for place in same if old.catalog.entries[place] == entry), None)
        if found is not None:
            yield found, raws[found]
        else:
            if wrapped is None:
                wrapped = is_wrapped("".join(raws))
            text = format_entry(entry, wrapped=wrapped).replace("\n", old.newline)
            yield same[0] if same else None, text
