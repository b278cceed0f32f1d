"""Which kind of change made a wording of another, and what of it reaches the translation."""

import time

import pytest

from dragoman.catalog import FUZZY, Entry
from dragoman.checks import gate
from dragoman.update.carrying import carry, edited
from dragoman.update.entries import Rules
from dragoman.wordings.changes import change

RULES = Rules((gate,))
TYPOS = Rules((gate,), typos=True, keep=("InnerSource Commons",))

LAYOUT = [
    ("one two", "one\n  two"),
    ("one two", "one two "),
    ("one two", "one\u00a0two"),
    ("one&nbsp;two", "one two"),
    ("R&amp;D", "R&#38;D"),
    ("R&amp;D", "R&D"),
    ("1 &lt; 2", "1 < 2"),
    ("co&shy;operate", "cooperate"),
    ('<a href="u">x</a>', "<a href='u'>x</a>"),
    ('<a href="u">x</a>', "<a  href = u >x</a >"),
    ('<a href="u" rel="v">x</a>', '<A rel="v" HREF="u">x</A>'),
    ('<a href="?a=1&b=2">x</a>', '<a href="?a=1&amp;b=2">x</a>'),
    ("one <em>two</em> three", "one<em> two </em>three"),
    ("one <em>two</em>", "one <em>two </em>"),
    ("one<br>two", "one <br/>\ntwo"),
    ("see https://a.org/x now", "see\nhttps://a.org/x now"),
]

MARKUP = [
    ('<a href="u">x</a>', '<a href="v">x</a>'),
    ('<a href="u">x</a> <a href="u">y</a>', '<a href="v">x</a> <a href="v">y</a>'),
    ('<a href="u">x</a> <a href="v">y</a>', '<a href="v">x</a> <a href="u">y</a>'),
    ('<a href="u">x</a>', '<a href="u" rel="v">x</a>'),
    ("<b>x</b>", "<strong>x</strong>"),
    ("<b>x</b>", '<b class="c">x</b>'),
    ("see https://a.org/x.", "see https://a.org/y."),
    ("see https://a.org/x[this].", "see https://a.org/y[this]."),
    ("see link:x.html[this].", "see link:y.html[this]."),
    ("see [this](x.md).", "see [this](../y.md)."),
]

TYPO = [
    ("your organisation", "your organization"),
    ("to recieve it", "to receive it"),
    ("this artice is", "this article is"),
    ("the functionalty is", "the functionality is"),
    ("more approproate here", "more appropriate here"),
    ("organisations and organisations", "organizations and organizations"),
    ("What problems does it solve?", "What Problems Does it Solve?"),
    ("it's so", "it’s so"),
    ("an <b>allways</b> word", "an <b>always</b>\nword"),
]

WORDING = [
    ("one", "two"),
    ("one two", "onetwo"),
    ("one two three", "one two"),
    ("do it", "do not do it"),
    ("you can do it", "you cannot do it"),
    ("it is possible", "it is impossible"),
    ("we write it", "we wrote it"),
    ("the teams share", "the team share"),
    ("it is shared", "it is shares"),
    ("in 2020 it was", "in 2021 it was"),
    ("a recieved 5b", "a received 6b"),
    ("as they come form it", "as they come from it"),
    ("use git today", "use Git, today"),
    ("use GITHUB today", "use Github today"),
    ("recieve an artice", "receive an article"),
    ("one, two", "one; two"),
    ('<a href="u">x</a>', "x"),
    ("one <b>two</b>", "<b>one</b> two"),
    ('<img alt="one" src="u">', '<img alt="two" src="u">'),
    ('<b lang="en">x</b>', '<b lang="fr">x</b>'),
    ("<b>x</b>", "</b>x<b>"),
    ("</b>x<b>", "<b>x</b>"),
    ("https://a.org/x is", "<br> is"),
    ("x <!-- one -->", "x <br>"),
    ("to recieve <b>it</b>", "to receive <i>it</i>"),
]

CASES = [
    (kind, *pair)
    for kind, pairs in {
        "layout": LAYOUT,
        "markup": MARKUP,
        "typo": TYPO,
        "wording": WORDING,
    }.items()
    for pair in pairs
]


