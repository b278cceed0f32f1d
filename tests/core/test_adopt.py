"""What becomes of an existing translation; nothing of it may be lost."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.adopt import Terms, adopt
from dragoman.catalog import FUZZY
from dragoman.checks import problems
from dragoman.formats.base import Refusal
from dragoman.formats.html import Html

HTML = Html()
TERMS = Terms(HTML.encode, lambda *pair: tuple(problems(*pair)), lambda text: text)
HEAD = "<h1>The house by the river</h1>\n"
KOPF = "<h1>Das Haus am Fluss</h1>\n"


def adopted(source, target, terms=TERMS):
    return adopt(HTML.parse(source), HTML.parse(target), terms)


def entries(source, target, terms=TERMS):
    return {entry.msgid: entry for entry in adopted(source, target, terms).entries}


def rules(result):
    return [doubt.rule for doubt in result.doubts]


def test_what_belongs_together_is_translated():
    result = adopted(HEAD + "<p>One stone.</p>", KOPF + "<p>Ein Stein.</p>")
    assert [(entry.msgid, entry.msgstr, entry.flags) for entry in result.entries] == [
        ("The house by the river", "Das Haus am Fluss", ()),
        ("One stone.", "Ein Stein.", ()),
    ]
    assert all(not entry.translator_comments for entry in result.entries)
    assert (result.leftovers, result.doubts) == ((), ())


def test_front_matter_keeps_its_context():
    (entry,) = adopted("---\ntitle: A house\n---\n", "---\ntitle: Ein Haus\n---\n").entries
    assert entry.key == ("title", "A house")
    assert entry.msgstr == "Ein Haus"


def test_doubtful_ones_are_fuzzy_and_say_why():
    terms = Terms(TERMS.encode, TERMS.problems, TERMS.to_source, sure=1.1)
    result = adopted("<p>One stone.</p>", "<p>Ein Stein.</p>", terms)
    (entry,) = result.entries
    assert entry.flags == (FUZZY,)
    (comment,) = entry.translator_comments
    assert comment.startswith("Imported: it belongs here with a confidence of ")
    assert comment.endswith("%.")
    assert rules(result) == ["doubtful"]


def test_other_links_of_a_sure_pair_are_exempt_from_their_check():
    source = HEAD + '<p>Read <a href="https://a.org/x">this</a> today.</p>' + "<p>One stone.</p>"
    target = KOPF + '<p>Lies <a href="https://b.org/y">dies</a> heute.</p>' + "<p>Ein Stein.</p>"
    found = entries(source, target, Terms(*_terms(sure=0.0)))
    entry = found['Read <a href="https://a.org/x">this</a> today.']
    assert entry.flags == ()
    (comment,) = entry.translator_comments
    assert comment.startswith("dragoman: ignore ")
    assert entry.exempt
    assert not list(_unsilenced(entry))


def test_other_tags_of_a_sure_pair_are_exempt_from_their_check():
    found = entries("<p>One <em>stone</em>.</p>", "<p>Ein Stein.</p>", Terms(*_terms(sure=0.0)))
    entry = found["One <em>stone</em>."]
    assert (entry.flags, entry.translator_comments) == ((), ("dragoman: ignore tags",))


def _terms(sure):
    return TERMS.encode, TERMS.problems, TERMS.to_source, sure


def _unsilenced(entry):
    return (rule for rule, _ in problems(entry.msgid, entry.msgstr) if rule not in entry.exempt)


def test_unsafe_markup_is_fuzzy():
    target = '<p>Ein <a href="javascript:x()">Stein</a>.</p>'
    result = adopted('<p>One <a href="x">stone</a>.</p>', target, Terms(*_terms(sure=0.0)))
    (entry,) = result.entries
    assert entry.fuzzy
    assert "unsafe-markup" in rules(result)
    assert any(comment.startswith("Imported: ") for comment in entry.translator_comments)
    assert not entry.exempt


def test_what_cannot_stand_in_the_lesson_is_fuzzy():
    terms = replace(TERMS, encode=lambda *_: Refusal("it does not fit"))
    result = adopted(f"{HEAD}<p>One</p>", f"{KOPF}<p>Eins</p>", terms)
    assert [entry.translator_comments for entry in result.entries] == [
        ("Imported: it does not fit.",)
    ] * 2
    assert all(entry.fuzzy for entry in result.entries)


def test_two_translations_of_one_msgid_are_both_kept():
    source = "<h1>House</h1><p>Stone.</p><h2>Tree</h2><p>Stone.</p>"
    target = "<h1>Haus</h1><p>Stein.</p><h2>Baum</h2><p>Felsen.</p>"
    result = adopted(source, target)
    entry = next(entry for entry in result.entries if entry.msgid == "Stone.")
    assert entry.msgstr == "Stein."
    assert "Elsewhere on the page: Felsen." in entry.translator_comments
    assert "inconsistent" in rules(result)


def test_a_merged_paragraph_is_divided_where_its_sentences_agree():
    source = HEAD + "<p>The river is wide. It is cold.</p><p>The house has a garden with trees.</p>"
    whole = "Der Fluss ist breit. Er ist kalt. Das Haus hat einen Garten mit Bäumen."
    found = entries(source, f"{KOPF}<p>{whole}</p>")
    first = found["The river is wide. It is cold."]
    second = found["The house has a garden with trees."]
    assert first.msgstr == "Der Fluss ist breit. Er ist kalt."
    assert second.msgstr == "Das Haus hat einen Garten mit Bäumen."
    assert first.fuzzy
    assert second.fuzzy
    told = "Imported: two segments of the lesson are one in the translation."
    assert told in first.translator_comments
    assert told in second.translator_comments


@pytest.mark.parametrize(
    ("source", "parts"),
    [
        (
            ("He said “Go home.” Then he left.", "The next day it rained."),
            ("Dijo: “Ve a casa.” Luego se fue.", " Al día siguiente llovió."),
        ),
        (
            ("The river is wide. It is cold.", "The house has a garden."),
            ("河很宽。天气很冷。", "房子有一个花园。"),
        ),
    ],
)
def test_a_merged_paragraph_is_divided_with_all_its_marks(source, parts):
    paragraphs = "".join(f"<p>{text}</p>" for text in source)
    found = entries(HEAD + paragraphs, f"{KOPF}<p>{''.join(parts)}</p>")
    assert tuple(found[text].msgstr for text in source) == tuple(map(str.strip, parts))


def test_a_split_paragraph_is_put_together():
    source = HEAD + "<p>The river is wide. The house has a garden with trees.</p>"
    target = KOPF + "<p>Der Fluss ist breit.</p><p>Das Haus hat einen Garten mit Bäumen.</p>"
    entry = entries(source, target)["The river is wide. The house has a garden with trees."]
    assert entry.msgstr == "Der Fluss ist breit.\nDas Haus hat einen Garten mit Bäumen."
    assert entry.fuzzy
    assert "Imported: one segment is two in the translation." in entry.translator_comments


def test_a_copy_of_the_lesson_is_no_translation():
    page = HEAD + "<p>Four words are enough.</p><p>InnerSource</p>"
    result = adopted(page, page)
    assert [(entry.msgid, entry.msgstr) for entry in result.entries] == [
        ("InnerSource", "InnerSource")
    ]
    assert rules(result) == ["untranslated", "untranslated"]


@pytest.mark.parametrize("target", ["<h2>{}</h2>" + KOPF, KOPF + "<h5>{}</h5>"])
def test_what_the_lesson_does_not_have_is_kept_in_a_comment(target):
    extra = "Ein ganz anderer Absatz, den es nur hier gibt. " * 4 + "Ende."
    more = "<p>The river is wide. It is cold and deep.</p>" * 3
    mehr = "<p>Der Fluss ist breit. Er ist kalt und tief.</p>" * 3
    result = adopted(HEAD + more, target.format(extra) + mehr)
    assert result.leftovers == (extra,)
    assert "unmatched" in rules(result)
    comments = [comment for entry in result.entries for comment in entry.translator_comments]
    assert any(extra in comment for comment in comments)


def test_nothing_is_kept_of_nothing():
    assert adopted("", "").entries == ()
    assert adopted(HEAD, "").entries == ()
    lost = adopted("", KOPF)
    assert (lost.entries, lost.leftovers) == ((), ("Das Haus am Fluss",))


def test_localized_links_are_turned_back():
    terms = Terms(TERMS.encode, TERMS.problems, lambda text: text.replace("/es/", "/"))
    (entry,) = adopted(
        '<p><a href="/x">One</a></p>', '<p><a href="/es/x">Uno</a></p>', terms
    ).entries
    assert entry.msgstr == '<a href="/x">Uno</a>'


WORDS = "haus baum fluss stein brot wasser nacht freund brief fenster".split()
PAGES = st.lists(
    st.tuples(st.sampled_from(("p", "h2", "li")), st.integers(0, 10_000)), min_size=1, max_size=9
)


def page(blocks):
    texts = (" ".join(random.Random(seed).choices(WORDS, k=seed % 9 + 1)) for _, seed in blocks)
    return "".join(
        f"<{name}>{text}. Und noch {text}.</{name}>\n"
        for (name, _), text in zip(blocks, texts, strict=True)
    )


@settings(max_examples=50, deadline=None)
@given(PAGES, PAGES)
def test_nothing_that_was_translated_is_lost(source, target):
    lesson, translation = HTML.parse(page(source)), HTML.parse(page(target))
    found = adopt(lesson, translation, TERMS).entries
    kept = " ".join(
        " ".join((entry.msgstr, *entry.translator_comments)) for entry in found
    ) + " ".join(slot.segment.msgid for slot in lesson.slots)
    kept = " ".join(kept.split())
    for slot in translation.slots:
        for sentence in slot.segment.msgid.split(". "):
            assert sentence.strip() in kept
    for entry in found:
        if entry.fuzzy:
            assert any(comment.startswith("Imported: ") for comment in entry.translator_comments)
