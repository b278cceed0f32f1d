"""The manifest: which localized pages dragoman wrote, as ``sha256sum`` writes its lists."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Literal

from dragoman.errors import OutputError

if TYPE_CHECKING:
    import hashlib

State = Literal["absent", "ours", "edited", "foreign"]
"""No file; as it was written; changed since by someone; never written by dragoman."""

_LINES = re.compile(r"^(\\?)([0-9a-f]{64}) [ *]([^\n\0]+)$", re.MULTILINE)
_LEADS_OUT = re.compile(r"(?:^|/)\.{0,2}(?:/|\Z)")
_ESCAPED = re.compile(r"[\\\n\r]")
_ESCAPES = {"\\": r"\\", "\n": r"\n", "\r": r"\r"}


def digest(data: bytes) -> str:
    """The hash that a manifest holds: SHA-256 in hexadecimal digits."""
    return _sha256()(data).hexdigest()


@cache
def _sha256() -> Callable[[bytes], hashlib._Hash]:
    from hashlib import sha256  # noqa: PLC0415 (loads OpenSSL, which few runs need)

    return sha256


class Manifest:
    """Written pages and their hashes; paths are relative to the project's root."""

    __slots__ = ("_folder", "_hashes", "_news")

    def __init__(self, path: str) -> None:
        """An empty manifest for the file ``path``; the file's own folder is where it reaches."""
        folder = path.rpartition("/")[0]
        self._folder = f"{folder}/" if folder else ""
        self._hashes: dict[str, str] = {}
        self._news: dict[str, str | None] = {}

    @classmethod
    def load(cls, data: bytes | None, path: str) -> Manifest:
        """Read the manifest ``path``; an error for a line that is none, as in a merge conflict."""
        manifest = cls(path)
        text = (data or b"").decode("utf-8", "surrogateescape").replace("\r\n", "\n")
        rows = _LINES.findall(text)
        if len(rows) != len([line for line in text.split("\n") if line]):
            raise _damage(text, path)
        for escaped, hashed, written in rows:
            name = _unescape(written) if escaped else written
            if _LEADS_OUT.search(name):
                raise _damage(text, path)
            hashes = manifest._hashes.get(manifest._folder + name)
            # A merge may keep the lines of both sides; the page is that of one of them.
            manifest._hashes[manifest._folder + name] = f"{hashes} {hashed}" if hashes else hashed
        return manifest

    @property
    def paths(self) -> tuple[str, ...]:
        """The written pages by path."""
        return tuple(sorted(self._hashes))

    def hash_of(self, path: str) -> str:
        """The digest of a page; empty where it is not on the list."""
        return self._hashes.get(path, "")

    def wrote(self, path: str, data_hash: str) -> None:
        """Note that a page was written, and the digest of its bytes."""
        self._hashes[path] = self._news[path] = data_hash

    def forget(self, path: str) -> None:
        """Take a page off the list, if it is there."""
        self._hashes.pop(path, None)
        self._news[path] = None

    def told(self) -> dict[str, str | None]:
        """What ``wrote`` and ``forget`` were told since the last time, for ``learn`` elsewhere."""
        news, self._news = self._news, {}
        return news

    def learn(self, news: Mapping[str, str | None]) -> None:
        """Note pages that were written, with their digests; those with None are forgotten."""
        for path, data_hash in news.items():
            if data_hash is None:
                self.forget(path)
            else:
                self.wrote(path, data_hash)

    def joined(self, other: Manifest) -> Manifest:
        """Both manifests in one: a page is known with the bytes of either."""
        joined = Manifest(f"{self._folder}manifest")
        for hashes in (self._hashes, other._hashes):
            for path, hashed in hashes.items():
                known = joined._hashes.setdefault(path, hashed)
                if known != hashed or " " in hashed:
                    joined._hashes[path] = " ".join(dict.fromkeys(f"{known} {hashed}".split()))
        return joined

    def state(self, path: str, data: bytes | None) -> State:
        """Whose the bytes of a page are; None for no file."""
        if data is None:
            return "absent"
        hashes = self._hashes.get(path)
        if hashes is None:
            return "foreign"
        return "ours" if digest(data) in hashes.split() else "edited"

    def render(self) -> bytes:
        """The list by path, for ``sha256sum -c`` in the manifest's folder."""
        lines = (
            _line(hashed, path[len(self._folder) :])
            for path, hashes in sorted(self._hashes.items())
            for hashed in (sorted(hashes.split()) if " " in hashes else (hashes,))
        )
        return "".join(lines).encode("utf-8", "surrogateescape")


def _line(hashed: str, name: str) -> str:
    if not _ESCAPED.search(name):
        return f"{hashed}  {name}\n"
    escaped = _ESCAPED.sub(lambda at: _ESCAPES[at[0]], name)
    return f"\\{hashed}  {escaped}\n"


def _unescape(name: str) -> str:
    plain = {escape: character for character, escape in _ESCAPES.items()}
    return re.sub(r"\\[\\nr]", lambda at: plain[at[0]], name)


def _damage(text: str, path: str) -> OutputError:
    lines = enumerate(text.split("\n"), 1)
    number = next((n for n, line in lines if line and not _sound(line)), None)
    remedy = "Delete the marks of a merge conflict, and keep the lines of both sides."
    return OutputError(path, number, "not a hash and the path of a page below", remedy)


def _sound(line: str) -> bool:
    row = _LINES.fullmatch(line)
    return bool(row and not _LEADS_OUT.search(_unescape(row[3]) if row[1] else row[3]))
