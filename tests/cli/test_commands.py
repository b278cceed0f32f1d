"""A run sets up the one command that is asked for; nobody can tell."""

from __future__ import annotations

import sys

import pytest

from dragoman.cli import main

COMMANDS = ("extract", "update", "merge", "build", "init", "report", "check", "diff", "import")

ASKED = (
    *([each, "--help"] for each in COMMANDS),
    *([each, "--unknown"] for each in COMMANDS),
    *(["memory", "--help"], ["memory", "search", "--help"], ["memory"], ["memory", "extract"]),
    *([], ["--help"], ["-h"], ["--version"], ["--version", "--help"], ["--versions"]),
    *(["extrct"], ["import_"], ["Build"], ["-h", "build"], ["init"], [""]),
)


def told(words, monkeypatch, capsys):
    """What a run prints, and its exit code."""
    monkeypatch.setattr(sys, "argv", ["dragoman", *words])
    with pytest.raises(SystemExit) as end:
        main()
    return capsys.readouterr(), end.value.code


@pytest.mark.parametrize("words", ASKED, ids=" ".join)
def test_one_command_is_as_all_of_them(words, monkeypatch, capsys):
    alone = told(words, monkeypatch, capsys)
    monkeypatch.setattr("dragoman.cli._only", lambda app, _: app)
    assert alone == told(words, monkeypatch, capsys)


@pytest.mark.parametrize("words", [["extract", "--help"], ["memory", "search", "--help"]])
def test_other_commands_are_not_set_up(words, monkeypatch, capsys):
    made = []
    monkeypatch.setattr("inspect.cleandoc", lambda text: made.append(text) or text)
    told(words, monkeypatch, capsys)
    assert "Write the localized pages from lessons and catalogs." not in made
    monkeypatch.setattr("dragoman.cli._only", lambda app, _: app)
    told(words, monkeypatch, capsys)
    assert "Write the localized pages from lessons and catalogs." in made
