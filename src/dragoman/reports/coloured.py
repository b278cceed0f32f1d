"""What changed since translations were made, in colour where the terminal has any."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from dragoman.wordings.differences import Stale

_STYLES = {"same": "", "gone": "red strike", "new": "green"}
_MARKS = {"same": ("", ""), "gone": ("[-", "-]"), "new": ("{+", "+}")}
"""What stands for a colour where there is none, as ``git diff --word-diff`` has it."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What would command a terminal, or turn the text around."""


def show(found: Sequence[Stale]) -> None:
    """Print each entry: its place, its wording with the changes in it, its translation."""
    console = Console(highlight=False, soft_wrap=True, emoji=False, markup=False)
    coloured = console.is_terminal and not console.no_color
    for stale in found:
        console.print(Text(f"{_safe(stale.path)}:{stale.line}", style="bold" if coloured else ""))
        wording = Text("  ")
        for piece in stale.pieces:
            start, end = ("", "") if coloured else _MARKS[piece.change]
            text = _safe(piece.text).replace("\n", "\n  ")
            wording.append(f"{start}{text}{end}", style=_STYLES[piece.change] if coloured else "")
        console.print(wording)
        msgstr = _safe(stale.entry.msgstr).replace("\n", "\n  ")
        console.print(Text(f"  → {msgstr}\n", style="dim" if coloured else ""))


def _safe(text: str) -> str:
    return _CONTROL.sub("\ufffd", text)
