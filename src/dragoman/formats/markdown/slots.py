"""What of a Markdown lesson people read, how translators see it, and what writing it back needs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Literal, NamedTuple

from dragoman.document import Slot
from dragoman.formats.tags import LETTER, TAG, unescape

SPACES = "\t\n\v\f\r \xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
"""What markdown-it takes from the ends of text."""

Lines = Literal["fold", "keep", "one"]
"""What a line break in a msgid is: a hard break, itself, or not there at all."""

_HARD = re.compile(r"(?: {2,}|(?<!\\)(?:\\\\)*+\\)\Z")

_SILENT = re.compile(
    r"\]\([^\s()]*+(?:\([^\s()]*+\)[^\s()]*+)*+"  # the URL of a link or an image
    r"|\{\{(?:(?!\}\}).)*+\}\}|\{%(?:(?!%\}).)*+%\}|\{[:#.][^{}]*+\}",
    re.DOTALL,
)
"""What of inline markup nobody reads, besides HTML's tags."""

_CLOSER = re.compile(r"(?:\$\$|[%}#]\}|[<>{}]|\]\])(?=([ \t\r]*\n|\s*\Z)?)")

_BRACE = re.compile(r"\\[!-/:-@\[-`{-~]|[{}]")

_SILENT_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9-]*+(?=[\s/>])|<[!?]")
"""How a tag begins that is one to Markdown too; ``<https://…>`` is read."""

PARAMETER = re.compile(
    r"(?<![\w-])(?P<name>alt|caption|title|label|aria-label|summary|placeholder|attr)\s*+=\s*+"
    r"(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)')"
)
"""A parameter of a template tag or of JSX that people read."""

PARAMETER_KINDS = {
    "alt": "alt text",
    "title": "tooltip",
    "aria-label": "label",
    "label": "label",
    "placeholder": "placeholder",
    "summary": "summary",
}
"""What to call a parameter's value; any other is a ``caption``."""


class MarkdownEncoding(NamedTuple):
    """How text is written into a slot of Markdown."""

    place: Literal["text", "heading", "cell", "tooltip", "value", "comment"] = "text"
    lines: Lines = "one"
    newline: str = "\n"
    prefix: str = ""
    """What each line but the first begins with: the markers of quotes, the indent of lists."""
    hard: str = "  "
    """How a hard line break is written at the end of a line."""
    before: str = ""
    """What stands before the slot on its line, or what is as good as that to a parser."""
    after: str = ""
    indent: str = ""
    """What the lines behind ``before`` begin with."""
    mdx: bool = False
    delimited: bool = False
    """Whether the next line makes a table of a line that has enough pipes."""


class InHtml(NamedTuple):
    """A slot of an HTML block that needs more than HTML's own encoding."""

    slot: Slot
    """The slot as the HTML format knows it."""
    newline: str
    prefix: str
    """What each line but the first begins with."""
    opens: bool
    """Whether the block is HTML because of a tag in this slot."""
    one_line: bool
    """Whether the block may end with the line that it stands on."""
    delimited: bool
    """Whether a line of the block makes a table of a line above it that has enough pipes."""


class Guarded(NamedTuple):
    """A slot of a page on which a translation could close what stands open, or run code."""

    encoding: object
    fenced: bool
    """Whether a line of ``---`` or ``+++`` would begin or end front matter."""
    frozen: bool
    """Whether the slot stands between such lines, so that any other text could be YAML."""
    open: bool
    """Whether the end of a tag or a formula could end one that starts further up."""
    mdx: bool = False
    """Whether what stands in braces is code."""


def expressions(text: str) -> Counter[str]:
    """What stands in braces that no backslash is before, those in it included."""
    found: Counter[str] = Counter()
    start = depth = 0
    for match in _BRACE.finditer(text):
        if match[0] == "{":
            start = start if depth else match.start()
            depth += 1
        elif match[0] == "}" and depth:
            depth -= 1
            if not depth:
                found[text[start : match.end()]] += 1
    if depth:
        found[text[start:]] += 1
    return found


def closers(text: str) -> list[tuple[str, bool]]:
    """The ends of tags and formulas in a text, in order, each with whether it ends a line."""
    return [(match[0], match[1] is not None) for match in _CLOSER.finditer(text)]


def speaks(text: str) -> bool:
    """Whether Markdown has a letter that is read: not one of a tag, a URL or a template."""
    if LETTER.match(text):
        return True
    pieces = _read(_SILENT.sub("](", text) if "](" in text or "{" in text else text)
    return any(LETTER.search(unescape(piece) if "&" in piece else piece) for piece in pieces)


def _read(text: str) -> Iterator[str]:
    """What stands between the tags of ``text``; links like ``<https://…>`` are no tags."""
    position = 0
    for match in TAG.finditer(text):
        if match[6] or not _SILENT_TAG.match(match[0]):
            continue
        yield text[position : match.start()]
        position = match.end()
    yield text[position:]


def hard_break(line: str) -> str:
    """The mark of a hard break at the end of a line; empty where there is none."""
    found = _HARD.search(line) if line.endswith((" ", "\\")) else None
    return "" if found is None else "\\" if found[0][-1] == "\\" else found[0]


def shown(lines: list[str], *, keep: bool) -> str:
    """The lines of a paragraph as one msgid: folded, or with all line breaks."""
    if len(lines) == 1:
        return lines[0]
    if keep:
        ends = (hard_break(line) for line in lines[:-1])
        marked = zip(lines[:-1], ends, strict=True)
        kept = [line if end == "\\" else line.rstrip(" \t") + end for line, end in marked]
        return "\n".join((*kept, lines[-1]))
    text = ""
    for line in lines[:-1]:
        mark = hard_break(line)
        text += line.removesuffix(mark).rstrip(" \t") + ("\n" if mark else " ")
    return text + lines[-1]
