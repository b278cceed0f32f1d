"""``dragoman import`` by the command line: existing pages to catalogs and overlays."""

from __future__ import annotations

import json

import polib
import pytest

from dragoman.project import Project

LESSON = """\
---
title: First steps
image: /images/first.png
video: abc123
---
<h1 id="first">First steps</h1>
<p>Read the <em>guide</em> before you start, and keep it at hand.</p>
<p>Ask a question when you are stuck for more than 15 minutes.</p>
<ul>
<li>Fork the repository, and clone your fork.</li>
<li>Open a pull request against <code>main</code>.</li>
</ul>
"""

SPANISH = """\
---
title: Primeros pasos
image: /images/first.png
video: abc123
---
<h1 id="first">Primeros pasos</h1>
<p>Lee la <em>guía</em> antes de empezar, y tenla a mano.</p>
<p>Pregunta cuando lleves más de 15 minutos sin poder seguir.</p>
<ul>
<li>Haz un fork del repositorio y clónalo.</li>
<li>Abre un pull request contra <code>main</code>.</li>
</ul>
"""

OTHER = """\
---
title: Medir la cobertura
image: /images/cover.png
video: xyz789
---
<p><img src="/images/chart.png" alt="Un gráfico de barras"></p>
<p>En 2024 medimos 37 repositorios con <code>coverage</code> y con <code>pytest</code>, y la media
fue del 81 %: <a href="https://example.org/report">el informe entero</a> lo cuenta paso a paso, con
todas las tablas, los métodos y las dudas que nos quedaron al terminar aquel trabajo.</p>
<p>No.</p>
<h2 id="a">A</h2>
<h2 id="b">B</h2>
<h2 id="c">C</h2>
"""

CATALOG = "translations/es/one.po"
ONE = ("import", "source/one.md", "old/one.es.md", "--locale", "es")
ALL = ("import", "--locale", "es", "--from", "old/{page}.{locale}.md")


@pytest.fixture
def old(bare):
    """A lesson and its Spanish page, never imported."""
    bare.write("dragoman.toml", 'locales = ["es", "de"]\n')
    bare.write("source/one.md", LESSON)
    bare.write("old/one.es.md", SPANISH)
    return bare


def entries(course, path=CATALOG) -> dict[str, polib.POEntry]:
    return {entry.msgid: entry for entry in polib.pofile(course.read(path), encoding="utf-8")}


def findings(ran) -> list[tuple[str, str]]:
    """Rules and messages of what a run with --json found."""
    (page,) = json.loads(ran.out)["pages"]
    return [(found["rule"], found["message"]) for found in page["findings"]]


# One pair


def test_one_pair_becomes_a_catalog_that_gives_the_page_back(old):
    assert old.run(*ONE) == (
        0,
        ("old/one.es.md: 6 of 6 segments translated\ncreate: translations/es/one.po\n"),
        "",
    )
    assert {entry.msgstr for entry in entries(old).values()} >= {
        "Primeros pasos",
        "Lee la <em>guía</em> antes de empezar, y tenla a mano.",
    }
    ran = old.run("build")
    assert ran.code == 0
    assert "create: build/one.es.md\n" in ran.out
    assert old.read("build/one.es.md") == SPANISH


def test_a_second_import_changes_nothing(old):
    old.run(*ONE)
    old.run("build")
    before = old.stamps()
    for _ in range(2):
        assert old.run(*ONE) == (0, "old/one.es.md: 6 of 6 segments translated\n", "")
    assert old.stamps() == before


def test_what_belongs_nowhere_is_kept_in_a_comment_once(old):
    old.edit("old/one.es.md", "</ul>\n", "</ul>\n<p>Esto lo añadió el traductor.</p>\n")
    ran = old.run(*ONE)
    assert "1 without a place" in ran.out
    assert "the lesson has nothing for “Esto lo añadió el traductor.”. [unmatched]" in ran.out
    assert old.read(CATALOG).count("Esto lo añadió el traductor.") == 1
    before = old.stamps()
    old.run(*ONE)
    assert old.stamps() == before


# Many pairs


def test_a_pattern_with_suffix_takes_what_is_there_and_tells_what_is_not(old):
    old.write("source/deep/two.md", "<p>Send a small change.</p>\n")
    ran = old.run(*ALL)
    assert ran.code == 0
    assert ran.out.endswith("1 lesson has no translation there: deep/two\n")
    old.write("old/deep/two.es.md", "<p>Envía un cambio pequeño.</p>\n")
    ran = old.run("import", "-l", "es", "--from", "old/{page}.{locale}{suffix}")
    assert ran.code == 0
    assert "no translation" not in ran.out
    assert entries(old, "translations/es/deep/two.po")["Send a small change."].translated()
    assert not (old.root / "translations/de").exists()


