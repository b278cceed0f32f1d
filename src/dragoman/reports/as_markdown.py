"""The coverage report as Markdown, for a wiki, an issue or a pull request."""

from __future__ import annotations

from dragoman.coverage import Coverage
from dragoman.locales import facts
from dragoman.reports.base import HINT, STATES, Report, percent_text, published, told, total
from dragoman.reports.plain import plain

_HEAD = "| Translated | Segments | Words | Stale | Fuzzy | Untranslated | Published |"
_RULE = "|---:|---:|---:|---:|---:|---:|---:|"


def as_markdown(report: Report, *, pages: bool = True, every: bool = True) -> str:
    """A table of the locales and then, if ``pages``, one of the pages of each.

    Of many pages that are complete, or not begun, each is named only if ``every``.
    """
    lines = ["| Locale " + _HEAD, "|---" + _RULE]
    for locale in report.locales:
        rows = report.of(locale)
        lines.append(_line(_name(locale), total(rows), published(rows)))
    is_folded = False
    for locale in report.locales if pages else ():
        rows = report.of(locale)
        named, folded = told(rows, every=every)
        lines += ["", f"### {_name(locale)}", "", "| Page " + _HEAD, "|---" + _RULE]
        lines += [_line(plain(r.page), r.coverage, "yes" if r.published else "no") for r in named]
        lines += [_line(f"*{at.name}*", total(at.rows), published(at.rows)) for at in folded]
        lines.append(_line("**Total**", total(rows), published(rows)))
        is_folded |= bool(folded)
    return "\n".join([*lines, "", HINT] if is_folded else lines)


def _name(locale: str) -> str:
    known = facts(locale)
    return f"{known.name} (`{locale}`)" if known else f"`{locale}`"


def _line(name: str, coverage: Coverage, live: str) -> str:
    whole = coverage.total
    cells = (
        name,
        percent_text(coverage),
        f"{coverage.translated.segments}/{whole.segments}",
        f"{coverage.translated.words}/{whole.words}",
        *(str(getattr(coverage, state).segments) for state in STATES[1:]),
        live,
    )
    return f"| {' | '.join(cells)} |"
