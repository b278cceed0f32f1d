"""Which localized pages are written and removed, and which files are left alone."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys

import pytest

from dragoman.files import placing

PAGE = "build/one.es.md"
MANIFEST = "build/.dragoman.sha256"
EDITED = (
    "one (es): error: build/one.es.md was edited after dragoman wrote it; it is left as it is. "
    "Bring the change into the catalog or the overlay, then run with --force to write the page "
    "again. [edited-page]\n"
)
FOREIGN = (
    "one (es): error: build/one.es.md was not written by dragoman; it is left as it is. "
    "If it is a translation, bring it into the catalog with “dragoman import”. "
    "Then run with --force to replace it, or move it away. [foreign-page]\n"
)


@pytest.fixture
def strict(built):
    """The built course, of which pages are published at 80 % only."""
    built.edit("dragoman.toml", 'locales = ["es", "de"]', 'locales = ["es", "de"]\npublish-at = 80')
    return built


def change(course):
    """Change a word of a lesson that is in no segment, so that its pages change."""
    course.edit("source/one.md", "git pull", "git fetch")


# Enough, and not enough


def test_a_page_below_the_threshold_is_not_written(course):
    course.edit("dragoman.toml", '"de"]', '"de"]\npublish-at = 80')
    ran = course.run("build")
    assert ran.code == 0
    assert not (course.root / "build").exists()
    course.translate("translations/es/two.po")
    assert "create: build/two.es.md\n" in course.run("build").out
    assert {path for path in course.tree() if path.startswith("build")} == {
        MANIFEST,
        "build/two.es.md",
    }


def test_a_page_that_no_longer_has_enough_is_removed(strict):
    ran = strict.run("build")
    assert ran.code == 0
    assert "remove: build/one.de.md\n" in ran.out
    assert "remove: build/two.de.md\n" in ran.out
    strict.edit("source/two.md", "Send a small change.", "Send a small but complete change.")
    ran = strict.run("build")
    assert ran.code == 0
    assert "remove: build/two.es.md\n" in ran.out
    assert strict.read(MANIFEST).split()[1::2] == ["one.es.md"]
    strict.edit("source/two.md", "Send a small but complete change.", "Send a small change.")
    assert "create: build/two.es.md\n" in strict.run("build").out


def test_the_folder_of_the_last_removed_page_goes_too(built):
    built.write("source/deep/er/three.md", "<p>Three.</p>\n")
    built.run("build")
    assert (built.root / "build/deep/er/three.es.md").exists()
    (built.root / "source/deep/er/three.md").unlink()
    built.run("build")
    assert not (built.root / "build/deep").exists()


def test_fuzzy_text_is_published_only_where_the_project_says_so(built):
    built.edit("source/one.md", "when you are stuck", "whenever you are stuck")
    built.run("build")
    assert "Pregunta cuando" not in built.read(PAGE)
    built.edit("dragoman.toml", 'locales = ["es"', 'fallback = "fuzzy"\nlocales = ["es"')
    built.run("build")
    assert "<p>Pregunta cuando no sepas seguir.</p>" in built.read(PAGE)


# Edited and foreign pages


def test_an_edited_page_is_named_and_kept(built):
    built.edit(PAGE, "Lee la", "Leed la")
    edited = built.stamps()[PAGE]
    change(built)
    ran = built.run("build")
    assert ran.code == 1
    assert ran.out.endswith(EDITED)
    assert built.stamps()[PAGE] == edited
    assert "git fetch" in built.read("build/one.de.md")
    again = built.run("build")
    assert (again.code, again.out.splitlines()[-1] + "\n") == (1, EDITED)


def test_an_edited_page_is_named_even_where_nothing_else_changed(built):
    built.run("build")
    built.edit(PAGE, "Lee la", "Leed la")
    assert built.run("build", "--quiet") == (1, EDITED, "")


@pytest.mark.parametrize("text", ["mine\n", ""], ids=["with text", "empty"])
def test_a_foreign_file_is_named_and_kept(course, text):
    course.write(PAGE, text)
    ran = course.run("build")
    assert ran.code == 1
    assert ran.out.endswith(FOREIGN)
    assert course.read(PAGE) == text
    assert "one.es.md" not in course.read(MANIFEST)
    assert course.run("build", "--quiet") == (1, FOREIGN, "")


@pytest.mark.parametrize("own", [True, False], ids=["edited", "foreign"])
def test_force_replaces_what_is_in_the_way(course, own):
    if own:
        course.run("build")
        course.edit(PAGE, "Read", "Reed")
    else:
        course.write(PAGE, "mine\n")
    ran = course.run("build", "--force")
    assert ran.code == 0
    assert f"update: {PAGE}\n" in ran.out
    assert course.read(PAGE) == course.read("source/one.md")
    assert course.run("build").out.startswith("Nothing to do")


def test_an_edited_page_that_no_longer_qualifies_is_kept_until_forced(strict):
    strict.edit("build/one.de.md", "Read", "Reed")
    ran = strict.run("build")
    assert ran.code == 1
    assert "one (de): error: build/one.de.md was edited after dragoman wrote it" in ran.out
    assert "Reed" in strict.read("build/one.de.md")
    assert strict.run("build", "--force").code == 0
    assert not (strict.root / "build/one.de.md").exists()


def test_an_edited_page_of_a_removed_lesson_is_kept_until_forced(built):
    built.edit("build/two.es.md", "Envía", "Enviad")
    (built.root / "source/two.md").unlink()
    ran = built.run("build")
    assert ran.code == 1
    assert "build/two.es.md was edited after dragoman wrote it" in ran.out
    assert not (built.root / "build/two.de.md").exists()
    assert "Enviad" in built.read("build/two.es.md")
    assert built.run("build", "--force").code == 0
    assert not (built.root / "build/two.es.md").exists()


def test_a_foreign_file_below_the_threshold_is_nobodys_business(course):
    course.edit("dragoman.toml", '"de"]', '"de"]\npublish-at = 80')
    course.write(PAGE, "mine\n")
    assert course.run("build", "--force").code == 0
    assert course.read(PAGE) == "mine\n"


# The manifest


def test_the_manifest_is_what_sha256sum_writes(built):
    rows = dict(reversed(row.split("  ")) for row in built.read(MANIFEST).splitlines())
    assert rows == {
        name: hashlib.sha256((built.root / "build" / name).read_bytes()).hexdigest()
        for name in ("one.de.md", "one.es.md", "two.de.md", "two.es.md")
    }


@pytest.mark.parametrize("cached", [True, False], ids=["cached", "not cached"])
def test_a_lost_manifest_is_found_again_while_the_pages_are_as_they_were(built, cached):
    manifest = built.read(MANIFEST)
    built.run("build")
    (built.root / MANIFEST).unlink()
    if not cached:
        built.forget()
    assert built.run("build").code == 0
    assert built.read(MANIFEST) == manifest
    change(built)
    assert built.run("build").code == 0


def test_without_a_manifest_a_page_that_differs_is_foreign(built):
    (built.root / MANIFEST).unlink()
    change(built)
    ran = built.run("build")
    assert ran.code == 1
    assert FOREIGN in ran.out


def test_a_manifest_with_the_lines_of_two_branches_knows_the_page_of_either(built):
    mine = built.read(MANIFEST)
    change(built)
    built.run("build")
    built.write(MANIFEST, mine + built.read(MANIFEST))
    built.edit("source/one.md", "git fetch", "git pull")
    assert built.run("build").code == 0
    assert set(built.read(MANIFEST).splitlines()) == set(mine.splitlines())


def test_a_damaged_manifest_is_told_and_nothing_is_written(built):
    built.write(MANIFEST, "<<<<<<< HEAD\n" + built.read(MANIFEST))
    change(built)
    before = built.tree()
    assert built.run("build") == (
        2,
        "",
        (
            "build/.dragoman.sha256:1: not a hash and the path of a page below\n"
            "  Delete the marks of a merge conflict, and keep the lines of both sides.\n"
        ),
    )
    assert built.tree() == before


# Killed half-way


@pytest.mark.parametrize("after", range(9))
def test_a_run_that_dies_half_way_is_completed_by_the_next(built, monkeypatch, after):
    built.run("build")
    built.edit("source/one.md", "when you are stuck", "whenever you are stuck")
    built.edit("source/two.md", "small change", "small patch")
    written = []
    really = placing._move

    def dying(*arguments):
        if len(written) == after:
            raise KeyboardInterrupt
        written.append(arguments)
        really(*arguments)

    monkeypatch.setattr(placing, "_move", dying)
    assert built.run("build").code not in (0, 1)
    monkeypatch.setattr(placing, "_move", really)
    ran = built.run("build")
    assert ran.code == 0
    assert "error" not in ran.out
    interrupted = built.tree()
    for path in interrupted:
        if path.startswith("build/"):
            (built.root / path).unlink()
    built.run("build")
    assert built.tree() == interrupted


KILLED = """
import os, signal, sys
from dragoman.files import placing
really, count = placing._move, [int(sys.argv.pop(1))]
def dying(*arguments):
    if not count[0]:
        os.kill(os.getpid(), signal.SIGKILL)
    count[0] -= 1
    really(*arguments)
placing._move = dying
from dragoman.cli import main
main()
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
@pytest.mark.parametrize("after", [0, 3, 7])
def test_a_run_that_is_killed_is_completed_by_the_next(built, after):
    built.run("build")
    built.edit("source/one.md", "when you are stuck", "whenever you are stuck")
    built.edit("source/two.md", "small change", "small patch")
    path = os.pathsep.join(sys.path)
    ended = subprocess.run(
        [sys.executable, "-c", KILLED, str(after), "build"],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        check=False,
    )
    assert ended.returncode == -signal.SIGKILL
    left = [path for path in built.root.rglob("*.tmp") if ".dragoman" not in path.parts]
    assert left == []
    ran = built.run("build")
    assert (ran.code, "error" in ran.out) == (0, False)
    assert "whenever" in built.read(PAGE)
    assert "small patch" in built.read("build/two.es.md")
    assert built.run("build").out.startswith("Nothing to do")
