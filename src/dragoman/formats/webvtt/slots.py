"""Sentences of a caption file as slots: which cues each spans, and what stands between."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from dragoman.document import Segment, Slot
from dragoman.formats.base import CaptionLimits
from dragoman.formats.directives import Directive
from dragoman.formats.references import Style, habits, show
from dragoman.formats.tags import has_letter
from dragoman.formats.webvtt.flow import Room
from dragoman.formats.webvtt.scan import Cue, Dialect
from dragoman.formats.webvtt.text import BREAK, SPACE, Piece, goes_on
from dragoman.formats.webvtt.words import is_spaceless, width

_PAUSE = 3.0
"""Seconds of silence that end a sentence."""

_CHAPTER = 15.0
"""A cue shown for so many seconds is a chapter or a title, and no part of a sentence."""

_MOST_CUES, _MOST_LETTERS = 12, 600
"""Longer sentences than this are cut between two cues."""

_RARELY = 20
"""If fewer than one cue in so many ends a sentence, captions are taken to lack full stops."""

_SEEN = 200
"""So much of a cue is looked at around a piece."""

_UNFINISHED = re.compile(r"<[a-zA-Z/.][^<>]*+\Z")
"""A tag that the end of its cue cuts off."""

_ENDED = re.compile(r"</([a-zA-Z]++)>\Z")


class Joint(NamedTuple):
    """What stands between two pieces of a sentence."""

    text: str
    spaced: bool
    """Whether it separates words."""
    cue: bool
    """Whether it ends a cue, and with it all open tags."""


class CaptionEncoding(NamedTuple):
    """How a translation is laid over the cues of its sentence."""

    rooms: tuple[Room, ...]
    joints: tuple[Joint, ...]
    """One less than rooms."""
    newline: str
    line: int
    """Characters that a line should have at most."""
    style: Style
    bare: bool
    """Whether ampersands stand for themselves."""
    time: tuple[float, float]
    """When the sentence begins and ends, in seconds; inside of a cue, by its place in the text."""
    abuts: bool
    """Whether more text follows at once, as it does behind a full stop of Chinese."""


class Track(NamedTuple):
    """A caption file that was read."""

    source: str
    cues: tuple[Cue, ...]
    dialect: Dialect
    limits: CaptionLimits
    style: Style


def sentences(found: Sequence[Piece], cues: Sequence[Cue]) -> Iterator[list[Piece]]:
    """Pieces that make one sentence each."""
    ended = len({piece.cue for piece in found if piece.closes})
    loose = ended * _RARELY < len({piece.cue for piece in found})
    current: list[Piece] = []
    letters = 0
    for piece in found:
        if current and _parts(current, letters, piece, cues, loose=loose):
            yield current
            current, letters = [], 0
        current.append(piece)
        letters += len(piece.text)
    if current:
        yield current


def _parts(
    current: list[Piece], letters: int, piece: Piece, cues: Sequence[Cue], *, loose: bool
) -> bool:
    """Whether a new sentence begins with a piece."""
    last = current[-1]
    if piece.opens or piece.voice != last.voice:
        return True
    small = goes_on(piece.text)
    if piece.cue == last.cue:
        return last.closes and not small
    one, two = cues[last.cue], cues[piece.cue]
    longest = max(one.ends - one.begins, two.ends - two.begins)
    if _UNFINISHED.search(last.text):
        return True
    if two.directives or two.begins - one.ends >= _PAUSE or longest >= _CHAPTER:
        return True
    if piece.cue - current[0].cue >= _MOST_CUES or letters > _MOST_LETTERS:
        return True
    return not small and (last.closes or (loose and not last.text.endswith(",")))


def make_slot(track: Track, found: Sequence[Piece], said: Sequence[Directive]) -> Slot | None:
    """The slot of a sentence; None where it has no letter."""
    source, start, end = track.source, found[0].start, found[-1].end
    joints = tuple(_joint(source, one, two) for one, two in pairwise(found))
    text = found[0].text
    for piece, joint in zip(found[1:], joints, strict=True):
        text = _joined(text, piece.text, joint, track.dialect)
    style, bare = habits(text, track.style) if track.dialect.signed else ((), True)
    text = show(text) if track.dialect.signed else text
    if not has_letter(text):
        return None
    cue, last = track.cues[found[0].cue], track.cues[found[-1].cue]
    encoding = CaptionEncoding(
        tuple(_room(track, piece) for piece in found),
        joints,
        cue.newline,
        track.limits.line,
        style,
        bare,
        (_moment(cue, start), _moment(last, end)),
        abuts=end < last.end and source[end] not in f"{SPACE}<",
    )
    notes = [directive.text for directive in said if directive.word == "note"]
    if found[0].voice:
        notes.append(f"{found[0].voice} says this.")
    context = next((each.text for each in said if each.word == "context"), None)
    segment = Segment(text, "caption", context, tuple(notes), found[0].line)
    return Slot(segment, source[start:end], encoding)


def _moment(cue: Cue, place: int) -> float:
    """When the text at a place of the file is said, about."""
    share = (place - cue.start) / max(cue.end - cue.start, 1)
    return cue.begins + share * (cue.ends - cue.begins)


def _joint(source: str, one: Piece, two: Piece) -> Joint:
    text = source[one.end : two.start]
    return Joint(text, any(character.isspace() for character in text), one.cue != two.cue)


def _joined(one: str, two: str, joint: Joint, dialect: Dialect) -> str:
    """Two pieces as one text; a tag that only the cue's end had closed is closed no more."""
    if joint.cue:
        ended, tag = _ENDED.search(one), dialect.tag.match(two)
        if ended and tag and tag[0].startswith(f"<{ended[1]}"):
            opened = one.rfind(f"<{ended[1]}")
            if one.startswith(tag[0], opened):
                one, two = one[: ended.start()], two[tag.end() :]
    spaced = joint.spaced and not (is_spaceless(one[-1:]) and is_spaceless(two[:1]))
    return f"{one} {two}" if spaced else one + two


def _room(track: Track, piece: Piece) -> Room:
    source, cue, dialect = track.source, track.cues[piece.cue], track.dialect
    above = source[max(cue.start, piece.start - _SEEN) : piece.start]
    below = source[piece.end : min(cue.end, piece.end + _SEEN)]
    over, under = BREAK.split(above), BREAK.split(below)
    before, after = over[-1], under[0]
    others = len(over) + len(under) - 2
    size = width(piece.text, dialect)
    whole = max(width(source[cue.start : min(cue.end, cue.start + 4 * _SEEN)], dialect), size, 1)
    seconds = max(cue.ends - cue.begins, 0.1) * max(size, 1) / whole
    return Room(
        size,
        width(before.lstrip(), dialect) + before.endswith(" "),
        width(after.rstrip(), dialect),
        max(1, track.limits.lines - others),
        track.limits.rate * seconds,
        needed=others > 0 and not before.strip() and not after.strip(),
    )
