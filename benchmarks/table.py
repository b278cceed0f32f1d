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
    clock: float | None = None
    """The ratio by the clock, where the figure is one of processor times."""

    def met(self) -> tuple[bool | None, bool | None]:
        """Tell whether the goal is met by processor time and by the clock, None where unknown."""
        both = (self.figure, self.figure if self.clock is None else self.clock)
        by_cpu, by_clock = (
            self.goal.met(figure) if self.goal and figure is not None else None for figure in both
        )
        return by_cpu, by_clock

    def cells(self) -> tuple[str, ...]:
        """Write the line's cells."""
        unit = self.goal.unit if self.goal else " ×"
        figures = (_number(self.figure, unit), _number(self.clock, unit))
        return (self.work, self.ours, self.peer, *figures, str(self.goal or ""), MET[self.met()])

    def record(self) -> dict[str, object]:
        """Give the line as plain values."""
        by_cpu, by_clock = self.met()
        goal = str(self.goal or "")
        return {**asdict(self), "goal": goal, "met": by_cpu, "met by clock": by_clock}


MET = {
    (None, None): "–",
    (True, True): "yes",
    (False, True): "by clock",
    (True, False): "by processor",
    (False, False): "NO",
}
"""How to say whether a goal is met by processor time and by the clock."""


def _number(figure: float | None, unit: str) -> str:
    if figure is None:
        return ""
    return f"{figure:.0f}{unit}" if figure >= 100 else f"{figure:.3g}{unit}"


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
    return _compared(work, (shown(ours), shown(peer, name)), (peer, ours), Goal(least=least))


def within(work: str, ours: Outcome, name: str, base: Outcome, most: float | None = None) -> Row:
    """Compare with a quicker base: the figure is how many times its time is taken."""
    return _compared(work, (shown(ours), shown(base, name)), (ours, base), Goal(most=most))


def _compared(
    work: str, texts: tuple[str, str], ratio_of: tuple[Outcome, Outcome], goal: Goal
) -> Row:
    """Divide the times, where both are there."""
    above, below = ratio_of
    wanted = goal if goal != Goal() else None
    if isinstance(above, Usage) and isinstance(below, Usage) and below.cpu > 0:
        return Row(work, *texts, above.cpu / below.cpu, wanted, above.wall / below.wall)
    return Row(work, *texts, goal=wanted)


HEADINGS = ("work", "dragoman", "peer or base", "ratio", "by clock", "to reach", "met")


def written(rows: Sequence[Row]) -> str:
    """Write the table; times are processor seconds, in brackets those of the clock."""
    lines = [HEADINGS, *(row.cells() for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADINGS))]
    lines.insert(1, tuple("-" * width for width in widths))
    return "\n".join(
        " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )
