"""Bad input: exit 2, ``path:line: what is wrong`` and what to do, and nothing is written."""

from __future__ import annotations

import pytest

ES = "translations/es/one.po"
DE = "translations/de/one.po"
OVERLAY = "translations/es/one.yaml"
TOML = "  Texts stand in quotes, lists in brackets: https://toml.io\n"
CONFLICT = "this is a merge-conflict marker\n  Resolve the conflict, then run again.\n"


# The configuration


def test_no_configuration(bare, refused):
    assert refused(bare) == (
        ".: no dragoman.toml here or above\n"
        "  Create dragoman.toml in the project's folder:\n"
        '    source = "source"\n'
        '    source-locale = "en"\n'
        '    locales = ["es"]\n'
    )


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("lessons = [", f"4: not valid TOML: Invalid value (at end of document)\n{TOML}"),
        ("publish_at = 80", '4: unknown key "publish_at"\n  Did you mean "publish-at"?\n'),
        (
            'output = "../{page}.{locale}{suffix}"',
            (
                '4: "output" must not lead out of the project\'s folder\n'
                '  For example: output = "build/{page}.{locale}{suffix}"\n'
            ),
        ),
        (
            'output = "/srv/{page}.{locale}{suffix}"',
            (
                '4: "output" must be relative to the project\'s folder\n'
                '  For example: output = "build/{page}.{locale}{suffix}"\n'
            ),
        ),
        ('output = "build/{page}.md"', '4: "output" needs {locale}\n'),
        ('source = "lessons"', '4: there is no folder "lessons"\n'),
        ('locales = ["fr"]', "4: not valid TOML: Cannot overwrite a value"),
        ("publish-at = 200", '4: "publish-at" must be from 0 to 100, not 200\n'),
    ],
)
def test_a_wrong_configuration(course, line, message, refused):
    course.write("dragoman.toml", f"{course.read('dragoman.toml')}{line}\n")
    assert refused(course).startswith(f"dragoman.toml:{message}")


def test_the_folder_of_the_lessons_is_missing(course, refused):
    for path in ("one", "two"):
        (course.root / f"source/{path}.md").unlink()
    (course.root / "source").rmdir()
    assert refused(course) == (
        'dragoman.toml: there is no folder "source"\n'
        "  Make the folder, or set source to the one that holds the lessons.\n"
    )


@pytest.mark.parametrize("verb", ["extract", "update", "merge", "report"])
def test_every_command_refuses_a_wrong_configuration(course, verb, refused):
    course.edit("dragoman.toml", "locales", "locale")
    assert 'dragoman.toml:3: unknown key "locale"' in refused(course, verb)


# Lessons


@pytest.mark.parametrize(
    ("lesson", "message"),
    {
        "quote": (
            '---\ntitle: "First\n---\n<p>One.</p>\n',
            (
                "2: this is not YAML: found unexpected end of stream while scanning a quoted scalar\n"
                "  Correct it, then run again.\n"
            ),
        ),
        "colon": (
            "---\nweight: 1\ntitle: First: steps\n---\n<p>One.</p>\n",
            (
                "3: this is not YAML: mapping values are not allowed in this context\n"
                "  Correct it, then run again.\n"
            ),
        ),
        "latin-1": (
            b"<p>One.</p>\n<p>caf\xe9</p>\n",
            "2: byte 0xE9 is not UTF-8\n  Save the lesson as UTF-8.\n",
        ),
        "utf-16": (
            "<p>One.</p>".encode("utf-16"),
            "1: byte 0xFF is not UTF-8\n  Save the lesson as UTF-8.\n",
        ),
        "directive": (
            "<p>One.</p>\n\n<!-- dragoman: skipp -->\n",
            (
                "3: unknown directive “skipp”\n"
                "  Use one of: dragoman: skip, dragoman: resume, dragoman: context, dragoman: note.\n"
            ),
        ),
        "note": (
            "<!-- dragoman: note -->\n<p>One.</p>\n",
            "1: the directive “note” has no text\n  Write: dragoman: note TEXT\n",
        ),
    }.values(),
    ids=["quote", "colon", "latin-1", "utf-16", "directive", "note"],
)
def test_a_lesson_that_cannot_be_read(built, lesson, message, refused):
    built.edit("source/two.md", "small", "tiny")
    built.write("source/one.md", lesson)
    assert refused(built) == f"source/one.md:{message}"


def test_a_lesson_of_no_known_format(course, refused):
    course.write("dragoman.toml", course.read("dragoman.toml") + 'lessons = ["**/*"]\n')
    course.write("source/logo.png", b"\x89PNG")
    assert refused(course) == (
        "source/logo.png: there is no format for “.png” files\n"
        "  Known are: .html, .htm, .md, .markdown, .mdx, .adoc, .asciidoc, .asc, .vtt, .srt."
        " Leave other files out under “lessons” or “exclude”.\n"
    )


# Catalogs


