"""The configuration file: where it is, what TOML it holds, and on which line a key stands."""

# ruff: noqa: PTH112, PTH116, PTH118, PTH119, PTH120, PTH123 - pathlib is slow to import, and slow

from __future__ import annotations

import os
import re
import stat
import tomllib
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from dragoman.errors import ConfigError

_TOOL = ("tool", "dragoman")
_MINIMAL = """Create dragoman.toml in the project's folder:
    source = "source"
    source-locale = "en"
    locales = ["es"]"""
_CONFLICT = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)


class Source(NamedTuple):
    """A configuration file as it stands."""

    root: str
    """The absolute folder of the file, and of the project."""
    path: str
    """The file's name in that folder."""
    text: str
    encoding: str
    """``utf-8-sig`` where the file begins with a byte order mark."""
    above: tuple[str, ...]
    """The table that holds the settings: none, or ``tool.dragoman``."""
    settings: Mapping[str, object]
    name: str
    """The project's name, if the settings give none."""

    def line(self, key: str, item: str = "") -> int | None:
        """The line where a dotted key begins, or that of an item in its value."""
        line = line_of(self.text, (*self.above, *key.split(".")))
        if line and item:
            rest = enumerate(self.text.split("\n")[line - 1 :], line)
            quoted = (f'"{item}"', f"'{item}'")
            return next((at for at, text in rest if any(q in text for q in quoted)), line)
        return line


def find(start: str) -> Source:
    """The configuration in ``start`` or the nearest folder above it."""
    folder = os.path.realpath(start)
    if not os.path.isdir(folder):
        raise ConfigError(start, None, "there is no such folder")
    while True:
        found = _open(folder, "dragoman.toml", ()) or _open(folder, "pyproject.toml", _TOOL)
        if found:
            return found
        below, folder = folder, os.path.dirname(folder)
        if folder == below:
            raise ConfigError(start, None, "no dragoman.toml here or above", _MINIMAL)


def _open(root: str, name: str, above: tuple[str, ...]) -> Source | None:
    path = os.path.join(root, name)
    try:
        if stat.S_ISFIFO(os.stat(path).st_mode):
            raise ConfigError(name, None, "cannot be read: it is not an ordinary file")
        with open(path, "rb") as file:
            data = file.read()
    except OSError as error:
        if not os.path.lexists(path):
            return None
        raise ConfigError(name, None, f"cannot be read: {error.strerror}") from None
    if above and b"dragoman" not in data:
        return None
    text = _decode(data, name)
    table = parse(text, name)
    found = inner(table, above)
    if found is None:
        return None
    title = above and (inner(table, ("project",)) or {}).get("name")
    called = title if isinstance(title, str) else os.path.basename(root)
    encoding = "utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "utf-8"
    return Source(root, name, text, encoding, above, found, called)


def _decode(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigError(name, line, "not UTF-8", "Save the file as UTF-8.") from None


def parse(text: str, name: str) -> dict[str, object]:
    """A TOML text, read; ``name`` is for the error."""
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise ConfigError(name, None, "not valid TOML: nested too deeply") from None
    except ValueError as error:
        what = re.sub(r"\(at line (\d+), (column \d+)\)$", r"(\2)", str(error))
        at = re.search(r"\(at line (\d+),", str(error))
        last = text.rstrip().count("\n") + 1 if "end of document" in what else None
        remedy = "Texts stand in quotes, lists in brackets: https://toml.io"
        line = int(at[1]) if at else last
        if conflict := _CONFLICT.search(text):
            line = text.count("\n", 0, conflict.start()) + 1
            remedy = "Resolve the conflict, then run again."
            raise ConfigError(name, line, "this is a merge-conflict marker", remedy) from None
        raise ConfigError(name, line, f"not valid TOML: {what}", remedy) from None


def inner(table: Mapping[str, object], keys: Iterable[str]) -> dict[str, object] | None:
    """The table that lies under these keys, if any does."""
    found: object = table
    for key in keys:
        found = found.get(key) if isinstance(found, dict) else None
    return found if isinstance(found, dict) else None


def line_of(text: str, keys: tuple[str, ...]) -> int | None:
    """The 1-based line of TOML ``text`` where a key begins; None where it is not there.

    It is the line up to which the text can be read and lacks the key, and after which it has it.
    """
    lines = text.split("\n")
    mention = re.compile(re.escape(keys[-1]) + r"""["']?\s*[=.\]]""")
    for start in (number for number, line in enumerate(lines) if mention.search(line)):
        if _holds(lines[:start], keys) is not False:
            continue
        for end in range(start + 1, len(lines) + 1):
            held = _holds(lines[:end], keys)
            if held:
                return start + 1
            if held is False:
                break
    return None


def _holds(lines: list[str], keys: tuple[str, ...]) -> bool | None:
    try:
        table = tomllib.loads("\n".join((*lines, "")))
    except ValueError:
        return None
    return keys[-1] in (inner(table, keys[:-1]) or {})
