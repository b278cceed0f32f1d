"""A real site, where its pages are at hand: 125 of them, 20 in English, in nine languages."""

from __future__ import annotations

import shutil
from pathlib import Path

import polib
import pytest
from bs4 import BeautifulSoup, Comment

import dragoman
from dragoman import Catalog, Entry, Options, Slot

SITE = Path(__file__).parent.parent.parent / "shared" / "corpus" / "website" / "content" / "en"
PAGES = sorted(SITE.rglob("*.md"))
ENGLISH = [page for page in PAGES if "." not in page.stem]
LOCALES = ("de", "es", "fr", "it", "ja", "pt-br", "ru", "zh")
OPTIONS = Options(front_matter=("title", "description"))
SKIPPED = ("script", "style", "pre", "template", "textarea", "svg")

pytestmark = pytest.mark.skipif(
    not PAGES, reason="the pages of the real site are not beside the repository"
)


def name(page: Path) -> str:
    return page.relative_to(SITE).as_posix()


def slots(text: str) -> list[Slot]:
    parts = dragoman.parse_lesson(text, options=OPTIONS).parts
    return [part for part in parts if isinstance(part, Slot)]


@pytest.fixture(params=PAGES, ids=name)
def text(request):
    """Any page of the site, in whatever language."""
    return request.param.read_bytes().decode()


def test_join_and_identity(text):
    lesson = dragoman.parse_lesson(text, options=OPTIONS)
    assert lesson.source == text
    same = tuple(
        Entry(slot.segment.msgid, slot.segment.msgid, slot.segment.context) for slot in slots(text)
    )
    for catalog in (Catalog(), Catalog(same)):
        merged = dragoman.merge_page(lesson, catalog)
        assert (merged.text, merged.findings) == (text, ())


def test_all_visible_text_is_in_a_segment(text):
    parts = dragoman.parse_lesson(text, options=OPTIONS).parts
    skeleton = "".join(part if isinstance(part, str) else "…" for part in parts)
    head, mark, body = skeleton.partition("\n---\n")
    soup = BeautifulSoup(body if mark else head, "html.parser")
    for skipped in soup(SKIPPED):
        skipped.decompose()
    shown = [str(node) for node in soup.find_all(string=True) if not isinstance(node, Comment)]
    assert not any(letter.isalpha() for node in shown for letter in node), shown


def test_the_conclusion_is_its_title_and_two_paragraphs():
    page = SITE / "learn/learning-path/introduction/06.md"
    found = [slot.segment for slot in slots(page.read_text(encoding="utf-8"))]
    assert [(segment.kind, segment.context) for segment in found] == [
        ("front matter", "title"),
        ("paragraph", None),
        ("paragraph", None),
    ]


# The loop


@pytest.fixture
def site(bare):
    """A project over the English pages, built once."""
    for page in ENGLISH:
        place = bare.root / "source" / name(page)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(page, place)
    locales = ", ".join(f'"{locale}"' for locale in LOCALES)
    bare.write("dragoman.toml", f'name = "Site"\nlocales = [{locales}]\n')
    ran = bare.run("build", "--quiet")
    assert ran == (0, "", "")
    return bare


def localized(site) -> list[tuple[str, str, str]]:
    """Each page with a locale and the text of its localized page."""
    return [
        (name(page), locale, site.read(f"build/{name(page).removesuffix('.md')}.{locale}.md"))
        for page in ENGLISH
        for locale in LOCALES
    ]


def test_empty_catalogs_give_back_every_page_and_gettext_accepts_them(site, gettext):
    pages = localized(site)
    assert len(pages) == len(ENGLISH) * len(LOCALES)
    for page, locale, text in pages:
        assert text == site.read(f"source/{page}"), locale
    before = site.stamps()
    site.forget()
    assert site.run("build").out.startswith("Nothing to do")
    assert site.stamps() == before
    catalogs = sorted((site.root / "translations").rglob("*.po"))
    assert len(catalogs) == len(pages)
    for catalog in catalogs:
        gettext("msgfmt", "--check", "--output-file", site.root / "out.mo", catalog)


def test_pages_say_what_their_catalogs_say(site, pseudo):
    for path in (site.root / "translations").rglob("*.po"):
        catalog = polib.pofile(str(path), encoding="utf-8")
        for entry in catalog:
            entry.msgstr = pseudo(entry.msgid)
        catalog.save(str(path))
    ran = site.run("build")
    assert ran.code == 0
    assert ran.out.count(" 100 % of words, ") == len(LOCALES)
    for page, _, text in localized(site):
        source = slots(site.read(f"source/{page}"))
        assert [slot.segment.msgid for slot in slots(text)] == [
            pseudo(slot.segment.msgid) for slot in source
        ]
    before = site.stamps()
    for forget in (False, True):
        if forget:
            site.forget()
        assert site.run("build").out.startswith("Nothing to do")
        assert site.stamps() == before


def test_one_changed_sentence_of_the_site_changes_one_entry_of_each_locale(site):
    before = site.tree()
    path = next(name(page) for page in ENGLISH if page.name == "06.md")
    text = site.read(f"source/{path}")
    paragraph = next(s.raw for s in slots(text) if s.segment.kind == "paragraph")
    site.write(f"source/{path}", text.replace(paragraph, f"{paragraph} One sentence more.", 1))
    site.run("build")
    after = site.tree()
    changed = {at for at in before if before[at] != after[at] and at.endswith((".po", ".pot"))}
    page = path.removesuffix(".md")
    assert changed == {
        f"translations/templates/{page}.pot",
        *(f"translations/{locale}/{page}.po" for locale in LOCALES),
    }
    for at in changed - {f"translations/templates/{page}.pot"}:
        entries = [text[at].decode().split("\n\n") for text in (before, after)]
        assert sum(one != other for one, other in zip(*entries, strict=True)) == 1
