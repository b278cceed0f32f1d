"""One pass over an HTML body that finds the slots; no tree is built."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from dragoman.document import Segment, Slot
from dragoman.formats.base import Options
from dragoman.formats.directives import read_directive
from dragoman.formats.references import Style, show, style_of
from dragoman.formats.selectors import selected
from dragoman.formats.tags import (
    BLOCK,
    GRAPHIC,
    LETTER,
    RAW_TEXT,
    SKIPPED,
    SPACE,
    TAG,
    attributes,
    declines_translation,
    element_end,
    raw_text_end,
    without_markup,
)

ATTRIBUTE_KINDS = {
    "alt": "alt text",
    "title": "tooltip",
    "aria-label": "label",
    "placeholder": "placeholder",
    "content": "page description",
}
"""Attributes that people read, and what to call them."""

_DESCRIPTIONS = frozenset(("description", "og:description", "twitter:description"))

_KINDS = {
    **{f"h{level}": f"heading {level}" for level in range(1, 7)},
    "p": "paragraph",
    "li": "list item",
    "dt": "term",
    "dd": "definition",
    "td": "table cell",
    "th": "table header",
    "caption": "caption",
    "figcaption": "caption",
    "summary": "summary",
    "legend": "legend",
    "option": "option",
    "title": "page title",
}

_CELLS = frozenset(("list item", "definition", "table cell", "table header"))
"""Kinds that a paragraph directly inside takes over."""

_NOTABLE = BLOCK | RAW_TEXT | SKIPPED | GRAPHIC | {"title"}

_SPACES = re.compile(rf"[{SPACE}]+")


@dataclass(frozen=True, slots=True)
class HtmlEncoding:
    """How text is written into a slot of an HTML page."""

    style: Style
    newline: str
    place: str
    """``text``, ``title``, ``"`` or ``'`` (the attribute's quotes), or ``bare`` (it has none)."""


