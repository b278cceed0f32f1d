"""How many processes some work is worth."""

from __future__ import annotations

import os

_MUCH = 500
"""So many lessons and catalogs are worth several processes, which take time to start."""
_MOST = 8
"""More processes than this are taken only where somebody asks for them."""


def hands(asked: int, jobs: int, files: int) -> int:
    """How many processes to take for so many jobs and files; ``asked`` is 0 for what is best."""
    if asked:
        return min(asked, jobs)
    return min(_processors(), _MOST, jobs) if files >= _MUCH else 1


def _processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
