"""Links and anchors of localized pages: what one page must know of the others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple
from urllib.parse import unquote

from dragoman.catalog import Catalog
from dragoman.coverage import tally
from dragoman.findings import Finding
from dragoman.formats import markup_in
from dragoman.formats.anchors import anchors_of, derived_ids
from dragoman.formats.webvtt import Captions
from dragoman.links import LinkRule, Links, rewritten, targets
from dragoman.project import Lesson, Project
from dragoman.workflow.bundles import Bundle
from dragoman.workflow.catalogs import read_catalog
from dragoman.workflow.loading import lesson_format, load
from dragoman.workflow.localizing import Localizer

_LINKS_IN = {"html": "markdown"}
"""Markup whose links are looked for as in another one: some generators read both."""

Render = Callable[[Lesson, str, str | None], str]
"""Makes an HTML page of a lesson's text in a locale, None for its own."""


class _Anchors(NamedTuple):
    """What links with an anchor can lead to on a page."""

    renamed: dict[str, str]
    """Ids of its headings by those that they have in the source."""
    all_ids: frozenset[str]
    in_source: frozenset[str]

    def has(self, anchor: str) -> bool:
        """Whether an anchor is there; ``#top`` always is, and browsers read ``%C3%A9`` as é."""
        return anchor in self.all_ids or unquote(anchor) in self.all_ids or anchor == "top"


class _Source(NamedTuple):
    """What is known of a lesson's own text; the same for all its localized pages."""

    lesson: str
    text: str
    page: str
    """The text as its pages have it, in HTML where they are."""
    markup: str
    anchors: frozenset[str]
    targets: frozenset[str]
    """Of its links."""


class Neighbour(NamedTuple):
    """What links to a page depend on, in one locale."""

    published: bool
    anchors: _Anchors


Neighbours = dict[tuple[str, str], Neighbour]
"""By page and locale."""


