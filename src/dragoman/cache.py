"""What is known of each page from the last run, and whether its files are still the same."""

# ruff: noqa: PTH116, PTH118 - pathlib is slow to import, and slow

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from contextlib import suppress
from importlib.util import source_hash
from typing import Any

from dragoman.errors import OutputError
from dragoman.files import read
from dragoman.files.drawer import OWN_FOLDER
from dragoman.files.stage import Stage

CACHE_PATH = f"{OWN_FOLDER}/cache.json"

RACY = 20_000_000
"""Nanoseconds within which a file may change again and keep its time stamps."""
_SECOND = 1_000_000_000


def facts(paths: Iterable[str], root: str = "") -> tuple[str, ...]:
    """Size and time stamps of files below ``root``, in order; none while they cannot be trusted.

    Take them before the files are read: what changes afterwards is then seen in the next run.
    Files touched within ``RACY``, or 2 seconds where stamps are whole seconds, make them empty.
    """
    now = time.time_ns()
    recent = now - 2 * _SECOND
    start = os.path.join(root, "")
    known = []
    for path in paths:
        try:
            found = os.stat(start + path)
        except (OSError, ValueError):
            known.append(f"{path}\0absent")
            continue
        changed, moved = found.st_mtime_ns, found.st_ctime_ns
        if (changed > recent or moved > recent) and (_racy(changed, now) or _racy(moved, now)):
            return ()
        known.append(f"{path}\0{found.st_size} {changed} {moved}")
    return tuple(known)


def digest(known: tuple[str, ...]) -> str:
    """A short hash of the facts of files; by what Python has without loading OpenSSL."""
    return source_hash("\0\0".join(known).encode("utf-8", "surrogateescape")).hex()


def _racy(stamp: int, now: int) -> bool:
    return abs(now - stamp) < (2 * _SECOND if stamp % _SECOND == 0 else RACY)


class Cache:
    """A fingerprint and what belongs to it for each page; empty where it is damaged or outdated."""

    __slots__ = ("_changed", "_key", "_pages", "_root")

    def __init__(self, root: str, key: str) -> None:
        """An empty cache of the project in ``root``."""
        self._root = root
        self._key = key
        self._pages: dict[str, Any] = {}
        self._changed = False

    @classmethod
    def load(cls, root: str, key: str) -> Cache:
        """The cache of the last run, if that had the same ``key``: configuration and version."""
        cache = cls(root, key)
        with suppress(OutputError, ValueError, RecursionError):
            if data := read(os.path.join(root, CACHE_PATH)):
                import json  # noqa: PLC0415 (not every run has a cache)

                found = json.loads(data)
                if isinstance(found, dict) and found.get("key") == key:
                    pages = found.get("pages")
                    cache._pages = pages if isinstance(pages, dict) else {}
        return cache

    def get(self, page: str) -> tuple[str, Any] | None:
        """The fingerprint and payload of a page."""
        found = self._pages.get(page)
        if isinstance(found, list) and len(found) == 2 and isinstance(found[0], str):  # noqa: PLR2004
            return found[0], found[1]
        return None

    def put(self, page: str, mark: str, payload: Any) -> None:
        """Remember a payload that JSON can hold; an empty fingerprint makes the page unknown."""
        if mark:
            self._changed = self._changed or self.get(page) != (mark, payload)
            self._pages[page] = [mark, payload]
        elif self._pages.pop(page, None) is not None:
            self._changed = True

    def retain(self, pages: Iterable[str]) -> None:
        """Forget all pages but these."""
        for page in self._pages.keys() - set(pages):
            self.put(page, "", None)

    def render(self) -> bytes:
        """The text of the cache file."""
        import json  # noqa: PLC0415 (as above)

        whole = {"key": self._key, "pages": self._pages}
        return json.dumps(whole, separators=(",", ":"), ensure_ascii=True).encode()

    def save(self) -> None:
        """Write the cache, where it has changed and can be written; git is told to pass it over."""
        if self._changed:
            with suppress(OutputError):
                stage = Stage.of_project(self._root)
                stage.write(f"{OWN_FOLDER}/.gitignore", b"*\n")
                stage.write(CACHE_PATH, self.render())
                stage.commit()
            self._changed = False
