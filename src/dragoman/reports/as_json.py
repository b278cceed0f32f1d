"""The coverage report as JSON, for other programs."""

from __future__ import annotations

import json
from collections.abc import Iterable

from dragoman.coverage import Coverage
from dragoman.reports.base import STATES, Report, Row, total


def as_json(report: Report, *, pages: bool = True) -> str:
    """The report as a JSON object: per locale its total and, if ``pages``, its pages."""
    locales = {
        locale: {
            **_amounts(total(report.of(locale))),
            **({"pages": _pages(report.of(locale))} if pages else {}),
        }
        for locale in report.locales
    }
    whole = {"project": report.project, "publish_at": report.publish_at, "locales": locales}
    return json.dumps(whole, ensure_ascii=False, indent=2)


def _pages(rows: Iterable[Row]) -> dict[str, object]:
    return {row.page: {**_amounts(row.coverage), "published": row.published} for row in rows}


def _amounts(coverage: Coverage) -> dict[str, object]:
    """Segments and words by state, and the per cent of words that are translated."""
    parts = {state: getattr(coverage, state) for state in STATES} | {"total": coverage.total}
    return {"percent": round(coverage.percent, 2)} | {
        name: {"segments": amount.segments, "words": amount.words} for name, amount in parts.items()
    }
