"""Lessons: how they are found on disk, and by what a person types."""

# ruff: noqa: PTH118, PTH122 - pathlib is slow to import, and slow

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import NamedTuple

from dragoman.errors import ConfigError
from dragoman.project.patterns import UNPRINTABLE, globs, nearest, plain


class Lesson(NamedTuple):
    """One source file; its paths have forward slashes on every system."""

    path: str
    """Relative to the project's root."""
    page: str
    """Relative to the source folder, without source locale and suffix."""
    suffix: str
    """With its dot; empty where the name has none."""


def walk(root: str, folder: str, left_out: Callable[[str], object]) -> Iterator[tuple[str, bool]]:
    """Paths below ``root`` of the files in a folder, and whether each is a symbolic link.

    Hidden names, linked folders and those whose path with ``/`` is left out are passed over.
    """
    folders = [folder]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(os.path.join(root, folder)) as entries:
                for entry in entries:
                    path = f"{folder}/{entry.name}" if folder else entry.name
                    if entry.name.startswith("."):
                        continue
                    if not entry.is_dir(follow_symlinks=False):
                        yield path, entry.is_symlink()
                    elif not left_out(f"{path}/"):
                        folders.append(path)
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            raise ConfigError(folder, None, f"cannot be read: {error.strerror}") from None


def inside(root: str, path: str) -> bool:
    """Whether an absolute path, its symbolic links followed, is in a folder that has none."""
    return os.path.realpath(path).startswith(os.path.join(root, ""))


def check_place(root: str, path: str, *, link: bool) -> None:
    """Refuse a lesson whose name no catalog can hold, or that is a link out of the project."""
    odd = UNPRINTABLE.search(path)
    if odd:
        what = "is not valid UTF-8" if odd[0] >= "\ud800" else "holds a control character"
        shown = UNPRINTABLE.sub(lambda at: ascii(at[0])[1:-1], path)
        raise ConfigError(shown, None, f"its name {what}", "Rename it, or name it in exclude.")
    if link and not inside(root, os.path.join(root, path)):
        remedy = "Put a copy in its place, or name it in exclude."
        raise ConfigError(path, None, "leads out of the project's folder", remedy)


class Names:
    """The lessons that a person means by a page, a path, a folder or a glob."""

    def __init__(self, lessons: tuple[Lesson, ...], root: str) -> None:
        """Know each lesson by its names."""
        self._lessons, self._root = lessons, root
        self._by_path: dict[str, list[Lesson]] = {}
        self._by_page: dict[str, list[Lesson]] = {}
        self._by_stem: dict[str, list[Lesson]] = {}
        for lesson in lessons:
            self._by_path.setdefault(lesson.path, []).append(lesson)
            self._by_stem.setdefault(os.path.splitext(lesson.path)[0], []).append(lesson)
            for page in {lesson.page, lesson.page + lesson.suffix}:
                self._by_page.setdefault(page, []).append(lesson)

    def find(self, name: str, cwd: str) -> list[Lesson]:
        """The lessons of the first reading of a name that finds any; an error where none does."""
        here, page = _relative(self._root, cwd, name), plain(name.replace(os.sep, "/"))
        known = self._by_path.get(here) or self._by_page.get(page) or self._by_stem.get(here)
        if known:
            return known
        places, pages = globs((here,)), globs((page,))
        readings: tuple[Callable[[Lesson], object], ...] = (
            lambda at: not here or at.path.startswith(f"{here}/"),
            lambda at: at.page.startswith(f"{page}/"),
            lambda at: places.fullmatch(at.path),
            lambda at: pages.fullmatch(at.page) or pages.fullmatch(at.page + at.suffix),
        )
        for holds in readings:
            found = [lesson for lesson in self._lessons if holds(lesson)]
            if found:
                return found
        raise ConfigError(name, None, "no such lesson", _near(name, self._lessons))


def _relative(root: str, cwd: str, name: str) -> str:
    folder, last = os.path.split(os.path.normpath(os.path.join(cwd, name)))
    for place in (folder, os.path.realpath(folder)):
        path = os.path.join(place, last)
        if path == root:
            return ""
        if path.startswith(os.path.join(root, "")):
            return os.path.relpath(path, root).replace(os.sep, "/")
    return name


def _near(name: str, lessons: tuple[Lesson, ...]) -> str:
    deep = "/".join("**" if part == "*" else part for part in plain(name).split("/"))
    form = globs((deep,))
    if deep != name and any(form.fullmatch(at.page) or form.fullmatch(at.path) for at in lessons):
        return f'Did you mean "{deep}"? A * stays within its folder.'
    pages = tuple(lesson.page for lesson in lessons)
    stem = "/" + os.path.splitext(name)[0]
    tail = "/" + stem.rpartition("/")[2]
    held = (page for page in pages if stem.endswith(f"/{page}") or f"/{page}." in stem)
    near = max(held, key=len, default=None)
    near = near or next((page for page in pages if page.endswith(tail)), None)
    near = near or nearest(name, pages)
    return (
        f'Did you mean "{near}"?' if near else "Name a page, a lesson's path, a folder or a glob."
    )
