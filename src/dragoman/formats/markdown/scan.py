"""One pass over the blocks of a Markdown body that finds the slots."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from dragoman.document import Slot
from dragoman.formats.markdown.body import Body, Place
from dragoman.formats.markdown.embedded import code, html, reference, special
from dragoman.formats.markdown.grammar import Line, blocks
from dragoman.formats.markdown.slots import SPACES, MarkdownEncoding, hard_break, shown

if TYPE_CHECKING:
    from markdown_it.token import Token

_ATTRIBUTES = re.compile(r"(?:^|(?<=[ \t]))\{(?:[:#.]|[\w-]+=)[^{}]*+\}[ \t]*+\Z")

_TASK = re.compile(r"\[[ xX]\][ \t]++(?=[^ \t\n])")

_ALERT = re.compile(r"\[![\w-]++\][+-]?[ \t]*+")

_FIRST = {
    "list_item_open": ("list item", "- ", "  "),
    "blockquote_open": ("paragraph", "> ", "> "),
    "dd_open": ("definition", "1\n: ", "  "),
    "footnote_reference_open": ("footnote", "[^1]: ", "    "),
    "special": ("paragraph", "", ""),
    "directive_open": ("paragraph", "```{note}\n", ""),
    "reference": ("paragraph", "[1]: 1\n", ""),
}
"""What a paragraph is behind a token; what stands before it and its lines to a parser."""


def scan(place: Place) -> tuple[str | Slot, ...]:
    """The parts of a lesson's body."""
    body = Body(place)
    tokens, body.open = blocks(body.source, mdx=place.mdx)
    for number, token in enumerate(tokens):
        kind = token.type
        if kind == "inline":
            _inline(body, tokens, number)
        elif kind == "tr_open":
            _row(body, tokens, number)
        elif kind == "html_block":
            html(body, token)
        elif kind == "reference":
            reference(body, token.meta["lines"])
        elif kind == "special":
            special(body, token.meta["lines"])
        elif kind == "fence" and place.options.code_comments:
            code(body, token)
    return body.parts()


def _inline(body: Body, tokens: list[Token], number: int) -> None:
    token, opening = tokens[number], tokens[number - 1]
    lines = _trimmed(body, token.meta["lines"])
    if opening.type == "paragraph_open":
        _paragraph(body, lines, tokens[number - 2] if number > 1 else opening, opening)
    elif opening.type == "heading_open":
        (_heading if opening.markup[:1] == "#" else _underlined)(body, lines, opening, token)
    elif opening.type == "dt_open":
        encoding = body.plain._replace(after="\n: 1")
        body.piece(lines[0].start, lines[0].end, "term", encoding)


def _trimmed(body: Body, lines: list[Line]) -> list[Line]:
    """Lines without white space around them; spaces at the ends of all but the last may break."""
    found = []
    last = len(lines) - 1
    for number, (start, end, lazy) in enumerate(lines):
        text = body.source[start:end]
        first = start + len(text) - len(text.lstrip(SPACES))
        stop = end if number < last else start + len(text.rstrip(SPACES))
        if first < stop:
            found.append(Line(first, stop, lazy))
    return found or [lines[0]._replace(end=lines[0].start)]


def _paragraph(body: Body, lines: list[Line], behind: Token, opening: Token) -> None:
    what = behind.type
    if what in {"reference", "special"} and (behind.map or [0, 0])[1] != (opening.map or [0])[0]:
        what = ""
    kind, before, indent = _FIRST.get(what, ("paragraph", "", ""))
    first = lines[0]
    if what == "list_item_open" and (task := _TASK.match(body.source, first.start)):
        lines[0] = first._replace(start=task.end())
    elif what == "blockquote_open" and (alert := _ALERT.match(body.source, first.start)):
        if alert.end() < first.end:
            encoding = body.plain._replace(before="> [!a] ")
            body.piece(alert.end(), first.end, "title", encoding)
        lines, before, indent = lines[1:], "", ""
        if not lines:
            return
    after = "\n\n: 1" if len(lines) > 1 and _before_definition(body, lines[-1].end) else ""
    _text(body, lines, kind, before=before, indent=indent, after=after)


