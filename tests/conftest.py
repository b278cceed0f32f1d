"""A small course in a temporary folder, and the command line run in it."""

from __future__ import annotations

import gc
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import pytest

from dragoman.cli import main

CONFIG = """\
name = "Small course"  # a comment that stays
source-locale = "en"
locales = ["es", "de"]
"""

ONE = """\
---
title: First steps
weight: 1
---
<h1 id="first">First steps</h1>
<p>Read the <em>guide</em> before you start.</p>
<p>Ask a question when you are stuck.</p>
<pre>git pull</pre>
"""

TWO = "<h1>Second steps</h1>\n<p>Send a small change.</p>\n"

SPANISH = {
    "First steps": "Primeros pasos",
    "Read the <em>guide</em> before you start.": "Lee la <em>guía</em> antes de empezar.",
    "Ask a question when you are stuck.": "Pregunta cuando no sepas seguir.",
    "Second steps": "Segundos pasos",
    "Send a small change.": "Envía un cambio pequeño.",
}


class Ran(NamedTuple):
    """How a command ended, and what it printed."""

    code: int
    out: str
    err: str


@dataclass
class Course:
    """A project on disk."""

    root: Path
    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]

    def run(self, *arguments: str) -> Ran:
        """Run the command line in this process."""
        self.monkeypatch.setattr(sys, "argv", ["dragoman", *arguments])
        self.capsys.readouterr()
        try:
            main()
        except SystemExit as end:
            code = end.code or 0
        else:
            code = 0
        finally:
            gc.enable()  # a run of its own needs none
        assert isinstance(code, int)
        return Ran(code, *self.capsys.readouterr())

    def write(self, path: str, text: str | bytes) -> None:
        """Write a file of the project, its folders included."""
        place = self.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text.encode() if isinstance(text, str) else text)

    def read(self, path: str) -> str:
        """A file's exact text."""
        return (self.root / path).read_bytes().decode()

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace text that must be there."""
        text = self.read(path)
        assert old in text
        self.write(path, text.replace(old, new))

    def translate(self, path: str, translations: dict[str, str] = SPANISH) -> None:
        """Fill in the msgstr of one-line entries, as a translator's tool would."""
        text = self.read(path)
        for msgid, msgstr in translations.items():
            entry = f'msgid "{_escaped(msgid)}"\nmsgstr '
            text = text.replace(f'{entry}""\n', f'{entry}"{_escaped(msgstr)}"\n')
        self.write(path, text)

    def tree(self) -> dict[str, bytes]:
        """Every file but the cache, and what a link points to."""
        return {path: data for path, (data, _) in self.stamps().items()}

    def stamps(self, *, cache: bool = False) -> dict[str, tuple[bytes, int]]:
        """Every file, with its bytes and the time of its last change."""
        found = {}
        for place in sorted(self.root.rglob("*")):
            path = place.relative_to(self.root).as_posix()
            if place.is_symlink():
                found[path] = (str(place.readlink()).encode(), 0)
            elif place.is_file() and (cache or not path.startswith(".dragoman/")):
                found[path] = (place.read_bytes(), place.stat().st_mtime_ns)
        return found

    def forget(self) -> None:
        """Delete the cache."""
        cache = self.root / ".dragoman" / "cache.json"
        cache.unlink(missing_ok=True)


@pytest.fixture
def refused():
    """Run a command that cannot run; nothing may be written, nothing but what is wrong be told."""

    def told(course, *arguments):
        before = course.stamps(cache=True)
        ran = course.run(*(arguments or ("build",)))
        assert course.stamps(cache=True) == before
        assert (ran.code, ran.out) == (2, "")
        assert "Traceback" not in ran.err
        assert str(course.root) not in ran.err
        return ran.err

    return told


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


@pytest.fixture
def bare(tmp_path, monkeypatch, capsys):
    """An empty project folder, without a configuration."""
    root = tmp_path / "course"
    root.mkdir()
    monkeypatch.chdir(root)
    monkeypatch.setenv("COLUMNS", "80")
    for name in ("FORCE_COLOR", "CLICOLOR_FORCE", "TERM"):
        monkeypatch.delenv(name, raising=False)
    return Course(root, monkeypatch, capsys)


@pytest.fixture
def course(bare):
    """Two lessons, to be translated into Spanish and German; never built yet."""
    bare.write("dragoman.toml", CONFIG)
    bare.write("source/one.md", ONE)
    bare.write("source/two.md", TWO)
    return bare


@pytest.fixture
def built(course):
    """The same course, built, with its Spanish complete."""
    course.run("build")
    course.translate("translations/es/one.po")
    course.translate("translations/es/two.po")
    assert course.run("build").code == 0
    return course


@pytest.fixture
def gettext():
    """Run a program of GNU gettext, where there is one."""

    def run(program, *arguments):
        if shutil.which(program) is None:
            pytest.skip(f"{program} (GNU gettext) is not on PATH")
        return subprocess.run(
            [program, *map(str, arguments)], capture_output=True, text=True, check=True
        )

    return run


@pytest.fixture(scope="session")
def pseudo():
    """Make a translation with the markup of its msgid and other letters."""
    letters = str.maketrans("aeiounsczAEIOU", "áéíóúñšćžÁÉÍÓÚ")

    def translate(msgid):
        pieces = re.split(
            r"(<<[^,>]*,?|<[^>]*>|&#?\w+;|(?:link|image|xref|footnote):[^\[\s]*|\]\([^)]*\)|\[\^\w+\]"
            r"|\]\[[^\]]*\]|https?:[^\s\[]+)",
            msgid,
        )
        return "".join(
            piece if number % 2 else piece.translate(letters) for number, piece in enumerate(pieces)
        )

    return translate
