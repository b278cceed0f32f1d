"""What a translator has still to do."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.catalog import Entry
from dragoman.checks.base import Problem
from dragoman.checks.case import Page


def check_state(entry: Entry) -> Iterator[Problem]:
    """A translation is confirmed, and of today's wording."""
    if entry.stale:
        yield Problem("stale", "this translates another wording, which the previous msgid shows")
    elif entry.fuzzy and entry.msgstr.strip():
        yield Problem("fuzzy", "nobody has confirmed this translation yet")


def check_untranslated(page: Page) -> Iterator[Problem]:
    """Every segment of a page is translated; told once a page."""
    if page.untranslated:
        have = "has" if page.untranslated == 1 else "have"
        message = f"{page.untranslated} of {page.total} segments {have} no translation"
        yield Problem("untranslated", message)
