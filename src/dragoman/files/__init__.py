"""Exact bytes: files as they stand, and files written whole or not at all."""

from __future__ import annotations

import os
import stat

from dragoman.errors import OutputError

_READING = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
"""Without O_NONBLOCK, a named pipe without a writer could not even be opened to be refused."""
_WRITING = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


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


def write_new(path: str, data: bytes) -> None:
    """Write a file that is not there yet; OSError where that fails."""
    file = os.open(path, _WRITING, 0o666)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(file, rest) :]
    finally:
        os.close(file)
