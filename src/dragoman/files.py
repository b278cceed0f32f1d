"""Exact bytes: files as they stand, and writes kept back until a run has found no error."""

# ruff: noqa: PTH101, PTH103, PTH105, PTH106, PTH108, PTH114, PTH118, PTH120, PTH206
# pathlib is slow to import, and slow.

from __future__ import annotations

import os
import stat
import time
from contextlib import suppress
from typing import NamedTuple

from dragoman.errors import OutputError
from dragoman.spool import Kept, Spool

_TEMPORARY = ".dragoman-"
_ABANDONED = 5.0
"""Seconds after which a temporary file belongs to a run that was killed; they live milliseconds."""
_READING = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
"""Without O_NONBLOCK, a named pipe without a writer could not even be opened to be refused."""
_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def read(path: str, shown: str = "") -> bytes | None:
    """A file's bytes, None where there is no file; errors name it as ``shown``."""
    try:
        file = os.open(path, _READING)
        try:
            return _whole(file)
        finally:
            os.close(file)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise OutputError(shown or path, None, f"cannot be read: {error.strerror}") from None


def _whole(file: int) -> bytes:
    """All bytes of an open file; what may never end, such as a pipe, is refused."""
    found = os.fstat(file)
    if not stat.S_ISREG(found.st_mode):
        kind = "a folder" if stat.S_ISDIR(found.st_mode) else "not an ordinary file"
        raise OSError(0, f"it is {kind}")
    parts = [os.read(file, found.st_size + 1)]
    if len(parts[0]) != found.st_size:
        while part := os.read(file, 1 << 20):
            parts.append(part)
    return b"".join(parts)


class _Change(NamedTuple):
    kind: str
    target: str
    kept: Kept | None = None
    """The file's bytes; None for a removal."""
    mode: int | None = None


class Stage:
    """The writes and removals of a run; ``commit`` makes them, one whole file at a time.

    Paths are relative to the root, with forward slashes. None may lead out of it or into ``.git``,
    by itself or by symbolic links; a link to a file in the root stays, and its file is written.
    """

    __slots__ = ("_changes", "_folders", "_owners", "_root", "_spool")

    def __init__(self, root: str) -> None:
        """Stage nothing yet in the folder ``root``."""
        self._root = os.path.realpath(root)
        self._folders = {"": os.path.join(self._root, "")}
        self._owners: dict[str, str] = {}
        self._changes: dict[str, _Change] = {}
        self._spool = Spool()

    @property
    def changes(self) -> tuple[tuple[str, str], ...]:
        """Each path with ``create``, ``update`` or ``remove``, in the order they were staged."""
        return tuple((path, change.kind) for path, change in self._changes.items())

    def read(self, path: str) -> bytes | None:
        """The bytes a file will have after ``commit``; None for no file."""
        change = self._changes.get(path)
        if change is None:
            return read(os.path.join(self._root, path), path)
        return None if change.kept is None else self._spool.get(change.kept)

    def write(self, path: str, data: bytes) -> bool:
        """Stage a file's bytes, and say whether they differ from those on disk."""
        target, found = self._place(path)
        if found and stat.S_ISLNK(found.st_mode):
            target, found = self._follow(target, path)
        if found and not stat.S_ISREG(found.st_mode):
            raise OutputError(path, None, "is not an ordinary file", "Move it out of the way.")
        owner = self._owners.setdefault(target, path)
        if owner != path:
            raise OutputError(path, None, f'is the same file as "{owner}"', "Remove the link.")
        if found and found.st_size == len(data) and read(target, path) == data:
            self._changes.pop(path, None)
            return False
        mode = stat.S_IMODE(found.st_mode) if found else None
        kind = "update" if found else "create"
        self._changes[path] = _Change(kind, target, self._spool.put(data), mode)
        return True

    def remove(self, path: str) -> bool:
        """Stage the removal of a file, or of a link but not its file; say whether it is there."""
        target, found = self._place(path)
        self._changes.pop(path, None)
        if found and stat.S_ISDIR(found.st_mode):
            raise OutputError(path, None, "is a folder", "Move it out of the way.")
        if found:
            self._changes[path] = _Change("remove", target)
        return found is not None

    def commit(self) -> None:
        """Make the staged changes, and remove the folders that removals have emptied."""
        self._check_nesting()
        token = os.urandom(4).hex()
        ready: set[str] = set()
        for path, change in self._changes.items():
            folder = os.path.dirname(change.target)
            try:
                if change.kept is not None and folder not in ready:
                    _prepare(folder)
                    ready.add(folder)
                self._make(change, os.path.join(folder, f"{_TEMPORARY}{token}.tmp"))
            except OSError as error:
                problem = f"cannot be written: {error.strerror}"
                remedy = "Mend that and run again; no file is left half written."
                raise OutputError(path, None, problem, remedy) from None
        for change in self._changes.values():
            if change.kept is None:
                self._drop_emptied(os.path.dirname(change.target))
        self._changes.clear()
        self._owners.clear()
        self._spool.close()

    def _make(self, change: _Change, temporary: str) -> None:
        if change.kept is None:
            with suppress(FileNotFoundError):
                os.unlink(change.target)
        else:
            _replace(temporary, change.target, self._spool.get(change.kept), change.mode)

    def _place(self, path: str) -> tuple[str, os.stat_result | None]:
        """Where a path leads, its last part not followed, and what is there."""
        folder, _, name = path.rpartition("/")
        absolute = path.startswith("/") or (os.sep != "/" and (os.sep in path or ":" in path))
        if absolute or "\0" in path:
            raise _outside(path)
        target = self._join(self._folders.get(folder) or self._folder(folder, path), name, path)
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
        files = {c.target: path for path, c in self._changes.items() if c.kept is not None}
        folders = {os.path.dirname(target): path for target, path in files.items()}
        for folder, path in folders.items():
            above = folder
            while len(above) > len(self._root):
                if above in files:
                    problem = f'needs a folder where "{files[above]}" is to be a file'
                    raise OutputError(path, None, problem, "Rename one of the two.")
                above = os.path.dirname(above)

    def _drop_emptied(self, folder: str) -> None:
        with suppress(OSError):
            while len(folder) > len(self._root):
                os.rmdir(folder)
                folder = os.path.dirname(folder)


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


def _prepare(folder: str) -> None:
    """Make a folder, or clear it of what a killed run left."""
    try:
        with os.scandir(folder) as entries:
            found = [entry for entry in entries if entry.name.startswith(_TEMPORARY)]
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)
        return
    for entry in found:
        with suppress(OSError):
            old = entry.stat(follow_symlinks=False).st_mtime < time.time() - _ABANDONED
            if entry.name.endswith(".tmp") and old:
                os.unlink(entry.path)


def _replace(temporary: str, target: str, data: bytes, mode: int | None) -> None:
    """Write a file beside its target and move it there, so that nobody sees half of it."""
    file = os.open(temporary, _FLAGS, 0o666)
    try:
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(file, rest) :]
        finally:
            os.close(file)
        if mode is not None:
            os.chmod(temporary, mode)
        os.replace(temporary, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise
