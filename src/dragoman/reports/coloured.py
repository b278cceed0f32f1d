"""What changed since translations were made, in colour where the terminal has any."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from dragoman.findings import harmless
from dragoman.wordings.differences import Stale

_STYLES = {"same": "", "gone": "red strike", "new": "green"}
_MARKS = {"same": ("", ""), "gone": ("[-", "-]"), "new": ("{+", "+}")}
"""What stands for a colour where there is none, as ``git diff --word-diff`` has it."""

_MANY = 20
"""More entries than this are counted at the end."""


def show(found: Sequence[Stale]) -> None:
    """Print each entry: its place, its wording with the changes in it, its translation."""
    console = Console(highlight=False, soft_wrap=True, emoji=False, markup=False)
    coloured = console.is_terminal and not console.no_color
    for stale in found:
        place = f"{harmless(stale.path)}:{stale.line}"
        console.print(Text(place, style="bold" if coloured else ""))
        wording = Text("  ")
        for piece in stale.pieces:
            start, end = ("", "") if coloured else _MARKS[piece.change]
            text = harmless(piece.text).replace("\n", "\n  ")
            wording.append(f"{start}{text}{end}", style=_STYLES[piece.change] if coloured else "")
        console.print(wording)
        msgstr = harmless(stale.entry.msgstr).replace("\n", "\n  ")
        console.print(Text(f"  → {msgstr}\n", style="dim" if coloured else ""))
    if len(found) > _MANY:
        console.print(f"{len(found)} translations are of an earlier wording.")
