"""Pairs of a lesson's segments with those of its translation."""

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.adopt import SURE, UNLIKE
from dragoman.alignment import align
from dragoman.document import Segment

ENGLISH = "house tree river stone bread water night friend letter bridge window garden".split()
OTHER = "talo puu joki kivi leipa vesi yo ystava kirje silta ikkuna puutarha".split()
CJK = "家屋 樹木 河川 石頭 麵包 清水 夜晚 朋友 信件 橋梁 窗戶 花園".split()


def paragraphs(*texts, kind="paragraph"):
    return [Segment(text, kind) for text in texts]


def lesson(words, count=30, separator=" "):
    """The same lesson in any language: its sentences say the same things."""
    rng = random.Random(7)
    texts = []
    for place in range(count):
        topic = rng.sample(range(len(words)), 4)
        chosen = [words[rng.choice(topic)] for _ in range(rng.randrange(4, 40))]
        texts.append(
            Segment(separator.join(chosen), "heading 2" if place % 7 == 0 else "paragraph")
        )
    return texts


def found(source, target):
    return {(pair.source, pair.target): pair for pair in align(source, target).pairs}


def matched(source, target):
    return [(pair.source, pair.target) for pair in align(source, target).pairs]


SEGMENTS = st.lists(
    st.builds(
        Segment,
        st.text("ab 家1.<em>", max_size=30),
        st.sampled_from(("paragraph", "heading 2", "list item")),
    ),
    max_size=12,
)


@settings(max_examples=30, deadline=None)
@given(SEGMENTS, SEGMENTS)
def test_every_place_of_both_sides_stands_in_one_pair(source, target):
    alignment = align(source, target)
    for number, side in enumerate((source, target)):
        places = [place for pair in alignment.pairs for place in (pair.source, pair.target)[number]]
        assert sorted(places) == list(range(len(side)))
    for pair in alignment.pairs:
        assert pair.source or pair.target
        assert 0 <= pair.confidence <= 1
        assert min(len(pair.source), len(pair.target)) <= 1
        assert (pair.source and pair.target) or not pair.confidence
    lesson_order = [pair.source for pair in alignment.pairs if pair.source]
    assert lesson_order == sorted(lesson_order)
    assert align(source, target) == alignment


def test_a_page_is_surely_its_own_translation():
    page = lesson(ENGLISH)
    alignment = align(page, page)
    assert [(pair.source, pair.target) for pair in alignment.pairs] == [
        ((place,), (place,)) for place in range(len(page))
    ]
    assert all(pair.confidence >= SURE for pair in alignment.pairs)
    assert alignment.likeness > 0


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ([], [], []),
        (["One"], [], [((0,), ())]),
        ([], ["Uno", "Dos"], [((), (0,)), ((), (1,))]),
        (["One"], ["Uno"], [((0,), (0,))]),
    ],
)
def test_small_pages(source, target, expected):
    assert matched(paragraphs(*source), paragraphs(*target)) == expected


def test_a_translation_that_is_one_big_paragraph_is_no_translation():
    page = lesson(ENGLISH)
    whole = Segment("\n".join(segment.msgid for segment in page), "paragraph")
    alignment = align(page, [whole])
    assert alignment.likeness < UNLIKE
    assert not any(pair.confidence >= SURE for pair in alignment.pairs if pair.target)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Call 112 or wait for 30 days now.", "Llama al 112 o espera 30 días ya."),
        ('See <a href="https://x.org/en/one">this page</a>.', 'Ve <a href="/es/one">la hoja</a>.'),
        ("Type <code>git pull</code> every day.", "Escribe <code>git pull</code> cada día."),
        ("Ask Martha Woods about GitHub first.", "Pregunta a Martha Woods por GitHub."),
    ],
)
def test_what_languages_share_tells_which_paragraph_is_gone(source, target):
    around = "Words that stand before and after, and fix how long a translation is. " * 5
    other = "Some other words of that length."
    whole = paragraphs(around, other, source, around)
    assert ((2,), (1,)) in matched(whole, paragraphs(around, target, around))
    whole = paragraphs(around, source, other, around)
    assert ((1,), (1,)) in matched(whole, paragraphs(around, target, around))
    whole = paragraphs(around, other, target, around)
    assert ((1,), (2,)) in matched(paragraphs(around, source, around), whole)


def test_a_heading_is_not_a_paragraph():
    source = [Segment("The house", "heading 2"), Segment("The tree", "paragraph")]
    assert matched(source, paragraphs("El árbol")) == [((0,), ()), ((1,), (0,))]


def test_chinese_is_shorter():
    source, target = lesson(ENGLISH), lesson(CJK, separator="")
    del target[11]
    pairs = matched(source, target)
    assert ((11,), ()) in pairs
    assert [pair for pair in pairs if pair[1]] == [
        ((place + (place >= 11),), (place,)) for place in range(len(target))
    ]


def test_a_paragraph_that_was_split_is_found_and_says_so():
    source, target = lesson(ENGLISH), lesson(OTHER)
    place = max(range(len(target)), key=lambda at: len(target[at].msgid))
    words = target[place].msgid.split()
    halves = paragraphs(" ".join(words[:20]), " ".join(words[20:]))
    target[place : place + 1] = halves
    pair = found(source, target)[(place,), (place, place + 1)]
    assert pair.reasons == ("one segment is two in the translation",)
    back = found(target, source)[(place, place + 1), (place,)]
    assert back.reasons == ("two segments of the lesson are one in the translation",)


