"""A target written into a slot of Markdown so that it stays the block that it was."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.document import Slot
from dragoman.errors import LessonError
from dragoman.formats.base import NO_LETTER, SHAPE, Options, Refusal
from dragoman.formats.markdown.slots import SPACES, MarkdownEncoding, hard_break, speaks
from dragoman.formats.tags import LETTER

VALUE = Refusal("a quote or brace in it would end the value that it stands in")
BACKSLASH = Refusal("the backslash at its end would change what follows")

_SAFE = re.compile(
    r"[^#\-+*>=~_`:|$<\[{\d\s]|\*\*?[^\s*]|__?[^\s_]|`[^`]|\[(?![ xX!^]\]?)[^\]:]*+\](?!:)"
    r"|\d{1,9}+(?![.)])|\d{10}"
)
"""How a line begins that starts no block of its own."""

_LEADING_NUMBER = re.compile(r"(\d{1,9})([.)])(?=\s|\Z)")

_REACHING = re.compile(
    r"[:~](?:\s|\Z)|[-:|][-:| \t]*+\Z|=++[ \t]*+\Z"
    r"|\$\$(?!.*\$\$)|\{%(?!.*%\})|\{\{(?!.*\}\})|\{#(?!.*#\})"
)
"""A definition, an underline or the second line of a table, which change what stands before them.

