"""The work on bundles that changed: each lesson is parsed once for all its locales."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from dragoman.catalog import Catalog
from dragoman.coverage import tally
from dragoman.errors import CatalogError, DragomanError, tell
from dragoman.po import PoFile
from dragoman.po.family import Family
from dragoman.workflow.bundles import Bundle
from dragoman.workflow.catalogs import read_catalog, template_text
from dragoman.workflow.hands import hands
from dragoman.workflow.loading import Loaded, load
from dragoman.workflow.run import Outcome, Progress, Request

if TYPE_CHECKING:
    from dragoman.workflow.merging import Merging
    from dragoman.workflow.renewing import Remembered, Renewing
    from dragoman.workflow.shares import Share

Job = Bundle | bytes
"""A bundle, or the pages of one that waited until all pages were known."""

_KEPT_OPEN = 100
"""So many bundles that wait for the memory stay in memory; more are read again."""


class _Opened(NamedTuple):
    """A bundle with its catalogs as they stand on disk."""

    loaded: Loaded
    catalogs: dict[str, PoFile | None]
    family: Family
    """What the catalogs have in common with the template."""


class Worker:
    """Extracts, updates and merges bundles into an outcome's stage."""

    def __init__(self, request: Request, all_bundles: tuple[Bundle, ...], outcome: Outcome) -> None:
        """Prepare the work; what the run does not do is not even imported."""
        self._project, self._request, self._outcome = outcome.project, request, outcome
        self._all = all_bundles
        self._deferred: dict[Bundle, _Opened | None] = {}
        self.renewing: Renewing | None = None
        self.merging: Merging | None = None
        extracts, updates, merges = request.steps
        self._only_templates = extracts and not (updates or merges)
        self._measures = updates or not merges or self._project.publishes_by_coverage
        if updates or not (extracts or merges):
            from dragoman.workflow.renewing import Renewing  # noqa: PLC0415 (not always needed)

            self.renewing = Renewing(request, all_bundles, outcome)
        if merges:
            from dragoman.workflow.merging import Merging  # noqa: PLC0415 (not always needed)

            self.merging = Merging(request, all_bundles, outcome)

    def run(self, bundles: Sequence[Bundle], progress: Progress) -> None:
        """Do bundles: what can be done at once, what the memory may help with, and links.

        All errors of one of these three are told together.
        """
        tell(self.do(bundles, len(bundles), progress=progress))
        if self._deferred and self.renewing is not None:
            remembered = self.renewing.remembered()
            tell(self.do(tuple(self._deferred), len(self._deferred), remembered))
            self._deferred.clear()
        if self.merging is not None and self.merging.waiting:
            tell(self.do(self.merging.take_waiting(), self.merging.waiting))
        self._remember()

    def do(
        self,
        jobs: Iterable[Job],
        count: int,
        remembered: Remembered | None = None,
        progress: Progress = lambda _done, _total: None,
    ) -> list[DragomanError]:
        """Do so many jobs, and give the errors of those that cannot be done.

        A bundle is put off if it has something new that memory may know and nobody has asked yet.
        """
        many = hands(self._request.jobs, count, count * (1 + len(self._request.locales)))
        if many > 1 and not self._project.publishing.lessons:  # each would start Node.js
            return self._share_out(many, jobs, count, remembered, progress)
        errors: list[DragomanError] = []
        for number, job in enumerate(jobs):
            progress(number, count)
            try:
                self._do(job, remembered)
            except DragomanError as error:
                errors += error.errors
        return errors

    def _share_out(
        self,
        many: int,
        jobs: Iterable[Job],
        count: int,
        remembered: Remembered | None,
        progress: Progress,
    ) -> list[DragomanError]:
        """As ``do``, by so many processes."""
        from dragoman.workflow.crew import Crew  # noqa: PLC0415 (costly; for much work)
        from dragoman.workflow.shares import Task, batches, begin  # noqa: PLC0415 (as above)

        neighbours = {} if self.merging is None else self.merging.neighbours
        drawer = self._outcome.stage.drawer
        folder = drawer.folder() if drawer.keeps else ""
        unchanged = self._outcome.unchanged
        task = Task(
            self._project,
            self._request,
            self._all,
            remembered=remembered,
            neighbours=neighbours,
            drawer=folder,
            sorts=not unchanged.keeps,
            lost=unchanged.lost,
        )
        errors: list[DragomanError] = []
        done = 0
        with Crew(many, begin, task) as crew:
            for share in crew.work(batches(jobs, count, many, self._project)):
                progress(done, count)
                errors += self._join(share)
                done += len(share.done)
        return errors

    def _join(self, share: Share) -> Iterator[DragomanError]:
        """Take over what another process did; gives the errors of what cannot be done."""
        outcome = self._outcome
        for changes, errors in share.done:
            try:
                outcome.stage.take(changes)
                yield from errors
            except DragomanError as error:
                yield error  # what came after it does not count
        if outcome.manifest is not None:
            outcome.manifest.learn(share.pages)
        if self.renewing is not None and share.asked is not None:
            self.renewing.learn(share.asked)
        if self.merging is not None:
            self.merging.learn(share.waiting, share.neighbours)
        outcome.findings += share.findings
        outcome.coverage.update(share.coverage)
        outcome.learned += share.learned
        outcome.settled += share.settled
        self._deferred.update(dict.fromkeys(share.deferred))

    def put_off(self) -> list[Bundle]:
        """Bundles that wait for the memory; told once."""
        deferred = list(self._deferred)
        self._deferred.clear()
        return deferred

    def _do(self, job: Job, remembered: Remembered | None) -> None:
        """Extract, update and merge a bundle into the stage, put it off, or finish its pages."""
        if isinstance(job, bytes):
            if self.merging is not None:
                self.merging.publish(job)
            return
        if self._restores(job):
            return
        opened = self._deferred.get(job) or self._open(job)
        if remembered is None and self._asks_memory(opened):
            kept = len(self._deferred) < _KEPT_OPEN
            self._deferred[job] = opened if kept else None
        else:
            self._finish(opened, remembered or {})

    def _restores(self, bundle: Bundle) -> bool:
        """Whether only the pages of a bundle were gone, and are staged as they were."""
        lost = self._outcome.unchanged.lost.get(bundle.template_path)
        if lost is None or self.merging is None or self._request.locales != self._project.locales:
            return False
        return self.merging.restore(bundle, lost)

    def _asks_memory(self, opened: _Opened) -> bool:
        if self.renewing is None or not self._request.steps.update:
            return False
        return self.renewing.asks_memory(opened.loaded, opened.catalogs)

    def _finish(self, opened: _Opened, remembered: Remembered) -> None:
        loaded, template_path = opened.loaded, opened.loaded.bundle.template_path
        if self._request.steps.extract:
            before = self._template(template_path, opened.family)
            text = template_text(self._project, loaded.template, before, self._request.now)
            if before is None or text != before.data:
                self._outcome.stage.write(template_path, text)
        catalogs = self._today(opened, remembered)
        if self.merging is not None:
            self.merging.merge(loaded, catalogs)
        else:
            deque(catalogs, maxlen=0)

    def _template(self, path: str, family: Family) -> PoFile | None:
        """The template as it stands; None for one that is broken, and so is made anew."""
        try:
            return read_catalog(self._project, path, family)
        except CatalogError:
            return None

    def _open(self, bundle: Bundle) -> _Opened:
        locales = () if self._only_templates else self._request.locales
        errors: list[DragomanError] = []
        catalogs: dict[str, PoFile | None] = {}
        family = Family()
        for locale in locales:
            try:
                path = self._project.catalog_path(bundle.page, locale)
                catalogs[locale] = read_catalog(self._project, path, family)
            except DragomanError as error:
                errors.append(error)
        tell(errors)
        return _Opened(load(self._project, bundle), catalogs, family)

    def _today(self, opened: _Opened, remembered: Remembered) -> Iterator[tuple[str, Catalog]]:
        """The catalogs of today by locale; their coverage is measured, and staged what changed."""
        loaded = opened.loaded
        counted = zip(loaded.bundle.lessons, loaded.words, strict=True) if self._measures else ()
        lessons = tuple(counted)
        catalogs: Iterable[tuple[str, Catalog]]
        if self.renewing is not None:
            catalogs = self.renewing.renewed(loaded, opened.catalogs, remembered)
        else:
            found = opened.catalogs.items()
            catalogs = ((at, Catalog() if each is None else each.catalog) for at, each in found)
        for locale, catalog in catalogs:
            for lesson, words in lessons:
                self._outcome.coverage[lesson.path, locale] = tally(words, catalog)
            yield locale, catalog

    def _remember(self) -> None:
        """Remember the bundles that have nothing left to do once the run has written."""
        outcome = self._outcome
        for bundle in outcome.settled:
            marks = frozenset[int]() if self.renewing is None else self.renewing.marks_of(bundle)
            outcome.unchanged.remember(bundle, outcome.coverage, marks, outcome.manifest)
        outcome.settled.clear()
