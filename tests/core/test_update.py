"""What an update makes of a catalog, case by case, and the laws that it keeps."""

import random
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dragoman.catalog import FUZZY, Catalog, Entry
from dragoman.memory import TranslationMemory
from dragoman.update import missing, update

NEAR = "Read the guide before you start."
NEARER = "Read the whole guide before you start."
NEAREST = "Read the whole guide carefully before you start."
OTHER = "A community chooses the words with which it talks of its work."


def catalog(*entries):
    return Catalog(entries, "es", (("Language", "es"),))


def template(*msgids, path="a.html"):
    """A template of msgids, or of keys."""
    keys = [(None, msgid) if isinstance(msgid, str) else msgid for msgid in msgids]
    return Catalog(tuple(Entry(msgid, "", ctx, (path,), ("Paragraph",)) for ctx, msgid in keys))


def entry(msgid, msgstr="", msgctxt=None, **fields):
    """A live entry as the template has it, with what a translator added."""
    return Entry(msgid, msgstr, msgctxt, ("a.html",), ("Paragraph",), **fields)


def obsolete(msgid, msgstr="", msgctxt=None, **fields):
    return Entry(msgid, msgstr, msgctxt, obsolete=True, **fields)


def shown(updated):
    """Msgids and msgstrs in their order, obsolete ones with a tilde."""
    return [("~" * found.obsolete + found.msgid, found.msgstr) for found in updated.entries]


# What stays, and what is new


def test_a_catalog_in_step_stays_the_same_object():
    before = catalog(entry("One", "Uno"), obsolete("Two", "Dos"), entry("Three"))
    assert update(before, template("One", "Three")) is before


def test_a_moved_paragraph_changes_nothing():
    before = catalog(entry("One", "Uno"), entry("Two", "Dos"), entry("Three", "Tres"))
    assert update(before, template("Three", "One", "Two")) is before


def test_an_empty_catalog_takes_over_the_template():
    assert update(catalog(), template("One", "Two")).entries == template("One", "Two").entries


def test_header_and_locale_are_kept():
    updated = update(catalog(), template("One"))
    assert (updated.locale, updated.header) == ("es", (("Language", "es"),))


def test_kept_entries_keep_their_identity_beside_changed_ones():
    before = catalog(entry("One", "Uno"), entry(NEAR, "Lee"), obsolete("Old", "Viejo"))
    after = update(before, template("One", NEARER))
    assert after.entries[0] is before.entries[0]
    assert after.entries[2] is before.entries[2]


def test_new_entries_stand_behind_their_predecessors():
    before = catalog(entry("B", "b"), obsolete("Old", "viejo"), entry("D", "d"), entry("A", "a"))
    after = update(before, template("0", "A", "A1", "A2", "B", "C", "D", "E"))
    order = [found.msgid for found in after.entries]
    assert order == ["0", "B", "C", "Old", "D", "E", "A", "A1", "A2"]


def test_what_the_lesson_says_of_an_entry_is_brought_up_to_date():
    before = catalog(
        entry("One", "Uno", translator_comments=("mine",), flags=(FUZZY, "no-wrap")),
        entry("Two", "Dos"),
    )
    wanted = Catalog((Entry("One", "", None, ("a.html", "b.html"), ("Heading 1",)),))
    wanted = replace(wanted, entries=(*wanted.entries, *template("Two").entries))
    after = update(before, wanted)
    assert after.entries == (
        before.entries[0]._replace(
            references=("a.html", "b.html"),
            extracted_comments=("Heading 1",),
        ),
        before.entries[1],
    )
    assert after.entries[1] is before.entries[1]


# A changed wording


def test_a_changed_wording_becomes_fuzzy_with_its_previous_msgid():
    before = catalog(entry(NEAR, "Lee la guía.", translator_comments=("mine",), flags=("no-wrap",)))
    assert update(before, template(NEARER)).entries == (
        entry(
            NEARER,
            "Lee la guía.",
            translator_comments=("mine",),
            flags=(FUZZY, "no-wrap"),
            previous_msgid=NEAR,
        ),
    )


