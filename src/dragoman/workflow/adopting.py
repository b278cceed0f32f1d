"""Existing translations into catalogs and overlays: the import."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from dragoman import po
from dragoman.adopt import Adopted, Terms, adopt
from dragoman.alignment import Alignment
from dragoman.catalog import Catalog, Entry
from dragoman.checks import problems_of
from dragoman.document import Document
from dragoman.errors import DragomanError, LessonError, tell
from dragoman.files import read
from dragoman.files.stage import Stage
from dragoman.findings import Finding
from dragoman.formats import markup_of
from dragoman.formats.base import Format
from dragoman.formats.frontmatter.comparing import FrontMatterDifference, compare_front_matter
from dragoman.formats.inline import reader_of
from dragoman.po import PoFile
from dragoman.project import Lesson, Project
from dragoman.update import update
from dragoman.workflow import Progress
from dragoman.workflow.anchoring import SourceLinks, own_ids
from dragoman.workflow.bundles import bundles
from dragoman.workflow.catalogs import new_catalog, read_catalog
from dragoman.workflow.crossings import Crossings
from dragoman.workflow.likeness import Evidence, check_likeness
from dragoman.workflow.loading import decoded, lesson_format, load, options_for
from dragoman.workflow.localizing import rules
from dragoman.workflow.mistakes import page_findings


@dataclass(frozen=True, slots=True)
class Existing:
    """A lesson and the file that translates it."""

    lesson: Lesson
    path: str
    """Of the translation, relative to the project's root."""


@dataclass(frozen=True, slots=True)
class Result:
    """What an import made of one translation."""

    existing: Existing
    lesson_document: Document
    translation: Document
    adopted: Adopted
    findings: tuple[Finding, ...]

    @property
    def alignment(self) -> Alignment:
        """The pairs."""
        return self.adopted.alignment


@dataclass(frozen=True, slots=True)
class Choices:
    """What the user asked of an import."""

    locale: str
    sure: float
    force: bool
    now: str


def adopt_all(
    project: Project,
    pairs: Sequence[Existing],
    choices: Choices,
    stage: Stage,
    progress: Progress,
) -> tuple[Result, ...]:
    """Stage the catalogs and overlays of existing translations; LessonError for a wrong pairing."""
    importer = _Importer(project, pairs, choices, stage)
    results: list[Result] = []
    errors: list[DragomanError] = []
    for number, pair in enumerate(pairs):
        progress(number, len(pairs))
        try:
            results.append(importer.take(pair))
        except DragomanError as error:
            errors.append(error)
    tell(errors)
    importer.write()
    return tuple(results)


