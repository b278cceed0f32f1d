"""Several processes: they end with the one that started them, and their errors are told."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import threading

import pytest

from dragoman.project import load
from dragoman.workflow import crew, shares
from dragoman.workflow.bundles import bundles

WAITING = """\
import os, sys, time
from dragoman.project import load
from dragoman.workflow import shares
from dragoman.workflow.bundles import bundles

def work(self, jobs):
    os.write(1, b"at work\\n")
    time.sleep(600)

if __name__ == "__main__":
    sys.argv = ["dragoman", "build", "--jobs", "2"]
    shares._Hand.work = work
    from dragoman.__main__ import run
    run()
"""
"""A run whose processes tell that they are at work, and then do not end."""

SPAWNING = """\
import sys
from dragoman.project import load
from dragoman.workflow import crew
from dragoman.workflow.bundles import bundles

if __name__ == "__main__":
    sys.argv = ["dragoman", "build", "--jobs", "2"]
    crew._START = "spawn"
    from dragoman.__main__ import run
    run()
"""

KILLED = """\
import os, signal, sys
from multiprocessing.connection import Connection
from dragoman.project import load
from dragoman.workflow import shares
from dragoman.workflow.bundles import bundles

def write(file, data, write=os.write):
    write(file, bytes(data[:1000]))
    os.kill(os.getpid(), signal.SIGKILL)

def begin(task):
    Connection._send.__defaults__ = (write,)
    return real(task)

if __name__ == "__main__":
    sys.argv = ["dragoman", "build", "--jobs", "2"]
    real, shares.begin = shares.begin, begin
    from dragoman.__main__ import run
    run()
