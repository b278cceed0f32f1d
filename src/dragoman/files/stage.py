"""Writes and removals kept back until a run has found no error."""

# ruff: noqa: PTH114, PTH118, PTH120, PTH206, PTH208
# pathlib is slow to import, and slow.

from __future__ import annotations

import os
import stat
from collections.abc import Iterable

from dragoman.errors import OutputError
from dragoman.files import read
from dragoman.files.drawer import OWN_FOLDER, Drawer
from dragoman.files.placing import Change, changed_meanwhile, check_unchanged, look, place
from dragoman.files.shelf import shelve

_SURELY_SHORT = 60
"""Characters of a file's name that no file system finds too long."""


class Stage:
    """The writes and removals of a run; ``commit`` makes them, one whole file at a time.

    Paths are relative to the root, with forward slashes. None may lead out of it or into ``.git``,
    by itself or by symbolic links; a link to a file in the root stays, and its file is written.
    """

    __slots__ = ("_changes", "_checked", "_drawer", "_folders", "_names", "_owners", "_root")

    def __init__(self, root: str, drawer: Drawer | None = None) -> None:
        """Stage nothing yet in the folder ``root``; ``drawer`` keeps what is to be written."""
        self._root = os.path.realpath(root)
        self._folders = {"": os.path.join(self._root, "")}
        self._names: dict[str, frozenset[str] | None] = {}
        self._owners: dict[str, str] = {}
        self._changes: dict[str, Change] = {}
        self._checked = False
        self._drawer = Drawer() if drawer is None else drawer

    @classmethod
    def of_project(cls, root: str, *, keeps: bool = True) -> Stage:
        """The stage of a run over the project in ``root``, which may write very much.

        Without ``keeps``, it only tells what would change.
        """
        return cls(root, Drawer(os.path.join(root, OWN_FOLDER), keeps=keeps))

    @property
    def changes(self) -> tuple[tuple[str, str], ...]:
        """Each path with ``create``, ``update`` or ``remove``, in the order they were staged."""
        return tuple((path, change.kind) for path, change in self._changes.items())

    @property
    def drawer(self) -> Drawer:
        """What keeps the files that are to be written."""
        return self._drawer

    def on_disk(self, path: str) -> bytes | None:
        """The bytes a file has before ``commit``; None for no file."""
        folder, _, name = path.rpartition("/")
        if name and self._lacks(folder, name):
            return None
        return read(os.path.join(self._root, path), path)

    def write(
        self, path: str, data: bytes, *, was: bytes | None = None, page: bool = False
    ) -> bool:
        """Stage a file's bytes, and say whether they differ from those on disk.

        OutputError where the file is not any more what it ``was`` when the bytes were made of it.
        """
        target, found = self._place(path)
        if found and stat.S_ISLNK(found.st_mode):
            target, found = self._follow(target, path)
        if found and not stat.S_ISREG(found.st_mode):
            raise OutputError(path, None, "is not an ordinary file", "Move it out of the way.")
        self._own(target, path)
        matters = found and (was is not None or found.st_size == len(data))
        now = read(target, path) if matters else None
        if was is not None and now != was:
            raise changed_meanwhile(path)
        if now == data:
            self._changes.pop(path, None)
            return False
        ready = self._drawer.put(data, target if found is None else "")
        if found is None:
            self._changes[path] = Change("create", target, ready, None, page)
        else:
            mode = stat.S_IMODE(found.st_mode)
            self._changes[path] = Change("update", target, ready, mode, page, look(found))
        return True

    def remove(self, path: str) -> bool:
        """Stage the removal of a file, or of a link but not its file; say whether it is there."""
        target, found = self._place(path)
        self._checked = False
        self._changes.pop(path, None)
        if found and stat.S_ISDIR(found.st_mode):
            raise OutputError(path, None, "is a folder", "Move it out of the way.")
        if found:
            self._changes[path] = Change("remove", target, seen=look(found))
        return found is not None

    def told(self) -> list[tuple[str, Change]]:
        """What was staged since the last time, for ``take`` in another process; it is forgotten."""
        told = list(self._changes.items())
        self._changes.clear()
        self._owners.clear()
        return told

    def take(self, changes: Iterable[tuple[str, Change]]) -> None:
        """Stage what another stage told."""
        self._checked = False
        for path, change in changes:
            if change.ready is not None:
                self._own(change.target, path)
            self._changes[path] = change

    def close(self) -> None:
        """Forget everything."""
        self._changes.clear()
        self._checked = False
        self._owners.clear()
        self._names.clear()
        self._drawer.close()

    def check(self) -> None:
        """OutputError where ``commit`` would fail, as far as that can be seen."""
        if not self._checked:
            self._check_nesting()
            check_unchanged(self._changes)
            self._checked = True

    def commit(self, *, keep: bool = False) -> dict[str, str]:
        """Make the staged changes, and remove the folders that removals have emptied.

        Where one cannot be made, OutputError, and those behind it are forgotten. Of pages that
        are also to be kept, as far as that costs nothing, the names on the shelf are given by path.
        """
        assert self._drawer.keeps, "a run that only tells what it would write writes nothing"
        try:
            self.check()
            kept = place(self._changes, self._root, self._drawer, keep=keep)
            if kept:
                shelve(self._drawer.given_up())
        finally:
            self.close()
        return kept

    def _own(self, target: str, path: str) -> None:
        """Refuse two paths that lead to one file."""
        self._checked = False
        owner = self._owners.setdefault(target, path)
        if owner != path:
            raise OutputError(path, None, f'is the same file as "{owner}"', "Remove the link.")

    def _lacks(self, folder: str, name: str) -> bool:
        """Whether a folder surely had no such file when it was looked into first."""
        if not name.isascii() or len(name) > _SURELY_SHORT or name[-1] in ". ":
            return False  # file systems differ in which names they take for the same
        if folder not in self._names:
            self._names[folder] = _listed(os.path.join(self._root, folder))
        names = self._names[folder]
        return names is not None and name.lower() not in names

    def _place(self, path: str) -> tuple[str, os.stat_result | None]:
        """Where a path leads, its last part not followed, and what is there."""
        folder, _, name = path.rpartition("/")
        absolute = path.startswith("/") or (os.sep != "/" and (os.sep in path or ":" in path))
        if absolute or "\0" in path:
            raise _outside(path)
        target = self._join(self._folders.get(folder) or self._folder(folder, path), name, path)
        if self._lacks(folder, name):
            return target, None
        return target, _look(target, path)

    def _folder(self, folder: str, path: str) -> str:
        """The real place of a folder, with a slash at its end."""
        known = self._folders.get(folder)
        if known is None:
            above, _, name = folder.rpartition("/")
            real = self._join(self._folder(above, path), name, path)
            if os.path.islink(real):
                real = os.path.realpath(real)
                self._check_inside(real, path)
            known = self._folders[folder] = os.path.join(real, "")
        return known

    @staticmethod
    def _join(folder: str, name: str, path: str) -> str:
        if name in {"", ".", ".."}:
            raise _outside(path)
        if name.lower() == ".git":
            raise _into_git(path)
        return folder + name

    def _follow(self, link: str, path: str) -> tuple[str, os.stat_result | None]:
        target = os.path.realpath(link)
        self._check_inside(target, path)
        return target, _look(target, path)

    def _check_inside(self, real: str, path: str) -> None:
        root = self._folders[""]
        if not os.path.join(real, "").startswith(root):
            raise _outside(path)
        if ".git" in real[len(root) :].lower().split(os.sep):
            raise _into_git(path)

    def _check_nesting(self) -> None:
        """Refuse a file that is to lie where another needs a folder."""
        files = {c.target: path for path, c in self._changes.items() if c.ready is not None}
        folders = {target.rpartition(os.sep)[0]: path for target, path in files.items()}
        for folder, path in folders.items():
            above = folder
            while len(above) > len(self._root):
                if above in files:
                    problem = f'needs a folder where "{files[above]}" is to be a file'
                    raise OutputError(path, None, problem, "Rename one of the two.")
                above = os.path.dirname(above)


def _listed(folder: str) -> frozenset[str] | None:
    """The names in a folder, letter case aside; None where they cannot be known."""
    try:
        return frozenset(map(str.casefold, os.listdir(folder)))
    except FileNotFoundError:
        return frozenset()
    except (OSError, ValueError):
        return None


def _look(target: str, path: str) -> os.stat_result | None:
    """What is at a target, a link not followed; errors name it as ``path``."""
    try:
        return os.lstat(target)
    except FileNotFoundError:
        return None
    except NotADirectoryError:
        problem = "needs a folder where there is a file"
        raise OutputError(path, None, problem, "Move the file out of the way.") from None
    except OSError as error:
        raise OutputError(path, None, f"cannot be written: {error.strerror}") from None


def _outside(path: str) -> OutputError:
    remedy = "Write to a folder of the project, and not through a symbolic link that leaves it."
    return OutputError(path, None, "leads outside the project", remedy)


def _into_git(path: str) -> OutputError:
    return OutputError(path, None, "leads into .git", "Write to a folder of the project itself.")
