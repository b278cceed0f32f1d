"""One pass over a project: every lesson is parsed once for all its locales."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from dragoman import pofile
from dragoman.catalog import Catalog
from dragoman.coverage import Coverage, measure
from dragoman.errors import DragomanError, ManyErrors
from dragoman.files import Stage, read
from dragoman.findings import Finding
from dragoman.manifest import Manifest
from dragoman.memory import TranslationMemory
from dragoman.pofile import PoFile
from dragoman.project import Lesson, Project
from dragoman.update import missing, update
from dragoman.workflow.bundles import Bundle, Loaded, bundles, load
from dragoman.workflow.catalogs import new_catalog, read_catalog, template_text
from dragoman.workflow.memories import Memories, Wanted, wording_marks
from dragoman.workflow.pages import Publisher
from dragoman.workflow.unchanged import Unchanged

Progress = Callable[[int, int], None]
"""Told how many bundles of how many are done."""

_NO_MEMORY = TranslationMemory()


@dataclass(frozen=True, slots=True)
class Steps:
    """What a run does."""

    extract: bool = False
    update: bool = False
    merge: bool = False


@dataclass(frozen=True, slots=True)
class Request:
    """What a run is asked for."""

    steps: Steps
    lessons: tuple[Lesson, ...]
    """The lessons chosen, all of them where ``whole``."""
    locales: tuple[str, ...]
    whole: bool
    """Whether no lesson and no locale was left out."""
    now: str
    """The date for new headers, as gettext writes it."""
    force: bool = False


@dataclass(slots=True)
class Outcome:
    """What a run found, before anything is written."""

    project: Project
    stage: Stage
    manifest: Manifest | None
    """The localized pages on disk once the stage is committed; None where none are written."""
    lessons: tuple[Lesson, ...]
    """The lessons that were asked for."""
    unchanged: Unchanged
    bundles: tuple[str, ...] = ()
    """The template paths of all bundles of the project."""
    findings: list[Finding] = field(default_factory=list)
    coverage: dict[tuple[str, str], Coverage] = field(default_factory=dict)
    """By lesson path and locale."""
    notes: list[str] = field(default_factory=list)
    """What a maintainer may want to know; no problem."""

    @property
    def changes(self) -> tuple[tuple[str, str], ...]:
        """Paths of files with what happens to them: create, update or remove."""
        return self.stage.changes

    def commit(self) -> None:
        """Write what was staged, each file whole or not at all.

        The manifest is written before the pages, with both their hashes, and again after them:
        a run that is killed in between leaves pages that the next one knows as dragoman's.
        """
        written = frozenset(path for path, _ in self.changes)
        before = self._write_manifest(journal=True)
        self.stage.commit()
        if self.manifest is not None and self.manifest.render() != before:
            self._write_manifest(journal=False)
        self.unchanged.settle(self.bundles, written)

    def _write_manifest(self, *, journal: bool) -> bytes:
        if self.manifest is None:
            return b""
        path = self.project.manifest_path
        text = self.manifest.render()
        if journal:
            on_disk = Manifest.load(read(self.project.absolute(path)), path)
            text = on_disk.joined(self.manifest).render()
        stage = Stage(self.project.root)
        if text or read(self.project.absolute(path)) is not None:
            stage.write(path, text)
        stage.commit()
        return text


@dataclass(frozen=True, slots=True)
class _Opened:
    """A bundle with its catalogs as they stand on disk."""

    loaded: Loaded
    catalogs: dict[str, PoFile | None]


class Run:
    """A run over the chosen lessons; nothing is written before all of them were read."""

    def __init__(self, project: Project, request: Request, all_lessons: tuple[Lesson, ...]) -> None:
        """Prepare a run; reads only the manifest of localized pages and the cache."""
        self._project, self._request = project, request
        self._bundles = bundles(project, all_lessons)
        self._chosen = bundles(project, request.lessons)
        if len(self._chosen) != len(self._bundles):
            paths = {bundle.template_path for bundle in self._chosen}
            self._chosen = tuple(each for each in self._bundles if each.template_path in paths)
        self._memories = Memories(project, self._bundles)
        self._unchanged = Unchanged(project, keep=request.whole and request.steps.merge)
        self.outcome = Outcome(project, Stage(project.root), self._manifest(), request.lessons, self._unchanged)
        self.outcome.bundles = tuple(bundle.template_path for bundle in self._bundles)
        self._fresh: dict[str, Catalog] = {}

    def _manifest(self) -> Manifest | None:
        if not self._request.steps.merge:
            return None
        path = self._project.manifest_path
        data = read(self._project.absolute(path))
        return Manifest.load(data, path)

    def plan(self, progress: Progress) -> Outcome:
        """Do everything but write; all errors of the project are told together."""
        errors: list[DragomanError] = []
        deferred: list[Bundle] = []
        wanted = Wanted()
        for number, bundle in enumerate(self._chosen):
            progress(number, len(self._chosen))
            try:
                if not self._recall(bundle) and not self._attempt(bundle, wanted):
                    deferred.append(bundle)
            except DragomanError as error:
                errors.append(error)
        if errors:
            raise errors[0] if len(errors) == 1 else ManyErrors(tuple(errors))
        if deferred:
            self._with_memory(deferred, wanted)
        self._leftovers()
        progress(len(self._chosen), len(self._chosen))
        return self.outcome

    def _recall(self, bundle: Bundle) -> bool:
        """Whether nothing of a bundle changed since a run that left nothing to do."""
        known = self._unchanged.recall(bundle)
        if known is None:
            return False
        self._memories.note(bundle, known.marks)
        for (path, locale), coverage in known.coverage.items():
            if locale in self._request.locales:
                self.outcome.coverage[path, locale] = coverage
        return True

    def _attempt(self, bundle: Bundle, wanted: Wanted) -> bool:
        """Do a bundle at once unless it has something new that the memory may know."""
        opened = self._open(bundle)
        catalogs = [found.catalog for found in opened.catalogs.values() if found is not None]
        self._memories.note(bundle, wording_marks(catalogs))
        if self._request.steps.update and self._has_new(opened, wanted):
            return False
        self._finish(opened, {})
        return True

    def _open(self, bundle: Bundle) -> _Opened:
        locales = self._request.locales if self._uses_catalogs() else ()
        project = self._project
        return _Opened(
            load(project, bundle),
            {
                locale: read_catalog(project, project.catalog_path(bundle.page, locale))
                for locale in locales
            },
        )

    def _uses_catalogs(self) -> bool:
        steps = self._request.steps
        return steps.update or steps.merge or not steps.extract

    def _has_new(self, opened: _Opened, wanted: Wanted) -> bool:
        """Whether a locale that has catalogs lacks a segment; note what to ask the memory for."""
        template = opened.loaded.template
        found = False
        for locale, before in opened.catalogs.items():
            catalog = Catalog() if before is None else before.catalog
            live = catalog.by_key()
            new = [entry.key for entry in template.entries if entry.key not in live]
            if new and self._unchanged.catalogs_on_disk(locale):
                wanted.add(new, missing(catalog, template))
                found = True
        return found

    def _with_memory(self, deferred: Iterable[Bundle], wanted: Wanted) -> None:
        self._memories.ask(wanted)
        memories = {
            locale: self._memories.memory(locale, self._orphans(locale))
            for locale in self._request.locales
        }
        for bundle in deferred:
            self._finish(self._open(bundle), memories)

    def _orphans(self, locale: str) -> tuple[str, ...]:
        """Catalogs whose lessons are gone; their translations are remembered."""
        owned = {self._project.catalog_path(bundle.page, locale) for bundle in self._bundles}
        on_disk = self._unchanged.catalogs_on_disk(locale)
        return tuple(path for path in on_disk if path not in owned)

    def _finish(self, opened: _Opened, memories: dict[str, TranslationMemory]) -> None:
        """Extract, update and merge one bundle into the stage, as far as was asked."""
        loaded, bundle = opened.loaded, opened.loaded.bundle
        findings = len(self.outcome.findings)
        if self._request.steps.extract:
            before = read_catalog(self._project, bundle.template_path)
            text = template_text(self._project, loaded.template, before, self._request.now)
            self.outcome.stage.write(bundle.template_path, text)
        for locale, before in opened.catalogs.items():
            memory = memories.get(locale, _NO_MEMORY)
            self._localize(loaded, locale, self._updated(loaded, locale, before, memory))
        if len(self.outcome.findings) == findings:
            catalogs = [found.catalog for found in opened.catalogs.values() if found]
            self._unchanged.remember(bundle, self.outcome.coverage, wording_marks(catalogs))

    def _updated(
        self, loaded: Loaded, locale: str, before: PoFile | None, memory: TranslationMemory
    ) -> Catalog:
        """The catalog of today, staged where the run updates catalogs."""
        if before is not None:
            catalog = before.catalog
        elif self._request.steps.update:
            catalog = self._new(locale)
        else:
            catalog = Catalog()
        if self._request.steps.merge and not self._request.steps.update:
            return catalog
        updated = update(catalog, loaded.template, memory)
        if self._request.steps.update and (before is None or updated is not catalog):
            path = self._project.catalog_path(loaded.bundle.page, locale)
            self.outcome.stage.write(path, pofile.render(updated, before))
        return updated

    def _new(self, locale: str) -> Catalog:
        if locale not in self._fresh:
            self._fresh[locale] = new_catalog(self._project, locale, self._request.now)
        return self._fresh[locale]

    def _localize(self, loaded: Loaded, locale: str, catalog: Catalog) -> None:
        manifest = self.outcome.manifest
        for lesson, document in zip(loaded.bundle.lessons, loaded.documents, strict=True):
            coverage = measure((slot.segment.key for slot in document.slots), catalog)
            self.outcome.coverage[lesson.path, locale] = coverage
            if manifest is not None:
                publisher = Publisher(
                    self._project, self.outcome.stage, manifest, self._request.force
                )
                self.outcome.findings += publisher.publish(
                    lesson, document, catalog, coverage, locale
                )

    def _leftovers(self) -> None:
        """Withdraw pages of lessons and locales that are gone; name catalogs without a lesson."""
        manifest, project = self.outcome.manifest, self._project
        if manifest is None or not self._request.whole:
            return
        expected = {
            project.output_path(lesson, locale)
            for bundle in self._bundles
            for lesson in bundle.lessons
            for locale in project.locales
        }
        publisher = Publisher(project, self.outcome.stage, manifest, self._request.force)
        for path in manifest.paths:
            if path not in expected:
                self.outcome.findings += publisher.withdraw(path, path, None)
