"""What a check finds."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class Problem(NamedTuple):
    """What a check found in one translation."""

    rule: str
    message: str
    """A sentence without its full stop."""


GateCheck = Callable[[str, str], Problem | None]
"""A check of a msgstr against its msgid, as the gate makes it."""
