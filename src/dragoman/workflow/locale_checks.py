"""The checks of one locale over the catalogs and pages of a project."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from dragoman import po
from dragoman.catalog import Catalog, Entry, Key
from dragoman.checks.base import Problem
from dragoman.checks.case import Case, Sheet
from dragoman.checks.every import OF_CATALOGS, OF_ENTRIES, OF_TRANSLATIONS
from dragoman.checks.fixes import FIXES
from dragoman.document import Document, Slot
from dragoman.errors import CatalogError
from dragoman.files.stage import Stage
from dragoman.findings import Gate, Located
from dragoman.formats import markup_of
from dragoman.formats.base import Refusal
from dragoman.po import PoFile
from dragoman.project import Lesson, Project
from dragoman.workflow.baseline import mark_of
from dragoman.workflow.bundles import Bundle
from dragoman.workflow.catalogs import msgstr_lines, read_catalog
from dragoman.workflow.crossings import Crossings
from dragoman.workflow.loading import Loaded, lesson_format
from dragoman.workflow.localizing import gate_for
from dragoman.workflow.standards import Standard
from dragoman.workflow.wholes import Flaw, PageChecks, Uniform

_LINK = re.compile("the link “([^”]+)”")
"""How a problem with a link begins."""


class LocaleChecks:
    """The checks of one locale."""

    def __init__(
        self,
        project: Project,
        standard: Standard,
        crossings: Crossings,
        stage: Stage,
        *,
        fix: bool,
    ) -> None:
        """Check nothing yet; with ``fix``, catalogs with what can be mended are staged."""
        self._project, self._standard, self._fix = project, standard, fix
        self._crossings, self._stage = crossings, stage
        self.findings: list[Located] = []
        self.mended: dict[str, int] = {}
        """Entries that were mended, by the path of their catalog."""
        self._uniform = Uniform(standard.levels)
        self._lines: dict[str, tuple[Entry | None, int]] = {}
        self._markup: dict[Lesson, str] = {}
        self._slots: dict[Lesson, tuple[Gate, dict[Key, list[Slot]]]] = {}
        self._pages = PageChecks(project, standard.locale, crossings, standard.levels)
        self._checks = tuple(
            each for each in OF_TRANSLATIONS if not standard.levels.keys().isdisjoint(each.rules)
        )

    @property
    def asked(self) -> Iterable[Key]:
        """What the catalogs of bundles that are not checked may have other translations of."""
        return self._uniform.asked

    def look(self, bundle: Bundle) -> None:
        """Take note of how the catalog of a bundle that is not checked translates."""
        path = self._project.catalog_path(bundle.page, self._standard.locale)
        try:
            found = read_catalog(self._project, path)
        except CatalogError:
            return
        for entry in found.catalog.live if found else ():
            self._uniform.look(entry)

    def check(self, loaded: Loaded, chosen: frozenset[Lesson]) -> None:
        """Check the catalog of a bundle, and its pages."""
        bundle = loaded.bundle
        self._lines.clear()
        self._slots.clear()
        self._markup = {
            lesson: markup_of(lesson_format(self._project, lesson), document)
            for lesson, document in zip(bundle.lessons, loaded.documents, strict=True)
        }
        path = self._project.catalog_path(bundle.page, self._standard.locale)
        try:
            found = read_catalog(self._project, path)
        except CatalogError as error:
            problem = Problem("po-valid", f"{error.problem}. {error.remedy}".rstrip(". "))
            self._add(problem, bundle.page, None, path, error.line or 1)
            return
        if found is not None:
            found = self._check_catalog(loaded, found, path)
        catalog = Catalog() if found is None else found.catalog
        for place, lesson in enumerate(bundle.lessons):
            if lesson in chosen and self._pages.matter:
                for flaw in self._pages.check(loaded, place, catalog):
                    self._add_flaw(flaw, lesson, path if found else lesson.path)

    def _add_flaw(self, flaw: Flaw, lesson: Lesson, path: str) -> None:
        """Note what is wrong with a page, at the entry that is to blame if one is."""
        entry, line = self._lines.get(flaw.msgid, (None, 1))
        link = _LINK.match(flaw.problem.message)
        if link:
            entry, line = self._with_link(link[1])
        if flaw.of_lesson:
            located = self._standard.located(flaw.problem, lesson.page, None, lesson.path, 1)
            if located is not None:
                finding = located.finding._replace(locale=None)
                mark = mark_of(finding.rule, lesson.page, finding.message)
                self.findings.append(located._replace(finding=finding, mark=mark))
        else:
            self._add(flaw.problem, lesson.page, entry, path, line)

    def _with_link(self, url: str) -> tuple[Entry | None, int]:
        """The first translation with a link, and its line; none, and 1, where it is in none."""
        places = self._lines.values()
        return next((at for at in places if at[0] and url in at[0].msgstr), (None, 1))

    def finish(self) -> None:
        """Tell which sources have several translations, now that all catalogs were seen."""
        for problem, page, entry, path, line in self._uniform.problems():
            self._add(problem, page, entry, path, line)

    def _add(self, problem: Problem, page: str, entry: Entry | None, path: str, line: int) -> None:
        located = self._standard.located(problem, page, entry, path, line)
        if located is not None:
            self.findings.append(located)

    def _check_catalog(self, loaded: Loaded, found: PoFile, path: str) -> PoFile:
        """Check the entries of a catalog; give it back as it will be."""
        catalog = found.catalog
        sheet = Sheet(catalog.header, self._standard.locale, catalog.locale)
        for check in OF_CATALOGS:
            for problem in check.run(sheet):
                self._add(problem, loaded.bundle.page, None, path, 1)
        lessons = {
            key: lesson
            for lesson, keys in reversed([*zip(loaded.bundle.lessons, loaded.words, strict=True)])
            for key in keys
        }
        entries = []
        for entry, line in zip(catalog.entries, msgstr_lines(found), strict=True):
            lesson = None if entry.obsolete else lessons.get(entry.key)
            if lesson is not None:
                self._lines.setdefault(entry.msgid, (entry, line))
                entry = self._check_entry(loaded, lesson, entry, (path, line))  # noqa: PLW2901
            entries.append(entry)
        mended = sum(one is not two for one, two in zip(entries, catalog.entries, strict=True))
        if not mended:
            return found
        catalog = replace(catalog, entries=tuple(entries))
        self._stage.write(path, po.render(catalog, found), was=found.data)
        self.mended[path] = mended
        return found._replace(catalog=catalog)

    def _check_entry(
        self, loaded: Loaded, lesson: Lesson, entry: Entry, place: tuple[str, int]
    ) -> Entry:
        """Check an entry and note its problems; give it back, mended if that was asked for."""
        for check in OF_ENTRIES:
            for problem in check.run(entry):
                self._add(problem, lesson.page, entry, *place)
        fuzzy = self._project.fallback == "fuzzy" and entry.msgstr
        if not (entry.translated or fuzzy):
            return entry
        problems = self._problems(lesson, entry)
        if self._fix and any(problem.rule in FIXES for problem in problems):
            entry = self._mended(loaded, lesson, entry, problems)
            problems = self._problems(lesson, entry)
        for problem in problems:
            self._add(problem, lesson.page, entry, *place)
        self._uniform.note(entry, lesson.page, *place)
        return entry

    def _case(self, lesson: Lesson, entry: Entry) -> Case:
        ours = self._standard
        markup = self._markup[lesson]
        return Case(entry, ours.language, ours.source_language, markup, ours.glossary)

    def _as_source(self, lesson: Lesson, entry: Entry) -> Entry:
        """An entry with links to localized pages as the source's: translators may write either."""
        text = entry.msgstr
        if not self._project.links or not any(sign in text for sign in ("href", "](", "://")):
            return entry
        links = self._crossings.links(lesson.page, self._standard.locale)
        return entry._replace(msgstr=links.to_source(entry.msgstr))

    def _problems(self, lesson: Lesson, entry: Entry) -> list[Problem]:
        """What is wrong with a translation."""
        case = self._case(lesson, self._as_source(lesson, entry))
        return [problem for check in self._checks for problem in check.run(case)]

    def _mended(
        self, loaded: Loaded, lesson: Lesson, entry: Entry, problems: list[Problem]
    ) -> Entry:
        """An entry with what can be mended, as far as it may still be published."""
        broken = {problem.rule for problem in problems if problem.rule not in entry.exempt}
        better = entry
        for rule, fix in FIXES.items():
            if rule in broken and rule in self._standard.levels:
                better = better._replace(msgstr=fix(self._case(lesson, better)))
        if better.msgstr == entry.msgstr or not self._may_stand(loaded, lesson, better):
            return entry
        return better

    def _may_stand(self, loaded: Loaded, lesson: Lesson, entry: Entry) -> bool:
        """Whether the page would take a translation."""
        entry = self._as_source(lesson, entry)
        known = lesson_format(self._project, lesson)
        if lesson not in self._slots:
            document = loaded.documents[loaded.bundle.lessons.index(lesson)]
            self._slots[lesson] = gate_for(known, document), _by_key(document)
        passes, slots = self._slots[lesson]
        return passes(entry.msgid, entry.msgstr, entry.exempt) is None and not any(
            isinstance(known.encode(slot, entry.msgstr), Refusal) for slot in slots[entry.key]
        )


def _by_key(document: Document) -> dict[Key, list[Slot]]:
    """The slots of a lesson by the key of their segment."""
    found: dict[Key, list[Slot]] = {}
    for slot in document.slots:
        found.setdefault(slot.segment.key, []).append(slot)
    return found