"""
"""A run whose processes are killed in the midst of telling what they did."""


class Odd(Exception):  # noqa: N818
    """An exception that cannot travel."""

    def __init__(self, one: int, two: int) -> None:
        super().__init__(f"{one} and {two}")


def program(course, text: str) -> subprocess.Popen[str]:
    """Start a script in a course, as a process with a group of its own."""
    script = course.root.parent / "script.py"
    script.write_text(text, encoding="utf-8")
    return subprocess.Popen(
        [sys.executable, script],
        cwd=course.root,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def wait_for_both(ran: subprocess.Popen[str]) -> None:
    """Wait until both processes are at work."""
    assert ran.stdout is not None
    assert ran.stdout.readline() == ran.stdout.readline() == "at work\n"


def test_errors_of_all_processes_are_told_together_and_nothing_is_written(course, refused):
    course.run("build")
    for page in ("one", "two"):
        course.write(f"translations/es/{page}.po", 'msgid "a"\nmsgstr "b\n')
    told = refused(course, "build", "--jobs", "2")
    assert told == refused(course, "build", "--jobs", "1")
    assert told.count("translations/es/") == 2


def test_a_process_that_is_ended_ends_the_run(course, refused, monkeypatch):
    monkeypatch.setattr(shares._Hand, "work", lambda *_: os._exit(9))
    assert refused(course, "build", "--jobs", "2") == (
        "dragoman: a process of this run was ended, perhaps for want of memory\n"
        "  Nothing was written. Run again with --jobs 1.\n"
    )


@pytest.mark.skipif(os.name == "nt", reason="Windows has other signals")
def test_a_process_that_is_killed_while_it_tells_something_ends_the_run(course):
    before = course.stamps(cache=True)
    ran = program(course, KILLED)
    _, err = ran.communicate(timeout=30)
    assert (ran.returncode, err.split(",")[0]) == (2, "dragoman: a process of this run was ended")
    assert course.stamps(cache=True) == before


@pytest.mark.parametrize("allowed", [0, 1])
@pytest.mark.skipif(crew._START != "fork", reason="processes are not copies here")
def test_where_the_system_allows_fewer_processes_those_do_it(course, monkeypatch, allowed):
    expected = course.run("build", "--dry-run", "--jobs", "1")
    started = []

    def fork(fork=os.fork):
        if len(started) == allowed:
            raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))
        started.append(1)
        return fork()

    monkeypatch.setattr(os, "fork", fork)
    assert course.run("build", "--dry-run", "--jobs", "2") == expected
    assert len(started) == allowed


@pytest.mark.parametrize("command", ["build", "check"])
def test_a_program_with_threads_is_not_copied(course, monkeypatch, command):
    course.run("build")
    expected = course.run(command, "--jobs", "1")
    monkeypatch.setattr(os, "fork", lambda: pytest.fail("copied"))
    ended = threading.Event()
    thread = threading.Thread(target=ended.wait)
    thread.start()
    try:
        assert course.run(command, "--jobs", "2") == expected
    finally:
        ended.set()
        thread.join()


def test_the_first_error_of_a_lesson_is_told_whoever_finds_it(course, refused):
    course.run("update")
    course.write("build", "in the way")
    course.write("translations/de/one.yaml", "- no mapping\n")
    told = refused(course, "build", "--jobs", "1")
    assert told == (
        "build/one.es.md: needs a folder where there is a file\n"
        "  Move the file out of the way.\n"
        "build/two.es.md: needs a folder where there is a file\n"
        "  Move the file out of the way.\n"
    )
    assert refused(course, "build", "--jobs", "2") == told


def test_errors_of_a_check_are_told_in_the_order_of_lessons(course, refused):
    for page in ("one", "two"):
        for locale in ("es", "de"):
            course.write(f"translations/{locale}/{page}.po/x", "")
    told = refused(course, "check", "--jobs", "1")
    assert told == "".join(
        f"translations/{locale}/{page}.po: cannot be read: it is a folder\n"
        for page in ("one", "two")
        for locale in ("es", "de")
    )
    assert refused(course, "check", "--jobs", "2") == told


def test_a_mistake_that_cannot_travel_is_told_as_text(course, monkeypatch):
    def work(*_):
        raise Odd(1, 2)

    monkeypatch.setattr(shares._Hand, "work", work)
    with pytest.raises(RuntimeError, match="1 and 2"):
        course.run("build", "--jobs", "2")


def test_a_mistake_in_the_program_is_not_hidden(course, monkeypatch):
    monkeypatch.setattr(shares._Hand, "work", lambda *_: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        course.run("build", "--jobs", "2")


def test_processes_that_cannot_be_copies_do_the_same(course, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    ran = program(course, SPAWNING)
    out, err = ran.communicate(timeout=60)
    made = course.tree()
    assert (ran.returncode, err) == (0, "")
    for path in made:
        if path.startswith(("build/", "translations/")):
            (course.root / path).unlink()
    course.forget()
    assert course.run("build", "--jobs", "1").out == out
    assert course.tree() == made


@pytest.mark.skipif(os.name == "nt", reason="Windows has other signals")
def test_processes_end_with_a_run_that_is_killed(course):
    before = course.stamps(cache=True)
    ran = program(course, WAITING)
    wait_for_both(ran)
    ran.kill()
    ran.communicate(timeout=30)  # ends when nobody is left to write into the pipe
    assert course.stamps(cache=True) == before


@pytest.mark.skipif(os.name == "nt", reason="Windows has other signals")
def test_ctrl_c_ends_all_processes_without_a_word(course):
    ran = program(course, WAITING)
    wait_for_both(ran)
    os.killpg(ran.pid, signal.SIGINT)
    _, err = ran.communicate(timeout=30)
    assert (ran.returncode, err) == (130, "")


def test_a_run_that_only_tells_leaves_nothing_on_disk(course):
    before = course.stamps(cache=True)
    told = course.run("build", "--check", "--jobs", "2")
    assert told == course.run("build", "--check", "--jobs", "1")
    assert (told.code, "would create: build/one.es.md" in told.out) == (1, True)
    assert course.stamps(cache=True) == before


def test_heavy_lessons_travel_one_by_one(course):
    project = load(str(course.root))
    everything = bundles(project, project.lessons())
    light = list(shares.batches(everything * 8, 16, 1, project))
    assert [len(batch) for batch in light] == [4] * 4
    course.write("source/one.md", "<p>Word.</p>\n" * 200_000)
    heavy = list(shares.batches(everything * 8, 16, 1, project))
    assert [len(batch) for batch in heavy] == [1, *[2] * 7, 1]
    waiting = list(shares.batches([b"x" * (5 << 20)] * 3, 16, 1, project))
    assert [len(batch) for batch in waiting] == [1, 1, 1]
