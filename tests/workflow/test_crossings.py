"""Links and ids of localized pages: they follow what is published, run after run."""

from __future__ import annotations

import polib
import pytest

CONFIG = """\
locales = ["es", "de"]
publish-at = 50

[links]
source = ["https://example.org/learn/{page}", "{page}.md"]
localized = ["https://example.org/{locale}/learn/{page}", "{page}.{locale}.md"]
"""

ONE = """\
<h2 id="_first_steps">First steps</h2>
<p>Then read <a href="https://example.org/learn/deep/two/#_next_steps">the next page</a>.</p>
<p>Or <a href="deep/two.md">this one</a>, or <a href="https://example.org/">another</a>.</p>
"""

TWO = """\
<h2 id="_next_steps">Next steps</h2>
<p>Back to <a href="../one.md#_first_steps">the first</a>; see <a href="#_next_steps">above</a>.</p>
"""

SPANISH = {
    "First steps": "Primeros pasos",
    'Then read <a href="https://example.org/learn/deep/two/#_next_steps">the next page</a>.': (
        'Luego lee <a href="https://example.org/learn/deep/two/#_next_steps">la siguiente</a>.'
    ),
    'Or <a href="deep/two.md">this one</a>, or <a href="https://example.org/">another</a>.': (
        'O <a href="deep/two.md">esta</a>, o <a href="https://example.org/">otra</a>.'
    ),
}
SPANISH_TWO = {
    "Next steps": "Pasos siguientes",
    'Back to <a href="../one.md#_first_steps">the first</a>; see <a href="#_next_steps">above</a>.': (
        'De vuelta a <a href="../one.md#_first_steps">la primera</a>; mira <a href="#_next_steps">'
        "arriba</a>."
    ),
}

LOCALIZED = "https://example.org/es/learn/deep/two/"
SOURCE = "https://example.org/learn/deep/two/"
PAGE = "build/one.es.md"


@pytest.fixture
def linked(bare):
    """Two lessons with links to each other; the first one is translated, the second is not."""
    bare.write("dragoman.toml", CONFIG)
    bare.write("source/one.md", ONE)
    bare.write("source/deep/two.md", TWO)
    bare.run("build")
    fill(bare, "translations/es/one.po", SPANISH)
    assert bare.run("build").code == 0
    return bare


def fill(course, path, translations):
    """Set the msgstr of entries, each on a line of its own."""
    catalog = polib.pofile(str(course.root / path), wrapwidth=1000, encoding="utf-8")
    for entry in catalog:
        entry.msgstr = translations.get(entry.msgid, "")
    catalog.save()


def translate_two(course):
    fill(course, "translations/es/deep/two.po", SPANISH_TWO)


def forget_two(course):
    fill(course, "translations/es/deep/two.po", {})


def test_links_follow_what_is_published_though_their_own_page_did_not_change(linked):
    assert f'href="{SOURCE}#_next_steps">la siguiente' in linked.read(PAGE)
    assert 'href="deep/two.md">esta' in linked.read(PAGE)
    translate_two(linked)
    ran = linked.run("build")
    assert (ran.code, ran.out.splitlines()[:2]) == (
        0,
        ["create: build/deep/two.es.md", "update: build/one.es.md"],
    )
    assert f'href="{LOCALIZED}#_next_steps">la siguiente' in linked.read(PAGE)
    assert 'href="deep/two.es.md">esta' in linked.read(PAGE)
    assert 'href="https://example.org/">otra' in linked.read(PAGE)
    assert 'href="../one.es.md#_first_steps">la primera' in linked.read("build/deep/two.es.md")
    forget_two(linked)
    ran = linked.run("build")
    assert ran.out.splitlines()[:2] == ["remove: build/deep/two.es.md", "update: build/one.es.md"]
    assert f'href="{SOURCE}#_next_steps">la siguiente' in linked.read(PAGE)


@pytest.mark.parametrize("cached", [True, False], ids=["cached", "not cached"])
def test_a_run_with_nothing_new_writes_nothing(linked, cached):
    translate_two(linked)
    linked.run("build")
    before = linked.stamps()
    for _ in range(2):
        if not cached:
            linked.forget()
        assert linked.run("build").out.startswith("Nothing to do")
    assert linked.stamps() == before


def test_links_to_a_lesson_that_is_gone_go_to_the_source_again(linked):
    translate_two(linked)
    linked.run("build")
    (linked.root / "source/deep/two.md").unlink()
    assert linked.run("build").code == 0
    assert f'href="{SOURCE}#_next_steps">la siguiente' in linked.read(PAGE)