class Crossings:
    """Finishes pages whose links or anchors depend on other pages."""

    def __init__(
        self, project: Project, bundles: tuple[Bundle, ...], render: Render | None = None
    ) -> None:
        """Read nothing yet; pages are looked at when a link leads to them."""
        self._render = render
        self._source: _Source | None = None
        self._rendered: dict[str, str] = {}
        self._project = project
        self._bundles = {lesson.page: bundle for bundle in bundles for lesson in bundle.lessons}
        self._pages = frozenset(self._bundles)
        self._rules = tuple(LinkRule(*patterns) for patterns in project.links)
        self._derives_ids = project.heading_ids == "asciidoctor"
        self.known: Neighbours = {}
        """As far as pages were looked at."""
        self.news: Neighbours = {}
        """Those that were noted, for other processes."""

    @property
    def matter(self) -> bool:
        """Whether pages depend on each other in this project."""
        return bool(self._rules) or self._derives_ids

    def note(self, page: str, locale: str, source: str, text: str, percent: float) -> None:
        """Take a page as this run has it, whatever its catalog on disk says."""
        if self.matter:
            known = self._source_of(self._lesson(page), source)
            noted = self._neighbour_of(known, text, percent)
            self.known[page, locale] = self.news[page, locale] = noted

    def _source_of(self, lesson: Lesson, text: str) -> _Source:
        """What is known of a lesson; its localized pages are asked for one after the other."""
        known = self._source
        if known is None or known.lesson != lesson.path or known.text != text:
            page = self._source_page(lesson, text)
            markup = self.markup(lesson, page)
            there, followed = anchors_of(page, markup), targets(page, markup)
            known = self._source = _Source(lesson.path, text, page, markup, there, followed)
        return known

    def _source_page(self, lesson: Lesson, text: str) -> str:
        if self._render is None or not self._project.publishes(lesson):
            return text
        if lesson.path not in self._rendered:
            self._rendered[lesson.path] = self._render(lesson, text, None)
        return self._rendered[lesson.path]

    def links(self, page: str, locale: str) -> Links:
        """The links of a page."""
        lesson = self._lesson(page)
        markup = "asciidoc" if self._name(lesson) == "asciidoc" else "markdown"
        return Links(self._rules, self._pages, page, locale, markup)

    def markup(self, lesson: Lesson, text: str) -> str:
        """The format that links and anchors of a lesson's page are in."""
        if self._project.publishes(lesson):
            return "html"
        known = lesson_format(self._project, lesson)
        return "html" if isinstance(known, Captions) else markup_in(known, text)

    def _lesson(self, page: str) -> Lesson:
        return next(each for each in self._bundles[page].lessons if each.page == page)

    def _name(self, lesson: Lesson) -> str:
        return lesson_format(self._project, lesson).name

    def renamed(self, page: str, locale: str) -> dict[str, str]:
        """The ids of a localized page's headings by those that they have in the source."""
        return self._neighbour(page, locale).anchors.renamed if self._derives_ids else {}

    def publishes(self, page: str, locale: str) -> bool:
        """Whether a lesson is published in a locale."""
        return self._neighbour(page, locale).published

    def finished(
        self, lesson: Lesson, source: str, text: str, locale: str
    ) -> tuple[str, tuple[Finding, ...]]:
        """A localized page with the ids and links of its locale; what leads nowhere is found."""
        known = self._source_of(lesson, source)
        anchors = self._anchors_of(known, lesson.page, locale, text)
        if self._derives_ids:
            text, _ = derived_ids(known.page, text)
        links = self.links(lesson.page, locale)
        links = replace(links, markup=_LINKS_IN.get(known.markup, known.markup))
        dangling: list[Finding] = []

        def followed(url: str) -> str:
            target, mark, anchor = url.partition("#")
            page = links.lesson(target) if target else lesson.page
            if not mark or not anchor or page is None:
                return url
            there = anchors if page == lesson.page else self._neighbour(page, locale).anchors
            renamed = there.renamed.get(anchor, anchor)
            if not there.has(renamed):
                ours = url in known.targets and anchor not in there.in_source
                if self.matter or not ours:  # a site's own anchors are known to nobody here
                    dangling.append(_dangling(lesson.page, None if ours else locale, url))
            return f"{target}#{renamed}"

        text = rewritten(text, followed, known.markup)
        text = links.localized(text, lambda page: self._neighbour(page, locale).published)
        return text, tuple(dict.fromkeys(dangling))

    def _anchors_of(self, source: _Source, page: str, locale: str, text: str) -> _Anchors:
        """The anchors of a localized page, were it published."""
        noted = self.known.get((page, locale))
        if noted is None or not noted.published:
            noted = self._neighbour_of(source, text, percent=100.0)
        return noted.anchors

    def _neighbour(self, page: str, locale: str) -> Neighbour:
        if (page, locale) not in self.known:
            self.known[page, locale] = self._look(page, locale)
        return self.known[page, locale]

    def _look(self, page: str, locale: str) -> Neighbour:
        project = self._project
        bundle = self._bundles[page]
        loaded = load(project, bundle)
        found = read_catalog(project, project.catalog_path(bundle.page, locale))
        catalog = Catalog() if found is None else found.catalog
        at = next(place for place, each in enumerate(bundle.lessons) if each.page == page)
        document = loaded.documents[at]
        percent = tally(loaded.words[at], catalog).percent
        to_source = self.links(page, locale).to_source if self._rules else None
        lesson = bundle.lessons[at]
        text = Localizer(project, lesson, document).page(catalog, locale, to_source).text
        if self._render is not None and project.publishes(lesson):
            text = self._render(lesson, text, locale)
        return self._neighbour_of(self._source_of(lesson, document.source), text, percent)

    def _neighbour_of(self, source: _Source, text: str, percent: float) -> Neighbour:
        published = percent >= self._project.publish_at
        renamed: dict[str, str] = {}
        if published and self._derives_ids:
            text, renamed = derived_ids(source.page, text)
        there = anchors_of(text, source.markup) if published else source.anchors
        return Neighbour(
            published, _Anchors(renamed, _shared(there, source.anchors), source.anchors)
        )


def _shared(anchors: frozenset[str], source: frozenset[str]) -> frozenset[str]:
    """Anchors, as the same object as those of the source where they are the same."""
    return source if anchors == source else anchors


def _dangling(page: str, locale: str | None, url: str) -> Finding:
    """The finding for a link; it is the lesson's own where ``locale`` is None."""
    message = f"the link “{url}” leads to an anchor that is not there."
    return Finding("anchors", "warning", page, locale, "", message)
