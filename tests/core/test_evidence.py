"""What speaks for two segments being each other's translation."""

from __future__ import annotations

import pytest

from dragoman.alignment.company import Company
from dragoman.alignment.evidence import Scorer, traits
from dragoman.document import Segment


def scorer(source, target):
    sides = ([Segment(text, "paragraph") for text in side] for side in (source, target))
    return Scorer(*sides)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Voluntary contribution", "Contribuição voluntária"),
        ("Company motivation", "Motivación de la empresa"),
        ("Über die Kategorien", "About categories"),
        ("See GitHub", "Mira en GitHub"),
        ("The pull request API", "Die API für Pull Requests"),
    ],
)
def test_related_languages_share_names_and_the_beginnings_of_words(one, other):
    assert traits(Segment(one, "paragraph")).names & traits(Segment(other, "paragraph")).names


@pytest.mark.parametrize(
    ("one", "other"), [("A house", "Una casa"), ("Word", "Wort"), ("house", "хаусе"), ("1", "2")]
)
def test_what_looks_alike_otherwise_is_not_shared(one, other):
    names = (traits(Segment(text, "paragraph")).names for text in (one, other))
    assert not frozenset.intersection(*names)


def test_a_name_that_one_side_lacks_speaks_against_a_pair_where_both_pages_have_it():
    source = ["Ask on GitHub first.", "Ask on Tuesday first."]
    known = scorer(source, ["Frag erst bei GitHub.", "Frag erst am Dienstag."])
    unknown = scorer(source, ["Frag erst das Team an.", "Frag erst am Dienstag."])
    assert known.weight(0, 0) > known.weight(1, 0)
    assert known.weight(0, 1) < unknown.weight(0, 1)


WORDS = ["sun rain", "rain wind", "snow", "sun", "wind snow", "rain", "sun snow", "wind"]


def counted(texts):
    return [traits(Segment(text, "paragraph")).words for text in texts]


def test_translations_keep_company():
    other = [text.translate(str.maketrans("nsrwaiou", "mtlvoeai")) for text in WORDS]
    company = Company(counted(WORDS), counted(other), [(at, at) for at in range(len(WORDS))])
    right = [company.weight(at, at, 1, 1) for at in range(len(WORDS))]
    wrong = [company.weight(at, (at + 3) % len(WORDS), 1, 1) for at in range(len(WORDS))]
    assert sum(right) > sum(wrong) + 4


def test_several_segments_keep_the_company_of_all():
    joined = [*WORDS[:2], f"{WORDS[2]} {WORDS[3]}", *WORDS[4:]]
    anchors = [(at, at) for at in (0, 1)] + [(at + 1, at) for at in range(3, 7)]
    company = Company(counted(WORDS), counted(joined), anchors)
    assert company.weight(2, 2, 2, 1) > company.weight(2, 2, 1, 1)


def test_too_few_anchors_say_nothing():
    company = Company(counted(WORDS), counted(WORDS), [(0, 0), (1, 1), (2, 2)])
    assert company.weight(3, 3, 1, 1) == 0.0


def test_words_that_stand_nowhere_else_say_nothing():
    texts = [*WORDS, "alone"]
    company = Company(counted(texts), counted(texts), [(at, at) for at in range(8)])
    assert company.weight(8, 8, 1, 1) == 0.0
