"""Captions that viewers cannot read."""

from __future__ import annotations

import pytest

from dragoman.checks.captions import caption_gate, check_captions
from dragoman.formats.base import CaptionLimits
from dragoman.formats.webvtt import SUBRIP_CAPTIONS, WEBVTT_CAPTIONS

TIMING = "01:00:01.500 --> 01:00:03.500"


def told(text, limits=None, source=""):
    page = f"WEBVTT\n\n{TIMING}\n{text}\n"
    before = f"WEBVTT\n\n{TIMING}\n{source}\n" if source else ""
    return [
        (number, problem.rule, problem.message.removeprefix("the caption at 01:00:01.500 "))
        for number, problem in check_captions(
            page, WEBVTT_CAPTIONS, limits or CaptionLimits(), before
        )
    ]


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("x" * 40, []),
        ("A" * 21 + "\n" + "B" * 18, []),
        ("x" * 41, [(0, "caption-rate", "has 20.5 characters a second, more than 20")]),
        (
            "x" * 43,
            [
                (0, "caption-line", "has a line of 43 characters, more than 42"),
                (0, "caption-rate", "has 22 characters a second, more than 20"),
            ],
        ),
        ("a\nb\nc", [(0, "caption-lines", "has 3 lines, more than 2")]),
        ("", [(0, "caption-empty", "has no text left")]),
        ("<v Ann></v>", [(0, "caption-empty", "has no text left")]),
        ("<v Somebody with a long name><i>" + "x" * 34 + "&amp;</i>", []),
        ("語" * 20, []),
        ("語" * 21, [(0, "caption-rate", "has 21 characters a second, more than 20")]),
        ("ก็" * 40, []),
    ],
)
def test_problems(text, problems):
    assert told(text) == problems


def test_limits():
    assert told("x" * 21, CaptionLimits(10, 1, 10.5)) == [
        (0, "caption-line", "has a line of 21 characters, more than 10")
    ]
    assert [rule for _, rule, _ in told("a\nb", CaptionLimits(1, 1, 1))] == [
        "caption-lines",
        "caption-rate",
    ]


def test_just_as_fast_as_the_limit():
    text = "WEBVTT\n\n00:00:44.500 --> 00:00:47.300\n" + "x" * 28 + "\n" + "y" * 27 + "\n"
    assert list(check_captions(text, WEBVTT_CAPTIONS, CaptionLimits())) == []


def test_what_the_author_wrote_is_not_looked_at():
    long = "x" * 60
    assert told(long, source=long) == []
    assert len(told(long, source="y" * 60)) == 2


def test_a_time_of_nothing_and_subrip():
    text = "7\n00:00:01,5 --> 00:00:01,5\nHi &amp; <i>bye\n"
    ((number, problem),) = check_captions(text, SUBRIP_CAPTIONS, CaptionLimits())
    assert (number, problem.rule) == (0, "caption-rate")
    assert (
        problem.message == "the caption at 00:00:01.500 has 12000 characters a second, more than 20"
    )


def test_the_gate_knows_classes():
    msgid = "A <c.red>gate</c> and <c.blue>a <lang.x fr>porte</lang></c>."
    assert caption_gate(msgid, "<c.blue>Une <lang.x fr>porte</lang></c>, <c.red>la</c>.") is None
    problem = caption_gate(msgid, "<c.red>Une</c> porte <lang.x fr>x</lang>.")
    assert problem.message == "the translation lacks “<c .blue>”"
    assert caption_gate(msgid, msgid + "<script>").rule == "unsafe-markup"
    assert caption_gate("Gate", "<c.red>Tor", frozenset({"tags"})) is None
