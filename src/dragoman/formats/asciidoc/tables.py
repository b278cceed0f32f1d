"""The cells of AsciiDoc tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from dragoman.formats.asciidoc.lines import is_preprocessor
from dragoman.formats.asciidoc.parts import Around
from dragoman.formats.asciidoc.slots import SPACE, State, is_comment

if TYPE_CHECKING:
    from dragoman.formats.asciidoc.scan import AsciiDocScan

_FORMATS = {"csv": ",", "tsv": "\t", "dsv": ":"}

_COLUMN = re.compile(r"(?:(\d+)\*)?[<^>.]*+(?:\d+%?|~)?([a-z])?\Z")

SPEC = re.compile(r"(?:(\d*)(?:\.\d+)?([*+]))?[<^>.]{0,3}([a-z])?\Z")
"""What may stand before the separator of a cell: its span, its alignment and its style."""

_MOST = 1000
"""So many columns a specification is believed to have."""

_DIGITS = 9
"""So many digits of their number are read: Python reads some thousands at most."""


@dataclass(slots=True)
class _Cell:
    """One cell, and the pieces of lines that it is made of."""

    start: int
    style: str
    first_row: bool
    pieces: list[tuple[int, int, int]] = field(default_factory=list)
    """Start, end and number of a line; empty ones part paragraphs."""


class _Form(NamedTuple):
    """What a table's attributes say about its cells."""

    format: str
    separator: str
    styles: tuple[str, ...]
    header: bool | None
    """None where it is to be seen from the table."""


def table(scan: AsciiDocScan, first: int, end: int) -> None:
    """Find the slots of a table whose content has the lines from ``first`` to before ``end``."""
    form = _form(scan)
    if first >= end:
        return
    header = form.header
    if header is None:
        header = _begins_with_header(scan, first, end, form)
    if form.format == "csv":
        _fields(scan, first, end, form, header=header)
        return
    cells = list(_cells(scan, first, end, form))
    if form.format != "dsv" and not any(stop > start for start, stop, _ in cells[0].pieces):
        del cells[0]
    columns = len(form.styles) or sum(cell.first_row for cell in cells)
    for number, cell in enumerate(cells):
        if header and number < columns:
            _plain(scan, cell, "table header", form)
            continue
        style = cell.style or (form.styles[number % columns] if form.styles else "")
        if style == "a":
            _nested(scan, cell, form.separator)
        elif style != "l":
            _plain(scan, cell, "table cell", form)


def _form(scan: AsciiDocScan) -> _Form:
    values, opening = scan.attributes, scan.rows[scan.at][0]
    named = values["format"].text if "format" in values else ""
    kind = named or {",": "csv", ":": "dsv"}.get(opening, "psv")
    usual = _FORMATS.get(kind, "!" if opening == "!" else "|")
    separator = values["separator"].text if "separator" in values else usual
    styles = tuple(_styles(values["cols"].text.strip())) if "cols" in values else ()
    options = values["options"].text if "options" in values else ""
    options += values["opts"].text if "opts" in values else ""
    options += values["1"].text if "1" in values else ""
    header = None
    if "header" in options:
        header = "noheader" not in options
    return _Form("csv" if kind == "tsv" else kind, separator, styles, header)


def _styles(columns: str) -> Iterator[str]:
    """The style of each column of a specification; a number alone is that of the columns."""
    if columns.isdecimal():
        columns += "*"
    for column in re.split("[,;]", columns):
        if match := _COLUMN.match(column.strip()):
            yield from [match[2] or ""] * _number(match[1] or "1")


def _number(digits: str) -> int:
    return min(int(digits[:_DIGITS]), _MOST)


