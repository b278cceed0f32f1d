"""Templates and catalogs of a project on disk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from dragoman import po
from dragoman.catalog import Catalog
from dragoman.files import read
from dragoman.locales import facts, gettext_name
from dragoman.po import PoFile
from dragoman.po.family import Family
from dragoman.po.header import BOM
from dragoman.project import Project

_MSGSTR = re.compile(r"^msgstr", re.MULTILINE)

_CREATED = "POT-Creation-Date"


def read_catalog(project: Project, path: str, family: Family | None = None) -> PoFile | None:
    """The PO file at ``path``, None where there is none or an empty one; CatalogError if broken.

    Catalogs of one page are read faster with one ``family`` for all of them.
    """
    data = read(project.absolute(path), path)
    return po.read(data, path, family) if data and data.removeprefix(BOM).strip() else None


def msgstr_lines(found: PoFile) -> Iterator[int]:
    """The 1-based line where the translation of each entry begins, in their order."""
    line = 1 + found.header.count("\n")
    for raw, gap in zip(found.raws, found.gaps, strict=False):
        line += gap.count("\n")
        msgstr = _MSGSTR.search(raw)
        yield line + raw.count("\n", 0, msgstr.start() if msgstr else 0)
        line += raw.count("\n")


def template_text(project: Project, template: Catalog, before: PoFile | None, now: str) -> bytes:
    """A template's PO text; its date is ``now`` only where what there is to translate changed."""
    if before is not None and _messages(before.catalog) == _messages(template):
        header = before.catalog.header
    elif before is not None and before.catalog.header:
        header = tuple(
            (name, now if name == _CREATED else value) for name, value in before.catalog.header
        )
    else:
        header = _header(project, None, now)
    return po.render(replace(template, header=header), before)


def _messages(catalog: Catalog) -> list[tuple[str | None, str]]:
    return [entry.key for entry in catalog.live]


def new_catalog(project: Project, locale: str, now: str) -> Catalog:
    """An empty catalog with the header of its locale."""
    return Catalog((), locale, _header(project, locale, now))


def _header(project: Project, locale: str | None, now: str) -> tuple[tuple[str, str], ...]:
    """The header fields of a fresh catalog, or of a template where ``locale`` is None."""
    known = facts(locale) if locale else None
    fields = [
        ("Project-Id-Version", f"{project.name} {project.version}".strip()),
        ("Report-Msgid-Bugs-To", ""),
        (_CREATED, now),
        ("PO-Revision-Date", now if locale else "YEAR-MO-DA HO:MI+ZONE"),
        ("Last-Translator", "Automatically generated" if locale else "FULL NAME <EMAIL@ADDRESS>"),
        ("Language-Team", (known.name if known else "none") if locale else "LANGUAGE <LL@li.org>"),
        ("Language", gettext_name(locale) if locale else ""),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=UTF-8"),
        ("Content-Transfer-Encoding", "8bit"),
    ]
    if known:
        fields.append(("Plural-Forms", known.plural_forms))
    return tuple(fields)
