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
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from dragoman.formats.markdown.special import MDX_STARTS, OPEN, STARTS, rule

_NESTING = 60
"""Levels of lists, quotes and the like that are read; what is deeper is skeleton."""

_LEAVES = frozenset(("inline", "html_block", "fence", "reference", "special"))

_WATCHED = frozenset(
    "table fence special footnote_def reference html_block heading lheading deflist "
    "paragraph".split()
)
"""Rules that make leaves."""

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


class _Ruler(Ruler[RuleFuncBlockType]):
    """The rules of a parser, of which those are asked whose first character is there."""

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
            (each.fn, self._first.get(each.name, ""))
            for each in self.__rules__
            if each.enabled and (not chain or chain in each.alt)
        ]
        always = [fn for fn, first in rules if not first]
        by_first = {
            character: [fn for fn, first in rules if not first or character in first]
            for character in {*"".join(first for _, first in rules)}
        }

        def dispatch(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
            character = state.src[state.bMarks[start] + state.tShift[start]]
            for fn in by_first.get(character, always):  # noqa: SIM110 (a generator is slower)
                if fn(state, start, end, silent):
                    return True
            return False

        return dispatch


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
        if known.name in _WATCHED:
            known.fn = _watched(known.fn)
    parser.block.ruler = _Ruler(ruler, {**_FIRST, "special": MDX_STARTS if mdx else STARTS})
    return parser


def blocks(source: str, *, mdx: bool) -> tuple[list[Token], bool]:
    """The block tokens of Markdown with line ends of one newline each.

    And whether some line opens what only a line below it may close. Leaves have the lines of
    their text in ``meta["lines"]``.
    """
    parser = _parser(mdx=mdx)
    tokens: list[Token] = []
    environment: dict[str, object] = {}
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


def _watched(rule: RuleFuncBlockType) -> RuleFuncBlockType:
    """A rule that notes where the lines of its leaves stand, while the parser knows."""

    def run(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
        before = len(state.tokens)
        if not rule(state, start, end, silent):
            return False
        if silent:
            return True
        if len(state.tokens) == before:  # a link reference definition makes no token
            state.push("reference", "", 0).map = [start, state.line]
        for token in state.tokens[before:]:
            if token.type in _LEAVES and "lines" not in token.meta:
                token.meta["lines"] = _lines(state, token)
        return True

    return run


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
