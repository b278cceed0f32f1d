"""The checks over the catalogs and pages of a project, and what can be mended at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from dragoman.errors import DragomanError, tell
from dragoman.files.drawer import Drawer
from dragoman.files.placing import Change
from dragoman.files.stage import Stage
from dragoman.findings import Located
from dragoman.project import Lesson, Project
from dragoman.rules import Policy
from dragoman.workflow import Progress, select, what_is_missing
from dragoman.workflow.bundles import Bundle, bundles
from dragoman.workflow.catalogs import read_catalog
from dragoman.workflow.crossings import Crossings
from dragoman.workflow.hands import hands
from dragoman.workflow.loading import load
from dragoman.workflow.locale_checks import LocaleChecks
from dragoman.workflow.standards import Standard, standard_of


@dataclass(slots=True)
class Checked:
    """What a check found, and what it would mend."""

    stage: Stage
    findings: list[Located] = field(default_factory=list)
    mended: dict[str, int] = field(default_factory=dict)
    """Entries that were mended, by the path of their catalog."""
    notes: tuple[str, ...] = ()
    """What a maintainer may want to know; no problem."""


class Task(NamedTuple):
    """What is to be checked, apart from the locales."""

    project: Project
    all_lessons: tuple[Lesson, ...]
    chosen: frozenset[Lesson]
    fix: bool
    drawer: str
    """The folder for catalogs that are mended; empty where none can be."""


class Part(NamedTuple):
    """What came of checking some locales."""

    errors: list[tuple[int, DragomanError]]
    """With the place of the bundle that has them."""
    findings: list[Located]
    mended: dict[str, int]
    changes: list[tuple[str, Change]]
    """Catalogs that were mended."""


def check(  # noqa: PLR0913 (one parameter for each thing a user can choose)
    project: Project,
    *,
    pages: Sequence[str] = (),
    locales: Sequence[str] = (),
    only: Iterable[str] = (),
    fix: bool = False,
    jobs: int = 1,
    progress: Progress = lambda _done, _total: None,
) -> Checked:
    """Check the translations of a project; with ``fix``, stage catalogs with what can be mended.

    ``jobs`` is the number of processes that share the locales, 0 for what is best.
    """
    all_lessons, chosen, asked = select(project, pages, locales)
    policy = Policy(project.checks, frozenset(only))
    checked = Checked(
        Stage.of_project(project.root), notes=tuple(what_is_missing(project, all_lessons))
    )
    standards = tuple(standard_of(project, locale, policy) for locale in asked)
    many = max(1, hands(jobs, len(standards), len(chosen) * (1 + len(standards))))
    drawer = checked.stage.drawer.folder() if fix and many > 1 else ""
    task = Task(project, all_lessons, frozenset(chosen), fix, drawer)
    ends = [len(standards) * at // many for at in range(many + 1)]
    parts = tuple(standards[start:end] for start, end in pairwise(ends))
    try:
        tell(_joined(checked, parts, task, progress))
    except BaseException:
        checked.stage.close()
        raise
    checked.findings = sorted(dict.fromkeys(checked.findings), key=lambda at: (at.path, at.line))
    return checked


def _joined(
    checked: Checked,
    parts: tuple[tuple[Standard, ...], ...],
    task: Task,
    progress: Progress,
) -> Iterator[DragomanError]:
    """Check locales, in other processes if there are several parts; gives the errors."""
    if len(parts) == 1:
        stage = Stage(task.project.root, checked.stage.drawer)
        found = [_check(task, stage, part, progress) for part in parts]
    else:
        from dragoman.workflow.crew import Crew  # noqa: PLC0415 (costly; for much work)

        with Crew(len(parts), begin, task) as crew:
            found = list(crew.work(parts))
    errors = [error for part in found for error in part.errors]
    yield from (error for _, error in sorted(errors, key=lambda at: at[0]))
    for part in found:
        checked.findings += part.findings
        checked.mended.update(part.mended)
    checked.mended = dict(sorted(checked.mended.items()))
    for change in sorted(change for part in found for change in part.changes):
        try:
            checked.stage.take((change,))
        except DragomanError as error:
            yield error


def begin(task: Task) -> Callable[[tuple[Standard, ...]], Part]:
    """What checks locales in a process of its own."""
    return partial(_check, task, Stage(task.project.root, Drawer(folder=task.drawer)))


def _check(
    task: Task,
    stage: Stage,
    standards: Iterable[Standard],
    progress: Progress = lambda _done, _total: None,
) -> Part:
    """Check some locales, and stage what can be mended; a lesson is parsed once for all."""
    project = task.project
    everything = bundles(project, task.all_lessons)
    wanted = {project.template_path(lesson.page) for lesson in task.chosen}
    crossings = Crossings(project, everything)
    works = [LocaleChecks(project, each, crossings, stage, fix=task.fix) for each in standards]
    errors: list[tuple[int, DragomanError]] = []
    for number, bundle in enumerate(everything):
        progress(number, len(everything))
        if bundle.template_path in wanted:
            errors += ((number, error) for error in _errors(project, bundle, works, task.chosen))
    _look(project, [at for at in everything if at.template_path not in wanted], works)
    for work in works:
        work.finish()
    findings = [finding for work in works for finding in work.findings]
    mended = {path: count for work in works for path, count in work.mended.items()}
    return Part(errors, findings, mended, stage.told())


def _errors(
    project: Project, bundle: Bundle, works: Iterable[LocaleChecks], chosen: frozenset[Lesson]
) -> Iterator[DragomanError]:
    """Check a bundle; gives the errors."""
    try:
        loaded = load(project, bundle)
    except DragomanError as error:
        yield from error.errors
        return
    for work in works:
        try:
            work.check(loaded, chosen)
        except DragomanError as error:
            yield from error.errors


def _look(project: Project, others: Iterable[Bundle], works: Sequence[LocaleChecks]) -> None:
    """Take note of how bundles that are not checked translate what is checked.

    What a bundle has to translate is in its template: catalogs are opened for good reason only.
    """
    asked = frozenset(key for work in works for key in work.asked)
    for bundle in others if asked else ():
        with suppress(DragomanError):
            template = read_catalog(project, bundle.template_path)
            if template is not None and asked.isdisjoint(template.catalog.by_key()):
                continue
        for work in works:
            work.look(bundle)
