"""Anchors of lessons in Markdown and AsciiDoc."""

from __future__ import annotations

import gc
from time import process_time

import pytest

from dragoman.formats.anchors import anchors_of


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("## First Steps", "first-steps"),
        ("## First Steps\n\ntext\n\n# First steps #\n", "first-steps-1"),
        ("First `code` & [more](x.md)\n===\n", "first-code--more"),
        ("First & more\n---\n", "first-more"),
        ("## 1. Start\n", "1-start"),
        ("## 1. Start\n", "start"),
        ("## Übung macht *Meister*!\n", "übung-macht-meister"),
        ("## 2.1 v1.0\n", "v1.0"),
        ("## Title {#own .class}\n", "own"),
        ("## Title {#own .class}\n", "title"),
        ("Text.\n{: #kramdown .class}\n", "kramdown"),
        ("(label)=\n## Title\n", "label"),
        ('<a name="old"></a>\n', "old"),
        ("> - ## In a list\n", "in-a-list"),
        ("Said.[^1]\n\n[^1]: There.\n", "fn:1"),
    ],
)
def test_markdown_has(text, anchor):
    assert anchor in anchors_of(text, "markdown")


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("```\n# Comment\n```\n", "comment"),
        ("Some text\n", "some-text"),
        ("##Title\n", "title"),
        ("## Title\n", "title-1"),
    ],
)
def test_markdown_has_not(text, anchor):
    assert anchor not in anchors_of(text, "markdown")


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("[[part]]\n== First Part\n", "part"),
        ("[[part,A label]]Text\n", "part"),
        ("[#part.role]\nText\n", "part"),
        ("[quote#part]\nText\n", "part"),
        ('[id="part"]\nText\n', "part"),
        ("Text anchor:part[] here\n", "part"),
        ("== First Part\n", "_first_part"),
        ("== First Part\n\n=== First Part\n", "_first_part_2"),
        ("== The _Host_ & `x`\n", "_the_host_x"),
        ("== First Part\n", "First Part"),
        (":idprefix:\n:idseparator: -\n\n== First Part\n", "first-part"),
        ("+++<a id='raw'></a>+++\n", "raw"),
    ],
)
def test_asciidoc_has(text, anchor):
    assert anchor in anchors_of(text, "asciidoc")


def test_other_anchors_are_not_there():
    assert anchors_of("== First Part\n\nText <<part>>\n", "asciidoc") == {
        "_first_part",
        "First Part",
    }
    assert anchors_of("## First\n", "html") == frozenset()


@pytest.mark.parametrize("markup", ["markdown", "asciidoc"])
@pytest.mark.parametrize(
    "piece",
    ["# ", "# a b\n", "a\n-", "{#", "{: #a ", "[", "[[a", "[#a", "```\n", "== ", "[id=", "`"],
)
def test_hostile_pages_take_time_in_proportion_to_their_length(markup, piece):
    def timed(size):
        start = process_time()
        anchors_of(piece * size, markup)
        return process_time() - start

    gc.disable()
    try:
        short, long = (min(timed(size) for _ in range(3)) for size in (200, 3200))
    finally:
        gc.enable()
    assert long < 60 * max(short, 5e-5)
