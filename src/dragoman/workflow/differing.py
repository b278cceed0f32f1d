"""The stale translations of a project, as its catalogs stand on disk."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from dragoman.errors import DragomanError, tell
from dragoman.po import PoFile
from dragoman.project import Project
from dragoman.wordings.differences import Stale
from dragoman.workflow import chosen_locales
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
    found: list[Stale] = []
    errors: list[DragomanError] = []
    for locale in chosen_locales(project, locales):
        paths = dict.fromkeys(project.catalog_path(lesson.page, locale) for lesson in lessons)
        for path in paths:
            try:
                catalog = read_catalog(project, path)
            except DragomanError as error:
                errors.append(error)
                continue
            if catalog is not None:
                found += _stale(catalog, path, locale, chosen)
    tell(errors)
    return tuple(found)


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
