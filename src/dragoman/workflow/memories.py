"""What the catalogs of a project know, looked up only where a lesson has something new."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from zlib import crc32

from dragoman.catalog import Catalog, Entry, Key
from dragoman.memory import TranslationMemory, find_near
from dragoman.project import Project
from dragoman.workflow.bundles import Bundle
from dragoman.workflow.catalogs import read_catalog
from dragoman.workflow.unchanged import Unchanged


def wording_marks(catalogs: Iterable[Catalog]) -> frozenset[int]:
    """Short marks of all msgids in catalogs: a page without a msgid's mark does not have it."""
    msgids = {entry.msgid for catalog in catalogs for entry in catalog.entries if entry.msgstr}
    return frozenset(map(_mark, msgids))


def _mark(msgid: str) -> int:
    return crc32(msgid.encode("utf-8", "surrogatepass"))


@dataclass(slots=True)
class Wanted:
    """What new segments ask of the memory, collected over all bundles."""

    exact: set[str] = field(default_factory=set)
    """Msgids that are new to some catalog."""
    near: set[str] = field(default_factory=set)
    """Those of them that no catalog of their own page has a translation for."""

    def add(self, new: Iterable[Key], lacking: Iterable[Key]) -> None:
        """Ask for new keys, and for wordings near those that lack a translation."""
        self.exact.update(msgid for _, msgid in new)
        self.near.update(msgid for _, msgid in lacking)

    def join(self, other: Wanted) -> None:
        """Ask for all that another one asks for."""
        self.exact |= other.exact
        self.near |= other.near


class Memories:
    """The translation memories of all locales, as far as one run needs them."""

    def __init__(self, project: Project, bundles: tuple[Bundle, ...], unchanged: Unchanged) -> None:
        """Know the bundles whose catalogs may be asked; nothing is read yet."""
        self._project = project
        self._unchanged = unchanged
        self._bundles = bundles
        self._store = None
        if project.updating.store:
            from dragoman.workflow.remembering import open_store  # noqa: PLC0415 (seldom needed)

            self._store = open_store(project)
        self.noted: dict[str, frozenset[int]] = {}
        """The marks of bundles' catalogs by template, as far as this run has read them."""
        self._near: dict[str, tuple[str, ...]] = {}
        self._sources: tuple[Bundle, ...] = ()
        self._msgids: set[str] = set()

    @property
    def outlive(self) -> bool:
        """Whether there is a memory besides the catalogs."""
        return self._store is not None and self._store.exists()

    def note(self, bundle: Bundle, catalogs: Iterable[Catalog]) -> None:
        """Remember which msgids the catalogs of a bundle have translations for."""
        self.noted[bundle.template_path] = wording_marks(catalogs)

    def ask(self, wanted: Wanted, orphans: Iterable[str]) -> None:
        """Find out which catalogs can answer; ``orphans`` are those whose lessons are gone.

        Templates and orphans are read only where nearness is asked for.
        """
        known = self._wordings(orphans) if wanted.near else set()
        if wanted.near and self._store is not None:
            known |= self._store.wordings(self._project.locales)
        self._near = find_near(wanted.near, known - wanted.near, self._project.updating.least)
        self._msgids = wanted.exact.union(*self._near.values())
        marks = set(map(_mark, self._msgids))
        self._sources = tuple(
            bundle
            for bundle in self._bundles
            if not marks.isdisjoint(self.marks_of(bundle) or marks)
        )

    def marks_of(self, bundle: Bundle) -> frozenset[int] | None:
        """The marks of a bundle's catalogs, None where they are not known."""
        noted = self.noted.get(bundle.template_path)
        return self._unchanged.marks(bundle) if noted is None else noted

    def _wordings(self, orphans: Iterable[str]) -> set[str]:
        """The wordings that lessons had at the last run, and those of lessons that are gone."""
        return {
            entry.msgid
            for path in (*(bundle.template_path for bundle in self._bundles), *orphans)
            if (found := read_catalog(self._project, path)) is not None
            for entry in found.catalog.live
        }

    def memory(self, locale: str, orphans: Iterable[str]) -> TranslationMemory:
        """The memory of one locale; ``orphans`` are catalogs whose lessons are gone."""
        paths = [self._project.catalog_path(bundle.page, locale) for bundle in self._sources]
        entries: list[Entry] = []
        for path in dict.fromkeys((*paths, *orphans)):
            found = read_catalog(self._project, path)
            if found is not None:
                entries += [entry for entry in found.catalog.entries if entry.msgid in self._msgids]
        if self._store is not None:
            entries += self._store.entries(locale, self._msgids)
        return TranslationMemory(entries, self._near, self._project.updating.least)
