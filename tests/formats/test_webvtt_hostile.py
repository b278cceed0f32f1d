"""Hostile captions take time in proportion to their length."""

from __future__ import annotations

from contextlib import suppress

import pytest
from test_hostile import assert_linear

from dragoman.errors import LessonError
from dragoman.formats.webvtt import SUBRIP_CAPTIONS, WEBVTT_CAPTIONS

HEAD = "WEBVTT\n\n"
CUE = "00:01.000 --> 00:02.000\n"

UNITS = (
    *(
        "a ",
        "A. ",
        "A.",
        "<",
        "<i>",
        "</i>",
        "<i>a ",
        "<v ",
        "<v a>b ",
        "&",
        "&gt;&gt; ",
        "...",
        '"',
    ),
    *(
        "<00:01.000>a",
        "\n- a",
        "\n",
        "\r\n",
        " ",
        "\t",
        "-->",
        "->",
        "日",
        "日。",
        "ไ",
        "ก็",
        "♪",
        "[",
    ),
    *(
        "<c><i><b>",
        "e.g. ",
        "(a) ",
        "\n \n",
        "a-",
        "0",
        "0:",
        ". ",
        "{\\a",
        "{\\a}",
        "<b",
        "\ufeff",
    ),
    *(CUE, f"\n{CUE}", f"\n{CUE}we\n", f"\n{CUE}We go.\n", "\nNOTE dragoman: note a\n\n"),
)

FORMATS = (WEBVTT_CAPTIONS, SUBRIP_CAPTIONS)


def parse(known, text):
    with suppress(LessonError):
        known.parse(text)


@pytest.mark.parametrize("unit", UNITS, ids=repr)
def test_files(unit):
    for known in FORMATS:
        assert_linear(lambda length, known=known: parse(known, HEAD + CUE + unit * length), 200)


@pytest.mark.parametrize("unit", UNITS, ids=repr)
def test_targets(unit):
    text = f"{CUE}We <i>talk\n\n{CUE}about</i>\n\n{CUE}gates. And\n\n{CUE}gardens.\n"
    slot = WEBVTT_CAPTIONS.parse(HEAD + text).slots[0]
    assert len(slot.encoding.rooms) == 3
    assert_linear(lambda length: WEBVTT_CAPTIONS.encode(slot, "<i>é</i> " + unit * length), 200)


def test_a_sentence_over_many_pieces():
    def laid(length):
        text = HEAD + CUE + "we <00:01.500>" * length
        (slot,) = WEBVTT_CAPTIONS.parse(text).slots
        assert isinstance(WEBVTT_CAPTIONS.encode(slot, "Ñ " * (2 * length)), str)

    assert_linear(laid, small=50)
