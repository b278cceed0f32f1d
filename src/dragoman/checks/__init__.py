"""Checks of translations; those at the gate keep a translation off the page."""

from __future__ import annotations

from dragoman.checks.base import Check, Problem
from dragoman.checks.markup import check_tags, has_same_tokens
from dragoman.checks.unsafe import check_template_code, check_unsafe_markup

GATE: tuple[Check, ...] = (check_unsafe_markup, check_tags, check_template_code)
"""Checks that every published translation has passed."""


def gate(msgid: str, msgstr: str) -> Problem | None:
    """The first problem that keeps ``msgstr`` off the page, None where it may be published."""
    if msgid == msgstr or _is_harmless(msgid, msgstr):
        return None
    for check in GATE:
        problem = check(msgid, msgstr)
        if problem is not None:
            return problem
    return None


def _is_harmless(msgid: str, msgstr: str) -> bool:
    """Whether a translation surely passes: no markup, or just its msgid's in the same order."""
    if "{" in msgid or "{" in msgstr or "](" in msgstr or "]:" in msgstr:
        return False
    if "<" not in msgid and "<" not in msgstr:
        return True
    if "<?" in msgid or "<%" in msgid or "<%" in msgstr:
        return False
    return has_same_tokens(msgid, msgstr)