@pytest.mark.parametrize(("kind", "old", "new"), CASES)
def test_kinds_of_change(kind, old, new):
    assert change(old, new).kind == kind


@pytest.mark.parametrize(("kind", "old", "new"), [case for case in CASES if case[0] != "typo"])
def test_a_change_taken_back_is_of_the_same_kind(kind, old, new):
    assert change(new, old).kind == kind


@pytest.mark.parametrize(("old", "new"), [case[1:] for case in CASES])
def test_nothing_is_no_change_of_meaning(old, new):
    assert (change(old, old).kind, change(new, new).kind) == ("layout", "layout")


@pytest.mark.parametrize(
    ("old", "new", "msgstr", "expected"),
    [
        (*MARKUP[0], '<a href="u">equis</a>', '<a href="v">equis</a>'),
        (*MARKUP[0], "<a lang=es href='u'>equis</a>", "<a lang=es href='v'>equis</a>"),
        (
            *MARKUP[1],
            '<a href="u">y</a>, <a href="u">x</a>',
            '<a href="v">y</a>, <a href="v">x</a>',
        ),
        (*MARKUP[2], '<a href="v">y</a> <a href="u">x</a>', '<a href="u">y</a> <a href="v">x</a>'),
        (*MARKUP[3], '<a  href="u">equis</a>', '<a href="u" rel="v">equis</a>'),
        (*MARKUP[4], "<b>equis</b>", "<strong>equis</strong>"),
        (*MARKUP[6], "véase https://a.org/x。", "véase https://a.org/y。"),
        (*MARKUP[7], "véase https://a.org/x[esto].", "véase https://a.org/y[esto]."),
        (*MARKUP[8], "véase link:x.html[esto].", "véase link:y.html[esto]."),
        (*MARKUP[9], "véase [esto](x.md).", "véase [esto](../y.md)."),
        (
            '<a href="u" title="one">x</a>',
            '<a href="v" title="one">x</a>',
            '<a title="uno" href="u">equis</a>',
            '<a title="uno" href="v">equis</a>',
        ),
        (
            '<b id="u" title="one">x</b>',
            '<strong id="u" title="one">x</strong>',
            '<b title="uno" id="u">equis</b>',
            '<strong title="uno" id="u">equis</strong>',
        ),
    ],
)
def test_a_change_of_markup_is_made_in_the_translation(old, new, msgstr, expected):
    assert carry(Entry(old, msgstr), old, new, RULES) == (expected, "")


@pytest.mark.parametrize(
    ("old", "new", "msgstr"),
    [
        (*MARKUP[0], '<a href="w">equis</a>'),  # the translation leads elsewhere
        (*MARKUP[0], '<a href="u">x</a> <a href="u">y</a>'),
        (*MARKUP[1], '<a href="u">equis</a>'),
        (*MARKUP[3], '<a href="u" lang="es">equis</a>'),
        (*MARKUP[6], "véase https://a.org/x/y."),
        (*MARKUP[6], "véase https://a.org/x.html."),
        (*MARKUP[6], "véase https://b.org/?to=https://a.org/x."),
        (*MARKUP[6], "véase https://a.org/x y https://a.org/x."),
        (
            '<a href="u" title="one">x</a>',
            "<a href='a\"b' title=one>x</a>",
            '<a href="u" title="uno">x</a>',
        ),
        ('<a href="u" title="one">x</a>', "<a href=v title=one>x</a>", "<a href=u title=uno>x</a>"),
    ],
)
def test_a_change_of_markup_that_has_not_its_place_is_left_to_a_translator(old, new, msgstr):
    assert change(old, new).kind == "markup"
    assert edited(msgstr, change(old, new).edits) is None
    assert carry(Entry(old, msgstr), old, new, RULES) is None


@pytest.mark.parametrize(
    ("old", "new", "msgstr", "expected"),
    [
        ("one\ntwo", "one two", "uno\n  dos", "uno dos"),
        ("one\ntwo", "one two", "一。\n二", "一。二"),
        ("one\ntwo", "one two", "一\ntwo\n二", "一 two 二"),
        ("one\ntwo", "one two", "<b>一</b>\n<i>二</i>", "<b>一</b><i>二</i>"),
        ("one\ntwo\nthree", "one two\nthree", "uno\ndos\ntres", "uno\ndos\ntres"),
        ("one two", "one\ntwo", "uno dos", "uno dos"),
    ],
)
def test_a_translation_loses_its_line_breaks_where_the_wording_does(old, new, msgstr, expected):
    plain = Rules((lambda *_: None,))
    assert carry(Entry(old, msgstr), old, new, plain) == (expected, "")


