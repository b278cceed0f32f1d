"""One function per verb: where the core and the files meet."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress

from dragoman.errors import ConfigError
from dragoman.files import read
from dragoman.project import Lesson, Project
from dragoman.workflow.run import Outcome, Progress, Request, Run, Steps

__all__ = [
    "Outcome",
    "Progress",
    "chosen_locales",
    "commit",
    "now",
    "plan",
    "select",
    "what_is_missing",
]


def plan(  # noqa: PLR0913 (one parameter for each thing a user can choose)
    project: Project,
    steps: Sequence[str],
    *,
    pages: Sequence[str] = (),
    locales: Sequence[str] = (),
    force: bool = False,
    dry: bool = False,
    jobs: int = 1,
    progress: Progress = lambda _done, _total: None,
) -> Outcome:
    """Work out what ``steps`` (of extract, update and merge) change; nothing is written yet.

    ``pages`` and ``locales`` choose a part of the project, all of it if empty; what a ``dry`` run
    finds cannot be committed; ``jobs`` is the number of processes that share the work, 0 for what
    is best. Raises DragomanError for anything
    that cannot be read.
    """
    all_lessons, chosen, asked = select(project, pages, locales)
    request = Request(
        Steps(**dict.fromkeys(steps, True)),
        chosen,
        asked,
        whole=not pages and len(asked) == len(project.locales),
        now=now(),
        force=force,
        dry=dry,
        jobs=jobs,
    )
    outcome = Run(project, request, all_lessons).plan(progress)
    outcome.notes += what_is_missing(project, all_lessons)
    return outcome


def select(
    project: Project, pages: Sequence[str], locales: Sequence[str]
) -> tuple[tuple[Lesson, ...], tuple[Lesson, ...], tuple[str, ...]]:
    """All lessons, those that ``pages`` name, and the locales asked for; all if none is named."""
    pages_of_ours = _pages_among_lessons(project)
    all_lessons = tuple(each for each in project.lessons() if each.path not in pages_of_ours)
    chosen = all_lessons
    if pages:
        named = project.select(pages, os.getcwd())  # noqa: PTH109
        chosen = tuple(each for each in named if each.path not in pages_of_ours)
    return all_lessons, chosen, chosen_locales(project, locales)


def chosen_locales(project: Project, locales: Sequence[str]) -> tuple[str, ...]:
    """The project's locales that are asked for, all if none is; ConfigError for any other."""
    unknown = [locale for locale in locales if locale not in project.locales]
    if unknown:
        raise no_locale(project, unknown[0])
    return tuple(locale for locale in project.locales if not locales or locale in locales)


def no_locale(project: Project, wanted: str) -> ConfigError:
    """The error for a locale that the project has not: perhaps it is only written otherwise."""
    tag = wanted.replace("_", "-")
    meant = next((each for each in project.locales if each.lower() == tag.lower()), None)
    remedy = f"The project has: {', '.join(project.locales) or 'none'}. "
    remedy += f'Did you mean "{meant}"?' if meant else f"Start a new one with: dragoman init {tag}"
    return ConfigError(project.config_path, None, f"no locale “{wanted}”", remedy)


def _pages_among_lessons(project: Project) -> frozenset[str]:
    """What dragoman wrote beside the lessons: the pages of a locale taken out look like lessons."""
    path = project.manifest_path
    if project.source and not path.startswith(f"{project.source}/"):
        return frozenset()
    from dragoman.manifest import Manifest  # noqa: PLC0415 (seldom needed)

    return frozenset(Manifest.load(read(project.absolute(path), path), path).paths)


def what_is_missing(project: Project, lessons: tuple[Lesson, ...]) -> Iterator[str]:
    """What a project still needs before there is anything to do."""
    if not lessons and not project.lesson_globs:
        yield 'There are no lessons: the list "lessons" is empty.'
    elif not lessons:
        wanted = ", ".join(f'"{each}"' for each in project.lesson_globs)
        place = f'below "{project.source}"' if project.source else "in the project"
        yield f"There are no lessons: no file {place} matches {wanted}."
    if not project.locales:
        yield "There are no locales yet; start one with: dragoman init es"


def commit(outcome: Outcome) -> None:
    """Write what was planned: each file whole or not at all."""
    outcome.commit()


def now() -> str:
    """The date as gettext writes it; SOURCE_DATE_EPOCH sets it for reproducible builds."""
    moment = time.gmtime()
    with suppress(KeyError, ValueError, OverflowError, OSError):
        moment = time.gmtime(int(os.environ["SOURCE_DATE_EPOCH"]))
    return time.strftime("%Y-%m-%d %H:%M+0000", moment)
