"""The words that differ between two wordings."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.wordings.differences import differences

MARKS = {"same": ("", ""), "gone": ("[-", "-]"), "new": ("{+", "+}")}


def shown(old, new):
    """The difference as ``git diff --word-diff`` writes it."""
    return "".join(
        f"{MARKS[piece.change][0]}{piece.text}{MARKS[piece.change][1]}"
        for piece in differences(old, new)
    )


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Read the whole guide.", "Read the entire guide.", "Read the [-whole-]{+entire+} guide."),
        ("Read the guide.", "Read the whole guide.", "Read the {+whole +}guide."),
        ("Read the whole guide.", "Read the guide.", "Read the [-whole -]guide."),
        ("one two three", "four five three", "[-one two-]{+four five+} three"),
        ("one two three four", "1 two 3 four", "[-one-]{+1+} two [-three-]{+3+} four"),
        ("one, two", "one; two", "one[-,-]{+;+} two"),
        ("one\ntwo  three", "one two\nthree four", "one two\nthree{+ four+}"),
        ("", "one two", "{+one two+}"),
        ("one two", "", "[-one two-]"),
        ("one", "one", "one"),
        ("中文字", "中国字", "中[-文-]{+国+}字"),
        ("ภาษาไทย", "ภาษาไทน", "ภาษาไท[-ย-]{+น+}"),
        (
            'See <a href="u">it</a>.',
            'See <a href="v">it</a>.',
            'See [-<a href="u">-]{+<a href="v">+}it</a>.',
        ),
        (
            "at https://a.org/x.",
            "at https://a.org/y.",
            "at [-https://a.org/x-]{+https://a.org/y+}.",
        ),
        ("don’t", "do", "[-don’t-]{+do+}"),
    ],
)
def test_differences(old, new, expected):
    assert shown(old, new) == expected


TEXTS = st.lists(
    st.sampled_from(["one", "two", " ", "\n", "<b>", "</b>", ",", "中", "https://a.b/c", "é", "\0"])
).map("".join)


@given(TEXTS, TEXTS)
@settings(max_examples=300, deadline=None)
def test_the_pieces_are_both_wordings(old, new):
    pieces = differences(old, new)
    assert "".join(piece.text for piece in pieces if piece.change != "gone") == new
    was = "".join(piece.text for piece in pieces if piece.change != "new")
    assert was.split() == old.split() or "".join(was.split()) == "".join(old.split())
    assert all(piece.text for piece in pieces)
    assert all(one.change != two.change for one, two in pairwise(pieces))


@pytest.mark.parametrize("count", [3_000, 100_000])
def test_a_long_text_takes_no_time(count):
    words = [f"w{number % 97}" for number in range(count)]
    start = time.process_time()
    pieces = differences(" ".join(words), " ".join(reversed(words)))
    assert time.process_time() - start < 3
    assert "".join(piece.text for piece in pieces if piece.change != "gone") == " ".join(
        words[::-1]
    )