def test_a_wording_changed_twice_keeps_the_one_that_was_translated():
    once = update(catalog(entry(NEAR, "Lee.")), template(NEARER))
    assert update(once, template(NEAREST)).entries == (
        entry(NEAREST, "Lee.", flags=(FUZZY,), previous_msgid=NEAR),
    )


def test_a_change_taken_back_brings_the_translation_back():
    before = catalog(entry("One", "Uno"), entry(NEAR, "Lee.", translator_comments=("mine",)))
    changed = update(before, template("One", NEARER))
    assert update(changed, template("One", NEAR)) == before


def test_a_change_taken_back_after_two_brings_the_translation_back():
    before = catalog(entry("One", "Uno"), entry(NEAR, "Lee.", flags=("no-wrap",)))
    changed = update(update(before, template("One", NEARER)), template("One", NEAREST))
    assert update(changed, template("One", NEAR)) == before


def test_a_change_taken_back_in_another_context_has_to_be_confirmed():
    before = catalog(entry(NEARER, "Lee.", "menu", flags=(FUZZY,), previous_msgid=NEAR))
    assert update(before, template(("menu", NEAR))).entries == (
        entry(NEAR, "Lee.", "menu", flags=(FUZZY,), previous_msgid=NEAR),
    )


def test_wordings_stay_in_their_contexts():
    before = catalog(entry(NEAR, "Lee."), entry(NEAR, "Leer", "title"))
    after = update(before, template(("title", NEARER), NEARER))
    assert {(found.msgctxt, found.msgstr) for found in after.entries} == {
        (None, "Lee."),
        ("title", "Leer"),
    }
    assert update(after, template(NEAR, ("title", NEAR))) == before


def test_a_change_taken_back_after_its_wording_became_obsolete_takes_that():
    before = catalog(
        entry(NEARER, "Lee toda.", flags=(FUZZY,), previous_msgid=NEAR), obsolete(NEAR, "Lee.")
    )
    assert shown(update(before, template(NEAR))) == [(NEAR, "Lee."), ("~" + NEARER, "Lee toda.")]


def test_what_nobody_confirmed_is_not_confirmed_by_a_change_taken_back():
    before = catalog(entry(NEAR, "Lee?", flags=(FUZZY,), translator_comments=("mine",)))
    changed = update(before, template(NEARER))
    assert changed.entries == (
        entry(NEARER, "Lee?", flags=(FUZZY,), previous_msgid=NEAR, translator_comments=("mine",)),
        obsolete(NEAR, "Lee?", flags=(FUZZY,), translator_comments=("mine",)),
    )
    assert update(changed, template(NEAR)) == before


def test_a_context_added_by_the_author_keeps_the_translation_to_be_confirmed():
    before = catalog(entry("Open", "Abrir"))
    after = update(before, template(("adjective", "Open")))
    assert after.entries == (
        entry("Open", "Abrir", "adjective", flags=(FUZZY,), previous_msgid="Open"),
    )
    assert update(after, template("Open")) == before


def test_a_context_taken_back_wins_over_another_wording():
    before = catalog(
        entry("B", "be", flags=(FUZZY,), previous_msgid="C"),
        entry("C", "ce", "title", flags=(FUZZY,), previous_msgid="C"),
    )
    assert update(before, template("C")).by_key()[None, "C"] == entry("C", "ce")


def test_a_context_taken_away_and_put_back():
    before = catalog(entry("Open", "Abrir", "verb"))
    after = update(before, template("Open"))
    assert after.entries == (
        entry("Open", "Abrir", flags=(FUZZY,), previous_msgid="Open", previous_msgctxt="verb"),
    )
    assert update(after, template(("verb", "Open"))) == before


def test_another_wording_in_another_context_is_another_text():
    before = catalog(entry(NEAR, "Lee.", "title"))
    after = update(before, template(("summary", NEAREST)))
    assert shown(after) == [(NEAREST, ""), ("~" + NEAR, "Lee.")]


