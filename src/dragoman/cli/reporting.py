"""The report command."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import typer

from dragoman.cli.rows import report_of
from dragoman.project import load
from dragoman.reports.base import Report, percent_text, total
from dragoman.workflow import plan


def print_report(  # noqa: PLR0913 (one parameter an option)
    folder: str,
    pages: Sequence[str] | None,
    locales: Sequence[str] | None,
    *,
    shape: str,
    fail_under: float | None,
    summary: bool,
    every: bool,
    jobs: int,
) -> None:
    """Print the coverage, and exit 1 where a locale has too little."""
    project = load(folder)
    outcome = plan(project, (), pages=pages or (), locales=locales or (), dry=True, jobs=jobs)
    report = report_of(outcome)
    _print(report, shape, pages=not summary, every=every)
    for note in outcome.notes:
        typer.echo(note, err=True)
    if fail_under is not None:
        _fail_under(report, fail_under)


def _fail_under(report: Report, least: float) -> None:
    short = report.under(least)
    for locale in short:
        percent = percent_text(total(report.of(locale)))
        typer.echo(f"{locale}: {percent} of words translated, less than {least:g} %", err=True)
    if short:
        sys.exit(1)


def _print(report: Report, shape: str, *, pages: bool, every: bool) -> None:
    if shape == "json":
        from dragoman.reports.as_json import as_json  # noqa: PLC0415

        typer.echo(as_json(report, pages=pages))
    elif shape == "markdown":
        from dragoman.reports.as_markdown import as_markdown  # noqa: PLC0415

        typer.echo(as_markdown(report, pages=pages, every=every))
    elif report.locales:
        from dragoman.reports.terminal import show  # noqa: PLC0415

        show(report, pages=pages, every=every)
