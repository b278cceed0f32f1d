"""What a coverage report shows: rows of values, whatever they are written as."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from dragoman.coverage import Coverage

STATES = ("translated", "stale", "fuzzy", "untranslated")
"""The states of a segment, in the order of every report."""

MANY = 50
"""Of more pages of a locale that are all alike, each is named only on request."""

_ALIKE = {"complete": "complete pages", "waiting": "pages not begun"}
"""The states in which a page has nothing to tell but its name."""

HINT = "Many pages that are complete, or not begun, are one line; --all names each."


@dataclass(frozen=True, slots=True)
class Row:
    """One lesson in one locale."""

    page: str
    locale: str
    coverage: Coverage
    published: bool
    """Whether enough of it is translated to be published."""

    @property
    def state(self) -> str:
        """``complete``, ``waiting`` where nothing of it has a translation, else ``begun``."""
        whole = self.coverage.total.segments
        if self.coverage.translated.segments == whole:
            return "complete"
        return "waiting" if self.coverage.untranslated.segments == whole else "begun"


class Folded(NamedTuple):
    """Pages of a locale that stand in one line."""

    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """The coverage of a project."""

    project: str
    locales: tuple[str, ...]
    rows: tuple[Row, ...]
    publish_at: float
    """Least per cent of words at which a page is published."""
    _of: dict[str, list[Row]] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Sort the rows by their locale."""
        for row in self.rows:
            self._of.setdefault(row.locale, []).append(row)

    def of(self, locale: str) -> tuple[Row, ...]:
        """The rows of one locale."""
        return tuple(self._of.get(locale, ()))

    def under(self, percent: float) -> tuple[str, ...]:
        """The locales that have less than ``percent`` of their words translated."""
        return tuple(at for at in self.locales if total(self.of(at)).percent < percent)


def told(rows: Sequence[Row], *, every: bool) -> tuple[tuple[Row, ...], tuple[Folded, ...]]:
    """The pages of a locale to name one by one, all if ``every``; and those to fold."""
    folded = {}
    for state, name in _ALIKE.items() if not every else ():
        alike = tuple(row for row in rows if row.state == state)
        if len(alike) > MANY:
            folded[state] = Folded(f"{len(alike)} {name}", alike)
    return tuple(row for row in rows if row.state not in folded), tuple(folded.values())


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
