"""What authors can say to dragoman in a comment of a lesson.

``dragoman: skip`` and ``dragoman: resume`` stand around what is not translated,
``dragoman: context TEXT`` and ``dragoman: note TEXT`` before the segment that they speak of.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from dragoman.errors import LessonError

WORDS = ("skip", "resume", "context", "note")

_DIRECTIVE = re.compile(r"\s*+dragoman:\s*+(\S*+)(.*+)\Z", re.DOTALL)


class Directive(NamedTuple):
    """One directive: its word, and the text that ``context`` and ``note`` take."""

    word: str
    text: str


def read_directive(comment: str, path: str, line: Callable[[], int]) -> Directive | None:
    """The directive in a comment's inside, None where it holds none.

    A wrong one raises LessonError at ``line()``, which is called for that alone.
    """
    match = _DIRECTIVE.match(comment)
    if match is None:
        return None
    word, text = match[1], " ".join(match[2].replace("\0", "\ufffd").split())
    if word not in WORDS:
        raise LessonError(
            path,
            line(),
            f"unknown directive “{word}”",
            "Use one of: " + ", ".join(f"dragoman: {known}" for known in WORDS) + ".",
        )
    if word in {"context", "note"} and not text:
        raise LessonError(
            path, line(), f"the directive “{word}” has no text", f"Write: dragoman: {word} TEXT"
        )
    return Directive(word, text)
