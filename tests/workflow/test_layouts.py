"""Other layouts: bundled catalogs, pages beside their sources, overlays, banners, pyproject."""

from __future__ import annotations

import pytest

BUNDLED = """\
templates = "translations/all.pot"
catalogs = "translations/{locale}.po"
"""
BESIDE = 'output = "source/{page}.{locale}{suffix}"\n'


def configure(course, lines: str) -> None:
    course.write("dragoman.toml", course.read("dragoman.toml") + lines)


# Bundles


@pytest.fixture
def bundled(course):
    configure(course, BUNDLED)
    course.run("build")
    course.translate("translations/es.po")
    assert course.run("build").code == 0
    return course


def test_all_pages_share_one_catalog(bundled):
    assert {path for path in bundled.tree() if path.startswith("translations/")} == {
        "translations/all.pot",
        "translations/es.po",
        "translations/de.po",
    }
    assert "<p>Envía un cambio pequeño.</p>" in bundled.read("build/two.es.md")
    assert "<p>Pregunta cuando no sepas seguir.</p>" in bundled.read("build/one.es.md")


def test_a_wording_of_two_lessons_is_one_entry_with_two_references(bundled):
    bundled.edit("source/two.md", "</p>\n", "</p>\n<p>Ask a question when you are stuck.</p>\n")
    bundled.run("build")
    catalog = bundled.read("translations/es.po")
    assert catalog.count('msgid "Ask a question when you are stuck."') == 1
    assert '#: source/one.md source/two.md\nmsgid "Ask a question' in catalog
    assert "Pregunta cuando" in bundled.read("build/two.es.md")


def test_a_page_argument_leaves_the_other_lessons_of_a_bundle_in_the_catalog(bundled):
    before = bundled.tree()
    bundled.edit("source/one.md", "when you are stuck", "whenever you are stuck")
    bundled.edit("source/two.md", "small change", "small patch")
    assert bundled.run("build", "one").code == 0
    catalog = bundled.read("translations/es.po")
    assert 'msgid "Ask a question whenever you are stuck."' in catalog
    assert "Envía un cambio pequeño." in catalog
    assert bundled.run("build").code == 0
    assert "small patch" in bundled.read("build/two.es.md")
    assert set(before) == set(bundled.tree())


def test_a_lesson_removed_from_a_bundle_leaves_its_translations_obsolete(bundled):
    (bundled.root / "source/two.md").unlink()
    bundled.run("build")
    assert '#~ msgid "Send a small change."\n#~ msgstr "Envía un cambio pequeño."\n' in (
        bundled.read("translations/es.po")
    )
    assert not (bundled.root / "build/two.es.md").exists()


def test_a_bundled_build_is_quiet(bundled):
    before = bundled.stamps()
    assert bundled.run("build").code == 0
    bundled.forget()
    assert bundled.run("build").code == 0
    assert bundled.stamps() == before


def test_the_report_of_a_bundle_is_by_page(bundled):
    assert "| two | 100 % | 2/2 | 6/6 | 0 | 0 | 0 |" in (
        bundled.run("report", "--format", "markdown").out
    )


# Beside their sources


@pytest.fixture
def beside(course):
    configure(course, BESIDE)
    course.run("build")
    course.translate("translations/es/one.po")
    assert course.run("build").code == 0
    return course


def test_pages_stand_beside_their_sources_and_are_no_lessons(beside):
    assert {path for path in beside.tree() if path.startswith("source/")} == {
        "source/.dragoman.sha256",
        *(f"source/{page}{end}.md" for page in ("one", "two") for end in ("", ".es", ".de")),
    }
    assert "Pregunta cuando" in beside.read("source/one.es.md")
    assert "one.es" not in beside.run("report").out
    before = beside.stamps()
    assert beside.run("build").out.startswith("Nothing to do")
    beside.forget()
    assert beside.run("build").out.startswith("Nothing to do")
    assert beside.stamps() == before


def test_a_source_with_its_locale_in_its_name_makes_pages_without_it(course):
    configure(course, BESIDE)
    (course.root / "source/two.md").rename(course.root / "source/two.en.md")
    course.run("build")
    assert (course.root / "source/two.es.md").exists()
    assert (course.root / "translations/es/two.po").exists()


def test_a_removed_lesson_takes_the_pages_beside_it_along(beside):
    (beside.root / "source/two.md").unlink()
    beside.run("build")
    assert "source/two.es.md" not in beside.tree()
    assert "source/one.es.md" in beside.tree()


def test_a_locale_taken_out_does_not_turn_its_pages_into_lessons(beside):
    beside.edit("dragoman.toml", ', "de"', "")
    assert beside.run("build").code == 0
    assert "source/one.de.md" not in beside.tree()
    assert "one.de" not in beside.run("report").out
    assert not (beside.root / "translations/es/one.de.po").exists()


# Overlays and banners


OVERLAY = "# Lucía's\ncontributors:\n  - name: Lucía Ferrer\n    url: null\n"
BANNER = """
[front-matter.banner]
coverage = "translation_coverage"
stale = "translation_stale"
source = "translation_source"
"""


