"""Terms: kept, called what the glossary says, and never what it forbids."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from dragoman.checks.base import Problem
from dragoman.checks.case import Case
from dragoman.checks.glossary import Glossary, Term
from dragoman.checks.languages import Language

_STEM = 6
"""From so many letters on, the last two of a word may change with its ending."""

_LETTER = r"[^\W\d_]"


def check_terms(case: Case) -> Iterator[Problem]:
    """Terms of the source are called in the translation what the glossary calls them."""
    if not case.glossary:
        return
    for term in _terms_in(case):
        problem = _kept(term, case) if term.keeps else _translated(term, case)
        if problem:
            yield Problem("terms", problem)


def _terms_in(case: Case) -> tuple[Term, ...]:
    """The terms that a source has; of two that overlap, the longer one counts."""
    found: dict[Term, None] = {}
    names = _by_name(case.glossary)
    for match in _sources(case.glossary).finditer(case.source):
        written = " ".join(match[1].split())
        for term in names[written.lower()]:
            if term.source.islower() or term.source == written:
                found.setdefault(term)
    return tuple(found)


@lru_cache(maxsize=64)
def _by_name(glossary: Glossary) -> dict[str, list[Term]]:
    names: dict[str, list[Term]] = {}
    for term in glossary:
        names.setdefault(" ".join(term.source.lower().split()), []).append(term)
    return names


@lru_cache(maxsize=64)
def _sources(glossary: Glossary) -> re.Pattern[str]:
    """Finds the terms of a glossary as whole words, an English plural ending allowed."""
    longest = sorted(_by_name(glossary), key=len, reverse=True)
    terms = "|".join(r"[\s\u00a0]+".join(map(re.escape, name.split())) for name in longest)
    return re.compile(rf"(?<!\w)({terms})(?:e?s)?(?!\w)", re.IGNORECASE)


def _kept(term: Term, case: Case) -> str | None:
    """What is wrong with a term that has to stay as it is."""
    if _as_it_is(term.source).search(case.target):
        return None
    other = re.search(re.escape(term.source), case.target, re.IGNORECASE)
    if other and not term.source.islower():
        return f"the translation writes “{other[0]}” for “{term.source}”"
    return f"the translation lacks “{term.source}”, which is not to be translated"


@lru_cache(maxsize=1024)
def _as_it_is(term: str) -> re.Pattern[str]:
    """Finds a term that is kept, with an ending of up to three letters."""
    flags = re.IGNORECASE if term.islower() else re.NOFLAG
    words = r"[\s\u00a0-]+".join(map(re.escape, term.split()))
    return re.compile(rf"(?<![A-Za-z0-9_]){words}(?!(?-i:[A-Z0-9_])|[a-z]{{4}})", flags)


def _translated(term: Term, case: Case) -> str | None:
    """What is wrong with a term's translation."""
    language = case.language
    for text in term.forbidden:
        if _word(text, language, loose=False).search(case.target):
            best = f"; “{term.targets[0]}” is right" if term.targets else ""
            return f"the translation says “{text}” for “{term.source}”{best}"
    if not term.targets or any(
        _word(text, language, loose=True).search(case.target) for text in term.targets
    ):
        return None
    wanted = "” or “".join(term.targets)
    return f"the translation does not say “{wanted}” for “{term.source}”"


@lru_cache(maxsize=4096)
def _word(text: str, language: Language, *, loose: bool) -> re.Pattern[str]:
    """Finds a target term, if ``loose`` with the endings that its language may give it."""
    flags = re.IGNORECASE if text.islower() else re.NOFLAG
    if not language.spaced:
        return re.compile(re.escape(text), flags)
    before = rf"(?<!\w){_LETTER}{{0,3}}?" if language.prefixes else r"(?<!\w)"
    if not language.inflects:
        words = r"[\s\u00a0-]+".join(map(re.escape, text.split()))
        return re.compile(rf"(?<!\w){words}(?!\w)", flags)
    words = r"[\s\u00a0-]+".join(_inflected(word, loose=loose) for word in text.split())
    after = "" if loose and language.joins_words else r"(?!\w)"
    return re.compile(rf"{before}{words}{after}", flags)


def _inflected(word: str, *, loose: bool) -> str:
    if not loose:
        return rf"{re.escape(word)}{_LETTER}{{0,2}}"
    stem = word[:-2] if len(word) >= _STEM else word
    return rf"{re.escape(stem)}{_LETTER}{{0,4}}"
