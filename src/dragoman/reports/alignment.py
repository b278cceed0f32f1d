"""A lesson and its translation side by side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.findings import harmless

_WIDTH = 36


@dataclass(frozen=True, slots=True)
class Side:
    """One pair of texts; either may be empty."""

    source: str
    target: str
    confidence: float | None
    """0 to 1; None where one side is empty."""


def as_table(sides: Iterable[Side]) -> str:
    """One line a pair: how sure it is, the lesson's text, the translation's."""
    return "\n".join(
        f"{_share(side.confidence)}  {_cut(side.source)}  {_cut(side.target)}".rstrip()
        for side in sides
    )


def _share(confidence: float | None) -> str:
    return "   —" if confidence is None else f"{int(confidence * 100):3d}%"


def _cut(text: str) -> str:
    text = harmless(" ".join(text.split()))
    return (text if len(text) <= _WIDTH else text[: _WIDTH - 1] + "…").ljust(_WIDTH)
