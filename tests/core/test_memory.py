"""What the translation memory knows of a wording, and how sure it is."""

from random import Random

from dragoman.catalog import FUZZY, Entry
from dragoman.memory import Suggestion, TranslationMemory, find_near, score

KEY = (None, "One")


def exact(*entries, key=KEY):
    return TranslationMemory(entries).exact(key)


def near(*entries, key=KEY):
    return TranslationMemory(entries, {"One": ("Ones", "Once")}).near(key)


def test_an_empty_memory_knows_nothing():
    assert TranslationMemory().exact(KEY) is None
    assert TranslationMemory().near(KEY) is None


def test_a_translation_of_the_same_wording_is_sure():
    assert exact(Entry("One", "Uno")) == Suggestion("Uno", sure=True, previous=None)


def test_the_same_translation_on_many_pages_is_sure():
    assert exact(*[Entry("One", "Uno")] * 3) == Suggestion("Uno", sure=True, previous=None)


def test_of_different_translations_the_most_frequent_one_is_suggested():
    found = exact(Entry("One", "Un"), Entry("One", "Uno"), Entry("One", "Uno"))
    assert found == Suggestion("Uno", sure=False, previous=None)


def test_of_equally_frequent_translations_the_first_one_is_suggested():
    found = exact(Entry("One", "Un"), Entry("One", "Uno"))
    assert found == Suggestion("Un", sure=False, previous=None)


def test_the_same_context_wins():
    found = exact(
        Entry("One", "Un"), Entry("One", "Un"), Entry("One", "Uno", "x"), key=("x", "One")
    )
    assert found == Suggestion("Uno", sure=True, previous=None)


def test_another_context_is_named():
    found = exact(Entry("One", "Un", "x"), Entry("One", "Uno", "y"), Entry("One", "Uno", "z"))
    assert found == Suggestion("Uno", sure=False, previous=("y", "One"))


def test_obsolete_translations_count_where_there_are_no_others():
    gone = Entry("One", "Un", obsolete=True)
    assert exact(gone) == Suggestion("Un", sure=True, previous=None)
    assert exact(gone, Entry("One", "Uno")) == Suggestion("Uno", sure=True, previous=None)
    assert exact(gone, Entry("One", "Uno", "x")) == Suggestion("Un", sure=True, previous=None)


def test_unconfirmed_empty_and_plural_entries_are_no_exact_translations():
    assert (
        exact(
            Entry("One", "Uno", flags=(FUZZY,)),
            Entry("One", "Uno", flags=(FUZZY,), previous_msgid="Ones"),
            Entry("One", " "),
            Entry("One", msgid_plural="Many", msgstr_plural=("Uno", "Muchos")),
        )
        is None
    )


def test_ten_thousand_translations_of_one_wording():
    memory = TranslationMemory(Entry("One", f"Uno {number}") for number in range(10_000))
    assert memory.exact(KEY) == Suggestion("Uno 0", sure=False, previous=None)


def test_the_nearest_wording_is_suggested_with_its_key():
    found = near(Entry("Once", "Una vez"), Entry("Ones", "Unos", "x"))
    assert found == Suggestion("Unos", sure=False, previous=("x", "Ones"))


def test_of_one_wording_confirmed_translations_and_the_same_context_come_first():
    fuzzy = Entry("Ones", "A", flags=(FUZZY,), previous_msgid="Onesies")
    gone = Entry("Ones", "B", obsolete=True)
    other = Entry("Ones", "C", "x")
    same = Entry("Ones", "D")
    for entries, msgstr in (
        ((fuzzy, gone, other, same), "D"),
        ((fuzzy, gone, other), "C"),
        ((fuzzy, gone), "B"),
        ((fuzzy,), "A"),
    ):
        found = near(*entries)
        assert found is not None
        assert found.msgstr == msgstr


def test_a_stale_translation_is_suggested_with_the_wording_that_it_translates():
    stale = Entry("Ones", "Unos", flags=(FUZZY,), previous_msgid="Onesies", previous_msgctxt="x")
    assert near(stale) == Suggestion("Unos", sure=False, previous=("x", "Onesies"))


def test_an_unconfirmed_translation_is_not_passed_on_to_another_wording():
    assert near(Entry("Ones", "Unos", flags=(FUZZY,))) is None
    assert near(Entry("One", "Uno", "x", flags=(FUZZY,))) is None