class _Importer:
    """Catalogs that grow by one translation after the other."""

    def __init__(
        self, project: Project, pairs: Sequence[Existing], choices: Choices, stage: Stage
    ) -> None:
        self._project, self._choices, self._stage = project, choices, stage
        self._all = bundles(project, project.lessons())
        self._bundle_of = {lesson: bundle for bundle in self._all for lesson in bundle.lessons}
        self._crossings = Crossings(project, self._all)
        self._links = SourceLinks(
            project,
            {pair.lesson: pair.path for pair in pairs},
            lambda page: self._crossings.renamed(page, choices.locale),
        )
        self._catalogs: dict[str, tuple[PoFile | None, Catalog]] = {}

    def take(self, existing: Existing) -> Result:
        project, choices, lesson = self._project, self._choices, existing.lesson
        bundle = self._bundle_of[lesson]
        loaded = load(project, bundle)
        document = loaded.documents[bundle.lessons.index(lesson)]
        text = self._text(existing.path)
        known = lesson_format(project, lesson)
        translation = known.parse(text, existing.path, options_for(project, lesson))
        links = self._crossings.links(lesson.page, choices.locale)
        to_source = self._links.of(links, document.source)
        markup = markup_of(known, document)
        terms = _terms(known, markup, to_source, choices.sure)
        adopted = self._with_ids(document, translation, adopt(document, translation, terms))
        difference = compare_front_matter(document.source, text, project.front_matter)
        if not choices.force:
            likeness = adopted.alignment.likeness
            found = Evidence(document, translation, likeness, difference, terms.read)
            check_likeness(project, lesson, existing.path, found)
        path = project.catalog_path(bundle.page, choices.locale)
        before, catalog = self._catalog(path)
        catalog = update(catalog, loaded.template, rules=rules(project, loaded))
        self._catalogs[path] = before, _filled(catalog, adopted.entries)
        self._overlay(lesson, difference)
        findings = (
            *_findings(lesson, choices.locale, adopted),
            *_kept(lesson, catalog, adopted.entries),
            *page_findings(lesson, choices.locale, (document, translation), difference, markup),
        )
        return Result(existing, document, translation, adopted, findings)

    def _with_ids(self, lesson: Document, translation: Document, adopted: Adopted) -> Adopted:
        """What was adopted, with ids of headings that the project's rule would not give."""
        if self._project.heading_ids != "asciidoctor":
            return adopted
        own = own_ids(lesson, translation, adopted.alignment.pairs)
        entries = (
            entry._replace(
                translator_comments=(*entry.translator_comments, f"dragoman: id {own[entry.key]}"),
            )
            if entry.key in own
            else entry
            for entry in adopted.entries
        )
        return replace(adopted, entries=tuple(entries)) if own else adopted

    def write(self) -> None:
        for path, (before, catalog) in self._catalogs.items():
            self._stage.write(path, po.render(catalog, before), was=before.data if before else None)

    def _text(self, path: str) -> str:
        data = read(self._project.absolute(path), path)
        if data is None:
            remedy = "Name a file, or a pattern of files, that is there."
            raise LessonError(path, None, "there is no such translation", remedy)
        return decoded(data, path, "translation")

    def _catalog(self, path: str) -> tuple[PoFile | None, Catalog]:
        if path not in self._catalogs:
            before = read_catalog(self._project, path)
            fresh = new_catalog(self._project, self._choices.locale, self._choices.now)
            self._catalogs[path] = before, fresh if before is None else before.catalog
        return self._catalogs[path]

    def _overlay(self, lesson: Lesson, difference: FrontMatterDifference) -> None:
        path = self._project.overlay_path(lesson.page, self._choices.locale)
        if difference.fields and read(self._project.absolute(path), path) is None:
            lines = "".join(lines for _, lines in difference.fields)
            self._stage.write(path, lines.encode("utf-8"))


def _terms(known: Format, markup: str, to_source: Callable[[str], str], sure: float) -> Terms:
    """How translations in a markup are taken over."""
    problems = problems_of(markup)
    read = reader_of(markup)
    terms = Terms(known.encode, lambda *pair: tuple(problems(*pair)), to_source, sure, read)
    if markup == "markdown":
        from dragoman.formats.markdown.inline import with_labels  # noqa: PLC0415 (seldom)

        return replace(terms, adapt=with_labels)
    return terms


def _filled(catalog: Catalog, entries: Sequence[Entry]) -> Catalog:
    """``catalog`` with translations for what it has none for; nothing in it is replaced."""
    found = {entry.key: entry for entry in entries}
    filled = (
        _with(entry, found[entry.key]) if entry.key in found and not entry.obsolete else entry
        for entry in catalog.entries
    )
    return replace(catalog, entries=tuple(filled))


def _with(entry: Entry, new: Entry) -> Entry:
    """An entry with what was imported for it: as its translation, or else in its comments."""
    comments, flags = new.translator_comments, entry.flags
    if entry.msgstr.strip():
        comments = tuple(line for line in comments if not line.startswith(_OF_IMPORT))
        if new.msgstr.strip() not in {"", entry.msgstr.strip()}:
            comments = (*f"The imported page has: {new.msgstr}".split("\n"), *comments)
        new = entry
    else:
        flags = (*new.flags, *flags)
    known = entry.translator_comments
    comments = (*known, *(line for line in comments if line not in known))
    if new is entry and comments == known:
        return entry
    return entry._replace(msgstr=new.msgstr, translator_comments=comments, flags=flags)


_OF_IMPORT = ("Imported: ", "dragoman: ignore ")
"""How comments begin that speak of an imported msgstr."""


def _findings(lesson: Lesson, locale: str, adopted: Adopted) -> list[Finding]:
    return [
        Finding(doubt.rule, "warning", lesson.page, locale, doubt.msgid, f"{doubt.message}.")
        for doubt in adopted.doubts
    ]


def _kept(lesson: Lesson, catalog: Catalog, entries: Sequence[Entry]) -> list[Finding]:
    """Translations of a catalog that the imported page has in other words."""
    known = catalog.by_key()
    message = "the catalog has another translation, which stays; the page has “{}”."
    return [
        Finding(
            "kept", "warning", lesson.page, catalog.locale, new.msgid, message.format(new.msgstr)
        )
        for new in entries
        if new.msgstr.strip() and known[new.key].msgstr.strip() not in {"", new.msgstr.strip()}
    ]
