"""HTML's tags as tokens: one regular expression that follows the HTML5 tokenizer.

Source: HTML Living Standard, 13.2.5 (tokenization) and 15 (elements and their default display).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import lru_cache

SPACE = "\t\n\f\r "

ATTRIBUTES = (
    rf"(?:[{SPACE}/]++|[^{SPACE}/>][^{SPACE}/>=]*+(?:[{SPACE}]*+=[{SPACE}]*+"
    rf"(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|[^{SPACE}>\"'][^{SPACE}>]*+)?+)?+)*+"
)

_NAME = rf"[a-zA-Z][^{SPACE}/>]*+"
_COMMENT = r"!--(?:-?>|.*?--!?>)"
_BOGUS = r"(?:!(?!--)|\?)[^>]*+>|/[^a-zA-Z>][^>]*+>|/>"
"""A bogus comment, a doctype or an instruction."""
_ENDLESS = r"(?=/?[a-zA-Z]|[!?]|/.).*+"
"""Any token that never ends: all that is left."""

TAG = re.compile(
    rf"<(?:(/?)({_NAME})({ATTRIBUTES})>"  # 1 slash, 2 name, 3 attributes
    rf"|({_COMMENT})|({_BOGUS})|({_ENDLESS}))",  # 4, 5, 6
    re.DOTALL,
)
"""One token that starts with ``<``; a ``<`` that starts none is text."""

ANY_TAG = rf"<(?:/?{_NAME}{ATTRIBUTES}>|{_COMMENT}|{_BOGUS}|{_ENDLESS})"
"""What ``TAG`` matches, for longer expressions: with ``re.DOTALL``, and without groups."""

ATTRIBUTE = re.compile(
    rf"[{SPACE}/]*+([^{SPACE}/>][^{SPACE}/>=]*+)"
    rf"(?:[{SPACE}]*+=[{SPACE}]*+(?:\"([^\"]*+)\"|'([^']*+)'|([^{SPACE}>\"'][^{SPACE}>]*+))?+)?+"
)
"""One attribute: name, and its value in double, single or no quotes."""

VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr".split(),
)

BLOCK = frozenset(
    "address article aside audio base blockquote body canvas caption center col colgroup dd "
    "details dialog dir div dl dt embed fieldset figcaption figure footer form frame frameset "
    "h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li link main map menu meta nav noscript "
    "object ol optgroup option p param search section select summary table tbody td tfoot th "
    "thead tr track ul video".split(),
)
"""Elements that end a run of text and inline markup."""

RAW_TEXT = frozenset("script style xmp iframe noembed noframes textarea plaintext".split())
"""Elements whose content is not markup; all are skeleton."""

SKIPPED = frozenset(("pre", "template"))
"""Elements that are skeleton with everything in them."""

GRAPHIC = frozenset(("svg", "math"))
"""Foreign content: skeleton, but it may stand in the middle of a sentence."""

TEXT_ATTRIBUTES = {
    "alt": "alt text",
    "title": "tooltip",
    "aria-label": "label",
    "placeholder": "placeholder",
}
"""Attributes whose values are text, and what to call it."""

LANGUAGE_ATTRIBUTES = frozenset(("lang", "dir", "hreflang"))
"""Attributes that a translation has values of its own for."""

LETTER = re.compile(r"[^\W\d_]")

_NOT_TRANSLATED = re.compile(r"translate\s*=\s*[\"']?no\b|\bnotranslate\b", re.IGNORECASE)

_HUGE_NUMBER = re.compile(r"&#[0-9]{9,};?")


def attributes(source: str) -> dict[str, tuple[str, int, int]]:
    """Attribute values of a tag's inside by lower-case name, each with its span in ``source``.

    A value in quotes has the span inside the quotes; an attribute without a value is left out.
    """
    found: dict[str, tuple[str, int, int]] = {}
    for match in ATTRIBUTE.finditer(source):
        group = match.lastindex
        if group is not None and group > 1:
            start, end = match.span(group)
            found.setdefault(match[1].lower(), (match[group], start, end))
    return found


def named_values(inside: str) -> Iterator[tuple[str, str | None]]:
    """The attributes in a tag's inside: lower-case names, values as written, None for no value."""
    for match in ATTRIBUTE.finditer(inside):
        group = match.lastindex or 1
        yield match[1].lower(), match[group] if group > 1 else None


def declines_translation(inside: str) -> bool:
    """Whether a tag's attributes say ``translate="no"`` or have the class ``notranslate``."""
    if "=" not in inside or _NOT_TRANSLATED.search(inside) is None:
        return False
    values = attributes(inside)
    if values.get("translate", ("", 0, 0))[0].lower() == "no":
        return True
    return "notranslate" in values.get("class", ("", 0, 0))[0].lower().split()


def tokens(text: str) -> list[str]:
    """The tags, comments and other markup tokens of ``text``, exactly as written."""
    return [match[0] for match in TAG.finditer(text)] if "<" in text else []


def split_at_tags(text: str) -> list[tuple[str, str]]:
    """The pieces of ``text``, each with the markup token behind it; the last one has none."""
    found: list[tuple[str, str]] = []
    done = 0
    if "<" in text:
        for match in TAG.finditer(text):
            found.append((text[done : match.start()], match[0]))
            done = match.end()
    return [*found, (text[done:], "")]


def text_pieces(text: str) -> list[str]:
    """What stands between the markup tokens of ``text``."""
    return TAG.split(text)[:: TAG.groups + 1]


@lru_cache(maxsize=1024)
def token_parts(text: str) -> list[str | None]:
    """The groups of ``TAG`` for each markup token of ``text``: what two texts are compared by.

    It is asked several times for each translation, and for a msgid in every locale.
    """
    parts: list[str | None] = TAG.split(text)
    del parts[:: TAG.groups + 1]
    return parts


def without_markup(text: str) -> str:
    """``text`` with every markup token taken out; what never ends is taken out whole."""
    return "".join(text_pieces(text)) if "<" in text else text


def unescape(text: str) -> str:
    """``text`` with its character references resolved, numbers too big for any included."""
    if "&" not in text:
        return text
    return html.unescape(_HUGE_NUMBER.sub("\ufffd", text))


def has_letter(text: str) -> bool:
    """Whether ``text`` has a letter outside its tags, be it written as a reference."""
    return LETTER.match(text) is not None or any(map(_has_letter, text_pieces(text)))


def _has_letter(piece: str) -> bool:
    found = LETTER.search(piece)
    if "&" not in piece:
        return found is not None
    return LETTER.search(unescape(piece)) is not None
