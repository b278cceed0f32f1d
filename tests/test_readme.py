"""The README does what it says: its commands are run, and what they print is compared."""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from typer.main import get_command

from dragoman.cli.app import app
from dragoman.project import load

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCS = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in (
        ROOT / "README.md",
        ROOT / "CONTRIBUTING.md",
        *sorted((ROOT / "docs").glob("*.md")),
    )
}
COMMANDS = get_command(app).commands


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def session(block: str) -> list[tuple[str, str]]:
    """The commands of a console block, each with what it prints."""
    found: list[tuple[str, str]] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append((f"{line[2:]}\n", ""))
        elif line == ">" or line.startswith("> "):
            command, output = found[-1]
            assert not output
            found[-1] = (f"{command}{line[2:]}\n", "")
        else:
            command, output = found[-1]
            found[-1] = (command, f"{output}{line}\n")
    return found


STEPS = [step for block in blocks("console") for step in session(block)]


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """What each command of the README prints, all run in one shell, one after the other."""
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("bash is not on PATH")
    folder = tmp_path_factory.mktemp("readme")
    programs, outputs = folder / "bin", folder / "printed"
    programs.mkdir()
    outputs.mkdir()
    for name, arguments in (("dragoman", "-m dragoman "), ("python", "")):
        program = programs / name
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" {arguments}"$@"\n')
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
    script = "".join(
        f'{{\n{command}}} > "{outputs}/{number}" 2>&1\n'
        for number, (command, _) in enumerate(STEPS)
    )
    work = folder / "work"
    work.mkdir()
    environment = {
        **os.environ,
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": os.pathsep.join(sys.path),
        "LC_ALL": "C.UTF-8",
    }
    subprocess.run([bash, "--norc", "-c", script], cwd=work, env=environment, check=False)
    return [(outputs / str(number)).read_text(encoding="utf-8") for number in range(len(STEPS))]


@pytest.mark.parametrize(
    "number", range(len(STEPS)), ids=[step[0].split("\n")[0] for step in STEPS]
)
def test_a_command_prints_what_the_readme_says(printed, number):
    assert printed[number] == STEPS[number][1]


def test_the_library_example_prints_what_its_comments_say(tmp_path):
    (block,) = blocks("python")
    told = re.findall(r"^print\(.*\)\s+# (.*)$", block, re.MULTILINE)
    assert len(told) == block.count("print(")
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", block],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert ran.stdout.splitlines() == told


def test_the_configuration_that_is_shown_is_one(tmp_path):
    (block,) = blocks("toml")
    (tmp_path / "dragoman.toml").write_text(block, encoding="utf-8")
    (tmp_path / "source").mkdir()
    project = load(str(tmp_path))
    assert (project.locales, project.publish_at) == (("es", "de", "ar"), 80)
    assert project.lessons() == ()


def test_the_overlay_that_is_shown_is_that_of_the_course():
    (block,) = blocks("yaml")
    overlay = (ROOT / "translations/es/introduction/06.yaml").read_text(encoding="utf-8")
    shown, course = yaml.safe_load(block), yaml.safe_load(overlay)
    assert shown["contributors"][0] == course["contributors"][0]


@pytest.mark.parametrize("name", DOCS)
def test_the_commands_that_are_named_exist(name):
    spans = re.findall(r"`([^`\n]+)`", DOCS[name]) + re.findall(
        r"^\$ (.*)$", DOCS[name], re.MULTILINE
    )
    spans += [line for block in blocks("sh") for line in block.splitlines()]
    targets = {at[1] for span in spans if (at := re.match(r"make ([a-z]+)", span))}
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert targets <= set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    ours = [span for span in spans if span.startswith("dragoman ")]
    commands = {at[1] for span in ours if (at := re.match(r"dragoman ([a-z]+)", span))}
    assert commands <= set(COMMANDS)
    options = {opt for each in COMMANDS.values() for param in each.params for opt in param.opts}
    options |= {"--install-completion", "--show-completion", "--version"}
    bare = [span for span in spans if span.startswith("--")]
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", "\n".join(ours + bare)))
    assert named <= options


def test_the_files_that_are_linked_exist():
    for name, text in DOCS.items():
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", text):
            assert ((ROOT / name).parent / target).exists(), target
