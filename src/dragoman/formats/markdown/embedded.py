"""The slots of what in Markdown is no text of its own: HTML, titles, parameters, code."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from dragoman.document import Slot
from dragoman.formats.directives import read_directive
from dragoman.formats.html.scan import RESUME, HtmlScan
from dragoman.formats.html.slots import HtmlEncoding
from dragoman.formats.markdown.body import ROW, Body, line_starts
from dragoman.formats.markdown.code import comments
from dragoman.formats.markdown.dialects import DIRECTIVE
from dragoman.formats.markdown.grammar import Line
from dragoman.formats.markdown.slots import PARAMETER, PARAMETER_KINDS, InHtml
from dragoman.formats.selectors import choose

if TYPE_CHECKING:
    from markdown_it.token import Token

_TITLE = re.compile(
    r":{3,}+[ \t]*+(?:\{[\w:+.-]++\}[ \t]*+|[\w-]++(?:[ \t]++|(?=\[)))(?P<title>[^{}:\s][^{}]*+)"
)

_REFERENCE_TITLE = re.compile(
    r"\[(?:[^\]\\]|\\.)++\]:\s*+(?:<[^<>\n]*+>|\S++)\s++"
    r"(?P<title>\"(?:[^\"\\]|\\.)*+\"|'(?:[^'\\]|\\.)*+'|\((?:[^()\\]|\\.)*+\))\s*+\Z",
    re.DOTALL,
)

_LOGIC = re.compile(r"\{%-?\s*(?:assign|set|if|elsif|elif|unless|case|when|for|capture)\b")

_NEAR = 80
"""So far behind a block a line is looked for that could make a table of it."""

_ENDS_WITH_A_LINE = re.compile(r"\s*+<(?:[!?]|(?:pre|script|style|textarea)\b)", re.IGNORECASE)
"""What an HTML block begins with that does not end at a blank line."""

_COMMENT = re.compile(r"\{\s*+/\*(.*?)\*/\s*+\}\s*+\Z", re.DOTALL)


def html(body: Body, token: Token) -> None:
    """The slots of an HTML block, by the HTML format's own rules."""
    lines: list[Line] = token.meta["lines"]
    nested = bool(token.level)
    starts = [line.start if nested else body.line_start(line.start) for line in lines]
    text = "\n".join(
        body.source[start : line.end] for start, line in zip(starts, lines, strict=True)
    )
    begin = 0
    if body.carry.skips:
        resume = RESUME.search(text)
        if resume is None:
            return
        begin = resume.start()
    options = body.at.options
    carry = body.carry._replace(line=body.line(starts[0]), skips=False)
    choice = choose(text, 0, options.skip, options.translate)
    found = HtmlScan(text, begin, body.at.path, options, choice, carry=carry)
    body.carry = found.carry
    marks = line_starts(text)
    prefix = body.prefix(starts[0]) if nested else ""
    one_line = _ENDS_WITH_A_LINE.match(text) is not None
    delimited = ROW.search(body.source, starts[0], lines[-1].end + _NEAR) is not None
    for part in found.parts:
        end = begin + len(part if isinstance(part, str) else part.raw)
        if isinstance(part, Slot):
            opens = not text[:begin].strip() and part.raw.startswith("<")
            span = _place(marks, starts, begin), _place(marks, starts, end)
            encoding = part.encoding
            assert isinstance(encoding, HtmlEncoding)
            encoding = encoding._replace(newline=body.plain.newline)
            inner = Slot(part.segment, part.raw, encoding)
            within = InHtml(inner, encoding.newline, prefix, opens, one_line, delimited)
            special = nested or opens or one_line or delimited
            body.place(*span, part.segment, within if special else encoding)
        begin = end


def _place(marks: list[int], starts: list[int], position: int) -> int:
    """Where an offset of an HTML block's lines, taken out of what they are in, lies in the body."""
    line = bisect_right(marks, position) - 1
    return starts[line] + position - marks[line]


def reference(body: Body, lines: list[Line]) -> None:
    """The title of a link reference definition."""
    start, end = lines[0].start, lines[-1].end
    title = _REFERENCE_TITLE.match(body.source[start:end])
    if title is None or any(body.markers(line.start).strip() for line in lines[1:]):
        return
    first, last = start + title.start("title") + 1, start + title.end("title") - 1
    encoding = body.plain._replace(place="tooltip", before=body.source[last])
    body.piece(first, last, "tooltip", encoding)


def special(body: Body, lines: list[Line]) -> None:
    """The title of an admonition, the parameters of a template tag, a directive in a comment."""
    start, end = lines[0].start, lines[-1].end
    text = body.source[start:end]
    if (comment := _COMMENT.match(text)) is not None:
        directive = read_directive(comment[1], body.at.path, lambda: body.line(start))
        if directive is not None:
            body.directed(directive)
    elif (opened := DIRECTIVE.match(body.source, start, lines[0].end)) is not None:
        if opened["name"] not in {"figure", "table"}:
            _title(body, lines[0], *opened.span("title"))
    elif text.startswith(":"):
        if (title := _TITLE.match(text)) is not None:
            _title(body, lines[0], start + title.start("title"), start + title.end("title"))
    elif text.startswith(("{", "<")) and not _LOGIC.match(text):
        _parameters(body, start, end)


def _title(body: Body, line: Line, start: int, end: int) -> None:
    title = body.source[start:end].rstrip(" \t:")
    end = start + len(title)
    if title.startswith("[") and title.endswith("]"):
        start, end = start + 1, end - 1
    before, after = body.source[line.start : start], body.source[end : line.end]
    body.piece(start, end, "title", body.plain._replace(before=before, after=after))


def _parameters(body: Body, start: int, end: int) -> None:
    for match in PARAMETER.finditer(body.source, start, end):
        first, last = match.span("double" if match["double"] is not None else "single")
        kind = PARAMETER_KINDS.get(match["name"], "caption")
        encoding = body.plain._replace(place="value", before=body.source[last])
        body.piece(first, last, kind, encoding)


def code(body: Body, token: Token) -> None:
    """The comments in a fenced block of code."""
    lines: list[Line] = token.meta["lines"][1:]
    lines = lines[: token.content.count("\n")]
    texts = [body.source[line.start : line.end] for line in lines]
    for number, start, end in comments(token.info, texts):
        offset = lines[number].start
        encoding = body.plain._replace(place="comment")
        body.piece(offset + start, offset + end, "code comment", encoding)
