"""Catalogs of one page: what they have in common with each other is read once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import overload

from dragoman.catalog import Entry, Key
from dragoman.po.reader import Blocks, IrregularError, common_entry, string_of

_MIDDLE = b'\nmsgstr "'
_GOES_ON = re.compile(rb"[ \t\r\f\v\n\"]|#~[ \t\r\f\v]*+[\"\n]|\Z")
"""What behind a blank line may continue an entry, or is nothing."""


class Family:
    """Entries of catalogs that were read before, by all of their text up to the msgstr's.

    The catalogs of a page and its template differ in little else than msgstr. They come in the
    same order too, so that the next entry's text need not be looked for.
    """

    __slots__ = ("_entries", "_next")

    def __init__(self) -> None:
        """Know no entry yet."""
        self._entries: dict[bytes, Entry] = {}
        self._next: dict[bytes, bytes] = {}

    def read(self, data: bytes) -> Blocks | None:
        """Cut a PO file in UTF-8 into its entries; None where its shape is not the common one."""
        try:
            return self._cut(data)
        except (IrregularError, UnicodeDecodeError):
            return None

    def _cut(self, data: bytes) -> Blocks | None:
        entries: list[Entry] = []
        spans: list[tuple[int, int]] = []
        live: dict[Key, Entry] = {}
        position, size, head = 0, len(data), b""
        while position < size:
            head = self._head(data, position, head)
            start = position + len(head)
            end = data.find(b"\n\n", start)
            if end < 0:
                end = size - data.endswith(b"\n")
            elif _GOES_ON.match(data, end + 2):
                return None
            known = self._entries.get(head)
            if known is None:
                entry = self._learn(data[position:end], head)
            else:
                msgstr = _msgstr(data[start:end])
                entry = known if msgstr == known.msgstr else Entry(known[0], msgstr, *known[2:])
            entries.append(entry)
            spans.append((position, min(end + 1, size)))
            if not entry.obsolete:
                live[entry.msgctxt, entry.msgid] = entry
            position = end + 2
        gaps = ("", *["\n"] * (len(entries) - 1), "")
        return Blocks(tuple(entries), _Raws(data, spans), gaps, live)

    def _head(self, data: bytes, position: int, before: bytes) -> bytes:
        """The text of the entry at ``position`` up to its msgstr's, and note what it follows."""
        expected = self._next.get(before)
        if expected is not None and data.startswith(expected, position):
            return expected
        middle = data.find(_MIDDLE, position)
        head = data[position : middle + len(_MIDDLE)] if middle > 0 else b""
        if head:
            self._next[before] = head
        return head

    def _learn(self, block: bytes, head: bytes) -> Entry:
        """Read an entry that is not known."""
        text = str(block, "utf-8") + "\n"
        found = common_entry(text, 0)
        if found is None or found[1] != text:
            raise IrregularError
        if head:
            self._entries[head] = found[0]
        return found[0]


def _msgstr(quoted: bytes) -> str:
    """Read a msgstr, given from behind its first quote to its last."""
    text = quoted
    if b"\\" in text or b"\n" in text:
        # Files with NUL characters are not read here, so one may stand for an escaped quote.
        text = text.replace(b'\\"', b"\0").replace(b'"\n"', b"")
    if text.find(b'"') == len(text) - 1 and b"\n" not in text:
        text = text.replace(b"\\n", b"\n")
        if b"\\" not in text:
            return str(text[:-1].replace(b"\0", b'"'), "utf-8")
    if b"\n#" in quoted:
        raise IrregularError
    return string_of(str(quoted, "utf-8"), '"\n"')


class _Raws(Sequence[str]):
    """The exact text of each entry, cut out when it is asked for."""

    __slots__ = ("_data", "_spans")

    def __init__(self, data: bytes, spans: list[tuple[int, int]]) -> None:
        self._data, self._spans = data, spans

    def __len__(self) -> int:
        return len(self._spans)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[str]: ...
    def __getitem__(self, place: int | slice) -> str | Sequence[str]:
        spans = self._spans[place]
        if isinstance(spans, list):
            return _Raws(self._data, spans)
        start, end = spans
        return str(self._data[start:end], "utf-8")
