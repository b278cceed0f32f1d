"""Bytes put aside until they are wanted: in memory while they are few, then on disk."""

from __future__ import annotations

from contextlib import suppress
from typing import IO, NamedTuple

from dragoman.errors import OutputError

_IN_MEMORY = 64 << 20
_FOLDER = "the folder for temporary files"


class Kept(NamedTuple):
    """Where bytes were put."""

    data: bytes | None
    """The bytes themselves; None where they are on disk."""
    start: int = 0
    size: int = 0


class Spool:
    """Keeps bytes for as long as it is open."""

    __slots__ = ("_end", "_file", "_held")

    def __init__(self) -> None:
        """Keep nothing yet."""
        self._file: IO[bytes] | None = None
        self._end = 0
        self._held = 0

    def __del__(self) -> None:
        self.close()

    def put(self, data: bytes) -> Kept:
        """Keep bytes; OutputError where they are many and there is no room on disk."""
        self._held += len(data)
        if self._held <= _IN_MEMORY:
            return Kept(data)
        start = self._end
        try:
            if self._file is None:
                from tempfile import TemporaryFile  # noqa: PLC0415  # 13 ms, only for much to write

                self._file = TemporaryFile()  # noqa: SIM115  # close() closes it
            self._file.seek(start)
            self._file.write(data)
            self._file.flush()
        except OSError as error:
            problem = f"cannot be written: {error.strerror}"
            remedy = "Make room there, or name another folder in TMPDIR."
            raise OutputError(_FOLDER, None, problem, remedy) from None
        self._end += len(data)
        return Kept(None, start, len(data))

    def get(self, kept: Kept) -> bytes:
        """The bytes that ``put`` was given."""
        if kept.data is not None or self._file is None:
            return kept.data or b""
        self._file.seek(kept.start)
        return self._file.read(kept.size)

    def close(self) -> None:
        """Forget everything."""
        if self._file is not None:
            with suppress(OSError):  # what could not be written is still to be
                self._file.close()
        self._file, self._end, self._held = None, 0, 0
