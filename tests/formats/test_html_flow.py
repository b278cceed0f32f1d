"""The plain bulk of a page, read in long steps, is what it is token by token."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from fragments import FRAGMENTS, HEADS
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import LessonError
from dragoman.formats.base import Options
from dragoman.formats.html import Html
from dragoman.formats.html.flow import FLOW
from dragoman.formats.html.scan import HtmlScan
from dragoman.formats.tags import BLOCK, GRAPHIC, RAW_TEXT, SKIPPED, TAG

HTML = Html()

PLAIN = (
    *("<p>", "</p>", "<li>", "</li>", "<em>", "</em>", "<br>", "<br />", "<hr/>", "</div>", "<td>"),
    *(
        "<dd>",
        "</p >",
        "</p/>",
        "</p id='x'>",
        '<div class="paragraph">',
        '<h2 id="x">',
        "<p\n>",
    ),
    *("<p hidden>", "<ol start=3>", "<ol reversed type='a'>", "<a href='?a=b&c'>", '<p class="">'),
    *('<p x-title="a">', '<p class="none">', "<p translate>", "<p alt>", "<p class>", "<p a=b/>"),
)

CLOSE = (
    *("<P>", "<pre>", "<b-c>", "<bx>", "<p title='é'>", "<img alt='é'>", '<p alt ="é">'),
    *("<p Title='é'>", '<p translate="no">', "<i translate=no>", "<i translate = no>"),
    *('<p class="notranslate">', '<i class="a NoTranslate">', "<p class=notranslate>"),
    *(
        "<p class='notranslate'>",
        '<p a="<p>">',
        "<p a='x\">",
        '<p a="b"c="d">',
        "<p =a>",
        "<p 'a'>",
    ),
    *("<input placeholder=é>", "<meta content='é' name=description>", "<p a", '<p class="n', "<>"),
)


def parsed(page, options):
    try:
        return HTML.parse(page, "page.html", options)
    except LessonError as error:
        return str(error)


@settings(max_examples=700, deadline=None)
@given(
    st.sampled_from(HEADS),
    st.lists(st.sampled_from((*PLAIN, *PLAIN, *CLOSE, *FRAGMENTS, "\n", "word")), max_size=30),
    st.sampled_from((Options(), Options(fold_lines=True))),
)
def test_long_steps_change_nothing(head, pieces, options):
    page = head + "".join(pieces)
    found = parsed(page, options)
    with patch.object(HtmlScan, "_flow", lambda _, position: position):
        assert parsed(page, options) == found


@pytest.mark.parametrize("tag", PLAIN)
def test_what_is_plain(tag):
    assert FLOW.match(tag).end() == TAG.match(tag).end() == len(tag)


@pytest.mark.parametrize("tag", CLOSE)
def test_what_needs_a_closer_look(tag):
    assert FLOW.match(tag).end() == 0


def test_plain_tags_are_blocks_or_inline():
    for name in BLOCK | RAW_TEXT | SKIPPED | GRAPHIC | {"title", "a", "em", "img", "br", "x"}:
        match = FLOW.match(f"<{name}>")
        assert match.end() == 0 or (match[1] is not None) == (name in BLOCK)
        assert match.end() == 0 or name not in RAW_TEXT | SKIPPED | GRAPHIC | {"title"}


def test_long_sequences_of_blocks():
    for start, kind in (("<li>", "list item"), ("</li>", "text"), ("<li>1", "text")):
        (slot,) = HTML.parse(start + "<div class='a'>" * 100 + "One").slots
        assert slot.segment.kind == kind
