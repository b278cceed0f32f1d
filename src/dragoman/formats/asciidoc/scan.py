"""One pass over the lines of an AsciiDoc lesson that finds the slots; no tree is built."""

from __future__ import annotations

import re

from dragoman.formats.asciidoc import blocks as asciidoc_blocks
from dragoman.formats.asciidoc.attributes import attribute_list, style_of
from dragoman.formats.asciidoc.lines import (
    ADMONITION,
    ATTRIBUTE_ENTRY,
    ATTRIBUTE_LINE,
    BLOCK_TITLE,
    BREAK,
    CALLOUT,
    CHECKBOX,
    MARKER,
    MEDIA,
    PREPROCESSOR,
    TERM,
    TOC,
    atx_title,
    delimiter,
    interrupts,
    list_marker,
    setext_level,
)
from dragoman.formats.asciidoc.reading import Reading, Text
from dragoman.formats.asciidoc.slots import (
    ADMONITIONS,
    TEXT_ATTRIBUTES,
    VALUE_KINDS,
    VERBATIM,
    State,
    is_comment,
)


class AsciiDocScan(Reading):
    """The state of one pass over some lines; what it finds goes to ``out``."""

    def scan(self) -> None:
        """Read all the lines."""
        if self.state.inside:
            self._go_on()
        while self.at < self.limit or self._frames:
            self._step()

    def _step(self) -> None:
        if self.at >= self._end:
            frame = self._frames.pop()
            self.state = frame.state
            self._done(min(frame.end + 1, self.limit))
            return
        row = self.rows[self.at]
        if not row:
            self.at += 1
            self._blank = True
            return
        if self.preprocessor(self.at):
            self.at += 1
            return
        state = self.state
        if row == "+":
            self._plus()
            return
        free = self._blank and not (state.attached or state.expects)
        if state.lists and free and row[0] not in " \t" and list_marker(row) is None:
            self.set(lists=())
        if not self._metadata(row):
            self._block(row)

    def _plus(self) -> None:
        """A list continuation, or the first line of a paragraph where no list is open."""
        state = self.state
        self.at += 1
        if state.lists:
            self.state = State(nested=state.nested, lists=state.lists, attached=True)
        elif self.row(self.at):
            begin = self.spans[self.at][0]
            self.run(begin, Text("paragraph", state._replace(inside="paragraph")))

    def _metadata(self, row: str) -> bool:
        """Act on a line that is about the block below it."""
        expects = self.state.expects
        if row[0] == "/" and is_comment(row):
            self._comment(row[2:])
        elif row[0] == "[" and (match := ATTRIBUTE_LINE.match(row)):
            self._attributes(row, match)
            self.at += 1
        elif row[0] == ":" and not expects and (match := ATTRIBUTE_ENTRY.match(row)):
            self._entry(match)
        elif row[0] == "." and not expects and BLOCK_TITLE.match(row):
            begin, stop = self.spans[self.at]
            self.out.emit(begin + 1, stop, "block title", "line", self.around(self.at, self.at))
            self.set(first=False)
            self.at += 1
        else:
            return False
        return True

    def _attributes(self, row: str, match: re.Match[str]) -> None:
        begin = self.spans[self.at][0]
        around = self.around(self.at, self.at)
        if row.startswith("[["):
            if match["reftext"]:
                start, end = match.span("reftext")
                self.out.emit(begin + start, begin + end, "label", "line", around)
            return
        values = attribute_list(row[1:-1])
        self.attributes |= values
        if "1" in values and (style := style_of(values["1"].text)):
            self.set(style=style)
        cited = self.state.style in ("quote", "verse")
        kinds = VALUE_KINDS | ({"2": "attribution", "3": "citation"} if cited else {})
        self.values(values, kinds, begin + 1, around)

    def _entry(self, match: re.Match[str]) -> None:
        """An attribute of the document; its value may go on for some lines."""
        begin, value = self.spans[self.at][0], match["value"]
        if not value.endswith(" \\") and TEXT_ATTRIBUTES.match(match["name"]):
            start, end = match.span("value")
            around = self.around(self.at, self.at)
            self.out.emit(begin + start, begin + end, "attribute", "line", around)
        self.at += 1
        while value.endswith((" \\", " + \\")) and self.at < self._end:
            value = self.rows[self.at]
            self.at += 1

    def _block(self, row: str) -> None:
        """Read one block, or the first line of a delimited one."""
        state, at = self.state, self.at
        if self._heading(row):
            return
        opened = delimiter(row)
        if opened is not None:
            if state.lists and not state.attached:
                self.set(lists=())
            asciidoc_blocks.delimited(self, *opened)
        elif state.style in VERBATIM:
            asciidoc_blocks.styled_paragraph(self)
        elif (not state.expects and BREAK.match(row)) or (row[-1] == "]" and self.media(at)):
            self._done(at + 1)
        elif self._item(row):
            return
        elif state.style == "comment" or (
            row[0] in " \t" and not state.style and not state.expects
        ):
            self._literal()
        else:
            self._paragraph(row)

    def _heading(self, row: str) -> bool:
        state = self.state
        if state.style not in ("discrete", "float"):
            if self.state.nested or (state.lists and list_marker(row) is not None):
                return False
            if state.lists and (state.attached or state.expects or not self._blank):
                return False
        begin = self.spans[self.at][0]
        if (title := atx_title(row)) is not None:
            level, start, end = title
            around = self.around(self.at, self.at)
            self.out.emit(begin + start, begin + end, f"heading {level}", "line", around)
        elif level := setext_level(row, self.row(self.at + 1)) or 0:
            around = self.around(self.at, self.at + 1)
            self.at += 1
            end = self.spans[self.at][1]
            mark = self.rows[self.at][0]
            self.out.emit(begin, end, f"heading {level}", "underlined", around, quote=mark)
        else:
            return False
        self._done(self.at + 1)
        if state.first and level == 1:
            self._header()
        return True

    def _header(self) -> None:
        """Authors and revision below the document's title."""
        left = 2
        while left and self.row(self.at):
            row = self.rows[self.at]
            if PREPROCESSOR.match(row):
                self.at += 1
            elif row[0] in "/:" and self._metadata(row):
                continue
            else:
                self.at += 1
                left -= 1

    def media(self, at: int) -> bool:
        """Whether a line is an image, a video, a sound or a table of contents."""
        row = self.rows[at]
        if (match := MEDIA.match(row)) is None:
            return TOC.match(row) is not None
        kinds = VALUE_KINDS | ({"1": "alt text"} if match["name"] == "image" else {})
        begin = self.spans[at][0] + match.start("list")
        self.values(attribute_list(match["list"]), kinds, begin, self.around(at, at))
        return True

    def _item(self, row: str) -> bool:
        """An item of a list with the text that belongs to it."""
        marker = list_marker(row)
        if marker is None:
            return False
        lists = self.state.lists
        lists = lists[: lists.index(marker) + 1] if marker in lists else (*lists, marker)
        state, begin = self.state, self.spans[self.at][0]
        if match := MARKER.match(row) or CALLOUT.match(row):
            box = CHECKBOX.match(row, match.end())
            start = begin + (box or match).end()
            self.set(lists=lists, attached=False, style="")
            self.run(start, Text("list item", state, list_marker))
        elif match := TERM.match(row):
            end = begin + match.end("term")
            around = self.around(self.at, self.at)
            self.out.emit(begin + match.start("term"), end, "term", "line", around)
            self.set(lists=lists, attached=False, style="")
            if match.end() < len(row):
                self.run(begin + match.end(), Text("definition", state, list_marker))
            else:
                self._done(self.at + 1)
                self.set(expects=True)
        return True

    def _literal(self) -> None:
        """An indented paragraph, which is shown as it stands."""
        self.at += 1
        while (row := self.row(self.at)) and row != "+" and not interrupts(row):
            if self._sibling(row):
                break
            self.at += 1
        self._done(self.at)

    def _paragraph(self, row: str) -> None:
        begin, state = self.spans[self.at][0], self.state
        if state.expects:
            self.run(begin, Text("definition", state, list_marker))
            return
        styled = state.style in ADMONITIONS
        match = None if styled else ADMONITION.match(row)
        label = match[1] if match else state.style if styled else "paragraph"
        start = begin + (match.end() if match else 0)
        self.run(start, Text(label.lower(), state, self._sibling if state.lists else None))
