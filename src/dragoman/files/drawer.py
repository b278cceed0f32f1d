"""Files ready to be moved into place: in memory while they are few, then in a folder of their own.

Any process of a run may put files there, and the one that has the drawer takes them out.
"""

# ruff: noqa: PTH102, PTH103, PTH106, PTH108, PTH114, PTH118, PTH119, PTH120, PTH208
# pathlib is slow to import, and slow

from __future__ import annotations

import os
import time
from contextlib import suppress
from zlib import crc32

from dragoman.errors import OutputError
from dragoman.files import write_new

Ready = bytes | str
"""The bytes of a file, or the path of the file that holds them."""

OWN_FOLDER = ".dragoman"
"""The folder of a project where what can be made again is kept; git passes it over."""
_IN_MEMORY = 64 << 20
STAGE = "stage-"
"""How the names of drawers begin there."""
_ABANDONED = 3600.0
"""Seconds without a change after which a drawer belongs to a run that was killed."""

_open: set[str] = set()
"""The folders of this run's drawers."""


class Drawer:
    """Keeps files until they are wanted; what is left in it goes when it is closed."""

    __slots__ = (
        "_count", "_folder", "_folders", "_held", "_mark", "_mine", "_place", "_sorts", "keeps",
    )  # fmt: skip

    def __init__(
        self, place: str = "", folder: str = "", *, keeps: bool = True, sorts: bool = False
    ) -> None:
        """Keep nothing yet; files go to another drawer's ``folder``, or to a new one in ``place``.

        From a folder on the disk where they are wanted, files are taken quickly. Without a place,
        or where nothing can be written there, it is the system's folder for temporary files.
        A drawer that does not keep anything serves runs that only tell what they would write; one
        that ``sorts`` has files of one folder in a folder, by their names, to be moved as a whole.
        """
        self._place, self._folder, self._mine = place, folder, not folder
        self._mark, self._count, self._held = os.urandom(4).hex(), 0, 0
        self._sorts, self._folders = sorts, dict[str, str]()
        self.keeps = keeps
        if folder:
            _open.add(folder)

    def __del__(self) -> None:
        self.close()

    def put(self, data: bytes, target: str = "") -> Ready:
        """Keep a file that is to become ``target``; OutputError where there is no room on disk."""
        if not self.keeps:
            return b""
        if self._mine:
            self._held += len(data)
            if self._held <= _IN_MEMORY:
                return data
        return self.file(data, target)

    @property
    def is_near(self) -> bool:
        """Whether the folder is in a place of its own, from where files are taken quickly."""
        return bool(self._place)

    def file(self, data: bytes, target: str = "") -> str:
        """Keep a file on disk, as ``put``; gives its path."""
        folder = self.folder()
        if self._sorts and target:
            with suppress(OSError):  # told below, or when the file is moved
                return self._sorted(data, *target.rpartition(os.sep)[::2])
        self._count += 1
        path = os.path.join(folder, f"{self._mark}-{self._count}")
        try:
            write_new(path, data)
        except OSError as error:
            raise _unwritable(folder, error) from None
        return path

    def _sorted(self, data: bytes, above: str, name: str) -> str:
        folder = self._folders.get(above)
        if folder is None:
            folder = os.path.join(self._folder, f"{crc32(os.fsencode(above)):08x}")
            with suppress(FileExistsError):
                os.mkdir(folder)
            self._folders[above] = folder
        path = f"{folder}{os.sep}{name}"
        write_new(path, data)
        return path

    def folder(self) -> str:
        """The folder of files, for the drawers of other processes."""
        if not self._folder:
            try:
                self._folder = _made(self._place)
            except OSError as error:
                raise _unwritable("", error) from None
            _open.add(self._folder)
        return self._folder

    def given_up(self) -> str:
        """The folder, which from now on is somebody else's; empty if there is none."""
        folder, self._folder, self._held = self._folder, "", 0
        self._folders.clear()
        _open.discard(folder)
        return folder

    def close(self) -> None:
        """Forget everything."""
        if self._mine and self._folder:
            _remove(self.given_up())
        self._held = 0


def tidy() -> None:
    """Remove the folders of drawers that nobody closed, before the program ends."""
    for folder in _open:
        _remove(folder)


def _unwritable(folder: str, error: OSError) -> OutputError:
    problem = f"cannot be written: {error.strerror}"
    if os.path.basename(os.path.dirname(folder)) == OWN_FOLDER:
        return OutputError(OWN_FOLDER, None, problem, "Make room there and run again.")
    remedy = "Make room there, or name another folder in TMPDIR."
    return OutputError("the folder for temporary files", None, problem, remedy)


def _made(place: str) -> str:
    """Make a folder; those that killed runs left are cleared."""
    if place and not os.path.islink(place):  # it may lead out of the project
        folder = os.path.join(place, f"{STAGE}{os.urandom(4).hex()}")
        with suppress(OSError):
            os.makedirs(folder)
            if not os.path.lexists(os.path.join(place, ".gitignore")):
                write_new(os.path.join(folder, ".gitignore"), b"*\n")
            _clear(place)
            return folder
        _remove(folder)
    from tempfile import mkdtemp  # noqa: PLC0415 (costly; seldom needed)

    return mkdtemp(prefix="dragoman-")


def _clear(place: str) -> None:
    old = time.time() - _ABANDONED
    with os.scandir(place) as entries:
        for entry in entries:
            drawer = entry.name.startswith(STAGE) and entry.is_dir(follow_symlinks=False)
            with suppress(OSError):  # it may be gone by now
                if drawer and _last_change(entry) < old:
                    _remove(entry.path)


def _last_change(folder: os.DirEntry[str]) -> float:
    """When something was last put into a drawer, or into one of its folders."""
    with os.scandir(folder) as entries:
        inner = [entry for entry in entries if entry.is_dir(follow_symlinks=False)]
        return max(entry.stat().st_mtime for entry in (folder, *inner))


def _remove(folder: str) -> None:
    with suppress(OSError):
        for path in (os.path.join(folder, name) for name in os.listdir(folder)):
            try:
                os.unlink(path)
            except OSError:  # a folder, or another process is about it, too
                _remove(path)
        os.rmdir(folder)
        if os.path.basename(above := os.path.dirname(folder)) == OWN_FOLDER:
            os.rmdir(above)  # where there is nothing else in it
