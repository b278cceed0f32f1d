"""The coverage report on a terminal."""

from __future__ import annotations

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dragoman.coverage import Coverage
from dragoman.locales import facts
from dragoman.reports.base import STATES, Report, percent_text, total

_COLOURS = {"translated": "green", "stale": "yellow", "fuzzy": "cyan", "untranslated": "red"}

_BAR = 10


def show(report: Report, *, pages: bool, console: Console | None = None) -> None:
    """Print a table of the locales and, if ``pages``, one of the pages of each."""
    console = console or Console(highlight=False)
    table = _table(f"Coverage of {report.project}", "Locale")
    for locale in report.locales:
        rows = report.of(locale)
        _add(table, _name(locale), total(rows), f"{sum(row.published for row in rows)}/{len(rows)}")
    if len(report.locales) > 1:
        published = f"{sum(row.published for row in report.rows)}/{len(report.rows)}"
        table.add_section()
        _add(table, "Total", total(report.rows), published)
    console.print(table)
    for locale in report.locales if pages else ():
        console.print()
        console.print(_pages(report, locale))
    console.print(
        "Translated: share of source words. Stale: translation of an earlier wording. Fuzzy: to be "
        f"confirmed. Todo: untranslated. Live: published, from {report.publish_at:g} %.",
        style="dim",
    )


def _pages(report: Report, locale: str) -> Table:
    table = _table(_name(locale), "Page")
    rows = report.of(locale)
    for row in rows:
        _add(table, row.page, row.coverage, "yes" if row.published else "no")
    table.add_section()
    _add(table, "Total", total(rows), f"{sum(row.published for row in rows)}/{len(rows)}")
    return table


def _table(title: str, first: str) -> Table:
    table = Table(
        title=title, title_justify="left", title_style="bold", box=SIMPLE_HEAD, padding=(0, 1, 0, 0)
    )
    table.add_column(first, overflow="fold", min_width=15)
    table.add_column("Translated", no_wrap=True)
    for name in ("Words", "Segments", "Stale", "Fuzzy", "Todo", "Live"):
        table.add_column(name, justify="right", no_wrap=True)
    return table


def _add(table: Table, name: str, coverage: Coverage, published: str) -> None:
    whole = coverage.total
    table.add_row(
        Text(name),
        _bar(coverage) + Text(f" {percent_text(coverage):>5}"),
        f"{coverage.translated.words}/{whole.words}",
        f"{coverage.translated.segments}/{whole.segments}",
        *(str(getattr(coverage, state).segments or "") for state in STATES[1:]),
        published,
    )


def _bar(coverage: Coverage) -> Text:
    """The states side by side, each as wide as its share of the words."""
    words = coverage.total.words
    drawn = Text()
    seen = 0
    for state, shape in zip(STATES, "█▓▒░", strict=True):
        before = _BAR * seen // words if words else 0
        seen += getattr(coverage, state).words
        after = _BAR * seen // words if words else (_BAR if state == "translated" else 0)
        drawn.append(shape * (after - before), style=_COLOURS[state])
    return drawn


def _name(locale: str) -> str:
    known = facts(locale)
    return f"{known.name} ({locale})" if known else locale
