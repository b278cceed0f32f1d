"""Lines that Markdown's many dialects have beside CommonMark, as one rule of the block parser.

Template tags of Liquid and Hugo, attribute lines of kramdown and MyST, fenced divs of pandoc and
Docusaurus, directives of MyST, displayed mathematics, and what MDX has of JavaScript.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock

Rule = Callable[["StateBlock", int, int, bool], bool]

OPEN = "open"
"""What says in a parser's environment that something opens on one line and may close below it."""

STARTS = "{:$`~"
MDX_STARTS = "{:$`~<ie"
"""What the lines begin with that the rule reads."""

_LONGEST = 50
"""Lines that a template tag or a formula may have."""

_TEMPLATES = re.compile(
    r"(?:(?:\{%(?:(?!%\}).)*+%\}|\{\{(?:(?!\}\}).)*+\}\}|\{#(?:(?!#\}).)*+#\})\s*+)++", re.DOTALL
)
"""Nothing but template tags."""

_ATTRIBUTES = re.compile(r"\{(?:[:.]|#[\w-])[^{}]*+\}[ \t]*+")

_DIV = re.compile(r":{3,}+[ \t]*+(?:$|[\w{.\[-]).*+")

DIRECTIVE = re.compile(r"(?P<fence>`{3,}+|~{3,}+|:{3,}+)\{(?P<name>[\w:+.-]++)\}(?P<title>[^`]*+)")
"""The first line of a MyST directive."""

_OPTION = re.compile(r":[\w-]+:(?:\s|$)")

TEXT_DIRECTIVES = frozenset(
    "admonition attention caution danger error hint important note seealso tip warning todo "
    "versionadded versionchanged deprecated dropdown card grid grid-item grid-item-card tab-set "
    "tab-item margin sidebar topic epigraph pull-quote highlights figure div aside exercise "
    "solution prf:theorem prf:proof prf:lemma prf:definition prf:example table".split()
)
"""Directives of MyST whose content is Markdown."""

_MODULE = re.compile(r"(?:import|export)(?=[\s{*])")

_JSX = re.compile(r"</?(?:[A-Z][\w.]*+(?=[\s/>]|$)|>)")

_QUOTED = re.compile(r"\"[^\"]*+\"|'[^']*+'|`[^`]*+`")


