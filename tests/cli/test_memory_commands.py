"""The memory on the command line, and how a build learns from it."""

from __future__ import annotations

import json
import shutil

import pytest

CONFIG = 'locales = ["es", "de"]\n\n[memory]\nstore = "{store}"\n'


@pytest.fixture
def remembering(built):
    """The course with a memory of its own, built."""
    built.write("dragoman.toml", CONFIG.format(store="memory.sqlite"))
    assert built.run("build").code == 0
    return built


def forget_catalogs(course):
    shutil.rmtree(course.root / "translations")
    course.forget()


def test_a_build_learns_and_what_it_learnt_outlives_the_catalogs(remembering):
    page = remembering.read("build/two.es.md")
    forget_catalogs(remembering)
    assert remembering.run("build").code == 0
    assert remembering.read("build/two.es.md") == page
    assert "fuzzy" not in remembering.read("translations/es/two.po")


def test_what_is_near_is_filled_in_from_the_memory_to_be_confirmed(remembering):
    forget_catalogs(remembering)
    remembering.edit("source/two.md", "a small change", "a small, careful change")
    remembering.run("build")
    assert (
        '#, fuzzy\n#| msgid "Send a small change."\nmsgid "Send a small, careful change."\n'
        'msgstr "Envía un cambio pequeño."\n'
    ) in remembering.read("translations/es/two.po")


def test_under_the_least_score_nothing_is_filled_in(remembering):
    forget_catalogs(remembering)
    remembering.write("dragoman.toml", f"{CONFIG.format(store='memory.sqlite')}least = 90\n")
    remembering.edit("source/two.md", "a small change", "a small, careful change")
    remembering.run("build")
    catalog = remembering.read("translations/es/two.po")
    assert 'msgid "Send a small, careful change."\nmsgstr ""\n' in catalog
    told = "81 %: Send a small change.\n  → Envía un cambio pequeño.\n"
    assert (
        remembering.run("memory", "search", "Send a small, careful change.", "-l", "es").out == told
    )


def test_a_build_with_nothing_new_writes_no_byte(remembering):
    before = remembering.stamps()
    assert "memory.sqlite" in before
    remembering.forget()
    assert remembering.run("build").code == 0
    assert remembering.stamps() == before


@pytest.mark.parametrize("option", ["--check", "--dry-run"])
def test_a_build_that_writes_nothing_learns_nothing(built, option):
    built.write("dragoman.toml", CONFIG.format(store="memory.sqlite"))
    built.run("build", option)
    assert not (built.root / "memory.sqlite").exists()


def test_what_was_replaced_is_remembered_too(remembering):
    remembering.edit("translations/es/two.po", "Envía un cambio pequeño.", "Manda un cambio.")
    remembering.run("build")
    out = remembering.run("memory", "search", "Send a small change.", "--locale", "es").out
    assert "→ Envía un cambio pequeño.\n" in out
    assert "→ Manda un cambio.\n" in out


def test_a_shared_memory_has_to_be_made_first(built):
    built.write("dragoman.toml", CONFIG.format(store="../shared.sqlite"))
    before = built.tree()
    ran = built.run("build")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        'dragoman.toml:4: there is no memory at "../shared.sqlite", '
        "outside of the project's folder\n  Make it with: dragoman memory create\n"
    )
    assert built.tree() == before
    assert built.run("memory", "create") == (0, "../shared.sqlite: 6 translations new\n", "")
    assert built.run("memory", "create") == (0, "../shared.sqlite: 0 translations new\n", "")
    assert built.run("build").code == 0
    forget_catalogs(built)
    built.run("build")
    assert "Envía un cambio pequeño." in built.read("translations/es/two.po")


def test_a_link_out_of_the_project_is_a_shared_memory(built):
    (built.root / "memory.sqlite").symlink_to(built.root.parent / "shared.sqlite")
    built.write("dragoman.toml", CONFIG.format(store="memory.sqlite"))
    assert built.run("build").code == 2
    assert not (built.root.parent / "shared.sqlite").exists()


def test_no_memory_is_made_inside_git(built):
    built.write("dragoman.toml", CONFIG.format(store=".git/hooks/pre-commit"))
    ran = built.run("build")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        'dragoman.toml:4: ".git/hooks/pre-commit" in "store" leads into .git\n'
        "  Write to a folder of the project itself.\n"
    )


def test_the_folder_of_a_memory_is_made(built):
    built.write("dragoman.toml", CONFIG.format(store="kept/by/us.sqlite"))
    assert built.run("build").code == 0
    assert (built.root / "kept/by/us.sqlite").exists()


def test_where_the_memory_cannot_be_made_nothing_is_written(built):
    built.write("dragoman.toml", CONFIG.format(store="source/one.md/us.sqlite"))
    built.edit("source/two.md", "a small change", "a change")
    before = built.stamps()
    ran = built.run("build")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("source/one.md/us.sqlite: the memory cannot be made: ")
    assert built.stamps() == before


def test_another_file_is_no_memory(built):
    built.write("dragoman.toml", CONFIG.format(store="source/one.md"))
    before = built.tree()
    built.forget()
    ran = built.run("build")
    assert ran.code == 2
    assert ran.err.startswith("source/one.md: the memory: file is not a database\n")
    assert built.tree() == before