@pytest.mark.parametrize(
    ("old", "new", "message"),
    {
        "conflict": (
            '#. Paragraph\n#: source/one.md\nmsgid "Ask',
            "<<<<<<< HEAD\n\\g<0>",
            CONFLICT,
        ),
        "string": (
            'msgstr "Lee la',
            'msgstr "Lee "la',
            (
                'there is text outside the quotes\n  Write a quote inside a text as \\", '
                "and a remark after #.\n"
            ),
        ),
        "open string": (
            'guía</em> antes de empezar."',
            "guía</em> antes de empezar.",
            "this string has no closing quote\n  End it with a quote on the same line.\n",
        ),
    }.values(),
    ids=["conflict", "string", "open string"],
)
def test_a_broken_catalog(built, old, new, message, refused):
    before = built.read(ES)
    assert old in before
    broken = before.replace(old, new.replace("\\g<0>", old))
    line = 1 + next(
        number
        for number, (one, other) in enumerate(
            zip(before.splitlines(), broken.splitlines(), strict=False)
        )
        if one != other
    )
    built.write(ES, broken)
    built.edit("source/one.md", "stuck", "lost")
    for verb in ("build", "update", "merge", "report"):
        assert refused(built, verb) == f"{ES}:{line}: {message}"


def test_a_wording_that_is_translated_twice_in_two_ways(built, refused):
    entry = 'msgid "Ask a question when you are stuck."\nmsgstr "Pregunta."\n'
    built.write(ES, f"{built.read(ES)}\n{entry}")
    lines = built.read(ES).splitlines()
    first, second = (at for at, line in enumerate(lines, 1) if line.startswith('msgid "Ask'))
    assert refused(built) == (
        f"{ES}:{second}: this entry stands already in line {first}, with another translation\n"
        "  Remove one of the two.\n"
    )


def test_a_charset_that_is_not_declared_and_does_not_decode(built, refused):
    built.write(ES, b'msgid "Ask"\nmsgstr "\xe9"\n')
    assert refused(built) == (
        f"{ES}:2: byte 0xE9 is not UTF-8, and the header declares no charset\n"
        '  Save the file as UTF-8, and let its header declare "charset=UTF-8".\n'
    )


def test_all_broken_files_are_told_in_one_run(built, refused):
    built.write(ES, "<<<<<<< HEAD\n" + built.read(ES))
    built.write(DE, built.read(DE) + "=======\n")
    built.write("source/two.md", b"\xff")
    last = built.read(DE).count("\n")
    assert refused(built) == (
        f"{ES}:1: {CONFLICT}{DE}:{last}: {CONFLICT}"
        "source/two.md:1: byte 0xFF is not UTF-8\n  Save the lesson as UTF-8.\n"
    )


def test_of_very_many_errors_the_first_are_told(course, refused):
    for number in range(25):
        course.write(f"source/{number:02}.md", b"\xff")
    lines = refused(course).splitlines()
    assert len(lines) == 2 * 20 + 1
    assert lines[-1] == "… and 5 more errors."


def test_a_broken_catalog_of_another_locale_does_not_stop_this_one(built):
    built.write(DE, "<<<<<<< HEAD\n" + built.read(DE))
    built.edit("source/one.md", "git pull", "git fetch")
    assert built.run("build", "--locale", "es").code == 0
    assert "git fetch" in built.read("build/one.es.md")


# Overlays


def test_an_overlay_that_is_a_list(built, refused):
    built.write(OVERLAY, "- Lucía Ferrer\n")
    assert refused(built).startswith(f"{OVERLAY}:1: ")


def test_an_overlay_with_a_conflict_of_git(built, refused):
    built.write(OVERLAY, "weight: 2\n<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> branch\n")
    assert refused(built) == f"{OVERLAY}:2: {CONFLICT}"


def test_a_lesson_with_a_conflict_of_git_in_its_front_matter(built, refused):
    built.edit("source/one.md", "weight: 1\n", "<<<<<<< HEAD\nweight: 1\n=======\n>>>>>>> branch\n")
    assert refused(built) == f"source/one.md:3: {CONFLICT}"


def test_an_overlay_with_a_key_that_stands_twice(built, refused):
    built.write(OVERLAY, "---\nweight: 2\nauthor: A\n# a remark\nweight: 3\n---\n")
    assert refused(built) == (
        f"{OVERLAY}:5: the key “weight” stands already in line 2\n  Remove one of the two.\n"
    )


def test_an_overlay_that_is_no_yaml(built, refused):
    built.write(OVERLAY, "weight: 1\ncontributors: [\n")
    assert refused(built).startswith(f"{OVERLAY}:3: this is not YAML: ")


def test_an_overlay_that_is_not_utf_8(built, refused):
    built.write(OVERLAY, b"title: caf\xe9\n")
    assert refused(built) == (
        f"{OVERLAY}:1: byte 0xE9 is not UTF-8\n  Save the overlay as UTF-8.\n"
    )


# Starting a locale


@pytest.mark.parametrize(
    ("tag", "message"),
    [
        ("pt_BR", 'init: "pt_BR" is no language tag\n  Write a tag of BCP 47, such as "pt-BR".\n'),
        ("../x", 'init: "../x" is no language tag\n  Write a tag of BCP 47, such as "pt-BR".\n'),
        ("ES", 'dragoman.toml:3: "ES" is there already\n'),
    ],
)
def test_init_refuses_what_is_no_new_locale(built, tag, message, refused):
    assert refused(built, "init", tag) == message


@pytest.mark.parametrize("name", ["dragoman.toml", "pyproject.toml"])
def test_a_selector_that_is_none_names_the_file_and_the_table(bare, refused, name):
    table = "tool.dragoman." if name == "pyproject.toml" else ""
    top = f"[{table[:-1]}]\n" if table else ""
    bare.write(name, f'{top}locales = ["es"]\n[{table}html]\nskip = ["p["]\n')
    bare.write("source/one.md", "<p>One</p>\n")
    line = 3 if table else 2
    assert refused(bare).startswith(f"{name}:{line}: “p[” is not a CSS selector: ")
