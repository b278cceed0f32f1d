"""The rules that translations are checked by, and how bad it is to break one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dragoman.findings import Severity

Level = Literal["error", "warning", "off"]

LEVELS: tuple[Level, ...] = ("error", "warning", "off")

RULES: dict[str, Severity] = {
    "po-valid": "error",
    "tags": "error",
    "wellformed": "error",
    "unsafe-markup": "error",
    "shape": "error",
    "skeleton": "error",
    "inline-syntax": "error",
    "placeholders": "error",
    "urls": "error",
    "terms": "error",
    "link-locale": "warning",
    "anchors": "warning",
    "stale": "warning",
    "fuzzy": "warning",
    "untranslated": "warning",
    "blank": "warning",
    "unchanged": "warning",
    "inconsistent": "warning",
    "numbers": "warning",
    "end-punctuation": "warning",
    "punctuation": "warning",
    "references": "warning",
    "white-space": "warning",
    "brackets": "warning",
    "quotes": "warning",
    "doubled-words": "warning",
    "control-characters": "warning",
    "bidi": "warning",
    "length": "warning",
    "caption-line": "warning",
    "caption-lines": "warning",
    "caption-rate": "warning",
    "caption-empty": "warning",
}
"""Each rule's severity where a project does not choose another one."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What a project made of the rules."""

    chosen: tuple[tuple[str, str, Level], ...] = ()
    """Locale (empty for all), rule and level, one row for each choice."""
    only: frozenset[str] = frozenset()
    """Rules to look at; all of them where it is empty."""

    def levels(self, locale: str) -> dict[str, Severity]:
        """The severity of each rule that is not off in a locale."""
        levels: dict[str, Level] = dict(RULES)
        for wanted in ("", locale):
            levels.update({rule: level for at, rule, level in self.chosen if at == wanted})
        return {
            rule: level
            for rule, level in levels.items()
            if level != "off" and (rule in self.only or not self.only)
        }