class HtmlScan:
    """The state of one pass; ``parts`` has the skeleton and the slots when it is over."""

    def __init__(self, text: str, start: int, path: str, options: Options) -> None:
        """Scan ``text`` from the offset ``start``; what stands before belongs to the caller."""
        self.text = text
        self.parts: list[str | Slot] = []
        self._path = path
        self._fold = options.fold_lines
        self._done = self._run = start
        self._kind = "text"
        self._inert: list[tuple[int, int, bool]] = []
        self._notes: list[str] = []
        self._context: str | None = None
        self._line, self._line_at = 1, 0
        self._style = style_of(text[start:])
        self._newline = "\r\n" if "\r\n" in text else "\n"
        self._plain = self._encoding("text")
        lower = text.lower()
        self._readable_attributes = any(name in lower for name in ATTRIBUTE_KINDS)
        self._skip = selected(text, start, options.skip)
        self._keep = selected(text, start, options.translate)
        self._marked = bool(self._skip or self._keep or "translate" in lower)
        position: int | None = start
        while position is not None:
            position = self._stretch(position)
        self._end_run(len(text))
        if self._done < len(text):
            self.parts.append(text[self._done :])

    def _encoding(self, place: str) -> HtmlEncoding:
        return HtmlEncoding(self._style, self._newline, place)

    def _stretch(self, position: int) -> int | None:
        """Read tokens up to one whose content is jumped over; where to go on, None at the end."""
        for match in TAG.finditer(self.text, position):
            name = match[2]
            if name is None:
                jump = self._other(match)
            else:
                name = name.lower()
                if name not in _NOTABLE and not self._marked:
                    continue
                jump = self._end_tag(match, name) if match[1] else self._start_tag(match, name)
            if jump is not None:
                return jump
        return None

    def _other(self, match: re.Match[str]) -> int | None:
        """A comment, or what never ends: the rest of the page then is skeleton."""
        if match[6] is not None:
            self._boundary(match.start(), len(self.text))
            return len(self.text)
        if match[4] is None:
            return None
        comment = match[4][3:].removesuffix(">").rstrip("!").removesuffix("--")
        line = self.text.count("\n", 0, match.start()) + 1 if "dragoman" in comment else 0
        directive = read_directive(comment, self._path, line)
        if directive is None:
            self._inert.append((match.start(), match.end(), True))
            return None
        self._boundary(match.start(), match.end())
        if directive.word == "note":
            self._notes.append(directive.text)
        elif directive.word == "context":
            self._context = directive.text
        elif directive.word == "skip":
            resume = re.compile(r"<!--\s*dragoman:\s*resume\b").search(self.text, match.end())
            self._run = len(self.text) if resume is None else resume.start()
            return self._run
        return None

    def _end_tag(self, match: re.Match[str], name: str) -> int | None:
        if name in _NOTABLE and name not in GRAPHIC:
            self._boundary(match.start(), match.end())
            self._kind = "text"
        return None

    def _start_tag(self, match: re.Match[str], name: str) -> int | None:
        start, end = match.span()
        kept = start in self._keep
        if self._marked and not kept and (start in self._skip or declines_translation(match[3])):
            end = element_end(self.text, end, name)
            return self._leave_out(start, end, inline=name not in _NOTABLE)
        if name in RAW_TEXT:
            return self._leave_out(start, raw_text_end(self.text, end, name), inline=False)
        if name in GRAPHIC or (name in SKIPPED and not kept):
            outer = element_end(self.text, end, name)
            if name in SKIPPED:
                return self._leave_out(start, outer, inline=False)
            self._inert.append((start, outer, True))
            return outer
        if name == "title":
            return self._page_title(match)
        if name in BLOCK or (kept and name in SKIPPED):
            self._open_block(match, name)
        return None

    def _open_block(self, match: re.Match[str], name: str) -> None:
        empty = not self._boundary(match.start(), match.end())
        if not (name in {"p", "div"} and empty and self._kind in _CELLS):
            self._kind = _KINDS.get(name, "text")
        if self._readable_attributes:
            self._attribute_slots(match)

    def _leave_out(self, start: int, end: int, *, inline: bool) -> int:
        """Jump over an element; an inline one stays a word of its sentence."""
        if inline:
            self._inert.append((start, end, False))
        else:
            self._boundary(start, end)
        return end

    def _page_title(self, match: re.Match[str]) -> int:
        self._boundary(match.start(), match.end())
        end = raw_text_end(self.text, match.end(), "title")
        content = self.text[match.end() : end]
        if LETTER.search(unescape(content)):
            start = match.end() + len(content) - len(content.lstrip(SPACE))
            self._kind = _KINDS["title"]
            self._emit(start, start + len(content.strip(SPACE)), self._kind, "title")
        self._run = end
        return end

    def _boundary(self, start: int, end: int) -> bool:
        """End the run before a block's tag and begin one after it; whether the run had content."""
        filled = self._end_run(start)
        self._run = end
        return filled

    def _end_run(self, end: int) -> bool:
        start = self._run
        content = self.text[start:end].strip(SPACE)
        if not content:
            self._inert.clear()
            return False
        start, end = self._trimmed(start, end)
        if self._has_letter(start, end):
            self._emit(start, end, self._kind, "text")
        elif self._readable_attributes:
            for match in self._tags_between(start, end):
                self._attribute_slots(match)
        self._inert.clear()
        return True

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        """The span without white space, comments and graphics at its ends."""
        edges = [span for span in self._inert if span[2]]
        while True:
            content = self.text[start:end]
            start += len(content) - len(content.lstrip(SPACE))
            end -= len(content) - len(content.rstrip(SPACE))
            if edges and edges[0][0] == start < end:
                start = edges.pop(0)[1]
            elif edges and edges[-1][1] == end > start:
                end = edges.pop()[0]
            else:
                return start, max(start, end)

    def _tags_between(self, start: int, end: int) -> Iterator[re.Match[str]]:
        """The start tags of a span, those inside inert elements left out."""
        for match in TAG.finditer(self.text, start, end):
            inert = any(begin <= match.start() < stop for begin, stop, _ in self._inert)
            if match[2] and not match[1] and not inert:
                yield match

    def _has_letter(self, start: int, end: int) -> bool:
        pieces, position = [], start
        for begin, stop, _ in self._inert:
            if begin >= start and stop <= end:
                pieces.append(self.text[position:begin])
                position = stop
        pieces.append(self.text[position:end])
        content = "".join(without_markup(piece) for piece in pieces)
        return LETTER.search(unescape(content) if "&" in content else content) is not None

    def _attribute_slots(self, match: re.Match[str]) -> None:
        if "=" not in match[3]:
            return
        values = attributes(match[3])
        if match[2].lower() == "meta":
            about = values.get("name") or values.get("property") or ("", 0, 0)
            names = ["content"] if about[0].lower() in _DESCRIPTIONS else []
        else:
            names = [name for name in values if name in ATTRIBUTE_KINDS and name != "content"]
        for name in names:
            value, start, end = values.get(name, ("", 0, 0))
            if LETTER.search(unescape(value)):
                start, end = match.start(3) + start, match.start(3) + end
                quote = self.text[start - 1]
                place = quote if quote in "\"'" and self.text[end : end + 1] == quote else "bare"
                self._emit(start, end, ATTRIBUTE_KINDS[name], place)

    def _emit(self, start: int, end: int, kind: str, place: str) -> None:
        raw = self.text[start:end]
        msgid = show(raw, markup=place == "text")
        msgid = msgid.replace("\r\n", "\n") if "\r" in msgid else msgid
        if self._fold or place != "text":
            msgid = _SPACES.sub(" ", msgid.strip(SPACE))
        notes, self._notes = tuple(self._notes), []
        context, self._context = self._context, None
        segment = Segment(msgid, kind, context, notes, self._line_of(start))
        encoding = self._plain if place == "text" else self._encoding(place)
        if self._done < start:
            self.parts.append(self.text[self._done : start])
        self.parts.append(Slot(segment, raw, encoding))
        self._done = end

    def _line_of(self, position: int) -> int:
        """1-based line of an offset; offsets must not go back."""
        self._line += self.text.count("\n", self._line_at, position)
        self._line_at = max(self._line_at, position)
        return self._line
