"""A Markdown body as it is cut: its text with plain line ends, and the parts found so far."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from dragoman.document import Segment, Slot
from dragoman.formats.base import Options
from dragoman.formats.directives import Directive
from dragoman.formats.frontmatter import BLOCK as FRONT_MATTER
from dragoman.formats.html.slots import NO_CARRY
from dragoman.formats.markdown.slots import SPACES, Guarded, MarkdownEncoding, speaks

_END = re.compile(r"\r\n?|\n")

_MARKER = re.compile(r"[^\s>]")

ROW = re.compile(r"\n[ \t>]*+[-:|][-:| \t]*+(?=\n|\Z)")
"""A line that may be the second one of a table."""

_FENCES = ("---", "+++")


class Place(NamedTuple):
    """The lesson whose body is cut."""

    text: str
    start: int
    """Where its body starts."""
    path: str
    options: Options
    mdx: bool = False


class Body:
    """The body of a lesson; offsets are those of ``source``, its text with plain line ends."""

    def __init__(self, place: Place) -> None:
        """Begin with no parts; a byte order mark stands before the source."""
        text = place.text
        self.at = place
        self._first = place.start + (text[place.start : place.start + 1] == "\ufeff")
        self.source = text[self._first :]
        self._lines: tuple[list[int], list[int]] | None = None
        newline = "\n"
        if "\r" in self.source:
            newline = next(end for end in ("\r\n", "\n", "\r") if end in self.source)
            whole, self.source = self.source, _END.sub("\n", self.source)
            self._lines = line_starts(self.source), line_starts(whole)
        self.plain = MarkdownEncoding(newline=newline, mdx=place.mdx)
        self.carry = NO_CARRY
        self.open = False
        self._parts: list[str | Slot] = []
        self._done = place.start
        self._line = text.count("\n", 0, place.start) + 1
        self._counted = 0
        fenced = place.start == 0 and text.removeprefix("\ufeff").startswith(_FENCES)
        block = FRONT_MATTER.match(text) if fenced else None
        self._fenced, self._frozen = fenced, block.end() if block else 0

    def parts(self) -> tuple[str | Slot, ...]:
        """The parts, of which the last reaches to the end of the lesson."""
        rest = self.at.text[self._done :]
        return (*self._parts, rest) if rest else tuple(self._parts)

    def line(self, position: int) -> int:
        """1-based line of an offset in the lesson; offsets must not go back."""
        self._line += self.source.count("\n", self._counted, position)
        self._counted = position
        return self._line

    def line_start(self, position: int) -> int:
        """Where the line of an offset starts, with the markers of all that it is in."""
        return self.source.rfind("\n", 0, position) + 1

    def _line_end(self, position: int) -> int:
        end = self.source.find("\n", position)
        return len(self.source) if end < 0 else end

    def markers(self, position: int) -> str:
        """What stands on a line before an offset."""
        return self.source[self.line_start(position) : position]

    def prefix(self, position: int) -> str:
        """What one more line begins with, of a block that starts at an offset."""
        return _MARKER.sub(" ", self.markers(position))

    def put(self, start: int, end: int, msgid: str, kind: str, encoding: MarkdownEncoding) -> None:
        """Make a slot between two offsets, unless it has nothing to translate."""
        if self.carry.skips or not speaks(msgid):
            return
        carry, self.carry = self.carry, NO_CARRY
        segment = Segment(msgid, kind, carry.context, carry.notes, self.line(start))
        self.place(start, end, segment, encoding)

    def piece(self, start: int, end: int, kind: str, encoding: MarkdownEncoding) -> None:
        """As ``put``, of one line without the white space around it."""
        text = self.source[start:end]
        msgid = text.strip(SPACES)
        first = start + len(text) - len(text.lstrip(SPACES))
        last = first + len(msgid)
        if "\n" in msgid:
            msgid = " ".join(line.strip(SPACES) for line in msgid.split("\n"))
        delimited = (
            encoding.place != "cell" and ROW.match(self.source, self._line_end(end)) is not None
        )
        if delimited:
            encoding = encoding._replace(delimited=True)
        if encoding.place == "cell":
            msgid = msgid.replace("\\|", "|")
        self.put(first, last, msgid, kind, encoding)

    def place(self, start: int, end: int, segment: Segment, encoding: object) -> None:
        """Make the slot of a segment between two offsets."""
        first, last = self._original(start), self._original(end)
        fenced = self._fenced or first == 0
        mdx = self.at.mdx
        if fenced or self.open or mdx:
            encoding = Guarded(encoding, fenced, first < self._frozen, self.open, mdx)
        if self._done < first:
            self._parts.append(self.at.text[self._done : first])
        self._parts.append(Slot(segment, self.at.text[first:last], encoding))
        self._done = last

    def directed(self, directive: Directive) -> None:
        """Do what a directive says."""
        carry = self.carry
        if directive.word == "note":
            self.carry = carry._replace(notes=(*carry.notes, directive.text))
        elif directive.word == "context":
            self.carry = carry._replace(context=directive.text)
        else:
            self.carry = carry._replace(skips=directive.word == "skip")

    def _original(self, position: int) -> int:
        """An offset of the lesson's own text."""
        if self._lines is None:
            return self._first + position
        plain, whole = self._lines
        line = bisect_right(plain, position) - 1
        return self._first + whole[line] + position - plain[line]


def line_starts(text: str) -> list[int]:
    """The offsets where lines start."""
    return [0, *(found.end() for found in _END.finditer(text))]
