"""Checks of Markdown translations: what a translation must keep, and what is rendered as it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from unicodedata import category

from dragoman.checks.base import Problem, first_change
from dragoman.checks.unsafe import SCHEME
from dragoman.formats.markdown.inline import Piece, pieces

_SAID = {
    "link": "the link to “{}”",
    "image": "the image “{}”",
    "auto": "the link to “{}”",
    "label": "the reference “[{}]”",
    "footnote": "the footnote “[^{}]”",
}
"""What a translation keeps, in words."""

_LABEL = re.compile(r"[A-Z][a-z]++(?:[ .]|\Z)|(?:\S++ ){5}|\W*+\Z|[a-z]++\.\Z")
"""Code that is rather the text of a button, a word, or a sentence; or a sign."""

_FOREIGN = re.compile(
    r"(?:https?://|link:|xref:)[^\s\[\]<>()\"']{1,500}+\[[^\[\]\n]{0,200}+\]"
    r"|<<[A-Za-z_][^<>\n]{0,200}+>>|\A={2,6} "
)
"""Markup of AsciiDoc, which a page made from Markdown shows as it stands."""


def check_unsafe_link(msgid: str, msgstr: str) -> Problem | None:
    """A link in angle brackets that runs something."""
    if "<" not in msgstr:
        return None
    for piece in pieces(msgstr):
        if piece.kind == "auto" and SCHEME.match(piece.value) and piece.value not in msgid:
            scheme = piece.value.partition(":")[0].lower()
            return Problem("unsafe-markup", f"the translation adds a “{scheme}:” link")
    return None


def check_targets(msgid: str, msgstr: str) -> Problem | None:
    """Links, images, references and footnotes of the source are all there."""
    change = first_change(_targets(msgid), _targets(msgstr))
    if change is None:
        return None
    verb, (kind, value) = change
    rule = "placeholders" if kind == "footnote" else "urls"
    return Problem(rule, f"the translation {verb} {_SAID[kind].format(value)}")


@lru_cache(maxsize=4096)
def _targets(text: str) -> Counter[tuple[str, str]]:
    return Counter(
        (piece.kind, piece.value.removeprefix("./"))
        for piece in pieces(text)
        if piece.kind in _SAID
    )


def as_html(text: str, source: str) -> str:
    """A text with only those less-than signs that Markdown leaves as they are.

    Code and backslashes are left out where ``source`` has them, too: in HTML they are neither.
    """
    if "<" not in text:
        return text
    read: list[str] = []
    at = 0
    for piece in pieces(text):
        whole = text[piece.start : piece.end]
        if piece.kind == "auto" or ((piece.kind == "code" or whole == "\\<") and whole in source):
            read.append(text[at : piece.start])
            at = piece.end
    read.append(text[at:])
    return "".join(read)


def check_code(msgid: str, msgstr: str) -> Iterator[Problem]:
    """Code of the source is somewhere in the translation, be it marked or not.

    A segment that is nothing but code is an example, which may well be translated.
    """
    found = pieces(msgid) if "`" in msgid else ()
    if not found or (found[0].start, found[0].end) == (0, len(msgid)):
        return
    for code in _codes(msgid) - _codes(msgstr):
        if code not in msgstr:
            yield Problem("placeholders", f"the translation lacks the code “{code}”")
            return


def _codes(text: str) -> Counter[str]:
    found = (piece.value for piece in pieces(text) if piece.kind == "code")
    return Counter(code for code in found if not _LABEL.match(code))


def flaws(msgid: str, msgstr: str) -> Iterator[str]:
    """What is wrong with inline markup, where the source's is right."""
    loose = _loose(msgstr)
    if loose and not _loose(msgid):
        yield f"“{loose}” of the translation opens or closes nothing, and would be shown"
    found = _FOREIGN.search(msgstr)
    if found and not _FOREIGN.search(msgid):
        yield f"“{found[0]}” is markup of another format, which the page would show"


@lru_cache(maxsize=4096)
def _loose(text: str) -> str:
    """A mark of emphasis or code without a partner; empty where there is none."""
    if not ("*" in text or "_" in text or "`" in text):
        return ""
    opened: dict[str, list[tuple[str, int]]] = {"*": [], "_": []}
    for piece in pieces(text):
        if piece.kind == "ticks":
            return piece.value
        if piece.kind != "mark" or piece.value[0] == "~":
            continue
        opens, closes = _flanks(text, piece)
        marks, count = opened[piece.value[0]], len(piece.value)
        while closes and count and marks:
            mark, left = marks.pop()
            if left > count:
                marks.append((mark, left - count))
            count = max(0, count - left)
        if count and opens:
            marks.append((piece.value, count))
        elif count and (closes or count > 1):
            return piece.value
    return next((marks[-1][0] for marks in opened.values() if marks), "")


def _flanks(text: str, piece: Piece) -> tuple[bool, bool]:
    """Whether a mark can open and close emphasis (CommonMark 0.31, 6.2)."""
    before = text[piece.start - 1] if piece.start else " "
    after = text[piece.end] if piece.end < len(text) else " "
    left = not after.isspace() and (_is_word(after) or not _is_word(before))
    right = not before.isspace() and (_is_word(before) or not _is_word(after))
    if piece.value[0] == "_":
        return left and not (right and _is_word(before)), right and not (left and _is_word(after))
    return left, right


def _is_word(sign: str) -> bool:
    """Whether a character is neither white space nor punctuation."""
    return not sign.isspace() and category(sign)[0] not in "PS"
