"""Rows of the result: what was compared, the ratio, what it should be."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from measure import CommandError, Usage

Outcome = Usage | CommandError | None
"""What a job took, what went wrong, or None where its tool is not installed."""


@dataclass(frozen=True, slots=True)
class Goal:
    """A figure to reach."""

    least: float | None = None
    most: float | None = None
    unit: str = " ×"

    def __str__(self) -> str:
        """Write the goal as it stands in the list of goals."""
        bounds = (("≥", self.least), ("≤", self.most))
        return ", ".join(
            f"{sign} {bound:g}{self.unit}" for sign, bound in bounds if bound is not None
        )

    def met(self, figure: float) -> bool:
        """Tell whether the figure reaches the goal."""
        return (self.least is None or figure >= self.least) and (
            self.most is None or figure <= self.most
        )


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    work: str
    ours: str
    peer: str
    figure: float | None = None
    goal: Goal | None = None

    @property
    def met(self) -> bool | None:
        """Tell whether the goal is met, or None without a goal or a figure."""
        return self.goal.met(self.figure) if self.goal and self.figure is not None else None

    def cells(self) -> tuple[str, ...]:
        """Write the line's cells."""
        unit = self.goal.unit if self.goal else " ×"
        figure = "" if self.figure is None else f"{self.figure:.3g}{unit}"
        if self.figure is not None and self.figure >= 100:
            figure = f"{self.figure:.0f}{unit}"
        met = {None: "–", True: "yes", False: "NO"}[self.met]
        return (self.work, self.ours, self.peer, figure, str(self.goal or ""), met)

    def record(self) -> dict[str, object]:
        """Give the line as plain values."""
        return {**asdict(self), "goal": str(self.goal or ""), "met": self.met}


def shown(outcome: Outcome, name: str = "") -> str:
    """Write what a job took: processor seconds, and seconds on the clock in brackets."""
    if outcome is None:
        return f"{name}: not installed"
    if isinstance(outcome, CommandError):
        print(f"failed: {outcome}", file=sys.stderr)
        return f"{name}: failed".removeprefix(": ")
    return f"{name} {outcome.cpu:.3f} s ({outcome.wall:.3f})".strip()


def faster(work: str, ours: Outcome, name: str, peer: Outcome, least: float | None = None) -> Row:
    """Compare with a slower peer: the figure is how many times as long it takes."""
    figure = ratio(peer, ours)
    return Row(work, shown(ours), shown(peer, name), figure, Goal(least=least) if least else None)


def within(work: str, ours: Outcome, name: str, base: Outcome, most: float | None = None) -> Row:
    """Compare with a quicker base: the figure is how many times its time is taken."""
    figure = ratio(ours, base)
    return Row(work, shown(ours), shown(base, name), figure, Goal(most=most) if most else None)


def ratio(above: Outcome, below: Outcome) -> float | None:
    """Divide the processor times, where both are there."""
    if isinstance(above, Usage) and isinstance(below, Usage) and below.cpu > 0:
        return above.cpu / below.cpu
    return None


HEADINGS = ("work", "dragoman", "peer or base", "ratio", "to reach", "met")


def written(rows: Sequence[Row]) -> str:
    """Write the table; times are processor seconds, in brackets those of the clock."""
    lines = [HEADINGS, *(row.cells() for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADINGS))]
    lines.insert(1, tuple("-" * width for width in widths))
    return "\n".join(
        " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )
