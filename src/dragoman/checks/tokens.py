"""Tags and other markup of a text, read for comparing them with another text's."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from dragoman.formats.elements import raw_text_end
from dragoman.formats.references import REFERENCE
from dragoman.formats.tags import ATTRIBUTE, RAW_TEXT, SPACE, TAG, unescape

TRANSLATABLE = frozenset(("alt", "title", "aria-label", "placeholder"))
"""Attributes whose values are text."""

LANGUAGE = frozenset(("lang", "dir", "hreflang"))
"""Attributes that a translation may set as it needs."""

_BEGINNING = re.compile(rf"</?[a-zA-Z][^{SPACE}/>]*|<!--|<[!?/]")
"""How a tag or a comment begins."""

_LONGEST = 70

Signature = tuple[object, ...]
"""What of a piece of markup must be the same in a translation."""


class Token(NamedTuple):
    """One tag, comment or other piece of markup."""

    kind: Literal["start", "end", "other", "unfinished"]
    name: str
    """The element's name in lower case, or what another kind of markup starts with."""
    attributes: tuple[tuple[str, str | None], ...]
    """Names in lower case with the values as written, None where there is none."""
    text: str
    """All of it as written; of an element like ``script``, its content too."""

    def __str__(self) -> str:
        """The token in quotes, shortened, as a message shows it."""
        text = self.name if self.kind == "unfinished" else " ".join(self.text.split())
        return f"“{text[:_LONGEST]}…”" if len(text) > _LONGEST else f"“{text}”"

    @property
    def signature(self) -> Signature:
        """Never empty; texts and languages are left open."""
        if self.kind == "start" and self.name not in RAW_TEXT:
            kept = [
                (name, None if name in TRANSLATABLE else _plain(value or ""))
                for name, value in self.attributes
                if name not in LANGUAGE
            ]
            return ("start", self.name, *sorted(kept, key=lambda item: item[0]))
        if self.kind == "unfinished":
            return (self.kind, *self.beginnings)
        if self.kind == "end" and not self.attributes:
            return (self.kind, self.name)
        return (self.kind, self.text)

    @property
    def beginnings(self) -> tuple[str, ...]:
        """How this and other tags in it begin, for one that never ends."""
        return tuple(beginning.lower() for beginning in _BEGINNING.findall(self.text))


def _plain(value: str) -> str:
    """An attribute's value with its references resolved, where a browser surely resolves them."""
    return REFERENCE.sub(lambda found: unescape(found[0]), value) if "&" in value else value


@lru_cache(maxsize=1024)
def read_tokens(text: str) -> tuple[Token, ...]:
    """The markup of a text, in its order; what never ends comes last, with all behind it."""
    found: list[Token] = []
    position = 0
    while match := TAG.search(text, position):
        start, position = match.span()
        name = (match[2] or "").lower()
        if match[6] is not None:
            found.append(_unfinished(text[start:]))
            return tuple(found)
        if not name:
            found.append(Token("other", "", (), match[0]))
            continue
        if name in RAW_TEXT and not match[1]:
            position = raw_text_end(text, position, name)
        kind: Literal["start", "end"] = "end" if match[1] else "start"
        found.append(Token(kind, name, _attributes(match[3]), text[start:position]))
    if text.rstrip(SPACE).endswith("</"):
        found.append(_unfinished("</"))
    return tuple(found)


def _attributes(inside: str) -> tuple[tuple[str, str | None], ...]:
    return tuple(
        (match[1].lower(), next((value for value in match.groups()[1:] if value is not None), None))
        for match in ATTRIBUTE.finditer(inside)
    )


def _unfinished(text: str) -> Token:
    """A tag or comment without an end; what follows its name may be text and may be attributes."""
    match = _BEGINNING.match(text)
    start = match[0].lower() if match else text[:1]
    return Token("unfinished", start, _attributes(text[len(start) :]), text)
