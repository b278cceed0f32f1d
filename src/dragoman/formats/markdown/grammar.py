"""Markdown's block structure by markdown-it, with the exact place of every line of text.

Inline markup is never parsed: it stays in the msgid as it is written.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.parser_block import RuleFuncBlockType
from markdown_it.ruler import Rule, Ruler
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from dragoman.formats.markdown.dialects import MDX_STARTS, OPEN, STARTS, rule

_NESTING = 60
"""Levels of lists, quotes and the like that are read; what is deeper is skeleton."""

_LEAVES = frozenset(("inline", "html_block", "fence", "reference", "special"))

_CONTAINERS = frozenset(("blockquote", "list"))
"""Rules that make no leaves of their own."""

_RARE = frozenset(("table", "code", "lheading", "deflist"))
"""Rules that read nothing but what is indented, or stands at or above a peculiar line."""

_PECULIAR = re.compile(r"\n[ \t>]*+(?:[:~][ \t]|[-:|=][-:|= \t]*+(?=\n|\Z))")
"""The line of a definition, or what may underline a heading or a table's first row."""
_PLACES = "peculiar places"
_INDENT = 4
"""Columns that make code of a line."""

_ENDED = ("paragraph", "reference", "blockquote", "list")
"""What lines of the dialects end without a blank line before them."""

_UNDERLINE = re.compile(r"\n[ \t>]*+(?:=++|-++)[ \t]*+(?=\n|\Z)")
_UNDERLINES = "underlines"
_NEAR = 2000
"""So far a blank line is looked for before a heading's underline."""

_FIRST = {
    "fence": "`~",
    "blockquote": ">",
    "hr": "*-_",
    "list": "*-+0123456789",
    "footnote_def": "[",
    "reference": "[",
    "html_block": "<",
    "heading": "#",
}
"""The characters that what a rule reads can begin with; any for the other rules."""


class Line(NamedTuple):
    """Where the text of a line stands, without the markers of what it is in."""

    start: int
    end: int
    lazy: bool
    """Whether it continues a paragraph without the markers of what that is in."""


_Rules = list[tuple[RuleFuncBlockType, bool]]
"""Rules, each with whether it makes leaves."""