def rule(*, mdx: bool) -> Rule:
    """The rule for a lesson, which in MDX has JavaScript too."""
    readers: dict[str, Callable[[StateBlock, int, int], int]] = {
        "{": _expression if mdx else _braces,
        ":": _div,
        "$": _math,
    }
    if mdx:
        readers |= {"<": _jsx, "i": _module, "e": _module}

    def special(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
        position = state.bMarks[start] + state.tShift[start]
        character = state.src[position : position + 1]
        if character in "`~:" and _directive(state, start, end, silent=silent):
            return True
        read = readers.get(character)
        if read is None or state.is_code_block(start):
            return False
        stop = read(state, start, end)
        if not stop or silent:
            return bool(stop)
        state.line = stop
        token = state.push("special", "", 0)
        token.map = [start, stop]
        return True

    return special


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _goes_on(state: StateBlock, line: int, end: int) -> bool:
    """Whether a line is one more of the same block."""
    return line < end and not state.isEmpty(line) and state.sCount[line] >= state.blkIndent


def _interrupts(state: StateBlock, line: int) -> bool:
    """Whether the parser asks if a line ends what it reads, which started further up."""
    return line > state.line


def _until(state: StateBlock, start: int, end: int, closer: str) -> tuple[str, int]:
    """The lines up to one that has ``closer``, and the number behind; empty if none has."""
    text, line = _line(state, start), start + 1
    while closer not in text[2:]:
        if line - start > _LONGEST or not _goes_on(state, line, end):
            return "", 0
        text += "\n" + _line(state, line)
        line += 1
    return text, line


def _braces(state: StateBlock, start: int, end: int) -> int:
    first = _line(state, start)
    if _ATTRIBUTES.fullmatch(first):
        return start + 1
    closer = {"{%": "%}", "{{": "}}", "{#": "#}"}.get(first[:2])
    if closer is None:
        return 0
    if first[:2] == "{{" and first[2:3] not in {"<", "%"} and _interrupts(state, start):
        return 0  # a value in the middle of a sentence
    text, stop = _until(state, start, end, closer)
    if _TEMPLATES.fullmatch(text):
        return stop
    if closer not in first[2:]:
        state.env[OPEN] = True
    return 0


def _expression(state: StateBlock, start: int, end: int) -> int:
    """What MDX has in braces: a comment or a value."""
    if _interrupts(state, start):
        return 0
    return _balanced(state, start, end, _depth)


def _balanced(state: StateBlock, start: int, end: int, depth_of: Callable[[str], int]) -> int:
    """The end of the lines from ``start`` that close all they open; 0 where text follows."""
    text, line = _line(state, start), start + 1
    while (depth := depth_of(text)) > 0:
        if line - start > _LONGEST or not _goes_on(state, line, end):
            state.env[OPEN] = True
            return 0
        text += "\n" + _line(state, line)
        line += 1
    return line if depth == 0 else 0


def _depth(text: str) -> int:
    """The braces that are open at the end of an expression, -1 where more follows it."""
    depth = 0
    for character in _QUOTED.sub("", text).rstrip():
        if depth == 0 and character != "{":
            return -1
        depth += {"{": 1, "}": -1}.get(character, 0)
    return depth


def _div(state: StateBlock, start: int, _end: int) -> int:
    return start + 1 if _DIV.fullmatch(_line(state, start)) else 0


def _math(state: StateBlock, start: int, end: int) -> int:
    first = _line(state, start)
    if not first.startswith("$$"):
        return 0
    text, stop = _until(state, start, end, "$$")
    if text.rstrip().endswith("$$") and text.count("$$") == len("$$"):
        return stop
    if "$$" not in first[2:]:
        state.env[OPEN] = True
    return 0


def _module(state: StateBlock, start: int, end: int) -> int:
    if state.level or _interrupts(state, start) or not _MODULE.match(_line(state, start)):
        return 0
    line = start + 1
    while line < end and not state.isEmpty(line):
        line += 1
    return line


def _jsx(state: StateBlock, start: int, end: int) -> int:
    """Lines that are one JSX tag after the other, and nothing else."""
    if not _JSX.match(_line(state, start)):
        return 0
    return _balanced(state, start, end, _tag_depth)


def _tag_depth(text: str) -> int:
    """What is open at the end of tags: 1 for something, 0 for nothing, -1 where text follows."""
    depth, inside = 0, False
    for character in _QUOTED.sub("", text):
        if character in "{}":
            depth += 1 if character == "{" else -1
        elif depth <= 0 and character in "<>":
            inside = character == "<"
        elif not inside and depth <= 0 and not character.isspace():
            return -1
    return int(inside or depth > 0)


def _directive(state: StateBlock, start: int, end: int, *, silent: bool) -> bool:
    """A directive of MyST: its content is Markdown, or skeleton if that is not known."""
    if state.is_code_block(start):
        return False
    opened = DIRECTIVE.fullmatch(_line(state, start))
    if opened is None or opened["name"] not in TEXT_DIRECTIVES:
        return False
    if silent:
        return True
    close = _closing(state, start, end, opened["fence"])
    first = _after_options(state, start + 1, close)
    token = state.push("special", "", 0)
    token.map = [start, first]
    state.push("directive_open", "", 1)
    kept = state.lineMax, state.parentType
    state.lineMax, state.parentType = close, "directive"
    state.md.block.tokenize(state, first, close)
    state.lineMax, state.parentType = kept
    state.push("directive_close", "", -1)
    fenced = close < end and _line(state, close).startswith(opened["fence"])
    state.line = close + 1 if fenced else close
    return True


def _closing(state: StateBlock, start: int, end: int, fence: str) -> int:
    """The line that closes a fence, or the one where what it stands in ends."""
    for line in range(start + 1, end):
        if state.isEmpty(line):
            continue
        if state.sCount[line] < state.blkIndent:
            return line
        text = _line(state, line).rstrip()
        if text.startswith(fence) and not text.strip(fence[0]):
            return line
    return end


def _after_options(state: StateBlock, line: int, end: int) -> int:
    """The first line behind the options of a directive."""
    if line < end and _line(state, line).rstrip() == "---":
        close = next((n for n in range(line + 1, end) if _line(state, n).rstrip() == "---"), 0)
        return close + 1 if close else line
    while line < end and _OPTION.match(_line(state, line)):
        line += 1
    return line
