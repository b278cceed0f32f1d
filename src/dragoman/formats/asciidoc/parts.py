"""The parts of an AsciiDoc document as a scan finds them, and the author's directives."""

from __future__ import annotations

import re
from typing import NamedTuple

from dragoman.document import Segment, Slot
from dragoman.formats.asciidoc.slots import SPACE, AsciiDocEncoding, State, has_text, indent_of
from dragoman.formats.base import Options
from dragoman.formats.directives import read_directive

_LINE = re.compile(r"[^\n]*+\n|[^\n]++\Z")

_SPACES = re.compile(r"(?<![ \t\r])[ \t\r]*+\n[ \t]*+")

_HARD_BREAK = re.compile(r"(?:^|[ \t])\+[ \t\r]*+$", re.MULTILINE)


class Around(NamedTuple):
    """What stands around a slot, and how the lines above are read."""

    state: State
    start: int
    """Where the first line of its block begins."""
    stop: int
    """Where the slot's last line ends."""
    after: str = ""


class Parts:
    """Skeleton and slots in the order of the lesson; shared by the scans of its cells."""

    def __init__(self, text: str, start: int, path: str, options: Options) -> None:
        """Collect the parts of ``text`` from the offset ``start`` on."""
        self.text = text
        self.found: list[str | Slot] = []
        self.path = path
        self.options = options
        self.separator = ""
        self._done = start
        self._newline = "\r\n" if "\r\n" in text else "\n"
        self._notes: list[str] = []
        self._context: str | None = None
        self._line, self._line_at = 1, 0

    def finish(self) -> list[str | Slot]:
        """The parts, with what stands behind the last slot."""
        if self._done < len(self.text):
            self.found.append(self.text[self._done :])
            self._done = len(self.text)
        return self.found

    def directive(self, comment: str, at: int) -> bool:
        """Act on a comment's inside; whether it says to skip what follows."""
        found = read_directive(comment, self.path, lambda: self.text.count("\n", 0, at) + 1)
        if found is None:
            return False
        if found.word == "note":
            self._notes.append(found.text)
        elif found.word == "context":
            self._context = found.text
        return found.word == "skip"

    def emit(  # noqa: PLR0913 (a slot is all of this)
        self, start: int, end: int, kind: str, place: str, around: Around, *, quote: str = ""
    ) -> None:
        """Make a slot of a span, white space at its ends left out, if it has text."""
        text = self.text
        raw = text[start:end].lstrip(SPACE)
        start, raw = end - len(raw), raw.rstrip(SPACE)
        end = start + len(raw)
        if not has_text(raw):
            return
        shown, indent = self._shown(raw.replace("\r\n", "\n"), place, quote)
        encoding = AsciiDocEncoding(
            place,
            self._newline,
            around.state,
            text[around.start : start].replace("\r\n", "\n"),
            text[end : around.stop].rstrip(SPACE),
            around.after,
            indent,
            quote,
            self.separator,
        )
        self.add(start, Slot(self.segment(shown, kind, start), raw, encoding))

    def _shown(self, shown: str, place: str, quote: str) -> tuple[str, str]:
        """What translators see of a slot's text, and the indent that is not shown."""
        indent = ""
        if place == "underlined":
            shown = shown[: shown.index("\n")].rstrip(SPACE)
        elif place != "field" and "\n" in shown:
            indent = "" if place == "verse" else indent_of(shown)
            shown = shown.replace(f"\n{indent}", "\n") if indent else shown
            if self._folds(shown, place):
                shown = _SPACES.sub(" ", shown)
        if quote and place in ("field", "value"):
            escaped = '""' if place == "field" else f"\\{quote}"
            shown = shown[1:-1].replace(escaped, quote).strip(SPACE)
        return shown, indent

    def _folds(self, shown: str, place: str) -> bool:
        return (
            self.options.fold_lines
            and place == "text"
            and "\n//" not in shown
            and not _HARD_BREAK.search(shown)
        )

    def segment(self, msgid: str, kind: str, start: int) -> Segment:
        """A segment at an offset, with the author's notes to it; offsets must not go back."""
        self._line += self.text.count("\n", self._line_at, start)
        self._line_at = start
        notes, self._notes = tuple(self._notes), []
        context, self._context = self._context, None
        return Segment(msgid, kind, context, notes, self._line)

    def add(self, start: int, slot: Slot) -> None:
        """Add a slot, and the skeleton before it."""
        if self._done < start:
            self.found.append(self.text[self._done : start])
        self.found.append(slot)
        self._done = start + len(slot.raw)


def lines_of(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The spans of the lines between two offsets, without white space at their ends."""
    return [
        (match.start(), match.start() + len(match[0].rstrip(SPACE)))
        for match in _LINE.finditer(text, start, end)
    ]
