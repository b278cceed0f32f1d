"""Captions that viewers cannot read: too long, too many lines, too fast, or empty."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.checks import gate
from dragoman.checks.base import Problem
from dragoman.formats.base import CaptionLimits
from dragoman.formats.webvtt import Captions
from dragoman.formats.webvtt.scan import Cue, cues
from dragoman.formats.webvtt.text import BREAK
from dragoman.formats.webvtt.words import width

_CLASSES = re.compile(r"<([a-z]++)(?=\.)")


def classless(text: str) -> str:
    """A text whose classes, as in ``<c.loud>``, are no part of its tags' names."""
    return _CLASSES.sub(r"<\1 ", text)


def caption_gate(msgid: str, msgstr: str, exempt: frozenset[str] = frozenset()) -> Problem | None:
    """The gate, for which the classes of ``<c.loud>`` are no part of its name."""
    return gate(classless(msgid), classless(msgstr), exempt)


def check_captions(
    text: str, captions: Captions, limits: CaptionLimits, source: str = ""
) -> Iterator[tuple[int, Problem]]:
    """Problems of localized captions, each with the number of its cue from 0 on.

    Cues whose text is that of the ``source`` are the author's and not looked at.
    """
    old = cues(source, "", captions.dialect) if source else ()
    before = [source[cue.start : cue.end] for cue in old]
    for number, cue in enumerate(cues(text, "", captions.dialect)):
        shown = text[cue.start : cue.end]
        if number < len(before) and before[number] == shown:
            continue
        for rule, what in _problems(cue, shown, captions, limits):
            yield number, Problem(rule, f"the caption at {_clock(cue.begins)} {what}")


def _problems(
    cue: Cue, text: str, captions: Captions, limits: CaptionLimits
) -> Iterator[tuple[str, str]]:
    lengths = [width(line.strip(), captions.dialect) for line in BREAK.split(text.strip())]
    longest = max(lengths)
    if longest == 0:
        yield "caption-empty", "has no text left"
        return
    if longest > limits.line:
        yield "caption-line", f"has a line of {longest} characters, more than {limits.line}"
    if len(lengths) > limits.lines:
        yield "caption-lines", f"has {len(lengths)} lines, more than {limits.lines}"
    rate = (sum(lengths) + len(lengths) - 1) / max(round(cue.ends - cue.begins, 3), 0.001)
    if rate > limits.rate:
        told = f"{rate:.1f}" if rate < limits.rate + 1 else f"{rate:.0f}"
        yield "caption-rate", f"has {told} characters a second, more than {limits.rate:g}"


def _clock(seconds: float) -> str:
    """A time as WebVTT writes it."""
    whole = round(seconds * 1000)
    hours, rest = divmod(whole, 3_600_000)
    minutes, rest = divmod(rest, 60_000)
    return f"{hours:02}:{minutes:02}:{rest // 1000:02}.{rest % 1000:03}"
