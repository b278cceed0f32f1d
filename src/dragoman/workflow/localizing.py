"""A document and a catalog of a project to the text of a localized page."""

from __future__ import annotations

from collections.abc import Callable

from dragoman.catalog import Catalog
from dragoman.checks import gate
from dragoman.checks.captions import caption_gate
from dragoman.document import Document
from dragoman.formats.webvtt import Captions
from dragoman.lessons import Lesson
from dragoman.merge import Localized, Publication, merge
from dragoman.project import Project
from dragoman.workflow.captions import caption_findings
from dragoman.workflow.loading import lesson_format, options_for


def localize(  # noqa: PLR0913 (all that a page is made of)
    project: Project,
    lesson: Lesson,
    document: Document,
    catalog: Catalog,
    locale: str,
    *,
    to_source: Callable[[str], str] | None = None,
) -> Localized:
    """The body of a localized page, and what could not be published in it."""
    fuzzy = project.fallback == "fuzzy"
    known = lesson_format(lesson)
    chosen = caption_gate if isinstance(known, Captions) else gate
    publication = Publication(lesson.page, locale, known.encode, chosen, fuzzy, to_source)
    page = merge(document, catalog, publication)
    if isinstance(known, Captions):
        limits = options_for(project, lesson).captions
        unreadable = caption_findings(document, page.text, known, limits, catalog)
        findings = (each._replace(page=lesson.page, locale=locale) for each in unreadable)
        page = Localized(page.text, (*page.findings, *findings))
    return page
