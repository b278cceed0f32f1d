"""What a coverage report shows: rows of values, whatever they are written as."""

from __future__ import annotations

from collections.abc import Iterable
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

    def lowest(self) -> float:
        """The per cent of the locale that has least."""
        return min((total(self.of(locale)).percent for locale in self.locales), default=100.0)


def total(rows: Iterable[Row]) -> Coverage:
    """The coverage of several rows together."""
    whole = Coverage()
    for row in rows:
        whole += row.coverage
    return whole


def percent_text(coverage: Coverage) -> str:
    """Per cent of words without decimals; 100 only where nothing is missing."""
    return f"{int(coverage.percent)} %"


def bar(coverage: Coverage, width: int = 20) -> str:
    """A bar of ``width`` characters: full for translated, half for stale and fuzzy words."""
    words = coverage.total.words
    if not words:
        return "█" * width
    done = int(width * coverage.translated.words / words)
    started = int(
        width
        * (coverage.translated.words + coverage.stale.words + coverage.fuzzy.words)
        / words
    )
    return "█" * done + "▒" * (started - done) + "░" * (width - started)


def brief(report: Report) -> str:
    """One line a locale, for the end of a build."""
    lines = []
    for locale in report.locales:
        rows = report.of(locale)
        coverage = total(rows)
        published = sum(row.published for row in rows)
        lines.append(
            f"{locale:<8} {bar(coverage)} {percent_text(coverage):>6} of words, "
            f"{published} of {len(rows)} pages published"
        )
    return "\n".join(lines)
