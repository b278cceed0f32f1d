"""Bundles shared out to processes: what each has to know, and what it tells of its share."""

# ruff: noqa: PTH116 - pathlib is slow to import

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from dragoman.coverage import Coverage
from dragoman.errors import DragomanError
from dragoman.files.drawer import Drawer
from dragoman.files.placing import Change
from dragoman.files.stage import Stage
from dragoman.findings import Finding
from dragoman.project import Project
from dragoman.workflow.bundles import Bundle
from dragoman.workflow.run import Outcome, Request
from dragoman.workflow.unchanged import Lost, Unchanged
from dragoman.workflow.worker import Job, Worker

if TYPE_CHECKING:
    from dragoman.store import Unit
    from dragoman.workflow.crossings import Neighbours
    from dragoman.workflow.renewing import Asked, Remembered

_MOST = 16
"""At most so many bundles are given away at once: their pages travel between processes."""
_HEAVY = 4 << 20
"""Bytes of pages that are enough for one batch."""


class Task(NamedTuple):
    """What each process has to know."""

    project: Project
    request: Request
    all_bundles: tuple[Bundle, ...]
    remembered: Remembered | None
    """What the memory answered; None before it was asked."""
    neighbours: Neighbours
    """What is known of all pages; nothing before all were merged."""
    drawer: str
    """The folder for what is to be written; empty where nothing will be."""
    sorts: bool
    """Whether new files are laid out there as they will lie: they are moved and not kept."""
    lost: dict[str, Lost]
    """Bundles of which nothing but the pages is gone."""


class Done(NamedTuple):
    """What one job is to write, and why it could not be done to the end."""

    changes: list[tuple[str, Change]]
    errors: list[DragomanError]


class Share(NamedTuple):
    """What came of some jobs."""

    done: list[Done]
    """Job by job."""
    findings: list[Finding]
    coverage: dict[tuple[str, str], Coverage]
    learned: list[Unit]
    settled: list[Bundle]
    """Bundles that have nothing left to do once their files are written."""
    pages: dict[str, str | None]
    """Hashes of localized pages, None for those that are gone."""
    deferred: list[Bundle]
    """Bundles that wait for the memory."""
    waiting: list[bytes]
    """Pages that wait until all are known."""
    neighbours: Neighbours
    asked: Asked | None


def batches(
    jobs: Iterable[Job], count: int, hands: int, project: Project
) -> Iterator[tuple[Job, ...]]:
    """So many jobs, cut for so many processes."""
    size = max(1, min(_MOST, count // (4 * hands)))
    batch: list[Job] = []
    weight = 0
    for job in jobs:
        batch.append(job)
        weight += len(job) if isinstance(job, bytes) else _weight(job, project)
        if len(batch) == size or weight >= _HEAVY:
            yield tuple(batch)
            batch, weight = [], 0
    if batch:
        yield tuple(batch)


def _weight(bundle: Bundle, project: Project) -> int:
    """About how many bytes the pages of a bundle have."""
    weight = 0
    for lesson in bundle.lessons:
        with suppress(OSError):  # told when it is read
            weight += os.stat(project.absolute(lesson.path)).st_size
    return weight * len(project.locales)


def begin(task: Task) -> Callable[[Sequence[Job]], Share]:
    """What does jobs in a process of its own."""
    return _Hand(task).work


class _Hand:
    """One of the processes."""

    def __init__(self, task: Task) -> None:
        self._task = task
        drawer = Drawer(folder=task.drawer, keeps=bool(task.drawer), sorts=task.sorts)
        stage = Stage(task.project.root, drawer)
        unchanged = Unchanged(task.project, task.all_bundles, keep=False)
        unchanged.lost = task.lost
        self._outcome = Outcome(task.project, stage, unchanged, ())
        self._worker = Worker(task.request._replace(jobs=1), task.all_bundles, self._outcome)
        if self._worker.merging is not None:
            self._worker.merging.learn((), task.neighbours)

    def work(self, jobs: Sequence[Job]) -> Share:
        """Do some jobs, and forget what came of them once it is told."""
        outcome, worker = self._outcome, self._worker
        done: list[Done] = []
        for job in jobs:
            errors = worker.do((job,), 1, self._task.remembered)
            done.append(Done(outcome.stage.told(), errors))
        waiting: list[bytes] = []
        neighbours: Neighbours = {}
        if worker.merging is not None:
            waiting, neighbours = worker.merging.told()
        share = Share(
            done,
            outcome.findings,
            outcome.coverage,
            outcome.learned,
            outcome.settled,
            {} if outcome.manifest is None else outcome.manifest.told(),
            worker.put_off(),
            waiting,
            neighbours,
            None if worker.renewing is None else worker.renewing.told(),
        )
        outcome.findings, outcome.coverage, outcome.learned, outcome.settled = [], {}, [], []
        return share
