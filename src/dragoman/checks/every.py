"""Every check that there is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dragoman.catalog import Entry
from dragoman.checks import problems, problems_of
from dragoman.checks.base import Problem
from dragoman.checks.captions import classless
from dragoman.checks.case import Case, Check, Page, Sheet, Wordings
from dragoman.checks.catalogs import check_header, check_inconsistent
from dragoman.checks.inline import check_inline_syntax, check_references
from dragoman.checks.numbers import check_numbers
from dragoman.checks.pages import check_link_locale, check_skeleton
from dragoman.checks.pairs import check_brackets, check_quotes
from dragoman.checks.placeholders import check_addresses, check_code, check_placeholders
from dragoman.checks.punctuation import check_end_punctuation, check_punctuation
from dragoman.checks.spacing import check_bidi, check_control_characters, check_white_space
from dragoman.checks.states import check_state, check_untranslated
from dragoman.checks.terms import check_terms
from dragoman.checks.words import (
    check_blank,
    check_doubled_words,
    check_length,
    check_unchanged,
)
from dragoman.formats.webvtt import SUBRIP_CAPTIONS, WEBVTT_CAPTIONS

CAPTIONS = frozenset((WEBVTT_CAPTIONS.name, SUBRIP_CAPTIONS.name))
"""The names of the formats of captions."""


def check_gate(case: Case) -> Iterator[Problem]:
    """What keeps a translation off the page."""
    if case.format in CAPTIONS:
        return problems(classless(case.msgid), classless(case.msgstr))
    return problems_of(case.format)(case.msgid, case.msgstr)


OF_TRANSLATIONS: tuple[Check[Case], ...] = (
    Check(("tags", "wellformed", "unsafe-markup", "urls", "placeholders"), check_gate),
    Check(("inline-syntax",), check_inline_syntax),
    Check(("placeholders",), check_placeholders),
    Check(("placeholders",), check_code),
    Check(("urls",), check_addresses),
    Check(("terms",), check_terms),
    Check(("blank",), check_blank),
    Check(("unchanged",), check_unchanged),
    Check(("numbers",), check_numbers),
    Check(("end-punctuation",), check_end_punctuation),
    Check(("punctuation",), check_punctuation),
    Check(("references",), check_references),
    Check(("white-space",), check_white_space),
    Check(("brackets",), check_brackets),
    Check(("quotes",), check_quotes),
    Check(("doubled-words",), check_doubled_words),
    Check(("control-characters",), check_control_characters),
    Check(("bidi",), check_bidi),
    Check(("length",), check_length),
)
"""Checks of one translation that may be published."""

OF_ENTRIES: tuple[Check[Entry], ...] = (Check(("stale", "fuzzy"), check_state),)
"""Checks of one entry, translated or not."""

OF_CATALOGS: tuple[Check[Sheet], ...] = (Check(("po-valid",), check_header),)
"""Checks of a file."""

OF_LOCALES: tuple[Check[Wordings], ...] = (Check(("inconsistent",), check_inconsistent),)
"""Checks of a source that stands in several places."""

OF_PAGES: tuple[Check[Page], ...] = (
    Check(("skeleton",), check_skeleton),
    Check(("link-locale",), check_link_locale),
    Check(("untranslated",), check_untranslated),
)
"""Checks of a localized page."""

CHECKS: tuple[Check[Any], ...] = (
    *OF_TRANSLATIONS,
    *OF_ENTRIES,
    *OF_CATALOGS,
    *OF_LOCALES,
    *OF_PAGES,
)
"""All of them; the workflow adds what only it can know: ``anchors``, ``shape``, captions."""
