"""Translations that must not get onto a page: the run tells them and ends with 1."""

from __future__ import annotations

import pytest

GUIDE = "Read the <em>guide</em> before you start."
SPANISH = "Lee la <em>guía</em> antes de empezar."
KEPT = "; the page keeps the source text."
ADDS = "error: the translation adds "

BAD = {
    "a tag that is not closed": (
        "Lee la <em>guía antes de empezar.",
        "error: the translation lacks “</em>”" + KEPT + " [tags]",
    ),
    "a tag that is gone": (
        "Lee la guía antes de empezar.",
        "error: the translation lacks “<em>”" + KEPT + " [tags]",
    ),
    "another tag": (
        "Lee la <b>guía</b> antes de empezar.",
        "error: the translation lacks “<em>” and adds “<b>”" + KEPT + " [tags]",
    ),
    "a script": (
        f"{SPANISH}<script>alert(1)</script>",
        ADDS + "“<script>”" + KEPT + " [unsafe-markup]",
    ),
    "an event handler": (
        'Lee la <em onclick="alert(1)">guía</em> antes de empezar.',
        ADDS + "the attribute “onclick”" + KEPT + " [unsafe-markup]",
    ),
    "a script link": (
        'Lee la <em><a href="java&#115;cript:alert(1)">guía</a></em> antes.',
        ADDS + "a “javascript:” link" + KEPT + " [unsafe-markup]",
    ),
    "a frame": (
        f'{SPANISH}<iframe src="https://example.org"></iframe>',
        ADDS + "“<iframe>”" + KEPT + " [unsafe-markup]",
    ),
    "an image that loads": (
        f'{SPANISH}<img src="https://example.org/x.png">',
        ADDS + '“<img src="https://example.org/x.png">”' + KEPT + " [tags]",
    ),
    "template code": (
        f"{SPANISH} {{{{ 1 }}}}",
        ADDS + "the template code “{{ 1 }}”" + KEPT + " [unsafe-markup]",
    ),
}


@pytest.mark.parametrize("verb", ["build", "merge"])
@pytest.mark.parametrize(("msgstr", "message"), BAD.values(), ids=list(BAD))
def test_the_page_keeps_its_source_there_and_the_rest_is_localized(built, verb, msgstr, message):
    path = "translations/es/one.po"
    built.edit(path, f'msgstr "{SPANISH}"', 'msgstr "{}"'.format(msgstr.replace('"', '\\"')))
    ran = built.run(verb)
    line = 1 + built.read(path).splitlines().index('msgstr "{}"'.format(msgstr.replace('"', '\\"')))
    assert ran.code == 1
    assert ran.out.splitlines()[-1] == f"{path}:{line}: {message} In: “{GUIDE}”"
    assert built.read("build/one.es.md") == (
        "---\ntitle: Primeros pasos\nweight: 1\n---\n"
        '<h1 id="first">Primeros pasos</h1>\n'
        f"<p>{GUIDE}</p>\n"
        "<p>Pregunta cuando no sepas seguir.</p>\n"
        "<pre>git pull</pre>\n"
    )
    assert built.run(verb, "--quiet") == (1, ran.out.splitlines()[-1] + "\n", "")
    assert built.run("report").code == 0


def test_a_repaired_translation_comes_onto_the_page(built):
    page = built.read("build/one.es.md")
    built.edit("translations/es/one.po", "guía</em>", "guía")
    assert built.run("build").code == 1
    built.edit("translations/es/one.po", "guía", "guía</em>")
    assert built.run("build").code == 0
    assert built.read("build/one.es.md") == page


def test_a_refused_title_keeps_the_source(built):
    built.edit(
        "translations/es/one.po",
        'msgctxt "title"\nmsgid "First steps"\nmsgstr "Primeros pasos"',
        'msgctxt "title"\nmsgid "First steps"\nmsgstr "<script>x</script>"',
    )
    ran = built.run("build")
    assert ran.code == 1
    assert "[unsafe-markup] In: “First steps”" in ran.out
    assert built.read("build/one.es.md").startswith("---\ntitle: First steps\n")
    assert ">Primeros pasos</h1>" in built.read("build/one.es.md")


@pytest.mark.parametrize(
    "title",
    [
        "Pasos: los primeros",
        "'Pasos'",
        "- pasos",
        "Pasos # 1",
        '"Pasos"',
        "¿Pasos? 🎉",
        "yes pasos",
    ],
)
def test_any_title_is_written_so_that_it_reads_back(built, title):
    import frontmatter

    escaped = title.replace('"', '\\"')
    built.edit(
        "translations/es/one.po",
        'msgctxt "title"\nmsgid "First steps"\nmsgstr "Primeros pasos"',
        f'msgctxt "title"\nmsgid "First steps"\nmsgstr "{escaped}"',
    )
    assert built.run("build").code == 0
    page = frontmatter.loads(built.read("build/one.es.md"))
    assert (page["title"], page["weight"]) == (title, 1)


def test_what_languages_need_is_no_finding(built):
    built.edit(
        "translations/es/one.po",
        f'msgstr "{SPANISH}"',
        'msgstr "<em lang=\\"es\\">Guía</em> <bdi>x</bdi> antes."',
    )
    assert built.run("build").code == 0
    assert '<p><em lang="es">Guía</em> <bdi>x</bdi> antes.</p>' in built.read("build/one.es.md")


def test_findings_of_an_unpublished_page_are_told(built):
    built.edit("dragoman.toml", 'locales = ["es"', 'publish-at = 100\nlocales = ["es"')
    built.edit("source/one.md", "when you are stuck", "whenever you are stuck")
    built.edit("translations/es/one.po", "guía</em>", "guía")
    ran = built.run("build")
    assert ran.code == 1
    assert "the translation lacks “</em>”; the page keeps the source text. [tags]" in ran.out
    assert built.run("report", "--json").code == 0
