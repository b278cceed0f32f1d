"""Catalogs of bundles brought in step, with what the other catalogs of the project know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from dragoman import po
from dragoman.catalog import Catalog
from dragoman.memory import TranslationMemory
from dragoman.po import PoFile
from dragoman.update import missing, update
from dragoman.workflow.bundles import Bundle
from dragoman.workflow.catalogs import new_catalog
from dragoman.workflow.loading import Loaded
from dragoman.workflow.localizing import rules
from dragoman.workflow.memories import Memories, Wanted
from dragoman.workflow.run import Outcome, Request

Remembered = Mapping[str, TranslationMemory]
"""The memories of locales; what has none knows nothing."""


class Asked(NamedTuple):
    """What is known of bundles, and what they ask of the memory."""

    marks: dict[str, frozenset[int]]
    """Short marks of the msgids of their catalogs, by template."""
    wanted: Wanted


_NO_MEMORY = TranslationMemory()


class Renewing:
    """Updates the catalogs of bundles into an outcome's stage."""

    def __init__(self, request: Request, all_bundles: tuple[Bundle, ...], outcome: Outcome) -> None:
        """Prepare the work; nothing is read yet."""
        self._project, self._request, self._outcome = outcome.project, request, outcome
        self._all = all_bundles
        self._memories = Memories(self._project, all_bundles, outcome.unchanged)
        self._wanted = Wanted()
        self._fresh: dict[str, Catalog] = {}

    def told(self) -> Asked:
        """What bundles asked since the last time, for ``learn`` elsewhere."""
        asked = Asked(self._memories.noted, self._wanted)
        self._memories.noted, self._wanted = {}, Wanted()
        return asked

    def learn(self, asked: Asked) -> None:
        """Take note of what another process was asked."""
        self._memories.noted.update(asked.marks)
        self._wanted.join(asked.wanted)

    def asks_memory(self, loaded: Loaded, catalogs: Mapping[str, PoFile | None]) -> bool:
        """Whether a locale with anything to remember lacks a segment; note what to ask for."""
        catalogs_there = [found.catalog for found in catalogs.values() if found is not None]
        self._memories.note(loaded.bundle, catalogs_there)
        keys = loaded.template.by_key().keys()
        asks = False
        for locale, before in catalogs.items():
            catalog = Catalog() if before is None else before.catalog
            new = keys - catalog.by_key().keys()
            if new and (self._memories.outlive or self._outcome.unchanged.catalogs_on_disk(locale)):
                self._wanted.add(new, missing(catalog, loaded.template))
                asks = True
        return asks

    def remembered(self) -> Remembered:
        """What the memories of all locales answer, now that all bundles have asked."""
        orphans = {locale: self._orphans(locale) for locale in self._request.locales}
        self._memories.ask(self._wanted, (path for paths in orphans.values() for path in paths))
        return {locale: self._memories.memory(locale, paths) for locale, paths in orphans.items()}

    def marks_of(self, bundle: Bundle) -> frozenset[int]:
        """The marks of a bundle's catalogs; none where they are not known."""
        return self._memories.marks_of(bundle) or frozenset()

    def renewed(
        self, loaded: Loaded, catalogs: Mapping[str, PoFile | None], remembered: Remembered
    ) -> Iterator[tuple[str, Catalog]]:
        """The catalogs of today by locale, each staged where the run updates catalogs."""
        carried = rules(self._project, loaded)
        for locale, before in catalogs.items():
            memory = remembered.get(locale, _NO_MEMORY)
            catalog = self._before(locale) if before is None else before.catalog
            today = update(catalog, loaded.template, memory, carried)
            if self._request.steps.update:
                self._stage(loaded, locale, before, catalog, today)
            yield locale, today

    def _before(self, locale: str) -> Catalog:
        """What a catalog starts from that is not there yet."""
        if not self._request.steps.update:
            return Catalog()
        if locale not in self._fresh:
            self._fresh[locale] = new_catalog(self._project, locale, self._request.now)
        return self._fresh[locale]

    def _stage(
        self, loaded: Loaded, locale: str, before: PoFile | None, catalog: Catalog, today: Catalog
    ) -> None:
        if before is None or today is not catalog:
            path = self._project.catalog_path(loaded.bundle.page, locale)
            was = None if before is None else before.data
            self._outcome.stage.write(path, po.render(today, before), was=was)
        if self._project.updating.store:
            from dragoman.store import units_of  # noqa: PLC0415 (seldom needed)

            self._outcome.learned += units_of(locale, (*catalog.entries, *today.entries))

    def _orphans(self, locale: str) -> tuple[str, ...]:
        """Catalogs whose lessons are gone; their translations are remembered."""
        owned = {self._project.catalog_path(bundle.page, locale) for bundle in self._all}
        on_disk = self._outcome.unchanged.catalogs_on_disk(locale)
        return tuple(path for path in on_disk if path not in owned)
