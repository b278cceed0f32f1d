"""What the lines of an AsciiDoc lesson are, each seen on its own.

Source: Asciidoctor 2.0, rx.rb and parser.rb; every test takes time in proportion to its line.
"""

from __future__ import annotations

import re

PREPROCESSOR = re.compile(
    r"(?:(?P<conditional>ifdef|ifndef|ifeval|endif)::[^\s\[]*+|include::[^\s\[][^\[]*+)"
    r"\[(?P<content>.*)\]\Z"
)
"""A line that Asciidoctor acts on before it sees any block."""

ATTRIBUTE_ENTRY = re.compile(r":(?P<name>!?[^\W_][^:\s]*+):(?P<space>[ \t]++|\Z)(?P<value>.*+)\Z")

ATTRIBUTE_LINE = re.compile(
    r"\[(?:|[\w.#%{,\"'].*|\[(?:|[^\W\d][\w:.-]*+(?:,[ ]*+(?P<reftext>.+))?)\])\]\Z"
)
"""Attributes or an anchor on a line above the block that they are for."""

BLOCK_TITLE = re.compile(r"\.(?=\.?[^ \t.])")

ADMONITION = re.compile(r"(NOTE|TIP|IMPORTANT|WARNING|CAUTION):[ \t]++")

MEDIA = re.compile(r"(?P<name>image|video|audio)::(?P<target>[^\s\[][^\[]*+)\[(?P<list>.*)\]\Z")

TOC = re.compile(r"toc::\[.*\]\Z")

BREAK = re.compile(r"'{3,}\Z|<{3,}\Z|[ ]{0,3}([-*_])([ ]*+)\1\2\1\Z")

MARKER = re.compile(r"[ \t]*+(-|\*++|\.++|\u2022|\d++\.|[a-zA-Z]\.|[IVXivx]++\))[ \t]++")
"""An item of an unordered or ordered list, up to its text."""

CALLOUT = re.compile(r"<(?:\d++|\.)>[ \t]++")

CHECKBOX = re.compile(r"\[[ x*]\][ ]")

TERM = re.compile(r"(?!//[^/])[ \t]*+(?P<term>[^ \t].*?)(?P<mark>:::{0,2}|;;)(?:\Z|[ \t]++)")
"""A term of a description list, up to the definition on its line."""

_ALNUM = re.compile(r"[^\W_]")

_ATX = re.compile(r"(={1,6}|\#{1,6})[ \t]++(?=[^ \t])")

_UNDERLINES = "=-~^+"

_DELIMITERS = {
    "--": "open",
    "----": "listing",
    "....": "literal",
    "====": "example",
    "****": "sidebar",
    "____": "quote",
    "++++": "pass",
    "~~~~": "open",
    "////": "comment",
    "|===": "table",
    ",===": "table",
    ":===": "table",
    "!===": "table",
}

_BLOCK_HEADS = frozenset("-.=*_+~/|,:!`")


def delimiter(line: str) -> tuple[str, str] | None:
    """What kind of block a line opens, and the line that closes it; None where it opens none."""
    if line[:1] not in _BLOCK_HEADS or len(line) < 2:  # noqa: PLR2004
        return None
    if line.startswith("```"):
        return None if line.startswith("````") else ("listing", "```")
    kind = _DELIMITERS.get(line[:4])
    if kind is None or (len(line) > 4 and line[4:].strip(line[3])):  # noqa: PLR2004
        return None
    return None if line[:2] == "--" and len(line) == 3 else (kind, line)  # noqa: PLR2004


def atx_title(line: str) -> tuple[int, int, int] | None:
    """Level, start and end of the text of a heading on one line."""
    if line[:1] not in "=#" or (match := _ATX.match(line)) is None:
        return None
    start, end = match.end(), len(line)
    if line.endswith(match[1]):
        text = line[start : end - len(match[1])]
        if text[-1:] in " \t" and text.strip():
            end = start + len(text.rstrip())
    return len(match[1]), start, end


def setext_level(line: str, below: str) -> int | None:
    """The level of a heading that has its underline on the next line."""
    if below[:1] not in _UNDERLINES or not below or below.strip(below[0]):
        return None
    if line.startswith(".") or abs(len(line) - len(below)) > 1 or not _ALNUM.search(line):
        return None
    return _UNDERLINES.index(below[0]) + 1


def list_marker(line: str) -> str | None:
    """What tells the items of one list from those of another; None where no item begins."""
    if match := MARKER.match(line):
        mark = match[1]
        return mark if mark[0] in "-*.\u2022" else ("1" if mark[0].isdigit() else "a") + mark[-1]
    if CALLOUT.match(line):
        return "<>"
    if ("::" in line or ";;" in line) and (term := TERM.match(line)):
        return term["mark"]
    return None


def interrupts(line: str) -> bool:
    """Whether a line ends the paragraph above it, wherever that stands."""
    return (line[:1] == "[" and ATTRIBUTE_LINE.match(line) is not None) or (
        delimiter(line) is not None
    )


def is_preprocessor(row: str) -> bool:
    """Whether a line is an include or a condition."""
    return row[:2] in ("if", "en", "in") and PREPROCESSOR.match(row) is not None
