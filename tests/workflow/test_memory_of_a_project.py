"""Lessons that come and go, and what a locale remembers of them."""

from __future__ import annotations

from trees import changed, entry, lines_changed


def test_a_removed_lesson_takes_its_pages_with_it_but_no_translation(built):
    before = built.tree()
    (built.root / "source/two.md").unlink()
    ran = built.run("build")
    assert ran.code == 0
    assert "remove: build/two.es.md\n" in ran.out
    assert "remove: build/two.de.md\n" in ran.out
    assert changed(before, built.tree()) == {
        "source/two.md",
        "build/two.es.md",
        "build/two.de.md",
        "build/.dragoman.sha256",
    }


def test_a_renamed_lesson_finds_its_translations_again(built):
    page = built.read("build/two.es.md")
    built.run("build")
    (built.root / "source/two.md").rename(built.root / "source/second.md")
    ran = built.run("build")
    assert ran.code == 0
    assert built.read("build/second.es.md") == page
    assert not (built.root / "build/two.es.md").exists()
    catalog = built.read("translations/es/second.po")
    assert "fuzzy" not in catalog
    assert "#: source/second.md\n" in catalog
    assert built.run("build").out.startswith("Nothing to do")


def test_a_lesson_that_is_renamed_and_edited_finds_suggestions(built):
    (built.root / "source/two.md").rename(built.root / "source/second.md")
    built.edit("source/second.md", "a small change", "a small, careful change")
    assert built.run("build").code == 0
    assert entry(built.read("translations/es/second.po"), "Send a small, careful change.") == (
        "#. Paragraph\n#: source/second.md\n#, fuzzy\n"
        '#| msgid "Send a small change."\n'
        'msgid "Send a small, careful change."\n'
        'msgstr "Envía un cambio pequeño."\n'
    )
    assert 'msgid "Second steps"\nmsgstr "Segundos pasos"' in (
        built.read("translations/es/second.po")
    )


def test_a_lesson_renamed_after_a_build_without_it_finds_its_translations_too(built):
    page = built.read("build/two.es.md")
    text = built.read("source/two.md")
    (built.root / "source/two.md").unlink()
    built.run("build")
    built.write("source/later.md", text)
    built.run("build")
    assert built.read("build/later.es.md") == page


def test_a_new_wording_is_filled_from_elsewhere_in_its_locale_alone(built):
    built.edit("source/two.md", "</p>\n", "</p>\n<p>Ask a question when you are stuck.</p>\n")
    before = built.tree()
    built.run("build")
    assert entry(built.read("translations/es/two.po"), "Ask a question when you are stuck.") == (
        "#. Paragraph\n#: source/two.md\n"
        'msgid "Ask a question when you are stuck."\n'
        'msgstr "Pregunta cuando no sepas seguir."\n'
    )
    german = entry(built.read("translations/de/two.po"), "Ask a question when you are stuck.")
    assert german.endswith('msgstr ""\n')
    assert changed(before, built.tree()) == {
        "translations/templates/two.pot",
        "translations/es/two.po",
        "translations/de/two.po",
        "build/two.es.md",
        "build/two.de.md",
        "build/.dragoman.sha256",
    }
    assert "<p>Pregunta cuando no sepas seguir.</p>" in built.read("build/two.es.md")


def test_a_near_wording_from_elsewhere_is_a_fuzzy_suggestion(built):
    built.edit("source/two.md", "</p>\n", "</p>\n<p>Ask a question if you are stuck.</p>\n")
    built.run("build")
    assert entry(built.read("translations/es/two.po"), "Ask a question if you are stuck.") == (
        "#. Paragraph\n#: source/two.md\n#, fuzzy\n"
        '#| msgid "Ask a question when you are stuck."\n'
        'msgid "Ask a question if you are stuck."\n'
        'msgstr "Pregunta cuando no sepas seguir."\n'
    )
    assert "<p>Ask a question if you are stuck.</p>" in built.read("build/two.es.md")


def test_what_translators_wrote_around_a_translation_stays(built):
    path = "translations/es/one.po"
    built.edit(
        path,
        '#. Paragraph\n#: source/one.md\nmsgid "Ask',
        '# Lucía: informal\n#. Paragraph\n#: source/one.md\n#, no-wrap\nmsgid "Ask',
    )
    built.edit(path, '"Language: es\\n"', '"Language: es\\n"\n"X-Generator: Poedit 3.4\\n"')
    before = built.read(path)
    assert built.run("build").out.startswith("Nothing to do")
    built.edit("source/one.md", "when you are stuck", "whenever you are stuck")
    built.run("build")
    after = built.read(path)
    assert "X-Generator: Poedit 3.4" in after
    assert "# Lucía: informal\n#. Paragraph\n#: source/one.md\n#, fuzzy, no-wrap\n" in after
    assert lines_changed(before.encode(), after.encode())[0] == "-#, no-wrap"


def test_a_locale_taken_out_loses_its_pages_but_no_catalog(built):
    built.edit("dragoman.toml", ', "de"', "")
    ran = built.run("build")
    assert ran.code == 0
    left = set(built.tree())
    assert {path for path in left if path.startswith("build/") and "de" in path} == set()
    assert "translations/de/one.po" in left


def test_untranslated_entries_of_a_removed_paragraph_do_not_pile_up(course):
    course.run("build")
    course.edit("source/one.md", "<p>Ask a question when you are stuck.</p>\n", "")
    course.run("build")
    assert "Ask" not in course.read("translations/es/one.po")
