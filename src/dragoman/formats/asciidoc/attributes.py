"""The attribute lists of AsciiDoc, with the span of each value."""

from __future__ import annotations

import re
from typing import NamedTuple

_ITEM = re.compile(
    r"[ \t]*+(?:(?P<name>[^\W\d][\w-]*+)[ \t]*+=[ \t]*+)?+"
    r"(?:\"(?P<double>(?:[^\"\\]|\\.)*+)\"(?=[ \t]*+(?:,|\Z))"
    r"|'(?P<single>(?:[^'\\]|\\.)*+)'(?=[ \t]*+(?:,|\Z))"
    r"|(?P<bare>[^,]*+))[ \t]*+(?:,|\Z)"
)


class Value(NamedTuple):
    """One value of an attribute list."""

    text: str
    start: int
    end: int
    """The span of the text in the list, without its quotes."""
    quote: str
    """``"``, ``'``, or empty where it has none."""


def attribute_list(source: str) -> dict[str, Value]:
    """Values by name, or by position from ``1``; empty positions are left out."""
    found: dict[str, Value] = {}
    place, number = 0, 0
    while place < len(source) and (match := _ITEM.match(source, place)):
        place = match.end()
        if match["name"] is None:
            number += 1
        group = next(name for name in ("double", "single", "bare") if match[name] is not None)
        text = match[group]
        start = match.start(group)
        if group == "bare":
            start += len(text) - len(text.lstrip())
            text = text.strip()
        if text:
            quote = {"double": '"', "single": "'", "bare": ""}[group]
            value = Value(text, start, start + len(text), quote)
            found[match["name"] or str(number)] = value
    return found


def style_of(positional: str) -> str:
    """The style in the first position of a block's attributes, without its id, roles, options."""
    return re.split(r"[.#%]", positional, maxsplit=1)[0]
