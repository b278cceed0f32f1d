"""Tables of any length on a terminal, quickly: a line is put together as a text."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

_LEAST = 15
"""Columns that the names have at least, however narrow the terminal."""

_WIDE = 1000
"""Columns of a file or a pipe, where nothing needs to be folded."""

_BAR = 16
"""Columns of a bar and its per cent."""


class Column(NamedTuple):
    """A column of numbers."""

    head: str
    least: int
    """Its least width, so that one table stands below the other."""
    spare: bool = False
    """Whether it may be left out."""


class Line(NamedTuple):
    """A line of a table."""

    name: str
    bar: str
    """As it is printed: all of one width."""
    numbers: tuple[str, ...]


class Pen:
    """Writes texts in the styles that the terminal has."""

    def __init__(self) -> None:
        """Look at the terminal."""
        width = None if sys.stdout.isatty() else _WIDE
        self._console = Console(highlight=False, width=width)
        self.width = self._console.width
        self.drawn = lru_cache(self._drawn)

    def _drawn(self, text: str, style: str) -> str:
        """A text in a style."""
        with self._console.capture() as captured:
            self._console.print(Text(text, style=style), end="", soft_wrap=True)
        return captured.get()

    def folded(self, text: str, width: int) -> list[str]:
        """A text in lines of so many columns."""
        if cell_len(text) <= width:
            return [text]
        lines = Text(text).wrap(self._console, width, overflow="fold")
        return [line.plain.rstrip() for line in lines]


def drawn(
    pen: Pen, heads: tuple[str, str], numbers: Sequence[Column], groups: Sequence[Sequence[Line]]
) -> Iterator[str]:
    """The lines of a table: names and bars under their heads, then numbers.

    Where there is little room, only the names are folded; where that does not do, the numbers that
    can be spared are left out.
    """
    lines = [line for group in groups for line in group]
    widths = [
        max(column.least, *(len(line.numbers[place]) for line in lines))
        for place, column in enumerate(numbers)
    ]
    kept = list(range(len(numbers)))
    if pen.width < _LEAST + _width(widths):
        kept = [place for place in kept if not numbers[place].spare]
    rest = _width([widths[place] for place in kept])
    name = min(max(_LEAST, pen.width - rest), max(_LEAST, *(cell_len(at.name) for at in lines)))
    titles = [f"{heads[0]:<{name}}", f"{heads[1]:<{_BAR}}"]
    titles += [f"{numbers[place].head:>{widths[place]}}" for place in kept]
    yield " ".join(pen.drawn(title, "bold") for title in titles)
    yield "─" * (name + rest)
    for number, group in enumerate(groups):
        if number:
            yield ""
        for line in group:
            start, *more = pen.folded(line.name, name)
            cells = [f"{line.numbers[place]:>{widths[place]}}" for place in kept]
            yield " ".join((start + " " * (name - cell_len(start)), line.bar, *cells))
            yield from more


def _width(widths: Sequence[int]) -> int:
    """Columns of a bar, of numbers, and of what stands between them."""
    return 1 + _BAR + sum(widths) + len(widths)