def test_a_pattern_with_a_folder_for_each_locale(old):
    old.write("i18n/es/docs/one.md", SPANISH)
    ran = old.run("import", "-l", "es", "--from", "i18n/{locale}/docs/{page}.md")
    assert ran.out.startswith("i18n/es/docs/one.md: 6 of 6 segments translated\n")


def test_a_list_names_the_translations_of_lessons(old):
    old.write("source/two.md", "<p>Send a small change.</p>\n")
    old.write("viejo/Segundo.md", "<p>Envía un cambio pequeño.</p>\n")
    old.write(
        "pairs.tsv",
        "# lesson\ttranslation\n\none\told/one.es.md\nsource/two.md\tviejo/Segundo.md\n",
    )
    ran = old.run("import", "-l", "es", "--list", "pairs.tsv")
    assert ran.code == 0
    assert entries(old, "translations/es/two.po")["Send a small change."].translated()
    assert "6 of 6" in ran.out


def test_lessons_are_looked_up_once_for_a_list(old, monkeypatch):
    looked = []

    def lessons(project):
        looked.append(project)
        return find(project)

    find = Project.lessons
    monkeypatch.setattr(Project, "lessons", lessons)
    counts = []
    for number in range(1, 3):
        old.write(f"source/{number}.md", "<p>Send a small change.</p>\n")
        old.write(f"old/{number}.es.md", "<p>Envía un cambio pequeño.</p>\n")
        lines = (f"{n}\told/{n}.es.md\n" for n in range(1, number + 1))
        old.write("pairs.tsv", "".join(lines))
        assert old.run("import", "-l", "es", "--list", "pairs.tsv").code == 0
        counts.append(len(looked))
        looked.clear()
    assert counts[0] == counts[1]


@pytest.fixture
def many(old):
    """41 lessons with translations, one of which has a heading too many."""
    for number in range(10, 50):
        old.write(f"source/{number}.md", f"<p>Send the change number {number}.</p>\n")
        old.write(f"old/{number}.es.md", f"<p>Envía el cambio número {number}.</p>\n")
    old.write("old/one.es.md", f"{SPANISH}<h2>¡Mucha suerte!</h2>\n")
    return old


def test_of_many_translations_those_that_are_whole_are_counted(many):
    for number in range(50, 91):
        many.write(f"source/{number}.md", "<p>Untranslated.</p>\n")
    told = many.run(*ALL, "--check").out.splitlines()
    assert told[:2] == [
        "old/one.es.md: 6 of 6 segments translated, 1 without a place",
        "41 translations, 40 of them whole: 46 of 46 segments translated, 1 without a place",
    ]
    assert told[2] == "would create: translations/es/10.po"
    told = many.run(*ALL).out.splitlines()
    assert told[2] == "41 files: 41 created."
    assert told[-1] == (
        "41 lessons have no translation there: 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 31 more"
    )
    assert len(told) == 5


def test_up_to_forty_translations_are_all_told(many):
    (many.root / "old/10.es.md").unlink()
    told = many.run(*ALL, "--check").out.splitlines()
    assert told[0] == "old/11.es.md: 1 of 1 segments translated"
    assert sum("segments translated" in line for line in told) == 40


def test_the_json_has_the_pairs_and_their_confidence(old):
    old.write("source/two.md", "<p>Send a small change.</p>\n")
    told = json.loads(old.run(*ALL, "--json").out)
    (page,) = told["pages"]
    assert (told["missing"], page["page"], page["translated"], page["findings"]) == (
        ["two"],
        "one",
        6,
        [],
    )
    assert [(pair["source"], pair["target"]) for pair in page["pairs"]] == [
        ([place], [place]) for place in range(6)
    ]
    assert all(0.9 <= pair["confidence"] <= 1 for pair in page["pairs"])
    assert page["likeness"] > 0
    assert told["changes"] == [{"path": CATALOG, "action": "create"}]


def test_a_dry_run_shows_the_pairs_and_writes_nothing(old):
    before = old.stamps(cache=True)
    ran = old.run(*ONE, "--dry-run")
    assert old.stamps(cache=True) == before
    lines = ran.out.splitlines()
    assert "First steps" in lines[0]
    assert lines[0].endswith("Primeros pasos")
    assert lines[-1] == "would create: translations/es/one.po"


