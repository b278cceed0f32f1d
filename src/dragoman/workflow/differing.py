"""The stale translations of a project, as its catalogs stand on disk."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from dragoman.errors import DragomanError, tell
from dragoman.po import PoFile
from dragoman.po.family import Family
from dragoman.project import Project
from dragoman.wordings.differences import Stale
from dragoman.workflow import chosen_locales
from dragoman.workflow.bundles import bundles
from dragoman.workflow.catalogs import read_catalog


def stale_translations(
    project: Project, pages: Sequence[str] = (), locales: Sequence[str] = ()
) -> tuple[Stale, ...]:
    """Translations of earlier wordings, by locale and catalog, in the order of the catalogs.

    ``pages`` and ``locales`` choose a part of the project, all of it if empty. Raises
    DragomanError for what cannot be read.
    """
    lessons = project.select(pages, os.getcwd())  # noqa: PTH109
    chosen = {lesson.path for lesson in lessons} if pages else None
    asked = chosen_locales(project, locales)
    found: dict[str, list[Stale]] = {locale: [] for locale in asked}
    errors: dict[str, list[DragomanError]] = {locale: [] for locale in asked}
    for bundle in bundles(project, lessons):
        family = Family()
        for locale in asked:
            path = project.catalog_path(bundle.page, locale)
            try:
                catalog = read_catalog(project, path, family)
            except DragomanError as error:
                errors[locale].append(error)
                continue
            if catalog is not None and any(entry.stale for entry in catalog.catalog.entries):
                found[locale] += _stale(catalog, path, locale, chosen)
    tell(error for several in errors.values() for error in several)
    return tuple(stale for several in found.values() for stale in several)


def _stale(file: PoFile, path: str, locale: str, chosen: set[str] | None) -> Iterator[Stale]:
    """The stale entries of one catalog, of the chosen lessons where there is a choice."""
    line = 1 + file.header.count("\n")
    for entry, raw, gap in zip(file.catalog.entries, file.raws, file.gaps, strict=False):
        line += gap.count("\n")
        if entry.stale and not entry.obsolete and entry.msgid_plural is None:
            references = entry.references
            if chosen is None or not references or not chosen.isdisjoint(references):
                yield Stale(locale, path, line, entry)
        line += raw.count("\n")
