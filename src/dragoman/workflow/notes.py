"""What one process found is to be written, for another one to write it."""

from __future__ import annotations

from dragoman.files import Stage


class Notes(Stage):
    """What is to be written and removed, for another process to stage."""

    __slots__ = ("files",)

    def __init__(self, root: str) -> None:
        """Note nothing yet."""
        super().__init__(root)
        self.files: list[tuple[str, bytes | None]] = []

    def write(self, path: str, data: bytes) -> bool:
        """Note bytes to be written."""
        self.files.append((path, data))
        return True

    def remove(self, path: str) -> bool:
        """Note a file to be removed."""
        self.files.append((path, None))
        return True
