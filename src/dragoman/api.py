"""Dragoman as a library: the verbs of the command line as functions over values.

Nothing here reads or writes a file. Every function has an example that is run by the tests.
"""

from __future__ import annotations

from collections.abc import Mapping

from dragoman import coverage as _coverage
from dragoman import merge as _merge
from dragoman import po as _po
from dragoman import template as _template
from dragoman import update as _update
from dragoman.catalog import Catalog
from dragoman.checks import gate_of
from dragoman.coverage import Coverage
from dragoman.document import Document
from dragoman.errors import LessonError
from dragoman.formats import format_for, markup_of
from dragoman.formats.base import DEFAULTS, Format, Options
from dragoman.memory import TranslationMemory
from dragoman.merge import Localized
from dragoman.update.entries import Rules


def _format(path: str) -> Format:
    known = format_for(path)
    if known is None:
        raise LessonError(path, None, "there is no format for this file name")
    return known


def parse_lesson(text: str, path: str = "lesson.html", options: Options | None = None) -> Document:
    r"""Cut a lesson into skeleton and slots; the ending of ``path`` chooses the format.

    Raises LessonError, with ``path`` and line, where the front matter is no YAML or a directive
    is unknown.

    >>> document = parse_lesson("<h1>Hello</h1>\n<p>It&#8217;s <em>you</em>.</p>\n")
    >>> [slot.segment.msgid for slot in document.slots]
    ['Hello', 'It’s <em>you</em>.']
    >>> document.source
    '<h1>Hello</h1>\n<p>It&#8217;s <em>you</em>.</p>\n'
    """
    return _format(path).parse(text, path, options or DEFAULTS)


def build_template(documents: Mapping[str, Document]) -> Catalog:
    """The catalog of what there is to translate in lessons, given by their paths.

    >>> template = build_template({"a.html": parse_lesson("<h1>Hello</h1>")})
    >>> template.entries[0].msgid, template.entries[0].extracted_comments
    ('Hello', ('Heading 1',))
    """
    return _template.make_template(documents.items())


def update_catalog(
    catalog: Catalog, template: Catalog, memory: TranslationMemory | None = None
) -> Catalog:
    """Bring a locale's catalog in step with a template; nothing a translator wrote is lost.

    A translation stays confirmed where nothing but layout or markup changed.

    >>> from dragoman import Entry
    >>> old = Catalog((Entry("Hello, world", "Hola, mundo"),), locale="es")
    >>> new = build_template({"a.html": parse_lesson("<h1>Hello, big world</h1>")})
    >>> entry = update_catalog(old, new).entries[0]
    >>> entry.msgid, entry.msgstr, entry.fuzzy, entry.previous_msgid
    ('Hello, big world', 'Hola, mundo', True, 'Hello, world')
    """
    paths = {path for entry in template.entries for path in entry.references}
    names = {known.name for path in sorted(paths) if (known := format_for(path)) is not None}
    rules = Rules(tuple(map(gate_of, sorted(names))))
    return _update.update(catalog, template, memory or TranslationMemory(), rules)


def merge_page(
    document: Document, catalog: Catalog, path: str = "lesson.html", *, fuzzy: bool = False
) -> Localized:
    """The localized page, with a finding for each translation that had to be refused.

    ``path`` is what ``parse_lesson`` was given: its ending chooses the format here, too.
    ``fuzzy`` publishes unconfirmed translations.

    >>> from dragoman import Entry
    >>> lesson = parse_lesson("<p>See <em>this</em>.</p>")
    >>> good = Catalog((Entry("See <em>this</em>.", "Mira <em>esto</em>."),), locale="es")
    >>> merge_page(lesson, good).text
    '<p>Mira <em>esto</em>.</p>'
    >>> bad = Catalog((Entry("See <em>this</em>.", "Mira <em>esto."),), locale="es")
    >>> refused = merge_page(lesson, bad)
    >>> refused.text, refused.findings[0].rule
    ('<p>See <em>this</em>.</p>', 'tags')
    """
    known = _format(path)
    gate = gate_of(markup_of(known, document))
    publication = _merge.Publication(path, known.encode, gate, fuzzy)
    return _merge.Merger(document, publication).page(catalog, catalog.locale)


def measure_coverage(document: Document, catalog: Catalog) -> Coverage:
    """How much of a lesson a catalog has, in segments and source words.

    >>> from dragoman import Entry
    >>> lesson = parse_lesson("<h1>Hello</h1><p>How are you?</p>")
    >>> coverage = measure_coverage(lesson, Catalog((Entry("Hello", "Hola"),), locale="es"))
    >>> coverage.translated.segments, coverage.total.segments, coverage.percent
    (1, 2, 25.0)
    """
    return _coverage.measure((slot.segment.key for slot in document.slots), catalog)


def read_catalog(data: bytes, path: str = "catalog.po") -> Catalog:
    r"""The catalog in a PO file's bytes; CatalogError, with ``path`` and line, if it is broken.

    >>> read_catalog(b'msgid "Hello"\nmsgstr "Hola"\n').entries[0].msgstr
    'Hola'
    """
    return _po.read(data, path).catalog


def write_catalog(catalog: Catalog, before: bytes | None = None) -> bytes:
    r"""A catalog as PO text; entries that stand unchanged in ``before`` keep their exact bytes.

    >>> before = b'msgid "Hello"\nmsgstr "Hola"\n'
    >>> write_catalog(read_catalog(before), before) == before
    True
    """
    return _po.render(catalog, None if before is None else _po.read(before, "catalog.po"))
