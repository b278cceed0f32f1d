"""Checks of translations; those at the gate keep a translation off the page."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.checks.base import GateCheck, Problem
from dragoman.checks.markup import check_tags, has_same_tokens
from dragoman.checks.unsafe import check_template_code, check_unsafe_markup

GATE: tuple[GateCheck, ...] = (check_unsafe_markup, check_tags, check_template_code)
"""Checks that every published translation has passed."""


def gate(msgid: str, msgstr: str, exempt: frozenset[str] = frozenset()) -> Problem | None:
    """The first problem that keeps ``msgstr`` off the page, None where it may be published.

    Of the rules of which an entry is ``exempt``, ``unsafe-markup`` counts all the same.
    """
    if msgid == msgstr or _is_harmless(msgid, msgstr):
        return None
    for problem in problems(msgid, msgstr):
        if problem.rule == "unsafe-markup" or problem.rule not in exempt:
            return problem
    return None


def problems(msgid: str, msgstr: str) -> Iterator[Problem]:
    """All problems of a translation that the gate looks for, one a check."""
    for check in GATE:
        problem = check(msgid, msgstr)
        if problem is not None:
            yield problem


def _is_harmless(msgid: str, msgstr: str) -> bool:
    """Whether a translation surely passes: no markup, or just its msgid's in the same order."""
    if "{" in msgid or "{" in msgstr:
        return False
    if "]" in msgstr and ("](" in msgstr or "]:" in msgstr):
        return False
    if "<" not in msgid and "<" not in msgstr:
        return True
    if "<?" in msgid or "<%" in msgid or "<%" in msgstr:
        return False
    return has_same_tokens(msgid, msgstr)
