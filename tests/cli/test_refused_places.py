"""Places that cannot be read or written: exit 2, and nothing is written outside the project."""

from __future__ import annotations

import errno
import os
import stat

import pytest

from dragoman.files import placing

ES = "translations/es/one.po"
OVERLAY = "translations/es/one.yaml"
ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
OUTSIDE = (
    "leads outside the project\n"
    "  Write to a folder of the project, and not through a symbolic link that leaves it.\n"
)


@pytest.mark.parametrize("path", ["build", "translations"])
def test_a_symbolic_link_out_of_the_project(course, path, tmp_path, refused):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (course.root / path).symlink_to(elsewhere)
    assert OUTSIDE in refused(course)
    assert not list(elsewhere.iterdir())


def test_a_page_that_is_a_link_out_of_the_project(built, tmp_path, refused):
    elsewhere = tmp_path / "elsewhere.md"
    elsewhere.write_text("mine", encoding="utf-8")
    page = built.root / "build/one.es.md"
    page.unlink()
    page.symlink_to(elsewhere)
    built.edit("source/one.md", "git pull", "git fetch")
    assert refused(built, "build", "--force") == f"build/one.es.md: {OUTSIDE}"
    assert elsewhere.read_text(encoding="utf-8") == "mine"


def test_a_lesson_that_is_a_link_out_of_the_project(course, tmp_path, refused):
    (tmp_path / "secret.md").write_text("<p>Secret.</p>", encoding="utf-8")
    (course.root / "source/three.md").symlink_to(tmp_path / "secret.md")
    assert refused(course) == (
        "source/three.md: leads out of the project's folder\n"
        "  Put a copy in its place, or name it in exclude.\n"
    )


@pytest.mark.parametrize("path", [ES, "build/one.es.md", "translations/templates/one.pot", OVERLAY])
def test_a_folder_in_the_place_of_a_file(course, path, refused):
    (course.root / path).mkdir(parents=True)
    assert refused(course).startswith(f"{path}: ")


@pytest.mark.parametrize("path", ["build", "translations"])
def test_a_file_in_the_place_of_a_folder(course, path, refused):
    course.write(path, "a file")
    told = refused(course)
    assert told.startswith(f"{path}/")
    assert "needs a folder where there is a file\n  Move the file out of the way.\n" in told


@pytest.mark.parametrize("path", ["source/one.md", ES, OVERLAY])
def test_a_pipe_in_the_place_of_a_file(built, path):
    (built.root / path).unlink(missing_ok=True)
    os.mkfifo(built.root / path)
    ran = built.run("build")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"{path}: cannot be read: it is not an ordinary file\n")


@pytest.mark.skipif(ROOT, reason="root may read and write everything")
@pytest.mark.parametrize("path", ["source/one.md", ES, OVERLAY])
def test_a_file_that_may_not_be_read(built, path):
    if path == OVERLAY:
        built.write(path, "weight: 1\n")
    (built.root / path).chmod(0)
    try:
        ran = built.run("build")
    finally:
        (built.root / path).chmod(stat.S_IRUSR | stat.S_IWUSR)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"{path}: cannot be read: Permission denied\n")


@pytest.mark.skipif(ROOT, reason="root may read and write everything")
def test_a_folder_that_may_not_be_written(course):
    build = course.root / "build"
    build.mkdir()
    build.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        ran = course.run("build")
    finally:
        build.chmod(stat.S_IRWXU)
    assert (ran.code, ran.out) == (2, "")
    assert "cannot be written: Permission denied\n  Mend that and run again" in ran.err


@pytest.mark.parametrize("after", [0, 4])
def test_a_full_disk_is_told_and_the_next_run_completes(built, monkeypatch, after):
    built.edit("source/one.md", "when you are stuck", "whenever you are stuck")
    written = []
    really = placing._move

    def full(temporary, target, *arguments):
        if len(written) >= after:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), temporary)
        written.append(target)
        really(temporary, target, *arguments)

    monkeypatch.setattr(placing, "_move", full)
    ran = built.run("build")
    assert ran.code == 2
    assert ran.err.endswith(
        ": cannot be written: No space left on device\n"
        "  Mend that and run again; no file is left half written.\n"
    )
    assert "create" not in ran.out
    assert "update" not in ran.out
    assert len(written) == after
    monkeypatch.setattr(placing, "_move", really)
    assert built.run("build").code == 0
    assert built.run("build").out.startswith("Nothing to do")


def test_a_folder_that_is_gone_is_told(course, monkeypatch):
    def gone():
        raise FileNotFoundError(errno.ENOENT, "No such file or directory")

    monkeypatch.setattr(os, "getcwd", gone)
    ran = course.run("build", "one")
    assert (ran.code, ran.err) == (2, "dragoman: No such file or directory\n")
