"""What is inside of segments: their inline markup, told alike for every format."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from dragoman.formats.tags import TAG, named_values, without_markup

_CODE = re.compile(r"<(code|kbd|samp|var)\b[^>]*>(.*?)</\1>", re.DOTALL)


class Inline(NamedTuple):
    """What a segment says, and the markup in it."""

    text: str
    """What a reader reads, code included."""
    tags: tuple[str, ...]
    """The names of its elements, as HTML calls them."""
    links: tuple[str, ...]
    """Where its links and images lead."""
    codes: tuple[str, ...]


Read = Callable[[str], Inline]
"""How the inline markup of a msgid is read."""


def read_html(msgid: str) -> Inline:
    """The inline markup of HTML."""
    if "<" not in msgid:
        return Inline(msgid, (), (), ())
    tags: list[str] = []
    links: list[str] = []
    for match in TAG.finditer(msgid):
        if match[2] and not match[1]:
            tags.append(match[2].lower())
            links += link_of(match[3])
    codes = tuple(code for _, code in _CODE.findall(msgid))
    return Inline(without_markup(msgid), tuple(tags), tuple(links), codes)


def link_of(inside: str) -> list[str]:
    """The target that a tag's attributes give, if any."""
    return [value or "" for name, value in named_values(inside) if name in ("href", "src")][:1]


def reader_of(markup: str) -> Read:
    """How the segments of a text are read, by the name of the text's format."""
    if markup == "markdown":
        from dragoman.formats.markdown.inline import read_markdown  # noqa: PLC0415 (seldom)

        return read_markdown
    if markup == "asciidoc":
        from dragoman.formats.asciidoc.inline import read_asciidoc  # noqa: PLC0415 (seldom)

        return read_asciidoc
    return read_html
