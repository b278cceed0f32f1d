"""The header of a PO file: its fields, its charset, its locale."""

from __future__ import annotations

import re
from functools import lru_cache

import polib

from dragoman.errors import CatalogError
from dragoman.po.writer import format_field

Header = tuple[tuple[str, str], ...]
"""Fields in the order of the file; a line without a colon has an empty name."""

UTF_8 = "UTF-8"
BOM = b"\xef\xbb\xbf"

_PLACEHOLDER = "CHARSET"
_GOES_ON = frozenset((b"", b" ", b"\t", b"\r", b"\f", b"\v", b"\n", b'"'))
"""Bytes behind a blank line that may continue the header, or end the file."""
_ASCII = bytes(range(32, 127)) + b"\t\r\n"
_STRINGS = re.compile(r'"([^"\\\n]*+(?:\\.[^"\\\n]*+)*+)"')
_ENTRY = re.compile(
    r'(?:\s*+#(?!~)[^\n]*+\n)*+\s*+msgid\s*+(?:""\s*+)++'
    r'msgstr\s*+((?:"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"\s*+)++)'
)
_OPENING = re.compile(r'(.*?^[ \t]*msgstr)[ \t]*(""[ \t\r]*\n)?', re.DOTALL | re.MULTILINE)
_WHOLE_LINE = re.compile(r"[^\n]*+\n")
_CHARSET = re.compile(r'(charset=)([^\s;"]+)', re.IGNORECASE)
_DECLARE = 'Save the file as UTF-8, and let its header declare "charset=UTF-8".'
_SCRIPTS = {"latin": "Latn", "cyrillic": "Cyrl", "arabic": "Arab", "devanagari": "Deva"}


@lru_cache(maxsize=64)
def fields_of(msgstr: str) -> Header:
    """Take the fields from the header entry's msgstr."""
    lines = (line.partition(":") for line in msgstr.split("\n") if line)
    return tuple(
        (name.strip(" \t"), value.strip(" \t")) if colon else ("", name)
        for name, colon, value in lines
    )


@lru_cache(maxsize=64)
def locale_of(header: Header) -> str | None:
    """Turn the Language field into a BCP 47 tag: ``pt_BR`` into ``pt-BR``."""
    language = next((value for name, value in header if name.lower() == "language"), "")
    tag, _, modifier = language.partition("@")
    language, *others = tag.partition(".")[0].replace("_", "-").split("-")
    if modifier.lower() in _SCRIPTS:
        others.insert(0, _SCRIPTS[modifier.lower()])
    elif modifier:
        others.append(modifier)
    return "-".join([language, *others]) or None


@lru_cache(maxsize=64)
def charset_of(header: Header) -> str:
    """Tell the charset that the Content-Type field declares; UTF-8 where it declares none."""
    return _declared(header) or UTF_8


def _declared(header: Header) -> str | None:
    for name, value in header:
        found = _CHARSET.search(value) if name.lower() == "content-type" else None
        if found and found[2] != _PLACEHOLDER:
            return found[2]
    return None


def declare_utf_8(header: Header) -> Header:
    """Change the charset that the Content-Type field declares, if it does, to UTF-8."""
    return tuple(
        (name, _CHARSET.sub(rf"\g<1>{UTF_8}", value) if name.lower() == "content-type" else value)
        for name, value in header
    )


def is_usable(charset: str) -> bool:
    """Tell whether a charset is known, and ASCII stands in it as in ASCII."""
    try:
        return _ASCII.decode(charset) == _ASCII.decode("ascii")
    except (LookupError, ValueError, Warning):
        return False


def decode(data: bytes, path: str) -> tuple[str, str]:
    """Tell the charset of a PO file, and its text without a byte order mark."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise CatalogError(path, 1, "this file is UTF-16", "Save it as UTF-8.")
    if b"\0" in data:
        line = _line(data, data.index(b"\0"))
        raise CatalogError(path, line, "this line holds a NUL byte", "Save the file as UTF-8 text.")
    content = data.removeprefix(BOM)
    declared = _declared(_opening_fields(content)) if content == data else None
    charset = declared or UTF_8
    if not is_usable(charset):
        line = _line(data, data.find(charset.encode("latin-1")))
        raise CatalogError(path, line, f'the charset "{charset}" is unknown', _DECLARE)
    try:
        text = content.decode(charset)
    except UnicodeDecodeError as error:
        line = _line(content, error.start)
        why = "which the header declares" if declared else "and the header declares no charset"
        problem = f"byte 0x{content[error.start]:02X} is not {charset}, {why}"
        raise CatalogError(path, line, problem, _DECLARE) from error
    if "\n" not in text and "\r" in text.rstrip():
        raise CatalogError(path, 1, "the lines of this file end in CR alone", "Save it with LF.")
    return charset, text


def _opening_fields(content: bytes) -> Header:
    """Take the fields from the header of a file whose charset is not known yet."""
    end = content.find(b"\n\n")
    opening = content[: end + 1]
    if b"\nmsgstr" in opening and content[end + 2 : end + 3] not in _GOES_ON:
        return _fields_in(opening)
    return _fields_in.__wrapped__(content)


@lru_cache(maxsize=64)
def _fields_in(opening: bytes) -> Header:
    """Take the fields from the entry that a file begins with; pages of a locale share it."""
    found = _ENTRY.match(opening.decode("latin-1"))
    return fields_of(polib.unescape("".join(_STRINGS.findall(found[1])))) if found else ()


def _line(data: bytes, position: int) -> int:
    return data.count(b"\n", 0, position) + 1


def edit_header(raw: str, fields: Header, newline: str) -> str:
    """Write a header entry's text with other fields; the lines of those it has already stay."""
    found = _OPENING.match(raw)
    start = found[1] if found else f'msgid ""{newline}msgstr'
    known = _lines_of(raw[found.end() :]) if found and found[2] else {}
    lines = (
        known.get((name, value)) or newline.join([*format_field(name, value), ""])
        for name, value in fields
    )
    return f'{start} ""{newline}{"".join(lines)}'


def _lines_of(text: str) -> dict[tuple[str, str], str]:
    """Find the lines of each field that begins and ends with a line."""
    known = {}
    lines = ""
    for line in _WHOLE_LINE.findall(text):
        lines += line
        if line.rstrip().endswith('\\n"'):
            fields = fields_of(polib.unescape("".join(_STRINGS.findall(lines))))
            if len(fields) == 1:
                known[fields[0]] = lines
            lines = ""
    return known
