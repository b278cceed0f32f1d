"""The diff command."""

from __future__ import annotations

from collections.abc import Sequence

import typer

from dragoman.project import load
from dragoman.workflow.differing import stale_translations


def print_differences(
    folder: str, pages: Sequence[str] | None, locales: Sequence[str] | None, *, shape: str
) -> None:
    """Print what changed since stale translations were made."""
    found = stale_translations(load(folder), pages or (), locales or ())
    if shape == "json":
        from dragoman.reports.differences import as_json  # noqa: PLC0415

        typer.echo(as_json(found))
    elif shape == "markdown":
        from dragoman.reports.differences import as_markdown  # noqa: PLC0415

        typer.echo(as_markdown(found))
    elif found:
        from dragoman.reports.coloured import show  # noqa: PLC0415

        show(found)
    else:
        typer.echo("No translation is of an earlier wording.")
