"""The laws of captions, on generated files: join, identity, locality, and shape.

The shape of a caption file is its cues: their number, times, settings, voices and place. Where
sentences end is up to each language.
"""

from __future__ import annotations

import re
from contextlib import suppress
from itertools import pairwise

from fragments import replaced
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import LessonError
from dragoman.formats.base import CaptionLimits, Options, Refusal
from dragoman.formats.webvtt import SUBRIP_CAPTIONS, WEBVTT_CAPTIONS
from dragoman.formats.webvtt.scan import cues
from dragoman.formats.webvtt.track import TOO_SHORT

TEXTS = (
    *"We talk. gates and, é 日本 です。 ไทย เรา 42 - -- --> → … ... Dr. ♪ [x] (y) & &amp; &lt;".split(),
    *"&#8217; &nbsp; &lrm; < > <i> </i> <b> </b> <c.x> </c> <v Ann> <v.loud Bob> </v>".split(" "),
    *"<00:01.500> <lang en> </lang> <ruby>語<rt>go</rt></ruby> <i {\\an8} \0 \ufeff".split(" "),
    *("\n", "\n", "\n- ", "\n&gt;&gt; ", " ", "\t", "\u00a0", "\u2028", "\r", "X", "y"),
)

BLOCKS = (
    "NOTE a comment\n\n",
    "NOTE\ndragoman: skip\n\n",
    "NOTE dragoman: resume\n\n",
    "NOTE dragoman: note Hey\n\n",
    "STYLE\n::cue { color: red }\n\n",
    "REGION\nid:bill\n\n",
    "Stray text.\n\n",
    "\n",
    "\n \n",
)

TIMING = "{}00:{:02}:{:02}{}000 --> 00:{:02}:{:02}{}000{}\n"

SETTINGS = ("", "", " line:0%", "  align:start ")


@st.composite
def texts(draw: st.DrawFn, least: int = 0) -> str:
    """The text of a cue, or a translation."""
    words = draw(st.lists(st.sampled_from(TEXTS), min_size=least, max_size=7))
    joint = draw(st.sampled_from((" ", " ", "")))
    return joint.join(words)


@st.composite
def files(draw: st.DrawFn, *, signed: bool) -> str:
    """A caption file; not all are valid."""
    made = [draw(st.sampled_from(("", "\ufeff"))) + "WEBVTT\nKind: captions\n\n"] if signed else []
    at = 0
    for number in range(draw(st.integers(0, 5))):
        if draw(st.integers(0, 4)) == 0:
            made.append(draw(st.sampled_from(BLOCKS)))
        begin, at = at, at + draw(st.integers(1, 5))
        name = f"{number}\n" if not signed or draw(st.booleans()) else ""
        dot, more = (".", draw(st.sampled_from(SETTINGS))) if signed else (",", "")
        times = (begin // 60, begin % 60, dot, at // 60, at % 60, dot)
        made.append(TIMING.format(name, *times, more))
        made.append(draw(texts()) + draw(st.sampled_from(("\n\n", "\n\n", "\n\n\n", "\n", ""))))
    newline = draw(st.sampled_from(("\n", "\n", "\r\n", "\r")))
    return "".join(made).replace("\n", newline)


formats = st.sampled_from((WEBVTT_CAPTIONS, SUBRIP_CAPTIONS))


@st.composite
def documents(draw: st.DrawFn):
    """A format and a document of it; None where the file is refused."""
    known = draw(formats)
    text = draw(files(signed=known is WEBVTT_CAPTIONS))
    limits = draw(st.sampled_from((CaptionLimits(), CaptionLimits(8, 3, 5))))
    try:
        return known, text, known.parse(text, "talk.vtt", Options(captions=limits))
    except LessonError:
        return known, text, None


def shape(known, text):
    """The cues of a file: times, settings, voices, and the ids that stand above them."""
    found = list(cues(text, "talk.vtt", known.dialect))
    starts = [0, *(cue.start for cue in found)]
    lines = [re.split(r"\r\n|\n|\r", text[one:two])[-3:] for one, two in pairwise(starts)]
    timings = [tuple(line for line in each if "-->" in line) for each in lines]
    times = [(cue.begins, cue.ends, cue.directives) for cue in found]
    texts = [text[cue.start : cue.end] for cue in found] if known is WEBVTT_CAPTIONS else []
    voices = [re.findall(r"<v(?![a-zA-Z])[^>]*>|<[0-9.:]+>", each) for each in texts]
    return times, timings, voices


def unspaced(text):
    return re.sub(r"[ \t\r\n\f]", "", text)


@settings(max_examples=200, deadline=None)
@given(documents())
def test_join_and_identity(drawn):
    known, text, document = drawn
    if document is None:
        return
    assert document.source == text
    for slot in document.slots:
        assert known.encode(slot, slot.segment.msgid) == slot.raw
        assert slot.segment.msgid == " ".join(re.split(r"[ \t\r\n\f]+", slot.segment.msgid)) != ""


@settings(max_examples=120, deadline=None)
@given(formats, st.text(alphabet="WEBVT\n\r ->:.,0<v&;NOTE a", max_size=80), st.booleans())
def test_join_of_arbitrary_text(known, text, signed):
    text = f"WEBVTT\n\n{text}" if signed else text
    with suppress(LessonError):
        assert known.parse(text).source == text


@settings(max_examples=400, deadline=None)
@given(st.data(), documents())
def test_locality_and_shape(data, drawn):
    known, text, document = drawn
    if document is None or not document.slots:
        return
    number = data.draw(st.integers(0, len(document.slots) - 1))
    slot = document.slots[number]
    msgid = slot.segment.msgid
    added = data.draw(texts(least=1))
    target = data.draw(st.sampled_from((f"{msgid} {added}", f"Ñ {msgid} {added} ñ", added)))
    written = known.encode(slot, target)
    if isinstance(written, Refusal):
        return
    page = replaced(document, number, written)
    assert shape(known, page) == shape(known, text)


@settings(max_examples=200, deadline=None)
@given(documents(), st.text(alphabet="añ .,日本。ไเท", min_size=1, max_size=60))
def test_every_word_arrives_in_its_order(drawn, letters):
    known, _, document = drawn
    for slot in () if document is None else document.slots:
        if set("<{&") & set(slot.segment.msgid):
            continue
        written = known.encode(slot, f"{letters}ñ")
        if isinstance(written, Refusal):
            assert written == TOO_SHORT
            continue
        shown = ""
        for joint in slot.encoding.joints:
            text, _, written = written.partition(joint.text)
            shown += text
        assert unspaced(shown + written) == unspaced(f"{letters}ñ")


@settings(max_examples=200, deadline=None)
@given(documents(), texts(least=1))
def test_all_sentences_translated_at_once(drawn, added):
    known, text, document = drawn
    if document is None:
        return
    page = ""
    for part in document.parts:
        if isinstance(part, str):
            page += part
        else:
            written = known.encode(part, f"Ä{part.segment.msgid} {added}")
            page += part.raw if isinstance(written, Refusal) else written
    assert shape(known, page) == shape(known, text)
