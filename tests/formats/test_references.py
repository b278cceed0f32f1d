"""Character references: shown as characters, written back in the page's own style."""

from __future__ import annotations

import pytest
from fragments import joined
from hypothesis import example, given, settings

from dragoman.formats.html import Html
from dragoman.formats.references import habits, show, style_of, visible, write

HTML = Html()


def translated(page, target, number=0):
    """What the slot ``number`` of a page becomes."""
    return HTML.encode(HTML.parse(page).slots[number], target)


@pytest.mark.parametrize(
    ("reference", "shown"),
    [
        ("&#8217;", "’"),
        ("&rsquo;", "’"),
        ("&#x2019;", "’"),
        ("&#X2019;", "’"),
        ("&#146;", "’"),
        ("&quot;", '"'),
        ("&#39;", "'"),
        ("&eacute;", "é"),
        ("&mdash;", "—"),
        ("&#128512;", "😀"),
    ],
)
def test_what_a_translator_can_see_and_type(reference, shown):
    assert visible(reference) == shown
    assert show(f"a{reference}b") == f"a{shown}b"


@pytest.mark.parametrize(
    "reference",
    [
        *("&lt;", "&gt;", "&amp;", "&LT;", "&#60;", "&#x26;", "&lbrace;", "&Tab;", "&NewLine;"),
        *("&nbsp;", "&#160;", "&ensp;", "&thinsp;", "&#x3000;", "&#8232;"),
        *("&shy;", "&zwj;", "&#8203;", "&lrm;", "&rlm;", "&#xfeff;", "&#xE000;", "&#x301;"),
        *("&bogus;", "&#0;", "&#xFFFD;", "&#1114112;", "&#xD800;", "&#99999999999999999999;"),
        *("&bne;", "&NotEqualTilde;"),
    ],
)
def test_what_stays_a_reference(reference):
    assert visible(reference) == reference
    assert show(f"a{reference}b") == f"a{reference}b"


@pytest.mark.parametrize("text", ["AT&T", "&", "&amp", "&rsquo x", "&;", "&#;", "&#x;", "& rsquo;"])
def test_what_is_no_reference(text):
    assert show(text) == text


def test_references_in_markup_stay():
    raw = '&rsquo;<a href="?a&rsquo;b">&rsquo;</a><!-- &rsquo; --> &rsquo;'
    assert show(raw) == '’<a href="?a&rsquo;b">’</a><!-- &rsquo; --> ’'
    assert show("<p>&rsquo;", markup=False) == "<p>’"


def test_references_behind_what_never_ends():
    assert show("&rsquo; <!-- &rsquo; <b>&rsquo;") == "’ <!-- &rsquo; <b>&rsquo;"


def test_the_style_of_a_page():
    assert style_of("no reference") == ()
    assert style_of("&#8217; &#8217; &rsquo; &mdash;") == (("—", "&mdash;"), ("’", "&#8217;"))
    assert style_of("&#8217; ’") == (("’", "&#8217;"),)
    assert style_of("&#8217; ’ ’") == ()
    assert style_of("&lt; &nbsp; &bogus;") == ()


def test_quotes_count_outside_tags_only():
    assert style_of('<a href="x">&quot;</a>') == (('"', "&quot;"),)
    assert style_of('<a href="x">&quot; " "</a>') == ()


def test_a_slot_keeps_its_own_style():
    page = "<p>We&rsquo;ve &quot;one&quot;</p><p>&#8217; &#8217;</p>"
    assert translated(page, 'l’uno "dos"') == "l&rsquo;uno &quot;dos&quot;"


def test_a_slot_without_a_style_takes_the_page_s():
    page = "<p>We&#8217;ve</p><p>One</p><p>It’s</p><img alt='One'>"
    assert translated(page, "l’uno", 1) == "l&#8217;uno"
    assert translated(page, "l’uno", 2) == "l’uno"
    assert translated(page, "l’uno", 3) == "l&#8217;uno"
    assert translated("<p>One</p>", "l’uno — “dos”") == "l’uno — “dos”"


def test_characters_in_tags_are_not_rewritten():
    page = '<p>We&#8217;ve &quot;<a title="x">one</a>&quot;</p>'
    target = '’ "<a title="x’">uno</a>"'
    assert translated(page, target) == '&#8217; &quot;<a title="x’">uno</a>&quot;'


def test_bare_ampersands():
    assert translated("<p>One</p>", "AT&T &amp; &nbsp; &#233; &x") == (
        "AT&amp;T &amp; &nbsp; &#233; &amp;x"
    )
    assert translated("<p>Q&A</p>", "P&R") == "P&R"
    assert translated("<p><a href='?a&b'>One</a></p>", "<a href='?a&b'>P&R</a>") == (
        "<a href='?a&b'>P&amp;R</a>"
    )
    assert translated("<p>One</p>", "Uno &lt;b&gt; & dos") == "Uno &lt;b&gt; &amp; dos"


def test_a_letter_must_survive_the_writing():
    assert translated("<p>One</p>", "&#233").message.startswith("it has no letter")
    assert translated("<p>One</p>", "&#233;") == "&#233;"
    assert translated("<p>One</p>", "&eacute;") == "&eacute;"


def test_numbers_beyond_any_character():
    huge = "&#" + "9" * 5000 + ";"
    (slot,) = HTML.parse(f"<p>One {huge}</p>").slots
    assert slot.segment.msgid == f"One {huge}"
    assert HTML.encode(slot, f"Uno {huge}") == f"Uno {huge}"
    assert HTML.parse(f"<p>{huge}</p><img alt='{huge}'><title>{huge}</title>").slots == ()


@settings(max_examples=200, deadline=None)
@given(joined(10))
@example("&<p>p;")
def test_writing_what_is_shown_changes_no_meaning(raw):
    shown = show(raw)
    style, bare = habits(raw, style_of(raw))
    written = write(shown, style, bare=bare)
    assert show(written) == shown
