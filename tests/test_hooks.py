"""The hooks for pre-commit and the GitHub Action run what they say."""

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
from dragoman.formats import FORMATS

ROOT = Path(__file__).parent.parent
HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
ACTION = yaml.safe_load((ROOT / "action.yml").read_text())
DOCS = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")


@pytest.fixture
def shell(built, tmp_path):
    """Run a command in the built course, with dragoman on the path."""
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("bash is not on PATH")
    programs = tmp_path / "bin"
    programs.mkdir()
    program = programs / "dragoman"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m dragoman "$@"\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)

    def run(script, **variables):
        environment = {
            **os.environ,
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": os.pathsep.join(sys.path),
            "PYTHONIOENCODING": "utf-8",
            **variables,
        }
        command = [bash, "--norc", "-eo", "pipefail", "-c", script]
        return subprocess.run(
            command,
            cwd=built.root,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    return run


@pytest.mark.parametrize("name", sorted(HOOKS))
def test_a_hook_looks_at_every_kind_of_file_that_a_run_reads(name):
    suffixes = {suffix for each in FORMATS for suffix in each.suffixes}
    for suffix in suffixes | {".po", ".pot", ".yaml", ".toml"}:
        assert re.search(HOOKS[name]["files"], f"source/one{suffix}"), suffix


def break_a_tag(course):
    course.edit("translations/es/one.po", "<em>guía</em>", "<em>guía")


@pytest.mark.parametrize("name", sorted(HOOKS))
def test_a_hook_passes_a_good_project_and_stops_a_broken_one(shell, built, name):
    assert shell(HOOKS[name]["entry"]).returncode == 0
    break_a_tag(built)
    ran = shell(HOOKS[name]["entry"])
    assert (ran.returncode, ran.stderr) == (1, "")
    assert "translations/es/one.po:29: error: the translation lacks “</em>”" in ran.stdout


def test_hooks_have_what_pre_commit_wants():
    assert sorted(HOOKS) == ["dragoman-build", "dragoman-check"]
    for hook in HOOKS.values():
        assert hook.keys() >= {"id", "name", "entry", "language", "files"}
        assert hook["language"] == "python"
        assert hook["pass_filenames"] is False
        files = re.compile(hook["files"])
        for path in ("translations/es/one.po", "source/one.md", "dragoman.toml"):
            assert files.search(path)
        assert not files.search("src/module.py")


def script():
    return next(step for step in ACTION["runs"]["steps"] if "dragoman check" in step.get("run", ""))


def test_the_action_annotates(shell, built):
    step = script()
    assert step["shell"] == "bash"
    assert set(step["env"]) == {"PROJECT", "ARGS"}
    defaults = {name: ACTION["inputs"][name.lower()]["default"] for name in step["env"]}
    break_a_tag(built)
    ran = shell(step["run"], **defaults)
    assert (ran.returncode, ran.stderr) == (1, "")
    assert (
        "::error file=translations/es/one.po,line=29,title=dragoman%3A tags::es: the translation "
        "lacks “</em>”.\n"
    ) in ran.stdout


def test_the_action_hands_on_its_inputs(shell, built):
    built.run("build")
    (built.root / "sub").mkdir()
    built.write("sub/dragoman.toml", 'locales = ["es"]\n')
    built.write("sub/source/a.md", "<p>Hello.</p>\n")
    step = script()
    ran = shell(step["run"], PROJECT="sub", ARGS="--strict --rule untranslated")
    assert (ran.returncode, ran.stderr) == (1, "")
    assert "line=1,title=dragoman%3A untranslated::es: 1 of 1 segments has no" in ran.stdout
    assert shell(step["run"], PROJECT="sub", ARGS="--strict --rule tags").returncode == 0


def test_the_action_is_composite_and_takes_no_input_into_a_script():
    assert ACTION["runs"]["using"] == "composite"
    steps = ACTION["runs"]["steps"]
    assert all("uses" in step or {"run", "shell"} <= step.keys() for step in steps)
    assert not [step["run"] for step in steps if "${{" in step.get("run", "")]
    assert all(each["description"] for each in ACTION["inputs"].values())


def test_the_documentation_names_hooks_options_and_inputs():
    blocks = re.findall(r"^```yaml\n(.*?)^```$", DOCS, re.MULTILINE | re.DOTALL)
    action, configuration = map(yaml.safe_load, blocks)
    assert action[1]["with"].keys() <= ACTION["inputs"].keys()
    assert {hook["id"] for hook in configuration["repos"][0]["hooks"]} == set(HOOKS)
    options = {name for each in get_command(app).commands["check"].params for name in each.opts}
    assert set(re.findall(r"--[a-z-]+", action[1]["with"]["args"])) <= options
