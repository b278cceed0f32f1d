"""What a coverage report shows: rows of values, whatever they are written as."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dragoman.coverage import Coverage

STATES = ("translated", "stale", "fuzzy", "untranslated")
"""The states of a segment, in the order of every report."""


@dataclass(frozen=True, slots=True)
class Row:
    """One lesson in one locale."""

    page: str
    locale: str
    coverage: Coverage
    published: bool
    """Whether enough of it is translated to be published."""


@dataclass(frozen=True, slots=True)
class Report:
    """The coverage of a project."""

    project: str
    locales: tuple[str, ...]
    rows: tuple[Row, ...]
    publish_at: float
    """Least per cent of words at which a page is published."""

    def of(self, locale: str) -> tuple[Row, ...]:
        """The rows of one locale."""
        return tuple(row for row in self.rows if row.locale == locale)

    def under(self, percent: float) -> tuple[str, ...]:
        """The locales that have less than ``percent`` of their words translated."""
        return tuple(at for at in self.locales if total(self.of(at)).percent < percent)


def total(rows: Iterable[Row]) -> Coverage:
    """The coverage of several rows together."""
    whole = Coverage()
    for row in rows:
        whole += row.coverage
    return whole


def published(rows: Sequence[Row]) -> str:
    """How many of some pages are published."""
    return f"{sum(row.published for row in rows)}/{len(rows)}"


def percent_text(coverage: Coverage) -> str:
    """Per cent of words without decimals; 100 only where nothing is missing."""
    return f"{int(coverage.percent)} %"


def bar(coverage: Coverage, width: int = 20) -> str:
    """A bar of ``width`` characters: full for translated, half for stale and fuzzy words."""
    words = coverage.total.words
    if not words:
        return "█" * width
    done = coverage.translated.words
    begun = done + coverage.stale.words + coverage.fuzzy.words
    full, shaded = width * done // words, width * begun // words
    return "█" * full + "▒" * (shaded - full) + "░" * (width - shaded)


def brief(report: Report) -> str:
    """One line a locale, of at least one, for the end of a build."""
    rows = {locale: report.of(locale) for locale in report.locales}
    name = max(8, *map(len, rows))
    count = max(len(str(len(pages))) for pages in rows.values())
    lines = []
    for locale, pages in rows.items():
        coverage = total(pages)
        live = sum(row.published for row in pages)
        lines.append(
            f"{locale:<{name}} {bar(coverage)} {percent_text(coverage):>6} of words, "
            f"{live:>{count}} of {len(pages)} {'page' if len(pages) == 1 else 'pages'} published"
        )
    return "\n".join(lines)
