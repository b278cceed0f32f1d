"""Which files translate which lessons, and what importing them changes."""

from __future__ import annotations

import os
from collections.abc import Sequence

from dragoman.adopt import SURE
from dragoman.errors import ConfigError, DragomanError, LessonError, tell
from dragoman.files import read
from dragoman.files.stage import Stage
from dragoman.formats.webvtt import is_captions
from dragoman.project import Project
from dragoman.project.lessons import Names
from dragoman.project.patterns import field_problem
from dragoman.workflow import Progress, no_locale, now
from dragoman.workflow.adopting import Choices, Existing, Result, adopt_all
from dragoman.workflow.loading import decoded
from dragoman.workflow.run import Outcome
from dragoman.workflow.unchanged import Unchanged


def check_locale(project: Project, locale: str) -> None:
    """ConfigError where the project has no such locale."""
    if locale not in project.locales:
        raise no_locale(project, locale)


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


def none_found(project: Project, pattern: str, listed: str, locale: str) -> ConfigError:
    """The error for a pattern or a list that leads to no translation; it tells where one led."""
    lessons = project.lessons()
    if not lessons:
        return ConfigError(project.config_path, None, "there are no lessons to import into")
    if not pattern:
        remedy = "Write a lesson, a tab and its translation on each line."
        return ConfigError(listed, None, "no translation is listed there", remedy)
    first = lessons[0]
    path = pattern.format(page=first.page, locale=locale, suffix=first.suffix)
    remedy = f'Check the pattern: of the lesson "{first.page}" it makes "{path}".'
    return ConfigError(pattern, None, "no translation of any lesson is there", remedy)


def pairs_in_list(project: Project, path: str) -> tuple[Existing, ...]:
    """Lessons and translations listed in a file: two paths a line, with a tab between them."""
    data = read(project.absolute(path), path)
    if data is None:
        remedy = "Name a file with a tab on each line."
        raise ConfigError(path, None, "there is no such file", remedy)
    lines = decoded(data, path, "list").removeprefix("\ufeff").splitlines()
    known = Names(project.lessons(), project.root)
    found: list[Existing] = []
    errors: list[DragomanError] = []
    for number, line in enumerate(lines, 1):
        if line.strip() and not line.startswith("#"):
            try:
                found.append(_listed(known, project.root, line))
            except DragomanError as error:
                errors.append(LessonError(path, number, error.problem, error.remedy))
    tell(errors)
    return tuple(found)


def _listed(known: Names, root: str, line: str) -> Existing:
    lesson, tab, translation = line.partition("\t")
    if not tab or not translation.strip():
        remedy = "Write a lesson, a tab and its translation."
        raise LessonError("", None, "there is no tab on this line", remedy)
    try:
        chosen = known.find(lesson.strip(), root)
    except ConfigError as error:
        raise LessonError("", None, f'no lesson "{error.path}"', error.remedy) from None
    if len(chosen) > 1:
        raise LessonError("", None, f'"{lesson.strip()}" means several lessons', "Name one.")
    return Existing(chosen[0], translation.strip())


def plan_import(  # noqa: PLR0913 (one parameter for each thing a user can choose)
    project: Project,
    pairs: Sequence[Existing],
    locale: str,
    *,
    sure: float = SURE,
    force: bool = False,
    progress: Progress = lambda _done, _total: None,
) -> tuple[Outcome, tuple[Result, ...]]:
    """Work out the catalogs and overlays that come of existing translations; nothing is written."""
    stage = Stage(project.root)
    results = adopt_all(project, pairs, Choices(locale, sure, force, now()), stage, progress)
    lessons = tuple(dict.fromkeys(pair.lesson for pair in pairs))
    outcome = Outcome(project, stage, Unchanged(project, (), keep=False), lessons)
    outcome.findings += [finding for result in results for finding in result.findings]
    return outcome, results
