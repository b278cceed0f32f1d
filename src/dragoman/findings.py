"""Findings: problems in data, as values that a report can show."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal, NamedTuple

Gate = Callable[[str, str, frozenset[str]], tuple[str, str] | None]
"""What keeps a msgstr off the page: a rule and a message; None lets it pass.

Given are msgid, msgstr and the rules of which the entry is exempt.
"""

Severity = Literal["error", "warning"]

_QUOTED = 60

_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def harmless(text: str) -> str:
    """A text without what steers a terminal or turns its direction; U+FFFD stands there."""
    return text if text.isprintable() else _STEERING.sub("\ufffd", text)


class Located(NamedTuple):
    """A finding with the place to mend it."""

    finding: Finding
    path: str
    """Of the catalog or the lesson, relative to the project's root."""
    line: int
    """1-based: where the msgstr stands, or the first line."""
    mark: str
    """What tells this finding from others wherever it moves; for baselines."""

    def __str__(self) -> str:
        """One line for a terminal: where to mend it, and what is wrong."""
        finding = self.finding
        place = finding.page if finding.locale is None else f"{finding.page} ({finding.locale})"
        return f"{self.path}:{self.line}{str(finding).removeprefix(place)}"


class Finding(NamedTuple):
    """One problem in a lesson or a translation."""

    rule: str
    """The check's name, ``tags`` for one."""
    severity: Severity
    page: str
    locale: str | None
    msgid: str
    """The segment concerned; empty where the whole page is meant."""
    message: str
    """A sentence for a person."""

    def __str__(self) -> str:
        """One line for a terminal: the page, what is wrong, and where."""
        place = self.page if self.locale is None else f"{self.page} ({self.locale})"
        text = " ".join(self.msgid.split())
        if len(text) > _QUOTED:
            text = text[: _QUOTED - 1] + "…"
        quoted = f" In: “{text}”" if text else ""
        message = " ".join(line.strip() for line in self.message.split("\n"))
        return harmless(f"{place}: {self.severity}: {message} [{self.rule}]{quoted}")
