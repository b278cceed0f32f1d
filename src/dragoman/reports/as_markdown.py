"""The coverage report as Markdown, for a wiki, an issue or a pull request."""

from __future__ import annotations

from dragoman.coverage import Coverage
from dragoman.locales import facts
from dragoman.reports.base import STATES, Report, percent_text, total

_HEAD = "| Translated | Segments | Words | Stale | Fuzzy | Untranslated |"
_RULE = "|---:|---:|---:|---:|---:|---:|"


def as_markdown(report: Report) -> str:
    """A table of the locales, then one of the pages of each."""
    lines = ["| Locale " + _HEAD, "|---" + _RULE]
    lines += [f"| {_name(loc)} {_cells(total(report.of(loc)))}" for loc in report.locales]
    for locale in report.locales:
        lines += ["", f"### {_name(locale)}", "", "| Page " + _HEAD, "|---" + _RULE]
        lines += [f"| {row.page} {_cells(row.coverage)}" for row in report.of(locale)]
        lines.append(f"| **Total** {_cells(total(report.of(locale)))}")
    return "\n".join(lines)


def _name(locale: str) -> str:
    known = facts(locale)
    return f"{known.name} (`{locale}`)" if known else f"`{locale}`"


def _cells(coverage: Coverage) -> str:
    whole = coverage.total
    counts = [str(getattr(coverage, state).segments) for state in STATES[1:]]
    return "| " + " | ".join(
        (
            percent_text(coverage),
            f"{coverage.translated.segments}/{whole.segments}",
            f"{coverage.translated.words}/{whole.words}",
            *counts,
        )
    ) + " |"
