"""Links and anchors of lessons in Markdown and AsciiDoc."""

from __future__ import annotations

import pytest

CONFIG = """\
locales = ["es"]
lessons = ["**/*.md", "**/*.adoc"]

[links]
source = ["{page}.md", "{page}.adoc"]
localized = ["{page}.{locale}.md", "{page}.{locale}.adoc"]
"""

MARKDOWN = """\
## First Steps

See [above](#first-steps), [own](#own).

And [two](two.md#next), [lost](two.md#lost).

### Other {#own}
"""

ASCIIDOC = """\
== First Steps

See <<_first_steps>>, <<own,Own>>.

And xref:two.adoc#next[two], xref:two.adoc#lost[lost].

[[own]]
=== Other
"""


def lessons(bare, first, second, suffix):
    bare.write("dragoman.toml", CONFIG)
    bare.write(f"source/one{suffix}", first)
    bare.write(f"source/two{suffix}", second)
    bare.run("build")


def translated(bare, suffix, translations):
    for page in ("one", "two"):
        bare.translate(f"translations/es/{page}.po", translations)
    ran = bare.run("build")
    return ran, bare.read(f"build/one.es{suffix}")


SPANISH = {
    "See [above](#first-steps), [own](#own).": "Mira [arriba](#first-steps), [esto](#own).",
    "And [two](two.md#next), [lost](two.md#lost).": "Y [dos](two.md#next), [no](two.md#lost).",
    "See <<_first_steps>>, <<own,Own>>.": "Mira <<_first_steps>>, <<own,Eso>>.",
    "And xref:two.adoc#next[two], xref:two.adoc#lost[lost].": (
        "Y xref:two.adoc#next[dos], xref:two.adoc#lost[no]."
    ),
    "Other": "Otros",
    "Next": "Next",
}


@pytest.mark.parametrize(
    ("first", "second", "suffix", "lost"),
    [
        (MARKDOWN, "## Next\n", ".md", "two.md#lost"),
        (ASCIIDOC, "[[next]]\n== Next\n", ".adoc", "two.adoc#lost"),
    ],
)
def test_only_links_to_anchors_that_nothing_matches_are_told(bare, first, second, suffix, lost):
    lessons(bare, first, second, suffix)
    _, page = translated(bare, suffix, SPANISH)
    assert "Mira " in page
    assert f"two.es{suffix}#next" in page
    told = bare.run("check").out
    assert told.count("[anchors]") == 1
    assert f"the link “{lost}” leads to an anchor that is not there" in told


@pytest.mark.parametrize(
    ("first", "second", "suffix", "lost"),
    [
        (MARKDOWN, "## Next\n", ".md", "#first-steps"),
        (ASCIIDOC, "[[next]]\n== Next\n", ".adoc", "#_first_steps"),
    ],
)
def test_a_derived_anchor_is_lost_with_the_words_of_its_heading(bare, first, second, suffix, lost):
    lessons(bare, first, second, suffix)
    translated(bare, suffix, SPANISH | {"First Steps": "Primeros pasos"})
    assert f"the link “{lost}” leads to an anchor" in bare.run("check").out


def test_links_of_asciidoc_may_be_localized_in_a_catalog(bare):
    lessons(bare, ASCIIDOC, "[[next]]\n== Next\n", ".adoc")
    key, text = next(item for item in SPANISH.items() if item[0].startswith("And xref"))
    ran, page = translated(bare, ".adoc", SPANISH | {key: text.replace("two.adoc", "two.es.adoc")})
    assert (ran.code, ran.err) == (0, "")
    assert "xref:two.es.adoc#next[dos]" in page


def test_pages_that_are_published_as_html_are_looked_at_as_such(bare):
    lessons(bare, ASCIIDOC, "[[next]]\n== Next\n", ".adoc")
    translated(bare, ".adoc", SPANISH | {"First Steps": "Primeros pasos"})
    assert "[anchors]" in bare.run("check").out
    bare.write("dragoman.toml", f'{CONFIG}\n[publish]\nlessons = ["**/*.adoc"]\n')
    assert "[anchors]" not in bare.run("check").out


def without_rules(bare, name, lesson, translations):
    """A project of one translated lesson, without rules for links."""
    bare.write("dragoman.toml", 'locales = ["es"]\nlessons = ["**/*"]\n')
    bare.write(f"source/{name}", lesson)
    bare.run("build")
    bare.translate("translations/es/one.po", translations)
    assert bare.run("build").code == 0


def test_links_that_a_translation_breaks_are_told_without_rules_for_links(bare):
    lesson = "## First steps\n\nSee [above](#first-steps), [menu](#menu).\n"
    spanish = {
        "First steps": "Primeros pasos",
        "See [above](#first-steps), [menu](#menu).": "Mira [arriba](#first-steps), [menú](#menu).",
    }
    without_rules(bare, "one.md", lesson, spanish)
    told = bare.run("check").out
    assert (
        "warning: the link “#first-steps” leads to an anchor that is not there. [anchors]" in told
    )
    assert "#menu”" not in told
    bare.edit("source/one.md", "## First steps", "## First steps {#first-steps}")
    bare.run("build")
    assert bare.run("check").out == "No findings.\n"


def test_links_that_lead_nowhere_in_the_lesson_are_not_told_without_rules_for_links(bare):
    lesson = '<h2 id="first-steps">First steps</h2>\n<p>See <a href="#menu">the menu</a>.</p>\n'
    spanish = {
        "First steps": "Primeros pasos",
        'See <a href="#menu">the menu</a>.': 'Mira <a href="#menu">el menú</a>.',
    }
    without_rules(bare, "one.html", lesson, spanish)
    assert bare.run("check").out == "No findings.\n"
