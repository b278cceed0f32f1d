"""What a run found out about coverage, as a report."""

from __future__ import annotations

from collections import Counter

from dragoman.reports.base import Report, Row
from dragoman.workflow import Outcome


def report_of(outcome: Outcome) -> Report:
    """The coverage of a run, page by page; siblings in several formats have their suffix too."""
    project = outcome.project
    names = Counter(lesson.page for lesson in outcome.lessons)
    pages = {
        lesson.path: lesson.page if names[lesson.page] == 1 else lesson.page + lesson.suffix
        for lesson in outcome.lessons
    }
    rows = tuple(
        Row(pages[path], locale, coverage, coverage.percent >= project.publish_at)
        for (path, locale), coverage in sorted(outcome.coverage.items())
        if path in pages
    )
    locales = {row.locale for row in rows}
    asked = tuple(locale for locale in project.locales if locale in locales)
    return Report(project.name, asked, rows, project.publish_at)
