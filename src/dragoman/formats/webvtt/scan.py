"""Caption files as lines: where the text of each cue stands, and when it is shown.

Source: WebVTT, 6.1 (file parsing); a block of SubRip is one of WebVTT with a comma in its times.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from dragoman.errors import LessonError
from dragoman.formats.directives import Directive, read_directive

_LINE = re.compile(r"([^\r\n]*+)(\r\n|\n|\r|\Z)")

_SIGNATURE = re.compile(r"\ufeff?WEBVTT(?![^ \t\r\n])")

_STAMP = r"(?:([0-9]++):)?([0-5][0-9]):([0-5][0-9])[.{comma}]([0-9]{{{digits}}})(?![0-9])"

_NOTE = re.compile(r"NOTE(?![^ \t])")


class Dialect(NamedTuple):
    """How one kind of caption file is written."""

    timing: re.Pattern[str]
    example: str
    """A timing line, for messages."""
    signed: bool
    """Whether the file begins with ``WEBVTT``, has comments, and character references."""
    tag: re.Pattern[str]
    """A tag in the text of a cue."""


def _timing(comma: str, digits: str) -> re.Pattern[str]:
    stamp = _STAMP.format(comma=comma, digits=digits)
    return re.compile(rf"[ \t\f]*+{stamp}[ \t\f]*+-->[ \t\f]*+{stamp}")


WEBVTT = Dialect(
    _timing("", "3"),
    "00:00:01.000 --> 00:00:04.000",
    signed=True,
    tag=re.compile(r"<[^>]*+(?:>|\Z)"),
)

SUBRIP = Dialect(
    _timing(",", "1,3"),
    "00:00:01,000 --> 00:00:04,000",
    signed=False,
    tag=re.compile(r"</?(?:[biu]|font)(?![a-zA-Z])[^<>]*+>|\{\\[^{}]*+\}", re.IGNORECASE),
)


class Cue(NamedTuple):
    """One caption: its text's place in the file, and its time in seconds."""

    start: int
    end: int
    """Of the text, without the line end behind it."""
    line: int
    """1-based line of the text."""
    newline: str
    begins: float
    ends: float
    directives: tuple[Directive, ...] = ()
    """What the author said between this cue and the one before it."""


def cues(text: str, path: str, dialect: Dialect) -> Iterator[Cue]:
    """The cues of a file in its order; LessonError where it is no caption file."""
    lines = list(_LINE.finditer(text))
    at = 0
    if dialect.signed:
        at = _body(text, path, lines)
    said: list[Directive] = []
    while at < len(lines):
        end = _block_end(lines, at, dialect)
        timed = next((n for n in range(at, min(at + 2, end)) if "-->" in lines[n][1]), None)
        if timed is None:
            if dialect.signed:
                said += _directive(lines[at:end], path, at + 1)
        else:
            times = _times(lines[timed][1], path, timed + 1, dialect)
            start = lines[timed].end()
            stop = lines[end - 1].end(1) if timed + 1 < end else start
            yield Cue(start, stop, timed + 2, lines[timed][2] or "\n", *times, tuple(said))
            said = []
        at = max(end, at + 1)


def _body(text: str, path: str, lines: list[re.Match[str]]) -> int:
    """The number of the first line behind the header."""
    if not _SIGNATURE.match(text):
        remedy = "Put WEBVTT on a line of its own at the top, and an empty line below it."
        raise LessonError(path, 1, "this is no WebVTT: it does not begin with “WEBVTT”", remedy)
    at = 1
    while at < len(lines) and lines[at][1] and "-->" not in lines[at][1]:
        at += 1
    return at


def _block_end(lines: list[re.Match[str]], at: int, dialect: Dialect) -> int:
    """The number of the line behind a block: an empty one, or the timing of another cue.

    SubRip has the number of a cue above its timing.
    """
    timed = False
    for number in range(at, len(lines)):
        line = lines[number][1]
        if "-->" in line:
            if timed or number > at + 1:
                numbered = not dialect.signed and lines[number - 1][1].strip().isdecimal()
                return number - 1 if numbered and number > at + 2 else number
            timed = True
        elif not (line if dialect.signed else line.strip()):
            return number
    return len(lines)


def _directive(block: list[re.Match[str]], path: str, line: int) -> Iterator[Directive]:
    """What the author says in a comment, a block that begins on the 1-based ``line``."""
    if block and _NOTE.match(block[0][1]):
        comment = "\n".join(each[1] for each in block).removeprefix("NOTE")
        found = read_directive(comment, path, lambda: line)
        if found is not None:
            yield found


def _times(timing: str, path: str, line: int, dialect: Dialect) -> tuple[float, float]:
    """When a cue begins and ends, in seconds."""
    found = dialect.timing.match(timing)
    if found is None:
        problem = f"“{' '.join(timing.split())}” is not the time of a caption"
        raise LessonError(path, line, problem, f"Write it like this: {dialect.example}")
    stamps = found.groups()
    return _seconds(stamps[:4]), _seconds(stamps[4:])


def _seconds(stamp: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, fraction = (part or "0" for part in stamp)
    whole = int(hours[-9:]) * 3600 + int(minutes) * 60 + int(seconds)
    return whole + float(f"0.{fraction}")