@pytest.mark.parametrize("count", [3, 5])
def test_a_paragraph_that_became_many_is_found(count):
    source, target = lesson(ENGLISH), lesson(OTHER)
    place = max(range(len(target)), key=lambda at: len(target[at].msgid))
    words = target[place].msgid.split()
    size = -(-len(words) // count)
    pieces = [" ".join(words[at : at + size]) for at in range(0, len(words), size)]
    target[place : place + 1] = paragraphs(*pieces)
    many = tuple(range(place, place + count))
    assert found(source, target)[(place,), many].reasons[0] == (
        f"one segment is {count} in the translation"
    )
    assert found(target, source)[many, (place,)].reasons[0] == (
        f"{count} segments of the lesson are one in the translation"
    )


def test_paragraphs_that_the_lesson_has_not_are_no_part_of_their_neighbours():
    source, target = lesson(ENGLISH), lesson(OTHER)
    added = [text.msgid for text in lesson(OTHER, 3)][1:]
    target[9:9] = paragraphs(*(f"{text} uusi" for text in added))
    assert {((), (9,)), ((), (10,))} <= set(found(source, target))


def test_paragraphs_that_changed_places_are_found_and_never_sure():
    source, target = lesson(ENGLISH), lesson(OTHER)
    target[3], target[20] = target[20], target[3]
    pairs = found(source, target)
    for key in (((3,), (20,)), ((20,), (3,))):
        assert pairs[key].confidence < SURE
        assert pairs[key].reasons == ("it stands elsewhere on the page",)


def test_headings_that_changed_places_are_found_by_words_that_languages_share():
    source, target = lesson(ENGLISH), lesson(OTHER)
    for place, ours, theirs in (
        (7, "Voluntary contribution", "Priorización de la mentoría"),
        (21, "Prioritized mentorship", "Contribución voluntaria"),
    ):
        source[place] = Segment(ours, "heading 2")
        target[place] = Segment(theirs, "heading 2")
    pairs = found(source, target)
    for key in (((7,), (21,)), ((21,), (7,))):
        assert pairs[key].reasons == ("it stands elsewhere on the page",)


def test_strong_matches_give_way_to_stronger_ones():
    around = paragraphs("Words that stand around, and fix how long a translation is. " * 5)
    one = 'Ask <a href="/a">Martha Woods</a> about 30 things in <code>main</code> today.'
    two = 'Ask <a href="/b">Martha Woods</a> about 40 things in <code>side</code> today.'
    source = [*around, *paragraphs(one), *around, *paragraphs(two), *around]
    target = [*around, *paragraphs(two), *around, *paragraphs(one), *around]
    pairs = found(source, target)
    assert pairs[(1,), (3,)].confidence < SURE > pairs[(3,), (1,)].confidence


def test_unlike_pages_are_unlike():
    rng = random.Random(3)
    right, wrong = lesson(OTHER), lesson(OTHER)
    rng.shuffle(wrong)
    assert align(lesson(ENGLISH), right).likeness > 0
    assert align(lesson(ENGLISH), wrong[:14]).likeness < UNLIKE


def disturb(side, share, rng):
    """Delete, merge and swap some; the numbers of the segments left are the truth."""
    blocks = [(segment, frozenset({place})) for place, segment in enumerate(side)]
    for _ in range(round(share * len(side))):
        at, other = rng.randrange(len(blocks) - 1), rng.randrange(len(blocks))
        change = rng.randrange(3)
        if change == 0:
            del blocks[at]
        elif change == 1:
            (one, places), (two, more) = blocks[at : at + 2]
            merged = Segment(f"{one.msgid} {two.msgid}", one.kind)
            blocks[at : at + 2] = [(merged, places | more)]
        else:
            blocks[at], blocks[other] = blocks[other], blocks[at]
    return [segment for segment, _ in blocks], [places for _, places in blocks]


def test_accuracy_on_disturbed_pages():
    true = hits = sure = right = 0
    for seed in range(3):
        rng = random.Random(seed)
        source, left = disturb(lesson(ENGLISH, 40), 0.05, rng)
        target, there = disturb(lesson(OTHER, 40), 0.05, rng)
        truth = {(a, b) for a, x in enumerate(left) for b, y in enumerate(there) if x & y}
        pairs = align(source, target).pairs
        hits += len(truth & {(a, b) for pair in pairs for a in pair.source for b in pair.target})
        true += len(truth)
        for pair in pairs:
            if pair.confidence >= SURE and len(pair.source) == 1 == len(pair.target):
                sure += 1
                right += left[pair.source[0]] == there[pair.target[0]]
    assert right / sure >= 0.995
    assert hits / true >= 0.97
    assert sure / true >= 0.7


def test_long_lessons_take_seconds():
    source, target = lesson(ENGLISH, 500), lesson(OTHER, 500)
    start = time.process_time()
    assert len(align(source, target).pairs) == 500
    assert time.process_time() - start < 10
