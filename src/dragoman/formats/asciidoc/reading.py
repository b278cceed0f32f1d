"""The lines of an AsciiDoc lesson while they are read, and the texts that go over some of them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from typing import NamedTuple

from dragoman.formats.asciidoc.attributes import Value
from dragoman.formats.asciidoc.lines import (
    MEDIA,
    PREPROCESSOR,
    delimiter,
    interrupts,
    is_preprocessor,
    list_marker,
)
from dragoman.formats.asciidoc.parts import Around, Parts, lines_of
from dragoman.formats.asciidoc.slots import State, is_comment

_RESUME = re.compile(r"//\s*+dragoman:\s*+resume\b")


class _Frame(NamedTuple):
    """A delimited block that is open."""

    end: int
    """The line that closes it, or the one behind the last."""
    state: State
    """How to go on behind it."""


class Text(NamedTuple):
    """What the lines of one text have in common."""

    kind: str
    state: State
    """How its first line is read."""
    ends: Callable[[str], object] | None = None
    """Whether a line is none of it, beyond what ends any text."""
    place: str = "text"


class Reading:
    """Where a pass over some lines is; what it finds goes to ``out``."""

    def __init__(self, out: Parts, start: int, end: int, state: State) -> None:
        """Scan the lines of ``out.text`` between two offsets."""
        self.out, self.text = out, out.text
        self.spans = lines_of(out.text, start, end)
        self.rows = [out.text[begin:stop] for begin, stop in self.spans]
        self.at, self.limit = 0, len(self.rows)
        self.state = state
        self.attributes: dict[str, Value] = {}
        self.base = state.nested
        self._blank = not state.lists
        self._frames: list[_Frame] = []
        self._closers: dict[str, list[int]] | None = None

    def row(self, at: int) -> str:
        """A line without its end; empty behind the last one of the block at hand."""
        return self.rows[at] if at < self._end else ""

    @property
    def _end(self) -> int:
        return self._frames[-1].end if self._frames else self.limit

    def around(self, first: int, last: int, state: State | None = None) -> Around:
        """What stands around the lines from ``first`` to ``last``."""
        after = self.rows[last + 1] if last + 1 < self.limit else ""
        begin, stop = self.spans[first][0], self.spans[last][1]
        return Around(state or self.state, begin, stop, after)

    def set(self, **changes: object) -> None:
        """Change how the next line is read."""
        self.state = self.state._replace(**changes)  # type: ignore[arg-type]

    def _done(self, at: int) -> None:
        """A block is over: what was said above it no longer holds."""
        self.at, self._blank = at, False
        self.attributes = {}
        self.state = State(nested=self.state.nested, lists=self.state.lists)

    def closer(self, row: str, at: int) -> int:
        """The line that closes a block which ``row`` opened on line ``at``."""
        if self._closers is None:
            self._closers = {}
            for number, each in enumerate(self.rows):
                if delimiter(each) is not None:
                    self._closers.setdefault(each, []).append(number)
        numbers = self._closers.get(row, [])
        place = bisect_right(numbers, at)
        return min(numbers[place] if place < len(numbers) else self.limit, self._end)

    def values(
        self, values: dict[str, Value], kinds: dict[str, str], offset: int, around: Around
    ) -> None:
        """Slots for those values of an attribute list that people read."""
        for name, value in sorted(values.items(), key=lambda item: item[1].start):
            if name in kinds:
                quotes = len(value.quote)
                start, end = offset + value.start - quotes, offset + value.end + quotes
                self.out.emit(start, end, kinds[name], "value", around, quote=value.quote)

    def preprocessor(self, at: int) -> bool:
        """Whether a line is an include or a condition; the text in one is a slot."""
        row = self.rows[at]
        match = PREPROCESSOR.match(row) if is_preprocessor(row) else None
        if match is None:
            return False
        if match["conditional"] in ("ifdef", "ifndef") and not match["content"].startswith(":"):
            begin = self.spans[at][0]
            start, end = match.span("content")
            self.out.emit(begin + start, begin + end, "text", "line", self.around(at, at))
        return True

    def _comment(self, comment: str) -> None:
        """A line comment; a directive in it may skip lines."""
        skips = self.out.directive(comment, self.spans[self.at][0])
        self.skip(self.at + 1, skips=skips)

    def skip(self, at: int, *, skips: bool) -> None:
        """Go on with line ``at``, or where a directive says so."""
        self.at = at
        if skips:
            while self.at < self.limit and not _RESUME.match(self.rows[self.at]):
                self.at += 1
            while self._frames and self._frames[-1].end < self.at:
                self.state = self._frames.pop().state
            self._done(self.at)
            self._blank = True

    def run(self, start: int, text: Text) -> None:
        """Read the lines of one text from the current one on; directives cut it in pieces."""
        first = at = origin = self.at
        inside = bool(text.state.inside)
        while row := self.row(at):
            if (at > origin or inside) and self._ends(row, at, text):
                break
            directive = is_comment(row) and "dragoman:" in row
            if not directive and not is_preprocessor(row):
                at += 1
                continue
            self._piece(start, first, at - 1, text)
            self.at = at
            if directive:
                self._comment(row[2:])
                if self.at != at + 1:
                    return
            else:
                self.preprocessor(at)
            at += 1
            first, inside = at, True
            text = text._replace(state=text.state._replace(inside=text.kind))
            start = self.spans[at][0] if at < self.limit else len(self.text)
        self._piece(start, first, at - 1, text)
        self._done(at)

    def _ends(self, row: str, at: int, text: Text) -> bool:
        """Whether a line ends the text above it."""
        if row == "+" or interrupts(row) or (text.ends is not None and text.ends(row)):
            return True
        return text.kind == "list item" and at == self.at + 1 and MEDIA.match(row) is not None

    def _piece(self, start: int, first: int, last: int, text: Text) -> None:
        """A slot for the lines of a text, comments at their ends left out."""
        begin = first
        while first <= last and is_comment(self.rows[first]):
            first += 1
            start = self.spans[first][0] if first <= last else start
        while last >= first and is_comment(self.rows[last]):
            last -= 1
        if first <= last:
            around = self.around(begin, last, text.state)
            self.out.emit(start, self.spans[last][1], text.kind, text.place, around)

    def _go_on(self) -> None:
        """Go on with a text whose first lines stand above."""
        state = self.state
        self.state = state._replace(inside="")
        in_item = state.inside in ("list item", "definition")
        ends = list_marker if in_item else self._sibling if state.lists else None
        place = "verse" if state.inside == "verse" else "text"
        self.run(self.spans[0][0] if self.spans else 0, Text(state.inside, state, ends, place))

    def _sibling(self, row: str) -> bool:
        return bool(self.state.lists) and list_marker(row) in self.state.lists

    def open(self, end: int) -> None:
        """Read what follows as the inside of a block that ends on line ``end``."""
        self._frames.append(_Frame(end, self.state))
        self.at += 1
        self.state = State(nested=True)
        self.attributes = {}
        self._blank = True

    def close(self, end: int) -> None:
        """Go on behind a block that ended on line ``end``."""
        self._done(min(end + 1, self.limit))
