"""The import command."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from typing import NamedTuple

import typer

from dragoman.cli.progress import Progress
from dragoman.cli.writing import NAMED, tell_files
from dragoman.errors import ConfigError
from dragoman.project import Project, load
from dragoman.reports.alignment import Side, as_table
from dragoman.workflow import commit
from dragoman.workflow.adopting import Existing, Result
from dragoman.workflow.importing import (
    check_locale,
    none_found,
    pair_of,
    pairs_by_pattern,
    pairs_in_list,
    plan_import,
)
from dragoman.workflow.run import Outcome

_FEW = 10
"""So many of many lessons without a translation are named."""


class Wanted(NamedTuple):
    """What the user asked to import."""

    lesson: str | None
    translation: str | None
    locale: str
    pattern: str | None
    listed: str | None
    threshold: float
    force: bool
    check: bool
    dry_run: bool
    quiet: bool
    json: bool

    @property
    def would(self) -> bool:
        """Whether to tell only what would change."""
        return self.check or self.dry_run


def bring_in(folder: str, wanted: Wanted) -> None:
    """Import existing translations, tell what came of them, and exit."""
    project = load(folder)
    check_locale(project, wanted.locale)
    pairs = _pairs(project, wanted)
    if not pairs:
        raise none_found(project, wanted.pattern or "", wanted.listed or "", wanted.locale)
    with Progress(quiet=wanted.quiet) as progress:
        outcome, results = plan_import(
            project,
            pairs,
            wanted.locale,
            sure=wanted.threshold / 100,
            force=wanted.force,
            progress=progress,
        )
    changes = outcome.changes
    if not wanted.would:
        commit(outcome)
    missing = _missing(project, pairs, wanted)
    if wanted.json:
        typer.echo(_as_json(results, changes, missing))
    else:
        _tell(outcome, results, changes, wanted)
        if missing and not wanted.quiet:
            lessons = "1 lesson has" if len(missing) == 1 else f"{len(missing)} lessons have"
            more = [f"{len(missing) - _FEW} more"] if len(missing) > NAMED else []
            named = missing[:_FEW] + more if more else missing
            typer.echo(f"{lessons} no translation there: {', '.join(named)}")
    failed = any(finding.severity == "error" for finding in outcome.findings)
    if failed or (wanted.check and changes):
        sys.exit(1)


def _pairs(project: Project, wanted: Wanted) -> tuple[Existing, ...]:
    if wanted.pattern is not None:
        return pairs_by_pattern(project, wanted.pattern, wanted.locale)
    if wanted.listed is not None:
        return pairs_in_list(project, wanted.listed)
    if wanted.lesson is None or wanted.translation is None:
        remedy = "For example: dragoman import source/a.md old/a.es.md --locale es"
        raise ConfigError("import", None, "a lesson and its translation are needed", remedy)
    return (pair_of(project, wanted.lesson, wanted.translation),)


def _missing(project: Project, pairs: tuple[Existing, ...], wanted: Wanted) -> list[str]:
    """The pages for which a pattern found no translation."""
    if wanted.pattern is None:
        return []
    there = {pair.lesson for pair in pairs}
    return [lesson.page for lesson in project.lessons() if lesson not in there]


def _tell(
    outcome: Outcome,
    results: tuple[Result, ...],
    changes: tuple[tuple[str, str], ...],
    wanted: Wanted,
) -> None:
    for result in results:
        if wanted.dry_run:
            typer.echo(as_table(_sides(result)))
        if not wanted.quiet and (wanted.dry_run or len(results) <= NAMED or not _is_whole(result)):
            typer.echo(_summary(result))
    if not wanted.quiet:
        if len(results) > NAMED:
            typer.echo(_sums(results))
        tell_files(changes, would=wanted.would)
    for finding in outcome.findings:
        typer.echo(str(finding))


def _counts(result: Result) -> dict[str, int]:
    entries = result.adopted.entries
    return {
        "segments": len({slot.segment.key for slot in result.lesson_document.slots}),
        "translated": sum(entry.translated for entry in entries),
        "fuzzy": sum(entry.fuzzy for entry in entries),
        "unmatched": len(result.adopted.leftovers),
    }


def _is_whole(result: Result) -> bool:
    counts = _counts(result)
    return counts["translated"] == counts["segments"] and not counts["unmatched"]


def _summary(result: Result) -> str:
    return f"{result.existing.path}: {_told(_counts(result))}"


def _sums(results: tuple[Result, ...]) -> str:
    """What came of many translations; those that are whole are named nowhere else."""
    counts: Counter[str] = Counter()
    for result in results:
        counts.update(_counts(result))
    whole = sum(map(_is_whole, results))
    return f"{len(results)} translations, {whole} of them whole: {_told(counts)}"


def _told(counts: Mapping[str, int]) -> str:
    told = f"{counts['translated']} of {counts['segments']} segments translated"
    for name, text in (("fuzzy", "to be confirmed"), ("unmatched", "without a place")):
        if counts[name]:
            told += f", {counts[name]} {text}"
    return told


def _sides(result: Result) -> list[Side]:
    source, target = result.lesson_document.slots, result.translation.slots
    return [
        Side(
            "\n".join(source[place].segment.msgid for place in pair.source),
            "\n".join(target[place].segment.msgid for place in pair.target),
            pair.confidence if pair.source and pair.target else None,
        )
        for pair in result.alignment.pairs
    ]


def _as_json(
    results: tuple[Result, ...], changes: tuple[tuple[str, str], ...], missing: list[str]
) -> str:
    pages = [
        {
            "page": result.existing.lesson.page,
            "translation": result.existing.path,
            **_counts(result),
            "likeness": round(result.alignment.likeness, 3),
            "pairs": [asdict(pair) for pair in result.alignment.pairs],
            "findings": [finding._asdict() for finding in result.findings],
        }
        for result in results
    ]
    told = {
        "pages": pages,
        "missing": missing,
        "changes": [{"path": path, "action": what} for path, what in changes],
    }
    return json.dumps(told, ensure_ascii=False, indent=2)
