"""Changes of files, each of which is made wholly or not at all."""

# ruff: noqa: PTH101, PTH103, PTH104, PTH105, PTH106, PTH108, PTH116, PTH120, PTH208
# pathlib is slow to import, and slow

from __future__ import annotations

import errno
import os
import stat
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import NamedTuple

from dragoman.errors import OutputError
from dragoman.files import read, write_new
from dragoman.files.drawer import Drawer, Ready
from dragoman.files.shelf import name_of

_TEMPORARY = ".dragoman-"
_ABANDONED = 5.0
"""Seconds after which a temporary file belongs to a run that was killed; they live milliseconds."""


class Change(NamedTuple):
    """What happens to a file."""

    kind: str
    """``create``, ``update`` or ``remove``."""
    target: str
    """The file's place on disk."""
    ready: Ready | None = None
    """What is to stand there; None for a removal."""
    mode: int | None = None
    page: bool = False
    """Whether it is a localized page, which may be kept."""
    seen: tuple[int, ...] | None = None
    """What ``look`` gives for the file that stands there; None for no file."""


def look(found: os.stat_result) -> tuple[int, ...]:
    """What changes with a file."""
    return found.st_size, found.st_mtime_ns, found.st_ino


def changed_meanwhile(path: str) -> OutputError:
    """What to tell of a file that somebody wrote while dragoman was at work."""
    problem = "was changed by somebody else while dragoman was at work"
    return OutputError(path, None, problem, "Nothing was written. Run again.")


def place(
    changes: Mapping[str, Change], root: str, drawer: Drawer, *, keep: bool
) -> dict[str, str]:
    """Make changes, and remove the folders that removals have emptied, up to ``root``.

    Whole folders come first, then all else in the order it was staged. OutputError where a change
    cannot be made. With ``keep``, pages also stay in the drawer where the system lets them; their
    names on the shelf are given by path.
    """
    kept: dict[str, str] = {}
    token = os.urandom(4).hex()
    ready: set[str] = set()
    moved = _move_folders(changes)
    for path, change in changes.items():
        if path in moved:
            continue
        folder = change.target.rpartition(os.sep)[0]
        try:
            if change.ready is not None and folder not in ready:
                _prepare(folder)
                ready.add(folder)
            temporary = f"{folder}{os.sep}{_TEMPORARY}{token}.tmp"
            name = _make(change, temporary, drawer, keep=keep)
        except OSError as error:
            problem = f"cannot be written: {error.strerror}"
            remedy = "Mend that and run again; no file is left half written."
            raise OutputError(path, None, problem, remedy) from None
        if name:
            kept[path] = name
    for change in changes.values():
        if change.ready is None:
            _drop_emptied(os.path.dirname(change.target), root)
    return kept


def _move_folders(changes: Mapping[str, Change]) -> set[str]:
    """Move folders that are not there yet with all their files; gives the paths of these."""
    together: dict[tuple[str, str], list[str]] = {}
    for path, change in changes.items():
        if change.kind == "create" and isinstance(change.ready, str):
            source, _, name = change.ready.rpartition(os.sep)
            folder, _, wanted = change.target.rpartition(os.sep)
            if name == wanted:
                together.setdefault((folder, source), []).append(path)
    moved: set[str] = set()
    for (folder, source), paths in sorted(together.items()):  # the outer ones first
        with suppress(OSError):  # then its files are moved one by one
            if not os.path.lexists(folder) and len(os.listdir(source)) == len(paths):
                above = os.path.dirname(folder)
                os.makedirs(above, exist_ok=True)
                if _inherited(above) == _inherited(os.path.dirname(source)):
                    os.rename(source, folder)
                    moved.update(paths)
    return moved


def _inherited(folder: str) -> tuple[int | None, bytes]:
    """What a folder gives to those that are made in it: its group, and an access list."""
    found = os.stat(folder)
    acl = b""
    if sys.platform == "linux":
        with suppress(OSError):  # it has none
            acl = os.getxattr(folder, "system.posix_acl_default")
    return found.st_gid if found.st_mode & stat.S_ISGID else None, acl


def check_unchanged(changes: Mapping[str, Change]) -> None:
    """Raise OutputError if anybody has written where something is to be written or removed."""
    for path, change in changes.items():
        if change.seen is None and change.page:
            continue  # nobody else makes pages, which are many
        try:
            found = look(os.lstat(change.target))
        except OSError:  # told when it is made, if it is in the way
            found = None
        if found != change.seen and not (found is None and change.ready is None):
            raise changed_meanwhile(path)


def _make(change: Change, temporary: str, drawer: Drawer, *, keep: bool) -> str:
    """Make a change; gives the name of a page that is also kept."""
    target, ready, mode = change.target, change.ready, change.mode
    if ready is None:
        with suppress(FileNotFoundError):
            os.unlink(target)
    elif not isinstance(ready, str) and not drawer.is_near:
        _replace(temporary, target, ready, mode)
    elif not isinstance(ready, str):
        _move(drawer.file(ready), target, temporary, mode)
    else:
        name = name_of(ready) if keep and change.page else ""
        if name and _link(ready, target if change.kind == "create" else temporary, target, mode):
            return name
        _move(ready, target, temporary, mode)
    return ""


def _drop_emptied(folder: str, root: str) -> None:
    with suppress(OSError):
        while len(folder) > len(root):
            os.rmdir(folder)
            folder = os.path.dirname(folder)


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


def _move(ready: str, target: str, temporary: str, mode: int | None) -> None:
    """Move a file that is ready to its target, from another disk by way of a temporary file."""
    try:
        if mode is not None:
            os.chmod(ready, mode)
        os.replace(ready, target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        data = read(ready)
        if data is None:
            raise
        _replace(temporary, target, data, mode)


def _link(ready: str, link: str, target: str, mode: int | None) -> bool:
    """Have a file in its target's place too; False where the system has no such links."""
    try:
        if mode is not None:
            os.chmod(ready, mode)
        os.link(ready, link)
    except OSError:
        return False
    if link != target:
        os.replace(link, target)
    return True


def _replace(temporary: str, target: str, data: bytes, mode: int | None) -> None:
    """Write a file beside its target and move it there, so that nobody sees half of it."""
    try:
        write_new(temporary, data)
        if mode is not None:
            os.chmod(temporary, mode)
        os.replace(temporary, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise
