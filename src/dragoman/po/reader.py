"""PO text to entries: an expression for the common shape, a scanner and polib for the rest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from dragoman.catalog import Entry, Key

if TYPE_CHECKING:
    from dragoman.po.scanner import Scanned


class Blocks(NamedTuple):
    """The entries of a file and its text, cut so that nothing is left over."""

    entries: tuple[Entry, ...]
    raws: Sequence[str]
    """The exact text of each entry: its comments, its lines, the newline after them."""
    gaps: tuple[str, ...]
    """The text before each entry and after the last: blank lines; at the end, comments too."""
    live: dict[Key, Entry]
    """The last entry of each key, obsolete ones left out."""

    def line(self, index: int) -> int:
        """Tell on which line of the file, 1-based, the msgctxt or msgid of an entry stands."""
        before = "".join(self.raws[:index]) + "".join(self.gaps[: index + 1])
        start = _START.search(self.raws[index])
        comments = self.raws[index][: start.start() if start else 0]
        return before.count("\n") + comments.count("\n") + 1


_START = re.compile(r"^[ \t\r\f\v]*(?:#~[ \t\r\f\v]*)?msg", re.MULTILINE)
_BLANK = re.compile(r"(?:[ \t\r\f\v]*+\n)*+(?:[ \t\r\f\v]++\Z)?+")
_COMMENTS = (
    r"((?:#(?: [^\n]*+)?+(?<!\r)\n)*+)"  # translator's
    r"((?:#\.(?: [^\n]*+)?+(?<!\r)\n)*+)"  # extracted
    r"((?:#: [^\n]*+(?<!\r)\n)*+)"  # references
    r"(?:#, ([^\n]*+)(?<!\r)\n)?+"  # flags
)


def _field(prefix: str, keyword: str) -> str:
    """Build the expression for a keyword and lines that begin and end with a quote.

    What stands between the quotes is checked by `_text`, which is faster than to do it here.
    """
    return rf'{prefix}{keyword} "([^\n]*+(?<=")(?:\n{prefix}"[^\n]*+(?<="))*+)'


def _shape(prefix: str, previous: str) -> re.Pattern[str]:
    """Build the expression for an entry as all common programs write it.

    Its quantifiers are possessive, so that a failed match costs one pass. The last line looks
    whether the entry goes on: blank lines may stand between its strings.
    """
    return re.compile(
        rf"({_COMMENTS}"
        rf"(?:{_field(previous, 'msgctxt')}\n)?+"
        rf"(?:{_field(previous, 'msgid')}\n)?+"
        rf"(?:{_field(prefix, 'msgctxt')}\n)?+"
        rf"{_field(prefix, 'msgid')}\n"
        rf"{_field(prefix, 'msgstr')}(?:\n|\Z))"
        r'(\n*+)(?![ \t\r\f\v"]|#~[ \t\r\f\v]*+["\n])'
    )


_LIVE = _shape("", r"#\| ")
_OBSOLETE = _shape("#~ ", r"#~\| ")
_PART = r'[^"\\\n\0]*+(?:\\["\\bfnrtv][^"\\\n\0]*+)*+"'
_REGULAR = re.compile(rf'{_PART}(?:\0"{_PART})*+')
"""The lines of a string; NUL, which no file holds, stands for what is between two."""
_NOTES = re.compile(_COMMENTS)
_REFERENCE = re.compile("\u2068([^\u2069]*+)\u2069([^ \t]*+)|([^ \t]++)")
_POLIB_HEADER = 'msgid ""\nmsgstr ""\n\n'


class IrregularError(ValueError):
    """A string that is broken, or has an escape that polib does not know."""


class _Lines(str):
    """Text that polib splits at newlines alone, not also at U+2028 and other such characters."""

    __slots__ = ()

    def splitlines(self, keepends: bool = False) -> list[str]:  # noqa: ARG002, FBT001, FBT002
        return self.split("\n")


def read_blocks(text: str, path: str, charset: str) -> Blocks:
    """Cut a PO file into its entries; raise CatalogError, naming ``path``, where that fails."""
    entries: list[Entry] = []
    raws: list[str] = []
    gaps = [_blank(text, 0)]
    live: dict[Key, Entry] = {}
    position = len(gaps[0])
    while position < len(text):
        block = common_entry(text, position) or _unusual(text, position, path, charset)
        if block is None:
            gaps[-1] += text[position:]
            break
        entry, raw, gap = block
        entries.append(entry)
        raws.append(raw)
        gaps.append(gap)
        position += len(raw) + len(gap)
        if not entry.obsolete:
            live[entry.msgctxt, entry.msgid] = entry
    return Blocks(tuple(entries), tuple(raws), tuple(gaps), live)


def _blank(text: str, position: int) -> str:
    found = _BLANK.match(text, position)
    return found[0] if found else ""


def common_entry(text: str, position: int) -> tuple[Entry, str, str] | None:
    """Read an entry of the common shape; give its exact text and the blank lines after it."""
    obsolete, joint, old_joint = False, '"\n"', '"\n#| "'
    found = _LIVE.match(text, position)
    if not found:
        obsolete, joint, old_joint = True, '"\n#~ "', '"\n#~| "'
        found = _OBSOLETE.match(text, position)
        if not found:
            return None
    raw, notes, extracted, places, flags, old_context, old, context, msgid, msgstr, gap = (
        found.groups()
    )
    try:
        entry = Entry(
            string_of(msgid, joint),
            string_of(msgstr, joint),
            None if context is None else string_of(context, joint),
            _references(places) if places else (),
            _extracted(extracted) if extracted else (),
            _lines(notes, 2) if notes else (),
            _flags(flags) if flags else (),
            None if old is None else string_of(old, old_joint),
            None if old_context is None else string_of(old_context, old_joint),
            obsolete,
        )
    except IrregularError:
        return None
    return entry, raw, gap


def string_of(quoted: str, joint: str) -> str:
    """Join the strings of a field, of which the last quote stands, and resolve their escapes."""
    if "\\" not in quoted:
        text = quoted.replace(joint, "") if "\n" in quoted else quoted
        if 0 <= text.find('"') == len(text) - 1 and "\n" not in text:
            return text[:-1]
    else:
        # Files with NUL characters are refused, so one may stand for an escaped quote.
        text = quoted.replace('\\"', "\0").replace(joint, "")
        if 0 <= text.find('"') == len(text) - 1 and "\n" not in text:
            text = text.replace("\\n", "\n")
            if "\\" not in text:
                return text[:-1].replace("\0", '"')
    if not _REGULAR.fullmatch(quoted.replace(joint, '"\0"')):
        raise IrregularError
    from polib import unescape  # noqa: PLC0415 (seldom needed)

    return str(unescape(quoted.replace(joint, "")[:-1]))


def _lines(comments: str, width: int) -> tuple[str, ...]:
    return tuple(line[width:] for line in comments.split("\n")[:-1])


@lru_cache(maxsize=1024)
def _extracted(comments: str) -> tuple[str, ...]:
    return _lines(comments, 3)


@lru_cache(maxsize=1024)
def _references(comments: str) -> tuple[str, ...]:
    """Read references; gettext puts a file name with a space between U+2068 and U+2069."""
    lines = _lines(comments, 3)
    if len(lines) == 1 and " " not in lines[0] and "\t" not in lines[0]:
        return lines
    found = (parts for line in lines for parts in _REFERENCE.findall(line))
    return tuple("".join(parts) for parts in found)


@lru_cache(maxsize=1024)
def _flags(text: str) -> tuple[str, ...]:
    flags = (flag.strip() for flag in text.split(","))
    words = ([flag] if flag.startswith("range:") else flag.split() for flag in flags)
    return tuple(dict.fromkeys(word for group in words for word in group))


def _unusual(text: str, position: int, path: str, charset: str) -> tuple[Entry, str, str] | None:
    """Read an entry of any other shape; None where only comments are left."""
    from dragoman.po.scanner import scan  # noqa: PLC0415 (most files have the common shape)

    scanned = scan(text, position, path, charset)
    if scanned is None:
        return None
    written = scanned.comments + scanned.fields
    block = None if "\0" in written else common_entry(written, 0)
    entry = block[0] if block else _by_polib(scanned)
    entry = entry._replace(obsolete=scanned.obsolete)
    return entry, text[position : scanned.end], _blank(text, scanned.end)


def _by_polib(scanned: Scanned) -> Entry:
    """Read an entry with plural forms."""
    from polib import pofile  # noqa: PLC0415 (seldom needed)

    found = _NOTES.match(scanned.comments)
    notes, extracted, places, flags = found.groups("") if found else ("",) * 4
    entry = pofile(_Lines(_POLIB_HEADER + scanned.fields), encoding="utf-8")[0]
    forms = tuple(entry.msgstr_plural[form] for form in sorted(entry.msgstr_plural))
    return Entry(
        entry.msgid,
        entry.msgstr,
        entry.msgctxt,
        _references(places),
        _extracted(extracted),
        _lines(notes, 2),
        _flags(flags),
        entry.previous_msgid,
        entry.previous_msgctxt,
        msgid_plural=entry.msgid_plural if forms else None,
        msgstr_plural=forms,
        previous_msgid_plural=entry.previous_msgid_plural,
    )
