"""What captions are cut into, and how translations are laid over them, case by case."""

from __future__ import annotations

import pytest
from format_cases import read_cases, written

from dragoman.errors import LessonError
from dragoman.formats import format_for
from dragoman.formats.base import DEFAULTS, CaptionLimits, Options
from dragoman.formats.webvtt import SUBRIP_CAPTIONS
from dragoman.formats.webvtt import WEBVTT_CAPTIONS as WEBVTT
from dragoman.formats.webvtt.track import ARROW, NO_LETTER, TAGS, TOO_SHORT

CASES = read_cases("webvtt.md", expected=True)
TRANSLATED = read_cases("webvtt-translated.md", expected=True)


def format_of(text):
    return WEBVTT if text.removeprefix("\ufeff").startswith("WEBVTT") else SUBRIP_CAPTIONS


def localized(text, targets, options=DEFAULTS):
    """Captions with a target for each slot, None or ``=`` to leave one as it is."""
    known = format_of(text)
    document = known.parse(text, "talk.vtt", options)
    given = iter(targets)
    pieces = []
    for part in document.parts:
        target = None if isinstance(part, str) else next(given)
        if target in {None, "="}:
            pieces.append(part if isinstance(part, str) else part.raw)
        else:
            pieces.append(known.encode(part, target))
    assert next(given, None) is None
    return "".join(pieces)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_segments(case):
    document = format_of(case.page).parse(case.page, "talk.vtt", case.options)
    assert written(tuple(slot.segment for slot in document.slots)) == case.expected.strip("\n")
    assert document.source == case.page


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_lines_and_identity(case):
    known = format_of(case.page)
    before = ""
    for part in known.parse(case.page).parts:
        if isinstance(part, str):
            before += part
        else:
            assert part.segment.line == before.count("\n") + 1
            assert known.encode(part, part.segment.msgid) == part.raw
            before += part.raw


@pytest.mark.parametrize("case", TRANSLATED, ids=lambda case: case.id)
def test_translations(case):
    page, targets = case.page.split("\n====\n")
    expected = case.expected.replace("␍", "\r")
    assert localized(page, targets.replace("\r", "").split("\n")) == expected


def test_case_titles_are_unique():
    titles = [case.title for case in CASES + TRANSLATED]
    assert sorted(set(titles)) == sorted(titles)
    assert len(titles) > 40


ONE = "WEBVTT\n\n00:01.000 --> 00:02.000\nWe <i>talk</i>.\n"


@pytest.mark.parametrize(
    ("target", "why"),
    [
        ("", NO_LETTER),
        ("12 — <i></i>", NO_LETTER),
        ("Hablamos.", TAGS),
        ("<i>Hablamos</i> <i>mucho</i>.", TAGS),
        ("</i>Hablamos<i>.", TAGS),
        ("<v Bob>Hablamos <i>mucho</i>.", TAGS),
        ("Hablamos <00:01.500><i>mucho</i>.", TAGS),
        ("Hablamos <i>mucho</i> <b", TAGS),
    ],
)
def test_refusals(target, why):
    (slot,) = WEBVTT.parse(ONE).slots
    assert WEBVTT.encode(slot, target) == why


def test_an_arrow_cannot_stand_in_subrip():
    (slot,) = SUBRIP_CAPTIONS.parse("1\n00:00:01,000 --> 00:00:02,000\nWe talk.\n").slots
    assert SUBRIP_CAPTIONS.encode(slot, "A --> B") == ARROW
    assert ARROW.message == "“-->” would begin another caption"


def test_a_line_of_a_shared_cue_is_never_empty():
    text = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\nHello.\nWe all\n\n"
        "00:02.000 --> 00:03.000\ntalk.\nBye.\n"
    )
    _, middle, _ = WEBVTT.parse(text).slots
    assert WEBVTT.encode(middle, "Hablamos.") == TOO_SHORT
    assert TOO_SHORT.message == "it has fewer words than the captions that need some"
    assert WEBVTT.encode(middle, "Hablamos todos.") == middle.raw.replace(
        "We all", "Hablamos"
    ).replace("talk.", "todos.")


def test_white_space_of_a_target_means_nothing():
    assert localized(ONE, ["\n Hablamos\r\n\n <i>mucho</i>.\t"]).endswith(
        "\nHablamos <i>mucho</i>.\n"
    )


def test_limits_of_the_project():
    options = Options(captions=CaptionLimits(line=20, lines=3))
    text = localized(ONE, ["Hablamos mucho de las <i>puertas</i> y de los jardines."], options)
    assert text.split("\n")[3:-1] == [
        "Hablamos mucho",
        "de las <i>puertas</i>",
        "y de los jardines.",
    ]


NO_WEBVTT = """\
talk.vtt:1: this is no WebVTT: it does not begin with “WEBVTT”
  Put WEBVTT on a line of its own at the top, and an empty line below it."""

NO_TIME = """\
talk.vtt:4: “00:00:01,000 --> 00:02.000” is not the time of a caption
  Write it like this: 00:00:01.000 --> 00:00:04.000"""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", NO_WEBVTT),
        ("WEBVTTX\n", NO_WEBVTT),
        (" WEBVTT\n", NO_WEBVTT),
        ("WEBVTT\n\n1\n00:00:01,000 -->  00:02.000\nHi", NO_TIME),
        ("WEBVTT\n\n00:01.000 --> 00:62.000\nHi", "talk.vtt:3: “00:01.000 --> 00:62.000” is not"),
        ("WEBVTT\n\n00:01.000 --> 00:02.0000\nHi", "talk.vtt:3: “00:01.000 --> 00:02.0000” is"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nHi --> you", "talk.vtt:4: “Hi --> you” is not"),
        ("WEBVTT\n\nNOTE\ndragoman: nope\n", "talk.vtt:3: unknown directive “nope”"),
    ],
)
def test_errors(text, message):
    with pytest.raises(LessonError) as caught:
        WEBVTT.parse(text, "talk.vtt")
    assert str(caught.value).startswith(message)


def test_suffixes():
    assert format_for("talks/one.VTT") is WEBVTT
    assert format_for("talks/one.srt") is SUBRIP_CAPTIONS
