"""What is seen of the inline markup of a segment, format by format."""

from __future__ import annotations

import gc
from time import process_time

import pytest

from dragoman.formats.inline import Inline, reader_of
from dragoman.formats.markdown.inline import pieces, with_labels

TWO = ("git [a](b)", "x`y")


@pytest.mark.parametrize(
    ("msgid", "seen"),
    [
        ("plain", Inline("plain", (), (), ())),
        ("[a](b.md) x", Inline("a x", ("a",), ("b.md",), ())),
        ('[a](<b c.md> "T") x', Inline("a x", ("a",), ("b c.md",), ())),
        ("![alt](a_(1).png)", Inline("alt", ("img",), ("a_(1).png",), ())),
        ("[![alt](a.png)](b.md)", Inline("alt", ("img", "a"), ("a.png", "b.md"), ())),
        ("[a [b] c](d)", Inline("a [b] c", ("a",), ("d",), ())),
        ("[a][One  Label] [b][]", Inline("a b", ("a", "a"), (), ())),
        ("[a] (b)", Inline("[a] (b)", (), (), ())),
        ("`git [a](b)` and ``x`y``", Inline("git [a](b) and x`y", ("code",) * 2, (), TWO)),
        ("no ` code", Inline("no ` code", (), (), ())),
        ("*a* **b** _c_ snake_case", Inline("a b c snakecase", (), (), ())),
        (r"\*a\* \[b](c)", Inline("*a* [b](c)", (), (), ())),
        ("<https://a.org/b> x", Inline(" x", ("a",), ("https://a.org/b",), ())),
        ("See https://a.org/b.", Inline("See https://a.org/b.", (), ("https://a.org/b",), ())),
        ("Said.[^1]", Inline("Said.", (), ("^1",), ())),
        ('{{< ref "a" >}} {% x %}', Inline(" ", (), (), ())),
        ("[a]({{ site.url }}/b)", Inline("a", ("a",), ("{{ site.url }}/b",), ())),
        ('a <b>c</b> <img src="d.png"> <e', Inline("a c  <e", ("b", "img"), ("d.png",), ())),
    ],
)
def test_markdown(msgid, seen):
    assert reader_of("markdown")(msgid) == seen


@pytest.mark.parametrize(
    ("msgid", "seen"),
    [
        ("plain", Inline("plain", (), (), ())),
        ("https://a.org[A site]", Inline("A site]", ("a",), ("https://a.org",), ())),
        (
            "link:a.html[x] xref:b.adoc#c[y]",
            Inline("x] y]", ("a",) * 2, ("a.html", "b.adoc#c"), ()),
        ),
        ("<<a>> and <<b,the b>>", Inline(" and the b", ("a",) * 2, ("#a", "#b"), ())),
        ("image:a.png[An icon]", Inline("An icon]", ("img",), ("a.png",), ())),
        ("*b* _i_ `c` snake_case", Inline("b i c snake_case", ("code",), (), ("c",))),
        ("{product} x", Inline(" x", ("{product}",), (), ())),
        ("Said.footnote:[Why]", Inline("Said.Why]", ("footnote",), (), ())),
    ],
)
def test_asciidoc(msgid, seen):
    assert reader_of("asciidoc")(msgid) == seen


@pytest.mark.parametrize(
    ("msgid", "msgstr", "adapted"),
    [
        ("[a][Guide] x", "x [la a][guía]", "x [la a][guide]"),
        ("[Guide][]", "[Guía][]", "[Guía][guide]"),
        ("[a][one] [b][two]", "[b][dos] [a][one]", "[b][two] [a][one]"),
        ("[a][one] [b][two]", "[b][dos] [a][uno]", "[b][dos] [a][uno]"),
        ("[a][one] [b][one]", "[b][uno] [a][uno]", "[b][one] [a][one]"),
        ("[a][one]", "a", "a"),
        ("a", "[a][uno]", "[a][uno]"),
    ],
)
def test_labels_of_references_are_the_sources(msgid, msgstr, adapted):
    assert with_labels(msgid, msgstr) == adapted


def test_html():
    seen = Inline("a b", ("a", "code"), ("c.html",), ("b",))
    assert reader_of("html")('<a href="c.html">a</a> <code>b</code>') == seen
    assert reader_of("webvtt") is reader_of("html")


HOSTILE = (
    *("`", "``` ", "[", "]", "](", "](a", "](<", '](a "', "](a '", "](((", "![", "[^", "\\"),
    *(
        "<a ",
        '<a "',
        "<!--",
        "{{",
        "{%",
        "*",
        "_ ",
        "**a",
        "https://",
        "https://a[",
        "<<a",
        "a` ``",
    ),
    *("footnote:[", "link:a", "*a* ", "](a (", "[a]["),
)


@pytest.mark.parametrize("markup", ["markdown", "asciidoc"])
@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_texts_take_time_in_proportion_to_their_length(markup, piece):
    read = reader_of(markup)
    gc.disable()
    try:
        short, long = (min(timed(read, piece * size) for _ in range(3)) for size in (200, 3200))
    finally:
        gc.enable()
    assert long < 60 * max(short, 2e-5)


def timed(read, text):
    getattr(pieces, "cache_clear", int)()
    start = process_time()
    read(text)
    return process_time() - start
