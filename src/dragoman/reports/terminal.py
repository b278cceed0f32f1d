"""The coverage report on a terminal."""

from __future__ import annotations

import sys
from io import StringIO

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dragoman.coverage import Coverage
from dragoman.locales import facts
from dragoman.reports.base import STATES, Report, percent_text, published, total

_COLOURS = {"translated": "green", "stale": "yellow", "fuzzy": "cyan", "untranslated": "red"}

_BAR = 10

_NUMBERS = {"Words": 9, "Segments": 8, "Stale": 5, "Fuzzy": 5, "Todo": 4, "Live": 5}
"""The least width of each column, so that one table stands below the other."""

_WIDE = 1000
"""Columns of a file or a pipe, where nothing needs to be folded."""


def show(report: Report, *, pages: bool) -> None:
    """Print a table of the locales and, if ``pages``, one of the pages of each."""
    console = Console(highlight=False, width=None if sys.stdout.isatty() else _WIDE)
    with console.capture() as drawn:
        _draw(console, report, pages=pages)
    lines = (line.rstrip() for line in StringIO(drawn.get()))
    sys.stdout.write("\n".join((*lines, "")))


def _draw(console: Console, report: Report, *, pages: bool) -> None:
    table = _table("Locale")
    for locale in report.locales:
        _add(table, _name(locale), total(report.of(locale)), published(report.of(locale)))
    if len(report.locales) > 1:
        table.add_section()
        _add(table, "Total", total(report.rows), published(report.rows))
    _print(console, f"Coverage of {report.project}", table)
    for locale in report.locales if pages else ():
        _print(console, _name(locale), _pages(report, locale))
    console.print(
        "Translated: share of source words. Stale: translation of another wording.\n"
        "Fuzzy: to be confirmed. Todo: untranslated. "
        f"Live: published, from {report.publish_at:g} %.",
        style="dim",
        markup=False,
    )


def _print(console: Console, title: str, table: Table) -> None:
    console.print(Text(title, style="bold"))
    console.print()
    console.print(table)
    console.print()


def _pages(report: Report, locale: str) -> Table:
    table = _table("Page")
    rows = report.of(locale)
    for row in rows:
        _add(table, row.page, row.coverage, "yes" if row.published else "no")
    table.add_section()
    _add(table, "Total", total(rows), published(rows))
    return table


def _table(first: str) -> Table:
    """A table that fits 80 columns: only its first one is folded where there is less room."""
    table = Table(box=SIMPLE_HEAD, show_edge=False, padding=0)
    table.add_column(first, overflow="fold", min_width=15)
    table.add_column("Translated", no_wrap=True)
    for name, width in _NUMBERS.items():
        table.add_column(name, justify="right", no_wrap=True, min_width=width)
    return table


def _add(table: Table, name: str, coverage: Coverage, live: str) -> None:
    whole = coverage.total
    table.add_row(
        Text(name),
        _bar(coverage) + Text(f" {percent_text(coverage):>5}"),
        f"{coverage.translated.words}/{whole.words}",
        f"{coverage.translated.segments}/{whole.segments}",
        *(str(getattr(coverage, state).segments or "") for state in STATES[1:]),
        live,
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
