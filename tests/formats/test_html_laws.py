"""The laws of join, identity, locality and shape, on hostile pages."""

from __future__ import annotations

from format_laws import (
    assert_all_at_once,
    assert_join,
    assert_join_and_identity,
    assert_locality_and_shape,
    kinds,
)
from fragments import joined, options, pages, replaced, targets
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.formats.base import Options, Refusal
from dragoman.formats.html import Html
from dragoman.formats.tags import SPACE

HTML = Html()


@settings(max_examples=400, deadline=None)
@given(pages, options)
def test_join_and_identity(page, chosen):
    assert_join_and_identity(HTML, page, "page.html", chosen, SPACE)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="<>/!-='\"&; \n\rapbp\0\u2028é", max_size=60))
def test_join_of_arbitrary_text(page):
    assert_join(HTML, page, "page.html")


@settings(max_examples=700, deadline=None)
@given(st.data(), pages, options)
def test_locality_and_shape(data, page, chosen):
    assert_locality_and_shape(data, HTML, page, "page.html", chosen, targets)


@settings(max_examples=200, deadline=None)
@given(pages, options, joined(3))
def test_all_slots_translated_at_once(page, chosen, added):
    assert_all_at_once(HTML, page, "page.html", chosen, lambda at: f"Ä{added}{at.segment.msgid}")


def test_a_slot_is_refused_for_each_way_to_break_its_page():
    document = HTML.parse('<p>One <b>two</b></p><img alt="three">')
    text, attribute = document.slots
    for target in (
        "Uno <p>dos",
        "Uno</p>dos",
        "Uno <b",
        "Uno <!-- dos",
        "Uno </",
        "<svg></svg> uno",
        "Uno <svg>",
        "Uno <b translate=no>",
        "Uno <script>dos</script>",
        "Uno <!-- dragoman: skip --> dos",
        "Uno <!-- dragoman: oops --> dos",
    ):
        assert HTML.encode(text, target) == Refusal(
            "its markup would change the structure of the page"
        )
    for slot in (text, attribute):
        for target in ("", "12", "—", "&nbsp;", "&#49;"):
            assert HTML.encode(slot, target) == Refusal(
                "it has no letter, so the page would lose this text"
            )
    assert HTML.encode(text, "<b>2</b>").message.startswith("it has no letter")
    assert HTML.encode(text, "<b>Dos</b>, uno <i>y</i> <x-z>") == "<b>Dos</b>, uno <i>y</i> <x-z>"


def test_a_comment_at_an_end_would_be_none_of_the_text():
    (slot,) = HTML.parse("<p>One <!-- two --> three</p>").slots
    assert HTML.encode(slot, "Uno <!-- two --> tres") == "Uno <!-- two --> tres"
    for target in ("Uno tres <!-- two -->", "<!-- two --> uno tres"):
        assert HTML.encode(slot, target) == Refusal(
            "its markup would change the structure of the page"
        )


def test_all_letters_in_what_is_not_translated_are_refused():
    for page, chosen in (
        ('<p>Run <b TRANSLATE="no">it</b></p>', Options()),
        ("<p>Run <SVG><text>it</text></SVG> 1</p>", Options()),
        ("<p>Run <code>it</code></p>", Options(skip=("p > code",))),
    ):
        (slot,) = HTML.parse(page, "page.html", chosen).slots
        assert isinstance(HTML.encode(slot, slot.segment.msgid.replace("Run", "1")), Refusal)
        written = HTML.encode(slot, slot.segment.msgid.replace("Run", "Haz"))
        assert written == slot.raw.replace("Run", "Haz")


