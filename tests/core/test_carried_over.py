"""What an update carries over to another wording of the same meaning, and how paragraphs part."""

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.catalog import FUZZY, Catalog, Entry
from dragoman.checks import gate
from dragoman.memory import TranslationMemory
from dragoman.update import missing, update
from dragoman.update.entries import Rules
from dragoman.update.regrouping import regroup
from dragoman.wordings.sentences import joined, sentences

RULES = Rules((gate,))
TYPOS = Rules((gate,), typos=True)
NONE = TranslationMemory()

PLAIN = "Read the guide before you start."
WRAPPED = "Read the guide\nbefore you start."
LINK = 'Read <a href="a.html">the guide</a> first.'
OTHER_LINK = 'Read <a href="b.html">the guide</a> first.'
WORDY = 'Read <a href="b.html">the whole guide</a> first.'
LEE = 'Lee antes <a href="a.html">la guía</a>.'
LEE_OTHER = 'Lee antes <a href="b.html">la guía</a>.'


def catalog(*entries):
    return Catalog(entries, "es")


def template(*msgids):
    return Catalog(tuple(Entry(msgid, "", None, ("a.html",)) for msgid in msgids))


def entry(msgid, msgstr="", **fields):
    return Entry(msgid, msgstr, None, ("a.html",), **fields)


def obsolete(msgid, msgstr="", **fields):
    return Entry(msgid, msgstr, obsolete=True, **fields)


def updated(before, *msgids, rules=RULES):
    wanted = template(*msgids)
    after = update(before, wanted, NONE, rules)
    assert update(after, wanted, NONE, rules) is after
    return after


def test_another_layout_changes_the_msgid_alone():
    mine = {"translator_comments": ("mine",), "flags": ("no-wrap",)}
    before = catalog(entry("One", "Uno"), entry(PLAIN, "Lee.", **mine), entry("Two", "Dos"))
    after = updated(before, "One", WRAPPED, "Two")
    assert after.entries == (
        entry("One", "Uno"),
        entry(WRAPPED, "Lee.", **mine),
        entry("Two", "Dos"),
    )
    assert updated(after, "One", PLAIN, "Two") == before


def test_another_link_is_changed_in_the_translation_and_the_old_one_is_kept():
    before = catalog(entry("One", "Uno"), entry(LINK, LEE), entry("Two", "Dos"))
    after = updated(before, "One", OTHER_LINK, "Two")
    assert after.entries == (
        entry("One", "Uno"),
        entry(OTHER_LINK, LEE_OTHER),
        entry("Two", "Dos"),
        obsolete(LINK, LEE),
    )


def test_a_link_changed_back_brings_the_old_translation_back():
    before = catalog(entry(LINK, LEE))
    after = updated(updated(before, OTHER_LINK), LINK)
    assert after.entries == (entry(LINK, LEE), obsolete(OTHER_LINK, LEE_OTHER))
    again = updated(after, OTHER_LINK)
    assert set(again.entries) == {entry(OTHER_LINK, LEE_OTHER), obsolete(LINK, LEE)}


def test_a_link_that_the_translation_has_not_makes_it_fuzzy():
    msgstr = 'Lee antes <a href="es.html">la guía</a>.'
    before = catalog(entry(LINK, msgstr))
    assert updated(before, OTHER_LINK).entries == (
        entry(OTHER_LINK, msgstr, flags=(FUZZY,), previous_msgid=LINK),
    )


def test_a_stale_translation_is_carried_over_where_it_says_what_the_lesson_says_again():
    before = catalog(entry(WORDY, LEE, flags=(FUZZY,), previous_msgid=LINK))
    assert updated(before, OTHER_LINK).entries == (
        entry(OTHER_LINK, LEE_OTHER),
        obsolete(WORDY, LEE, flags=(FUZZY,), previous_msgid=LINK),
    )


def test_what_nobody_confirmed_stays_unconfirmed():
    before = catalog(entry(PLAIN, "Lee?", flags=(FUZZY,)))
    assert updated(before, WRAPPED).entries == (
        entry(WRAPPED, "Lee?", flags=(FUZZY,), previous_msgid=PLAIN),
        obsolete(PLAIN, "Lee?", flags=(FUZZY,)),
    )


def test_a_mended_typo_is_told_once():
    typo, right = PLAIN.replace("before", "befoore"), PLAIN
    before = catalog(entry(typo, "Lee."))
    assert updated(before, right).entries == (
        entry(right, "Lee.", flags=(FUZZY,), previous_msgid=typo),
    )
    note = "Carried over: “befoore” became “before”."
    after = updated(before, right, rules=TYPOS)
    assert after.entries == (entry(right, "Lee.", translator_comments=(note,)),)
    back = updated(updated(after, typo, rules=TYPOS), right, rules=TYPOS)
    other = "Carried over: “before” became “befoore”."
    assert back.entries == (entry(right, "Lee.", translator_comments=(note, other)),)