And a tag or a formula that does not end on its line, which could take what follows.
"""

_REACHING_IN_MDX = re.compile(rf"{_REACHING.pattern}|\{{(?![^{{}}]*\}})|<(?![^<>]*>)")

_PUNCTUATION = frozenset("#-+*>=~_`:|$[")
"""What a backslash keeps from starting a block."""


def write(slot: Slot, target: str, encoding: MarkdownEncoding) -> str | Refusal:
    """``target`` as the exact text to stand in ``slot``, or why it cannot."""
    target = target.replace("\r\n", "\n").replace("\r", "\n").strip(SPACES + "\ufeff")
    if not (LETTER.search(target) if encoding.place == "comment" else speaks(target)):
        return NO_LETTER
    lines = _lines(target, encoding) if "\n" in target else [target]
    if _reaches(slot, lines[0], encoding):
        return SHAPE
    if encoding.place in {"tooltip", "value", "comment"}:
        return _in_a_line(lines[0], encoding)
    if encoding.place == "cell":
        lines = [lines[0].replace("|", "\\|")]
        if lines[0].endswith("\\"):
            return BACKSLASH
    return _fitting(lines, encoding, slot.segment.kind)


def _reaches(slot: Slot, line: str, encoding: MarkdownEncoding) -> bool:
    """Whether a line could change what stands before or behind it."""
    if encoding.delimited and line.count("|") != slot.raw.count("|"):
        return True
    # Such a line is a term only because a definition stands before it, too.
    return slot.segment.kind == "term" and _SAFE.match(slot.raw) is None


def _in_a_line(target: str, encoding: MarkdownEncoding) -> str | Refusal:
    if encoding.place == "tooltip":
        return _in_quotes(target, encoding.before)
    if encoding.place == "value" and _ends_value(target, encoding.before):
        return VALUE
    return target


def _lines(target: str, encoding: MarkdownEncoding) -> list[str]:
    """The lines to be written, each with the mark of a hard break where one follows."""
    lines = [line.strip(SPACES) for line in target.split("\n") if line.strip(SPACES)]
    if encoding.lines == "one":
        return [" ".join(lines)]
    if encoding.lines == "fold":
        return [
            *(line.removesuffix("\\").rstrip() + encoding.hard for line in lines[:-1]),
            lines[-1],
        ]
    whole = [line.lstrip(SPACES) for line in target.split("\n") if line.strip(SPACES)]
    marked = zip(lines, map(hard_break, whole), strict=True)
    return [line if mark == "\\" else line + mark for line, mark in marked]


def _in_quotes(target: str, quote: str) -> str | Refusal:
    """A title of a link reference definition, in the quotes that it had."""
    escaped = ""
    for character in target:
        bare = (len(escaped) - len(escaped.rstrip("\\"))) % 2 == 0
        if bare and (character == quote or (quote == ")" and character == "(")):
            escaped += "\\"
        escaped += character
    odd = (len(escaped) - len(escaped.rstrip("\\"))) % 2
    return BACKSLASH if odd else escaped


def _ends_value(target: str, quote: str) -> bool:
    return quote in target or any(end in target for end in ("%}", "}}", "#}", "\\"))


def _fitting(lines: list[str], encoding: MarkdownEncoding, kind: str) -> str | Refusal:
    """The lines with as few backslashes as keep them the block that they are."""
    for attempt in _attempts(lines, encoding):
        if _is_safe(attempt, encoding) or _stays(attempt, encoding, kind):
            return ("\n".join(attempt)).replace("\n", encoding.newline + encoding.prefix)
    return SHAPE


def _attempts(lines: list[str], encoding: MarkdownEncoding) -> Iterator[list[str]]:
    yield lines
    yield _escaped(lines, encoding)
    yield _without_pipes(lines, encoding)


def _is_safe(lines: list[str], encoding: MarkdownEncoding) -> bool:
    """Whether text surely stays what it is, told without parsing."""
    text = lines[0]
    if encoding.place == "heading":
        return text[-1] not in "#}\\"
    if len(lines) > 1 or encoding.mdx:
        return False
    if encoding.place == "cell":
        return encoding.before == "|" or _SAFE.match(text) is not None
    plain = encoding.before[:1] in {"", "-", ">"} and "a" not in encoding.before
    return plain and not encoding.after and _SAFE.match(text) is not None


def _stays(lines: list[str], encoding: MarkdownEncoding, kind: str) -> bool:
    """Whether lines in a place like theirs are one slot, to the parser itself."""
    if encoding.place == "cell" and not _SAFE.match(lines[0]):
        return False
    reaching = _REACHING_IN_MDX if encoding.mdx else _REACHING
    if any(reaching.match(line) for line in lines):
        return False
    text = ("\n" + encoding.indent).join(lines)
    parts = _parts(encoding.before + text + encoding.after, mdx=encoding.mdx)
    slots = [part for part in parts if isinstance(part, Slot)]
    if [slot.segment.kind for slot in slots] != [kind]:
        return False
    before = parts[0] if isinstance(parts[0], str) else ""
    return slots[0].raw == text and before == encoding.before


def opens_html(text: str) -> bool:
    """Whether text is an HTML block, all of it one slot."""
    parts = _parts(text)
    first = parts[0]
    return len(parts) == 1 and isinstance(first, Slot) and first.segment.kind == "text"


def _parts(page: str, *, mdx: bool = False) -> tuple[str | Slot, ...]:
    from dragoman.formats.markdown.body import Place  # noqa: PLC0415 (they need each other)
    from dragoman.formats.markdown.scan import scan  # noqa: PLC0415

    try:
        return scan(Place(page, 0, "", Options(keep_lines=True), mdx))
    except LessonError:  # of a directive
        return (page,)


def _escaped(lines: list[str], encoding: MarkdownEncoding) -> list[str]:
    """The lines with a backslash before what would start a block at the start of each."""
    escaped = []
    for line in lines:
        text = line
        if encoding.place == "heading":
            end = line.rstrip("#")
            if line.endswith("#") and end.endswith((" ", "\t")):
                text = end + "\\" + line[len(end) :]
        elif _LEADING_NUMBER.match(line):
            text = _LEADING_NUMBER.sub(r"\1\\\2", line, count=1)
        elif line[0] in _PUNCTUATION:
            text = "\\" + line
        escaped.append(text)
    return escaped


def _without_pipes(lines: list[str], encoding: MarkdownEncoding) -> list[str]:
    """The escaped lines without what could make them rows of a table, outside of code."""
    escaped = _escaped(lines, encoding)
    return [line if "`" in line else line.replace("|", "&#124;") for line in escaped]
