"""The coverage report on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from dragoman.coverage import Coverage
from dragoman.locales import facts
from dragoman.reports.base import HINT, STATES, Report, percent_text, published, told, total
from dragoman.reports.columns import Column, Line, Pen, drawn

_COLOURS = {"translated": "green", "stale": "yellow", "fuzzy": "cyan", "untranslated": "red"}

_BAR = 10

_LEGEND = """\
Translated: share of source words. Stale: translation of another wording.
Fuzzy: to be confirmed. Todo: untranslated."""

_NUMBERS = (
    Column("Words", 9),
    Column("Segments", 8, spare=True),
    Column("Stale", 5),
    Column("Fuzzy", 5),
    Column("Todo", 4),
    Column("Live", 5),
)


def show(report: Report, *, pages: bool, every: bool) -> None:
    """Print a table of the locales and, if ``pages``, one of the pages of each.

    Of many pages that are complete, or not begun, each is named only if ``every``.
    """
    lines = (line.rstrip() for line in _lines(report, Pen(), pages=pages, every=every))
    sys.stdout.write("\n".join((*lines, "")))


def _lines(report: Report, pen: Pen, *, pages: bool, every: bool) -> Iterator[str]:
    rows = [_line(pen, _name(at), report, at) for at in report.locales]
    whole = _cells(pen, "Total", total(report.rows), published(report.rows))
    groups = (rows, [whole]) if len(rows) > 1 else (rows,)
    yield from _table(pen, f"Coverage of {report.project}", "Locale", groups)
    is_folded = False
    for locale in report.locales if pages else ():
        named, folded = told(report.of(locale), every=every)
        rows = [_cells(pen, at.page, at.coverage, "yes" if at.published else "no") for at in named]
        rows += [_cells(pen, at.name, total(at.rows), published(at.rows)) for at in folded]
        groups = (rows, [_line(pen, "Total", report, locale)])
        yield from _table(pen, _name(locale), "Page", groups)
        is_folded |= bool(folded)
    live = f"Live: published, from {report.publish_at:g} %."
    yield pen.drawn(f"{_LEGEND} {live}", "dim")
    if is_folded:
        yield pen.drawn(HINT, "dim")


def _table(pen: Pen, title: str, first: str, groups: tuple[list[Line], ...]) -> Iterator[str]:
    yield from (pen.drawn(title, "bold"), "")
    yield from drawn(pen, (first, "Translated"), _NUMBERS, groups)
    yield ""


def _line(pen: Pen, name: str, report: Report, locale: str) -> Line:
    return _cells(pen, name, total(report.of(locale)), published(report.of(locale)))


def _cells(pen: Pen, name: str, coverage: Coverage, live: str) -> Line:
    whole = coverage.total
    numbers = (
        f"{coverage.translated.words}/{whole.words}",
        f"{coverage.translated.segments}/{whole.segments}",
        *(str(getattr(coverage, state).segments or "") for state in STATES[1:]),
        live,
    )
    return Line(name, f"{_bar(pen, coverage)} {percent_text(coverage):>5}", numbers)


def _bar(pen: Pen, coverage: Coverage) -> str:
    """The states side by side, each as wide as its share of the words."""
    words = coverage.total.words
    bar = ""
    seen = 0
    for state, shape in zip(STATES, "█▓▒░", strict=True):
        before = _BAR * seen // words if words else 0
        seen += getattr(coverage, state).words
        after = _BAR * seen // words if words else (_BAR if state == "translated" else 0)
        bar += pen.drawn(shape * (after - before), _COLOURS[state])
    return bar


def _name(locale: str) -> str:
    known = facts(locale)
    return f"{known.name} ({locale})" if known else locale
