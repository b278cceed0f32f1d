"""The library: its examples run, its names are there, and it costs nothing until it is used."""

from __future__ import annotations

import doctest
import importlib
import os
import subprocess
import sys
import typing
from inspect import getdoc, isclass, isfunction
from pathlib import Path

import pytest

import dragoman
from dragoman import api

COSTLY = (
    *("yaml", "bs4", "babel", "polib", "rich", "typer", "rapidfuzz", "tomlkit", "frontmatter"),
    *("hashlib", "dragoman.po.scanner"),
)
FUNCTIONS = [name for name in dragoman.__all__ if isfunction(getattr(dragoman, name))]


def loaded(course, code: str) -> set[str]:
    """The costly modules that a program of its own has imported at its end."""
    tell = f"print(*(name for name in {COSTLY} if name in sys.modules))"
    program = f"import sys, atexit\natexit.register(lambda: {tell})\n{code}"
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        cwd=course.root,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    return set(ran.stdout.splitlines()[-1].split())


# The examples


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_has_an_example_that_runs(name):
    (example,) = doctest.DocTestFinder(recurse=False).find(getattr(dragoman, name), name)
    assert example.examples
    example.globs |= vars(api)
    assert doctest.DocTestRunner().run(example).failed == 0


def test_a_lesson_of_no_known_format_is_refused():
    with pytest.raises(dragoman.LessonError, match=r"^a\.txt: there is no format for this"):
        dragoman.parse_lesson("One", "a.txt")


def test_the_verbs_of_the_command_line_are_functions():
    assert FUNCTIONS == [
        "build_template",
        "measure_coverage",
        "merge_page",
        "parse_lesson",
        "read_catalog",
        "update_catalog",
        "write_catalog",
    ]


# The names


def test_every_public_name_is_there_with_a_docstring():
    assert sorted(dragoman.__all__, key=str.lower) == sorted(set(dragoman.__all__), key=str.lower)
    for name in set(dragoman.__all__) - {"__version__"}:
        value = getattr(dragoman, name)
        assert isclass(value) or isfunction(value)
        assert getdoc(value)


def test_all_that_the_functions_take_and_give_is_public():
    """Types in signatures can be imported from the package itself."""
    public = {getattr(dragoman, name) for name in dragoman.__all__}
    for name in FUNCTIONS:
        for hint in typing.get_type_hints(getattr(dragoman, name)).values():
            for part in (hint, *typing.get_args(hint)):
                if isclass(part) and part.__module__.startswith("dragoman"):
                    assert part in public, part


def test_a_name_that_is_not_there_is_an_attribute_error():
    with pytest.raises(AttributeError, match="module 'dragoman' has no attribute 'translate'"):
        dragoman.translate  # noqa: B018


def test_the_package_is_typed():
    assert (Path(dragoman.__file__).parent / "py.typed").is_file()
    for name in FUNCTIONS:
        function = getattr(dragoman, name)
        assert set(function.__annotations__) == {
            *function.__code__.co_varnames[: function.__code__.co_argcount],
            *function.__code__.co_varnames[
                function.__code__.co_argcount : function.__code__.co_argcount
                + function.__code__.co_kwonlyargcount
            ],
            "return",
        }


def test_the_version_is_that_of_the_package():
    version = importlib.import_module("dragoman.version").__version__
    assert dragoman.__version__ == version


# What it costs


def test_importing_the_package_imports_nothing_costly(bare):
    assert loaded(bare, "import dragoman") == set()


def test_parsing_and_merging_need_no_locale_data_and_no_terminal(bare):
    code = (
        "import dragoman\n"
        "lesson = dragoman.parse_lesson('<p>One.</p>')\n"
        "dragoman.merge_page(lesson, dragoman.Catalog())"
    )
    assert loaded(bare, code) <= {"yaml", "polib"}


def test_a_build_with_nothing_changed_imports_little(built):
    built.run("build")
    code = "sys.argv = ['dragoman', 'build']\nfrom dragoman.cli import main\nmain()"
    assert loaded(built, code) <= {"typer", "yaml"}


def test_an_update_with_nothing_new_needs_no_openssl(built):
    code = "sys.argv = ['dragoman', 'update']\nfrom dragoman.cli import main\nmain()"
    assert loaded(built, code) <= {"typer", "yaml", "polib"}


def test_a_build_with_one_change_needs_no_locale_data_and_no_terminal(built):
    built.edit("source/one.md", "when you are stuck", "whenever you are stuck")
    code = "sys.argv = ['dragoman', 'build']\nfrom dragoman.cli import main\nmain()"
    unneeded = {"bs4", "babel", "rich", "tomlkit", "frontmatter", "dragoman.po.scanner"}
    assert not loaded(built, code) & unneeded
