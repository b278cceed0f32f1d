"""The check command."""

from __future__ import annotations

import os
import sys
from typing import NamedTuple

import typer

from dragoman.cli.progress import Progress
from dragoman.errors import ConfigError
from dragoman.files import read
from dragoman.findings import Located
from dragoman.project import Project, load
from dragoman.project.patterns import nearest
from dragoman.reports.findings import (
    SARIF_MOST,
    as_github,
    as_json,
    as_sarif,
    as_text,
    by_rule,
    summary,
)
from dragoman.rules import RULES
from dragoman.workflow import baseline
from dragoman.workflow.checking import Checked, check

_MANY = 20
"""Of more findings, there is a line for each rule at the end."""


class Wanted(NamedTuple):
    """What the user asked to check."""

    pages: list[str] | None
    locales: list[str] | None
    rules: list[str] | None
    shape: str
    fix: bool
    strict: bool
    baseline: str | None
    write_baseline: bool
    jobs: int
    quiet: bool
    summary: bool

    @property
    def is_partial(self) -> bool:
        """Whether some pages, locales or rules are left out."""
        return bool(self.pages or self.locales or self.rules)


def check_project(folder: str, wanted: Wanted) -> None:
    """Check, mend what may be mended, tell what was found, and exit."""
    _check_rules(wanted.rules or [])
    if wanted.summary and wanted.shape == "sarif":
        remedy = "Leave out one of the two."
        raise ConfigError("--summary", None, "a SARIF file is of its findings", remedy)
    project = load(folder)
    path = _baseline_path(project, wanted)
    checked = _checked(project, wanted)
    findings, notes = checked.findings, checked.notes
    if wanted.write_baseline:
        checked.stage.write(path, baseline.render(findings))
    elif path:
        marks = baseline.parse(_data(project, path), path)
        findings = baseline.unaccepted(findings, marks)
        if not wanted.is_partial:
            notes += baseline.leftover(path, marks, len(checked.findings) - len(findings))
    checked.stage.commit()
    if wanted.write_baseline:
        typer.echo(f"{path}: {summary(findings).removesuffix('.')} accepted.")
        return
    _tell(project, findings, checked, wanted)
    for note in notes:
        typer.echo(note, err=True)
    if findings and (wanted.strict or any(at.finding.severity == "error" for at in findings)):
        sys.exit(1)


def _checked(project: Project, wanted: Wanted) -> Checked:
    with Progress(quiet=wanted.quiet) as progress:
        return check(
            project,
            pages=wanted.pages or (),
            locales=wanted.locales or (),
            only=wanted.rules or (),
            fix=wanted.fix,
            jobs=wanted.jobs,
            progress=progress,
        )


def _check_rules(rules: list[str]) -> None:
    for rule in rules:
        if rule not in RULES:
            near = nearest(rule, tuple(RULES))
            known = f"Did you mean “{near}”?" if near else f"Known are: {', '.join(RULES)}."
            raise ConfigError("--rule", None, f"there is no rule “{rule}”", known)


def _baseline_path(project: Project, wanted: Wanted) -> str:
    """Where the baseline is, relative to the project's root; empty for none."""
    if wanted.write_baseline and wanted.is_partial:
        remedy = "Leave the pages, --locale and --rule out."
        raise ConfigError("--write-baseline", None, "a baseline is of the whole project", remedy)
    if wanted.baseline is not None:
        path = os.path.relpath(os.path.realpath(wanted.baseline), project.root)
        return path.replace(os.sep, "/")
    if wanted.write_baseline and not project.baseline:
        remedy = "Give it with --baseline FILE, or as “baseline” under [checks]."
        raise ConfigError("--write-baseline", None, "which file is the baseline?", remedy)
    return project.baseline


def _data(project: Project, path: str) -> bytes:
    data = read(project.absolute(path), path)
    if data is None:
        remedy = "Make it with: dragoman check --write-baseline"
        raise ConfigError(path, None, "there is no such baseline", remedy)
    return data


def _tell(project: Project, findings: list[Located], checked: Checked, wanted: Wanted) -> None:
    if wanted.shape == "json":
        typer.echo(as_json(findings, checked.mended, each_one=not wanted.summary))
    elif wanted.shape == "sarif":
        typer.echo(as_sarif(_from_here(project, findings)))
        if len(findings) > SARIF_MOST:
            told = f"{SARIF_MOST} of {len(findings)} findings are told, errors first"
            typer.echo(f"SARIF: {told}; code scanning takes no more.", err=True)
    else:
        for path, count in checked.mended.items():
            if not wanted.quiet:
                entries = "1 translation" if count == 1 else f"{count} translations"
                typer.echo(f"mended: {path}, {entries}")
        if findings and not wanted.summary:
            shown = _from_here(project, findings) if wanted.shape == "github" else findings
            typer.echo((as_github if wanted.shape == "github" else as_text)(shown))
        _tell_sums(findings, wanted)


def _tell_sums(findings: list[Located], wanted: Wanted) -> None:
    """What a person wants to know of many findings, last of all."""
    if findings and (wanted.summary or (len(findings) > _MANY and not wanted.quiet)):
        typer.echo(by_rule(findings))
    if not wanted.quiet:
        typer.echo(summary(findings))


def _from_here(project: Project, findings: list[Located]) -> list[Located]:
    """Findings with paths as seen from here, which in CI is the repository's root."""
    below = os.path.relpath(project.root, os.path.realpath("."))
    if below == "." or below.startswith(".."):
        return findings
    folder = below.replace(os.sep, "/")
    return [each._replace(path=f"{folder}/{each.path}") for each in findings]
