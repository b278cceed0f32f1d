"""Words: doubled, missing, left as they were, far too few or too many."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.checks.base import Problem
from dragoman.checks.case import Case
from dragoman.checks.languages import CJK, Language
from dragoman.checks.prose import OBJECT

_DOUBLED = re.compile(r"(?<![\w/’'-])([^\W\d_]{2,}+)[ \u00a0\n]++\1\b", re.IGNORECASE)
_DOUBLED_SIGN = re.compile("(的的|了了|是是|をを|がが|にに|、、|。。(?!。)|，，)")
_ALLOWED = frozenset(
    "that had se nous vous die der das den sie ihr dat het det si ja non no ha bye wer was wie "
    "wo".split()
)
"""Words that sentences put side by side, or that people say twice."""


def check_doubled_words(case: Case) -> Iterator[Problem]:
    """No word stands twice in a row by mistake."""
    if not case.language.spaced:
        found = _DOUBLED_SIGN.search(case.target)
    elif case.language.doubles_words:
        return
    else:
        twice = _DOUBLED.finditer(case.target)
        found = next((at for at in twice if _is_odd(at, case.source)), None)
    if found and not _DOUBLED.search(case.source):
        shown = " ".join(found[0].split())
        yield Problem("doubled-words", f"“{shown}” stands twice in the translation")


def _is_odd(found: re.Match[str], source: str) -> bool:
    """Whether a doubled word is neither grammar nor a name that the source has, too."""
    if found[1].lower() in _ALLOWED:
        return False
    return found[0].endswith(found[1].lower()) or found[1] not in source


_WORD = re.compile(r"[^\W\d_]{2,}")


def check_blank(case: Case) -> Iterator[Problem]:
    """A translation of words has words."""
    if _WORD.search(case.source) and not any(map(str.isalnum, case.target.replace(OBJECT, "a"))):
        yield Problem("blank", "the translation has no text")


_COMMON_WORD = re.compile(r"(?<![\w./@-])[a-z]{2,}(?![\w/@]|[.-]\w)")
_LEAST = 3
"""So many words in small letters make a text that wants a translation."""


def check_unchanged(case: Case) -> Iterator[Problem]:
    """A text of some words does not stay as it is."""
    if case.msgid.strip() != case.msgstr.strip() or case.language.code == case.source_language.code:
        return
    if len(_COMMON_WORD.findall(case.source)) >= _LEAST:
        yield Problem("unchanged", "the translation has the source's own words")


_DENSE = {"zh": 3.1, "yue": 3.1, "ja": 2.2, "ko": 2.1}
"""Letters of English for one character of a language's own script."""

_SCRIPT = re.compile(rf"[{CJK}\uac00-\ud7a3]")
_USUAL = 1.1
_SHORT = 25
_FAR = 2.2
"""A translation so many times as long or as short as usual is odd; short texts vary more."""


def check_length(case: Case) -> Iterator[Problem]:
    """A translation is about as long as its language makes it."""
    source = _letters(case.source, case.source_language)
    target = _letters(case.target, case.language)
    if source < _SHORT or not target:
        return
    odd = _FAR + 25 / source
    ratio = target / source / _USUAL
    if ratio > odd or ratio < 1 / odd:
        far = f"{target / source:.1f} times as long as" if ratio > 1 else "far shorter than"
        yield Problem("length", f"the translation is {far} its source")


def _letters(text: str, language: Language) -> float:
    """The length of a text, as if it were written in letters."""
    length = len(text.strip())
    dense = _DENSE.get(language.code)
    return length + (dense - 1) * len(_SCRIPT.findall(text)) if dense else length
