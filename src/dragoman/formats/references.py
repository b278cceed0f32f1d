"""Character references: shown to translators as the character, written back as the page does.

Source: HTML Living Standard, 13.2.5.72 (character references).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from dragoman.formats.tags import split_at_tags, text_pieces, tokens, unescape, without_markup

_NAMED = r"(?:#[0-9]++|#[xX][0-9a-fA-F]++|[a-zA-Z][a-zA-Z0-9]*+);"

REFERENCE = re.compile(f"&{_NAMED}")

_BARE_AMPERSAND = re.compile(f"&(?!{_NAMED})")

Style = tuple[tuple[str, str], ...]
"""How a page writes characters by reference: ``(("’", "&#8217;"), …)``."""


@lru_cache(maxsize=2048)
def visible(reference: str) -> str:
    """The character of a reference where a translator can see and type it, else the reference.

    Markup characters, spaces and format characters stay references: they would vanish from sight.
    """
    character = unescape(reference)
    if len(character) != 1:
        return reference
    if character in "\"'":
        return character
    if character.isascii() or unicodedata.category(character)[0] in "CMZ" or character == "\ufffd":
        return reference
    return character


def _in_text(change: Callable[[str], str], text: str, *, markup: bool) -> str:
    """``text`` with ``change`` made to what stands between its tags, if it can have ``markup``."""
    if not markup or "<" not in text:
        return change(text)
    return "".join([change(piece) + tag for piece, tag in split_at_tags(text)])


def _shown(text: str) -> str:
    return REFERENCE.sub(lambda found: visible(found[0]), text)


def show(raw: str, *, markup: bool = True) -> str:
    """Raw text of a page as translators see it: visible characters instead of references.

    ``markup`` is False where ``<`` is text, as in an attribute.
    """
    if "&" not in raw:
        return raw
    markup = markup and any("&" in token for token in tokens(raw))
    return _in_text(_shown, raw, markup=markup)


def style_of(page: str) -> Style:
    """The characters that ``page`` writes by reference more often than literally."""
    if "&" not in page:
        return ()
    forms: dict[str, dict[str, int]] = {}
    for reference in REFERENCE.findall(page):
        character = visible(reference)
        if character != reference:
            counts = forms.setdefault(character, {})
            counts[reference] = counts.get(reference, 0) + 1
    return tuple(
        (character, max(counts, key=counts.__getitem__))
        for character, counts in sorted(forms.items())
        if sum(counts.values()) >= _literal_count(page, character)
    )


def _literal_count(page: str, character: str) -> int:
    """How often a character stands literally in text; quotes count outside tags only."""
    return (without_markup(page) if character in "\"'" else page).count(character)


def habits(raw: str, style: Style, *, markup: bool = True) -> tuple[Style, bool]:
    """How a slot with the text ``raw`` writes characters by reference on a page of that style.

    Its own ways come before the page's. Also whether it has bare ampersands.
    """
    if "&" not in raw:
        for character, _ in style:
            if character in raw:
                break
        else:
            return style, False
    own = style_of(raw)
    taken = {character for character, _ in own}
    others = [pair for pair in style if pair[0] not in taken]
    bare = _BARE_AMPERSAND.search(raw) is not None
    if others or bare:
        pieces = text_pieces(raw) if markup else [raw]
        bare = bare and any(_BARE_AMPERSAND.search(piece) for piece in pieces)
        literal: set[str] = set().union(*pieces)
        others = [pair for pair in others if pair[0] not in literal]
    return (*own, *others), bare


def write(target: str, style: Style, *, bare: bool = False, markup: bool = True) -> str:
    """``target`` with characters written by reference where ``style`` has them.

    A bare ampersand becomes ``&amp;`` unless ``bare`` ones may stay.
    """
    changes = [pair for pair in style if pair[0] in target]
    escape = "&" in target and not bare
    if not changes and not escape:
        return target

    def change(text: str) -> str:
        if escape:
            text = _BARE_AMPERSAND.sub("&amp;", text)
        for character, reference in changes:
            text = text.replace(character, reference)
        return text

    return _in_text(change, target, markup=markup)
