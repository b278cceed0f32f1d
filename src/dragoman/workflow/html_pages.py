"""Lessons that become HTML pages; nothing is imported where a project has none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from dragoman.coverage import Coverage
from dragoman.findings import Finding
from dragoman.merge import Localized
from dragoman.project import Lesson, Project
from dragoman.workflow.loading import Loaded
from dragoman.workflow.pages import Publisher

if TYPE_CHECKING:
    from dragoman.workflow.rendering import Rendering


class HtmlPages:
    """The HTML pages of a run."""

    def __init__(self, project: Project) -> None:
        """Get ready where the project has such pages."""
        self._project = project
        self._rendering: Rendering | None = None
        if project.publishing.lessons:
            from dragoman.workflow.rendering import Rendering  # noqa: PLC0415 (seldom needed)

            self._rendering = Rendering(project)

    @property
    def render(self) -> Callable[[Lesson, str, str | None], str] | None:
        """Makes a page of a lesson's text in a locale, None for its own."""
        return self._rendering.page if self._rendering else None

    def localized(
        self, lesson: Lesson, page: Localized, locale: str, coverage: Coverage
    ) -> Localized:
        """A localized page in HTML, where it is one and is published."""
        project = self._project
        if self._rendering is None or not project.publishes(lesson):
            return page
        if coverage.percent < project.publish_at:
            return page
        return page._replace(text=self._rendering.page(lesson, page.text, locale))

    def sources(self, loaded: Loaded, publisher: Publisher) -> Iterator[Finding]:
        """Make the pages of lessons in their own language, where the project wants them."""
        if self._rendering is None or not self._project.publishing.source:
            return
        for lesson, document in zip(loaded.bundle.lessons, loaded.documents, strict=True):
            if self._project.publishes(lesson):
                text = self._rendering.page(lesson, document.source, None)
                path = self._project.publishing.source_page(lesson.page)
                yield from publisher.write(path, text, lesson.page, None)

    def close(self) -> None:
        """End the program that renders pages, if one was started."""
        if self._rendering is not None:
            self._rendering.close()