def test_links_to_a_lesson_that_moved_are_right_at_once(linked):
    linked.edit("source/one.md", "deep/two", "two")
    text = linked.read("translations/es/one.po")
    linked.write("translations/es/one.po", text.replace("deep/two", "two"))
    translate_two(linked)
    linked.run("build")
    linked.write("source/two.md", linked.read("source/deep/two.md"))
    (linked.root / "source/deep/two.md").unlink()
    assert linked.run("build").code == 0
    assert 'href="https://example.org/es/learn/two/#_next_steps">' in linked.read(PAGE)
    assert 'href="two.es.md">' in linked.read(PAGE)
    before = linked.stamps()
    linked.forget()
    linked.run("build")
    assert linked.stamps() == before


def test_a_page_with_findings_that_is_withdrawn_takes_its_links_along(linked):
    translate_two(linked)
    linked.edit("source/deep/two.md", '<h2 id="_next_steps">', '<h2 id="_other">')
    ran = linked.run("build")
    assert "leads to an anchor that is not there" in ran.out
    assert LOCALIZED in linked.read(PAGE)
    forget_two(linked)
    linked.run("build")
    assert LOCALIZED not in linked.read(PAGE)


def test_a_part_of_a_project_is_built_with_the_links_of_the_whole(linked):
    translate_two(linked)
    linked.run("build", "deep/two")
    assert SOURCE in linked.read(PAGE)
    linked.run("build")
    assert LOCALIZED in linked.read(PAGE)


def test_a_translator_may_write_either_form_of_a_link(linked):
    linked.edit(
        "translations/es/one.po", f'{SOURCE}#_next_steps\\">la', f'{LOCALIZED}#_next_steps\\">la'
    )
    linked.edit("translations/es/one.po", 'deep/two.md\\">esta', 'deep/two.es.md\\">esta')
    ran = linked.run("build")
    assert (ran.code, "error" in ran.out) == (0, False)
    assert f'href="{SOURCE}#_next_steps">la siguiente' in linked.read(PAGE)
    translate_two(linked)
    assert linked.run("build").code == 0
    assert f'href="{LOCALIZED}#_next_steps">la siguiente' in linked.read(PAGE)


def test_another_link_is_still_refused(linked):
    linked.edit(
        "translations/es/one.po", f'{SOURCE}#_next_steps\\">la', 'https://evil.example/\\">la'
    )
    ran = linked.run("build")
    assert ran.code == 1
    assert "[urls]" in ran.out
    assert "evil" not in linked.read(PAGE)


def test_without_rules_links_stay(linked):
    linked.write("dragoman.toml", CONFIG.partition("[links]")[0])
    translate_two(linked)
    linked.run("build")
    assert f'href="{SOURCE}#_next_steps">la siguiente' in linked.read(PAGE)


# Ids


@pytest.fixture
def derived(linked):
    """The same project, its headings' ids by Asciidoctor's rule, and both lessons translated."""
    linked.write("dragoman.toml", CONFIG.replace("[links]", 'heading-ids = "asciidoctor"\n[links]'))
    translate_two(linked)
    assert linked.run("build").code == 0
    return linked


def test_ids_and_the_links_to_them_follow_the_translated_headings(derived):
    one, two = derived.read(PAGE), derived.read("build/deep/two.es.md")
    assert '<h2 id="_primeros_pasos">Primeros pasos</h2>' in one
    assert f'href="{LOCALIZED}#_pasos_siguientes">la siguiente' in one
    assert 'href="../one.es.md#_primeros_pasos">la primera' in two
    assert 'href="#_pasos_siguientes">' in two
    before = derived.stamps()
    for _ in range(2):
        derived.forget()
        assert derived.run("build").out.startswith("Nothing to do")
    assert derived.stamps() == before


def test_links_follow_another_wording_of_a_heading(derived):
    derived.edit("translations/es/deep/two.po", "Pasos siguientes", "Otros pasos")
    ran = derived.run("build")
    assert "update: build/one.es.md\n" in ran.out
    assert f'href="{LOCALIZED}#_otros_pasos">la siguiente' in derived.read(PAGE)


def test_links_to_the_anchors_of_a_source_page_keep_them(derived):
    forget_two(derived)
    derived.run("build")
    assert f'href="{SOURCE}#_next_steps">la siguiente' in derived.read(PAGE)


def test_imported_links_to_derived_ids_become_those_of_the_source(derived):
    derived.write("old/two.es.md", derived.read("build/deep/two.es.md"))
    (derived.root / "translations/es/deep/two.po").unlink()
    ran = derived.run("import", "deep/two", "old/two.es.md", "--locale", "es")
    assert "2 of 2 segments translated\n" in ran.out
    assert "#_next_steps" in derived.read("translations/es/deep/two.po").replace('"\n"', "")
    derived.run("build")
    assert derived.read("build/deep/two.es.md") == derived.read("old/two.es.md")


