"""What is written without a closer look is what a closer look comes to."""

from __future__ import annotations

import re

import pytest
from fragments import options, pages, targets
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.checks import gate_of
from dragoman.errors import LessonError
from dragoman.formats import markup_of
from dragoman.formats.base import Options
from dragoman.formats.html import Html
from dragoman.formats.html.plain import PlainSlots
from dragoman.formats.markdown import Markdown

FORMATS = (Html(), Markdown())

BODIES = st.lists(
    st.sampled_from(
        "<p>|</p>\n|<li>|<b>|</b>|<i class='’'>|</i>|<br>|<a href='{x}'>|</a>|<!--|-->|<svg>|</svg>|"
        "<code translate=no>|</code>|One|two’s|&#8217;|é|&eacute;| |\n|\r\n|{x}|a < b|&amp;|---\n".split(
            "|"
        )
    ),
    max_size=16,
).map(lambda pieces: f"<p>{''.join(pieces)}")

SIGNS = tuple(
    "x|é|’| |\n|\n \n|\r|\ufeff|{|}|](|]|&|&#8217;|<|>|</|<b>|½|1|…|日本|\u00a0".split("|")
)


@st.composite
def rewordings(draw, slot):
    """The msgid with other words between its tags, and now and then something more."""
    pieces = re.split(r"(<[^>]*>)", slot.segment.msgid)
    words = st.sampled_from(("Uno", "é", "l’uno", "два\nтри", "", " ", *SIGNS))
    return "".join(piece if piece[:1] == "<" else draw(words) for piece in pieces)


def written_plainly(slot, target):
    """What is written into one slot by itself."""
    (written,) = PlainSlots((slot,)).write((target,))
    return written


def placed(known, document, slot, target):
    """What the gate and the format come to."""
    gate = gate_of(markup_of(known, document))
    problem = gate(slot.segment.msgid, target, frozenset())
    return known.encode(slot, target) if problem is None else problem


@settings(max_examples=500, deadline=None)
@given(st.data(), st.sampled_from(FORMATS), pages | BODIES, options)
def test_plain_writing_is_what_gate_and_format_come_to(data, known, page, chosen):
    try:
        document = known.parse(page, "page.md", chosen)
    except LessonError:
        return
    slots = document.slots[:6]
    drawn = [data.draw(st.just("") | rewordings(slot) | targets(slot)) for slot in slots]
    given = [
        "" if target.isspace() or target == slot.segment.msgid else target
        for slot, target in zip(slots, drawn, strict=True)
    ]
    written = PlainSlots(slots).write(given)
    assert written == list(map(written_plainly, slots, given))
    for slot, target, text in zip(slots, given, written, strict=True):
        assert text is None or (target and text == placed(known, document, slot, target))


@pytest.mark.parametrize(
    ("source", "target", "written"),
    [
        ("One", "Uno", "Uno"),
        ("It&#8217;s", "C’est", "C&#8217;est"),
        ("Read <em>this</em>.", "Lee <em>esto</em>.", "Lee <em>esto</em>."),
        ("<b>A</b><b>B</b>", "<b>Ä</b>, <b>1</b>", "<b>Ä</b>, <b>1</b>"),
        ("<i title='’'>It&#8217;s</i>", "<i title='’'>l’a</i>", "<i title='’'>l&#8217;a</i>"),
        ("One\ntwo", "Uno\ndos", "Uno\ndos"),
    ],
)
def test_usual_translations_are_written_plainly(source, target, written):
    (slot,) = Html().parse(f"<p>{source}</p>", "a.html", Options()).slots
    assert written_plainly(slot, target) == written


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("One", ""),
        ("One", "U\0no"),
        ("One", " Uno"),
        ("One", "Uno\ufeff"),
        ("One", "1"),
        ("One", "«Uno»"),
        ("One", "Uno & dos"),
        ("One", "U{x}"),
        ("One", "Uno [x](y)"),
        ("One", "U<no"),
        ("One", "U\rno"),
        ("One", "Uno\n \ndos"),
        ("One {x}", "Uno"),
        ("a < b", "b"),
        ("<b>One</b>", "<b>1</b>"),
        ("<b>One</b>", "<i>Uno</i>"),
        ("<b>One</b>", "<b>Uno<b></b>"),
        ("<b>A</b> <i>B</i>", "<i>B</i> <b>A</b>"),
        ("A <!-- x --> B", "Ä <!-- x --> B"),
        ("<a title='<'>A</a>", "<a title='<'>Ä</a>"),
        ("<a title='>'>A</a>", "<a title='>'>Ä</a>"),
        ("<b>A</b>", "<b>Ä</b> < x"),
        ("<b>A</b> <b>B</b>", "<b>Ä</b> <b>B"),
        ("A <svg>x</svg> B", "Ä <svg>x</svg> B"),
        ("A <code translate=no>x</code> B", "Ä <code translate=no>x</code> B"),
    ],
)
def test_all_else_is_looked_at_closely(source, target):
    (slot,) = Html().parse(f"<p>{source}</p>", "a.html", Options()).slots
    assert written_plainly(slot, target) is None


@pytest.mark.parametrize(
    "page",
    [
        "<p>One\r\ntwo</p>",
        "---\n<p>One</p>",
        '<p><img alt="One">',
        "---\ntitle: One\n---\n",
    ],
)
def test_slots_of_other_kinds_are_looked_at_closely(page):
    slot = Html().parse(page, "a.html", Options()).slots[0]
    assert written_plainly(slot, "Uno\ndos") is None


def test_a_selector_may_choose_by_tags():
    document = Html().parse("<p>One</p><p>A <b>B</b></p>", "a.html", Options(skip=("b + i",)))
    one, two = document.slots
    assert written_plainly(one, "Uno") == "Uno"
    assert written_plainly(two, "Ä <b>B</b>") is None


def test_one_that_needs_a_closer_look_leaves_the_others_plain():
    slots = Html().parse("<p>One<p>Two<p><b>A</b><p>It&#8217;s<p>Four", "a.html", Options()).slots
    written = PlainSlots(slots).write(("Uno & dos", "Dos", "<b>Ä</b>", "C’est", ""))
    assert written == [None, "Dos", "<b>Ä</b>", "C&#8217;est", None]
