"""What is printed, and where: JSON, colours, the progress bar, completion."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest


def outside(course, *arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command in a process of its own, as a shell does."""
    path = os.pathsep.join(sys.path)
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "dragoman", *arguments],
        cwd=course.root,
        env={**os.environ, "PYTHONPATH": path, **environment},
        capture_output=True,
        check=False,
    )


# How a process ends


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_output_that_is_closed_is_done_without(built, closed):
    built.edit("source/one.md", "when you are stuck", "whenever you are stuck")
    script = f'"{sys.executable}" -m dragoman "$0" {closed}'
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    for verb, code in (("report", 0), ("build", 0), ("check", 0)):
        command = ["sh", "-c", script, verb]
        ran = subprocess.run(
            command, cwd=built.root, env=environment, capture_output=True, check=False
        )
        assert (ran.returncode, ran.stderr) == (code, b"")
    assert "whenever" in built.read("translations/es/one.po")


def test_an_interrupt_before_the_command_runs_is_no_traceback(built):
    (built.root / "typer.py").write_text("raise KeyboardInterrupt\n")
    path = os.pathsep.join((str(built.root), *sys.path))
    ran = outside(built, "build", PYTHONPATH=path)
    assert (ran.returncode, ran.stdout, ran.stderr) == (130, b"", b"")


# Quiet, JSON, colours, terminals


def test_quiet_prints_nothing_when_all_is_well(course):
    assert course.run("build", "--quiet") == (0, "", "")
    assert course.run("build", "-q") == (0, "", "")


def test_json_of_a_build(built):
    built.edit("source/one.md", "when you are stuck", "whenever you are stuck")
    built.edit("translations/es/two.po", "Envía un", "Envía <b>un</b>")
    ran = built.run("build", "--json")
    assert ran.code == 1
    told = json.loads(ran.out)
    assert set(told) == {"changes", "findings", "notes"}
    assert {"path": "translations/es/one.po", "action": "update"} in told["changes"]
    assert told["notes"] == []
    assert told["findings"] == [
        {
            "rule": "tags",
            "severity": "error",
            "page": "two",
            "locale": "es",
            "msgid": "Send a small change.",
            "message": "the translation adds “<b>”; the page keeps the source text.",
            "path": "translations/es/two.po",
            "line": 23,
        }
    ]
    line = built.read("translations/es/two.po").splitlines()[22]
    assert line == 'msgstr "Envía <b>un</b> cambio pequeño."'


def test_json_where_nothing_changed(built):
    told = json.loads(built.run("build", "--json").out)
    assert told == {"changes": [], "findings": [], "notes": []}


def test_output_that_is_no_terminal_has_no_colours_and_no_bar(built):
    built.forget()
    ran = outside(built, "build", COLUMNS="80")
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert b"\x1b" not in ran.stdout
    ran = outside(built, "report")
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert b"\x1b" not in ran.stdout


def test_colours_only_on_a_terminal_that_wants_them(built):
    assert "\x1b[32m" in _on_terminal(built, "report")
    assert "\x1b[3" not in _on_terminal(built, "report", NO_COLOR="1")


def _on_terminal(course, *arguments: str, **environment: str) -> str:
    """What a command shows on a terminal of 80 columns."""
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    ended = subprocess.run(
        [sys.executable, "-m", "dragoman", *arguments],
        cwd=course.root,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(sys.path),
            "TERM": "xterm-256color",
            "COLUMNS": "80",
            **environment,
        },
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        check=False,
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:
            break
        if not part:
            break
        shown += part
    os.close(ours)
    assert ended.returncode == 0
    return shown.decode()


def test_a_progress_bar_is_on_stderr_alone(course, monkeypatch):
    monkeypatch.setattr("dragoman.cli.progress._PATIENCE", -1.0)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("FORCE_COLOR", "1")
    course.run("build")
    course.forget()
    plain = course.run("build")
    assert not plain.err
    course.forget()
    real = sys.stderr.__class__.isatty
    monkeypatch.setattr(sys.stderr.__class__, "isatty", lambda stream: stream is sys.stderr)
    shown = course.run("build")
    monkeypatch.setattr(sys.stderr.__class__, "isatty", real)
    assert "Lessons" in shown.err
    assert shown.out == plain.out
    course.forget()
    monkeypatch.setattr(sys.stderr.__class__, "isatty", lambda stream: stream is sys.stderr)
    assert course.run("build", "--quiet") == (0, "", "")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_an_output_without_our_characters_shows_others(built, encoding):
    for arguments in (["build"], ["report"], ["report", "--format", "markdown"]):
        ran = outside(built, *arguments, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
        assert (ran.returncode, ran.stderr) == (0, b"")


def test_a_reader_that_stops_early_gets_no_traceback(built):
    path = os.pathsep.join(sys.path)
    with subprocess.Popen(
        [sys.executable, "-m", "dragoman", "report"],
        cwd=built.root,
        env={**os.environ, "PYTHONPATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()


# Completion


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("dragoman bu", ["build"]),
        ("dragoman build ", ["one", "two"]),
        ("dragoman build t", ["two"]),
        ("dragoman report --locale ", ["es", "de"]),
        ("dragoman report --locale d", ["de"]),
        ("dragoman report --format m", ["markdown"]),
        ("dragoman build --fo", ["--force"]),
    ],
)
def test_completion_offers_commands_pages_and_locales(course, line, offered):
    script = "import sys; sys.argv[0] = 'dragoman'; from dragoman.cli import main; main()"
    ran = subprocess.run(
        [sys.executable, "-c", script],
        cwd=course.root,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(sys.path),
            "_DRAGOMAN_COMPLETE": "complete_bash",
            "COMP_WORDS": line,
            "COMP_CWORD": str(len(line.split(" ")) - 1),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stderr == ""
    assert ran.stdout.split() == offered
