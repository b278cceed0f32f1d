"""HTML's tags as tokens: one regular expression that follows the HTML5 tokenizer.

Source: HTML Living Standard, 13.2.5 (tokenization) and 15 (elements and their default display).
"""

from __future__ import annotations

import re
from functools import lru_cache

SPACE = "\t\n\f\r "

_ATTRIBUTES = (
    rf"(?:[{SPACE}/]++|[^{SPACE}/>][^{SPACE}/>=]*+(?:[{SPACE}]*+=[{SPACE}]*+"
    rf"(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|[^{SPACE}>\"'][^{SPACE}>]*+)?+)?+)*+"
)

TAG = re.compile(
    rf"<(?:(/?)([a-zA-Z][^{SPACE}/>]*+)({_ATTRIBUTES})>"  # 1 slash, 2 name, 3 attributes
    r"|(!--(?:-?>|.*?--!?>))"  # 4 comment
    r"|([!?](?!--)[^>]*+>|/[^a-zA-Z>][^>]*+>|/>)"  # 5 bogus comment, doctype, instruction
    r"|((?=/?[a-zA-Z]|[!?]|/.).*))",  # 6 any of these that never ends: all that is left
    re.DOTALL,
)
"""One token that starts with ``<``; a ``<`` that starts none is text."""

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

NOT_TRANSLATED = re.compile(r"translate\s*=\s*[\"']?no\b|\bnotranslate\b", re.IGNORECASE)

LETTER = re.compile(r"[^\W\d_]")

_IMPLIED = {
    "li": frozenset(("li",)),
    "dt": frozenset(("dt", "dd")),
    "dd": frozenset(("dt", "dd")),
    "td": frozenset(("td", "th", "tr", "tbody", "tfoot")),
    "th": frozenset(("td", "th", "tr", "tbody", "tfoot")),
    "tr": frozenset(("tr", "tbody", "tfoot")),
    "option": frozenset(("option", "optgroup")),
    "p": BLOCK - {"option", "optgroup", "caption", "col", "legend", "source", "track", "param"},
}
"""Start tags that close an open element of the key's name (13.1.2.4, optional tags)."""


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


def declines_translation(inside: str) -> bool:
    """Whether a tag's attributes say ``translate="no"`` or have the class ``notranslate``."""
    if NOT_TRANSLATED.search(inside) is None:
        return False
    values = attributes(inside)
    if values.get("translate", ("", 0, 0))[0].lower() == "no":
        return True
    return "notranslate" in values.get("class", ("", 0, 0))[0].lower().split()


@lru_cache(maxsize=64)
def _raw_end(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{re.escape(name)}(?=[{SPACE}/>])", re.IGNORECASE)


def raw_text_end(text: str, position: int, name: str) -> int:
    """Where the end tag of a raw text element starts, or the end of ``text``."""
    match = None if name == "plaintext" else _raw_end(name).search(text, position)
    return len(text) if match is None else match.start()


def element_end(  # noqa: C901 (one case a kind of token)
    text: str, position: int, name: str
) -> int:
    """The end of the element ``name`` whose start tag ends at ``position``.

    That is past its end tag, or before the tag that closes it where its own is left out.
    """
    if name in VOID:
        return position
    open_names = [name]
    while match := TAG.search(text, position):
        position = match.end()
        tag = (match[2] or "").lower()
        if match[6] is not None:
            break
        if not tag or (tag in VOID and not match[1]):
            continue
        if match[1]:
            if tag in open_names:
                del open_names[len(open_names) - 1 - open_names[::-1].index(tag) :]
                if not open_names:
                    return position
            elif tag in BLOCK:
                return match.start()
        elif len(open_names) == 1 and tag in _IMPLIED.get(name, ()):
            return match.start()
        elif tag in RAW_TEXT:
            position = raw_text_end(text, position, tag)
        else:
            while len(open_names) > 1 and tag in _IMPLIED.get(open_names[-1], ()):
                open_names.pop()
            open_names.append(tag)
    return len(text)


def tokens(text: str) -> list[str]:
    """The tags, comments and other markup tokens of ``text``, exactly as written."""
    return [match[0] for match in TAG.finditer(text)] if "<" in text else []


def without_markup(text: str) -> str:
    """``text`` with every markup token taken out; what never ends is taken out whole."""
    if "<" not in text:
        return text
    kept: list[str] = []
    position = 0
    for match in TAG.finditer(text):
        kept.append(text[position : match.start()])
        if match[6] is not None:
            return "".join(kept)
        position = match.end()
    kept.append(text[position:])
    return "".join(kept)
