"""Options and arguments that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer


def _pages(incomplete: str) -> list[str]:
    """Pages that begin with what is typed."""
    return [name for name in _project_names("pages") if name.startswith(incomplete)]


def _locales(incomplete: str) -> list[str]:
    """Locales that begin with what is typed."""
    return [name for name in _project_names("locales") if name.startswith(incomplete)]


def _project_names(what: str) -> tuple[str, ...]:
    from dragoman.errors import DragomanError  # noqa: PLC0415
    from dragoman.project import load  # noqa: PLC0415

    try:
        project = load(".")
        return project.locales if what == "locales" else tuple(x.page for x in project.lessons())
    except DragomanError:
        return ()


Pages = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[PAGE]...",
        help="Pages, lesson files, folders or globs; all lessons if none is named.",
        autocompletion=_pages,
        show_default=False,
    ),
]
Locales = Annotated[
    list[str] | None,
    typer.Option(
        "--locale",
        "-l",
        metavar="LOCALE",
        help="Only this locale; may be given several times.",
        autocompletion=_locales,
        show_default=False,
    ),
]
Check = Annotated[
    bool, typer.Option("--check", help="Write nothing; exit 1 if something would change.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Write nothing; name each change.")]
Force = Annotated[
    bool,
    typer.Option("--force", help="Replace localized pages that were edited or are not dragoman's."),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print findings and errors only.")]
Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
Folder = Annotated[
    str,
    typer.Option(
        "--project", "-C", metavar="FOLDER", help="The project's folder, or one inside it."
    ),
]
