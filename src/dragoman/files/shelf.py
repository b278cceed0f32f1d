"""Localized pages that a run over many files made, kept for as long as they may serve again.

They are links to the pages themselves, which take no room while those stand.
"""

# ruff: noqa: PTH104, PTH106, PTH108, PTH114, PTH118, PTH119, PTH208
# pathlib is slow to import, and slow

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from contextlib import suppress

from dragoman.errors import OutputError
from dragoman.files import read
from dragoman.files.drawer import OWN_FOLDER, STAGE

_SHELF = "pages-"
_NAME = re.compile(r"[0-9a-f]+/[0-9a-f]+-[0-9]+")


def name_of(ready: str) -> str:
    """The name on the shelf of a file in a drawer of the project; empty for any other drawer."""
    drawer, name = os.path.split(ready)
    own, folder = os.path.split(drawer)
    of_project = os.path.basename(own) == OWN_FOLDER and folder.startswith(STAGE)
    return f"{folder[len(STAGE) :]}/{name}" if of_project else ""


def shelve(drawer: str) -> None:
    """Keep the files that are left in the folder of a drawer."""
    own, folder = os.path.split(drawer)
    with suppress(OSError):
        os.rename(drawer, os.path.join(own, f"{_SHELF}{folder[len(STAGE) :]}"))


def taken(root: str, name: str) -> bytes | None:
    """The bytes of a page on the shelf; None where it is not there."""
    try:
        return read(_path(root, name)) if _NAME.fullmatch(name) else None
    except OutputError:
        return None


def sweep(root: str, names: Iterable[str]) -> None:
    """Clear the shelf of all pages but these."""
    own = os.path.join(root, OWN_FOLDER)
    if os.path.islink(own):  # it may lead out of the project
        return
    with suppress(OSError):
        folders = [os.path.join(own, name) for name in os.listdir(own) if name.startswith(_SHELF)]
        wanted = {_path(root, name) for name in names} if folders else set()
        for folder in folders:
            if not os.path.islink(folder):
                _clear(folder, wanted)


def _clear(folder: str, wanted: set[str]) -> None:
    try:
        paths = [os.path.join(folder, name) for name in os.listdir(folder)]
    except OSError:
        return
    needless = [path for path in paths if path not in wanted]
    for path in needless:
        with suppress(OSError):
            os.unlink(path)
    if len(needless) == len(paths):
        with suppress(OSError):
            os.rmdir(folder)


def _path(root: str, name: str) -> str:
    token, _, file = name.partition("/")
    return os.path.join(root, OWN_FOLDER, f"{_SHELF}{token}", file)