def test_a_check_writes_nothing_and_exits_1_until_all_is_imported(old):
    before = old.stamps(cache=True)
    ran = old.run(*ONE, "--check")
    assert ran.code == 1
    assert ran.out.splitlines()[-1] == "would create: translations/es/one.po"
    assert old.stamps(cache=True) == before
    old.run(*ONE)
    assert old.run(*ONE, "--check").code == 0


def test_less_sure_pairs_than_the_threshold_become_fuzzy(old):
    old.edit(
        "old/one.es.md", "<p>Pregunta cuando lleves más de 15 minutos sin poder seguir.</p>\n", ""
    )
    old.edit(
        "old/one.es.md", "a mano.", "a mano. Pregunta cuando lleves 15 minutos sin poder seguir."
    )
    ran = old.run(*ONE, "--threshold", "100")
    assert "to be confirmed" in ran.out
    fuzzy = [entry for entry in entries(old).values() if entry.fuzzy]
    assert fuzzy
    assert all("Imported: " in entry.tcomment for entry in fuzzy)
    assert "Pregunta cuando lleves 15 minutos sin poder seguir." in old.read(CATALOG).replace(
        '"\n"', ""
    )


# What is there already stays


def test_a_translation_in_the_catalog_is_never_replaced(old):
    old.run("build")
    old.translate(CATALOG, {"First steps": "Los primeros pasos"})
    ran = old.run(*ONE)
    assert ran.code == 0
    assert (
        "one (es): warning: the catalog has another translation, which stays; "
        "the page has “Primeros pasos”. [kept] In: “First steps”\n"
    ) in ran.out
    texts = [
        entry.msgstr for entry in polib.pofile(old.read(CATALOG)) if entry.msgid == "First steps"
    ]
    assert "Los primeros pasos" in texts
    assert old.read(CATALOG).count("Los primeros pasos") == old.read(CATALOG).count('First steps"')
    assert "Lee la <em>guía</em>" in old.read(CATALOG)


def test_what_the_catalog_has_in_other_words_is_kept_in_a_comment_once(old):
    old.run("build")
    own = {
        "First steps": "Los primeros pasos",
        "Open a pull request against <code>main</code>.": "",
    }
    old.translate(CATALOG, own)
    old.edit("old/one.es.md", "</h1>\n", "</h1>\n<p>¡Bienvenida\nsea quien llega!</p>\n")
    assert old.run(*ONE).code == 0
    comments = [
        entry.tcomment for entry in polib.pofile(old.read(CATALOG)) if entry.msgid == "First steps"
    ]
    assert comments[0] == "The imported page has: Primeros pasos"
    kept = comments[-1].split("\n")
    assert "The imported page has: Primeros pasos" in kept
    assert "¡Bienvenida" in old.read(CATALOG)
    assert "sea quien llega!" in old.read(CATALOG)
    before = old.stamps()
    assert old.run(*ONE).code == 0
    assert old.stamps() == before


def test_keys_with_other_values_become_an_overlay_that_is_never_overwritten(old):
    own = "authors:\n  - name: 'Lucía'   # she\n"
    old.edit("source/one.md", "video: abc123\n", "video: abc123\nauthors:\n  - name: Lucy\n")
    old.edit("old/one.es.md", "video: abc123\n", f"video: abc123\n{own}")
    ran = old.run(*ONE)
    assert "create: translations/es/one.yaml\n" in ran.out
    assert old.read("translations/es/one.yaml") == own
    old.run("build")
    assert old.read("build/one.es.md") == old.read("old/one.es.md")
    old.write("translations/es/one.yaml", "authors: []\n")
    assert old.run(*ONE).code == 0
    assert old.read("translations/es/one.yaml") == "authors: []\n"


def test_a_key_that_the_translation_lacks_is_told_and_may_be_absent(old):
    old.edit("old/one.es.md", "video: abc123\n", "")
    ran = old.run(*ONE)
    assert (
        "one (es): warning: its front matter lacks “video”; the lesson's value is taken, "
        "unless the overlay says “video: !absent”. [front-matter]\n"
    ) in ran.out
    old.run("build")
    assert "video: abc123\n" in old.read("build/one.es.md")
    old.write("translations/es/one.yaml", "video: !absent\n")
    old.run("build")
    assert old.read("build/one.es.md") == old.read("old/one.es.md")


