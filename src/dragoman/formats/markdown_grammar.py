"""Markdown's block structure by markdown-it, with the exact place of every line of text.

Inline markup is never parsed: it stays in the msgid as it is written.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from dragoman.formats.markdown_special import OPEN, rule

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

Rule = Callable[["StateBlock", int, int, bool], bool]

_NESTING = 60
"""Levels of lists, quotes and the like that are read; what is deeper is skeleton."""

_LEAVES = frozenset(("inline", "html_block", "fence", "reference", "special"))

_ENDED = ("paragraph", "reference", "blockquote", "list")
"""What lines of the dialects end without a blank line before them."""

_WATCHED = frozenset(
    "table fence reference footnote_def html_block heading lheading deflist paragraph".split()
)
"""Rules that make leaves."""


class Line(NamedTuple):
    """Where the text of a line stands, without the markers of what it is in."""

    start: int
    end: int
    lazy: bool
    """Whether it continues a paragraph without the markers of what that is in."""


@lru_cache(maxsize=2)
def _parser(*, mdx: bool) -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415 (costly; pages in HTML need none)
    from mdit_py_plugins.deflist import deflist_plugin  # noqa: PLC0415
    from mdit_py_plugins.footnote import footnote_plugin  # noqa: PLC0415

    parser = MarkdownIt("commonmark", {"maxNesting": _NESTING})
    parser.enable("table")
    footnote_plugin(parser)
    deflist_plugin(parser)
    ruler = parser.block.ruler
    for known in ruler.__rules__:
        if known.name in _WATCHED:
            known.fn = _watched(known.fn)
    ruler.before("fence", "special", _watched(rule(mdx=mdx)), {"alt": list(_ENDED)})
    if mdx:
        parser.disable("code")
    return parser


def blocks(source: str, *, mdx: bool) -> tuple[list[Token], bool]:
    """The block tokens of Markdown with line ends of one newline each.

    And whether some line opens what only a line below it may close.

    Leaves have the lines of their text in ``meta["lines"]``.
    """
    parser = _parser(mdx=mdx)
    tokens: list[Token] = []
    environment: dict[str, bool] = {}
    parser.block.parse(source, parser, environment, tokens)
    return tokens, OPEN in environment


def _watched(rule: Rule) -> Rule:
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
