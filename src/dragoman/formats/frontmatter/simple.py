"""The common shape of front matter, read without a YAML parser: it takes a sixth of the time.

That is keys with values on their lines, and lists of such values or of such keys. Whatever could
mean anything else is left to the parser.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from dragoman.formats.tags import LETTER

_KEY = "[A-Za-z_][A-Za-z0-9_-]{0,60}+"

_MANY = r"[\w ,.()/?!=+%@;&*\-"
"""The start of a class of characters; those of typography stand apart, or it compiles slowly."""

_VALUE = (
    rf"(?:[\w/](?:{_MANY}'\"]++|[‐-…]|:(?=[\w/]))*+(?<! )"
    rf"|\"(?:{_MANY}:#']++|[‐-…])*+\"|'(?:{_MANY}:#\"]++|[‐-…])*+')"
)

_SIMPLE = re.compile(
    rf"(?:{_KEY}:(?: {_VALUE}\r?\n|\r?\n(?:"
    rf"(?=( {{0,8}}+)- {_KEY}:[ \r\n])(?:\1[- ] {_KEY}:(?: {_VALUE})?+\r?\n)++"  # of keys
    rf"|(?=( {{0,8}}+)- )(?:\2- {_VALUE}\r?\n)++"  # of values
    r")?+))++\Z"
)
"""Keys with values, or with a list of values or of keys with values, and not a line more."""

_TOP = re.compile(r"^([\w-]++): ([^\r\n]++)", re.MULTILINE)

_NO_TEXT = frozenset("true false yes no on off null".split())
"""Plain words that YAML takes for something else than text."""


class Value(NamedTuple):
    """A value that is text."""

    key: str
    text: str
    style: str
    """Its quotes, if any."""
    start: int
    """Its place in the text, quotes included."""
    end: int
    flow: bool = False
    """Whether it stands in ``[…]`` or ``{…}``."""


def read_simple(content: str, keys: tuple[str, ...]) -> list[Value] | None:
    """The values of ``keys`` that are text, by place; None where YAML has to be asked."""
    if "." in (joined := "\n".join(keys)) or "[" in joined or not _SIMPLE.match(content):
        return None
    found = []
    for match in _TOP.finditer(content):
        if match[1] not in keys:
            continue
        text = match[2]
        style = text[0] if text[0] in "\"'" else ""
        if style:
            text = text[1:-1]
        elif not text[0].isalpha() or text.lower() in _NO_TEXT:
            return None
        if LETTER.search(text):
            found.append(Value(match[1], text, style, *match.span(2)))
    return found
