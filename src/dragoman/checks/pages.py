"""Localized pages as a whole: their shape, and where their links lead."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.checks.base import Problem
from dragoman.checks.case import Page

_TOLD = 5
"""So many lessons a message names."""


def check_skeleton(page: Page) -> Iterator[Problem]:
    """The localized page, parsed again, has the segments of its lesson."""
    wanted, found = (
        [(slot.segment.kind, slot.segment.context) for slot in document.slots]
        for document in (page.document, page.localized)
    )
    if wanted == found:
        return
    place = next(
        (at for at, pair in enumerate(zip(wanted, found, strict=False)) if pair[0] != pair[1]),
        min(len(wanted), len(found)),
    )
    ours, theirs = (
        kinds[place][0] if place < len(kinds) else "nothing" for kinds in (wanted, found)
    )
    message = f"segment {place + 1} of the page is “{theirs}”, in the lesson it is “{ours}”"
    yield Problem("skeleton", message)


def check_link_locale(page: Page) -> Iterator[Problem]:
    """Links lead to pages of the same locale, and to lessons that are published in it."""
    for url, locale in page.foreign.items():
        yield Problem("link-locale", f"the link “{url}” leads to the page in {locale}")
    if page.missing:
        named = ", ".join(page.missing[:_TOLD]) + (" …" if len(page.missing) > _TOLD else "")
        lessons = "1 lesson" if len(page.missing) == 1 else f"{len(page.missing)} lessons"
        yield Problem("link-locale", f"the page links to {lessons} not published here: {named}")
