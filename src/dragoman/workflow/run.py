"""One pass over a project; what has not changed since the last one is not even opened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from dragoman.coverage import Coverage
from dragoman.files import read
from dragoman.files.stage import Stage
from dragoman.project import Lesson, Project
from dragoman.workflow.bundles import Bundle, bundles
from dragoman.workflow.unchanged import Unchanged

if TYPE_CHECKING:
    from dragoman.findings import Finding
    from dragoman.manifest import Manifest
    from dragoman.store import Unit
    from dragoman.workflow.merging import Merging
    from dragoman.workflow.worker import Worker

Progress = Callable[[int, int], None]
"""Told how many bundles of how many are done."""


class Steps(NamedTuple):
    """What a run does."""

    extract: bool = False
    update: bool = False
    merge: bool = False


class Request(NamedTuple):
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
    dry: bool = False
    """Whether the run only tells what it would write."""
    jobs: int = 1
    """Processes that share the work; 0 for as many as there are processors, if it is much."""


@dataclass(slots=True)
class Outcome:
    """What a run found, before anything is written."""

    project: Project
    stage: Stage
    unchanged: Unchanged
    lessons: tuple[Lesson, ...]
    """The lessons that were asked for."""
    manifest: Manifest | None = None
    """The localized pages once the stage is committed; None where none was looked at."""
    findings: list[Finding] = field(default_factory=list)
    coverage: dict[tuple[str, str], Coverage] = field(default_factory=dict)
    """By lesson path and locale; a mere merge measures it only where pages hang on it."""
    notes: list[str] = field(default_factory=list)
    """What a maintainer may want to know; no problem."""
    learned: list[Unit] = field(default_factory=list)
    """Translations for a memory that outlives catalogs."""
    settled: list[Bundle] = field(default_factory=list)
    """Bundles that will have nothing left to do when their files are written."""

    @property
    def changes(self) -> tuple[tuple[str, str], ...]:
        """Paths of files with what happens to them: create, update or remove."""
        return self.stage.changes

    def commit(self) -> None:
        """Write what was staged, each file whole or not at all.

        The manifest is written before the pages, with both their hashes, and again after them:
        a run that is killed in between leaves pages that the next one knows as dragoman's.
        """
        self.stage.check()
        if self.learned:
            from dragoman.workflow.remembering import needed_store  # noqa: PLC0415 (seldom needed)

            needed_store(self.project).add(self.learned)
        written = frozenset(path for path, _ in self.changes)
        kept: dict[str, str] = {}
        if self.manifest is None:
            self.stage.commit()
        else:
            path = self.project.manifest_path
            data, last = read(self.project.absolute(path), path), self.manifest.render()
            before = type(self.manifest).load(data, path)
            first = before.joined(self.manifest).render() if data else last
            self._write(path, first)
            kept = self.stage.commit(keep=self.unchanged.keeps)
            if last != first:
                self._write(path, last)
        self.unchanged.settle(written, kept, whole=not self.findings)

    def _write(self, path: str, text: bytes) -> None:
        stage = Stage.of_project(self.project.root)
        if text or read(self.project.absolute(path), path) is not None:
            stage.write(path, text)
        stage.commit()


class Run:
    """A run over the chosen lessons; nothing is written before all of them were read."""

    def __init__(self, project: Project, request: Request, all_lessons: tuple[Lesson, ...]) -> None:
        """Prepare a run; only the cache is read yet."""
        self._project, self._request = project, request
        self._all = bundles(project, all_lessons)
        chosen = {project.template_path(lesson.page) for lesson in request.lessons}
        self._chosen = tuple(bundle for bundle in self._all if bundle.template_path in chosen)
        everything = request.whole and all(
            (request.steps.extract, request.steps.update, request.steps.merge)
        )
        unchanged = Unchanged(project, self._all, keep=everything)
        stage = Stage.of_project(project.root, keeps=not request.dry)
        self._outcome = Outcome(project, stage, unchanged, request.lessons)
        self._has_manifest = not request.steps.merge or unchanged.has_manifest()
        self._worker: Worker | None = None

    def plan(self, progress: Progress) -> Outcome:
        """Do everything but write; all errors of the project are told together."""
        try:
            return self._plan(progress)
        except BaseException:
            self._outcome.stage.close()
            raise
        finally:
            if self._worker is not None and self._worker.merging is not None:
                self._worker.merging.close()

    def _plan(self, progress: Progress) -> Outcome:
        recalled = tuple(bundle for bundle in self._chosen if self._recall(bundle))
        known = frozenset(recalled)
        changed = tuple(bundle for bundle in self._chosen if bundle not in known)
        if changed:
            self._worker_of_all().run(changed, progress)
        if recalled and self._links_changed():
            self._worker_of_all().run(recalled, progress)
        steps, whole = self._request.steps, self._request.whole
        if steps.merge and whole and not self._outcome.unchanged.is_whole():
            self._merging().withdraw_leftovers()
        progress(len(self._chosen), len(self._chosen))
        self._outcome.findings = list(dict.fromkeys(self._outcome.findings))
        return self._outcome

    def _links_changed(self) -> bool:
        """Whether pages that did not change may have to lead elsewhere now."""
        project = self._project
        if not self._request.steps.merge or not project.pages_depend_on_each_other:
            return False
        unchanged = self._outcome.unchanged
        if unchanged.saw_other_lessons():
            return True
        last = unchanged.last_coverage()
        if project.heading_ids != "source":
            return self._worker is not None
        return any(
            key not in last
            or (last[key].percent >= project.publish_at) != (coverage.percent >= project.publish_at)
            for key, coverage in self._outcome.coverage.items()
        )

    def _worker_of_all(self) -> Worker:
        """What opens lessons and catalogs; imported when there is something to open."""
        if self._worker is None:
            from dragoman.workflow.worker import Worker  # noqa: PLC0415 (costs more than a look)

            self._worker = Worker(self._request, self._all, self._outcome)
        return self._worker

    def _merging(self) -> Merging:
        merging = self._worker_of_all().merging
        assert merging is not None
        return merging

    def _recall(self, bundle: Bundle) -> bool:
        """Whether nothing of a bundle changed since a run that left nothing to do."""
        coverage = self._outcome.unchanged.recall(bundle)
        if coverage is None:
            return False
        if not self._has_manifest and not self._merging().knows(bundle, coverage):
            return False
        for (path, locale), amounts in coverage.items():
            if locale in self._request.locales:
                self._outcome.coverage[path, locale] = amounts
        return True