def _text(  # noqa: PLR0913 (all that a paragraph is in)
    body: Body, lines: list[Line], kind: str, *, before: str = "", indent: str = "", after: str
) -> None:
    """A slot of lines that may be folded."""
    keep = body.at.options.keep_lines
    texts = [body.source[line.start : line.end] for line in lines]
    marks = [mark for mark in map(hard_break, texts[:-1]) if mark]
    encoding = MarkdownEncoding(
        lines="one" if lines[0].lazy else "keep" if keep else "fold",
        newline=body.plain.newline,
        prefix=_prefix(body, lines),
        hard=marks[0] if marks else body.plain.hard,
        before=before,
        after=after,
        indent=indent,
        mdx=body.plain.mdx,
    )
    body.put(lines[0].start, lines[-1].end, shown(texts, keep=keep), kind, encoding)


def _prefix(body: Body, lines: list[Line]) -> str:
    """What one more line of a paragraph begins with."""
    for line in lines[1:]:
        if not line.lazy:
            return body.markers(line.start)
    return body.prefix(lines[0].start)


def _before_definition(body: Body, end: int) -> bool:
    """Whether a paragraph of one line would be a term here."""
    following = body.source[end : end + 200].split("\n", 3)[1:3]
    return any(line.lstrip(" >\t").startswith((": ", ":\t", "~ ", "~\t")) for line in following)


def _heading(body: Body, lines: list[Line], opening: Token, token: Token) -> None:
    line = lines[0]
    title = body.source[line.start : line.end].lstrip("#").lstrip(SPACES)
    start = line.end - len(title)
    end = start + title.index(token.content) + len(token.content)
    end = _before_attributes(body, start, end)
    encoding = body.plain._replace(
        place="heading",
        before=body.source[line.start : start],
        after=body.source[end : line.end],
    )
    body.piece(start, end, f"heading {opening.tag[1:]}", encoding)


def _underlined(body: Body, lines: list[Line], opening: Token, _token: Token) -> None:
    last = lines[-1]
    lines[-1] = last._replace(end=_before_attributes(body, last.start, last.end))
    _text(body, lines, f"heading {opening.tag[1:]}", after="\n" + opening.markup * 3)


def _before_attributes(body: Body, start: int, end: int) -> int:
    """The end of a heading's text, before the id and classes that it may have."""
    text = body.source[start:end]
    found = _ATTRIBUTES.search(text) if text.endswith("}") else None
    return start + len(text[: found.start()].rstrip(SPACES)) if found else end


def _row(body: Body, tokens: list[Token], number: int) -> None:
    """The cells of a table's row, split again as the parser does."""
    opening, inline = tokens[number + 1 : number + 3]
    kind = "table header" if opening.type == "th_open" else "table cell"
    count, at = 0, number + 1
    while tokens[at].type != "tr_close":
        count += tokens[at].type == "inline"
        at += 1
    line = _trimmed(body, inline.meta["lines"])[0]
    first = body.plain._replace(place="cell", before="|")
    if not body.source.startswith("|", line.start):
        before = "" if kind == "table header" else "1 | 1\n--- | ---\n"
        after = " | 1\n--- | ---" if kind == "table header" else " | 1"
        first = first._replace(before=before, after=after)
    rest = first._replace(before="|", after="")
    for cell, (start, end) in enumerate(_cells(body.source, line)):
        if cell < count:
            body.piece(start, end, kind, rest if cell else first)


def _cells(source: str, line: Line) -> Iterator[tuple[int, int]]:
    """The spans between the pipes of a row that no backslash escapes."""
    start, end = line.start, line.end
    if source[start] == "|":
        start += 1
    position = start
    while position < end:
        position = source.find("|", position, end)
        if position < 0:
            break
        if source[position - 1] != "\\" or position == line.start:
            yield start, position
            start = position + 1
        position += 1
    if start < end:
        yield start, end
