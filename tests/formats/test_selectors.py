"""Elements that a project chooses by CSS selectors."""

from __future__ import annotations

import subprocess
import sys

import pytest

from dragoman.errors import ConfigError
from dragoman.formats.base import Options
from dragoman.formats.html import Html
from dragoman.formats.selectors import NOTHING, choose, may_choose

HTML = Html()


def chosen(page, *selectors, start=0):
    """The start tags that selectors choose, as they are written."""
    found = choose(page, start, selectors, ())
    assert choose(page, start, (), selectors).keep == found.skip
    return [page[at : page.index(">", at) + 1] for at in sorted(found.skip)]


def texts(page, **options):
    return [slot.segment.msgid for slot in HTML.parse(page, "page.html", Options(**options)).slots]


@pytest.mark.parametrize(
    ("selector", "tags"),
    [
        ("p", ["<p class=a>", "<p>"]),
        ("P", ["<p class=a>", "<p>"]),
        (".a", ["<p class=a>", "<I Class='b a'>"]),
        ("i.a.b", ["<I Class='b a'>"]),
        ("#x", ["<div id=x>"]),
        ("div > p", ["<p class=a>", "<p>"]),
        ("p + p", ["<p>"]),
        ("p i", ["<I Class='b a'>"]),
        ("[lang]", ["<b lang=de>"]),
        ('b[lang="de"]', ["<b lang=de>"]),
        ("p:not(.a)", ["<p>"]),
        ("p:first-child, b", ["<p class=a>", "<b lang=de>"]),
        (":has(> b)", ["<p>"]),
        (".none", []),
        ("q", []),
    ],
)
def test_selectors(selector, tags):
    page = "<div id=x>\n<p class=a>One <I Class='b a'>two</I>\n<p>Thrée <b lang=de>4</b></div>"
    assert chosen(page, selector) == tags


def test_offsets_count_from_the_start_of_the_file():
    page = "---\ntitle: <p>\n---\r\n<p>\u2028\r<p>\n\n<p>"
    found = choose(page, page.index("\r\n") + 2, ("p",), ())
    assert [page[at : at + 3] for at in sorted(found.skip)] == ["<p>"] * 3


def test_malformed_pages_have_the_tree_a_browser_makes():
    page = "<ul><li class=a>1<li class=b>2</ul><p class=a/>x</b><br class=a></br><p class=b>"
    assert chosen(page, "ul > .b") == ["<li class=b>"]
    assert chosen(page, "li > *") == []
    assert chosen(page, "p > br") == ["<br class=a>"]
    assert chosen(page, "p + p") == ["<p class=b>"]


def test_what_is_no_markup_is_not_chosen():
    page = "<script>'<b>'</script><!-- <b> --><textarea><b></textarea><title><b></title><a t='<b>'>"
    assert chosen(page, "b") == []
    assert chosen(page + "<b>", "b") == ["<b>"]


def test_hostile_names_are_passed_over():
    page = "<p<b class=x><a ü=1 b\"='2' =c>d</p<b><i class=x>"
    assert chosen(page, ".x") == ["<i class=x>"]


def test_elements_are_skipped():
    page = "<nav><p>One</p></nav><p>Two <kbd>x</kbd></p><p title='Three' class='menu'>Four</p>"
    assert texts(page, skip=("nav", ".menu", "kbd")) == ["Two <kbd>x</kbd>"]


def test_elements_are_translated():
    page = "<pre class=poem>One <i>two</i></pre><pre>Three</pre><p translate=no class=x>Four</p>"
    assert texts(page, translate=("pre.poem", "p.x")) == ["One <i>two</i>", "Four"]


def test_translate_wins_over_skip():
    page = "<p class='a b'>One</p><p class='a'>Two</p>"
    assert texts(page, skip=(".a",), translate=(".b",)) == ["One"]


def test_scripts_are_never_translated():
    page = "<script class=x>One</script><textarea class=x>Two</textarea>"
    assert texts(page, translate=(".x",)) == []


def test_a_wrong_selector():
    with pytest.raises(ConfigError) as raised:
        HTML.parse("<p>One</p>", "page.html", Options(skip=("p[",)))
    first, last = str(raised.value).splitlines()
    assert first.startswith("dragoman.toml: “p[” is not a CSS selector: ")
    assert last == "  Correct it under [html]."


def test_pages_without_the_words_of_a_selector_are_not_parsed():
    code = (
        "import sys\n"
        "from dragoman.formats.base import Options\n"
        "from dragoman.formats.html import Html\n"
        "Html().parse('<p>One</p>', 'page', Options(skip=('.menu', 'nav > a')))\n"
        "assert 'bs4' not in sys.modules\n"
        "Html().parse('<p class=menu>One</p>', 'page', Options(skip=('.menu', 'nav > a')))\n"
        "assert 'bs4' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
    assert choose("<p>One</p>", 0, (".menu",), ()) is NOTHING
    assert choose("nav", 0, ("nav",), ()) is NOTHING


@pytest.mark.parametrize(
    ("selector", "tag", "moved", "expected"),
    [
        ("code", "<code>", False, True),
        ("code", "<code>", True, False),
        ("code", "<b>", False, False),
        (".x", '<b class="y X">', False, True),
        ("div > b", "<b>", True, True),
        ("div > b", "<i>", True, False),
        ("div > b", "<div>", True, False),
        ("b:first-child", "<i>", True, True),
        ("*", "<i>", False, True),
    ],
)
def test_tags_that_could_be_chosen(selector, tag, moved, expected):
    assert may_choose((selector,), tag, moved=moved) is expected
