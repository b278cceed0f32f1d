"""The laws on real Markdown lessons, and that no visible text is left out; needs the corpus."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from fragments import replaced
from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from dragoman.formats import frontmatter
from dragoman.formats.html import Html
from dragoman.formats.markdown import Markdown
from dragoman.formats.markdown.html import is_html

MARKDOWN = Markdown()

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus"
LESSONS = sorted(CORPUS.rglob("*.md"))

OURS = sorted((Path(__file__).parents[2] / "source").rglob("*.md"))

WORD = re.compile(r"[^\W_]*[^\W\d_][^\W_]*")

NOT_READ = re.compile(r"^[ \t]*(?::{3,}.*|\{%.*%\}|\{\{.*\}\}|\{[:#.].*\})[ \t]*$", re.MULTILINE)

needs_corpus = pytest.mark.skipif(not LESSONS, reason="shared/corpus is not beside the project")


def read(path):
    return path.read_bytes().decode("utf-8")


def rendered():
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    footnote_plugin(parser)
    deflist_plugin(parser)
    return parser


RENDERER = rendered()


def words(markdown):
    """The words with a letter that markdown-it's own rendering shows."""
    soup = BeautifulSoup(RENDERER.render(markdown), "html.parser")
    for element in soup(["pre", "script", "style"]):
        element.decompose()
    return Counter(WORD.findall(soup.get_text(" ")))


@needs_corpus
@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.name)
def test_laws(path):
    lesson = read(path)
    document = MARKDOWN.parse(lesson, path.name)
    assert document.source == lesson
    assert all(MARKDOWN.encode(slot, slot.segment.msgid) == slot.raw for slot in document.slots)
    kinds = [slot.segment.kind for slot in document.slots]
    every = max(1, len(document.slots) // 3)
    for number in range(0, len(document.slots), every):
        slot = document.slots[number]
        text = MARKDOWN.encode(slot, f"Ñ: “{slot.segment.msgid}” – #1")
        assert isinstance(text, str)
        again = MARKDOWN.parse(replaced(document, number, text), path.name)
        assert [one.segment.kind for one in again.slots] == kinds
        raws = [one.raw for one in document.slots]
        assert [one.raw for one in again.slots] == [*raws[:number], text, *raws[number + 1 :]]


@needs_corpus
@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.name)
def test_nothing_visible_is_left_out(path):
    lesson = read(path).replace("\r\n", "\n")
    body = lesson[frontmatter.parse(lesson, path.name, ()).end :]
    slots = MARKDOWN.parse(lesson, path.name).slots
    shown = Counter(
        word
        for slot in slots
        if slot.segment.kind != "front matter"
        for word in WORD.findall(slot.segment.msgid)
    )
    assert words(NOT_READ.sub("", body)) - shown == Counter()


def has_html(path):
    lesson = read(path)
    return is_html(lesson, frontmatter.parse(lesson, path.name, ()).end)


@pytest.mark.parametrize("path", [*filter(has_html, [*LESSONS, *OURS])], ids=lambda path: path.name)
def test_html_bodies_give_what_the_html_format_gives(path):
    lesson = read(path)
    assert MARKDOWN.parse(lesson) == Html().parse(lesson)


@needs_corpus
def test_so_many_pages_of_the_site_are_html():
    """All but its pages of one plain paragraph, which get the same slots."""
    pages = [path for path in LESSONS if "website" in path.parts or "html-pairs" in path.parts]
    others = []
    for path in pages:
        lesson = read(path)
        if is_html(lesson, frontmatter.parse(lesson, path.name, ()).end):
            continue
        others.append(path)
        raws = [slot.raw for slot in MARKDOWN.parse(lesson).slots]
        assert raws == [slot.raw for slot in Html().parse(lesson).slots]
    assert {path.name.partition(".")[0] for path in others} == {"_index"}
    assert (len(pages), len(others)) == (158, 24)
