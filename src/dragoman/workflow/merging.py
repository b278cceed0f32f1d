"""Localized pages of bundles, and what one page must wait for of the others."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from dragoman.catalog import Catalog
from dragoman.coverage import Coverage
from dragoman.errors import ConfigError
from dragoman.files import read
from dragoman.files.shelf import taken
from dragoman.files.spool import Kept, Spool
from dragoman.findings import Finding
from dragoman.formats.webvtt import is_captions
from dragoman.manifest import Manifest, digest
from dragoman.merge import Localized
from dragoman.project import Lesson
from dragoman.workflow.bundles import Bundle
from dragoman.workflow.html_pages import HtmlPages
from dragoman.workflow.loading import Loaded
from dragoman.workflow.localizing import Localizer
from dragoman.workflow.pages import Publisher
from dragoman.workflow.run import Outcome, Request
from dragoman.workflow.unchanged import ByLesson, Lost, pages_hash

if TYPE_CHECKING:
    from dragoman.workflow.crossings import Crossings, Neighbours

_NOTHING: tuple[Finding, ...] = ()
_UNKNOWN = Coverage()
"""Of pages that are published whatever it is."""


class _Merged(NamedTuple):
    """A localized page before its links are followed."""

    lesson: Lesson
    locale: str
    source: str
    """The lesson's text; empty where no links are followed."""
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
        self._waiting: list[Kept] = []
        self._spool = Spool()
        path = self._project.manifest_path
        self._manifest = Manifest.load(read(self._project.absolute(path), path), path)
        self._written = frozenset(self._manifest.paths)
        outcome.manifest = self._manifest
        self._publisher = Publisher(self._project, outcome.stage, self._manifest, request.force)

    def merge(self, loaded: Loaded, catalogs: Iterable[tuple[str, Catalog]]) -> None:
        """Merge the pages of a bundle; those that link to each other wait for ``publish``."""
        findings = len(self._outcome.findings)
        self._outcome.findings += self._html.sources(loaded, self._publisher)
        pages = self._merged(loaded, catalogs)
        if self._crossings is None:
            self._finish(loaded.bundle, pages, findings)
        else:
            told = len(self._outcome.findings) - findings
            waiting = (loaded.bundle, list(pages), told)
            self._wait(pickle.dumps(waiting, pickle.HIGHEST_PROTOCOL))

    @property
    def waiting(self) -> int:
        """How many bundles have pages that wait until all others are known."""
        return len(self._waiting)

    def take_waiting(self) -> Iterator[bytes]:
        """The pages that wait, bundle by bundle, for ``publish``; then none do."""
        waiting, self._waiting = self._waiting, []
        for kept in waiting:
            yield self._spool.get(kept)
        self._spool.close()

    def publish(self, pages: bytes) -> None:
        """Finish the pages of a bundle that waited, now that all of them are known."""
        bundle, merged, told = pickle.loads(pages)  # noqa: S301 (it never left this run)
        self._finish(bundle, merged, len(self._outcome.findings) - told)

    @property
    def neighbours(self) -> Neighbours:
        """What links to pages depend on, by page and locale, as far as this run knows them."""
        return {} if self._crossings is None else self._crossings.known

    def told(self) -> tuple[list[bytes], Neighbours]:
        """The pages that wait and what others must know of them, for ``learn`` elsewhere."""
        neighbours: Neighbours = {}
        if self._crossings is not None:
            neighbours, self._crossings.news = self._crossings.news, {}
        return list(self.take_waiting()), neighbours

    def learn(self, waiting: Iterable[bytes], neighbours: Neighbours) -> None:
        """Take over the pages that another process merged, and what others must know of them."""
        for pages in waiting:
            self._wait(pages)
        if self._crossings is not None:
            self._crossings.known.update(neighbours)

    def _wait(self, pages: bytes) -> None:
        self._waiting.append(self._spool.put(pages))

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
        """Remove the pages of lessons and locales that are gone.

        ConfigError where that would be all pages since no lesson is found: a slip, most likely.
        """
        if not self._written:
            return
        if not (self._all or self._publisher.force):
            problem = f"no lesson is found, so {len(self._written)} localized pages would go"
            remedy = "Mend “lessons” or “source”; or run with --force to remove them."
            raise ConfigError(
                self._project.config_path, self._project.line("lessons"), problem, remedy
            )
        expected = {
            path
            for bundle in self._all
            for lesson in bundle.lessons
            for path in self._project.page_paths(lesson)
        }
        for path in sorted(self._written - expected):
            if self._manifest.hash_of(path):
                self._outcome.findings += self._publisher.withdraw(path, path, None)

    def restore(self, bundle: Bundle, lost: Lost) -> bool:
        """Stage the pages that a bundle had, if all of them are on the shelf as they were.

        They do not change as long as they do not depend on each other.
        """
        if self._crossings is not None:
            return False
        root, manifest = self._project.root, self._manifest
        pages = [
            (lesson, path) for lesson in bundle.lessons for path in self._project.page_paths(lesson)
        ]
        found = [taken(root, name) if name else None for name in lost.names]
        hashed = pages_hash("" if data is None else digest(data) for data in found)
        if hashed != lost.hashed or len(found) != len(pages):
            return False
        for (lesson, path), data in zip(pages, found, strict=True):
            if data is None:
                manifest.forget(path)
            elif self._publisher.write_bytes(path, data, lesson.page, None):
                return False  # somebody else has made the page meanwhile
        self._outcome.coverage.update(lost.coverage)
        self._outcome.settled.append(bundle)
        return True

    def close(self) -> None:
        """End what was started."""
        self._html.close()

    def _merged(self, loaded: Loaded, catalogs: Iterable[tuple[str, Catalog]]) -> Iterator[_Merged]:
        lessons = [
            (lesson, Localizer(self._project, lesson, document))
            for lesson, document in zip(loaded.bundle.lessons, loaded.documents, strict=True)
        ]
        followed = self._crossings is not None
        sources = [each.source if followed else "" for each in loaded.documents]
        for locale, catalog in catalogs:
            for (lesson, localizer), source in zip(lessons, sources, strict=True):
                coverage = self._outcome.coverage.get((lesson.path, locale), _UNKNOWN)
                to_source = None
                if self._crossings is not None and self._project.links:
                    to_source = self._crossings.links(lesson.page, locale).to_source
                page = localizer.page(catalog, locale, to_source)
                page = self._html.localized(lesson, page, locale, coverage)
                if self._crossings is not None and not is_captions(lesson.path):
                    percent = coverage.percent
                    self._crossings.note(lesson.page, locale, source, page.text, percent)
                yield _Merged(lesson, locale, source, page, coverage)

    def _finish(self, bundle: Bundle, pages: Iterable[_Merged], findings: int) -> None:
        """Write the pages of a bundle, which is settled if no finding was added to so many."""
        for lesson, locale, source, page, coverage in pages:
            text, dangling = page.text, _NOTHING
            if self._crossings is not None and not is_captions(lesson.path):
                text, dangling = self._crossings.finished(lesson, source, page.text, locale)
            guarded = self._publisher.publish(lesson, text, coverage, locale)
            self._outcome.findings += (*page.findings, *dangling, *guarded)
        if len(self._outcome.findings) == findings:
            self._outcome.settled.append(bundle)
