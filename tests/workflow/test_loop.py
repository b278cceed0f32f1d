"""The whole loop on a small course: build, translate, edit, move, rename, remove."""

from __future__ import annotations

import pytest
from trees import changed, entry, lines_changed

COVERAGE = """\
es       ████████████████████  100 % of words, 2 of 2 pages published
de       ░░░░░░░░░░░░░░░░░░░░    0 % of words, 2 of 2 pages published
"""

MADE = {
    f"{folder}/{page}.{end}"
    for page in ("one", "two")
    for folder, end in (
        ("source", "md"),
        ("translations/templates", "pot"),
        ("translations/es", "po"),
        ("translations/de", "po"),
        ("build", "es.md"),
        ("build", "de.md"),
    )
}


# Building


def test_a_build_from_nothing_makes_templates_catalogs_and_pages(course):
    ran = course.run("build")
    assert ran.code == 0
    assert not ran.err
    assert ran.out.splitlines()[:5] == [
        "create: translations/templates/one.pot",
        "create: translations/es/one.po",
        "create: build/one.es.md",
        "create: translations/de/one.po",
        "create: build/one.de.md",
    ]
    assert set(course.tree()) == MADE | {"dragoman.toml", "build/.dragoman.sha256"}
    assert course.read("build/one.es.md") == course.read("source/one.md")
    assert entry(course.read("translations/es/one.po"), "Ask a question when you are stuck.") == (
        '#. Paragraph\n#: source/one.md\nmsgid "Ask a question when you are stuck."\nmsgstr ""\n'
    )


def test_translations_come_out_on_the_page_and_nothing_else_moves(built):
    page = built.read("build/one.es.md")
    assert page == (
        "---\ntitle: Primeros pasos\nweight: 1\n---\n"
        '<h1 id="first">Primeros pasos</h1>\n'
        "<p>Lee la <em>guía</em> antes de empezar.</p>\n"
        "<p>Pregunta cuando no sepas seguir.</p>\n"
        "<pre>git pull</pre>\n"
    )
    assert built.read("build/one.de.md") == built.read("source/one.md")
    assert built.run("build").out == "Nothing to do: everything is up to date.\n" + COVERAGE


def test_the_steps_one_by_one_are_the_build(course):
    for verb in ("extract", "update", "merge"):
        assert course.run(verb).code == 0
    by_steps = course.tree()
    for path in by_steps:
        if not path.startswith(("source/", "dragoman.toml")):
            (course.root / path).unlink()
    course.run("build")
    assert changed(by_steps, course.tree()) == set()


def test_a_nul_in_a_remark_for_translators_breaks_no_catalog(course):
    course.edit("source/two.md", "<p>", "<!-- dragoman: note a\0b -->\n<p>")
    assert course.run("build").code == 0
    before = course.tree()
    course.forget()
    assert course.run("build").code == 0
    assert course.tree() == before


@pytest.mark.parametrize("nothing", ["", "\n", "\ufeff", "\ufeff\r\n"])
def test_an_empty_catalog_gets_a_header(course, nothing):
    course.write("translations/es/one.po", nothing)
    assert "update: translations/es/one.po\n" in course.run("build").out
    assert '"Language: es\\n"' in course.read("translations/es/one.po")


@pytest.mark.parametrize(
    ("epoch", "date"),
    [("0", "1970-01-01 00:00+0000"), ("1700000000", "2023-11-14 22:13+0000")],
)
def test_source_date_epoch_sets_the_dates(course, monkeypatch, epoch, date):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    course.run("build")
    for path in ("translations/es/one.po", "translations/templates/one.pot"):
        assert f'"POT-Creation-Date: {date}\\n"' in course.read(path)


@pytest.mark.parametrize("epoch", ["", "soon", "²", "9" * 30])
def test_a_source_date_epoch_that_is_none_is_passed_over(course, monkeypatch, epoch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert course.run("build").code == 0


# Quiet


@pytest.mark.parametrize("verb", ["build", "extract", "update", "merge", "report"])
@pytest.mark.parametrize("cached", [True, False], ids=["cached", "not cached"])
def test_a_run_with_nothing_new_writes_no_byte(built, verb, cached):
    built.run("build")
    if not cached:
        built.forget()
    before = built.stamps(cache=cached)
    assert built.run(verb).code == 0
    assert built.stamps(cache=cached) == before


def test_what_the_cache_knows_is_what_a_fresh_run_finds(built):
    cached = built.run("report", "--json").out
    built.forget()
    assert built.run("report", "--json").out == cached


def _rewrapped(data: bytes) -> bytes:
    """What polib makes of a catalog at 40 characters a line."""
    import polib

    catalog = polib.pofile(data.decode(), wrapwidth=40)
    return str(catalog).encode() + b"\n"


LAYOUTS = {
    "wrapped by polib": _rewrapped,
    "CRLF": lambda data: data.replace(b"\n", b"\r\n"),
    "with a BOM": lambda data: b"\xef\xbb\xbf" + data,
    "no newline at the end": lambda data: data.rstrip(b"\n"),
    "three blank lines between": lambda data: data.replace(b"\n\n", b"\n\n\n\n"),
    "split anywhere": lambda data: data.replace(b'msgstr "Lee la', b'msgstr ""\n"Lee "\n"la'),
}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=list(LAYOUTS))
def test_a_catalog_that_another_tool_laid_out_keeps_its_bytes(built, layout):
    path = "translations/es/one.po"
    page = built.read("build/one.es.md")
    before = (built.root / path).read_bytes()
    laid_out = layout(before)
    assert laid_out != before
    built.write(path, laid_out)
    ran = built.run("build")
    assert (ran.code, ran.out) == (0, "Nothing to do: everything is up to date.\n" + COVERAGE)
    assert (built.root / path).read_bytes() == laid_out
    assert built.read("build/one.es.md") == page


