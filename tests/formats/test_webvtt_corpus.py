"""The laws on real captions, in English and in Portuguese; needs the shared corpus."""

from __future__ import annotations

from pathlib import Path

import pytest
from fragments import replaced

from dragoman.alignment import align
from dragoman.checks.captions import check_captions
from dragoman.formats.base import CaptionLimits
from dragoman.formats.webvtt import WEBVTT_CAPTIONS as WEBVTT
from dragoman.formats.webvtt.scan import cues

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus" / "asciidoc"
FILES = sorted(CORPUS.rglob("*.vtt"))

TALKS = ("02-problems-solved", "04-benefits", "05-principles")

pytestmark = pytest.mark.skipif(not FILES, reason="shared/corpus is not beside the project")


def read(path):
    return path.read_bytes().decode()


def parsed(path):
    text = read(path)
    return text, WEBVTT.parse(text, path.name)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_join_and_identity(path):
    text, document = parsed(path)
    assert document.source == text
    assert all(WEBVTT.encode(slot, slot.segment.msgid) == slot.raw for slot in document.slots)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_nothing_is_left_out(path):
    text, document = parsed(path)
    shown = " ".join(text[cue.start : cue.end] for cue in cues(text, "", WEBVTT.dialect))
    assert " ".join(slot.segment.msgid for slot in document.slots).split() == shown.split()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_locality_and_shape(path):
    text, document = parsed(path)
    found = list(cues(text, "", WEBVTT.dialect))
    lines = [line for line in text.splitlines() if "-->" in line or line.isdigit()]
    for number, slot in enumerate(document.slots):
        written = WEBVTT.encode(slot, f"Ñ {slot.segment.msgid} y más.")
        page = replaced(document, number, written)
        assert [line for line in page.splitlines() if "-->" in line or line.isdigit()] == lines
        again = list(cues(page, "", WEBVTT.dialect))
        assert [cue.begins for cue in again] == [cue.begins for cue in found]
        words = " ".join(page[cue.start : cue.end] for cue in again).split()
        others = [each.segment.msgid for each in document.slots]
        others[number] = f"Ñ {others[number]} y más."
        assert words == " ".join(others).split()


@pytest.mark.parametrize("talk", TALKS)
def test_real_translations_fill_every_cue(talk):
    """What people translated, in the cues of the source: no cue is empty, lines are shorter."""
    source, document = parsed(
        next(path for path in FILES if path.name.startswith(f"{talk}-captions-en"))
    )
    _, translation = parsed(
        next(path for path in FILES if path.name.startswith(f"{talk}-captions-pt"))
    )
    targets = [slot.segment for slot in translation.slots]
    pairs = align([slot.segment for slot in document.slots], targets).pairs
    page, pairs = source, [pair for pair in pairs if len(pair.source) == 1 and pair.target]
    for pair in reversed(pairs):
        slot = document.slots[pair.source[0]]
        written = WEBVTT.encode(slot, " ".join(targets[at].msgid for at in pair.target))
        page = written.join(page.rsplit(slot.raw, 1))
    assert len(pairs) > 0.5 * len(document.slots)
    limits = CaptionLimits()
    rules = [problem.rule for _, problem in check_captions(page, WEBVTT, limits)]
    before = [problem.rule for _, problem in check_captions(source, WEBVTT, limits)]
    assert "caption-empty" not in rules
    assert rules.count("caption-line") < before.count("caption-line") / 2
