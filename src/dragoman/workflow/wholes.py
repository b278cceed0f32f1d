"""Checks that see more than one translation: pages, and all catalogs of a locale."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from dragoman.catalog import Catalog, Entry, Key
from dragoman.checks.base import Problem
from dragoman.checks.case import Page, Wordings
from dragoman.checks.every import OF_LOCALES, OF_PAGES
from dragoman.coverage import tally
from dragoman.document import Document
from dragoman.errors import LessonError
from dragoman.formats.webvtt import Captions
from dragoman.links import locale_of, targets
from dragoman.project import Lesson, Project
from dragoman.workflow.crossings import Crossings
from dragoman.workflow.loading import Loaded, lesson_format, options_for
from dragoman.workflow.localizing import Localizer


class Flaw(NamedTuple):
    """What is wrong with a page."""

    problem: Problem
    msgid: str = ""
    """The segment concerned; empty where the whole page is meant."""
    of_lesson: bool = False
    """Whether the lesson itself has it."""


class Uniform:
    """The translations of a locale by their source."""

    def __init__(self, levels: Mapping[str, object]) -> None:
        """Know nothing yet."""
        self.matters = any(rule in levels for check in OF_LOCALES for rule in check.rules)
        self._counts: dict[Key, Counter[str]] = {}
        self._places: dict[Key, list[tuple[str, Entry, str, int]]] = {}

    @property
    def asked(self) -> Iterable[Key]:
        """What is to be checked: its translations elsewhere are worth a look."""
        return self._places.keys()

    def note(self, entry: Entry, page: str, path: str, line: int) -> None:
        """Take note of a translation that is to be checked, and of its place."""
        if self.matters and entry.translated:
            self._counts.setdefault(entry.key, Counter())[entry.msgstr] += 1
            self._places.setdefault(entry.key, []).append((page, entry, path, line))

    def look(self, entry: Entry) -> None:
        """Take note of a translation elsewhere, once all that are to be checked were noted."""
        counts = self._counts.get(entry.key)
        if counts is not None and entry.translated:
            counts[entry.msgstr] += 1

    def problems(self) -> Iterator[tuple[Problem, str, Entry, str, int]]:
        """What is wrong, with page, entry, path and line."""
        for key, counts in self._counts.items():
            if len(counts) == 1:
                continue
            for page, entry, path, line in self._places[key]:
                for check in OF_LOCALES:
                    for problem in check.run(Wordings(entry.msgstr, counts)):
                        yield problem, page, entry, path, line


class PageChecks:
    """Checks of localized pages."""

    def __init__(
        self, project: Project, locale: str, crossings: Crossings, levels: Mapping[str, object]
    ) -> None:
        """Prepare the checks that are not off."""
        self._project, self._locale, self._crossings = project, locale, crossings
        self._checks = tuple(each for each in OF_PAGES if any(r in levels for r in each.rules))
        self.matter = bool(self._checks) or any(
            rule in ("shape", "anchors") or rule.startswith("caption-") for rule in levels
        )
        """Whether a page can break any rule that is looked at."""

    def check(self, loaded: Loaded, place: int, catalog: Catalog) -> Iterator[Flaw]:
        """What is wrong with the page of a lesson of a bundle."""
        lesson, document = loaded.bundle.lessons[place], loaded.documents[place]
        coverage = tally(loaded.words[place], catalog)
        links = self._crossings.links(lesson.page, self._locale)
        to_source = links.to_source if self._project.links else None
        made = Localizer(self._project, lesson, document).page(catalog, self._locale, to_source)
        for each in made.findings:
            if each.rule == "shape" or each.rule.startswith("caption-"):
                yield Flaw(Problem(each.rule, each.message.rstrip(".")), each.msgid)
        try:
            localized = self._parsed(lesson, document, made.text)
        except LessonError as error:
            yield Flaw(Problem("skeleton", f"the page cannot be read: {error.problem}"))
            return
        published = coverage.percent >= self._project.publish_at
        foreign, missing = self._links(lesson, made.text) if published else ({}, ())
        page = Page(
            document,
            localized,
            foreign,
            missing,
            coverage.total.segments,
            coverage.untranslated.segments,
        )
        for check in self._checks:
            yield from map(Flaw, check.run(page))
        if published:
            self._crossings.note(
                lesson.page, self._locale, document.source, made.text, coverage.percent
            )
            _, dangling = self._crossings.finished(lesson, document.source, made.text, self._locale)
            for each in dangling:
                problem = Problem(each.rule, each.message.rstrip("."))
                yield Flaw(problem, "", of_lesson=each.locale is None)

    def _parsed(self, lesson: Lesson, document: Document, text: str) -> Document:
        known = lesson_format(self._project, lesson)
        if text == document.source or isinstance(known, Captions):
            return document  # the shape of captions is their cues, not their sentences
        return known.parse(text, lesson.path, options_for(self._project, lesson))

    def _links(self, lesson: Lesson, text: str) -> tuple[dict[str, str], tuple[str, ...]]:
        """Links to other locales, and the lessons linked to that this locale lacks."""
        foreign: dict[str, str] = {}
        missing: dict[str, None] = {}
        if not self._project.links:
            return foreign, ()
        own = self._crossings.links(lesson.page, self._locale)
        patterns = [localized for _, localized in self._project.links]
        for url in sorted(targets(text, self._crossings.markup(lesson, text))):
            page = own.lesson(url)
            if page is not None and not self._crossings.publishes(page, self._locale):
                missing.setdefault(page)
            if page is None and not own.is_localized(url):
                at = locale_of(url, patterns, self._project.locales)
                if at is not None:
                    foreign[url] = at
        return foreign, tuple(missing)
