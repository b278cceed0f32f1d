"""What one process found is to be written, for another one to write it."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.files import Stage


class Notes(Stage):
    """What is to be written and removed, for another process to stage."""

    __slots__ = ("_files",)

    def __init__(self, root: str) -> None:
        """Note nothing yet."""
        super().__init__(root)
        self._files: list[tuple[str, bytes | None]] = []

    def write(self, path: str, data: bytes) -> bool:
        """Note bytes to be written."""
        self._files.append((path, data))
        return True

    def remove(self, path: str) -> bool:
        """Note a file to be removed."""
        self._files.append((path, None))
        return True

    def taken(self) -> list[tuple[str, bytes | None]]:
        """What was noted since the last time, in its order; None for a file to be removed."""
        files, self._files = self._files, []
        return files


def stage_noted(stage: Stage, files: Iterable[tuple[str, bytes | None]]) -> None:
    """Stage what was noted elsewhere."""
    for path, data in files:
        if data is None:
            stage.remove(path)
        else:
            stage.write(path, data)
