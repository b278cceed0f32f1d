"""Catalogs of one page: what they have in common with each other is read once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, repeat
from typing import overload

from dragoman.catalog import Entry, Key
from dragoman.po.reader import Blocks, IrregularError, common_entry, string_of

_END = b'"\n\n'
"""What stands between two entries, with the last quote of the first."""
_NO_HEAD = b"\0"

_Rest = tuple[str | None, *tuple[object, ...]]
"""The fields of an entry behind msgid and msgstr; msgctxt is the first."""


class Family:
    """Entries of catalogs that were read before, by all of their text up to the msgstr's.

    The catalogs of a page and its template differ in little else than msgstr. They come in the
    same order too, so that the next entry's text need not be looked for.
    """

    __slots__ = ("_live", "_obsolete")

    def __init__(self) -> None:
        """Know no entry yet."""
        self._live, self._obsolete = _Kind(""), _Kind("#~ ")

    def read(self, data: bytes) -> Blocks | None:
        """Cut a PO file in UTF-8 into its entries; None where its shape is not the common one."""
        if not data.endswith(b'"\n'):
            return None
        try:
            return self._cut(data)
        except (IrregularError, UnicodeDecodeError):
            return None

    def _cut(self, data: bytes) -> Blocks:
        blocks = data.split(_END)
        blocks[-1] = blocks[-1][:-2]
        keys, entries = self._live.read(blocks)
        live = dict(zip(keys, entries, strict=True))
        if len(entries) < len(blocks):
            entries += self._obsolete.read(blocks[len(entries) :])[1]
        if len(entries) < len(blocks):
            raise IrregularError
        gaps = ("", *["\n"] * (len(entries) - 1), "")
        return Blocks(tuple(entries), _Raws(blocks), gaps, live)


class _Kind:
    """Entries that were read before, of those whose lines begin with ``mark``."""

    __slots__ = ("_columns", "_heads", "_joint", "_keys", "_known", "_middle", "_msgid")

    def __init__(self, mark: str) -> None:
        self._msgid, self._middle = f'{mark}msgid "', f'\n{mark}msgstr "'
        self._joint = f'"\n{mark}"'
        self._known: dict[bytes, tuple[Key, _Rest]] = {}
        self._heads: list[bytes] = []
        self._keys: list[Key] = []
        self._columns: list[tuple[object, ...]] = []

    def read(self, blocks: list[bytes]) -> tuple[list[Key], list[Entry]]:
        """Read entries, given up to the last quote of each, until one is of another kind."""
        heads = self._heads
        if len(heads) != len(blocks) or not all(map(bytes.startswith, blocks, heads)):
            heads = list(self._heads_of(blocks))
            if not heads:
                return [], []
            self._expect(heads)
        msgstrs = _msgstrs(list(map(bytes.removeprefix, blocks, heads)), self._joint)
        msgids, *rest = self._columns
        entries = map(tuple.__new__, repeat(Entry), zip(msgids, msgstrs, *rest, strict=True))
        return self._keys, list(entries)

    def _expect(self, heads: list[bytes]) -> None:
        """Get ready for entries with these texts up to their msgstr's."""
        found = [self._known[head] for head in heads]
        self._heads, self._keys = heads, [key for key, _ in found]
        self._columns = list(zip(*[(key[1], *rest) for key, rest in found], strict=True))

    def _heads_of(self, blocks: list[bytes]) -> Iterator[bytes]:
        """The texts of entries up to their msgstr's, as long as they have one."""
        sought = self._middle.encode()
        for block, expected in zip(blocks, chain(self._heads, repeat(_NO_HEAD)), strict=False):
            if block.startswith(expected):
                yield expected
                continue
            before, middle, _ = block.partition(sought)
            if not middle:
                return
            head = before + middle
            if head not in self._known:
                self._known[head] = self._learned(str(head, "utf-8"))
            yield head

    def _learned(self, head: str) -> tuple[Key, _Rest]:
        """Read an entry up to its msgstr's text."""
        before, _, msgid = head.partition(self._msgid)
        rest = _around(f'{before}{self._msgid}"{self._middle}')
        if rest is not None:
            return (rest[0], string_of(msgid.removesuffix(self._middle), self._joint)), rest
        entry = _entry(head)
        return entry.key, entry[2:]


@lru_cache(maxsize=1024)
def _around(head: str) -> _Rest | None:
    """Read an entry with an empty msgid; None where that is not its shape."""
    try:
        return _entry(head)[2:]
    except IrregularError:
        return None


def _entry(head: str) -> Entry:
    """Read an entry up to its msgstr's text."""
    text = f'{head}"\n'
    found = common_entry(text, 0)
    if found is None or found[1] != text:
        raise IrregularError
    return found[0]


def _msgstrs(quoted: list[bytes], joint: str) -> list[str]:
    """Read msgstrs, given from behind the first quote of each up to its last."""
    if len(quoted) <= 1:
        return [_first(one, joint) for one in quoted]
    return [_first(quoted[0], joint), *_texts(quoted[1:], joint)]


@lru_cache(maxsize=64)
def _first(quoted: bytes, joint: str) -> str:
    """Read the first msgstr of a file: the header's, which the pages of a locale share."""
    return _texts([quoted], joint)[0]


def _texts(quoted: list[bytes], joint: str) -> list[str]:
    """Read strings, given from behind the first quote of each up to its last."""
    # Files with CR or NUL are not read here, so they may stand for other things for a while.
    whole = str(b"\0".join(map(bytes.removeprefix, quoted, repeat(joint.encode()))), "utf-8")
    text = whole.replace(f"\\n{joint}", "\r")
    if "\\" in text:
        text = text.replace('\\"', "\1")
    if "\\" in text:
        text = text.replace("\\n", "\r")
    if '"' in text:
        text = text.replace(joint, "")
    if '"' in text or "\n" in text or "\1" in whole:
        raise IrregularError
    texts = text.replace("\r", "\n").replace("\1", '"').split("\0")
    if "\\" in text:
        parts = zip(whole.split("\0"), texts, strict=True)
        return [string_of(f'{part}"', joint) if "\\" in text else text for part, text in parts]
    return texts


class _Raws(Sequence[str]):
    """The exact text of each entry, decoded when it is asked for."""

    __slots__ = ("_blocks",)

    def __init__(self, blocks: list[bytes]) -> None:
        self._blocks = blocks

    def __len__(self) -> int:
        return len(self._blocks)

    def __iter__(self) -> Iterator[str]:
        text = str(_END.join(self._blocks), "utf-8")
        return iter([f'{block}"\n' for block in text.split(_END.decode())] if self._blocks else ())

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[str]: ...
    def __getitem__(self, place: int | slice) -> str | Sequence[str]:
        blocks = self._blocks[place]
        return _Raws(blocks) if isinstance(blocks, list) else str(blocks, "utf-8") + '"\n'