class _Ruler(Ruler[RuleFuncBlockType]):
    """The rules of a parser, of which those are asked that may find something on a line."""

    def __init__(self, ruler: Ruler[RuleFuncBlockType], first: dict[str, str]) -> None:
        super().__init__()
        self.__rules__ = ruler.__rules__
        self._first = first
        self._chains: dict[str, list[RuleFuncBlockType]] = {}

    def getRules(self, chainName: str = "") -> list[RuleFuncBlockType]:  # noqa: N802, N803
        """One rule that asks the others."""
        known = self._chains.get(chainName)
        if known is None:
            known = self._chains[chainName] = [self._dispatcher(chainName)]
        return known

    def _dispatcher(self, chain: str) -> RuleFuncBlockType:
        rules = [
            each for each in self.__rules__ if each.enabled and (not chain or chain in each.alt)
        ]
        every, all_others = self._by_first(rules)
        usual, others = self._by_first([each for each in rules if each.name not in _RARE])

        def dispatch(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
            character = state.src[state.bMarks[start] + state.tShift[start]]
            if state.sCount[start] - state.blkIndent >= _INDENT or start in state.env[_PLACES]:
                asked = every.get(character, all_others)
            else:
                asked = usual.get(character, others)
            before = len(state.tokens)
            for read, makes_leaves in asked:
                if read(state, start, end, silent):
                    if makes_leaves and not silent:
                        _note_lines(state, start, before)
                    return True
            return False

        return dispatch

    def _by_first(self, rules: list[Rule[RuleFuncBlockType]]) -> tuple[dict[str, _Rules], _Rules]:
        """The rules by the first characters of what they read, and those for all others."""
        found = [
            (self._first.get(each.name, ""), (each.fn, each.name not in _CONTAINERS))
            for each in rules
        ]
        by_first = {
            character: [rule for first, rule in found if not first or character in first]
            for character in {*"".join(first for first, _ in found)}
        }
        return by_first, [rule for first, rule in found if not first]


@lru_cache(maxsize=2)
def _parser(*, mdx: bool) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": _NESTING})
    parser.enable("table")
    footnote_plugin(parser)
    deflist_plugin(parser)
    ruler = parser.block.ruler
    ruler.before("fence", "special", rule(mdx=mdx), {"alt": list(_ENDED)})
    if mdx:
        parser.disable("code")
    for known in ruler.__rules__:
        if known.name == "lheading":
            known.fn = _if_underlined(known.fn)
        elif known.name == "paragraph":
            known.fn = _paragraph
    parser.block.ruler = _Ruler(ruler, {**_FIRST, "special": MDX_STARTS if mdx else STARTS})
    return parser


def blocks(source: str, *, mdx: bool) -> tuple[list[Token], bool]:
    """The block tokens of Markdown with line ends of one newline each.

    And whether some line opens what only a line below it may close. Leaves have the lines of
    their text in ``meta["lines"]``.
    """
    parser = _parser(mdx=mdx)
    tokens: list[Token] = []
    environment: dict[str, object] = {_PLACES: _peculiar_places(source)}
    parser.block.parse(source, parser, environment, tokens)
    return tokens, OPEN in environment


def _if_underlined(rule: RuleFuncBlockType) -> RuleFuncBlockType:
    """The rule of underlined headings, asked where an underline comes before a blank line."""

    def run(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
        marks = state.env.get(_UNDERLINES)
        if marks is None:
            marks = [found.start() for found in _UNDERLINE.finditer(state.src)]
            state.env[_UNDERLINES] = marks
        position = state.bMarks[start]
        following = bisect_left(marks, position)
        if following == len(marks):
            return False
        near = min(marks[following], position + _NEAR)
        return state.src.find("\n\n", position, near) < 0 and rule(state, start, end, silent)

    return run


def _peculiar_places(source: str) -> set[int]:
    """The numbers of all peculiar lines, and of those above them up to a blank line."""
    places: set[int] = set()
    number = done = 0
    for found in _PECULIAR.finditer(source):
        line = found.start() + 1
        number += source.count("\n", done, line)
        blank = source.rfind("\n\n", done, line)
        above = source.count("\n", done if blank < 0 else blank + 2, line)
        # A blank line may stand between a term and its definition.
        places.update(range(number - max(above, 2), number + 1))
        done = line
    return places


def _paragraph(state: StateBlock, start: int, _end: int, _silent: bool) -> bool:  # noqa: FBT001
    """The rule of paragraphs, without copying their text, which nobody asks for."""
    (ends,) = state.md.block.ruler.getRules("paragraph")
    above, state.parentType = state.parentType, "paragraph"
    line = start + 1
    while line < state.lineMax and not state.isEmpty(line):
        indent = state.sCount[line]
        # What is indented like code goes on, as does a line without the marks of its quote.
        if 0 <= indent < state.blkIndent + _INDENT and ends(state, line, state.lineMax, True):  # noqa: FBT003
            break
        line += 1
    state.line, state.parentType = line, above
    state.push("paragraph_open", "p", 1).map = [start, line]
    state.push("inline", "", 0).map = [start, line]
    state.push("paragraph_close", "p", -1)
    return True


def _note_lines(state: StateBlock, start: int, before: int) -> None:
    """Note where the lines of new leaves stand, while the parser knows."""
    if len(state.tokens) == before:  # a link reference definition makes no token
        state.push("reference", "", 0).map = [start, state.line]
    for token in state.tokens[before:]:
        if token.type in _LEAVES and "lines" not in token.meta:
            token.meta["lines"] = _lines(state, token)


def _lines(state: StateBlock, token: Token) -> list[Line]:
    first, last = token.map or (0, 0)
    return [
        Line(
            state.bMarks[number] + state.tShift[number],
            state.eMarks[number],
            state.sCount[number] < state.blkIndent,
        )
        for number in range(first, max(last, first + 1))
    ]
