"""Processes that share work; they end with the one that started them, however that ends."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType
from typing import Any, Generic, Literal, Self, TypeVar

from dragoman.errors import DragomanError

Task = TypeVar("Task")
Job = TypeVar("Job")
Result = TypeVar("Result")

_START: Literal["fork", "spawn"] = "fork" if sys.platform == "linux" else "spawn"
"""How processes start: copies have all modules already, but are not safe on every system."""
_AHEAD = 2
"""So many jobs wait for each process, so that none has to wait."""


class Crew(Generic[Task, Job, Result]):
    """Processes that work as long as the context lasts."""

    def __init__(
        self, hands: int, begin: Callable[[Task], Callable[[Job], Result]], task: Task
    ) -> None:
        """Get ready; ``begin`` makes of the task, in each process, what does its jobs."""
        self._hands = hands
        self._others = multiprocessing.active_children()
        context = multiprocessing.get_context(_START)
        self._pool = ProcessPoolExecutor(hands, context, _begin, (begin, task))

    def __enter__(self) -> Self:
        """Begin; processes start with the first work."""
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

    def work(self, jobs: Iterable[Job]) -> Iterator[Result]:
        """Do jobs; what came of them is told in their order."""
        waiting: deque[Future[Result]] = deque()
        try:
            for job in jobs:
                waiting.append(self._pool.submit(_work, job))
                if len(waiting) > _AHEAD * self._hands:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool:
            problem = "a process of this run was ended, perhaps for want of memory"
            remedy = "Nothing was written. Run again with --jobs 1."
            raise DragomanError("dragoman", None, problem, remedy) from None


_working: list[Callable[[Any], Any]] = []
"""What does the jobs of this process."""


def _begin(begin: Callable[[Task], Callable[[Job], Result]], task: Task) -> None:
    """Begin as a process of a crew: Ctrl-C is for the one that started it, which then ends it."""
    gc.disable()  # as for the whole program
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow, daemon=True).start()
    _working.append(begin(task))


def _follow() -> None:
    """End with the process that started this one."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(job: Job) -> Any:
    return _working[0](job)