def test_what_moved_to_another_page_is_carried_over_too():
    memory = TranslationMemory([entry(LINK, LEE)], {OTHER_LINK: (LINK,), WORDY: (LINK,)})
    after = update(catalog(), template(OTHER_LINK, WORDY), memory, RULES)
    assert after.entries == (
        entry(OTHER_LINK, LEE_OTHER),
        entry(WORDY, LEE, flags=(FUZZY,), previous_msgid=LINK),
    )


def test_another_context_is_another_meaning():
    memory = TranslationMemory(
        [entry(PLAIN, "Lee.")._replace(msgctxt="title")], {WRAPPED: (PLAIN,)}
    )
    assert update(catalog(), template(WRAPPED), memory, RULES).entries[0].fuzzy


# Split and joined paragraphs

ONE = "Share what you have made with everybody."
TWO = "Others may want to use it, too."
THREE = "Some of them will even mend it."
EINS, ZWEI, DREI = (
    "Teile, was du gemacht hast.",
    "Andere brauchen es vielleicht.",
    "Einige bessern es.",
)
SPLIT, JOINED = "From a paragraph that was split.", "From paragraphs that were joined."


def test_the_parts_of_a_paragraph_get_its_sentences():
    whole = obsolete(
        f"{ONE} {TWO}\n{THREE}", f"{EINS} {ZWEI} {DREI}", translator_comments=("mine",)
    )
    before = catalog(entry("A", "a"), whole._replace(obsolete=False, references=("a.html",)))
    after = updated(before, "A", f"{ONE} {TWO}", THREE)
    told = {"flags": (FUZZY,), "translator_comments": (SPLIT,)}
    assert after.entries == (
        entry("A", "a"),
        entry(f"{ONE} {TWO}", f"{EINS} {ZWEI}", **told),
        entry(THREE, DREI, **told),
        whole,
    )
    back = updated(after, "A", whole.msgid)
    assert back.entries[1] == before.entries[1]


def test_a_part_whose_wording_changed_names_what_it_was():
    changed = TWO.replace("may want", "might want")
    before = catalog(entry(f"{ONE} {TWO} {THREE}", f"{EINS} {ZWEI} {DREI}"))
    after = updated(before, ONE, f"{changed} {THREE}")
    assert after.entries[1] == entry(
        f"{changed} {THREE}",
        f"{ZWEI} {DREI}",
        flags=(FUZZY,),
        previous_msgid=f"{TWO} {THREE}",
        translator_comments=(SPLIT,),
    )


def test_joined_paragraphs_get_both_translations():
    before = catalog(entry(ONE, EINS), entry(TWO, ZWEI, translator_comments=("mine",)))
    after = updated(before, f"{ONE} {TWO}")
    assert after.entries == (
        entry(f"{ONE} {TWO}", f"{EINS} {ZWEI}", flags=(FUZZY,), translator_comments=(JOINED,)),
        obsolete(ONE, EINS),
        obsolete(TWO, ZWEI, translator_comments=("mine",)),
    )
    assert updated(after, ONE, TWO).entries[:2] == before.entries


@pytest.mark.parametrize(
    ("msgstr", "flags"),
    [(f"{EINS} {ZWEI[:-1]}; {DREI}", ()), (f"{EINS} {ZWEI} {DREI}", (FUZZY,)), ("", ())],
)
def test_without_as_many_sentences_nothing_is_parted(msgstr, flags):
    before = catalog(entry(f"{ONE} {TWO} {THREE}", msgstr, flags=flags))
    after = updated(before, f"{ONE} {TWO}", THREE)
    assert not any(SPLIT in found.translator_comments for found in after.entries)
    assert [found.msgstr for found in after.live] == [msgstr, ""]


def test_the_sentences_of_languages_without_spaces():
    before = catalog(entry(f"{ONE} {TWO}", "これは一つ。これは二つ。"))
    after = updated(before, ONE, TWO)
    assert [found.msgstr for found in after.live] == ["これは一つ。", "これは二つ。"]
    back = updated(catalog(*after.live), f"{ONE} {TWO}")
    assert [found.translator_comments for found in back.live] == [(SPLIT,)]
    confirmed = catalog(*(found._replace(flags=()) for found in after.live))
    assert updated(confirmed, f"{ONE} {TWO}").live[0].msgstr == "これは一つ。これは二つ。"


def test_a_paragraph_that_lost_a_sentence_was_not_split_into_its_neighbour():
    """Their sentences are as many as before, by chance."""
    before = catalog(
        entry("Look here for the words that people use.", "Mira."),
        entry(f"{ONE} {TWO} {THREE}", f"{EINS} {ZWEI} {DREI}"),
    )
    after = updated(before, "Look here for the words which people use.", f"{ONE} {THREE}")
    assert [found.msgstr for found in after.live] == ["Mira.", f"{EINS} {ZWEI} {DREI}"]


def test_paragraphs_that_do_not_follow_each_other_are_not_joined():
    before = catalog(entry(ONE, EINS), entry("X Y Z?", "x"), entry(TWO, ZWEI))
    after = updated(before, f"{ONE} {TWO}")
    assert JOINED not in after.entries[0].translator_comments