def test_an_overlay_replaces_and_adds_keys_of_its_locale(built):
    built.write("translations/es/one.yaml", OVERLAY + "weight: 7\n")
    ran = built.run("build")
    assert ran.out.splitlines()[0] == "update: build/one.es.md"
    assert built.read("build/one.es.md").startswith(
        "---\ntitle: Primeros pasos\nweight: 7\n"
        "contributors:\n  - name: Lucía Ferrer\n    url: null\n---\n"
    )
    assert built.read("build/one.de.md") == built.read("source/one.md")
    before = built.stamps()
    built.run("build")
    assert built.stamps() == before


def test_a_deleted_overlay_gives_the_pages_keys_back(built):
    page = built.read("build/one.es.md")
    built.write("translations/es/one.yaml", OVERLAY)
    built.run("build")
    (built.root / "translations/es/one.yaml").unlink()
    built.run("build")
    assert built.read("build/one.es.md") == page


def test_a_page_without_front_matter_gets_it_from_an_overlay(built):
    built.write("translations/es/two.yaml", OVERLAY)
    built.run("build")
    assert built.read("build/two.es.md") == (
        "---\ncontributors:\n  - name: Lucía Ferrer\n    url: null\n---\n"
        "<h1>Segundos pasos</h1>\n<p>Envía un cambio pequeño.</p>\n"
    )


def test_banner_keys_stand_on_localized_pages(built):
    configure(built, BANNER)
    built.edit("source/one.md", "when you are stuck", "whenever you are stuck")
    built.run("build")
    assert built.read("build/one.es.md").startswith(
        "---\ntitle: Primeros pasos\nweight: 1\ntranslation_coverage: 58\n"
        "translation_stale: true\ntranslation_source: source/one.md\n---\n"
    )
    assert built.read("build/two.es.md").startswith(
        "---\ntranslation_coverage: 100\ntranslation_stale: false\n"
        "translation_source: source/two.md\n---\n<h1>"
    )
    before = built.stamps()
    assert built.run("build").out.startswith("Nothing to do")
    assert built.stamps() == before


def test_only_the_banner_keys_that_are_named_stand_there(built):
    configure(built, '[front-matter.banner]\nstale = "outdated"\n')
    built.run("build")
    head = "---\ntitle: Primeros pasos\nweight: 1\noutdated: false\n---\n"
    assert built.read("build/one.es.md").startswith(head)


# What a lesson can be


def test_a_project_in_pyproject_works_from_a_folder_below(course, monkeypatch):
    settings = "\n".join(["[tool.dragoman]", *course.read("dragoman.toml").splitlines()])
    (course.root / "dragoman.toml").unlink()
    course.write("pyproject.toml", f'[project]\nname = "x"\n\n{settings}\n')
    monkeypatch.chdir(course.root / "source")
    ran = course.run("build", "one.md")
    assert ran.code == 0
    assert {path for path in course.tree() if path.startswith("build/")} == {
        "build/.dragoman.sha256",
        "build/one.de.md",
        "build/one.es.md",
    }


@pytest.mark.parametrize(
    ("path", "lesson"),
    {
        "crlf": ("source/odd.md", b"---\r\ntitle: Odd\r\n---\r\n<p>Odd\r\nlines.</p>\r\n"),
        "bom": ("source/odd.md", b"\xef\xbb\xbf<p>Odd.</p>\n"),
        "no final newline": ("source/odd.md", b"<p>Odd.</p>"),
        "spaces in its name": ("source/my odd page.md", b"<p>Odd.</p>\n"),
        "letters in its name": ("source/é/日本.md", "<p>Ünïcode.</p>\n".encode()),
        "empty": ("source/odd.md", b""),
        "toml front matter": ("source/odd.md", b'+++\ntitle = "Odd"\n+++\n<p>Odd.</p>\n'),
        "no text": ("source/odd.md", b"<pre>1 + 1</pre>\n"),
    }.values(),
    ids=lambda value: None if isinstance(value, bytes) else value,
)
def test_odd_lessons_come_through_untranslated_byte_for_byte(course, path, lesson):
    course.write(path, lesson)
    ran = course.run("build")
    assert ran.code == 0
    page = path.replace("source/", "build/").replace(".md", ".es.md")
    assert (course.root / page).read_bytes() == lesson
    before = course.stamps()
    course.forget()
    assert course.run("build").out.startswith("Nothing to do")
    assert course.stamps() == before


def test_many_bundles_of_a_locale_find_each_others_work_at_once(built):
    """A folder of lessons that is moved as a whole, as a site is reorganized."""
    pages = {name: built.read(f"build/{name}.es.md") for name in ("one", "two")}
    (built.root / "source/part").mkdir()
    for name in pages:
        (built.root / f"source/{name}.md").rename(built.root / f"source/part/{name}.md")
    built.run("build")
    assert {name: built.read(f"build/part/{name}.es.md") for name in pages} == pages
