"""The memory that outlives catalogs, and what of a project goes in and out of it."""

# ruff: noqa: PTH111, PTH118, PTH206 - pathlib is slow to import

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from dragoman.catalog import Entry
from dragoman.errors import ConfigError
from dragoman.memory import Match, TranslationMemory
from dragoman.project import Project, configfile
from dragoman.project.lessons import inside
from dragoman.store import Store, Unit, units_of
from dragoman.tmx import TmxUnit, is_writable, read_tmx, write_tmx
from dragoman.workflow.catalogs import read_catalog


class Counts(NamedTuple):
    """What became of translations that went in or out."""

    taken: int
    known: int = 0
    left: int = 0
    """Those without a text in one of the languages, or that the file cannot hold."""


def open_store(project: Project, *, create: bool = False) -> Store | None:
    """The project's memory file, None where it has none.

    One outside of the project's folder is used only where it is there already, or where a person
    asks to ``create`` it; otherwise a ConfigError says so.
    """
    shown = project.updating.store
    if not shown:
        return None
    path = os.path.join(project.root, os.path.expanduser(shown))
    if ".git" in os.path.realpath(path).lower().split(os.sep):
        problem = f'"{shown}" in "store" leads into .git'
        raise _error(project, problem, "Write to a folder of the project itself.")
    store = Store(path, shown, project.source_locale)
    if create or store.exists() or inside(project.root, path):
        return store
    problem = f'there is no memory at "{shown}", outside of the project\'s folder'
    raise _error(project, problem, "Make it with: dragoman memory create")


def needed_store(project: Project, *, create: bool = False) -> Store:
    """The project's memory file; ConfigError where it has none."""
    store = open_store(project, create=create)
    if store is None:
        problem = "the project has no memory of its own"
        raise _error(project, problem, 'Write [memory] and, below it, store = "memory.sqlite".')
    return store


def _error(project: Project, problem: str, remedy: str) -> ConfigError:
    line = configfile.find(project.root).line("memory.store")
    return ConfigError(project.config_path, line, problem, remedy)


def create_store(project: Project) -> int:
    """Make the memory file if need be, put in all catalogs, and say how many units are new."""
    store = needed_store(project, create=True)
    return store.add(
        unit
        for locale in project.locales
        for unit in units_of(locale, _catalog_entries(project, locale))
    )


def _catalog_entries(project: Project, locale: str) -> Iterator[Entry]:
    """All entries of a locale's catalogs, those of lessons that are gone among them."""
    for path in project.catalogs_on_disk(locale):
        found = read_catalog(project, path)
        if found is not None:
            yield from found.catalog.entries


def _all_entries(project: Project, locale: str) -> Iterator[Entry]:
    yield from _catalog_entries(project, locale)
    store = open_store(project)
    if store is not None:
        yield from store.entries(locale)


def export_memory(project: Project, locales: Sequence[str]) -> tuple[bytes, Counts]:
    """All confirmed translations of locales as TMX, each pair of texts once."""
    source = project.source_locale
    is_left: Counter[bool] = Counter()

    def units() -> Iterator[TmxUnit]:
        for locale in locales:
            for unit in dict.fromkeys(units_of(locale, _all_entries(project, locale))):
                texts = (source, unit.msgid), (unit.locale, unit.msgstr)
                told = TmxUnit(texts, source, unit.context)
                is_left[not is_writable(told)] += 1
                yield told

    data = write_tmx(units(), source)
    return data, Counts(is_left[False], left=is_left[True])


def import_memory(project: Project, data: bytes, path: str, locales: Iterable[str]) -> Counts:
    """Put the translations of a TMX file into the project's memory file."""
    store = needed_store(project)
    found, left = [], 0
    for unit in read_tmx(data, path):
        texts = [(locale, unit.text(locale)) for locale in locales]
        msgid = unit.text(project.source_locale)
        if not msgid or not any(text and text.strip() for _, text in texts):
            left += 1
            continue
        found += [
            Unit(locale, msgid, text, unit.context)
            for locale, text in texts
            if text and text.strip()
        ]
    units = list(dict.fromkeys(found))
    taken = store.add(units)
    return Counts(taken, len(units) - taken, left)


def search_memory(project: Project, text: str, locale: str, least: float) -> tuple[Match, ...]:
    """The translations of wordings like ``text`` in a locale, the best ones first."""
    return TranslationMemory(_all_entries(project, locale)).search(text, least)