def test_selectors_that_look_around_keep_the_order_of_tags():
    page = "<div>One <i>two</i> <b>three</b></div>"
    (slot,) = HTML.parse(page, "page.html", Options(skip=("div > b",))).slots
    assert isinstance(HTML.encode(slot, "<b>tres</b> uno <i>dos</i>"), Refusal)
    (slot,) = HTML.parse(page, "page.html", Options(skip=("b",))).slots
    assert HTML.encode(slot, "<b>tres</b> uno <i>dos</i>") == "<b>tres</b> uno <i>dos</i>"
    assert isinstance(HTML.encode(slot, "<b>tres</b> 1 <i>2</i>"), Refusal)
    (slot,) = HTML.parse("<p><img>One</p>", "page.html", Options(skip=("li:first-child",))).slots
    assert isinstance(HTML.encode(slot, "Uno"), Refusal)
    assert HTML.encode(slot, "<img>Uno") == "<img>Uno"
    (slot,) = HTML.parse("<p>One</p>", "page.html", Options(skip=(".x",))).slots
    assert isinstance(HTML.encode(slot, "Uno <i class=x>dos"), Refusal)
    assert HTML.encode(slot, "Uno <bdi>dos</bdi>") == "Uno <bdi>dos</bdi>"


def test_a_translation_cannot_make_front_matter():
    refusal = Refusal(
        "lines of “---” or “+++” around it could make the start of the page front matter"
    )
    (slot,) = HTML.parse("One").slots
    assert HTML.encode(slot, "---\na: b\n---\nUno") == refusal
    assert HTML.encode(slot, "--- Uno") == "--- Uno"
    (slot,) = HTML.parse("\ufeffOne").slots
    assert HTML.encode(slot, "+++\na = 1\n+++\nUno") == refusal
    (slot,) = HTML.parse("---\na: b\n<p>One</p>").slots[1:]
    assert HTML.encode(slot, "Uno\n---\ndos") == refusal
    (slot,) = HTML.parse("---\n<img alt='One'>\n---\n").slots
    assert HTML.encode(slot, "Uno: dos") == refusal
    (slot,) = HTML.parse("<p>One</p>").slots
    assert HTML.encode(slot, "Uno\n---\ndos") == "Uno\n---\ndos"


def test_line_ends_are_those_of_the_page():
    windows = HTML.parse("<p>One\r\ntwo</p>\r\n").slots[0]
    assert windows.segment.msgid == "One\ntwo"
    assert HTML.encode(windows, "Uno\ndos") == "Uno\r\ndos"
    assert HTML.encode(windows, "Uno\r\ndos") == "Uno\r\ndos"
    unix = HTML.parse("<p>One\ntwo</p>\n").slots[0]
    assert HTML.encode(unix, " Uno\r\ndos\n") == "Uno\ndos"


def test_attributes_are_written_in_the_quotes_they_had():
    page = "<img alt=\"One\"><img alt='One'><img alt=One/><title>One</title>"
    double, single, bare, title = HTML.parse(page).slots
    target = "\"Uno\" 'dos' <p> & &lt; tres"
    assert HTML.encode(double, target) == "&quot;Uno&quot; 'dos' <p> &amp; &lt; tres"
    assert HTML.encode(single, target) == '"Uno" &#39;dos&#39; <p> &amp; &lt; tres'
    assert HTML.encode(bare, target) == "\"&quot;Uno&quot; 'dos' <p> &amp; &lt; tres\""
    assert HTML.encode(title, target) == "\"Uno\" 'dos' &lt;p> &amp; &lt; tres"


def test_what_is_never_closed_is_translated_around():
    for page in (
        "<p>One <i translate=no>two</p><p>three</p>",
        "<div>One <i translate=no>two<p>three</p></div>",
        "<p>One <i translate=no>two ",
    ):
        document = HTML.parse(page)
        slot = document.slots[0]
        target = slot.segment.msgid.replace("One", "Uno")
        assert HTML.encode(slot, target) == slot.raw.replace("One", "Uno")
        assert kinds(HTML.parse(replaced(document, 0, target))) == kinds(document)
        assert isinstance(HTML.encode(slot, f"{target} <b>cuatro</b>"), Refusal)
    (slot,) = HTML.parse("<p>One <i translate=no>two</i></p>").slots
    assert isinstance(HTML.encode(slot, "Uno <i translate=no>two"), Refusal)
