"""Lesson formats; a new one is one file and one line here."""

from __future__ import annotations

from dragoman.formats.base import Format
from dragoman.formats.html import Html
from dragoman.formats.markdown import Markdown

FORMATS: tuple[Format, ...] = (Html(), Markdown())
"""Every format, the first that knows a suffix wins."""


def format_for(path: str) -> Format | None:
    """The format of a lesson by its file name's ending, None where there is none."""
    lower = path.lower()
    for known in FORMATS:
        if lower.endswith(known.suffixes):
            return known
    return None
