"""Catalogs as a whole: their header, and one translation for one source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.checks.base import Problem
from dragoman.checks.case import Sheet, Wordings
from dragoman.locales import gettext_name

_GETTEXT = re.compile(r"([^_@]+)(?:_([^@]+))?(?:@(.+))?")

_SCRIPT_ALONE = re.compile(r"zh[-_]han[st]", re.IGNORECASE)


def check_header(sheet: Sheet) -> Iterator[Problem]:
    """A catalog has a header, and its language is the locale that the project takes it for."""
    if not sheet.header:
        yield Problem("po-valid", "the catalog has no header")
        return
    names = {name.lower() for name, _ in sheet.header}
    if "content-type" not in names:
        yield Problem("po-valid", "the header names no charset in Content-Type")
    wanted, named = gettext_name(sheet.locale), gettext_name(sheet.language or sheet.locale)
    if not _are_alike(sheet.locale, sheet.language or sheet.locale):
        yield Problem("po-valid", f"the header names the language “{named}”, not “{wanted}”")


def _are_alike(one: str, other: str) -> bool:
    """Whether two locales are the same as far as both say what they are."""
    pairs = zip(_told(one), _told(other), strict=True)
    return all(mine == theirs or not (mine and theirs) for mine, theirs in pairs)


def _told(tag: str) -> tuple[str, str, str]:
    """Language, territory, and script or variant; that of Chinese follows from the territory."""
    found = _GETTEXT.fullmatch(gettext_name(tag))
    language, territory, modifier = found.groups("") if found else (tag, "", "")
    if language == "zh" and territory:
        modifier = "hant" if territory in {"TW", "HK", "MO"} else "hans"
        if _SCRIPT_ALONE.fullmatch(tag):
            territory = ""  # gettext's name has it for the script
    return language, territory, modifier


def check_inconsistent(wordings: Wordings) -> Iterator[Problem]:
    """A source that stands in several catalogs has the same translation in all of them."""
    others = {" ".join(text.split()): count for text, count in wordings.others.items()}
    own = " ".join(wordings.msgstr.split())
    best = max(others, key=lambda text: (others[text], text), default=own)
    if own != best:
        yield Problem("inconsistent", f"the same source is also translated as “{best}”")
