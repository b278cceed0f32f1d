"""The text of captions as sentences: where they begin and end, and who says them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from dragoman.formats.webvtt.scan import Cue, Dialect

SPACE = " \t\n\f\r"

BREAK = re.compile(r"\r\n|\n|\r")

_WHITE = re.compile(r"[ \t\n\f\r]++")

_NAME = re.compile(r"<(/?)([a-zA-Z]*+)")

_STAMP = re.compile(r"<[0-9]")

_SPEAKER = re.compile(r"(?:\r\n|\n|\r)(?=[ \t]*+(?:-[ \t]?|[–—][ \t]|>>|&gt;&gt;)[^\W_])")

_OPENS = re.compile(r"(?:-[ \t]?|[–—][ \t])(?=[^\W_])|>>|&gt;&gt;|\[|♪|♫")
"""What a new speaker or a sound begins with."""

_SOUND = re.compile(r"\[[^\[\]]*+\][:]?|♪.*♪|♫.*♫|\([^()]*+\)", re.DOTALL)
"""All of a caption that tells a sound and no speech."""

_WRAPS = 4
"""So many tags around all of a text are looked through."""

_AHEAD = 20
"""So many characters tell whether a sentence goes on."""

_CLOSERS = "\"'”’»›)\\]』」）】》"

_END = re.compile(
    rf"([.!?…]++[{_CLOSERS}]*+)(?:</[a-zA-Z]++>)*+(?=[{SPACE}]|\Z)"
    rf"|[。！？｡؟۔।॥։]++[{_CLOSERS}]*+"
)
"""The end of a sentence, if no abbreviation and no small letter says otherwise."""

_LEAD = re.compile(r"[\"'“‘«(]*+(?:\.{2,}+|…)?+ ?")

_ABBREVIATION = re.compile(
    r"(?:\b(?:mrs?|ms|drs?|prof|st|vs|e\.g|i\.e|cf|fig|approx|jr|z\.b|bzw|d\.h|p\.ej|ej|sra?"
    r"|ud|uds)|(?<!\w)(?!i)[^\W\d_]|(?:\W|\A)[^\W\d_]\.[^\W\d_])\.\Z",
    re.IGNORECASE,
)


class Piece(NamedTuple):
    """A run of text that belongs to one cue, one voice and one sentence."""

    start: int
    end: int
    text: str
    """As translators see it, in one line."""
    cue: int
    """The number of its cue."""
    voice: str
    opens: bool
    """Whether it surely begins a sentence."""
    closes: bool
    """Whether it ends one."""
    line: int
    """1-based line where it begins."""


def goes_on(text: str) -> bool:
    """Whether a text begins in the midst of a sentence."""
    lead = _LEAD.match(text)
    return text[lead.end() if lead else 0 :][:1].islower()


def pieces(source: str, cue: Cue, number: int, dialect: Dialect) -> Iterator[Piece]:
    """The pieces of a cue's text."""
    at, line = cue.start, cue.line
    for start, end, voice in _voices(source, cue, dialect):
        for first, last in _told(source, start, end):
            begin, stop = _unwrapped(source, first, last, dialect)
            for one, two in _sentences(source, begin, stop, dialect):
                text = _WHITE.sub(" ", source[one:two])
                sound = _SOUND.fullmatch(text) is not None
                opens = sound or _OPENS.match(text) is not None
                closes = sound or ends_sentence(text, dialect)
                line, at = line + len(BREAK.findall(source, at, one)), one
                yield Piece(one, two, text, number, voice, opens, closes, line)


def _voices(source: str, cue: Cue, dialect: Dialect) -> Iterator[tuple[int, int, str]]:
    """Runs of text between the voice tags and time stamps of a cue."""
    start, voice = cue.start, ""
    if dialect.signed and "<" in source[cue.start : cue.end]:
        for tag in dialect.tag.finditer(source, cue.start, cue.end):
            name = _NAME.match(tag[0])
            speaks = name is not None and name[2] == "v"
            if not speaks and _STAMP.match(tag[0]) is None:
                continue
            yield start, tag.start(), voice
            start = tag.end()
            if speaks and name is not None:
                voice = "" if name[1] else _WHITE.sub(" ", tag[0][2:-1].partition(" ")[2].strip())
    yield start, cue.end, voice


def _told(source: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Runs of one speaker each, where lines begin with dashes."""
    at = start
    for line in _SPEAKER.finditer(source, start, end):
        yield at, line.start()
        at = line.end()
    yield at, end


def _unwrapped(source: str, start: int, end: int, dialect: Dialect) -> tuple[int, int]:
    """A run without the white space around it, and without tags around all of it."""
    for _ in range(_WRAPS):
        start, end = _trimmed(source, start, end)
        tag = dialect.tag.match(source, start, end)
        name = _NAME.match(tag[0]) if tag else None
        if tag is None or (name is not None and (name[1] or not name[2])):
            break
        close = end if name is None else _close(source, tag.end(), end, name[2], dialect)
        if close is None:
            break
        start, end = tag.end(), close
    return _trimmed(source, start, end)


def _close(source: str, start: int, end: int, name: str, dialect: Dialect) -> int | None:
    """Where the text ends that a tag wraps, if it wraps all to the end."""
    depth = 1
    for tag in dialect.tag.finditer(source, start, end):
        found = _NAME.match(tag[0])
        if found is None or found[2] != name:
            continue
        depth += -1 if found[1] else 1
        if depth == 0:
            return tag.start() if tag.end() == end else None
    return end if depth == 1 else None


def _trimmed(source: str, start: int, end: int) -> tuple[int, int]:
    while start < end and source[start] in SPACE:
        start += 1
    while start < end and source[end - 1] in SPACE:
        end -= 1
    return start, end


def _sentences(source: str, start: int, end: int, dialect: Dialect) -> Iterator[tuple[int, int]]:
    """A run cut behind each sentence that ends in it outside of tags."""
    at, tags, depth = start, dialect.tag.finditer(source, start, end), 0
    tag = next(tags, None)
    for mark in _END.finditer(source, start, end):
        inside = False
        while tag is not None and tag.start() < mark.end():
            name = _NAME.match(tag[0])
            depth = max(0, depth + (0 if name is None else -1 if name[1] else 1))
            inside, tag = inside or tag.start() < mark.start() < tag.end(), next(tags, None)
        behind, _ = _trimmed(source, mark.end(), end)
        if inside or depth or behind == end or goes_on(source[behind : behind + _AHEAD]):
            continue
        if not _abbreviated(source, at, mark):
            yield at, mark.end()
            at = behind
    if at < end:
        yield at, end


def _abbreviated(text: str, start: int, mark: re.Match[str]) -> bool:
    """Whether a full stop belongs to an abbreviation, with which no sentence ends."""
    stop = mark.end(1)
    return stop > 0 and _ABBREVIATION.search(text, max(start, stop - 9), stop) is not None


def ends_sentence(text: str, dialect: Dialect) -> bool:
    """Whether a text ends a sentence."""
    if "<" in text or "{" in text:
        text = dialect.tag.sub("", text)
    text = text.rstrip(SPACE)
    for mark in _END.finditer(text, max(0, len(text) - 12)):
        if mark.end() == len(text):
            return not _abbreviated(text, 0, mark)
    return False
