"""A translation over the captions of its sentence: by length, at the ends of words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import NamedTuple

from dragoman.formats.webvtt.words import Atom

_NEAR = 8
"""So many ends of words on each side of the right length are weighed."""

_LENGTH, _WORDS, _ROOM, _PACE = 4.0, 2.0, 8.0, 1.0
"""What counts: the right length, good ends of lines, room on the screen, time to read."""


class Room(NamedTuple):
    """What one piece of a caption can hold."""

    width: int
    """Of its source text, in characters."""
    before: int
    """Characters of other sentences in front of it in its line."""
    after: int
    lines: int
    """How many lines it may have."""
    pace: float
    """Characters that can be read in its time."""
    needed: bool
    """Whether it must not be empty, since an empty line would end its caption."""


def spread(atoms: Sequence[Atom], rooms: Sequence[Room], line: int) -> list[Sequence[Atom]] | None:
    """The atoms for each room, in order; None where they are too few for those that need some."""
    if len(atoms) < len(rooms):
        chosen = _chosen(rooms, len(atoms))
        if chosen is None:
            return None
        one = iter(atoms)
        return [[next(one)] if number in chosen else [] for number in range(len(rooms))]
    shares = list(accumulate(max(room.width, 1) for room in rooms))
    total = _total(atoms)
    ideals = [total * share / shares[-1] for share in shares[:-1]]

    def strain(number: int, width: float) -> float:
        room = rooms[number]
        over = max(0.0, width + room.before + room.after - room.lines * line) / line
        hurry = max(0.0, width / room.pace - 1)
        return _ROOM * over * over + _PACE * hurry * hurry

    return _cut(atoms, ideals, strain)


def _chosen(rooms: Sequence[Room], count: int) -> frozenset[int] | None:
    """Which rooms get something: those that need it, then the first ones."""
    needed = [number for number, room in enumerate(rooms) if room.needed]
    others = [number for number, room in enumerate(rooms) if not room.needed]
    if len(needed) > count:
        return None
    return frozenset((*needed, *others[: count - len(needed)]))


def lines(atoms: Sequence[Atom], room: Room, line: int) -> list[Sequence[Atom]]:
    """Atoms in lines of about the same length, as few as hold them and at most as many as fit."""
    width = _total(atoms)
    total = room.before + width + room.after
    count = min(-(-total // line), room.lines, len(atoms))
    if count <= 1:
        return [atoms]
    ideals = [at for n in range(1, count) if 0 < (at := total * n / count - room.before) < width]

    def strain(number: int, length: float) -> float:
        length += room.before if number == 0 else 0
        length += room.after if number == len(ideals) else 0
        over = max(0.0, length - line) / line
        return 10 * _ROOM * over

    return _cut(atoms, ideals, strain)


def _total(atoms: Sequence[Atom]) -> int:
    return sum(atom.width + atom.spaced for atom in atoms) - (atoms[0].spaced if atoms else 0)


def _cut(
    atoms: Sequence[Atom], ideals: Sequence[float], strain: Callable[[int, float], float]
) -> list[Sequence[Atom]]:
    """The atoms cut near ideal lengths, so that nothing is empty.

    ``strain`` tells how bad a width is between two cuts. There are more atoms than cuts.
    """
    ends = [0.0, *accumulate(atom.width + atom.spaced for atom in atoms)]
    scale = max((ends[-1] - ends[0]) / (len(ideals) + 1), 1.0)
    best, back = {0: 0.0}, []
    for number, places in enumerate(_windows(ends, ideals)):
        found: dict[int, float] = {}
        steps: dict[int, int] = {}
        for place in places:
            reached = [
                (cost + strain(number, ends[place] - ends[last]), last)
                for last, cost in best.items()
                if last < place
            ]
            if reached:
                cost, steps[place] = min(reached)
                off = (ends[place] - ideals[number]) / scale
                found[place] = cost + _LENGTH * off * off + _WORDS * atoms[place - 1].cost
        best = found
        back.append(steps)
    last = min(best, key=lambda at: best[at] + strain(len(ideals), ends[-1] - ends[at]))
    pieces, end = [], len(atoms)
    for steps in reversed(back):
        pieces.append(atoms[last:end])
        last, end = steps[last], last
    return [atoms[:end], *reversed(pieces)]


def _windows(ends: Sequence[float], ideals: Sequence[float]) -> list[range]:
    """For each cut the places to weigh; one strictly increasing choice is among them."""
    most, count = len(ends) - 1, len(ideals)
    centres: list[int] = []
    for number, ideal in enumerate(ideals):
        least = centres[-1] + 1 if centres else 1
        centres.append(min(max(bisect_left(ends, ideal), least), most - count + number))
    return [
        range(max(centre - _NEAR, number + 1), min(centre + _NEAR, most - count + number) + 1)
        for number, centre in enumerate(centres)
    ]
