"""The work on bundles that changed: each lesson is parsed once for all its locales."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from dragoman.catalog import Catalog
from dragoman.coverage import tally
from dragoman.errors import DragomanError, ManyErrors
from dragoman.po import PoFile
from dragoman.po.family import Family
from dragoman.project import Project
from dragoman.workflow.bundles import Bundle
from dragoman.workflow.catalogs import read_catalog, template_text
from dragoman.workflow.loading import Loaded, load
from dragoman.workflow.run import Outcome, Progress, Request
from dragoman.workflow.unchanged import ByLesson

if TYPE_CHECKING:
    from dragoman.workflow.crew import Share
    from dragoman.workflow.merging import Merging
    from dragoman.workflow.renewing import Asked, Remembered, Renewing

_MUCH = 500
"""So many lessons and catalogs are worth several processes, which take time to start."""
_MOST = 8
"""More processes than this are taken only where somebody asks for them."""
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
        self._renewing: Renewing | None = None
        self._merging: Merging | None = None
        extracts, updates, merges = request.steps
        self._only_templates = extracts and not (updates or merges)
        if updates or not (extracts or merges):
            from dragoman.workflow.renewing import Renewing  # noqa: PLC0415 (not always needed)

            self._renewing = Renewing(request, all_bundles, outcome)
        if merges:
            from dragoman.workflow.merging import Merging  # noqa: PLC0415 (not always needed)

            self._merging = Merging(request, all_bundles, outcome)

    def attempt(self, bundles: Sequence[Bundle], progress: Progress) -> None:
        """Do bundles, or put off those that have something new that memory may know.

        All errors of the bundles are told together.
        """
        _tell(self.do(bundles, None, progress))

    def finish(self) -> None:
        """Do the bundles that were put off, with the memory's help, and the pages that waited."""
        if self._deferred and self._renewing is not None:
            remembered = self._renewing.remembered()
            _tell(self.do(tuple(self._deferred), remembered))
            self._deferred.clear()
        if self._merging is not None:
            self._merging.publish()
        self._remember()

    def do(
        self,
        bundles: Sequence[Bundle],
        remembered: Remembered | None,
        progress: Progress = lambda _done, _total: None,
    ) -> list[DragomanError]:
        """Do bundles as far as can be done with what the memory answered, None before it was asked.

        Gives the errors of those that cannot be done.
        """
        hands = _hands(self._project, self._request, len(bundles))
        if hands > 1:
            return self._share_out(hands, bundles, remembered, progress)
        errors: list[DragomanError] = []
        for number, bundle in enumerate(bundles):
            progress(number, len(bundles))
            try:
                self._do(bundle, remembered)
            except DragomanError as error:
                errors += error.errors if isinstance(error, ManyErrors) else (error,)
        return errors

    def _share_out(
        self,
        hands: int,
        bundles: Sequence[Bundle],
        remembered: Remembered | None,
        progress: Progress,
    ) -> list[DragomanError]:
        """As ``do``, by so many processes."""
        from dragoman.workflow.crew import Crew, Task  # noqa: PLC0415 (costly; for much work)

        errors: list[DragomanError] = []
        done = 0
        with Crew(Task(self._project, self._request, self._all, remembered), hands) as crew:
            for share in crew.work(bundles):
                progress(done, len(bundles))
                errors += self._join(share)
                done += share.size
        return errors

    def _join(self, share: Share) -> Iterator[DragomanError]:
        """Take over what another process did; gives the errors of what cannot be done."""
        outcome = self._outcome
        yield from share.errors
        for path, data in share.files:
            try:
                if data is None:
                    outcome.stage.remove(path)
                else:
                    outcome.stage.write(path, data)
            except DragomanError as error:
                yield error
        if outcome.manifest is not None:
            outcome.manifest.learn(share.pages)
        if self._renewing is not None and share.asked is not None:
            self._renewing.learn(share.asked)
        outcome.findings += share.findings
        outcome.coverage.update(share.coverage)
        outcome.learned += share.learned
        outcome.settled += share.settled
        self._deferred.update(dict.fromkeys(share.deferred))

    def put_off(self) -> tuple[list[Bundle], Asked | None]:
        """Bundles that wait for the memory, and what bundles ask of it; told once."""
        deferred = list(self._deferred)
        self._deferred.clear()
        return deferred, None if self._renewing is None else self._renewing.told()

    def knows(self, bundle: Bundle, coverage: ByLesson) -> bool:
        """Whether the manifest has every page of a bundle that is published."""
        return self._merging is None or self._merging.knows(bundle, coverage)

    def withdraw_leftovers(self) -> None:
        """Remove the pages of lessons and locales that are gone."""
        if self._merging is not None:
            self._merging.withdraw_leftovers()

    def close(self) -> None:
        """End what was started."""
        if self._merging is not None:
            self._merging.close()

    def _do(self, bundle: Bundle, remembered: Remembered | None) -> None:
        """Extract, update and merge one bundle into the stage, or put it off."""
        opened = self._deferred.get(bundle) or self._open(bundle)
        if remembered is None and self._asks_memory(opened):
            kept = len(self._deferred) < _KEPT_OPEN
            self._deferred[bundle] = opened if kept else None
        else:
            self._finish(opened, remembered or {})

    def _asks_memory(self, opened: _Opened) -> bool:
        if self._renewing is None or not self._request.steps.update:
            return False
        return self._renewing.asks_memory(opened.loaded, opened.catalogs)

    def _finish(self, opened: _Opened, remembered: Remembered) -> None:
        loaded, template_path = opened.loaded, opened.loaded.bundle.template_path
        if self._request.steps.extract:
            before = read_catalog(self._project, template_path, opened.family)
            text = template_text(self._project, loaded.template, before, self._request.now)
            if before is None or text != before.data:
                self._outcome.stage.write(template_path, text)
        catalogs = self._today(opened, remembered)
        if self._merging is not None:
            self._merging.merge(loaded, catalogs)
        else:
            deque(catalogs, maxlen=0)

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
        if errors:
            raise ManyErrors(tuple(errors))
        loaded = load(self._project, bundle, counted=not self._only_templates)
        return _Opened(loaded, catalogs, family)

    def _today(self, opened: _Opened, remembered: Remembered) -> Iterator[tuple[str, Catalog]]:
        """The catalogs of today by locale; their coverage is measured, and staged what changed."""
        loaded = opened.loaded
        catalogs: Iterable[tuple[str, Catalog]]
        if self._renewing is not None:
            catalogs = self._renewing.renewed(loaded, opened.catalogs, remembered)
        else:
            found = opened.catalogs.items()
            catalogs = ((at, Catalog() if each is None else each.catalog) for at, each in found)
        for locale, catalog in catalogs:
            for lesson, words in zip(loaded.bundle.lessons, loaded.words, strict=True):
                self._outcome.coverage[lesson.path, locale] = tally(words, catalog)
            yield locale, catalog

    def _remember(self) -> None:
        """Remember the bundles that have nothing left to do once the run has written."""
        for bundle in self._outcome.settled:
            marks = frozenset[int]() if self._renewing is None else self._renewing.marks_of(bundle)
            self._outcome.unchanged.remember(bundle, self._outcome.coverage, marks)
        self._outcome.settled.clear()


def _hands(project: Project, request: Request, count: int) -> int:
    """How many processes the work on so many bundles is worth."""
    if project.pages_depend_on_each_other or project.publishing.lessons:
        return 1
    if request.jobs:
        return min(request.jobs, count)
    files = count * (1 + len(request.locales))
    return min(_processors(), _MOST, count) if files >= _MUCH else 1


def _processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _tell(errors: Sequence[DragomanError]) -> None:
    """Raise the errors of several bundles as one, each told once."""
    different = tuple({str(error): error for error in errors}.values())
    if different:
        raise different[0] if len(different) == 1 else ManyErrors(different)
