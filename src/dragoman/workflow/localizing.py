"""A document and a catalog of a project to the text of a localized page."""

from __future__ import annotations

from collections.abc import Callable

from dragoman.catalog import Catalog
from dragoman.checks import gate
from dragoman.document import Document
from dragoman.lessons import Lesson
from dragoman.merge import Localized, Publication, merge
from dragoman.project import Project
from dragoman.workflow.loading import lesson_format


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
    encode = lesson_format(project, lesson).encode
    publication = Publication(lesson.page, locale, encode, gate, fuzzy, to_source)
    return merge(document, catalog, publication)