# What cannot be


def test_the_translation_of_another_lesson_is_refused_unless_forced(old, refused):
    old.write("old/one.es.md", OTHER)
    message = (
        "old/one.es.md: this does not look like a translation of source/one.md\n"
        "  Check which lesson it translates; --force imports it all the same.\n"
    )
    assert refused(old, *ONE) == message
    assert refused(old, *ALL) == message
    ran = old.run(*ONE, "--force")
    assert ran.code == 0
    assert (old.root / CATALOG).exists()


def test_all_wrong_pairs_are_told_and_the_right_ones_are_not_written(old, refused):
    for page in ("two", "three"):
        old.write(f"source/{page}.md", LESSON)
        old.write(f"old/{page}.es.md", OTHER)
    assert refused(old, *ALL).count("does not look like a translation") == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("source/one.md", "old/none.md", "-l", "es"),
            (
                "old/none.md: there is no such translation\n"
                "  Name a file, or a pattern of files, that is there.\n"
            ),
        ),
        (("source/none.md", "old/one.es.md", "-l", "es"), "source/none.md: no such lesson\n"),
        (
            ("source/one.md", "-l", "es"),
            (
                "import: a lesson and its translation are needed\n"
                "  For example: dragoman import source/a.md old/a.es.md --locale es\n"
            ),
        ),
        (
            ("source/one.md", "old/one.es.md", "-l", "fr"),
            (
                "dragoman.toml: no locale “fr”\n"
                "  The project has: es, de. Start a new one with: dragoman init fr\n"
            ),
        ),
        (
            ("-l", "fr", "--from", "old/{page}.{locale}.md"),
            (
                "dragoman.toml: no locale “fr”\n"
                "  The project has: es, de. Start a new one with: dragoman init fr\n"
            ),
        ),
        (
            ("-l", "es", "--from", "alt/{page}.md"),
            (
                "alt/{page}.md: no translation of any lesson is there\n"
                '  Check the pattern: of the lesson "one" it makes "alt/one.md".\n'
            ),
        ),
        (("-l", "es", "--from", "old/one.md"), "--from: the pattern "),
        (("-l", "es", "--from", "old/{pag}.md"), "--from: the pattern "),
        (("-l", "es", "--list", "none.tsv"), "none.tsv: there is no such file\n"),
    ],
)
def test_what_cannot_be_imported_is_told(old, refused, arguments, message):
    assert refused(old, "import", *arguments).startswith(message)


def test_what_is_wrong_with_a_list_is_told_together_with_its_lines(old, refused):
    lines = "\ufeffone\told/one.es.md\r\nono\told/one.es.md\r\n# a remark\r\n\r\n*\told/x.md\r\n"
    old.write("source/two.md", "<p>Two</p>\n")
    old.write("pairs.tsv", lines)
    assert refused(old, "import", "-l", "es", "--list", "pairs.tsv") == (
        'pairs.tsv:2: no lesson "ono"\n  Did you mean "one"?\n'
        'pairs.tsv:5: "*" means several lessons\n  Name one.\n'
    )
    old.write("pairs.tsv", lines.replace("ono\t", "# ").replace("*\t", "# "))
    assert old.run("import", "-l", "es", "--list", "pairs.tsv").code == 0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("# none yet\n", "pairs.tsv: no translation is listed there\n  Write a lesson, a tab and"),
        (b"one\told/\xe9.md\n", "pairs.tsv:1: byte 0xE9 is not UTF-8\n  Save the list as UTF-8."),
    ],
)
def test_a_list_of_nothing_and_one_that_cannot_be_read(old, refused, text, message):
    old.write("pairs.tsv", text)
    assert refused(old, "import", "-l", "es", "--list", "pairs.tsv").startswith(message)


def test_a_list_without_a_tab_names_its_line(old, refused):
    old.write("pairs.tsv", "one\told/one.es.md\none old/one.es.md\n")
    assert refused(old, "import", "-l", "es", "--list", "pairs.tsv") == (
        "pairs.tsv:2: there is no tab on this line\n  Write a lesson, a tab and its translation.\n"
    )


def test_broken_front_matter_of_the_translation_names_its_line(old, refused):
    old.edit("old/one.es.md", "title: Primeros pasos", "title: Primeros: pasos")
    assert refused(old, *ONE).startswith("old/one.es.md:2: ")


