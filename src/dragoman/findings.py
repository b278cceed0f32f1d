"""Findings: problems in data, as values that a report can show."""

from __future__ import annotations

from typing import Literal, NamedTuple

Severity = Literal["error", "warning"]

_QUOTED = 60


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
        return f"{place}: {self.severity}: {self.message} [{self.rule}]{quoted}"