def test_comments_and_flags_of_an_untranslated_entry_go_over_to_its_new_wording():
    before = catalog(entry(NEAR, "", translator_comments=("Ask Ana.",), flags=(FUZZY, "no-wrap")))
    assert update(before, template(NEARER)).entries == (
        entry(NEARER, "", translator_comments=("Ask Ana.",), flags=("no-wrap",)),
    )


def test_an_untranslated_entry_just_becomes_the_new_one():
    before = catalog(entry("One", "Uno"), entry(NEAR), entry("Two", "Dos"))
    after = update(before, template("One", NEARER, "Two"))
    assert after.entries == (entry("One", "Uno"), entry(NEARER), entry("Two", "Dos"))


def test_an_unrelated_text_gets_no_translation():
    before = catalog(entry(NEAR, "Lee."))
    assert shown(update(before, template(OTHER))) == [(OTHER, ""), ("~" + NEAR, "Lee.")]


def test_each_translation_goes_to_one_wording():
    before = catalog(entry(NEAR, "Lee."))
    after = update(before, template(NEAREST, NEARER))
    assert shown(after) == [(NEAREST, ""), (NEARER, "Lee.")]


def test_a_translation_of_a_template_with_flags_keeps_them():
    wanted = Catalog((template(NEARER).entries[0]._replace(flags=("read-only",)),))
    after = update(catalog(entry(NEAR, "Lee.", flags=("no-wrap",))), wanted)
    assert after.entries[0].flags == (FUZZY, "no-wrap", "read-only")


# What becomes obsolete, and comes back


def test_what_is_gone_becomes_obsolete_at_the_end():
    before = catalog(
        entry("One", "Uno", translator_comments=("mine",), flags=("no-wrap",)),
        obsolete("Old", "Viejo"),
        entry("Two", "Dos"),
    )
    assert update(before, template("Two")).entries == (
        before.entries[1],
        before.entries[2],
        obsolete("One", "Uno", translator_comments=("mine",), flags=("no-wrap",)),
    )


@pytest.mark.parametrize(
    "kept",
    [
        entry("One", "", translator_comments=("mine",)),
        entry("One", "", flags=("max-length:20",)),
        entry("One", "Uno", flags=(FUZZY,)),
        entry("One", "Uno", flags=(FUZZY,), previous_msgid="Ones"),
        entry("One", msgid_plural="Many", msgstr_plural=("Uno", "Muchos")),
    ],
)
def test_whatever_a_translator_did_is_kept_as_obsolete(kept):
    gone = kept._replace(obsolete=True, references=(), extracted_comments=())
    assert update(catalog(kept), template("Two")).entries == (*template("Two").entries, gone)


@pytest.mark.parametrize("gone", [entry("One"), entry("One", " \n"), entry("One", flags=(FUZZY,))])
def test_what_nobody_touched_vanishes_with_its_segment(gone):
    assert update(catalog(gone, entry("Two", "Dos")), template("Two")).entries == (
        entry("Two", "Dos"),
    )


def test_an_obsolete_translation_comes_back_confirmed_and_in_its_place():
    before = catalog(
        entry("Two", "Dos"),
        obsolete("One", "Uno", translator_comments=("mine",)),
        obsolete("Old", "Viejo"),
    )
    after = update(before, template("One", "Two"))
    assert after.entries == (
        entry("One", "Uno", translator_comments=("mine",)),
        entry("Two", "Dos"),
        before.entries[2],
    )


def test_gone_and_back_again_is_where_it_was():
    before = catalog(entry("One", "Uno"), entry("Two", "Dos"), entry("Three", "Tres"))
    gone = update(before, template("One", "Three"))
    assert shown(gone) == [("One", "Uno"), ("Three", "Tres"), ("~Two", "Dos")]
    assert update(gone, template("One", "Two", "Three")) == before


