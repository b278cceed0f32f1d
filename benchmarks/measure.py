"""Run a command in a process of its own and tell what it took."""

from __future__ import annotations

import os
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

TIME_LIMIT = 1800.0
"""Seconds of wall time after which a command is ended and counts as failed."""


class CommandError(Exception):
    """A measured command could not run, failed, or was ended at its time limit."""

    def __init__(self, command: str, problem: str) -> None:
        """Take the command, shortened, and what was wrong."""
        super().__init__(f"{command}: {problem}")


@dataclass(frozen=True, slots=True)
class Usage:
    """What a command and its own children took."""

    cpu: float
    """Seconds of processor time, user and system."""
    wall: float
    """Seconds on the clock."""
    peak: int
    """Bytes resident in memory at the most, of the largest single process."""

    def __add__(self, other: Usage) -> Usage:
        """Add the times of one command after another; the peak is the larger one."""
        return Usage(self.cpu + other.cpu, self.wall + other.wall, max(self.peak, other.peak))


NOTHING = Usage(0.0, 0.0, 0)


def run(
    command: Sequence[str | Path],
    cwd: Path,
    accept: tuple[int, ...] = (0,),
    time_limit: float = TIME_LIMIT,
) -> Usage:
    """Run a command to its end, or raise CommandError with the last lines it wrote."""
    words = [str(word) for word in command]
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        try:
            process = subprocess.Popen(
                words,
                cwd=cwd,
                env=_environment(),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )
        except OSError as error:
            raise CommandError(words[0], str(error)) from error
        timer = threading.Timer(time_limit, process.kill)
        timer.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        problem = _problem(process.returncode, accept, output.fileno())
        if problem:
            late = wall >= time_limit
            raise CommandError(" ".join(words[:6]), "ended at its time limit" if late else problem)
    return Usage(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss * 1024)


def _environment() -> dict[str, str]:
    """Let Python keep compiled modules, as it does for an installed program."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _problem(code: int, accept: tuple[int, ...], output: int) -> str | None:
    """Tell what is wrong: an exit code that is not accepted, or a traceback in the output."""
    size = os.fstat(output).st_size
    written = os.pread(output, 4000, max(0, size - 4000)).decode("utf-8", "replace")
    if code in accept and "Traceback (most recent call last)" not in written:
        return None
    last = " / ".join(written.strip().splitlines()[-3:])
    return f"exit code {code}: {last}"


def run_each(commands: Sequence[Sequence[str | Path]], cwd: Path) -> Usage:
    """Run commands one after another and add up what they took."""
    return sum((run(command, cwd) for command in commands), NOTHING)


def median(usages: Sequence[Usage]) -> Usage:
    """Take the median of each figure by itself."""
    return Usage(
        statistics.median(usage.cpu for usage in usages),
        statistics.median(usage.wall for usage in usages),
        int(statistics.median(usage.peak for usage in usages)),
    )


def least(usages: Sequence[Usage]) -> Usage:
    """Take the run of least processor time, where small differences count: noise only adds."""
    return min(usages, key=lambda usage: usage.cpu)


Job = Callable[[], Usage]
"""Prepares without counting, then runs and returns what the run took."""


def take_turns(
    jobs: Mapping[str, tuple[Job, int]], pick: Callable[[Sequence[Usage]], Usage] = median
) -> dict[str, Usage | CommandError]:
    """Run jobs in turns, each as often as it asks, and return medians or what went wrong."""
    taken: dict[str, list[Usage]] = {name: [] for name in jobs}
    failed: dict[str, CommandError] = {}
    for turn in range(max(repeat for _, repeat in jobs.values())):
        for name, (job, repeat) in jobs.items():
            if turn < repeat and name not in failed:
                try:
                    taken[name].append(job())
                except CommandError as error:
                    failed[name] = error
    return {name: failed[name] if name in failed else pick(taken[name]) for name in jobs}