@pytest.mark.parametrize("rule", ["asciidoctor", "source"])
def test_imported_links_to_derived_ids_of_other_pages_do_so_too(derived, rule):
    old = {"one": derived.read(PAGE), "deep/two": derived.read("build/deep/two.es.md")}
    assert f'{LOCALIZED}#_pasos_siguientes"' in old["one"]
    for page, text in old.items():
        derived.write(f"old/{page}.es.md", text)
        derived.edit(f"old/{page}.es.md", ' id="_', ' class="x" id="_')
        derived.edit(f"source/{page}.md", ' id="_', ' class="x" id="_')
        (derived.root / f"translations/es/{page}.po").unlink()
    derived.edit("dragoman.toml", "asciidoctor", rule)
    assert derived.run("import", "-l", "es", "--from", "old/{page}.{locale}.md").code == 0
    one = derived.read("translations/es/one.po").replace('"\n"', "")
    assert f'href=\\"{SOURCE}#_next_steps\\">la siguiente' in one
    two = derived.read("translations/es/deep/two.po").replace('"\n"', "")
    assert 'href=\\"../one.md#_first_steps\\">la primera' in two
    assert "[anchors]" not in derived.run("build").out
    built = derived.read(PAGE)
    if rule == "asciidoctor":
        assert built == derived.read("old/one.es.md")
    else:
        assert f'{LOCALIZED}#_next_steps"' in built


def test_imported_links_to_pages_that_have_catalogs_already_do_so_too(derived):
    derived.write("old/one.es.md", derived.read(PAGE))
    (derived.root / "translations/es/one.po").unlink()
    assert derived.run("import", "one", "old/one.es.md", "--locale", "es").code == 0
    text = derived.read("translations/es/one.po").replace('"\n"', "")
    assert f"{SOURCE}#_next_steps" in text


def test_an_imported_link_to_an_anchor_of_no_heading_stays(derived):
    page = derived.read(PAGE).replace("#_pasos_siguientes", "#nota")
    derived.write("old/one.es.md", page)
    (derived.root / "translations/es/one.po").unlink()
    assert derived.run("import", "one", "old/one.es.md", "--locale", "es").code == 0
    assert f"{SOURCE}#nota" in derived.read("translations/es/one.po").replace('"\n"', "")


def test_an_id_that_a_translator_set_is_imported_and_links_follow_it(derived):
    old = {"one": derived.read(PAGE), "deep/two": derived.read("build/deep/two.es.md")}
    for page, text in old.items():
        derived.write(f"old/{page}.es.md", text.replace("_pasos_siguientes", "siguientes"))
        (derived.root / f"translations/es/{page}.po").unlink()
    assert derived.run("import", "-l", "es", "--from", "old/{page}.{locale}.md").code == 0
    assert derived.read("translations/es/deep/two.po").count("# dragoman: id siguientes\n") == 1
    assert "# dragoman: id" not in derived.read("translations/es/one.po")
    derived.run("build", "--force")
    assert 'id="siguientes">Pasos siguientes' in derived.read("build/deep/two.es.md")
    for page in old:
        assert derived.read(f"build/{page}.es.md") == derived.read(f"old/{page}.es.md")
    derived.edit("translations/es/deep/two.po", "# dragoman: id siguientes\n", "")
    derived.run("build")
    for page, text in old.items():
        assert derived.read(f"build/{page}.es.md") == text


# Anchors that are not there


def test_an_anchor_that_the_lesson_itself_lacks_is_told_once(derived):
    derived.edit("source/one.md", "#_next_steps", "#nowhere")
    ran = derived.run("build")
    assert ran.code == 0
    assert ran.out.count("[anchors]") == 1
    assert (
        f"one: warning: the link “{SOURCE}#nowhere” leads to an anchor that is not there. [anchors]"
    ) in ran.out


def test_an_anchor_that_only_a_translation_lacks_is_told_with_its_locale(derived):
    path = "translations/es/deep/two.po"
    derived.edit(path, '#_next_steps\\">arriba', '#_nada\\">arriba')
    text = derived.read("translations/es/deep/two.po")
    at = text.index("#. Paragraph")
    derived.write("translations/es/deep/two.po", f"{text[:at]}# dragoman: ignore urls\n{text[at:]}")
    ran = derived.run("build")
    assert ran.code == 0
    assert (
        "deep/two (es): warning: the link “#_nada” leads to an anchor that is not there. [anchors]\n"
    ) in ran.out


def test_anchors_may_be_percent_encoded(derived):
    derived.edit(
        "source/deep/two.md", "</p>", '</p>\n<p id="año">x</p>\n<p><a href="#a%C3%B1o">y</a></p>'
    )
    assert "[anchors]" not in derived.run("build").out
