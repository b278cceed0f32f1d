"""The settings of what an update carries over, and of the memory."""

from __future__ import annotations

from typing import NamedTuple

from dragoman.settings import Reader


class Updating(NamedTuple):
    """What updates do with translations of other wordings."""

    typos: bool
    """Whether translations stay confirmed where nothing but a typo was mended."""
    least: float
    """Least score, in percent, of what the memory fills in."""
    store: str
    """The file of a memory that outlives catalogs; empty for none."""


def read_updating(reader: Reader) -> Updating:
    """The tables ``[update]`` and ``[memory]``; what is wrong with them is noted by the reader."""
    return Updating(
        reader.flag("update.typos"),
        reader.percent("memory.least", 75),
        reader.text("memory.store", ""),
    )
