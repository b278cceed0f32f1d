"""What a check finds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import NamedTuple, TypeVar

Thing = TypeVar("Thing")


class Problem(NamedTuple):
    """What a check found in one translation."""

    rule: str
    message: str
    """A sentence without its full stop."""


GateCheck = Callable[[str, str], Problem | None]
"""A check of a msgstr against its msgid, as the gate makes it."""


def first_change(wanted: Counter[Thing], found: Counter[Thing]) -> tuple[str, Thing] | None:
    """What a translation ``lacks`` of its source, else what it ``adds``: the first such thing."""
    if wanted != found:
        for verb, several in (("lacks", wanted - found), ("adds", found - wanted)):
            for thing in several:
                return verb, thing
    return None
