"""Localized pages of bundles, and what one page must wait for of the others."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from dragoman.catalog import Catalog
from dragoman.coverage import Coverage
from dragoman.document import Document
from dragoman.files import read
from dragoman.findings import Finding
from dragoman.formats.webvtt import is_captions
from dragoman.lessons import Lesson
from dragoman.manifest import Manifest
from dragoman.merge import Localized
from dragoman.workflow.bundles import Bundle
from dragoman.workflow.html_pages import HtmlPages
from dragoman.workflow.loading import Loaded
from dragoman.workflow.localizing import localize
from dragoman.workflow.pages import Publisher
from dragoman.workflow.run import Outcome, Request
from dragoman.workflow.unchanged import ByLesson

if TYPE_CHECKING:
    from dragoman.workflow.crossings import Crossings

_NOTHING: tuple[Finding, ...] = ()


class _Merged(NamedTuple):
    """A localized page before its links are followed."""

    lesson: Lesson
    locale: str
    document: Document
    page: Localized
    coverage: Coverage


class Merging:
    """Merges bundles into an outcome's stage."""

    def __init__(self, request: Request, all_bundles: tuple[Bundle, ...], outcome: Outcome) -> None:
        """Prepare the work; only the manifest of localized pages is read."""
        self._project, self._outcome, self._all = outcome.project, outcome, all_bundles
        self._html = HtmlPages(self._project)
        self._crossings: Crossings | None = None
        if self._project.pages_depend_on_each_other:
            from dragoman.workflow.crossings import Crossings  # noqa: PLC0415 (seldom needed)

            self._crossings = Crossings(self._project, all_bundles, self._html.render)
        self._waiting: list[tuple[Bundle, list[_Merged]]] = []
        path = self._project.manifest_path
        self._manifest = Manifest.load(read(self._project.absolute(path), path), path)
        self._written = frozenset(self._manifest.paths)
        outcome.manifest = self._manifest
        self._publisher = Publisher(self._project, outcome.stage, self._manifest, request.force)

    def merge(self, loaded: Loaded, catalogs: Iterable[tuple[str, Catalog]]) -> None:
        """Merge the pages of a bundle; those that link to each other wait for ``publish``."""
        findings = len(self._outcome.findings)
        self._outcome.findings += self._html.sources(loaded, self._publisher)
        waiting: list[_Merged] = []
        for locale, catalog in catalogs:
            for lesson, document in zip(loaded.bundle.lessons, loaded.documents, strict=True):
                merged = self._localized(lesson, document, catalog, locale)
                if self._crossings is None:
                    self._finish(merged)
                else:
                    waiting.append(merged)
        if self._crossings is None:
            self._settle(loaded.bundle, findings)
        else:
            self._waiting.append((loaded.bundle, waiting))

    def publish(self) -> None:
        """Finish the pages that link to each other, now that all of them are merged."""
        for bundle, pages in self._waiting:
            findings = len(self._outcome.findings)
            for page in pages:
                self._finish(page)
            self._settle(bundle, findings)
        self._waiting.clear()

    def knows(self, bundle: Bundle, coverage: ByLesson) -> bool:
        """Whether the manifest has every page of a bundle that is published."""
        project = self._project
        return all(
            project.output_path(lesson, locale) in self._written
            for lesson in bundle.lessons
            for locale in project.locales
            if (found := coverage.get((lesson.path, locale))) is None
            or found.percent >= project.publish_at
        )

    def withdraw_leftovers(self) -> None:
        """Remove the pages of lessons and locales that are gone."""
        expected = {
            path
            for bundle in self._all
            for lesson in bundle.lessons
            for path in self._project.page_paths(lesson)
        }
        for path in self._manifest.paths:
            if path not in expected:
                self._outcome.findings += self._publisher.withdraw(path, path, None)

    def close(self) -> None:
        """End what was started."""
        self._html.close()

    def _settle(self, bundle: Bundle, findings: int) -> None:
        """Note a bundle as settled where no finding was added to so many."""
        if len(self._outcome.findings) == findings:
            self._outcome.settled.append(bundle)

    def _localized(
        self, lesson: Lesson, document: Document, catalog: Catalog, locale: str
    ) -> _Merged:
        crossings, coverage = self._crossings, self._outcome.coverage[lesson.path, locale]
        to_source = None
        if crossings is not None and self._project.links:
            to_source = crossings.links(lesson.page, locale).to_source
        page = localize(self._project, lesson, document, catalog, locale, to_source=to_source)
        page = self._html.localized(lesson, page, locale, coverage.percent)
        if crossings is not None and not is_captions(lesson.path):
            source, percent = document.source, coverage.percent
            crossings.note(lesson.page, locale, source, page.text, percent)
        return _Merged(lesson, locale, document, page, coverage)

    def _finish(self, merged: _Merged) -> None:
        lesson, locale, page = merged.lesson, merged.locale, merged.page
        text, dangling = page.text, _NOTHING
        if self._crossings is not None and not is_captions(lesson.path):
            source = merged.document.source
            text, dangling = self._crossings.finished(lesson, source, page.text, locale)
        guarded = self._publisher.publish(lesson, text, merged.coverage, locale)
        self._outcome.findings += (*page.findings, *dangling, *guarded)
