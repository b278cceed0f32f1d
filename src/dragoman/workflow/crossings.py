"""Links and anchors of localized pages: what one page must know of the others."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.catalog import Catalog
from dragoman.coverage import measure
from dragoman.findings import Finding
from dragoman.formats.anchors import derived_ids, ids
from dragoman.lessons import Lesson
from dragoman.links import LinkRule, Links, rewritten
from dragoman.project import Project
from dragoman.workflow.bundles import Bundle
from dragoman.workflow.catalogs import read_catalog
from dragoman.workflow.loading import load
from dragoman.workflow.localizing import localize


@dataclass(frozen=True, slots=True)
class _Neighbour:
    """What links to a page depend on, in one locale."""

    published: bool
    ids: dict[str, str]
    """Ids of its headings by those that they have in the source."""
    all_ids: frozenset[str]


class Crossings:
    """Finishes pages whose links or anchors depend on other pages."""

    def __init__(self, project: Project, bundles: tuple[Bundle, ...]) -> None:
        """Read nothing yet; pages are looked at when a link leads to them."""
        self._project = project
        self._bundles = {lesson.page: bundle for bundle in bundles for lesson in bundle.lessons}
        self._rules = tuple(LinkRule(*patterns) for patterns in project.links)
        self._derives_ids = project.heading_ids == "asciidoctor"
        self._known: dict[tuple[str, str], _Neighbour] = {}

    def links(self, page: str, locale: str) -> Links:
        """The links of a page."""
        return Links(self._rules, frozenset(self._bundles), page, locale)

    def finished(
        self, lesson: Lesson, source: str, text: str, locale: str
    ) -> tuple[str, tuple[Finding, ...]]:
        """A localized page with the ids and links of its locale; what leads nowhere is found."""
        own: dict[str, str] = {}
        if self._derives_ids:
            text, own = derived_ids(source, text)
        if not (self._derives_ids or self._rules):
            return text, ()
        links = self.links(lesson.page, locale)
        known, known_before = ids(text), ids(source)
        dangling: list[Finding] = []

        def followed(url: str) -> str:
            target, mark, anchor = url.partition("#")
            if not mark or not anchor:
                return url
            page = links.lesson(target) if target else lesson.page
            if page is None:
                return url
            if page == lesson.page:
                renamed, there = own, known
            else:
                neighbour = self._neighbour(page, locale)
                renamed, there = neighbour.ids, neighbour.all_ids
            if renamed.get(anchor, anchor) not in there:
                ours = page == lesson.page and anchor not in known_before
                dangling.append(_dangling(lesson.page, None if ours else locale, url))
            return f"{target}#{renamed.get(anchor, anchor)}"

        text = rewritten(text, followed)
        text = links.localized(text, lambda page: self._neighbour(page, locale).published)
        return text, tuple(dict.fromkeys(dangling))

    def _neighbour(self, page: str, locale: str) -> _Neighbour:
        if (page, locale) not in self._known:
            self._known[page, locale] = self._look(page, locale)
        return self._known[page, locale]

    def _look(self, page: str, locale: str) -> _Neighbour:
        project = self._project
        bundle = self._bundles[page]
        loaded = load(project, bundle)
        found = read_catalog(project, project.catalog_path(bundle.page, locale))
        catalog = Catalog() if found is None else found.catalog
        at = next(place for place, each in enumerate(bundle.lessons) if each.page == page)
        document = loaded.documents[at]
        keys = (slot.segment.key for slot in document.slots)
        if measure(keys, catalog).percent < project.publish_at:
            return _Neighbour(published=False, ids={}, all_ids=ids(document.source))
        to_source = self.links(page, locale).to_source if self._rules else None
        lesson = bundle.lessons[at]
        text = localize(project, lesson, document, catalog, locale, to_source=to_source).text
        renamed: dict[str, str] = {}
        if self._derives_ids:
            text, renamed = derived_ids(document.source, text)
        return _Neighbour(published=True, ids=renamed, all_ids=ids(text))


def _dangling(page: str, locale: str | None, url: str) -> Finding:
    """The finding for a link; it is the lesson's own where ``locale`` is None."""
    message = f"the link “{url}” leads to an anchor that is not there."
    return Finding("anchors", "warning", page, locale, "", message)
