"""Entries to PO text: polib writes the strings, and long ones are broken as gettext breaks them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import polib

from dragoman.catalog import Entry

_WIDTH = 79
"""The longest line gettext writes, in columns."""

_WIDE = (
    "[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60"
    "\uffe0-\uffe6\U0001f300-\U0001f64f\U0001f900-\U0001f9ff\U00020000-\U0003fffd]"
)
"""Characters of two columns; while lines are broken, a NUL after each makes up its width."""
_PERHAPS_WIDE = re.compile("[^\0-\u10ff\u1160-\u2e7f]")
"""A quick look for characters that may be of two columns."""

# Where gettext breaks a line: the rules of Unicode's line breaking that matter in lessons.
_OPENING = "（「『【〈《〔"
_CLOSING = (
    "、。，．！？：；）」』】〉》〕ー々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ・ゝゞヽヾ“”‘’"
)
_LETTER = r"[^\W\d_]"
_NARROW = (
    rf"(?<= )(?! )|(?<=[-./,:;!?}}|—–])(?:(?<=[^ ]-)(?={_LETTER})|(?<=[./,:;!?}}|])(?={_LETTER})"
    r"|(?<=[/!?])(?=\\\")|(?<=[—–])(?! ))|(?=—)(?<![ —])|\Z"
)
_BROAD = (
    rf"{_NARROW}|(?<=\0)(?<![{_OPENING}]\0)(?![{_CLOSING} .,:;!?)\]}}\\\"])"
    rf"|(?<=(?:{_LETTER}|>))(?=[^{_CLOSING}]\0)"
)
"""The same for a line that holds wide characters."""
_LINE = re.compile(r'(#~\| |#\| |#~ |)(?:(\S+) )?"(.*)"')
_CONTROL = re.compile(r"[\0-\x09\x0b-\x1f\x7f]")
_ODD = re.compile(r"[\0-\x09\x0b-\x1f\x7f\x85\u2028\u2029]")
"""What is escaped otherwise than with a backslash before it, or ends a line for polib."""
_FIELDS = tuple(
    (
        (f"{old}msgctxt", old),
        (f"{old}msgid", old),
        (f"{mark}msgctxt", mark),
        (f"{mark}msgid", mark),
        (f"{mark}msgstr", mark),
    )
    for mark, old in (("", "#| "), ("#~ ", "#~| "))
)
"""How the fields of entries begin, and each further line of theirs; then of obsolete ones."""
_PLACE = re.compile(r"(.*?)(:\d+)?")


_SOFT_BREAK = re.compile(r'"(?<!\\n")(?<!"")\r?\n(?:#~\|? |#\| )?"')
"""Where a string goes on in the next line, and has no line break itself."""


def is_wrapped(text: str) -> bool:
    """Tell from the text of entries whether long lines are broken; some tools never do."""
    if _SOFT_BREAK.search(text):
        return True
    lines = [line.rstrip("\r") for line in text.split("\n") if len(line) > _WIDTH]
    return not any(len(wrap(line)) > 1 for line in lines)


@lru_cache(maxsize=8192)
def format_entry(entry: Entry, *, wrapped: bool = True) -> str:
    r"""Write an entry as gettext would, each line ended with ``\n``, long ones broken or whole."""
    lines: list[str] = []
    for line in _strings(entry).split("\n"):
        if not wrapped or (len(line) <= _WIDTH and line.isascii()):
            lines.append(line)
        else:
            lines += wrap(line)
    lines.append("")
    notes = _notes(entry.translator_comments, entry.extracted_comments, entry.references)
    return notes + "\n".join(lines)


@lru_cache(maxsize=256)
def format_field(name: str, value: str) -> tuple[str, ...]:
    """Write a field of the header, without ``msgstr`` before it."""
    text = f"{name}: {value}\n" if name else f"{value}\n"
    return tuple(wrap(f'"{_escaped(str(polib.escape(text)))}"'))


def wrap(line: str) -> list[str]:
    """Break a line that holds a string as gettext does."""
    text, place = line, _NARROW
    if not line.isascii() and _PERHAPS_WIDE.search(line):
        text, place = _behind_wide().sub("\0", line), _BROAD
    if len(text) <= _WIDTH:
        return [line]
    found = _LINE.fullmatch(text)
    if not found:
        return [line]
    prefix, keyword, string = found.groups()
    parts = _parts(_WIDTH - 2 - len(prefix), place).findall(string)
    if len(parts) == 1 and not _breakable(place).search(string, 1):
        return [line]
    lines = [f'{prefix}{keyword} ""'] if keyword else []
    lines += [f'{prefix}"{part}"' for part in parts]
    return [part.replace("\0", "") for part in lines] if place is _BROAD else lines


@lru_cache
def _breakable(place: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{place})(?=.)")


@lru_cache
def _behind_wide() -> re.Pattern[str]:
    return re.compile(f"(?<={_WIDE})")


@lru_cache
def _parts(width: int, place: str) -> re.Pattern[str]:
    return re.compile(rf".{{1,{width}}}(?:{place})|.+?(?:{place})")


def _strings(entry: Entry) -> str:
    """Write flags and strings as polib does, which would lose or rewrap comments and references."""
    if entry.msgid_plural is not None or entry.previous_msgid_plural is not None:
        return _escaped(_by_polib(entry).rstrip("\n"))
    flags = _escaped(f"#, {', '.join(entry.flags)}\n") if entry.flags else ""
    texts = (
        entry.previous_msgctxt,
        entry.previous_msgid,
        entry.msgctxt,
        entry.msgid,
        entry.msgstr,
    )
    fields = zip(_FIELDS[entry.obsolete], texts, strict=True)
    return flags + "\n".join([_string(*field, text) for field, text in fields if text is not None])


def _string(start: str, mark: str, text: str) -> str:
    """Write a field, of which each line but the first begins with ``mark`` alone."""
    if not text:
        return f'{start} ""'
    joint = f'"\n{mark}"'
    if _ODD.search(text):
        lines = text.splitlines(keepends=True)
        body = joint.join(_escaped(str(polib.escape(line))) for line in lines)
    else:
        body = text.replace("\\", "\\\\").replace('"', '\\"')
        body = body.replace("\n", f"\\n{joint}").removesuffix(joint)
    first = f'""\n{mark}' if joint in body else ""
    return f'{start} {first}"{body}"'


def _by_polib(entry: Entry) -> str:
    """Write the flags and strings of an entry with plural forms."""
    plural = entry.msgid_plural is not None
    text = polib.POEntry(
        msgid=entry.msgid,
        msgstr=entry.msgstr,
        msgctxt=entry.msgctxt,
        msgid_plural=entry.msgid_plural or "",
        msgstr_plural=dict(enumerate(entry.msgstr_plural or ("",))) if plural else {},
        flags=list(entry.flags),
        previous_msgid=entry.previous_msgid,
        previous_msgctxt=entry.previous_msgctxt,
        previous_msgid_plural=entry.previous_msgid_plural,
        obsolete=entry.obsolete,
    ).__unicode__(wrapwidth=0)
    return str(text)


def _escaped(text: str) -> str:
    """Escape the control characters that polib would write as they are."""
    return _CONTROL.sub(lambda found: f"\\{ord(found[0]):03o}", text)


@lru_cache(maxsize=1024)
def _notes(
    translator: tuple[str, ...], extracted: tuple[str, ...], references: tuple[str, ...]
) -> str:
    """Write what stands before the flags of an entry."""
    lines = (*_comments("#", translator), *_comments("#.", extracted), *_references(references))
    return "".join(f"{line}\n" for line in lines)


def _comments(mark: str, comments: tuple[str, ...]) -> Iterator[str]:
    for comment in comments:
        for line in comment.replace("\0", "\ufffd").split("\n"):
            yield f"{mark} {line}" if line else mark


def _references(references: tuple[str, ...]) -> Iterator[str]:
    line = "#:"
    for reference in references:
        place = _isolated(reference)
        if line != "#:" and len(line) + 1 + len(place) > _WIDTH:
            yield line
            line = "#:"
        line += f" {place}"
    if references:
        yield line


def _isolated(reference: str) -> str:
    """Mark off a file name with a space, as gettext does since 0.22."""
    found = _PLACE.fullmatch(reference) if " " in reference or "\t" in reference else None
    return f"\u2068{found[1]}\u2069{found[2] or ''}" if found else reference