def test_export_and_import(built):
    assert built.run("memory", "export", "es.tmx", "--locale", "es") == (
        0,
        "es.tmx: 6 translations\n",
        "",
    )
    first = built.stamps()
    built.run("memory", "export", "es.tmx", "--locale", "es")
    assert built.stamps() == first
    assert "<seg>Envía un cambio pequeño.</seg>" in built.read("es.tmx")
    built.write("dragoman.toml", CONFIG.format(store="memory.sqlite"))
    told = "es.tmx: 6 translations new, 0 known\n"
    assert built.run("memory", "import", "es.tmx", "-l", "es") == (0, told, "")
    told = "es.tmx: 0 translations new, 6 known\n"
    assert built.run("memory", "import", "es.tmx", "-l", "es") == (0, told, "")
    told = "es.tmx: 0 translations new, 0 known, 6 without a text in en or in these locales\n"
    assert built.run("memory", "import", "es.tmx", "-l", "de") == (0, told, "")


def test_an_imported_translation_is_filled_in(course):
    course.write("dragoman.toml", CONFIG.format(store="memory.sqlite"))
    course.write(
        "old.tmx",
        '<tmx version="1.4"><header srclang="en-US"/><body><tu>'
        '<tuv xml:lang="en-US"><seg>Second steps</seg></tuv>'
        '<tuv xml:lang="es-ES"><seg>Segundos pasos</seg></tuv></tu></body></tmx>',
    )
    course.run("build")
    (course.root / "source/two.md").rename(course.root / "source/three.md")
    shutil.rmtree(course.root / "translations/es")
    course.write("translations/es/one.po", "")
    assert course.run("memory", "import", "old.tmx").out == "old.tmx: 1 translation new, 0 known\n"
    course.run("build")
    assert 'msgid "Second steps"\nmsgstr "Segundos pasos"\n' in course.read(
        "translations/es/three.po"
    )


def test_import_needs_a_memory_and_a_file(built):
    ran = built.run("memory", "import", "no.tmx")
    assert ran == (2, "", "no.tmx: there is no such file\n")
    built.run("memory", "export", "es.tmx", "-l", "es")
    ran = built.run("memory", "import", "es.tmx")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "dragoman.toml: the project has no memory of its own\n"
        '  Write [memory] and, below it, store = "memory.sqlite".\n'
    )
    built.write("dragoman.toml", CONFIG.format(store="memory.sqlite"))
    built.write("bad.tmx", "<tmx>\n<tu>")
    ran = built.run("memory", "import", "bad.tmx")
    assert (ran.code, ran.err) == (2, "bad.tmx:2: not well-formed XML: no element found\n")
    assert not (built.root / "memory.sqlite").exists()


def test_search(built):
    built.edit("translations/es/two.po", "#. Paragraph\n", "#. Paragraph\n#, fuzzy\n")
    assert built.run("memory", "search", "Send a small change.", "-l", "es") == (
        0,
        "90 %, fuzzy: Send a small change.\n  → Envía un cambio pequeño.\n",
        "",
    )
    assert json.loads(built.run("memory", "search", "Second steps", "-l", "es", "--json").out)[
        0
    ] == {
        "score": 100,
        "msgid": "Second steps",
        "msgstr": "Segundos pasos",
        "fuzzy": False,
    }
    told = "Nothing is at least 99 % like it.\n"
    assert built.run("memory", "search", "Send", "-l", "es", "--least", "99").out == told
    assert "no locale “fr”" in built.run("memory", "search", "Send", "-l", "fr").err


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            '[memory]\nstor = "x"',
            'dragoman.toml:2: unknown key "stor" in [memory]\n  Did you mean "store"?\n',
        ),
        (
            "[memory]\nleast = 101",
            'dragoman.toml:2: "memory.least" must be from 0 to 100, not 101\n',
        ),
        (
            "[update]\ntypo = true",
            'dragoman.toml:2: unknown key "typo" in [update]\n  Did you mean "typos"?\n',
        ),
        (
            '[update]\ntypos = "yes"',
            'dragoman.toml:2: "update.typos" must be true or false, not a text\n  Write typos = true\n',
        ),
    ],
)
def test_settings_that_are_wrong(course, lines, expected):
    course.write("dragoman.toml", f"{lines}\n")
    assert course.run("build") == (2, "", expected)


def test_typos_are_carried_over_where_the_configuration_says_so(built):
    built.edit("source/one.md", "Ask a question when", "Ask a questtion when")
    built.run("build")
    assert "fuzzy" in built.read("translations/es/one.po")
    built.edit("source/one.md", "questtion", "question")
    built.run("build")
    built.write("dragoman.toml", 'locales = ["es", "de"]\n[update]\ntypos = true\n')
    built.edit("source/one.md", "Ask a question when", "Ask a questtion when")
    assert built.run("build").code == 0
    catalog = built.read("translations/es/one.po")
    assert "fuzzy" not in catalog
    assert "# Carried over: “question” became “questtion”.\n" in catalog
    assert "Pregunta cuando" in built.read("build/one.es.md")
