"""Options and arguments that several commands share."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.errors import DragomanError

if TYPE_CHECKING:
    from dragoman.project import Project


def _pages(context: typer.Context, incomplete: str) -> list[str]:
    """Pages that begin with what is typed."""
    with suppress(DragomanError):
        pages = (lesson.page for lesson in _project(context).lessons())
        return [page for page in pages if page.startswith(incomplete)]
    return []


def _locales(context: typer.Context, incomplete: str) -> list[str]:
    """Locales that begin with what is typed."""
    with suppress(DragomanError):
        return [each for each in _project(context).locales if each.startswith(incomplete)]
    return []


def _rules(incomplete: str) -> list[str]:
    """Rules that begin with what is typed."""
    from dragoman.rules import RULES  # noqa: PLC0415

    return [rule for rule in RULES if rule.startswith(incomplete)]


def _project(context: typer.Context) -> Project:
    from dragoman.project import load  # noqa: PLC0415 (costs more than the help needs)

    return load(context.params.get("project") or ".")


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
    typer.Option(
        "--force",
        help="Replace localized pages that were edited or are not dragoman's; "
        "remove all pages if no lesson is found.",
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print findings and errors only.")]
Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
Jobs = Annotated[
    int,
    typer.Option(
        "--jobs",
        "-j",
        metavar="N",
        min=0,
        help="Share the work among so many processes; 0 is as many as there are processors, up to "
        "eight, where it is much.",
    ),
]
Folder = Annotated[
    str,
    typer.Option(
        "--project", "-C", metavar="FOLDER", help="The project's folder, or one inside it."
    ),
]
LessonName = Annotated[
    str | None, typer.Argument(metavar="[LESSON", help="A lesson.", show_default=False)
]
Translation = Annotated[
    str | None,
    typer.Argument(metavar="TRANSLATION]", help="The file that translates it.", show_default=False),
]
OneLocale = Annotated[
    str, typer.Option("--locale", "-l", metavar="LOCALE", help="The translation's locale.")
]
Pattern = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="PATTERN",
        help="Paths of translations, with {page} and, if need be, {locale} and {suffix}.",
        show_default=False,
    ),
]
Listed = Annotated[
    str | None,
    typer.Option(
        "--list",
        metavar="FILE",
        help="A file with a lesson, a tab and its translation on each line.",
        show_default=False,
    ),
]
Threshold = Annotated[
    float,
    typer.Option(
        "--threshold", metavar="PERCENT", min=0, max=100, help="Less sure pairs become fuzzy."
    ),
]
ForceImport = Annotated[
    bool, typer.Option("--force", help="Import what looks like another lesson's translation.")
]
ShowPairs = Annotated[
    bool, typer.Option("--dry-run", help="Write nothing; show the pairs side by side.")
]
Rules = Annotated[
    list[str] | None,
    typer.Option(
        "--rule",
        "-r",
        metavar="RULE",
        help="Only this rule; may be given several times.",
        autocompletion=_rules,
        show_default=False,
    ),
]
Fix = Annotated[
    bool,
    typer.Option(
        "--fix", help="Mend white space, end marks and character references in the catalogs."
    ),
]
Strict = Annotated[bool, typer.Option("--strict", help="Exit 1 for warnings, too.")]
Sums = Annotated[
    bool, typer.Option("--summary", help="Numbers by rule and locale only, no findings.")
]
Baseline = Annotated[
    str | None,
    typer.Option(
        "--baseline", metavar="FILE", help="Findings that are accepted.", show_default=False
    ),
]
WriteBaseline = Annotated[
    bool, typer.Option("--write-baseline", help="Accept all of today's findings: write that file.")
]
TmxFile = Annotated[
    str, typer.Argument(metavar="FILE.tmx", help="A file of TMX 1.4.", show_default=False)
]
Least = Annotated[
    float, typer.Option("--least", metavar="PERCENT", min=0, max=100, help="Least score.")
]