def test_an_obsolete_fuzzy_translation_comes_back_fuzzy():
    before = catalog(obsolete("One", "Uno", flags=(FUZZY,), previous_msgid="Ones"))
    assert update(before, template("One")).entries == (
        entry("One", "Uno", flags=(FUZZY,), previous_msgid="Ones"),
    )


def test_an_obsolete_comment_comes_back_too():
    before = catalog(obsolete("One", "", translator_comments=("mine",), flags=("no-wrap",)))
    memory = TranslationMemory([entry("One", "Uno")])
    assert update(before, template("One"), memory).entries == (
        entry("One", "Uno", translator_comments=("mine",), flags=("no-wrap",)),
    )


def test_an_obsolete_translation_wins_over_the_memory():
    before = catalog(obsolete("One", "Uno"))
    memory = TranslationMemory([entry("One", "Un")])
    assert shown(update(before, template("One"), memory)) == [("One", "Uno")]


# Keys that stand twice; gettext refuses such files


def test_of_two_live_entries_the_best_one_stays_and_tells_of_the_other():
    before = catalog(
        entry("One", "Uno?", flags=(FUZZY,), translator_comments=("first",)),
        entry("Two", "Dos"),
        entry("One", 'El\n"uno"', translator_comments=("second",), flags=("no-wrap",)),
        entry("One"),
    )
    after = update(before, template("One", "Two"))
    assert after.entries == (
        entry(
            "One",
            'El\n"uno"',
            translator_comments=("second", "first", 'Also: msgstr "Uno?"'),
            flags=("no-wrap",),
        ),
        entry("Two", "Dos"),
    )
    assert update(after, template("One", "Two")) is after


def test_an_entry_that_stands_twice_alike_stands_once():
    before = catalog(entry("One", "Uno"), entry("Two", "Dos"), entry("One", "Uno"))
    after = update(before, template("One", "Two", "Three"))
    assert after.entries == (entry("One", "Uno"), entry("Two", "Dos"), entry("Three"))


def test_two_vanished_entries_of_a_key_become_one_obsolete():
    before = catalog(entry("One", "Uno"), entry("One", "Un"), entry("Two", "Dos"))
    assert update(before, template("Two")).entries == (
        entry("Two", "Dos"),
        obsolete("One", "Uno", translator_comments=('Also: msgstr "Un"',)),
    )


def test_a_newly_obsolete_entry_takes_in_an_obsolete_one_of_its_key():
    before = catalog(
        obsolete("One", "Un", translator_comments=("old",)),
        entry("One", "Uno", translator_comments=("new",)),
        entry("Two", "Dos"),
    )
    assert update(before, template("Two")).entries == (
        entry("Two", "Dos"),
        obsolete("One", "Uno", translator_comments=("new", "old", 'Also: msgstr "Un"')),
    )


def test_the_best_of_several_obsolete_entries_comes_back():
    before = catalog(
        obsolete("One", "Primero"),
        obsolete("One", "Uno"),
        obsolete("One", "Un", flags=(FUZZY,)),
        obsolete("One", "", translator_comments=("mine",)),
    )
    assert update(before, template("One")).entries == (
        entry(
            "One",
            "Uno",
            translator_comments=('Also: msgstr "Primero"', 'Also: msgstr "Un"', "mine"),
        ),
    )


def test_a_live_and_an_obsolete_entry_of_a_key_stay_where_nothing_changes():
    before = catalog(obsolete("One", "Un"), entry("One", "Uno"))
    assert update(before, template("One")) is before


def test_a_plural_entry_gives_way_to_a_segment_of_its_key():
    before = catalog(
        entry("One", msgid_plural="Many", msgstr_plural=("Uno", "Muchos"), flags=("c-format",)),
        entry("Two", "Dos"),
    )
    after = update(before, template("One", "Two"))
    assert after.entries == (
        entry(
            "One",
            "",
            translator_comments=('Also: msgstr[0] "Uno"', 'Also: msgstr[1] "Muchos"'),
            flags=("c-format",),
        ),
        entry("Two", "Dos"),
    )


