"""Numbers: the same in both texts, in whatever digits and with whatever separators."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from dragoman.checks.base import Problem
from dragoman.checks.case import Case

_DIGIT = re.compile(r"\d")

_NUMBER = re.compile(
    r"(?<![A-Za-z\d])(?:\d{1,3}(?:[ \u00a0\u202f]\d{3}(?!\d))++|\d++(?:[.,٫٬'’]\d++)*+)"
)

_SMALL = 12
"""Numbers up to this one may be digits in one language and words in another, and so may 100."""

_SCALED = re.compile(
    r"\b(?:hundreds?|thousands?|millions?|billions?|trillions?|dozens?)\b|\d\s?[kKMB]\b"
    r"|\d\s*[ap]\.?m\b",
    re.IGNORECASE,
)
"""Numbers that many languages write with other digits: scales, and hours of half a day."""

_NUMERALS = re.compile("[〇零十百千万萬億亿]")
"""What Chinese and Japanese numbers above nine have one of."""

_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+\Z")


def check_numbers(case: Case) -> Iterator[Problem]:
    """Each number of the source is in the translation, and no other one."""
    if not (_has_digit(case.source) or _has_digit(case.target)):
        return
    wanted, found = _numbers(case.source), _numbers(case.target)
    lacking, extra = wanted - found, found - wanted
    if (lacking or extra) and not _SCALED.search(case.source):
        yield from _told(case, lacking, extra)
    if case.language.decimal == ",":
        written = _NUMBER.findall(case.target)
        for number in _NUMBER.findall(case.source):
            if _GROUPED.match(number) and number in written:
                message = f"“{number}” of the translation reads as a decimal in this language"
                yield Problem("numbers", message)
                return


def _has_digit(text: str) -> bool:
    if text.isascii():
        return any(digit in text for digit in "0123456789")  # quicker than to search
    return _DIGIT.search(text) is not None


@lru_cache(maxsize=1024)
def _numbers(text: str) -> Counter[str]:
    """The numbers of a text as plain digits."""
    return Counter(_plain(number) for number in _NUMBER.findall(text))


def _plain(number: str) -> str:
    digits = "".join(str(unicodedata.digit(sign)) for sign in number if sign.isdigit())
    return digits if len(digits) != len(number) else digits.lstrip("0") or "0"


def _told(case: Case, lacking: Counter[str], extra: Counter[str]) -> Iterator[Problem]:
    """A changed number, else one that is lost or new and that nobody writes in words."""
    if lacking and _NUMERALS.search(case.target):
        return
    if lacking and extra:
        new, old = _listed(extra, case.target), _listed(lacking, case.source)
        yield Problem("numbers", f"the translation has “{new}” where the source has “{old}”")
    elif large := _large(lacking):
        number = _listed(large, case.source)
        yield Problem("numbers", f"the translation lacks the number “{number}”")
    elif large := _large(extra):
        number = _listed(large, case.target)
        yield Problem("numbers", f"the translation adds the number “{number}”")


def _large(numbers: Counter[str]) -> Counter[str]:
    """The numbers that are always digits."""
    kept = {text: count for text, count in numbers.items() if int(text[:9]) > _SMALL}
    return Counter({text: count for text, count in kept.items() if text != "100"})


def _listed(numbers: Counter[str], text: str) -> str:
    """Some numbers of a text, as it writes them."""
    written = [number for number in _NUMBER.findall(text) if _plain(number) in numbers]
    return ", ".join(dict.fromkeys(written))