@pytest.mark.parametrize("msgstr", ["uno +\ndos", "uno\\\ndos"])
def test_line_breaks_with_a_mark_are_left_to_a_translator(msgstr):
    assert carry(Entry("one\ntwo", msgstr), "one\ntwo", "one two", RULES) is None


def test_only_what_passes_the_gate_is_carried_over():
    old, new = "one <b>two</b>", "one\n<b>two</b>"
    assert carry(Entry(old, "uno <b>dos</b>"), old, new, RULES) == ("uno <b>dos</b>", "")
    assert carry(Entry(old, "uno <b>dos"), old, new, RULES) is None
    exempt = Entry(old, "uno <b>dos", translator_comments=("dragoman: ignore tags",))
    assert carry(exempt, old, new, RULES) == ("uno <b>dos", "")
    assert carry(Entry(old, "uno <b>dos</b>"), old, new, Rules()) is None


def test_typos_are_carried_over_only_where_that_is_asked_for():
    old, new = "your organisation", "your organization"
    assert carry(Entry(old, "tu empresa"), old, new, RULES) is None
    note = "Carried over: “organisation” became “organization”."
    assert carry(Entry(old, "tu empresa"), old, new, TYPOS) == ("tu empresa", note)
    note = "Carried over: only typography changed."
    assert carry(Entry("it's", "es"), "it's", "it’s", TYPOS) == ("es", note)


@pytest.mark.parametrize(
    ("old", "new", "msgstr"),
    [
        ("your organisation", "your organization", "tu Organisation"),  # it stands there as well
        ("inside commons here", "inside Commons here", "dentro"),  # a word of a kept term
    ],
)
def test_a_typo_in_a_word_that_translations_show_too_is_not_carried_over(old, new, msgstr):
    assert change(old, new).kind == "typo"
    assert carry(Entry(old, msgstr), old, new, TYPOS) is None


@pytest.mark.parametrize(
    "unit",
    ["<a ", "<b>", "</b>", "https://", "link:", "](", "&", "\ufffc ", "<!--", "'\"", ".,", "<br>"],
)
def test_hostile_wordings_take_linear_time(unit):
    text = unit * 20_000
    start = time.process_time()
    change(text, f"{text} x")
    change(text, text.replace(unit, f"{unit} ", 1))
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<b>x</b> <b>y</b>", "<b>x</b> <i>y</i>"),
        ('<a href="u">x</a> <a href="u">y</a>', '<a href="u">x</a> <a href="v">y</a>'),
    ],
)
def test_where_one_of_several_changes_nobody_can_tell_which(old, new):
    assert change(old, new).kind == "wording"
    assert change(new, old).kind == "markup"


def test_very_many_changes_take_linear_time():
    """Of links, tags, attributes and capitals, each another one."""
    for old, new in (
        ("".join(f"https://a.org/{n} " for n in range(10_000)), ("a.org", "b.org")),
        ("".join(f'<a href="{n}">x</a> ' for n in range(10_000)), ('href="', 'href="/')),
        ("<b " + " ".join(f'a{n}="x"' for n in range(10_000)) + ">x</b>", ('"x"', '"y"')),
        ("".join(f"word{n} " for n in range(10_000)), ("word", "Word")),
    ):
        start = time.process_time()
        changed = old.replace(*new)
        msgstr = old.replace("word", "palabra")
        wanted = (changed if "word" not in old else msgstr).strip()
        carried = carry(Entry(old, msgstr), old, changed, Rules((lambda *_: None,), typos=True))
        assert carried is not None
        assert carried.msgstr.strip() == wanted
        assert time.process_time() - start < 2


def test_fuzzy_is_no_matter_of_the_kind():
    old, new = "one two", "one\ntwo"
    assert carry(Entry(old, "uno dos", flags=(FUZZY,)), old, new, RULES) == ("uno dos", "")
