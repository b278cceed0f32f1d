"""Dragoman keeps lessons in step in every language.

The names below are the library; each is imported when it is first used, so that the command
line starts quickly.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from dragoman.version import __version__

if TYPE_CHECKING:
    from dragoman.api import (
        build_template,
        measure_coverage,
        merge_page,
        parse_lesson,
        read_catalog,
        update_catalog,
        write_catalog,
    )
    from dragoman.catalog import Catalog, Entry
    from dragoman.coverage import Amount, Coverage
    from dragoman.document import Document, Segment, Slot
    from dragoman.errors import CatalogError, ConfigError, DragomanError, LessonError
    from dragoman.findings import Finding
    from dragoman.formats.base import Options
    from dragoman.memory import TranslationMemory
    from dragoman.merge import Localized

__all__ = [
    "Amount",
    "Catalog",
    "CatalogError",
    "ConfigError",
    "Coverage",
    "Document",
    "DragomanError",
    "Entry",
    "Finding",
    "LessonError",
    "Localized",
    "Options",
    "Segment",
    "Slot",
    "TranslationMemory",
    "__version__",
    "build_template",
    "measure_coverage",
    "merge_page",
    "parse_lesson",
    "read_catalog",
    "update_catalog",
    "write_catalog",
]

_HOMES = {
    "api": "build_template measure_coverage merge_page parse_lesson read_catalog update_catalog "
    "write_catalog",
    "catalog": "Catalog Entry",
    "coverage": "Amount Coverage",
    "document": "Document Segment Slot",
    "errors": "CatalogError ConfigError DragomanError LessonError",
    "findings": "Finding",
    "formats.base": "Options",
    "memory": "TranslationMemory",
    "merge": "Localized",
}
"""The public names by the module they live in."""


def __getattr__(name: str) -> object:
    """A public name, imported now."""
    for home, names in _HOMES.items():
        if name in names.split():
            return getattr(import_module(f"dragoman.{home}"), name)
    message = f"module 'dragoman' has no attribute {name!r}"
    raise AttributeError(message)
