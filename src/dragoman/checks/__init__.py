"""Checks of translations; those at the gate keep a translation off the page."""

from __future__ import annotations

from dragoman.checks.base import Check, Problem
from dragoman.checks.markup import check_tags, check_unsafe_markup

GATE: tuple[Check, ...] = (check_unsafe_markup, check_tags)
"""Checks that every published translation has passed."""


def gate(msgid: str, msgstr: str) -> Problem | None:
    """The first problem that keeps ``msgstr`` off the page, None where it may be published."""
    if msgid == msgstr:
        return None
    for check in GATE:
        problem = check(msgid, msgstr)
        if problem is not None:
            return problem
    return None
