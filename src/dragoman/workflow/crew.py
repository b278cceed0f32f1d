"""Bundles shared out to processes: each works on some, and tells what came of them."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from types import TracebackType
from typing import TYPE_CHECKING, Literal, NamedTuple, Self

from dragoman.coverage import Coverage
from dragoman.errors import DragomanError
from dragoman.files import Stage
from dragoman.findings import Finding
from dragoman.project import Project
from dragoman.workflow.bundles import Bundle
from dragoman.workflow.run import Outcome, Request
from dragoman.workflow.unchanged import Unchanged
from dragoman.workflow.worker import Job, Worker

if TYPE_CHECKING:
    from dragoman.store import Unit
    from dragoman.workflow.crossings import Neighbours
    from dragoman.workflow.renewing import Asked, Remembered

_START: Literal["fork", "spawn"] = "fork" if sys.platform == "linux" else "spawn"
"""How processes start: copies have all modules already, but are not safe on every system."""
_BATCH = 16
"""At most so many bundles are given away at once: their pages travel between processes."""
_AHEAD = 2
"""So many batches wait for each process, so that none has to wait."""


class Task(NamedTuple):
    """What each process has to know."""

    project: Project
    request: Request
    all_bundles: tuple[Bundle, ...]
    remembered: Remembered | None
    """What the memory answered; None before it was asked."""
    neighbours: Neighbours
    """What is known of all pages; nothing before all were merged."""


class Share(NamedTuple):
    """What came of some jobs."""

    size: int
    """How many jobs it was."""
    errors: list[DragomanError]
    findings: list[Finding]
    coverage: dict[tuple[str, str], Coverage]
    learned: list[Unit]
    settled: list[Bundle]
    """Bundles that have nothing left to do once their files are written."""
    files: list[tuple[str, bytes | None]]
    """What is to be written, None for a file to be removed."""
    pages: dict[str, str | None]
    """Hashes of localized pages, None for those that are gone."""
    deferred: list[Bundle]
    """Bundles that wait for the memory."""
    waiting: list[bytes]
    """Pages that wait until all are known."""
    neighbours: Neighbours
    asked: Asked | None


class Crew:
    """Processes that work on bundles as long as the context lasts."""

    def __init__(self, task: Task, hands: int) -> None:
        """Get ready; processes start with the first work."""
        self._hands = hands
        self._others = multiprocessing.active_children()
        context = multiprocessing.get_context(_START)
        self._pool = ProcessPoolExecutor(hands, context, initializer=_begin, initargs=(task,))

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the processes, in the midst of their work if something went wrong."""
        if error is not None:
            for process in multiprocessing.active_children():
                if process not in self._others:
                    process.terminate()
        self._pool.shutdown(cancel_futures=True)

    def work(self, jobs: Iterable[Job], count: int) -> Iterator[Share]:
        """Do so many jobs; what came of them is told in their order."""
        size = max(1, min(_BATCH, count // (4 * self._hands)))
        left = iter(jobs)
        waiting: deque[Future[Share]] = deque()
        try:
            while batch := tuple(islice(left, size)):
                waiting.append(self._pool.submit(_work, batch))
                if len(waiting) > _AHEAD * self._hands:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool:
            problem = "a process of this run was ended, perhaps for want of memory"
            remedy = "Nothing was written. Run again with --jobs 1."
            raise DragomanError("dragoman", None, problem, remedy) from None


class _Notes(Stage):
    """What is to be written and removed, for another process to stage."""

    __slots__ = ("files",)

    def __init__(self, root: str) -> None:
        super().__init__(root)
        self.files: list[tuple[str, bytes | None]] = []

    def write(self, path: str, data: bytes) -> bool:
        self.files.append((path, data))
        return True

    def remove(self, path: str) -> bool:
        self.files.append((path, None))
        return True


class _Hand:
    """One of the processes."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._notes = _Notes(task.project.root)
        unchanged = Unchanged(task.project, task.all_bundles, keep=False)
        self._outcome = Outcome(task.project, self._notes, unchanged, ())
        self._worker = Worker(task.request._replace(jobs=1), task.all_bundles, self._outcome)
        if self._worker.merging is not None:
            self._worker.merging.learn((), task.neighbours)

    def work(self, jobs: Sequence[Job]) -> Share:
        """Do some jobs, and forget what came of them once it is told."""
        outcome, notes, worker = self._outcome, self._notes, self._worker
        errors = worker.do(jobs, len(jobs), self._task.remembered)
        waiting: list[bytes] = []
        neighbours: Neighbours = {}
        if worker.merging is not None:
            waiting, neighbours = worker.merging.told()
        share = Share(
            len(jobs),
            errors,
            outcome.findings,
            outcome.coverage,
            outcome.learned,
            outcome.settled,
            notes.files,
            {} if outcome.manifest is None else outcome.manifest.told(),
            worker.put_off(),
            waiting,
            neighbours,
            None if worker.renewing is None else worker.renewing.told(),
        )
        outcome.findings, outcome.coverage, outcome.learned, outcome.settled = [], {}, [], []
        notes.files = []
        return share


_hands: list[_Hand] = []
"""What this process is, in a process of a crew."""


def _begin(task: Task) -> None:
    """Begin as a process of a crew: Ctrl-C is told to the one that started it, and ends it."""
    gc.disable()  # as for the whole program
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow, daemon=True).start()
    _hands.append(_Hand(task))


def _follow() -> None:
    """End with the process that started this one, however that ends."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(jobs: Sequence[Job]) -> Share:
    return _hands[0].work(jobs)
