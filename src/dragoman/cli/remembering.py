"""The memory commands."""

from __future__ import annotations

import json as json_
import os
from collections.abc import Sequence

import typer

from dragoman.errors import CatalogError
from dragoman.files import read
from dragoman.files.stage import Stage
from dragoman.findings import harmless
from dragoman.project import load
from dragoman.workflow import chosen_locales
from dragoman.workflow.remembering import (
    create_store,
    export_memory,
    import_memory,
    search_memory,
)


def create(folder: str) -> None:
    """Make the memory file and fill it."""
    project = load(folder)
    new = create_store(project)
    typer.echo(f"{project.updating.store}: {_units(new)} new")


def export(folder: str, file: str, locales: Sequence[str]) -> None:
    """Write a TMX file where it would change."""
    project = load(folder)
    data, counts = export_memory(project, chosen_locales(project, locales))
    place, name = os.path.split(os.path.abspath(file))  # noqa: PTH100
    stage = Stage(os.path.realpath(place))
    stage.write(name, data)
    stage.commit()
    left = f"; {counts.left} hold characters that XML has not" if counts.left else ""
    typer.echo(f"{file}: {_units(counts.taken)}{left}")


def take_in(folder: str, file: str, locales: Sequence[str]) -> None:
    """Read a TMX file into the memory file."""
    project = load(folder)
    chosen = chosen_locales(project, locales)
    data = read(file)
    if data is None:
        problem = "there is no such file"
        raise CatalogError(file, None, problem)
    counts = import_memory(project, data, file, chosen)
    told = f"{file}: {_units(counts.taken)} new, {counts.known} known"
    if counts.left:
        told += f", {counts.left} without a text in {project.source_locale} or in these locales"
    typer.echo(told)


def search(folder: str, text: str, locale: str, least: float, *, json: bool) -> None:
    """Print the translations of wordings like a text."""
    project = load(folder)
    chosen_locales(project, (locale,))
    found = search_memory(project, text, locale, least)
    if json:
        told = [{**match._asdict(), "score": int(match.score)} for match in found]
        typer.echo(json_.dumps(told, ensure_ascii=False, indent=2))
        return
    for match in found:
        fuzzy = ", fuzzy" if match.fuzzy else ""
        lines = f"{int(match.score)} %{fuzzy}: {match.msgid}\n  → {match.msgstr}"
        typer.echo(harmless(lines))
    if not found:
        typer.echo(f"Nothing is at least {least:g} % like it.")


def _units(count: int) -> str:
    return "1 translation" if count == 1 else f"{count} translations"
