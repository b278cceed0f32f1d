"""The law of the grammar: rules that are passed over would have found nothing."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from dragoman.formats.markdown.dialects import rule
from dragoman.formats.markdown.grammar import blocks

MARKS = ("", "", "", "> ", ">", "- ", "1. ", "  ", "    ", "\t", "> > ", "- > ", "[^1]: ", ": ")

TEXTS = (
    *("", "", " ", "text", "a | b", "--|--", "| - |", "-|-", "|-", "-", "--", "---", "=", "==="),
    *(": definition", "~   one", "~", ":", "# heading", "[a]: /b", "```", "<div>", "</div>"),
    *("{% if a %}", "{.a}", "::: note", "$$", "***", "[^1]: note", "2) two", "word\\"),
)

LINES = st.builds("".join, st.tuples(st.sampled_from(MARKS), st.sampled_from(TEXTS)))


def plain(source):
    """The tokens of a parser that asks every rule about every line."""
    parser = MarkdownIt("commonmark", {"maxNesting": 60})
    parser.enable("table")
    footnote_plugin(parser)
    deflist_plugin(parser)
    ended = ["paragraph", "reference", "blockquote", "list"]
    parser.block.ruler.before("fence", "special", rule(mdx=False), {"alt": ended})
    tokens = []
    parser.block.parse(source, parser, {}, tokens)
    return [told(token) for token in tokens]


def told(token):
    return token.type, token.tag, token.map, token.level, token.markup, token.hidden


@given(st.lists(LINES, max_size=12).map("\n".join))
@example("term\n\n: definition")
@example("one\ntwo\n===")
@example("> a | b\n> --|--\n> 1 | 2")
@example("- a | b\n  --|--")
@example("a\n: b\n\n    c | d\n    --|--")
def test_no_rule_that_finds_something_is_passed_over(source):
    found, _ = blocks(source, mdx=False)
    assert [told(token) for token in found if token.type != "reference"] == plain(source)


@pytest.mark.parametrize("between", ["", "\n"])
def test_peculiar_lines_far_apart_are_found_each(between):
    table, heading, terms = "a | b\n--|--\n", "one\ntwo\n---\n", f"term\n{between}: text\n"
    source = "\ntext\n\n".join([table, heading, terms] * 3)
    found, _ = blocks(source, mdx=False)
    kinds = [token.type for token in found if token.type.endswith("_open") and not token.level]
    wanted = ["table_open", "heading_open", "dl_open"]
    assert [kind for kind in kinds if kind in wanted] == wanted * 3