def test_a_brief_page_with_nothing_in_common_but_its_shape_is_refused(old, refused):
    page = "---\ntitle: {}\nimage: /{}.png\n---\n<p>{}</p>\n"
    lesson = page.format("Introduction", "one", "We look at 12 cases of how teams work together.")
    other = page.format("Colaborador", "two", "Quien contribuye cuida de lo que envía.")
    right = page.format("Introducción", "one", "Miramos 12 casos de cómo trabajan los equipos.")
    own = page.format("Introducción", "uno", "Miramos 12 casos de cómo trabajan los equipos.")
    old.write("source/one.md", lesson)
    old.write("old/one.es.md", other)
    assert "does not look like a translation" in refused(old, *ONE)
    old.write("old/one.es.md", other.replace("/two", "/one"))
    assert old.run(*ONE, "--dry-run").code == 0
    for translation in (right, own):
        old.write("old/one.es.md", translation)
        assert old.run(*ONE, "--dry-run").code == 0


def test_a_translation_that_is_not_utf_8_names_its_line(old, refused):
    old.write("old/one.es.md", SPANISH.encode("latin-1"))
    assert refused(old, *ONE).startswith("old/one.es.md:7: byte 0xED is not UTF-8\n")


def test_a_flag_or_a_number_in_common_says_nothing(old, refused):
    for path in ("source/one.md", "old/one.es.md"):
        text = old.read(path) if path.startswith("source") else OTHER
        old.write(path, text.replace("title:", "featured: true\nweight: 1\ntitle:", 1))
    assert "does not look like a translation" in refused(old, *ONE)


def test_the_same_video_says_that_two_unlike_pages_belong_together(old):
    old.write("old/one.es.md", OTHER.replace("cover", "first").replace("xyz789", "abc123"))
    assert old.run(*ONE).code == 0


# Findings


def test_one_big_paragraph_with_raw_markup(old):
    text = SPANISH.partition("<h1")[0] + (
        "<p>=== Primeros pasos\nLee la guía antes de empezar, y tenla a mano.\n\nPregunta cuando "
        "lleves más de 15 minutos sin poder seguir.\n* Haz un fork del repositorio.</p>\n"
    )
    old.write("old/one.es.md", text)
    ran = old.run(*ONE, "--json")
    assert ran.code == 0
    told = [rule for rule, _ in findings(ran)]
    assert {"one-paragraph", "raw-markup"} <= set(told)
    catalog = old.read(CATALOG).replace('"\n"', "").replace("\n# ", " ")
    assert "tenla a mano." in catalog
    assert "Haz un fork del repositorio." in catalog


def test_translated_names_of_keys(old):
    old.edit("old/one.es.md", "image:", "imagen:")
    assert (
        "front-matter",
        "its front matter has “imagen” and lacks “image”: the names of keys are not translated.",
    ) in findings(old.run(*ONE, "--json"))
    assert not (old.root / "translations/es/one.yaml").exists()


def test_keys_of_its_own_are_no_translated_names_and_go_to_the_overlay(old):
    old.edit("old/one.es.md", "video: abc123\n", "translator: Ana\nreviewed: 2024-05-01\n")
    ran = old.run(*ONE, "--json")
    assert [message for rule, message in findings(ran) if rule == "front-matter"] == [
        (
            "its front matter lacks “video”; the lesson's value is taken, "
            "unless the overlay says “video: !absent”."
        )
    ]
    assert old.read("translations/es/one.yaml") == "translator: Ana\nreviewed: 2024-05-01\n"
    old.run("build")
    page = old.read("build/one.es.md").partition("\n---\n")[0]
    assert "\ntranslator: Ana\n" in page
    assert "\nvideo: abc123\n" in page


def test_a_translated_name_is_known_by_its_value_or_as_a_key_to_translate(old):
    old.edit("source/one.md", "image:", "banner: a.png\nimage:")
    old.edit("old/one.es.md", "title:", "título:")
    old.edit("old/one.es.md", "image: /images/first.png", "ticket: 7\nimagen: /images/first.png")
    assert [message for rule, message in findings(old.run(*ONE, "--json")) if rule[0] == "f"] == [
        (
            "its front matter has “título”, “imagen” and lacks “title”, “image”: "
            "the names of keys are not translated."
        ),
        (
            "its front matter lacks “banner”; the lesson's value is taken, "
            "unless the overlay says “banner: !absent”."
        ),
    ]
    assert old.read("translations/es/one.yaml") == "ticket: 7\n"