def test_very_many_sentences_take_no_time():
    whole = "Same. " * 20_001
    parts = tuple((None, f"Same. {number}.") for number in range(10_001))
    start = time.process_time()
    assert regroup({}, ((None, whole),), parts) == {}
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ('He said “so.” She said "no." End.', ["He said “so.”", 'She said "no."', "End."]),
        ("<b>One. Two.</b> Three.", ["<b>One. Two.</b>", "Three."]),
        ("One.<br> Two.", ["One.<br> Two."]),
        ("一。二！三", ["一。", "二！", "三"]),
        ("<b>一。</b>二。", ["<b>一。</b>", "二。"]),
        ("<b>One. Two.", ["<b>One. Two."]),
        (" ", []),
        ("Version 1.2 is 3.4.", ["Version 1.2 is 3.4."]),
    ],
)
def test_sentences(text, expected):
    assert sentences(text) == expected


# Laws

WORDS = "the guide helps teams when people share work early".split()
RNG = random.Random(5)


def some_sentence():
    words = [
        RNG.choice((word, word, f"<b>{word}</b>", f'<a href="u{RNG.randint(0, 2)}">{word}</a>'))
        for word in RNG.sample(WORDS, RNG.randint(3, 7))
    ]
    return f"{' '.join(words).capitalize()}."


SENTENCES = [some_sentence() for _ in range(6)]
MSGIDS = [
    variant
    for count in (1, 1, 2, 3)
    for _ in range(6)
    for text in [" ".join(RNG.sample(SENTENCES, count))]
    for variant in (
        text,
        text.replace(" ", "\n", 1),
        text.replace('"u1"', '"u2"'),
        text.replace("<b>", "<i>").replace("</b>", "</i>"),
        text.replace("people", "peopple"),
    )
]
MSGIDS = sorted(set(MSGIDS))


def some_entry():
    msgid = RNG.choice(MSGIDS)
    other = RNG.choice(MSGIDS)
    return Entry(
        msgid,
        RNG.choice((msgid.upper(), msgid.replace("e", "é"), msgid, other, "")),
        translator_comments=RNG.choice(((), ("mine",), ("ours",))),
        flags=RNG.choice(((), (), (FUZZY,), ("no-wrap",))),
        obsolete=RNG.random() < 0.3,
        previous_msgid=RNG.choice((None, None, other)),
    )


ENTRIES = st.sampled_from([some_entry() for _ in range(600)])
CATALOGS = st.lists(ENTRIES, max_size=8, unique_by=lambda found: found.key).map(
    lambda found: catalog(*found)
)
TEMPLATES = st.lists(st.sampled_from(MSGIDS), max_size=8, unique=True).map(
    lambda keys: template(*keys)
)
NEAR = {
    msgid: tuple(MSGIDS[at - 2 : at] + MSGIDS[at + 1 : at + 3]) for at, msgid in enumerate(MSGIDS)
}
MEMORIES = st.lists(ENTRIES, max_size=3).map(lambda found: TranslationMemory(found, NEAR, 40))
LAW = settings(max_examples=300, deadline=None)


@given(CATALOGS, TEMPLATES, MEMORIES)
@LAW
def test_nothing_is_lost_and_twice_is_once(before, wanted, memory):
    after = update(before, wanted, memory, TYPOS)
    told = "\n".join(line for found in after.entries for line in found.translator_comments)
    texts = {found.msgstr for found in after.entries}
    for old in before.entries:
        escaped = old.msgstr.replace('"', '\\"').replace("\n", "\\n")
        assert not old.msgstr.strip() or old.msgstr in texts or f'Also: msgstr "{escaped}"' in told
        assert set(old.translator_comments) <= set(told.split("\n"))
    assert update(after, wanted, memory, TYPOS) is after
    assert missing(after, wanted) == ()
    keys = [found.key for found in after.entries]
    assert len(keys) == len(set(keys))


@given(CATALOGS, TEMPLATES)
@LAW
def test_whatever_is_confirmed_anew_passes_the_gate(before, wanted):
    """What an update confirms was confirmed before, for this wording or one of its meaning."""
    was = {(found.msgid, found.msgstr) for found in before.entries}
    for found in update(before, wanted, NONE, TYPOS).live:
        if found.translated and (found.msgid, found.msgstr) not in was:
            sure = [old for old in before.entries if not old.fuzzy or old.stale]
            assert gate(found.msgid, found.msgstr) is None or any(
                old.previous_msgid == found.msgid and old.msgstr == found.msgstr for old in sure
            )


@given(CATALOGS, TEMPLATES, TEMPLATES)
@LAW
def test_a_source_that_goes_away_and_comes_back_brings_back_what_was_confirmed(
    start, first, second
):
    before = update(start, first, NONE, TYPOS)
    after = update(update(before, second, NONE, TYPOS), first, NONE, TYPOS).by_key()
    claimed = {entry.previous_msgid for entry in before.live}
    for old in before.live:
        if old.translated and old.msgid not in claimed:
            assert after[old.key].translated
            assert after[old.key].msgstr == old.msgstr


@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6))
@LAW
def test_sentences_joined_are_the_text(parts):
    assert sentences(joined(parts)) == parts
