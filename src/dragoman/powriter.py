"""Entries to PO text: polib writes the strings, and long ones are broken as gettext breaks them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import polib

from dragoman.catalog import Entry

_WIDTH = 79
"""The longest line gettext writes, in columns."""

_WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60"
    "\uffe0-\uffe6\U0001f300-\U0001f64f\U0001f900-\U0001f9ff\U00020000-\U0003fffd]"
)
"""Characters of two columns; while lines are broken, a NUL after each makes up its width."""

# Where gettext breaks a line: the rules of Unicode's line breaking that matter in lessons.
_OPENING = "（「『【〈《〔"
_CLOSING = (
    "、。，．！？：；）」』】〉》〕ー々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ・ゝゞヽヾ“”‘’"
)
_LETTER = r"[^\W\d_]"
_BREAK = (
    r"(?:(?<= )(?! )"
    rf"|(?<=[^ ]-)(?={_LETTER})|(?<=[./,:;!?}}|])(?={_LETTER})|(?<=[/!?])(?=\\\")"
    r"|(?<=[—–])(?! )|(?<![ —])(?=—)"
    rf"|(?<=\0)(?<![{_OPENING}]\0)(?![{_CLOSING} .,:;!?)\]}}\\\"])"
    rf"|(?<=(?:{_LETTER}|>))(?=[^{_CLOSING}]\0)|\Z)"
)
_BREAKABLE = re.compile(rf"{_BREAK}(?=.)")
_LINE = re.compile(r'(#~\| |#\| |#~ |)(?:(\S+) )?"(.*)"')
_CONTROL = re.compile(r"[\0-\x09\x0b-\x1f\x7f]")
_PLACE = re.compile(r"(.*?)(:\d+)?")


@lru_cache(maxsize=8192)
def format_entry(entry: Entry) -> str:
    r"""Write an entry as gettext would, each line ended with ``\n``."""
    lines = [
        *_comments("#", entry.translator_comments),
        *_comments("#.", entry.extracted_comments),
        *_references(entry.references),
        *(part for line in _strings(entry).split("\n") for part in wrap(line)),
    ]
    return "\n".join(lines) + "\n"


def format_field(name: str, value: str) -> list[str]:
    """Write a field of the header, without ``msgstr`` before it."""
    text = f"{name}: {value}\n" if name else f"{value}\n"
    return wrap(f'"{_escaped(str(polib.escape(text)))}"')


def wrap(line: str) -> list[str]:
    """Break a line that holds a string as gettext does."""
    wide = not line.isascii() and _WIDE.search(line)
    text = _WIDE.sub("\\g<0>\0", line) if wide else line
    if len(text) <= _WIDTH:
        return [line]
    found = _LINE.fullmatch(text)
    if not found:
        return [line]
    prefix, keyword, string = found.groups()
    parts = _parts(_WIDTH - 2 - len(prefix)).findall(string)
    if len(parts) == 1 and not _BREAKABLE.search(string, 1):
        return [line]
    lines = [f'{prefix}{keyword} ""'] if keyword else []
    return lines + [f'{prefix}"{part}"'.replace("\0", "") for part in parts]


@lru_cache
def _parts(width: int) -> re.Pattern[str]:
    return re.compile(rf".{{1,{width}}}{_BREAK}|.+?{_BREAK}")


def _strings(entry: Entry) -> str:
    """Flags and strings as polib writes them; it would lose or rewrap comments and references."""
    previous = (entry.previous_msgid, entry.previous_msgctxt, entry.previous_msgid_plural)
    unusual = entry.flags or entry.obsolete or entry.msgstr_plural
    if unusual or any(text is not None for text in (entry.msgid_plural, *previous)):
        return _polib_strings(entry)
    strings = (entry.msgctxt, entry.msgid, entry.msgstr)
    whole = "".join(filter(None, strings))
    if "\n" in whole or _CONTROL.search(whole):
        return _polib_strings(entry)
    keywords = zip(("msgctxt", "msgid", "msgstr"), strings, strict=True)
    return "\n".join(f'{key} "{_quoted(text)}"' for key, text in keywords if text is not None)


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _polib_strings(entry: Entry) -> str:
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
    return _escaped(str(text).rstrip("\n"))


def _escaped(text: str) -> str:
    """Escape the control characters that polib would write as they are."""
    return _CONTROL.sub(lambda found: f"\\{ord(found[0]):03o}", text)


def _comments(mark: str, comments: tuple[str, ...]) -> Iterator[str]:
    for comment in comments:
        for line in comment.split("\n"):
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