def _begins_with_header(scan: AsciiDocScan, first: int, end: int, form: _Form) -> bool:
    """Whether a blank line parts the first row from the next."""
    if not scan.rows[first] or first + 1 >= end or scan.rows[first + 1]:
        return False
    below = next((row for row in scan.rows[first + 1 : end] if row), form.separator)
    before, separator, _ = below.partition(form.separator)
    return form.format != "psv" or (separator != "" and SPEC.match(before.strip()) is not None)


def _cells(scan: AsciiDocScan, first: int, end: int, form: _Form) -> Iterator[_Cell]:
    """The cells; what stands before the first separator is one, often empty."""
    cell: _Cell | None = None
    mark = re.compile(rf"(?<!\\){re.escape(form.separator)}")
    for at in range(first, end):
        row, begin = scan.rows[at], scan.spans[at][0]
        cell = cell or _Cell(begin, "", at == first)
        if is_comment(row) or is_preprocessor(row):
            cell.pieces.append((begin, begin, at))
            continue
        place = 0
        for match in mark.finditer(row):
            text, copies, style = _spec(row[place : match.start()], opens=place == 0)
            cell.pieces.append((begin + place, begin + place + len(text), at))
            yield cell
            yield from (_Cell(begin, "l", at == first) for _ in range(copies - 1))
            place = match.end()
            cell = _Cell(begin + place, style, at == first)
        cell.pieces.append((begin + place, begin + len(row), at))
        if form.format == "dsv" and row:
            yield cell
            cell = None
    if cell:
        yield cell


def _spec(before: str, *, opens: bool) -> tuple[str, int, str]:
    """The text before a separator without the next cell's specification, and what that says."""
    word = re.split(r"[ \t]", before)[-1]
    spaced = len(word) < len(before)
    if not word or not (spaced or opens) or (match := SPEC.match(word)) is None:
        return before, 1, ""
    span = _number(match[1]) if match[1] and match[2] == "+" else 1
    return before[: len(before) - len(word)], span, match[3] or ""


def _plain(scan: AsciiDocScan, cell: _Cell, kind: str, form: _Form) -> None:
    """A slot for each paragraph of a cell."""
    pieces = [*cell.pieces, (0, 0, 0)]
    group: list[tuple[int, int, int]] = []
    scan.out.separator = form.separator
    place = "row" if form.format == "dsv" else "cell"
    for start, end, at in pieces:
        if start < end and scan.text[start:end].strip(SPACE):
            group.append((start, end, at))
        elif group:
            first, last = group[0], group[-1]
            around = Around(State(nested=True), scan.spans[first[2]][0], scan.spans[last[2]][1])
            scan.out.emit(first[0], last[1], kind, place, around)
            group = []
    scan.out.separator = ""


def _nested(scan: AsciiDocScan, cell: _Cell, separator: str) -> None:
    """The blocks of a cell that holds AsciiDoc of its own."""
    outer, scan.out.separator = scan.out.separator, separator
    type(scan)(scan.out, cell.start, cell.pieces[-1][1], State(nested=True)).scan()
    scan.out.separator = outer


def _fields(scan: AsciiDocScan, first: int, end: int, form: _Form, *, header: bool) -> None:
    """The fields of a table of comma-separated values."""
    mark = re.escape(form.separator)
    field = re.compile(rf'[ \t]*+(?:"(?:[^"]|"")*+"|(?:(?!{mark})[^\n"])*+)(?:{mark}|\r?\n|\Z)')
    text, place, stop = scan.text, scan.spans[first][0], scan.spans[end - 1][1]
    kind = "table header" if header else "table cell"
    while place < stop and (match := field.match(text, place, stop)):
        raw = match[0].removesuffix(form.separator).rstrip(SPACE)
        quote = '"' if raw.lstrip(" \t").startswith('"') else ""
        around = Around(State(nested=True), place, match.end())
        scan.out.separator = form.separator
        scan.out.emit(place, place + len(raw), kind, "field", around, quote=quote)
        scan.out.separator = ""
        if match[0].endswith("\n"):
            kind = "table cell"
        place = match.end()
