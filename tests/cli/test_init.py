"""Starting a language."""

from __future__ import annotations

import json


def test_init_adds_the_locale_and_keeps_the_rest_of_the_configuration(built):
    before = built.read("dragoman.toml")
    ran = built.run("init", "pt-BR")
    assert ran == (
        0,
        (
            "create: translations/pt-BR/one.po\n"
            "create: translations/pt-BR/two.po\n"
            "update: dragoman.toml\n"
            "Translate the catalogs of pt-BR, then run: dragoman build\n"
        ),
        "",
    )
    assert built.read("dragoman.toml") == before.replace('"de"]', '"de", "pt-BR"]')
    catalog = built.read("translations/pt-BR/one.po")
    assert '"Language: pt_BR\\n"' in catalog
    assert '"Language-Team: Portuguese (Brazil)\\n"' in catalog
    assert '"Plural-Forms: nplurals=2; plural=(n > 1);\\n"' in catalog
    assert 'msgid "Send a small change."\nmsgstr ""\n' in built.read("translations/pt-BR/two.po")
    assert built.run("update", "--check").code == 0


def test_init_of_a_locale_that_is_there_changes_nothing(built):
    before = built.stamps()
    assert built.run("init", "es") == (0, "Nothing to do: es is there already.\n", "")
    assert built.stamps() == before


def test_init_of_a_locale_that_lacks_catalogs_makes_them(course):
    course.edit("dragoman.toml", '"de"', '"de", "fr"')
    assert course.run("init", "fr").out == (
        "create: translations/fr/one.po\n"
        "create: translations/fr/two.po\n"
        "Translate the catalogs of fr, then run: dragoman build\n"
    )


def test_init_takes_translations_that_are_there_already(built):
    built.edit("dragoman.toml", ', "de"', "")
    built.run("build")
    before = built.read("translations/de/one.po")
    built.run("init", "de")
    assert built.read("translations/de/one.po") == before


def test_init_check_writes_nothing(built):
    before = built.stamps()
    ran = built.run("init", "fr", "--check")
    assert (ran.code, ran.out) == (
        1,
        (
            "would create: translations/fr/one.po\n"
            "would create: translations/fr/two.po\n"
            "would update: dragoman.toml\n"
        ),
    )
    assert built.run("init", "fr", "--dry-run").code == 0
    assert built.stamps() == before


def test_init_can_answer_with_json(built):
    told = json.loads(built.run("init", "fr", "--check", "--json").out)
    assert told["changes"][-1] == {"path": "dragoman.toml", "action": "update"}


def test_init_in_a_project_without_locales_and_comments_that_stay(course):
    course.write("dragoman.toml", '# Ours.\nsource-locale = "en"  # English\n# The end.\n')
    assert course.run("init", "ar").code == 0
    assert course.read("dragoman.toml") == (
        '# Ours.\nsource-locale = "en"  # English\nlocales = ["ar"]\n# The end.\n'
    )


def test_init_in_pyproject(course):
    text = '[project]\nname = "x"\n\n[tool.dragoman]  # lessons\nlocales = [\n  "es",\n]\n'
    (course.root / "dragoman.toml").unlink()
    course.write("pyproject.toml", text)
    assert course.run("init", "de").code == 0
    assert course.read("pyproject.toml") == text.replace('  "es",\n', '  "es",\n  "de",\n')
