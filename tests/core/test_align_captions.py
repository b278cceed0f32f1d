"""Captions in two languages, paired by what is said at the same time."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.alignment.captions import align_by_time
from dragoman.formats.html import Html
from dragoman.formats.webvtt import WEBVTT_CAPTIONS

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus" / "asciidoc" / "introduction"


def slots(*cues):
    """The slots of captions, given as begin, end and text."""
    blocks = [f"00:{one:06.3f} --> 00:{two:06.3f}\n{text}\n" for one, two, text in cues]
    return WEBVTT_CAPTIONS.parse("\n".join(["WEBVTT\n", *blocks])).slots


OURS = slots(
    (1, 3, "We talk about"), (3, 5, "gates."), (5, 7, "Gates are good."), (7, 10, "Bye. See you.")
)


def pairs(theirs, ours=OURS):
    found = align_by_time(ours, theirs)
    return found and [(pair.source, pair.target) for pair in found.pairs]


def test_sentences_of_the_same_times():
    theirs = slots(
        (1.2, 5.1, "Hablamos de puertas."),
        (5.1, 6, "Las puertas"),
        (6, 7, "son buenas."),
        (7, 8, "Adiós."),
        (8, 10, "Hasta luego."),
    )
    found = align_by_time(OURS, theirs)
    assert [(pair.source, pair.target) for pair in found.pairs] == [
        ((number,), (number,)) for number in range(4)
    ]
    assert all(pair.confidence > 0.95 and not pair.reasons for pair in found.pairs)


def test_one_sentence_in_two_and_two_in_one():
    theirs = slots(
        (1, 3, "Hablemos."), (3, 5, "De puertas."), (5, 10, "Son buenas, adiós, hasta luego.")
    )
    assert pairs(theirs) == [((0,), (0, 1)), ((1, 2, 3), (2,))]
    merged = align_by_time(OURS, theirs).pairs[1]
    assert merged.reasons == ("two segments of the lesson are one in the translation",)


def test_a_sentence_that_only_one_track_has():
    theirs = slots((1, 5, "Hablamos de puertas."), (5, 7, "Son buenas."), (11, 13, "¡Más!"))
    ours = slots((1, 5, "We talk about gates."), (5, 7, "They are good."), (7, 10, "Bye."))
    assert pairs(theirs, ours) == [((0,), (0,)), ((1,), (1,)), ((2,), ()), ((), (2,))]


def test_other_times_and_other_formats_are_not_paired():
    assert pairs(slots((30, 33, "Hablamos."), (33, 35, "Adiós."))) is None
    assert pairs(()) is None
    assert pairs(Html().parse("<p>Hablamos.</p>").slots) is None


def test_sentences_that_overlap_are_paired_by_their_texts():
    ours = slots((1, 2, "One 1."), (2, 4, "Room 22 is here."), (4, 5, "Yes."), (5, 9, "It is."))
    theirs = slots((1, 2, "Uno 1."), (2, 4.9, "Sala 22."), (2.1, 4.9, "Sí."), (5, 9, "Lo es."))
    found = pairs(theirs, ours)
    assert found[0] == ((0,), (0,))
    assert found[-1] == ((3,), (3,))
    assert sorted(at for pair in found for at in pair[0]) == [0, 1, 2, 3]
    assert sorted(at for pair in found for at in pair[1]) == [0, 1, 2, 3]


@pytest.mark.skipif(not CORPUS.is_dir(), reason="shared/corpus is not beside the project")
@pytest.mark.parametrize(
    ("talk", "least"), [("02-problems-solved", 38), ("04-benefits", 32), ("05-principles", 34)]
)
def test_real_captions(talk, least):
    ours, theirs = (
        WEBVTT_CAPTIONS.parse((CORPUS / path).read_bytes().decode()).slots
        for path in (f"{talk}-captions-en.vtt", f"pt-br/{talk}-captions-pt-br.vtt")
    )
    found = align_by_time(ours, theirs).pairs
    assert sum(pair.confidence > 0.95 for pair in found) >= least
    assert sorted(at for pair in found for at in pair.source) == list(range(len(ours)))
    assert sorted(at for pair in found for at in pair.target) == list(range(len(theirs)))
