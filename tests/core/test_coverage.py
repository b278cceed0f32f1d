"""How much of a lesson is translated, in segments and in source words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.catalog import FUZZY, Catalog, Entry
from dragoman.coverage import Amount, Coverage, count_words, measure
from dragoman.formats.html import Html
from dragoman.template import make_template


@pytest.mark.parametrize(
    ("msgid", "words"),
    [
        ("One", 1),
        ("Read the guide, before you start.", 6),
        ("It’s what you don't e-mail to www.example.org", 7),
        ("Version 2.0 of 10 things", 5),
        ("see <em>this</em> and <a href='an address that does not count'>that</a>", 4),
        ("half<b>way</b>", 1),
        ("one<br>two<BR/>three<wbr>four", 4),
        ("one&nbsp;two &amp; three &lt;four&gt;", 4),
        ("one &#8212; two &#x2014; three", 3),
        ('<img alt="A cat"> sits', 1),
        ("a < b", 2),
        ("one <!-- not a word --> two", 2),
        ("请在开始之前阅读指南。", 10),
        ("InnerSource 始める", 4),
        ("시작하기 전에 읽으세요", 3),
        ("اقرأ الدليل", 2),
        ("… → !", 0),
        ("", 0),
    ],
)
def test_words_are_counted_outside_of_markup(msgid, words):
    assert count_words(msgid) == words


STATES = {
    "Two words": Entry("Two words", "Dos palabras"),
    "And three words": Entry("And three words", "x", flags=(FUZZY,), previous_msgid="Or"),
    "One": Entry("One", "Uno", flags=(FUZZY,)),
    "Four words are these": Entry("Four words are these", " "),
    "Gone": Entry("Gone", "Ido", obsolete=True),
    "Empty and fuzzy": Entry("Empty and fuzzy", "", flags=(FUZZY,), previous_msgid="Empty"),
}


def test_each_segment_is_counted_once_by_its_state():
    keys = [(None, msgid) for msgid in (*STATES, "Unknown", "Two words", "One")]
    assert measure(keys, Catalog(tuple(STATES.values()))) == Coverage(
        translated=Amount(1, 2),
        stale=Amount(1, 3),
        fuzzy=Amount(1, 1),
        untranslated=Amount(4, 9),
    )


def test_contexts_are_different_segments():
    catalog = Catalog((Entry("Open", "Abrir", "verb"),))
    coverage = measure([("verb", "Open"), (None, "Open")], catalog)
    assert (coverage.translated, coverage.untranslated) == (Amount(1, 1), Amount(1, 1))


def test_a_plural_entry_is_no_translation():
    plural = Entry("One", msgid_plural="Many", msgstr_plural=("Uno", "Muchos"))
    assert measure([(None, "One")], Catalog((plural,))) == Coverage(untranslated=Amount(1, 1))


def test_percent_counts_words():
    coverage = measure([(None, "One"), (None, "And three words")], Catalog((Entry("One", "Uno"),)))
    assert coverage.percent == 25.0
    assert coverage.total == Amount(2, 4)


def test_a_lesson_without_words_is_complete():
    assert measure([], Catalog()).percent == 100.0
    assert Coverage() == measure([], Catalog())


def test_coverage_adds_up():
    one = Coverage(Amount(1, 2), Amount(3, 4), Amount(5, 6), Amount(7, 8))
    assert one + one == Coverage(Amount(2, 4), Amount(6, 8), Amount(10, 12), Amount(14, 16))
    assert one + Coverage() == one
    assert one.total == Amount(16, 20)


def test_a_lesson_and_its_template_have_the_same_coverage():
    document = Html().parse("<h1>One</h1><p>Two words</p><p>One</p>")
    catalog = Catalog((Entry("One", "Uno"),))
    template = make_template([("a.html", document)])
    of_lesson = measure((slot.segment.key for slot in document.slots), catalog)
    assert of_lesson == measure((entry.key for entry in template.entries), catalog)
    assert of_lesson.translated == Amount(1, 1)


ENTRIES = st.builds(
    Entry,
    st.sampled_from((*STATES, "Other")),
    st.sampled_from(("", " ", "x")),
    msgctxt=st.none(),
    flags=st.sampled_from(((), (FUZZY,), ("no-wrap",))),
    previous_msgid=st.sampled_from((None, "Was")),
    obsolete=st.booleans(),
)


@given(st.lists(ENTRIES, max_size=6), st.lists(st.sampled_from((*STATES, "Other")), max_size=8))
@settings(max_examples=150, deadline=None)
def test_the_amounts_are_disjoint_and_complete(entries, msgids):
    catalog = Catalog(tuple(entries))
    coverage = measure([(None, msgid) for msgid in msgids], catalog)
    wanted = set(msgids)
    assert coverage.total == Amount(len(wanted), sum(map(count_words, wanted)))
    translated = {entry.msgid for entry in catalog.by_key().values() if entry.translated} & wanted
    assert coverage.translated == Amount(len(translated), sum(map(count_words, translated)))
    assert 0.0 <= coverage.percent <= 100.0


def test_every_fuzzy_translation_without_a_previous_wording_is_fuzzy_and_not_stale():
    entry = STATES["One"]
    assert not entry.stale
    assert measure([entry.key], Catalog((entry,))).fuzzy == Amount(1, 1)
