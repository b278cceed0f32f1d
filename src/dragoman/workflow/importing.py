"""Which files translate which lessons, and what importing them changes."""

from __future__ import annotations

import os
from collections.abc import Sequence

from dragoman.adopt import SURE
from dragoman.errors import ConfigError, LessonError
from dragoman.files import read
from dragoman.files.stage import Stage
from dragoman.formats.webvtt import is_captions
from dragoman.project import Project
from dragoman.project.patterns import field_problem
from dragoman.workflow import now
from dragoman.workflow.adopting import Choices, Existing, Result, adopt_all
from dragoman.workflow.run import Outcome
from dragoman.workflow.unchanged import Unchanged


def check_locale(project: Project, locale: str) -> None:
    """ConfigError where the project has no such locale."""
    if locale not in project.locales:
        remedy = f"Start it with: dragoman init {locale}"
        raise ConfigError(project.config_path, None, f"no locale “{locale}”", remedy)


def pair_of(project: Project, lesson: str, translation: str) -> Existing:
    """The lesson and the translation that the user named."""
    found = project.select((lesson,), os.getcwd())  # noqa: PTH109
    if len(found) != 1:
        raise ConfigError(lesson, None, "these are several lessons", "Name one, or use --from.")
    path = os.path.relpath(os.path.realpath(translation), project.root)
    return Existing(found[0], path.replace(os.sep, "/"))


def pairs_by_pattern(project: Project, pattern: str, locale: str) -> tuple[Existing, ...]:
    """Lessons with the files that a pattern of paths gives for them, where those are there."""
    problem = field_problem(pattern, "page", "locale suffix")
    if problem:
        raise ConfigError("--from", None, f"the pattern {problem[0]}", problem[1])
    found = []
    for lesson in project.lessons():
        path = pattern.format(page=lesson.page, locale=locale, suffix=lesson.suffix)
        if is_captions(path) != is_captions(lesson.path):
            continue
        if path != lesson.path and read(project.absolute(path), path) is not None:
            found.append(Existing(lesson, path))
    return tuple(found)


def pairs_in_list(project: Project, path: str) -> tuple[Existing, ...]:
    """Lessons and translations listed in a file: two paths a line, with a tab between them."""
    data = read(project.absolute(path), path)
    if data is None:
        remedy = "Name a file with a tab on each line."
        raise ConfigError(path, None, "there is no such file", remedy)
    found = []
    for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        lesson, tab, translation = line.partition("\t")
        if not tab or not translation.strip():
            remedy = "Write a lesson, a tab and its translation."
            raise LessonError(path, number, "there is no tab on this line", remedy)
        chosen = project.select((lesson.strip(),), project.root)
        found.append(Existing(chosen[0], translation.strip()))
    return tuple(found)


def plan_import(
    project: Project,
    pairs: Sequence[Existing],
    locale: str,
    *,
    sure: float = SURE,
    force: bool = False,
) -> tuple[Outcome, tuple[Result, ...]]:
    """Work out the catalogs and overlays that come of existing translations; nothing is written."""
    stage = Stage(project.root)
    results = adopt_all(project, pairs, Choices(locale, sure, force, now()), stage)
    lessons = tuple(dict.fromkeys(pair.lesson for pair in pairs))
    outcome = Outcome(project, stage, Unchanged(project, (), keep=False), lessons)
    outcome.findings += [finding for result in results for finding in result.findings]
    return outcome, results
