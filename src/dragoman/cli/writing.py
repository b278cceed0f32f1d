"""Commands that write: what they print, and how they end."""

from __future__ import annotations

import sys
from typing import NamedTuple

import typer

from dragoman.cli.progress import Progress
from dragoman.project import Project, load
from dragoman.workflow import Outcome, commit, plan

Changes = tuple[tuple[str, str], ...]
"""Paths with what happens to them."""

NAMED = 40
"""So many things are named one by one; beyond, only counted."""


class Options(NamedTuple):
    """What the user asked of a command that writes."""

    pages: list[str] | None = None
    locales: list[str] | None = None
    check: bool = False
    dry_run: bool = False
    force: bool = False
    jobs: int = 0
    quiet: bool = False
    json: bool = False

    @property
    def would(self) -> bool:
        """Whether to tell only what would change."""
        return self.check or self.dry_run


def write(folder: str, steps: tuple[str, ...], options: Options) -> None:
    """Plan a run, write, tell what it changed and found, and exit."""
    outcome = _plan(load(folder), steps, options)
    _finish(outcome, options, coverage="update" in steps and "merge" in steps)


def start_locale(folder: str, locale: str, options: Options) -> None:
    """Add a locale to the configuration if need be, and create its catalogs."""
    from dragoman.project.newlocale import add_locale  # noqa: PLC0415

    project = load(folder)
    configuration = None
    if locale not in project.locales:
        configuration = add_locale(project, locale)
        project = project._replace(locales=(*project.locales, locale))
    outcome = _plan(project, ("update",), options)
    if configuration is not None:
        outcome.stage.write(project.config_path, configuration)
    if not outcome.changes:
        outcome.notes.append(f"Nothing to do: {locale} is there already.")
    elif not options.would:
        outcome.notes.append(f"Translate the catalogs of {locale}, then run: dragoman build")
    _finish(outcome, options)


def _plan(project: Project, steps: tuple[str, ...], options: Options) -> Outcome:
    with Progress(quiet=options.quiet) as progress:
        return plan(
            project,
            steps,
            pages=options.pages or (),
            locales=options.locales or (),
            force=options.force,
            dry=options.would,
            jobs=options.jobs,
            progress=progress,
        )


def _finish(outcome: Outcome, options: Options, *, coverage: bool = False) -> None:
    """Write what was planned, tell it, and exit with 1 if there is reason to."""
    changes = outcome.changes
    if not options.would:
        commit(outcome)
    if options.json:
        typer.echo(_as_json(outcome, changes))
    else:
        if not options.quiet:
            _tell_changes(outcome, changes, would=options.would)
            if coverage and outcome.coverage:
                _tell_coverage(outcome)
        _tell_findings(outcome)
    if (options.check and changes) or any(each.severity == "error" for each in outcome.findings):
        sys.exit(1)


def tell_files(changes: Changes, *, would: bool) -> None:
    """Name the files that changed, or only count them where they are many and written."""
    if would or len(changes) <= NAMED:
        for path, action in changes:
            typer.echo(f"{'would ' if would else ''}{action}: {path}")
    else:
        typer.echo(_counts(changes))


def _tell_changes(outcome: Outcome, changes: Changes, *, would: bool) -> None:
    tell_files(changes, would=would)
    if not changes and not outcome.notes:
        well = "Nothing to do: everything is up to date."
        typer.echo("Nothing to write." if outcome.findings else well)
    for note in outcome.notes:
        typer.echo(note)


def _tell_coverage(outcome: Outcome) -> None:
    from dragoman.cli.rows import report_of  # noqa: PLC0415 (needed at the end only)
    from dragoman.reports.base import brief  # noqa: PLC0415

    typer.echo(brief(report_of(outcome)))


def _tell_findings(outcome: Outcome) -> None:
    """The findings, last of all: they are why a run ends with 1."""
    if outcome.findings:
        from dragoman.cli.problems import Places  # noqa: PLC0415 (not needed when all is well)

        places = Places(outcome.project)
        for finding in outcome.findings:
            typer.echo(places.tell(finding))


def _counts(changes: Changes) -> str:
    actions = [action for _, action in changes]
    names = (("create", "created"), ("update", "updated"), ("remove", "removed"))
    told = [f"{actions.count(word)} {past}" for word, past in names if word in actions]
    return f"{len(actions)} files: {', '.join(told)}."


def _as_json(outcome: Outcome, changes: Changes) -> str:
    import json  # noqa: PLC0415 (seldom asked for)

    from dragoman.cli.problems import Places  # noqa: PLC0415

    places = Places(outcome.project)
    return json.dumps(
        {
            "changes": [{"path": path, "action": action} for path, action in changes],
            "findings": [places.as_values(finding) for finding in outcome.findings],
            "notes": list(outcome.notes),
        },
        ensure_ascii=False,
        indent=2,
    )
