"""Processes that share work; they end with the one that started them, however that ends."""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from queue import SimpleQueue
from types import TracebackType
from typing import Any, Generic, Literal, Self, TypeVar

from dragoman.errors import DragomanError
from dragoman.files.drawer import tidy

Task = TypeVar("Task")
Job = TypeVar("Job")
Result = TypeVar("Result")

_START: Literal["fork", "spawn"] = "fork" if sys.platform == "linux" else "spawn"
"""How processes start: copies have all modules already, but are not safe on every system."""
_AHEAD = 2
"""So many jobs for each process are given away before the first of them is told."""


class Crew(Generic[Task, Job, Result]):
    """Processes that work as long as the context lasts.

    Each has a pipe of its own, which ends with it. A ``ProcessPoolExecutor`` has one pipe for what
    all of them tell: it waits for ever where a process is killed while it tells something.
    """

    def __init__(
        self, hands: int, begin: Callable[[Task], Callable[[Job], Result]], task: Task
    ) -> None:
        """Get ready; ``begin`` makes of the task, in each process, what does its jobs."""
        self._hands, self._begin, self._task = hands, begin, task
        self._processes: list[BaseProcess] = []
        self._given: dict[Connection, int] = {}
        """How many jobs each process has, by the pipe that leads to it."""

    def __enter__(self) -> Self:
        """Start as many processes as the system allows."""
        # A copy of one thread may wait for ever for a lock that another one had.
        if threading.active_count() == 1 and not multiprocessing.current_process().daemon:
            try:
                while len(self._processes) < self._hands:
                    self._start()
            except OSError:  # too many open files or processes
                pass
            except BaseException:
                self._end()
                raise
        return self

    def _start(self) -> None:
        ours, theirs = multiprocessing.Pipe()
        context: Any = multiprocessing.get_context(_START)  # typeshed knows of no common one
        arguments = (ours, theirs, self._begin, self._task)
        try:
            process = context.Process(target=_serve, args=arguments, daemon=True)
            process.start()
        except BaseException:
            ours.close()
            raise
        finally:
            theirs.close()
        self._processes.append(process)
        self._given[ours] = 0

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the processes, in the midst of their work if something went wrong."""
        self._end()

    def _end(self) -> None:
        for process in self._processes:
            process.kill()  # nothing that it has on disk outlives it
        for process in self._processes:
            process.join()
        for pipe in self._given:
            pipe.close()

    def work(self, jobs: Iterable[Job]) -> Iterator[Result]:
        """Do jobs, in this process where none could be started; results are in their order."""
        if not self._given:
            yield from map(self._begin(self._task), jobs)
            return
        results: dict[int, Result] = {}
        turn = 0
        for number, job in enumerate(jobs):
            self._give(number, job)
            while number - turn >= _AHEAD * self._hands:
                self._take(results)
                while turn in results:
                    yield results.pop(turn)
                    turn += 1
        while results or any(self._given.values()):
            if turn in results:
                yield results.pop(turn)
                turn += 1
            else:
                self._take(results)

    def _give(self, number: int, job: Job) -> None:
        """Give a job to the process that has least to do."""
        data = pickle.dumps((number, job), pickle.HIGHEST_PROTOCOL)
        pipe = min(self._given, key=self._given.__getitem__)
        try:
            pipe.send_bytes(data)
        except OSError:
            raise _ended() from None
        self._given[pipe] += 1

    def _take(self, results: dict[int, Result]) -> None:
        """Wait for results."""
        for pipe in wait([pipe for pipe, given in self._given.items() if given]):
            assert isinstance(pipe, Connection)
            try:
                data = pipe.recv_bytes()
            except (EOFError, OSError):
                raise _ended() from None
            number, result, error = pickle.loads(data)  # noqa: S301 (it never left this run)
            if error is not None:
                raise error
            results[number] = result
            self._given[pipe] -= 1


def _ended() -> DragomanError:
    problem = "a process of this run was ended, perhaps for want of memory"
    return DragomanError("dragoman", None, problem, "Nothing was written. Run again with --jobs 1.")


def _serve(
    ours: Connection, pipe: Connection, begin: Callable[[Any], Callable[[Any], Any]], task: object
) -> None:
    """Do jobs as a process of a crew: Ctrl-C is for the one that started it, which then ends it."""
    gc.disable()  # as for the whole program
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ours.close()
    jobs: SimpleQueue[tuple[int, Any]] = SimpleQueue()
    try:
        threading.Thread(target=_listen, args=(pipe, jobs), daemon=True).start()
    except RuntimeError:  # the system allows no more threads
        os._exit(1)
    work: Callable[[Any], Any] | None = None
    while True:
        number, job = jobs.get()
        try:
            work = work or begin(task)
            told = pickle.dumps((number, work(job), None), pickle.HIGHEST_PROTOCOL)
        except Exception as error:  # noqa: BLE001 (raised again by the one that waits for it)
            told = pickle.dumps((number, None, _portable(error)))
        try:
            pipe.send_bytes(told)
        except OSError:  # nobody waits for it any more
            os._exit(1)


def _listen(pipe: Connection, jobs: SimpleQueue[tuple[int, Any]]) -> None:
    """Take jobs as they come, and end with the process that gives them."""
    while True:
        try:
            data = pipe.recv_bytes()
        except (EOFError, OSError):
            tidy()
            os._exit(1)
        jobs.put(pickle.loads(data))  # noqa: S301 (it never left this run)


def _portable(error: Exception) -> Exception:
    """An error that can go to another process, with where it came from."""
    text = "".join(traceback.format_exception(error))
    error.add_note(text)
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 (our own)
    except Exception:  # noqa: BLE001 (errors may be made of anything)
        return RuntimeError(text)
    return error
