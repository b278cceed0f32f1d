"""A document and a catalog of a project to the text of a localized page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from dragoman.catalog import Catalog
from dragoman.checks import gate as html_gate
from dragoman.checks import gate_of
from dragoman.document import Document
from dragoman.findings import Gate
from dragoman.formats import markup_of
from dragoman.formats.anchors import ids_of, with_ids
from dragoman.formats.base import Format
from dragoman.formats.html.plain import PlainSlots
from dragoman.formats.webvtt import Captions
from dragoman.merge import Localized, Merger, Publication
from dragoman.project import Lesson, Project
from dragoman.workflow.loading import Loaded, lesson_format, options_for

if TYPE_CHECKING:
    from dragoman.update.entries import Rules


class Localizer:
    """Makes the localized pages of a lesson; what they have in common is worked out once."""

    def __init__(self, project: Project, lesson: Lesson, document: Document) -> None:
        """Get ready."""
        self._project, self._lesson, self._document = project, lesson, document
        self._format = lesson_format(project, lesson)
        gate = gate_for(self._format, document)
        plain = PlainSlots if gate is html_gate else None
        fuzzy = project.fallback == "fuzzy"
        publication = Publication(lesson.page, self._format.encode, gate, fuzzy, plain)
        self._merger = Merger(document, publication)

    def page(
        self, catalog: Catalog, locale: str, to_source: Callable[[str], str] | None = None
    ) -> Localized:
        """The body of a localized page, and what could not be published in it."""
        document = self._document
        page = self._merger.page(catalog, locale, to_source)
        if isinstance(self._format, Captions):
            from dragoman.workflow.captions import caption_warnings  # noqa: PLC0415 (seldom needed)

            limits = options_for(self._project, self._lesson).captions
            found = caption_warnings(document, page.text, self._format, limits, catalog)
            named = (each._replace(page=self._lesson.page, locale=locale) for each in found)
            return Localized(page.text, (*page.findings, *named))
        if self._project.heading_ids == "asciidoctor":
            own = _own_ids(document, catalog)
            if own:
                return Localized(with_ids(page.text, own), page.findings)
        return page


def gate_for(known: Format, document: Document) -> Gate:
    """What keeps translations off the pages of a lesson."""
    if isinstance(known, Captions):
        from dragoman.checks.captions import caption_gate  # noqa: PLC0415 (seldom needed)

        return caption_gate
    return gate_of(markup_of(known, document))


def rules(project: Project, loaded: Loaded) -> Rules:
    """Which translations of a bundle are carried over without a translator's look."""
    from dragoman.update.entries import Rules  # noqa: PLC0415 (a merge needs none)

    lessons = zip(loaded.bundle.lessons, loaded.documents, strict=True)
    gates = dict.fromkeys(
        gate_for(lesson_format(project, lesson), document) for lesson, document in lessons
    )
    return Rules(tuple(gates), project.updating.typos, project.keep)


def _own_ids(document: Document, catalog: Catalog) -> dict[str, str]:
    """Ids that comments of the catalog give to headings, by those that they have in the source."""
    named = {entry.key: entry.own_id for entry in catalog.entries if entry.translator_comments}
    if not any(named.values()):
        return {}
    slots = [slot for slot in document.slots if slot.segment.kind.startswith("heading")]
    ours = ids_of((slot.raw for slot in slots), document.source)
    pairs = ((id_, named.get(slot.segment.key)) for id_, slot in zip(ours, slots, strict=True))
    return {id_: name for id_, name in pairs if id_ and name}
