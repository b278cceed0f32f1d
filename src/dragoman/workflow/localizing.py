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
from dragoman.formats.html.plain import write_plain
from dragoman.formats.webvtt import Captions
from dragoman.merge import Localized, Publication, merge
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
        self._common = Publication(
            lesson.page,
            None,
            self._format.encode,
            gate,
            project.fallback == "fuzzy",
            plain=write_plain if gate is html_gate else None,
        )

    def page(
        self, catalog: Catalog, locale: str, to_source: Callable[[str], str] | None = None
    ) -> Localized:
        """The body of a localized page, and what could not be published in it."""
        document = self._document
        publication = self._common._replace(locale=locale, to_source=to_source)
        if isinstance(self._format, Captions):
            from dragoman.workflow.captions import merge_captions  # noqa: PLC0415 (seldom needed)

            limits = options_for(self._project, self._lesson).captions
            return merge_captions(document, catalog, publication, self._format, limits)
        page = merge(document, catalog, publication)
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
