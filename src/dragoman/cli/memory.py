"""The commands of ``dragoman memory``."""

# ruff: noqa: FBT002 - typer makes each parameter an option

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli.options import Folder, Json, Least, Locales, OneLocale, TmxFile

memory = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@memory.command("create", epilog="Example: dragoman memory create")
def memory_create(project: Folder = ".") -> None:
    """Make the memory that [memory] store names, and put all catalogs into it."""
    from dragoman.cli.remembering import create  # noqa: PLC0415

    create(project)


@memory.command("export", epilog="Example: dragoman memory export spanish.tmx --locale es")
def memory_export(file: TmxFile, locale: Locales = None, project: Folder = ".") -> None:
    """Write all confirmed translations as TMX 1.4, for other programs."""
    from dragoman.cli.remembering import export  # noqa: PLC0415

    export(project, file, locale or ())


@memory.command("import", epilog="Example: dragoman memory import old.tmx --locale es")
def memory_import(file: TmxFile, locale: Locales = None, project: Folder = ".") -> None:
    """Put the translations of a TMX file into the memory that [memory] store names."""
    from dragoman.cli.remembering import take_in  # noqa: PLC0415

    take_in(project, file, locale or ())


@memory.command("search", epilog="Example: dragoman memory search 'Ask a question.' --locale es")
def memory_search(
    text: Annotated[str, typer.Argument(metavar="TEXT", show_default=False)],
    locale: OneLocale,
    project: Folder = ".",
    least: Least = 50,
    json: Json = False,
) -> None:
    """Show translations of wordings like a text, the best ones first.

    The score is the share of characters that are the same, less 10 for a fuzzy translation.
    """
    from dragoman.cli.remembering import search  # noqa: PLC0415

    search(project, text, locale, least, json=json)
