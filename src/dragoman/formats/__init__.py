"""Lesson formats; a new one is one file and one line here."""

from __future__ import annotations

from dragoman.formats.base import Format
from dragoman.formats.html import Html
from dragoman.formats.markdown import Markdown

FORMATS: tuple[Format, ...] = (Html(), Markdown())
"""Every format, the first that knows a suffix wins."""


def format_for(path: str, name: str = "") -> Format | None:
    """The format of a lesson by its ``name`` or its file's ending, None where there is none."""
    if name:
        return next((known for known in FORMATS if known.name == name), None)
    lower = path.lower()
    for known in FORMATS:
        if lower.endswith(known.suffixes):
            return known
    return None