def test_an_unconfirmed_translation_of_the_same_wording_is_suggested():
    found = near(Entry("One", "Uno", flags=(FUZZY,)))
    assert found == Suggestion("Uno", sure=False, previous=None)


def test_a_stale_translation_that_was_made_for_just_this_wording():
    found = near(Entry("Ones", "Uno", flags=(FUZZY,), previous_msgid="One"))
    assert found == Suggestion("Uno", sure=False, previous=None)


WORDS = [a + b + c for a in "bdfgk" for b in "aeiou" for c in ("", "la", "mo", "rin", "sut", "te")]


def wordings(count):
    rng = Random(3)
    return [" ".join(rng.choices(WORDS, k=rng.randint(6, 20))) for _ in range(count)]


def test_near_wordings_are_found_among_many():
    known = wordings(2000)
    wanted = [f"{known[at]} again" for at in range(0, 2000, 40)]
    found = find_near(wanted, known)
    assert [found[f"{known[at]} again"][0] for at in range(0, 2000, 40)] == known[::40]


def test_near_wordings_are_found_for_a_few():
    known = wordings(300)
    assert find_near([f"{known[7]} again"], known) == {f"{known[7]} again": (known[7],)}


def test_what_is_near_to_nothing_is_left_out():
    assert find_near(["something else"], wordings(50)) == {}
    assert find_near([], wordings(5)) == {}
    assert find_near(["one"], []) == {}


def test_the_answer_does_not_depend_on_the_order():
    known = wordings(200)
    wanted = [f"{each} more" for each in known[:40]]
    assert find_near(wanted, known) == find_near(wanted[::-1], known[::-1])


# Scores

SHORT, LONG = "Read the guide now.", "Read the whole guide now."


def test_a_score_is_the_share_of_characters_that_are_the_same():
    assert score(SHORT, Entry(SHORT, "Lee.")) == 100
    assert int(score(SHORT, Entry(LONG, "Lee."))) == 86
    assert int(score(SHORT, Entry("Xyz", "Xyz"))) == 0


def test_an_unconfirmed_translation_is_worth_10_less():
    assert score(SHORT, Entry(SHORT, "Lee.", flags=(FUZZY,))) == 90
    assert int(score(SHORT, Entry(LONG, "Lee.", flags=(FUZZY,)))) == 76
    assert score(SHORT, Entry(LONG, "Lee.", flags=(FUZZY,), previous_msgid=SHORT)) == 90
    assert score(SHORT, Entry("", "Lee.", flags=(FUZZY,))) == 0


def test_a_confirmed_translation_wins_over_a_nearer_unconfirmed_one():
    nearer = Entry(f"{SHORT}!", "A", flags=(FUZZY,), previous_msgid=LONG)
    sure = Entry(f"{SHORT} Now.", "B")
    memory = TranslationMemory([nearer, sure], {SHORT: (nearer.msgid, sure.msgid)})
    assert int(score(SHORT, nearer)) < int(score(SHORT, sure)) == 88
    found = memory.near((None, SHORT))
    assert found is not None
    assert found.msgstr == "B"


def test_under_the_least_score_there_is_no_suggestion():
    entries, near_ones = [Entry(LONG, "Lee.")], {SHORT: (LONG,)}
    assert TranslationMemory(entries, near_ones, 86).near((None, SHORT)) is not None
    assert TranslationMemory(entries, near_ones, 87).near((None, SHORT)) is None


def test_a_search_finds_what_is_like_a_text_the_best_first():
    memory = TranslationMemory(
        [
            Entry(LONG, "Lee toda."),
            Entry(SHORT, "Lee?", flags=(FUZZY,)),
            Entry(SHORT, "Lee.", "title"),
            Entry(SHORT, "Lee.", obsolete=True),
            Entry("Something else", "Otra cosa"),
        ]
    )
    assert [(int(found.score), found.msgstr) for found in memory.search(SHORT)] == [
        (100, "Lee."),
        (90, "Lee?"),
        (86, "Lee toda."),
    ]
    assert [found.msgstr for found in memory.search(SHORT, most=1)] == ["Lee."]
    assert [found.msgstr for found in memory.search(SHORT, 95)] == ["Lee."]
    assert memory.search("") == ()


def test_a_search_among_very_many(monkeypatch):
    monkeypatch.setattr("dragoman.memory._MANY", 10)
    known = wordings(300)
    memory = TranslationMemory(Entry(each, each.upper()) for each in known)
    assert memory.search(f"{known[7]} again")[0].msgid == known[7]
