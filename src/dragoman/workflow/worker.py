"""The work on bundles that changed: each lesson is parsed once for all its locales."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from dragoman import po
from dragoman.catalog import Catalog
from dragoman.coverage import Coverage, tally
from dragoman.document import Document
from dragoman.errors import DragomanError, ManyErrors
from dragoman.files import read
from dragoman.findings import Finding
from dragoman.formats.webvtt import is_captions
from dragoman.lessons import Lesson
from dragoman.manifest import Manifest
from dragoman.memory import TranslationMemory
from dragoman.merge import Localized
from dragoman.po import PoFile
from dragoman.po.family import Family
from dragoman.update import missing, update
from dragoman.workflow.bundles import Bundle
from dragoman.workflow.catalogs import new_catalog, read_catalog, template_text
from dragoman.workflow.html_pages import HtmlPages
from dragoman.workflow.loading import Loaded, load
from dragoman.workflow.localizing import localize, rules
from dragoman.workflow.memories import Memories, Wanted
from dragoman.workflow.pages import Publisher
from dragoman.workflow.run import Outcome, Request
from dragoman.workflow.unchanged import ByLesson

if TYPE_CHECKING:
    from dragoman.workflow.crossings import Crossings

_NO_MEMORY = TranslationMemory()

_NOTHING: tuple[Finding, ...] = ()

_KEPT_OPEN = 100
"""So many bundles that wait for the memory stay in memory; more are read again."""


class _Opened(NamedTuple):
    """A bundle with its catalogs as they stand on disk."""

    loaded: Loaded
    catalogs: dict[str, PoFile | None]
    family: Family
    """What the catalogs have in common with the template."""


class _Merged(NamedTuple):
    """A localized page before its links are followed."""

    lesson: Lesson
    locale: str
    document: Document
    page: Localized
    coverage: Coverage


class Worker:
    """Extracts, updates and merges bundles into an outcome's stage."""

    def __init__(self, request: Request, all_bundles: tuple[Bundle, ...], outcome: Outcome) -> None:
        """Prepare the work; only the manifest of localized pages is read."""
        self._project, self._request, self._outcome = outcome.project, request, outcome
        self._all = all_bundles
        self._memories = Memories(self._project, all_bundles, outcome.unchanged)
        self._html = HtmlPages(self._project, wanted=request.steps.merge)
        self._crossings: Crossings | None = None
        if self._project.pages_depend_on_each_other:
            from dragoman.workflow.crossings import Crossings  # noqa: PLC0415 (seldom needed)

            self._crossings = Crossings(self._project, all_bundles, self._html.render)
        self._wanted = Wanted()
        self._deferred: list[tuple[Bundle, _Opened | None]] = []
        self._merged: list[tuple[Bundle, list[_Merged]]] = []
        self._fresh: dict[str, Catalog] = {}
        self._publisher: Publisher | None = None
        self._written: frozenset[str] = frozenset()
        if request.steps.merge:
            path = self._project.manifest_path
            outcome.manifest = Manifest.load(read(self._project.absolute(path), path), path)
            self._written = frozenset(outcome.manifest.paths)
            self._publisher = Publisher(
                self._project, outcome.stage, outcome.manifest, request.force
            )

    def attempt(self, bundle: Bundle) -> None:
        """Do a bundle at once, or put it off if it has something new that memory may know."""
        opened = self._open(bundle)
        if self._request.steps.update:
            catalogs = [found.catalog for found in opened.catalogs.values() if found is not None]
            self._memories.note(bundle, catalogs)
        if self._request.steps.update and self._asks_memory(opened):
            kept = len(self._deferred) < _KEPT_OPEN
            self._deferred.append((bundle, opened if kept else None))
        else:
            self._finish(opened, {})

    def finish_deferred(self) -> None:
        """Do the bundles that were put off, with the memory's help."""
        if self._deferred:
            self._do_deferred()
        self._publish()

    def _do_deferred(self) -> None:
        orphans = {locale: self._orphans(locale) for locale in self._request.locales}
        self._memories.ask(self._wanted, (path for paths in orphans.values() for path in paths))
        memories = {
            locale: self._memories.memory(locale, paths) for locale, paths in orphans.items()
        }
        for bundle, opened in self._deferred:
            self._finish(opened or self._open(bundle), memories)
        self._deferred.clear()

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
        manifest, publisher = self._outcome.manifest, self._publisher
        if manifest is None or publisher is None:
            return
        expected = {
            path
            for bundle in self._all
            for lesson in bundle.lessons
            for path in self._project.page_paths(lesson)
        }
        for path in manifest.paths:
            if path not in expected:
                self._outcome.findings += publisher.withdraw(path, path, None)

    def _open(self, bundle: Bundle) -> _Opened:
        project, steps = self._project, self._request.steps
        only_templates = steps.extract and not (steps.update or steps.merge)
        locales = () if only_templates else self._request.locales
        errors: list[DragomanError] = []
        catalogs: dict[str, PoFile | None] = {}
        family = Family()
        for locale in locales:
            try:
                path = project.catalog_path(bundle.page, locale)
                catalogs[locale] = read_catalog(project, path, family)
            except DragomanError as error:
                errors.append(error)
        if errors:
            raise ManyErrors(tuple(errors))
        return _Opened(load(project, bundle, counted=not only_templates), catalogs, family)

    def _asks_memory(self, opened: _Opened) -> bool:
        """Whether a locale with anything to remember lacks a segment; note what to ask for."""
        template = opened.loaded.template
        keys = template.by_key().keys()
        found = False
        for locale, before in opened.catalogs.items():
            catalog = Catalog() if before is None else before.catalog
            new = keys - catalog.by_key().keys()
            if new and (self._memories.outlive or self._outcome.unchanged.catalogs_on_disk(locale)):
                self._wanted.add(new, missing(catalog, template))
                found = True
        return found

    def _orphans(self, locale: str) -> tuple[str, ...]:
        """Catalogs whose lessons are gone; their translations are remembered."""
        owned = {self._project.catalog_path(bundle.page, locale) for bundle in self._all}
        on_disk = self._outcome.unchanged.catalogs_on_disk(locale)
        return tuple(path for path in on_disk if path not in owned)

    def _finish(self, opened: _Opened, memories: dict[str, TranslationMemory]) -> None:
        """Extract, update and merge one bundle into the stage, as far as was asked."""
        loaded, bundle = opened.loaded, opened.loaded.bundle
        if self._request.steps.extract:
            before = read_catalog(self._project, bundle.template_path, opened.family)
            text = template_text(self._project, loaded.template, before, self._request.now)
            self._outcome.stage.write(bundle.template_path, text)
        findings, later = len(self._outcome.findings), self._crossings is not None
        self._outcome.findings += self._html.sources(loaded, self._publisher)
        waiting: list[_Merged] = []
        for locale, before in opened.catalogs.items():
            memory = memories.get(locale, _NO_MEMORY)
            catalog = self._updated(loaded, locale, before, memory)
            for page in self._localize(loaded, locale, catalog):
                if later:
                    waiting.append(page)
                else:
                    self._finish_page(page)
        if later:
            self._merged.append((bundle, waiting))
        else:
            self._remember(bundle, findings)

    def _publish(self) -> None:
        """Finish the pages that link to each other, now that all of them are merged."""
        for bundle, pages in self._merged:
            findings = len(self._outcome.findings)
            for page in pages:
                self._finish_page(page)
            self._remember(bundle, findings)
        self._merged.clear()

    def _remember(self, bundle: Bundle, findings: int) -> None:
        """Remember a bundle since which no finding was added to so many."""
        if len(self._outcome.findings) == findings:
            marks = self._memories.marks_of(bundle) or frozenset()
            self._outcome.unchanged.remember(bundle, self._outcome.coverage, marks)

    def _updated(
        self, loaded: Loaded, locale: str, before: PoFile | None, memory: TranslationMemory
    ) -> Catalog:
        """The catalog of today, staged where the run updates catalogs."""
        steps = self._request.steps
        if before is not None:
            catalog = before.catalog
        else:
            catalog = self._new(locale) if steps.update else Catalog()
        if steps.merge and not steps.update:
            return catalog
        updated = update(catalog, loaded.template, memory, rules(self._project, loaded))
        if steps.update and (before is None or updated is not catalog):
            path = self._project.catalog_path(loaded.bundle.page, locale)
            self._outcome.stage.write(path, po.render(updated, before))
        if steps.update and self._project.updating.store:
            from dragoman.store import units_of  # noqa: PLC0415 (seldom needed)

            self._outcome.learned += units_of(locale, (*catalog.entries, *updated.entries))
        return updated

    def _new(self, locale: str) -> Catalog:
        if locale not in self._fresh:
            self._fresh[locale] = new_catalog(self._project, locale, self._request.now)
        return self._fresh[locale]

    def _localize(self, loaded: Loaded, locale: str, catalog: Catalog) -> Iterator[_Merged]:
        """Measure the coverage of a bundle's lessons, and merge them where the run does that."""
        lessons = zip(loaded.bundle.lessons, loaded.documents, loaded.words, strict=True)
        for lesson, document, words in lessons:
            coverage = tally(words, catalog)
            self._outcome.coverage[lesson.path, locale] = coverage
            if self._publisher is None:
                continue
            to_source = None
            if self._crossings is not None and self._project.links:
                to_source = self._crossings.links(lesson.page, locale).to_source
            page = localize(self._project, lesson, document, catalog, locale, to_source=to_source)
            page = self._html.localized(lesson, page, locale, coverage.percent)
            if self._crossings is not None and not is_captions(lesson.path):
                source, percent = document.source, coverage.percent
                self._crossings.note(lesson.page, locale, source, page.text, percent)
            yield _Merged(lesson, locale, document, page, coverage)

    def close(self) -> None:
        """End what was started."""
        self._html.close()

    def _finish_page(self, merged: _Merged) -> None:
        lesson, locale, page = merged.lesson, merged.locale, merged.page
        text, dangling = page.text, _NOTHING
        if self._crossings is not None and not is_captions(lesson.path):
            source = merged.document.source
            text, dangling = self._crossings.finished(lesson, source, page.text, locale)
        guarded = _NOTHING
        if self._publisher is not None:
            guarded = self._publisher.publish(lesson, text, merged.coverage, locale)
        self._outcome.findings += (*page.findings, *dangling, *guarded)
