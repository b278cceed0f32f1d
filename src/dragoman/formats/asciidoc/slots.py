"""What writing a translation back into an AsciiDoc lesson needs, and which texts people see."""

from __future__ import annotations

import re
from typing import NamedTuple

from dragoman.formats.tags import LETTER

SPACE = " \t\r\n\f\v"


class State(NamedTuple):
    """What decides how the next line of a lesson is read."""

    first: bool = False
    """Whether nothing but metadata stands above: the document's title may follow."""
    nested: bool = False
    """Whether it stands in a delimited block or a cell, where no section begins."""
    lists: tuple[str, ...] = ()
    """The markers of the lists that are open."""
    attached: bool = False
    """Whether a list continuation stands above."""
    expects: bool = False
    """Whether a term still waits for its definition."""
    inside: str = ""
    """The kind of the paragraph whose first lines stand above."""
    style: str = ""
    """The style in the block attributes above."""


class AsciiDocEncoding(NamedTuple):
    """How text is written into a slot of an AsciiDoc lesson."""

    place: str
    """``text``, ``line`` (of its own), ``underlined``, ``value``, ``cell``, ``row``, ``field``,
    ``verse``."""
    newline: str
    state: State
    lead: str
    """What stands before the slot, from the first line of its block on."""
    tail: str
    """What stands behind it on its last line."""
    after: str
    """The line behind that."""
    indent: str = ""
    """Before each line but the first."""
    quote: str = ""
    """Around a value or a field."""
    separator: str = ""
    """What separates the cells of the table around it."""


_SILENT = re.compile(
    r"pass:[a-z,]*+\[(?:<!--(?:(?!-->)[^\[\]])*+-->)?\]|\{(?:empty|blank|sp|nbsp|zwsp|wj)\}"
    r"|\[\[[^\[\]\n]*+\]\]|anchor:[\w-]++\[[^\[\]\n]*+\]"
)
"""Inline markup that shows nothing to a reader."""


def has_text(raw: str) -> bool:
    """Whether a text has a letter that people see."""
    if "[" in raw or "{" in raw:
        raw = _SILENT.sub("", raw)
    if "//" in raw:
        raw = "\n".join(row for row in raw.split("\n") if not is_comment(row))
    return LETTER.search(raw) is not None


def is_comment(row: str) -> bool:
    """Whether a line is a comment."""
    return row.startswith("//") and not row.startswith("///")


def indent_of(raw: str) -> str:
    """The white space that all lines but the first of several begin with; empty if they differ."""
    rows = raw.split("\n")[1:]
    indent = rows[0][: len(rows[0]) - len(rows[0].lstrip(" \t"))]
    same = all(row.startswith(indent) and row[len(indent) :][:1] not in " \t" for row in rows)
    return indent if same else ""


ADMONITIONS = frozenset(("NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"))

VERBATIM = frozenset(("source", "listing", "literal", "verse"))
"""Styles of paragraphs in which no block begins."""

MATH = frozenset(("stem", "latexmath", "asciimath"))

TEXT_ATTRIBUTES = re.compile(
    r"(?:description|title|doctitle|subtitle|[\w-]+-(?:caption|title|label|signifier|refsig))\Z"
)
"""Attributes of a document that Asciidoctor shows to readers."""

VALUE_KINDS = {"caption": "caption", "title": "block title", "alt": "alt text", "reftext": "label"}
"""What people read in an attribute list, by name."""
