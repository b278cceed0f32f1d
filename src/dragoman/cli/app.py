"""The commands of dragoman."""

# ruff: noqa: FBT001, FBT002, PLR0913, PLR0917 - typer makes each parameter an option

from __future__ import annotations

from typing import Annotated, Literal

import typer

from dragoman.cli.memory import memory
from dragoman.cli.options import (
    Baseline,
    Check,
    DryRun,
    Fix,
    Folder,
    Force,
    ForceImport,
    Jobs,
    Json,
    LessonName,
    Listed,
    Locales,
    OneLocale,
    Pages,
    Pattern,
    Quiet,
    Rules,
    ShowPairs,
    Strict,
    Sums,
    Threshold,
    Translation,
    WriteBaseline,
)
from dragoman.version import __version__

app = typer.Typer(
    name="dragoman",
    help="Keep lessons in step in every language.",
    epilog="Start with: dragoman build. Every command explains itself with --help.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(memory, name="memory", help="Look up, export and import all that was translated.")


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(f"dragoman {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool,
        typer.Option(
            "--version", help="Print the version.", is_eager=True, callback=_print_version
        ),
    ] = False,
) -> None:
    """Keep lessons in step in every language."""


@app.command(epilog="Example: dragoman extract introduction/06")
def extract(
    pages: Pages = None,
    project: Folder = ".",
    check: Check = False,
    dry_run: DryRun = False,
    jobs: Jobs = 0,
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Write the templates (POT) of the lessons."""
    from dragoman.cli.writing import Options, write  # noqa: PLC0415

    write(
        project,
        ("extract",),
        Options(pages, check=check, dry_run=dry_run, jobs=jobs, quiet=quiet, json=json),
    )


@app.command(epilog="Example: dragoman update --locale es introduction/06")
def update(
    pages: Pages = None,
    locale: Locales = None,
    project: Folder = ".",
    check: Check = False,
    dry_run: DryRun = False,
    jobs: Jobs = 0,
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Bring the catalogs (PO) in step with the lessons.

    Missing catalogs are created; nothing that a translator wrote is lost.
    """
    from dragoman.cli.writing import Options, write  # noqa: PLC0415

    options = Options(
        pages, locale, check=check, dry_run=dry_run, jobs=jobs, quiet=quiet, json=json
    )
    write(project, ("update",), options)


@app.command(epilog="Example: dragoman merge --locale es --dry-run")
def merge(
    pages: Pages = None,
    locale: Locales = None,
    project: Folder = ".",
    check: Check = False,
    dry_run: DryRun = False,
    force: Force = False,
    jobs: Jobs = 0,
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Write the localized pages from lessons and catalogs."""
    from dragoman.cli.writing import Options, write  # noqa: PLC0415

    options = Options(
        pages, locale, check=check, dry_run=dry_run, force=force, jobs=jobs, quiet=quiet, json=json
    )
    write(project, ("merge",), options)


@app.command(epilog="Example: dragoman build")
def build(
    pages: Pages = None,
    locale: Locales = None,
    project: Folder = ".",
    check: Check = False,
    dry_run: DryRun = False,
    force: Force = False,
    jobs: Jobs = 0,
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Extract, update and merge in one go, and tell the coverage."""
    from dragoman.cli.writing import Options, write  # noqa: PLC0415

    options = Options(
        pages, locale, check=check, dry_run=dry_run, force=force, jobs=jobs, quiet=quiet, json=json
    )
    write(project, ("extract", "update", "merge"), options)


@app.command(epilog="Example: dragoman init pt-BR")
def init(
    locale: Annotated[str, typer.Argument(metavar="LOCALE", help="A tag such as es or pt-BR.")],
    project: Folder = ".",
    check: Check = False,
    dry_run: DryRun = False,
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Add a locale to the project and create its catalogs."""
    from dragoman.cli.writing import Options, start_locale  # noqa: PLC0415

    options = Options(None, [locale], check=check, dry_run=dry_run, quiet=quiet, json=json)
    start_locale(project, locale, options)


@app.command(epilog="Example: dragoman report --locale es --fail-under 80")
def report(
    pages: Pages = None,
    locale: Locales = None,
    project: Folder = ".",
    summary: Annotated[
        bool, typer.Option("--summary", help="Totals of the locales only, no pages.")
    ] = False,
    every: Annotated[
        bool,
        typer.Option("--all", help="Name each page, also many that are complete or not begun."),
    ] = False,
    jobs: Jobs = 0,
    json: Json = False,
    format: Annotated[  # noqa: A002 (the option's name)
        Literal["terminal", "markdown", "json"],
        typer.Option("--format", help="What the report is written as."),
    ] = "terminal",
    fail_under: Annotated[
        float | None,
        typer.Option(
            "--fail-under",
            metavar="PERCENT",
            min=0,
            max=100,
            help="Exit 1 if a locale has less than this share of words translated.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Tell how much of each lesson each locale has, and what is stale."""
    from dragoman.cli.reporting import print_report  # noqa: PLC0415

    shape = "json" if json else format
    print_report(
        project,
        pages,
        locale,
        shape=shape,
        fail_under=fail_under,
        summary=summary,
        every=every,
        jobs=jobs,
    )


@app.command(epilog="Example: dragoman check --locale es --rule tags --rule terms")
def check(
    pages: Pages = None,
    locale: Locales = None,
    project: Folder = ".",
    rule: Rules = None,
    format: Annotated[  # noqa: A002 (the option's name)
        Literal["text", "json", "sarif", "github"],
        typer.Option("--format", help="What the findings are written as."),
    ] = "text",
    json: Json = False,
    fix: Fix = False,
    strict: Strict = False,
    baseline: Baseline = None,
    write_baseline: WriteBaseline = False,
    summary: Sums = False,
    jobs: Jobs = 0,
    quiet: Quiet = False,
) -> None:
    """Check the translations; exit 1 if a finding is an error.

    docs/checks.md explains every rule, and how a project chooses among them.
    """
    from dragoman.cli.checking import Wanted, check_project  # noqa: PLC0415

    shape = "json" if json else format
    wanted = (pages, locale, rule, shape, fix, strict, baseline, write_baseline, jobs, quiet)
    check_project(project, Wanted(*wanted, summary))


@app.command(epilog="Example: dragoman diff --locale es --format markdown")
def diff(
    pages: Pages = None,
    locale: Locales = None,
    project: Folder = ".",
    json: Json = False,
    format: Annotated[  # noqa: A002 (the option's name)
        Literal["text", "markdown", "json"],
        typer.Option("--format", help="What the differences are written as."),
    ] = "text",
) -> None:
    """Show the words that changed since stale translations were made."""
    from dragoman.cli.differing import print_differences  # noqa: PLC0415

    print_differences(project, pages, locale, shape="json" if json else format)


@app.command("import", epilog="Example: dragoman import -l es --from 'old/{page}.{locale}.md'")
def import_(
    lesson: LessonName = None,
    translation: Translation = None,
    *,
    locale: OneLocale,
    pattern: Pattern = None,
    listed: Listed = None,
    threshold: Threshold = 95,
    project: Folder = ".",
    force: ForceImport = False,
    check: Check = False,
    dry_run: ShowPairs = False,
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Turn existing translated pages into catalogs and overlays."""
    from dragoman.cli.importing import Wanted, bring_in  # noqa: PLC0415

    files = (lesson, translation, locale, pattern, listed)
    bring_in(project, Wanted(*files, threshold, force, check, dry_run, quiet, json))
