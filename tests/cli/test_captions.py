"""Captions beside a lesson of the same name: one catalog, two localized files, warnings."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from dragoman.project import load

CONFIG = """\
source-locale = "en"
locales = ["es"]
lessons = ["**/*.md", "**/*.vtt"]

[front-matter.banner]
coverage = "coverage"
"""

LESSON = """\
---
title: Gates
---
<p>Gates let friends in.</p>
<p>Ask before you open one.</p>
"""

CAPTIONS = """\
WEBVTT

00:01.000 --> 00:03.000
Gates let

00:03.000 --> 00:05.000
friends in.

00:05.000 --> 00:07.000
Bye.
"""

SPANISH = {
    "Gates": "Puertas",
    "Gates let friends in.": "Las puertas dejan pasar a los amigos.",
    "Ask before you open one.": "Pregunta antes de abrir una.",
    "Bye.": "Adiós.",
}

CATALOG = "translations/es/06.po"


@pytest.fixture
def siblings(bare):
    """A lesson with captions, in Spanish."""
    bare.write("dragoman.toml", CONFIG)
    bare.write("source/06.md", LESSON)
    bare.write("source/06.vtt", CAPTIONS)
    for verb in ("extract", "update"):
        assert bare.run(verb).code == 0
    bare.translate(CATALOG, SPANISH)
    return bare


def test_siblings_share_a_catalog(siblings):
    template = siblings.read("translations/templates/06.pot")
    assert template.count("msgid ") == 1 + 4
    assert (
        "#. Paragraph\n#. Caption\n#: source/06.md source/06.vtt\n"
        'msgid "Gates let friends in."\n' in template
    )
    assert [path for path in siblings.tree() if path.endswith(".po")] == [CATALOG]


def test_siblings_are_localized_each_in_its_file(siblings):
    ran = siblings.run("build")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "create: build/06.es.md\n"
        "create: build/06.es.vtt\n"
        "es       ████████████████████  100 % of words, 2 of 2 pages published\n"
    )
    assert siblings.read("build/06.es.vtt") == (
        "WEBVTT\n\n"
        "00:01.000 --> 00:03.000\nLas puertas dejan\n\n"
        "00:03.000 --> 00:05.000\npasar a los amigos.\n\n"
        "00:05.000 --> 00:07.000\nAdiós.\n"
    )
    assert siblings.run("build").out.startswith("Nothing to do: everything is up to date.\n")


def test_front_matter_of_the_locale_is_not_laid_over_captions(siblings):
    siblings.write("translations/es/06.yaml", "author: Lucía\n")
    assert siblings.run("build").code == 0
    assert siblings.read("build/06.es.md").startswith(
        "---\ntitle: Puertas\nauthor: Lucía\ncoverage: 100\n"
    )
    assert siblings.read("build/06.es.vtt").startswith("WEBVTT\n\n00:01")


def test_the_report_tells_siblings_apart(siblings):
    told = json.loads(siblings.run("report", "--json").out)
    assert set(told["locales"]["es"]["pages"]) == {"06.md", "06.vtt"}
    siblings.write("source/07.md", LESSON)
    told = json.loads(siblings.run("report", "--json").out)
    assert set(told["locales"]["es"]["pages"]) == {"06.md", "06.vtt", "07"}


def test_one_sibling_changes_the_other_stays(siblings):
    siblings.run("build")
    before = siblings.stamps()
    siblings.edit("source/06.vtt", "Bye.", "Goodbye.")
    ran = siblings.run("build", "06.vtt")
    assert ran.code == 0
    after = siblings.stamps()
    assert after["build/06.es.md"] == before["build/06.es.md"]
    assert siblings.read("build/06.es.vtt").endswith("\nGoodbye.\n")
    assert '#~ msgstr "Adiós."' in siblings.read(CATALOG)


def test_one_sibling_is_gone(siblings):
    siblings.run("build")
    (siblings.root / "source/06.vtt").unlink()
    ran = siblings.run("build")
    assert ran.code == 0
    assert "remove: build/06.es.vtt\n" in ran.out
    assert '#~ msgstr "Adiós."' in siblings.read(CATALOG)


def test_links_and_ids_are_those_of_the_lesson(siblings):
    siblings.edit("dragoman.toml", "lessons", 'heading-ids = "asciidoctor"\nlessons')
    siblings.edit("source/06.md", "<p>Gates", '<h2 id="_bye">Bye.</h2>\n<p>Gates')
    siblings.write("source/07.md", '<p>See <a href="06.md#_bye">this</a>.</p>\n')
    siblings.edit(
        "dragoman.toml",
        "[front-matter.banner]",
        '[links]\nsource = ["{page}.md"]\nlocalized = ["{page}.{locale}.md"]\n[front-matter.banner]',
    )
    ran = siblings.run("build")
    assert (ran.code, ran.err) == (0, "")
    assert 'id="_adiós"' in siblings.read("build/06.es.md")
    assert 'href="06.es.md#_adiós"' in siblings.read("build/07.es.md")


def test_warnings_at_their_segments(siblings):
    siblings.edit(CATALOG, '"Adiós."', '"Hasta luego, hasta siempre, y no dejes de volver."')
    siblings.edit("dragoman.toml", "lessons", "publish-at = 100\nlessons")
    ran = siblings.run("build")
    line = siblings.read(CATALOG).split("\n").index('msgid "Bye."') + 2
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.endswith(
        f"{CATALOG}:{line}: warning: the caption at 00:00:05.000 has 24 characters a second, more "
        "than 20. [caption-rate] In: “Bye.”\n"
    )
    assert "Hasta luego, hasta siempre" in siblings.read("build/06.es.vtt")
    told = json.loads(siblings.run("build", "--json").out)
    assert [each["rule"] for each in told["findings"]] == ["caption-rate"]
    assert told["findings"][0]["line"] == line


def test_warnings_can_be_silenced(siblings):
    siblings.edit(CATALOG, '"Adiós."', '"Hasta luego, hasta siempre, y no dejes de volver."')
    siblings.edit(
        CATALOG,
        "#. Caption\n#: source/06.vtt\n",
        "# dragoman: ignore caption-rate\n#: source/06.vtt\n",
    )
    ran = siblings.run("build")
    assert (ran.code, "caption-rate" in ran.out) == (0, False)
    siblings.edit(CATALOG, "ignore caption-rate", "ignore tags")
    siblings.write("dragoman.toml", CONFIG + "\n[captions]\nline = 20\nlines = 3\nrate = 30\n")
    ran = siblings.run("build")
    assert "[caption" not in ran.out
    assert siblings.read("build/06.es.vtt").endswith(
        "\nHasta luego,\nhasta siempre, y no\ndejes de volver.\n"
    )


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ('line = "42"', '"captions.line" must be a whole number, not a text\n  Write line = 42'),
        ("line = 4.5", '"captions.line" must be a whole number, not a number\n  Write line = 42'),
        ("lines = 0", '"captions.lines" must be from 1 to 1000, not 0'),
        ("rate = nan", '"captions.rate" must be from 1 to 1000, not nan'),
        ("rates = 20", 'unknown key "rates" in [captions]\n  Did you mean "rate"?'),
    ],
)
def test_limits_that_are_none(siblings, refused, setting, message):
    siblings.write("dragoman.toml", f"{CONFIG}\n[captions]\n{setting}\n")
    assert refused(siblings) == f"dragoman.toml:9: {message}\n"


def test_a_file_that_is_no_webvtt(siblings, refused):
    siblings.write("source/06.vtt", "1\n00:00:01,000 --> 00:00:02,000\nHi.\n")
    assert refused(siblings) == (
        "source/06.vtt:1: this is no WebVTT: it does not begin with “WEBVTT”\n"
        "  Put WEBVTT on a line of its own at the top, and an empty line below it.\n"
    )


def test_import_takes_captions_for_captions(siblings):
    (siblings.root / CATALOG).unlink()
    siblings.write(
        "old/06.es.md", LESSON.replace("Gates let friends in.", "Las puertas dejan pasar.")
    )
    siblings.write(
        "old/06.es.vtt",
        "WEBVTT\n\n00:01.000 --> 00:04.000\nLas puertas dejan pasar.\n\n"
        "00:05.000 --> 00:07.000\nAdiós.\n",
    )
    ran = siblings.run("import", "--locale", "es", "--from", "old/{page}.{locale}.vtt")
    assert ran.code == 0
    assert ran.out.startswith("old/06.es.vtt: ")
    assert 'msgid "Bye."\nmsgstr "Adiós."\n' in siblings.read(CATALOG)
    assert "old/06.es.md" not in ran.out


def test_the_limits_of_the_documentation_are_those_without_any(siblings):
    page = (Path(__file__).parents[2] / "docs" / "formats.md").read_text("utf-8")
    (block,) = re.findall(r"^```toml\n(\[captions\]\n.*?)^```$", page, re.MULTILINE | re.DOTALL)
    before = load(str(siblings.root)).caption_limits
    siblings.write("dragoman.toml", f"{CONFIG}\n{block}")
    assert load(str(siblings.root)).caption_limits == before


def test_projects_without_captions_do_not_load_their_code():
    code = (
        "import sys, dragoman.workflow.worker; "
        "print([name for name in sys.modules if 'webvtt_' in name or 'captions' in name])"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    ran = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert ran.stdout == "[]\n"
