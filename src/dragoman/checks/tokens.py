"""Tags and other markup of a text, read for comparing them with another text's."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from dragoman.formats.elements import raw_text_end
from dragoman.formats.references import REFERENCE
from dragoman.formats.tags import (
    LANGUAGE_ATTRIBUTES,
    RAW_TEXT,
    SPACE,
    TAG,
    TEXT_ATTRIBUTES,
    named_values,
    unescape,
)

_BEGINNING = re.compile(rf"</?[a-zA-Z][^{SPACE}/>]*|<!--|<[!?/]")
"""How a tag or a comment begins."""

_LONGEST = 70

Attributes = tuple[tuple[str, str | None], ...]

Signature = tuple[object, ...]
"""What of a piece of markup must be the same in a translation; never empty."""


class Token(NamedTuple):
    """One tag, comment or other piece of markup."""

    kind: Literal["start", "end", "other", "unfinished"]
    name: str
    """The element's name in lower case; how what never ends begins; empty for a comment."""
    attributes: Attributes
    """Names in lower case with the values as written, None where there is none."""
    text: str
    """All of it as written; of an element like ``script``, its content too."""
    signature: Signature

    def __str__(self) -> str:
        """The token in quotes, shortened, as a message shows it."""
        text = self.name if self.kind == "unfinished" else " ".join(self.text.split())
        return f"“{text[:_LONGEST]}…”" if len(text) > _LONGEST else f"“{text}”"


@lru_cache(maxsize=1024)
def read_tokens(text: str) -> tuple[Token, ...]:
    """The markup of a text, in its order; what never ends comes last, with all behind it."""
    found: list[Token] = []
    position = 0
    while match := TAG.search(text, position):
        start, position = match.span()
        if match[6] is not None:
            found.append(_unfinished(text[start:]))
            return tuple(found)
        token = _token(match[0])
        if token.kind == "start" and token.name in RAW_TEXT:
            position = raw_text_end(text, position, token.name)
            whole = text[start:position]
            token = token._replace(text=whole, signature=("start", whole))
        found.append(token)
    if text.rstrip(SPACE).endswith("</"):
        found.append(_unfinished("</"))
    return tuple(found)


@lru_cache(maxsize=4096)
def _token(text: str) -> Token:
    """The token of a whole tag or comment."""
    match = TAG.match(text)
    if match is None or not match[2]:
        return Token("other", "", (), text, ("other", text))
    name, attributes = match[2].lower(), tuple(named_values(match[3]))
    if match[1]:
        same = ("end", name, *([text] if attributes else []))
        return Token("end", name, attributes, text, same)
    kept = [
        (key, None if key in TEXT_ATTRIBUTES else _plain(value or ""))
        for key, value in attributes
        if key not in LANGUAGE_ATTRIBUTES
    ]
    same = ("start", name, *sorted(kept, key=lambda item: item[0]))
    return Token("start", name, attributes, text, same)


def _unfinished(text: str) -> Token:
    """A tag or comment without an end; what follows its name may be text and may be attributes."""
    beginnings = tuple(beginning.lower() for beginning in _BEGINNING.findall(text))
    attributes = tuple(named_values(text[len(beginnings[0]) :]))
    return Token("unfinished", beginnings[0], attributes, text, ("unfinished", *beginnings))


def _plain(value: str) -> str:
    """An attribute's value with its references resolved, where a browser surely resolves them."""
    return REFERENCE.sub(lambda found: unescape(found[0]), value) if "&" in value else value