def test_a_plural_entry_gives_way_to_a_translation_that_goes_over():
    before = catalog(
        entry("One", "Uno"),
        entry(NEARER, msgid_plural="Many", msgstr_plural=("Leer", "")),
        entry(NEAR, "Lee."),
    )
    assert update(before, template("One", NEARER)).entries == (
        entry("One", "Uno"),
        entry(
            NEARER,
            "Lee.",
            flags=(FUZZY,),
            previous_msgid=NEAR,
            translator_comments=('Also: msgstr[0] "Leer"',),
        ),
    )


def test_an_obsolete_plural_entry_gives_way_to_a_segment_of_its_key():
    before = catalog(obsolete("One", msgid_plural="Many", msgstr_plural=("Uno", "Muchos")))
    assert update(before, template("One")).entries == (
        entry("One", "", translator_comments=('Also: msgstr[0] "Uno"', 'Also: msgstr[1] "Muchos"')),
    )


# The memory


def test_a_new_wording_that_is_translated_elsewhere_is_filled():
    memory = TranslationMemory([entry("One", "Uno"), entry("One", "Uno"), entry("One", "Un", "x")])
    assert update(catalog(), template("One"), memory).entries == (entry("One", "Uno"),)


def test_a_translation_in_another_context_has_to_be_confirmed():
    memory = TranslationMemory([entry("Open", "Abrir", "verb")])
    assert update(catalog(), template("Open"), memory).entries == (
        entry("Open", "Abrir", flags=(FUZZY,), previous_msgid="Open", previous_msgctxt="verb"),
    )


def test_inconsistent_translations_have_to_be_confirmed():
    memory = TranslationMemory([entry("One", "Uno"), entry("One", "Un"), entry("One", "Un")])
    assert update(catalog(), template("One"), memory).entries == (
        entry("One", "Un", flags=(FUZZY,)),
    )


def test_a_near_translation_has_to_be_confirmed_and_names_its_wording():
    memory = TranslationMemory([entry(NEAR, "Lee.", "title")], {NEARER: (NEAR,)})
    assert update(catalog(), template(NEARER), memory).entries == (
        entry(NEARER, "Lee.", flags=(FUZZY,), previous_msgid=NEAR, previous_msgctxt="title"),
    )


def test_the_memory_wins_over_a_changed_wording_which_becomes_obsolete():
    before = catalog(entry(NEAR, "Lee?", flags=(FUZZY,), previous_msgid="Reads"))
    memory = TranslationMemory([entry(NEARER, "Lee toda.")])
    assert update(before, template(NEARER), memory).entries == (
        entry(NEARER, "Lee toda."),
        obsolete(NEAR, "Lee?", flags=(FUZZY,), previous_msgid="Reads"),
    )


def test_a_changed_wording_wins_over_what_the_memory_is_unsure_of():
    before = catalog(entry(NEAR, "Lee."))
    memory = TranslationMemory(
        [entry(NEARER, "A"), entry(NEARER, "B"), entry(NEAREST, "C")], {NEARER: (NEAREST,)}
    )
    assert shown(update(before, template(NEARER), memory)) == [(NEARER, "Lee.")]


def test_the_memory_fills_the_new_wording_of_an_untranslated_comment():
    before = catalog(entry(NEAR, "", translator_comments=("mine",)))
    memory = TranslationMemory([entry(NEAREST, "Lee con cuidado.")], {NEARER: (NEAREST,)})
    assert update(before, template(NEARER), memory).entries == (
        entry(
            NEARER,
            "Lee con cuidado.",
            translator_comments=("mine",),
            flags=(FUZZY,),
            previous_msgid=NEAREST,
        ),
    )


def test_an_entry_that_stands_untranslated_is_left_to_its_translator():
    before = catalog(entry("One"))
    assert update(before, template("One"), TranslationMemory([entry("One", "Uno")])) is before


