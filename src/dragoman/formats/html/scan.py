"""One pass over an HTML body that finds the slots; no tree is built."""

from __future__ import annotations

import re

from dragoman.document import Segment, Slot
from dragoman.formats.base import Options
from dragoman.formats.directives import read_directive
from dragoman.formats.elements import element_end, raw_text_end
from dragoman.formats.html.flow import FLOW, kind_behind, kind_inside
from dragoman.formats.html.slots import (
    KINDS,
    NO_CARRY,
    Carry,
    HtmlEncoding,
    page_encoding,
    readable_attributes,
    uncovered,
)
from dragoman.formats.references import habits, show
from dragoman.formats.selectors import NOTHING, Choice
from dragoman.formats.tags import (
    BLOCK,
    GRAPHIC,
    LETTER,
    RAW_TEXT,
    SKIPPED,
    SPACE,
    TAG,
    declines_translation,
    has_letter,
    unescape,
)

_NOTABLE = BLOCK | RAW_TEXT | SKIPPED | GRAPHIC | {"title"}

_SPACES = re.compile(rf"[{SPACE}]+")

RESUME = re.compile(r"<!--\s*dragoman:\s*resume\b")
"""The comment that ends what is not translated."""


class HtmlScan:
    """The state of one pass; ``parts`` has the skeleton and the slots when it is over."""

    def __init__(  # noqa: PLR0913 (all that a page is read by)
        self,
        text: str,
        start: int,
        path: str,
        options: Options,
        choice: Choice = NOTHING,
        *,
        carry: Carry = NO_CARRY,
    ) -> None:
        """Scan ``text`` from the offset ``start``; what stands before belongs to the caller."""
        self.text = text
        self.parts: list[str | Slot] = []
        self._path = path
        self._fold = options.fold_lines
        self._choice = choice
        self._done = start
        self._run = start + (start == 0 and text.startswith("\ufeff"))
        self._kind = "text"
        self._verbatim = False
        self._inert: list[tuple[int, int, bool]] = []
        self._notes = list(carry.notes)
        self._context = carry.context
        self._skips = False
        self._line, self._line_at = carry.line, 0
        self._text_encoding, self._frozen = page_encoding(text, start, options)
        self._scan(start)

    @property
    def carry(self) -> Carry:
        """What directives ask for behind the end of the text."""
        return Carry(self._line, tuple(self._notes), self._context, skips=self._skips)

    def _scan(self, position: int) -> None:
        text = self.text
        plain = self._choice is NOTHING
        while match := TAG.search(text, self._flow(position) if plain else position):
            position = self._token(match)
        end = len(text)
        self._boundary(end, end)
        if self._done < end:
            self.parts.append(text[self._done :])

    def _flow(self, position: int) -> int:
        """Read text and plain tags; where something stands that is neither."""
        for match in FLOW.finditer(self.text, position):
            start, end = match.span(1)
            if start < 0:
                return match.end()
            filled = self._boundary(start, end)
            self._kind = kind_behind(match[1], "text" if filled else self._kind)
        return len(self.text)

    def _token(self, match: re.Match[str]) -> int:
        """Read a token; where to go on, which is further on if its content is jumped over."""
        jump = None
        if match[2] is None:
            jump = self._other(match)
        elif match[1]:
            self._end_tag(match, match[2].lower())
        else:
            jump = self._start_tag(match, match[2].lower())
        return match.end() if jump is None else jump

    def _other(self, match: re.Match[str]) -> int | None:
        """A comment, a doctype, or what never ends: the rest of the page then is skeleton."""
        if match[6] is not None or (match[5] and match[5][:8].lower() == "!doctype"):
            self._boundary(match.start(), match.end())
        if match[4] is None:
            return None
        return self._comment(match)

    def _comment(self, match: re.Match[str]) -> int | None:
        text, (start, end) = self.text, match.span()
        comment = match[4][3:].removesuffix(">").removesuffix("!").removesuffix("--")
        directive = read_directive(comment, self._path, lambda: self._line_of(start))
        if directive is None:
            self._inert.append((start, end, True))
            return None
        self._boundary(start, end)
        if directive.word == "note":
            self._notes.append(directive.text)
        elif directive.word == "context":
            self._context = directive.text
        elif directive.word == "skip":
            resume = RESUME.search(text, end)
            self._skips = resume is None
            self._run = len(text) if resume is None else resume.start()
            return self._run
        return None

    def _end_tag(self, match: re.Match[str], name: str) -> None:
        if name in _NOTABLE and name not in GRAPHIC:
            self._boundary(*match.span())
            self._kind = "text"
            self._verbatim = self._verbatim and name not in SKIPPED

    def _start_tag(self, match: re.Match[str], name: str) -> int | None:
        """Act on a start tag; where to go on if the element is jumped over."""
        start = match.start()
        kept = start in self._choice.keep
        left_out = not kept and (start in self._choice.skip or declines_translation(match[3]))
        if name in RAW_TEXT or name == "title":
            return self._raw_text(match, name, left_out=left_out)
        if left_out and (name not in _NOTABLE or name in GRAPHIC):
            self._inert.append((start, element_end(self.text, match), False))
        elif name in GRAPHIC:
            self._inert.append((start, element_end(self.text, match), True))
        elif left_out or (name in SKIPPED and not kept):
            self._boundary(start, element_end(self.text, match))
            return self._run
        else:
            if name in _NOTABLE:
                self._open_block(match, name)
                self._verbatim = self._verbatim or name == "pre"
            return None
        return self._inert[-1][1]

    def _raw_text(self, match: re.Match[str], name: str, *, left_out: bool) -> int:
        """An element whose content is no markup; a page's title has text all the same."""
        self._boundary(match.start(), match.end())
        start, end = match.end(), raw_text_end(self.text, match.end(), name)
        if name in {"textarea", "iframe"} and not left_out:
            self._attribute_slots(match)
        content = self.text[start:end] if name == "title" and not left_out else ""
        if LETTER.search(unescape(content)):
            start += len(content) - len(content.lstrip(SPACE))
            self._emit(start, start + len(content.strip(SPACE)), KINDS["title"], "title")
        self._run = end
        return end

    def _open_block(self, match: re.Match[str], name: str) -> None:
        filled = self._boundary(*match.span())
        self._kind = kind_inside(name, "text" if filled else self._kind)
        self._attribute_slots(match)

    def _boundary(self, stop: int, resume: int) -> bool:
        """End the run before a block's tag and begin one after it; whether the run had content."""
        start, self._run = self._run, resume
        content = self.text[start:stop].lstrip(SPACE)
        if not content:
            return False
        first = stop - len(content)
        last = first + len(content.rstrip(SPACE))
        if self._inert:
            return self._end_run(start, first, last, stop)
        if has_letter(content):
            self._emit(first, last, self._kind, "text")
        elif "<" in content:
            self._loose_attributes(first, last)
        return True

    def _end_run(self, start: int, first: int, last: int, stop: int) -> bool:
        """As ``_boundary``, where the run has comments or elements that are left out."""
        first, last = self._trimmed(first, last)
        spans = uncovered(self._inert, first, last)
        if any(has_letter(self.text[begin:end]) for begin, end in spans):
            self._loose_attributes(start, first)
            self._emit(first, last, self._kind, "text")
            self._loose_attributes(last, stop)
        else:
            self._loose_attributes(start, stop)
        self._inert.clear()
        return first < last

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        """The span without white space, comments and graphics at its ends."""
        text, inert = self.text, self._inert
        first, last = 0, len(inert)
        while True:
            limit = inert[first][0] if first < last else end
            start += limit - start - len(text[start:limit].lstrip(SPACE))
            if first == last or start < limit or not inert[first][2]:
                break
            start = inert[first][1]
            first += 1
        while True:
            limit = inert[last - 1][1] if first < last else start
            if limit < end:
                end = limit + len(text[limit:end].rstrip(SPACE))
            if first == last or limit < end or not inert[last - 1][2]:
                return start, end
            last -= 1
            end = inert[last][0]

    def _loose_attributes(self, start: int, end: int) -> None:
        """The attributes in a span that has no text of its own; those of graphics are read too."""
        for begin, stop, graphic in (*self._inert, (end, end, False)):
            if begin < start or stop > end:
                continue
            for match in TAG.finditer(self.text, start, begin):
                self._attribute_slots(match)
            if graphic and (tag := TAG.match(self.text, begin)):
                self._attribute_slots(tag)
            start = stop

    def _attribute_slots(self, match: re.Match[str]) -> None:
        if match[2] and not match[1]:
            for start, end, kind, place in readable_attributes(match):
                self._emit(start, end, kind, place)

    def _emit(self, start: int, end: int, kind: str, place: str) -> None:
        raw = self.text[start:end]
        msgid = show(raw, markup=place == "text") if "&" in raw else raw
        msgid = msgid.replace("\r\n", "\n") if "\r" in msgid else msgid
        if place != "text" or (self._fold and not self._verbatim):
            msgid = _SPACES.sub(" ", msgid.strip(SPACE))
        notes, self._notes = tuple(self._notes), []
        context, self._context = self._context, None
        segment = Segment(msgid, kind, context, notes, self._line_of(start))
        if self._done < start:
            self.parts.append(self.text[self._done : start])
        self.parts.append(Slot(segment, raw, self._encoding(start, raw, place)))
        self._done = end

    def _encoding(self, start: int, raw: str, place: str) -> HtmlEncoding:
        encoding = self._text_encoding
        if start <= 1 and not self.text[:start].removeprefix("\ufeff"):
            encoding = encoding._replace(fence="open")
        if start < self._frozen:
            encoding = encoding._replace(fence="frozen")
        style, bare = habits(raw, encoding.style, markup=place == "text")
        if bare or style != encoding.style:
            encoding = encoding._replace(style=style, bare=bare)
        if place != "text":
            return encoding._replace(place=place)
        if self._choice is not NOTHING:
            skip, keep = self._choice.skip, self._choice.keep
            tags = [
                (tag.start(), tag[0]) for tag in TAG.finditer(self.text, start, start + len(raw))
            ]
            skipped = frozenset(tag for at, tag in tags if at in skip)
            kept = frozenset(tag for at, tag in tags if at in keep)
            encoding = encoding._replace(skipped=skipped, kept=kept)
        return encoding

    def _line_of(self, position: int) -> int:
        """1-based line of an offset; offsets must not go back."""
        self._line += self.text.count("\n", self._line_at, position)
        self._line_at = position
        return self._line
