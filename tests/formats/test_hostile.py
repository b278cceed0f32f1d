"""Hostile input takes time in proportion to its length.

Sixteen times the length may take forty times as long before a case fails; work that grows with the
square of the length takes 256 times as long. The best of some runs counts, so a busy machine
does not matter.
"""

from __future__ import annotations

from contextlib import suppress
from time import process_time

import pytest

from dragoman.errors import DragomanError, LessonError
from dragoman.formats.base import DEFAULTS, Options
from dragoman.formats.frontmatter.simple import read_simple
from dragoman.formats.html import Html

HTML = Html()

FACTOR, LIMIT = 16, 40

UNITS = (
    *("<p ", "&", "[", '"', "<!--", "<a href='", "<svg>", "<b>", "</", "<title>", "<", "<< ", "'"),
    *("<p translate=no>", "<li translate=no>", "<div class=notranslate>", "<img alt='x'>"),
    *("<!-- x -->", "<!-- x -->a", "<!-- x --><img alt='é'>", "<!-- dragoman: skip -->"),
    *("<!-- dragoman: note x -->", "<!-- dragoman: skip --><!-- dragoman: resume -->"),
    *("<b translate=no></i>", "<b translate=no><p>", "<span translate=no>x</span>"),
    *("<td translate=no><p>", "<li translate=no><b>", "<table translate=no><tr><td>"),
    *("<svg></p>", "<svg/>", "<svg><title>", "<svg></svg>", "<math><mi>", "<svg aria-label='é'>"),
    *("<script>", "<script><!--", "<script><!--<script ", "</script>", "<textarea>", "<pre>"),
    *("<p a", "<p =", "<p a=", '<p "', "<p\n", "<p/", "</p>", "<template>"),
    *("<!", "<?", "<![CDATA["),
    *('<p class="x" ', '<p class="n', "</div>\n<div class='x'>\n", '<em x="', "<p><"),
    *("&#9", "&#", "&amp;", "&rsquo;", "&quot;", "&eacute", "\r\n", " ", "\t", "\0", "\u2028", "é"),
    *("---\n", "\n---\n", "+++\n", "title: ", "- ", "? ", "{", "[a,", "{a: b,", "&a ", "*a ", "!"),
)

HEADS = ("a <i>b</i> ", "---\n", "+++\n", "---\ntitle: ")


def parse(page, options=DEFAULTS):
    with suppress(DragomanError):
        HTML.parse(page, "page.html", options)


def assert_linear(run, small=400):
    """Fail where ``run(n)`` does not take time in proportion to ``n``."""
    ratio = 0.0
    for _ in range(4):
        short = min(timed(run, small) for _ in range(3))
        ratio = timed(run, small * FACTOR) / max(short, 1e-6)
        if ratio < LIMIT:
            return
    pytest.fail(f"{FACTOR} times the length takes {ratio:.0f} times as long")


def timed(run, length):
    start = process_time()
    run(length)
    return process_time() - start


@pytest.mark.parametrize("unit", UNITS, ids=repr)
def test_pages(unit):
    assert_linear(lambda length: parse(unit * length), small=1200)


@pytest.mark.parametrize("head", HEADS, ids=repr)
@pytest.mark.parametrize("unit", UNITS, ids=repr)
def test_parts_of_pages(head, unit):
    end = "\n---\n" if head.startswith("---") else " z"
    assert_linear(lambda length: parse(head + unit * length + end))


@pytest.mark.parametrize(
    "unit", ["<p class=x>", "<b>", "<br></b>", "</i>", "<p ", "<svg>", "&", "<li>"]
)
def test_pages_with_selectors(unit):
    options = Options(skip=("p.x", "b + i", ":not(*)"), translate=("pre",))
    assert_linear(lambda length: parse(unit * length, options))


@pytest.mark.parametrize("unit", UNITS, ids=repr)
@pytest.mark.parametrize(
    "page", ["<p>One <b>two</b></p>", "<img alt=One>", "---\ntitle: One\n---\n"]
)
def test_targets(page, unit):
    (slot,) = HTML.parse(page).slots
    assert_linear(lambda length: HTML.encode(slot, "é" + unit * length))


@pytest.mark.parametrize(
    "unit", ["<!-- dragoman: note a" + " " * 9, "<!--" + " " * 9, "&#" + "9" * 9]
)
def test_long_runs_inside_one_token(unit):
    head, fill = unit[:-9], unit[-1]
    assert_linear(lambda length: parse(head + fill * length * 20 + "b --><p>One"))


def test_many_lines_of_front_matter():
    def content(length):
        return "".join(f"key{number}: 'x'\n" for number in range(length))

    assert_linear(lambda length: parse(f"---\n{content(length)}title: One\n---\n"), small=300)


@pytest.mark.parametrize("end", ["", "b", "\n", "'\n", " \n"], ids=repr)
@pytest.mark.parametrize(
    "unit",
    [
        *("title: a b\n", "a:\n- b\n- c\n", "a:\n- b: c\n  d: e\n", "- b: c\n", "- b\n", "a:\n"),
        *("a", " a", "a: ", "a: 'b", 'a: "b', ":a", "’", "        ", "- ", "\r\n"),
    ],
    ids=repr,
)
def test_simple_front_matter(unit, end):
    assert_linear(lambda length: read_simple(f"a: {unit * length}{end}", ("title",)))
    assert_linear(lambda length: read_simple(f"a:\n{unit * length}{end}", ("title",)))


def test_deep_yaml_is_refused_before_it_is_read():
    for unit in ("[", "{", "- ", "? ", "[[],", "{a: {b: c}, d: "):
        with pytest.raises(LessonError, match="nested more than 100 levels deep"):
            HTML.parse("---\n" + unit * 300_000 + "\n---\n", "page.md")


def test_ten_megabytes():
    for unit in ("&", "[", '"', "a "):
        page = unit * (10_000_000 // len(unit))
        assert HTML.parse(page).source == page
