"""What a check looks at: one translation, the catalogs of a locale, or a localized page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

from dragoman.catalog import Entry
from dragoman.checks.base import Problem
from dragoman.checks.glossary import Glossary
from dragoman.checks.languages import Language
from dragoman.checks.prose import prose
from dragoman.document import Document

ENGLISH = Language("en")


@dataclass(frozen=True, slots=True)
class Case:
    """One translation with all that a check may want to know."""

    entry: Entry
    language: Language
    source_language: Language = ENGLISH
    format: str = "html"
    """The name of the lesson's format."""
    glossary: Glossary = ()
    source: str = field(init=False)
    """What a reader reads of the msgid; code, links and placeholders are one sign each."""
    target: str = field(init=False)
    """The same of the msgstr."""

    def __post_init__(self) -> None:
        """Read both texts, once for all checks."""
        object.__setattr__(self, "source", prose(self.entry.msgid))
        object.__setattr__(self, "target", prose(self.entry.msgstr))

    @property
    def msgid(self) -> str:
        """The source text."""
        return self.entry.msgid

    @property
    def msgstr(self) -> str:
        """The translation."""
        return self.entry.msgstr


@dataclass(frozen=True, slots=True)
class Page:
    """A localized page beside its lesson."""

    document: Document
    """The lesson."""
    localized: Document
    """The page, parsed again."""
    foreign: Mapping[str, str] = field(default_factory=dict)
    """Links of the page that lead to pages of another locale, with that locale."""
    missing: tuple[str, ...] = ()
    """Lessons that the page links to and that are not published in its locale."""
    total: int = 0
    """Segments of the lesson."""
    untranslated: int = 0
    """Segments for which the catalog has nothing."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A catalog as a file: its header, and what is said of all its entries together."""

    header: tuple[tuple[str, str], ...]
    locale: str
    """The locale that the project takes it for."""
    language: str | None
    """The locale that its own header names."""


@dataclass(frozen=True, slots=True)
class Wordings:
    """A translation, and how many times each translation of its msgid stands in the locale."""

    msgstr: str
    others: Mapping[str, int]


Subject = TypeVar("Subject")


class Check(NamedTuple, Generic[Subject]):
    """A check and the rules that it can find broken."""

    rules: tuple[str, ...]
    run: Callable[[Subject], Iterable[Problem]]
