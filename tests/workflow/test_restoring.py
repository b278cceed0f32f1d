"""Localized pages that are gone while nothing else changed: they come back as they were."""

from __future__ import annotations

import json
import os
import shutil
import time

import pytest

from dragoman.cache import RACY
from dragoman.workflow import worker

PAGES = ["build/one.de.md", "build/one.es.md", "build/two.de.md", "build/two.es.md"]


@pytest.fixture
def kept(course):
    """A course of which a run by several processes kept the pages."""
    course.run("update")
    course.translate("translations/es/one.po")
    calm()
    assert course.run("build", "--jobs", "2").code == 0
    return course


def calm() -> None:
    """Wait until what was written cannot change any more without a sign of it."""
    time.sleep(RACY / 1e9 * 1.5)


def shelf(course) -> list[str]:
    """What is kept."""
    found = (course.root / ".dragoman").glob("pages-*/*")
    return sorted(path.relative_to(course.root).as_posix() for path in found)


def lose_pages(course) -> dict[str, bytes]:
    """Delete what was built; gives what the project was before."""
    before = course.tree()
    shutil.rmtree(course.root / "build")
    return before


def watch(monkeypatch) -> list[str]:
    """The lessons that are opened from now on, in this process."""
    real, this = worker.load, os.getpid()
    lessons: list[str] = []

    def load(project, bundle):
        assert os.getpid() == this, "opened in another process"
        lessons.extend(lesson.page for lesson in bundle.lessons)
        return real(project, bundle)

    monkeypatch.setattr(worker, "load", load)
    return lessons


@pytest.fixture
def opened(kept, monkeypatch):  # noqa: ARG001 (before these are, nothing is watched)
    """The lessons that are opened once the pages are kept."""
    return watch(monkeypatch)


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("command", ["build", "merge"])
def test_pages_come_back_without_a_look_at_lessons(kept, opened, command, jobs):
    assert len(shelf(kept)) == len(PAGES)
    before = lose_pages(kept)
    told = kept.run(command, "--jobs", jobs)
    assert [line for line in told.out.splitlines() if line.startswith("create")] == [
        f"create: build/{page}.{locale}.md" for page in ("one", "two") for locale in ("es", "de")
    ]
    assert (kept.tree(), opened) == (before, [])
    assert kept.run("build", "--jobs", "1").out.startswith("Nothing to do")
    assert opened == ([] if command == "build" else ["one", "two"])  # a merge alone notes nothing


def test_they_come_back_time_and_again(kept, opened):
    for jobs in ("1", "2", "1", "2"):
        before = lose_pages(kept)
        kept.run("build", "--jobs", jobs)
        assert (kept.tree(), opened) == (before, [])
        assert len(shelf(kept)) == len(PAGES)


def test_a_dry_run_tells_of_them_and_leaves_them_alone(kept):
    lose_pages(kept)
    before = kept.stamps(cache=True)
    assert kept.run("build", "--check", "--jobs", "2").code == 1
    assert kept.stamps(cache=True) == before


@pytest.mark.parametrize("gone", [PAGES[1:2], PAGES[:2]])
def test_some_pages_that_are_gone(kept, gone):
    before = kept.tree()
    for path in gone:
        (kept.root / path).unlink()
    kept.run("build")
    assert kept.tree() == before


def test_a_lesson_or_catalog_that_changed_makes_other_pages(kept, opened):
    lose_pages(kept)
    kept.edit("source/one.md", "stuck", "lost")
    kept.run("build", "--jobs", "1")
    assert opened == ["one"]
    assert "are lost" in kept.read("build/one.de.md")
    lose_pages(kept)
    kept.translate("translations/de/two.po", {"Send a small change.": "Schick."})
    kept.run("build", "--jobs", "1")
    assert opened[-1] == "two"
    assert "Schick." in kept.read("build/two.de.md")


@pytest.mark.parametrize("spoil", ["in place", "removed", "other bytes"])
def test_pages_that_were_spoilt_are_made_again(kept, spoil):
    before = kept.tree()
    if spoil == "in place":  # what is kept is the same file, unless somebody writes a new one
        kept.write("build/one.es.md", "spoilt")
    for path in shelf(kept):
        place = kept.root / path
        if spoil == "removed":
            place.unlink()
        elif spoil == "other bytes":
            place.write_bytes(b"spoilt")
    shutil.rmtree(kept.root / "build")
    kept.run("build", "--jobs", "2")
    assert kept.tree() == before


def test_names_in_the_cache_that_lead_elsewhere(kept):
    before = lose_pages(kept)
    kept.write(".dragoman/secret", "secret")
    cache = json.loads(kept.read(".dragoman/cache.json"))
    for _, payload in cache["pages"].values():
        if isinstance(payload, list):
            payload[3] = ["../secret" for _ in payload[3]]
    kept.write(".dragoman/cache.json", json.dumps(cache))
    kept.run("build")
    assert kept.tree() == before


def test_pages_that_are_not_published_stay_away(course, monkeypatch):
    course.edit("dragoman.toml", "source-locale", "publish-at = 50\nsource-locale")
    course.run("update")
    course.translate("translations/es/one.po")
    calm()
    course.run("build", "--jobs", "2")
    opened = watch(monkeypatch)
    before = lose_pages(course)
    assert [path for path in before if path.endswith(".es.md")] == ["build/one.es.md"]
    assert "build/one.de.md" not in before
    course.run("build", "--jobs", "1")
    assert course.tree() == before
    assert "one" not in opened


def test_what_serves_no_more_is_cleared_away(kept):
    first = shelf(kept)
    kept.translate("translations/de/one.po", {"First steps": "Erste Schritte"})
    kept.translate("translations/de/two.po", {"Send a small change.": "Schick."})
    calm()
    kept.run("build", "--jobs", "2")
    second = shelf(kept)
    assert set(second) - set(first)
    assert len(second) == len(PAGES)
    kept.write("source/one.md", "")
    kept.write("source/two.md", "")
    calm()
    kept.run("build", "--jobs", "1")
    assert shelf(kept) == []
    assert not list((kept.root / ".dragoman").glob("pages-*"))


def test_where_files_can_have_one_place_only(course, monkeypatch):
    def link(*_, **__):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", link)
    course.run("build", "--jobs", "2")
    assert shelf(course) == []
    assert len(course.tree()) == len(course.tree().keys() | set(PAGES))
    before = lose_pages(course)
    course.run("build", "--jobs", "2")
    assert course.tree() == before
