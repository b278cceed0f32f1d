"""A progress bar on stderr, shown only on a terminal and only for long work."""

from __future__ import annotations

import sys
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

_PATIENCE = 0.5
"""Seconds before a bar appears."""
_PAUSE = 0.1
"""Seconds between two drawings of it."""


class Progress:
    """Told how many of how many are done; draws when that takes long."""

    def __init__(self, *, quiet: bool = False) -> None:
        """Be silent if ``quiet`` or if stderr is no terminal."""
        self._silent = quiet or not sys.stderr.isatty()
        self._next = monotonic() + _PATIENCE
        self._bar: Bar | None = None

    def __enter__(self) -> Self:
        """Begin to measure the time."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Take the bar off the terminal."""
        if self._bar is not None:
            self._bar.stop()

    def __call__(self, done: int, total: int) -> None:
        """Show that ``done`` of ``total`` are done, if the work is long."""
        if self._silent or monotonic() < self._next:
            return
        if self._bar is None:
            from rich.console import Console  # noqa: PLC0415 (costly, and seldom needed)
            from rich.progress import Progress as Bar  # noqa: PLC0415

            # A bar that draws itself needs a thread, and a process with threads has no safe copies.
            self._bar = Bar(console=Console(stderr=True), transient=True, auto_refresh=False)
            self._bar.add_task("Lessons", total=total)
            self._bar.start()
        self._bar.update(self._bar.task_ids[0], completed=done, total=total, refresh=True)
        self._next = monotonic() + _PAUSE