def test_missing_names_what_the_catalog_cannot_fill():
    before = catalog(entry("One"), entry(NEAR, "Lee."), obsolete("Two", "Dos"))
    wanted = template("One", NEARER, "Two", OTHER, ("menu", "Three"))
    assert missing(before, wanted) == ((None, OTHER), ("menu", "Three"))
    assert missing(before, template("One", NEAR)) == ()


# Laws

WORDS = "the guide helps teams when people share work early".split()
MSGIDS = ["A", "B", "C", NEAR, NEARER, NEAREST, "the guide helps teams", "the teams share work"]
TEXTS = ("", "", " ", "uno", "dos", "tres", 'cua\n"tro"', "5\\")
FLAGS = ((), (), (FUZZY,), (FUZZY, "no-wrap"), ("max-length:9",))


def some_entry(rng):
    """An entry of any kind; few msgids, so that they meet each other."""
    plural = rng.random() < 0.1
    return Entry(
        rng.choice(MSGIDS),
        "" if plural else rng.choice(TEXTS),
        rng.choice((None, None, None, "title")),
        translator_comments=rng.choice(((), (), ("mine",), ("ours", "", "mine"))),
        flags=rng.choice(FLAGS),
        obsolete=rng.random() < 0.5,
        previous_msgid=rng.choice((None, rng.choice(MSGIDS))),
        previous_msgctxt=rng.choice((None, None, None, "title")),
        msgid_plural="many" if plural else None,
        msgstr_plural=(rng.choice(TEXTS), rng.choice(TEXTS)) if plural else (),
    )


RNG = random.Random(20)
MSGIDS += [" ".join(RNG.sample(WORDS, RNG.randint(4, 8))) for _ in range(6)]
ENTRIES = st.sampled_from([some_entry(RNG) for _ in range(1200)])
KEYS = st.sampled_from([(context, msgid) for msgid in MSGIDS for context in (None, "title")])
CATALOGS = st.lists(ENTRIES, max_size=8).map(lambda found: catalog(*found))
VALID_CATALOGS = st.lists(ENTRIES, max_size=8, unique_by=lambda found: found.key).map(
    lambda found: catalog(*found)
)
TEMPLATES = st.lists(KEYS, max_size=8, unique=True).map(lambda keys: template(*keys))
MEMORIES = st.lists(ENTRIES, max_size=5).map(
    lambda found: TranslationMemory(
        found, {NEAR: (NEARER,), NEARER: (NEAREST, NEAR), "A": ("B",), "B": ("A",)}
    )
)
LAW = settings(max_examples=200, deadline=None)


def kept_texts(found):
    """All that an update must keep of catalogs: texts, comments and flags."""
    texts, comments, flags = set(), set(), set()
    for each in found.entries:
        texts |= {text for text in (each.msgstr, *each.msgstr_plural) if text.strip()}
        comments |= set(each.translator_comments)
        flags |= set(each.flags) - {FUZZY}
    return texts, comments, flags


def in_comment(text, comments):
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return any(line.startswith("Also: ") and line.endswith(f' "{escaped}"') for line in comments)


def live_keys(found):
    return [each.key for each in found.entries if not each.obsolete]


@given(CATALOGS, TEMPLATES, MEMORIES)
@LAW
def test_nothing_is_lost(before, wanted, memory):
    after = update(before, wanted, memory)
    texts, comments, flags = kept_texts(before)
    texts_after, comments_after, flags_after = kept_texts(after)
    assert comments <= comments_after
    assert flags <= flags_after
    assert {text for text in texts - texts_after if not in_comment(text, comments_after)} == set()