def test_of_a_key_that_stands_twice_on_the_page_the_last_one_goes_to_the_overlay(old):
    old.edit("old/one.es.md", "video:", "author: Ana\nauthor: Eva\nvideo:")
    assert old.run(*ONE).code == 0
    assert old.read("translations/es/one.yaml") == "author: Eva\n"


def test_a_finding_is_one_line_without_what_steers_a_terminal(old):
    extra = "<p>Algo más\nde \x1b[31mdos\x07 \u202elíneas.</p>\n"
    old.write("old/one.es.md", f"{SPANISH}{extra}")
    ran = old.run(*ONE)
    (told,) = (line for line in ran.out.splitlines() if "[unmatched]" in line)
    assert told == (
        "one (es): warning: the lesson has nothing for “Algo más de \ufffd[31mdos\ufffd "
        "\ufffdlíneas.”. [unmatched]"
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("TODO", "TODO"),
        ("[TBD]", "[TBD]"),
        ("Lorem ipsum dolor sit amet.", "Lorem ipsum dolor sit amet."),
        ("Haz <b>un</b> fork.\nThis will be translated soon.", "This will be translated soon."),
        ("(Translation pending.) Fork it.", "(Translation pending.) Fork it."),
    ],
)
def test_placeholder_text(old, text, line):
    old.edit("old/one.es.md", "Haz un fork del repositorio y clónalo.", text)
    ran = old.run(*ONE, "--json")
    message = f"the translation has placeholder text: “{line}”."
    assert ("placeholder-text", message) in findings(ran)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Haz un fork.\n* Y clónalo.", "* Y clónalo."),
        ("## Haz un fork.", "## Haz un fork."),
        ("Lee https://example.org/a[la ayuda].", "Lee https://example.org/a[la ayuda]."),
    ],
)
def test_raw_markup(old, text, line):
    old.edit("old/one.es.md", "Haz un fork del repositorio y clónalo.", text)
    ran = old.run(*ONE, "--json")
    message = f"the translation has raw AsciiDoc or Markdown in it: “{line}”."
    assert ("raw-markup", message) in findings(ran)


def test_what_the_lesson_has_too_is_no_mistake_of_its_translation(old):
    own = "Write * items, which will be translated."
    old.edit("source/one.md", "Fork the repository, and clone your fork.", f"{own}\n* TODO")
    old.edit(
        "old/one.es.md",
        "Haz un fork del repositorio y clónalo.",
        "Escribe cosas, it will be translated.\n* TODO",
    )
    rules = [rule for rule, _ in findings(old.run(*ONE, "--json"))]
    assert "placeholder-text" not in rules
    assert "raw-markup" not in rules


def test_an_empty_body_of_the_lesson(old):
    head = LESSON.partition("<h1")[0]
    old.write("source/one.md", head)
    ran = old.run(*ONE, "--json")
    assert ran.code == 0
    assert ("empty-lesson", "the lesson has no text, and its translation has.") in findings(ran)
    assert "tenla a mano." in old.read(CATALOG)


def test_an_empty_body_of_the_translation(old):
    old.write("old/one.es.md", SPANISH.partition("<h1")[0])
    ran = old.run(*ONE, "--json")
    assert ("empty-translation", "the translation has no text.") in findings(ran)


def test_markup_that_differs_is_told_and_published_as_it_was(old):
    old.edit("old/one.es.md", "<em>guía</em>", "<strong>guía</strong>")
    ran = old.run(*ONE, "--json")
    assert "tags" in [rule for rule, _ in findings(ran)]
    assert "dragoman: ignore tags" in old.read(CATALOG)
    assert old.run("build").code == 0
    assert old.read("build/one.es.md") == old.read("old/one.es.md")


def test_dangerous_markup_is_never_published(old):
    old.edit("old/one.es.md", "<em>guía</em>", '<em onclick="steal()">guía</em>')
    old.run(*ONE)
    old.run("build")
    assert "steal" in old.read(CATALOG)
    assert "steal" not in old.read("build/one.es.md")


def test_words_that_nobody_translated_are_told_and_stay_untranslated(old):
    old.edit(
        "old/one.es.md",
        "Lee la <em>guía</em> antes de empezar, y tenla a mano.",
        "Read the <em>guide</em> before you start, and keep it at hand.",
    )
    ran = old.run(*ONE)
    assert "5 of 6 segments translated" in ran.out
    assert "the translation has the lesson's own words. [untranslated] In: “Read the" in ran.out