@pytest.mark.parametrize("options", [["--width=40"], ["--no-wrap"], ["--sort-output"]], ids=str)
def test_a_catalog_that_msgcat_laid_out_keeps_its_bytes(built, gettext, options):
    path = built.root / "translations/es/one.po"
    gettext("msgcat", *options, "-o", path, path)
    laid_out = path.read_bytes()
    page = built.read("build/one.es.md")
    assert built.run("build").out == "Nothing to do: everything is up to date.\n" + COVERAGE
    assert path.read_bytes() == laid_out
    assert built.read("build/one.es.md") == page


# One change


def test_one_changed_paragraph_changes_one_entry_of_each_catalog(built):
    before = built.tree()
    built.edit("source/one.md", "when you are stuck", "whenever you are stuck")
    ran = built.run("build")
    after = built.tree()
    assert ran.code == 0
    assert changed(before, after) == {
        "source/one.md",
        "translations/templates/one.pot",
        "translations/es/one.po",
        "translations/de/one.po",
        "build/one.es.md",
        "build/one.de.md",
        "build/.dragoman.sha256",
    }
    old, new = "Ask a question when you are stuck.", "Ask a question whenever you are stuck."
    path = "translations/es/one.po"
    assert lines_changed(before[path], after[path]) == [
        f'-msgid "{old}"',
        "+#, fuzzy",
        f'+#| msgid "{old}"',
        f'+msgid "{new}"',
    ]
    path = "translations/de/one.po"
    assert lines_changed(before[path], after[path]) == [f'-msgid "{old}"', f'+msgid "{new}"']
    path = "translations/templates/one.pot"
    assert [
        line for line in lines_changed(before[path], after[path]) if "POT-Creation-Date" not in line
    ] == [f'-msgid "{old}"', f'+msgid "{new}"']
    path = "build/one.es.md"
    assert lines_changed(before[path], after[path]) == [
        "-<p>Pregunta cuando no sepas seguir.</p>",
        f"+<p>{new}</p>",
    ]


def test_one_change_in_a_catalog_of_another_layout_changes_one_entry(built):
    path = "translations/es/one.po"
    built.write(path, _rewrapped((built.root / path).read_bytes()).replace(b"\n", b"\r\n"))
    before = built.tree()[path]
    built.edit("source/one.md", "when you are stuck", "whenever you are stuck")
    built.run("build")
    after = built.tree()[path]
    assert after.count(b"\r\n") == after.count(b"\n")
    old, new = before.split(b"\r\n\r\n"), after.split(b"\r\n\r\n")
    different = [(one, other) for one, other in zip(old, new, strict=True) if one != other]
    assert len(different) == 1
    assert b"Ask a question" in different[0][0]
    assert b"#, fuzzy" in different[0][1]


def test_a_change_taken_back_leaves_no_trace(built):
    before = built.tree()
    built.edit("source/one.md", "when you are stuck", "whenever you are stuck")
    built.run("build")
    built.edit("source/one.md", "whenever you are stuck", "when you are stuck")
    assert built.run("build").code == 0
    after = built.tree()
    assert changed(before, after) <= {"translations/templates/one.pot"}
    template = "translations/templates/one.pot"
    told = lines_changed(before[template], after[template])
    assert all("POT-Creation-Date" in line for line in told)


def test_moved_paragraphs_change_pages_and_the_template_but_no_catalog(built):
    before = built.tree()
    first = "<p>Read the <em>guide</em> before you start.</p>\n"
    second = "<p>Ask a question when you are stuck.</p>\n"
    built.edit("source/one.md", first + second, second + first)
    built.run("build")
    assert changed(before, built.tree()) == {
        "source/one.md",
        "translations/templates/one.pot",
        "build/one.es.md",
        "build/one.de.md",
        "build/.dragoman.sha256",
    }
    assert (
        "<p>Pregunta cuando no sepas seguir.</p>\n<p>Lee la <em>guía</em> antes de empezar.</p>"
        in built.read("build/one.es.md")
    )


def test_a_change_outside_the_segments_changes_pages_only(built):
    before = built.tree()
    built.edit("source/one.md", "git pull", "git fetch")
    built.run("build")
    assert changed(before, built.tree()) == {
        "source/one.md",
        "build/one.es.md",
        "build/one.de.md",
        "build/.dragoman.sha256",
    }


def test_a_removed_paragraph_leaves_its_translation_obsolete_and_comes_back(built):
    before = built.tree()
    paragraph = "<p>Ask a question when you are stuck.</p>\n"
    built.edit("source/one.md", paragraph, "")
    built.run("build")
    assert built.read("translations/es/one.po").endswith(
        '\n#~ msgid "Ask a question when you are stuck."\n'
        '#~ msgstr "Pregunta cuando no sepas seguir."\n'
    )
    assert "Ask a question" not in built.read("translations/de/one.po")
    built.edit("source/one.md", "<pre>", paragraph + "<pre>")
    built.run("build")
    assert built.read("build/one.es.md").encode() == before["build/one.es.md"]
    assert "#~" not in built.read("translations/es/one.po")
    assert "fuzzy" not in built.read("translations/es/one.po")