@given(CATALOGS, TEMPLATES, MEMORIES)
@LAW
def test_each_entry_is_kept_as_a_whole(before, wanted, memory):
    """A translation's own comments and flags stay with it, wherever it goes."""
    after = update(before, wanted, memory)
    for old in before.entries:
        if not old.msgstr.strip() or old.msgid_plural is not None:
            continue
        assert any(
            set(old.translator_comments) <= set(new.translator_comments)
            and set(old.flags) - {FUZZY} <= set(new.flags)
            and (
                in_comment(old.msgstr, new.translator_comments)
                or (
                    old.msgstr in (new.msgstr, *new.msgstr_plural)
                    and (
                        new.key == old.key
                        or new.previous_msgid in {old.msgid, old.previous_msgid}
                        or new.msgid == old.previous_msgid
                    )
                )
            )
            for new in after.entries
        )


@given(CATALOGS, TEMPLATES, MEMORIES)
@LAW
def test_the_live_keys_are_those_of_the_template_once_each(before, wanted, memory):
    keys = live_keys(update(before, wanted, memory))
    assert sorted(keys, key=repr) == sorted(live_keys(wanted), key=repr)


@given(CATALOGS, TEMPLATES, MEMORIES)
@LAW
def test_an_update_twice_is_the_same_as_once(before, wanted, memory):
    once = update(before, wanted, memory)
    assert update(once, wanted, memory) is once
    assert missing(once, wanted) == ()


@given(VALID_CATALOGS, TEMPLATES)
@LAW
def test_what_the_catalog_alone_leaves_untranslated_is_missing(before, wanted):
    known = {each.key for each in before.live if each.msgid_plural is None}
    new = set(live_keys(wanted)) - known
    after = update(before, wanted).by_key()
    left = {key for key in new if not after[key].msgstr.strip()}
    assert left <= set(missing(before, wanted)) <= new


@given(VALID_CATALOGS, TEMPLATES, MEMORIES)
@LAW
def test_no_key_stands_twice_where_none_did(before, wanted, memory):
    keys = [each.key for each in update(before, wanted, memory).entries]
    assert len(keys) == len(set(keys))


@given(VALID_CATALOGS, TEMPLATES, MEMORIES)
@LAW
def test_what_does_not_change_keeps_identity_and_order(before, wanted, memory):
    after = update(before, wanted, memory)
    keys = set(live_keys(wanted))
    fresh = {each.key: each for each in wanted.entries}
    stay = [
        each
        for each in before.entries
        if each.msgid_plural is None
        and (each.key in keys) != each.obsolete
        and (each.obsolete or each.references == fresh[each.key].references)
    ]
    at = [next((n for n, new in enumerate(after.entries) if new is old), None) for old in stay]
    assert None not in at
    assert at == sorted(at)


@given(CATALOGS, TEMPLATES, MEMORIES)
@LAW
def test_a_translation_of_another_wording_names_it_and_is_fuzzy(before, wanted, memory):
    """Published as it is stands only what somebody confirmed for just this wording."""
    known = [*before.entries, *(each for group in memory._entries.values() for each in group)]
    confirmed = {(each.key, each.msgstr) for each in known if not each.fuzzy}
    confirmed |= {
        ((context, each.previous_msgid), each.msgstr)
        for each in known
        for context in (each.msgctxt, each.previous_msgctxt)
        if each.stale
    }
    of_its_wording = {
        (msgid, each.msgstr) for each in known for msgid in (each.msgid, each.previous_msgid)
    }
    keys = set(live_keys(before))
    for new in update(before, wanted, memory).live:
        if not new.msgstr.strip() or new.key in keys:
            continue
        assert new.fuzzy or (new.key, new.msgstr) in confirmed
        assert new.previous_msgid is not None or (new.msgid, new.msgstr) in of_its_wording


@given(VALID_CATALOGS, TEMPLATES, TEMPLATES)
@LAW
@example(catalog(entry("A", "uno", flags=(FUZZY,))), template("A"), template("A"))
def test_a_source_that_goes_away_and_comes_back_brings_back_every_confirmed_text(
    start, first, second
):
    before = update(start, first)
    after = update(update(before, second), first)
    by_key = after.by_key()
    for old in before.live:
        if old.translated:
            assert by_key[old.key].msgstr == old.msgstr
            assert by_key[old.key].translated
