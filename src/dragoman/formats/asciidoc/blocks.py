"""Delimited blocks of AsciiDoc, and paragraphs with the style of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.document import Slot
from dragoman.formats.asciidoc.lines import is_preprocessor
from dragoman.formats.asciidoc.slots import MATH, VERBATIM, State
from dragoman.formats.html import Html

if TYPE_CHECKING:
    from dragoman.formats.asciidoc.scan import AsciiDocScan

_HTML = Html()

_MASKS = VERBATIM | {"comment", "pass"}
"""Styles that change how an open block is read."""


def delimited(scan: AsciiDocScan, kind: str, closing: str) -> None:
    """Read a delimited block from its first line on; of a compound one that line alone."""
    end, style = scan.closer(closing, scan.at), scan.state.style
    if kind == "open" and style in _MASKS:
        kind = style
    elif kind == "quote" and style == "verse":
        kind = "verse"
    elif kind == "pass" and style in MATH:
        kind = "listing"
    if kind in ("open", "example", "sidebar", "quote"):
        scan.open(end)
        return
    first = scan.at + 1
    if kind == "table":
        from dragoman.formats.asciidoc.tables import table  # noqa: PLC0415 (it is seldom needed)

        table(scan, first, end)
    elif kind == "verse":
        _verse(scan, first, end)
    elif kind == "pass":
        _passed(scan, first, end)
    elif kind == "comment":
        _comment(scan, first, end)
        return
    scan.close(end)


def styled_paragraph(scan: AsciiDocScan) -> None:
    """Read a paragraph that its style makes a verse or something verbatim."""
    first = end = scan.at
    while (row := scan.row(end)) and (end == first or row != "+"):
        end += 1
    if scan.state.style == "verse":
        _verse(scan, first, end)
    scan.close(end - 1)


def _verse(scan: AsciiDocScan, first: int, end: int) -> None:
    """Each stanza is a slot; so is what stands between directives."""
    start, state = first, scan.state
    if scan.at < first:
        state = State(nested=True, inside="verse")
    for at in range(first, end + 1):
        row = scan.rows[at] if at < end else ""
        if row and not is_preprocessor(row):
            continue
        if start < at:
            around = scan.around(start, at - 1, state)
            scan.out.emit(scan.spans[start][0], around.stop, "verse", "verse", around)
            state = State(nested=True, inside="verse")
        if row:
            scan.preprocessor(at)
        start = at + 1


def _passed(scan: AsciiDocScan, first: int, end: int) -> None:
    """HTML that goes to the page as it stands: its text is found by the rules of HTML."""
    if first >= end:
        return
    out, start = scan.out, scan.spans[first][0]
    content = scan.text[start : scan.spans[end - 1][1]]
    # The line break keeps what looks like front matter from being some.
    document = _HTML.parse(f"\n{content}", out.path, out.options._replace(front_matter=()))
    offset = start - 1
    for part in document.parts:
        if isinstance(part, Slot):
            one = part.segment
            segment = out.segment(one.msgid, one.kind, offset)
            segment = segment._replace(
                context=one.context or segment.context,
                comments=(*segment.comments, *one.comments),
            )
            out.add(offset, part._replace(segment=segment))
        offset += len(part if isinstance(part, str) else part.raw)


def _comment(scan: AsciiDocScan, first: int, end: int) -> None:
    """A block comment; a directive in it holds for what follows."""
    skips = scan.out.directive("\n".join(scan.rows[first:end]), scan.spans[scan.at][0])
    scan.skip(min(end + 1, scan.limit), skips=skips)
