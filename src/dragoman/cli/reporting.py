"""The report command."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import typer

from dragoman.cli.rows import report_of
from dragoman.errors import ConfigError
from dragoman.project import load
from dragoman.reports.base import Report
from dragoman.workflow import plan

FORMATS = ("terminal", "markdown", "json")


def print_report(  # noqa: PLR0913 (one parameter an option)
    folder: str,
    pages: Sequence[str] | None,
    locales: Sequence[str] | None,
    shape: str,
    fail_under: float | None,
    summary: bool,  # noqa: FBT001 (an option)
) -> None:
    """Print the coverage, and exit 1 where a locale has too little."""
    if shape not in FORMATS:
        raise ConfigError("--format", None, f"there is no format “{shape}”", f"Use one of: {', '.join(FORMATS)}.")
    project = load(folder)
    outcome = plan(project, (), pages=pages or (), locales=locales or ())
    report = report_of(outcome)
    _print(report, shape, summary=summary)
    if fail_under is not None and report.lowest() < fail_under:
        sys.exit(1)


def _print(report: Report, shape: str, *, summary: bool) -> None:
    if shape == "json":
        from dragoman.reports.as_json import as_json  # noqa: PLC0415

        typer.echo(as_json(report))
    elif shape == "markdown":
        from dragoman.reports.as_markdown import as_markdown  # noqa: PLC0415

        typer.echo(as_markdown(report))
    else:
        from dragoman.reports.terminal import show  # noqa: PLC0415

        show(report, pages=not summary)
