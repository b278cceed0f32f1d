"""Brackets and quotation marks: what opens is closed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.checks.base import Problem
from dragoman.checks.case import Case

_BRACKET = re.compile(r"[()\[\]（）［］【】]")
_LIKE = str.maketrans("（）［］", "()[]")
_CLOSES = {")": "(", "]": "[", "】": "【"}
_MARKER = re.compile(r"(?:^|(?<=\s))(?:\d{1,2}|[A-Za-z])(?=[)）])|[:;]-?(?=[()])", re.MULTILINE)
"""What stands before the bracket of a list item's number, or of a smiley."""


def check_brackets(case: Case) -> Iterator[Problem]:
    """Each bracket of a translation has its partner."""
    odd = _alone(case.target) if _BRACKET.search(case.target) else ""
    if odd and not _alone(case.source):
        yield Problem("brackets", f"“{odd}” of the translation has no partner")


def _alone(text: str) -> str:
    """A bracket without a partner; empty where there is none."""
    free = {found.end() for found in _MARKER.finditer(text)}
    opened: list[str] = []
    for found in _BRACKET.finditer(text):
        sign = found[0].translate(_LIKE)
        marks = found.start() in free and (not opened or sign == "(")
        if not marks and sign not in _CLOSES:
            opened.append(sign)
        elif not marks and (not opened or opened.pop() != _CLOSES[sign]):
            return str(found[0])
    return opened[-1] if opened else ""


_QUOTE = re.compile('["“”„‟＂〝〟«»‹›「」『』《》〈〉]')

_INSIDE_WORD = re.compile(r"(?<=\w)[\"״](?=\w)|(?<=\d)[\"”″]")
"""A mark of a Hebrew abbreviation, and inches."""

_PAIRED = ("«»", "‹›", "「」", "『』", "《》", "〈〉")


def check_quotes(case: Case) -> Iterator[Problem]:
    """Each quotation mark of a translation has its partner."""
    odd = _unpaired(case.target) if _QUOTE.search(case.target) else ""
    if odd and not _unpaired(case.source):
        yield Problem("quotes", f"“{odd}” of the translation has no partner")


def _unpaired(text: str) -> str:
    text = _INSIDE_WORD.sub("", text)
    for pair in _PAIRED:
        if text.count(pair[0]) != text.count(pair[1]):
            return pair[0] if text.count(pair[0]) > text.count(pair[1]) else pair[1]
    marks = [sign for sign in text if sign in '"“”„‟＂〝〟']
    return marks[-1] if len(marks) % 2 else ""
