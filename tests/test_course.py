"""The sample course of this repository: the laws over every lesson, and its three languages."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import dragoman
from dragoman import Catalog, Document, Entry, Options, Slot

ROOT = Path(__file__).parent.parent
LESSONS = sorted(path for path in (ROOT / "source").rglob("*") if path.suffix in {".md", ".adoc"})
NAMES = [lesson.relative_to(ROOT / "source").as_posix() for lesson in LESSONS]
OPTIONS = Options(front_matter=("title", "description"))


def read(lesson: Path) -> tuple[str, str, Document]:
    text = lesson.read_bytes().decode()
    return lesson.name, text, dragoman.parse_lesson(text, lesson.name, OPTIONS)


def slots(document: Document) -> list[Slot]:
    return [part for part in document.parts if isinstance(part, Slot)]


def catalog(translations: dict[tuple[str | None, str], str]) -> Catalog:
    entries = tuple(Entry(key[1], text, key[0]) for key, text in translations.items())
    return Catalog(entries, locale="es")


# The laws


@pytest.fixture(params=LESSONS, ids=NAMES)
def lesson(request):
    return read(request.param)


def test_there_are_sections_and_at_least_eleven_lessons():
    assert len({name.partition("/")[0] for name in NAMES}) >= 3
    assert len(NAMES) >= 11
    assert sum(name.endswith(".adoc") for name in NAMES) == 2


def test_join(lesson):
    _, text, document = lesson
    assert document.source == text
    assert "".join(p if isinstance(p, str) else p.raw for p in document.parts) == text


def test_identity(lesson):
    name, text, document = lesson
    same = {slot.segment.key: slot.segment.msgid for slot in slots(document)}
    for translations in ({}, same, dict.fromkeys(same, "")):
        merged = dragoman.merge_page(document, catalog(translations), name)
        assert (merged.text, merged.findings) == (text, ())


def test_locality(lesson, pseudo):
    name, _, document = lesson
    for key in dict.fromkeys(slot.segment.key for slot in slots(document)):
        merged = dragoman.merge_page(document, catalog({key: pseudo(key[1])}), name)
        page = dragoman.parse_lesson(merged.text, name, OPTIONS)
        assert len(page.parts) == len(document.parts)
        for before, after in zip(document.parts, page.parts, strict=True):
            if isinstance(before, Slot) and before.segment.key == key:
                assert isinstance(after, Slot)
                assert after.segment.msgid == pseudo(key[1])
            elif isinstance(before, Slot):
                assert isinstance(after, Slot)
                assert after.raw == before.raw
            else:
                assert after == before


def test_shape(lesson, pseudo):
    name, _, document = lesson
    everything = {s.segment.key: pseudo(s.segment.msgid) for s in slots(document)}
    merged = dragoman.merge_page(document, catalog(everything), name)
    assert merged.findings == ()
    page = dragoman.parse_lesson(merged.text, name, OPTIONS)
    assert [(s.segment.kind, s.segment.context, s.segment.msgid) for s in slots(page)] == [
        (s.segment.kind, s.segment.context, pseudo(s.segment.msgid)) for s in slots(document)
    ]


# The loop, on a copy


@pytest.fixture
def copy(bare):
    """The course as it is committed, never built here."""
    for folder in ("source", "translations"):
        shutil.copytree(ROOT / folder, bare.root / folder)
    shutil.copy(ROOT / "dragoman.toml", bare.root)
    return bare


def test_the_committed_catalogs_are_up_to_date(copy):
    for verb in ("extract", "update"):
        ran = copy.run(verb, "--check")
        assert (ran.code, ran.out) == (0, "Nothing to do: everything is up to date.\n")


def test_building_twice_is_quiet(copy):
    committed = copy.tree()
    first = copy.run("build")
    assert (first.code, first.err) == (0, "")
    built = copy.stamps()
    assert {path: built[path][0] for path in committed} == committed
    assert all(path.startswith("build/") for path in built.keys() - committed.keys())
    for forget in (False, True):
        if forget:
            copy.forget()
        again = copy.run("build")
        assert again.code == 0
        assert again.out.startswith("Nothing to do: everything is up to date.\nes ")
        assert copy.stamps() == built


def test_the_languages_are_as_far_as_the_course_says(copy):
    locales = json.loads(copy.run("report", "--json").out)["locales"]
    spanish, german, arabic = (locales[locale] for locale in ("es", "de", "ar"))
    assert spanish["percent"] == 100
    assert 60 <= german["percent"] <= 80
    assert german["stale"]["segments"] + german["fuzzy"]["segments"] > 2
    assert sum(page["percent"] == 100 for page in arabic["pages"].values()) >= 2
    assert arabic["percent"] < 80


def test_the_spanish_conclusion(copy):
    copy.run("build")
    source = copy.read("source/introduction/06.md")
    page = copy.read("build/introduction/06.es.md")
    assert page.startswith("---\ntitle: Conclusión\n")
    assert copy.read("translations/es/introduction/06.yaml") in page
    assert "Marta Olivares" not in page
    assert "<strong>leer primero</strong>" in page
    bodies = [dragoman.parse_lesson(text.split("\n---\n", 1)[1]) for text in (source, page)]
    skeletons = [[part for part in body.parts if isinstance(part, str)] for body in bodies]
    assert skeletons[0] == skeletons[1]
    assert not {s.raw for s in slots(bodies[0])} & {s.raw for s in slots(bodies[1])}


def test_links_lead_to_localized_lessons_where_there_are_any(copy):
    copy.run("build")
    spanish, german = (copy.read(f"build/introduction/06.{tag}.md") for tag in ("es", "de"))
    for page, target in ((spanish, "02.es.md"), (german, "02.de.md")):
        assert f'<a href="{target}">' in page
        assert "02.md" not in page
    assert '<a href="../practice/01.es.md">' in spanish
    assert '<a href="../practice/01.md">' in german
    assert not (copy.root / "build/practice/01.de.md").exists()
    assert '[reviews]: ../practice/03.es.md "' in copy.read("build/toolbox/01.es.md")


def test_every_arabic_page_is_arabic(copy):
    copy.run("build")
    pages = [path for path in copy.tree() if path.endswith((".ar.md", ".ar.adoc"))]
    assert {path.rpartition(".")[2] for path in pages} == {"md", "adoc"}
    for page in pages:
        for slot in slots(dragoman.parse_lesson(copy.read(page), page, OPTIONS)):
            assert any("\u0600" <= letter <= "\u06ff" for letter in slot.segment.msgid), slot


def test_gettext_accepts_every_catalog(copy, gettext):
    copy.run("build")
    catalogs = sorted(copy.root.glob("translations/*/*/*.po"))
    assert len(catalogs) == 3 * len(LESSONS)
    for path in catalogs:
        gettext("msgfmt", "--check", "--output-file", copy.root / "out.mo", path)


def test_the_video_has_captions_in_every_language(copy):
    assert "warning" not in copy.run("build").out
    source = copy.read("source/introduction/01.vtt")
    cues = [line for line in source.splitlines() if "-->" in line or line.startswith("NOTE")]
    for locale in ("es", "de", "ar"):
        told = json.loads(copy.run("report", "--json", "--locale", locale).out)
        assert told["locales"][locale]["pages"]["introduction/01.vtt"]["percent"] == 100
        page = copy.read(f"build/introduction/01.{locale}.vtt")
        assert [line for line in page.splitlines() if "-->" in line or "NOTE" in line] == cues
        assert page.count("<v Marta>") == source.count("<v Marta>") > 15
