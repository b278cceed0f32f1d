"""AsciiDoc lessons that are published as HTML pages; most tests need no Asciidoctor."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest

from asciidoctor import FOLDER, missing
from dragoman.cache import RACY

CONFIG = """\
name = "Small course"
locales = ["es"]
lessons = ["**/*.adoc"]

[publish]
lessons = ["**/*.adoc"]
"""

LINKS = """\
[links]
source = ["{page}.md"]
localized = ["{page}.{locale}.md"]
"""

LESSON = "== First steps\n\nRead the *guide*.\n"

PROGRAM = """\
import json, sys
with open("started.txt", "a") as file:
    file.write("x")
print(json.dumps({first}), flush=True)
for line in sys.stdin:
    question = json.loads(line)
    print(json.dumps({answer}), flush=True)
"""


@pytest.fixture
def project(bare):
    """One lesson in AsciiDoc, to be published as HTML."""
    bare.write("dragoman.toml", CONFIG)
    bare.write("source/part/01-start.adoc", LESSON)
    return bare


@pytest.fixture
def node(project, monkeypatch):
    """Put a program on PATH that stands in for Node.js and answers as told."""

    def stand_in(
        answer='{"html": "<p>" + question["text"].strip() + "</p>"}', first='{"ready": 1}'
    ):
        project.write("bin/program.py", PROGRAM.format(first=first, answer=answer))
        script = f"#!/bin/sh\nexec '{sys.executable}' '{project.root}/bin/program.py'\n"
        project.write("bin/node", script)
        (project.root / "bin" / "node").chmod(0o755)
        monkeypatch.setenv("PATH", f"{project.root}/bin{os.pathsep}/usr/bin{os.pathsep}/bin")

    stand_in()
    return stand_in


def set_publish(project, lines):
    project.write("dragoman.toml", CONFIG + lines)


@pytest.mark.usefixtures("node")
def test_a_page_has_a_title_and_what_its_name_says(project):
    assert project.run("build").code == 0
    assert project.read("build/part/01-start.es.md") == (
        "---\ntitle: First steps\nweight: 1\nfeatured: true\n---\n<p>Read the *guide*.</p>\n"
    )


@pytest.mark.usefixtures("node")
def test_a_page_has_the_translation_and_its_overlay(project):
    project.run("build")
    project.translate(
        "translations/es/part/01-start.po",
        {"First steps": "Primeros pasos: a", "Read the *guide*.": "Lee la *guía*."},
    )
    project.write("translations/es/part/01-start.yaml", "contributors:\n  - name: Ana\nweight: 9\n")
    project.run("build")
    assert project.read("build/part/01-start.es.md") == (
        "---\ntitle: 'Primeros pasos: a'\ncontributors:\n  - name: Ana\nweight: 9\nfeatured: true\n"
        "---\n<p>Lee la *guía*.</p>\n"
    )


@pytest.mark.usefixtures("node")
def test_one_process_renders_all_pages_and_none_where_nothing_changed(project):
    for number in range(2, 6):
        project.write(f"source/part/0{number}.adoc", LESSON)
    project.run("build")
    assert project.read("started.txt") == "x"
    time.sleep(RACY / 1e9)
    assert project.run("build").out.startswith("Nothing to do")
    before = project.stamps()
    assert project.run("build").out.startswith("Nothing to do")
    assert project.stamps() == before
    project.forget()
    assert project.run("build").out.startswith("Nothing to do")
    assert project.read("started.txt") == before["started.txt"][0].decode() + "x"


@pytest.mark.usefixtures("node")
def test_values_of_pages_stand_as_they_were_written(project):
    set_publish(
        project,
        'front-matter = ["video", "title", "image"]\nvalues = "values.yaml"\nend = "<!-- end -->"\n',
    )
    project.write(
        "values.yaml",
        '# a comment\n"*":\n  image: a.png\n  other: x\npart/01-start:\n  video: ""\n'
        "  image:\n    - b.png  # big\n    - c.png\n",
    )
    project.run("build")
    assert project.read("build/part/01-start.es.md") == (
        '---\nvideo: ""\ntitle: First steps\nimage:\n  - b.png  # big\n  - c.png\n---\n'
        "<p>Read the *guide*.</p>\n<!-- end -->"
    )
    project.edit("values.yaml", '""', "abc")
    project.run("build")
    assert "video: abc\n" in project.read("build/part/01-start.es.md")


@pytest.mark.usefixtures("node")
def test_front_matter_of_the_lesson_comes_first(project):
    project.write("source/part/01-start.adoc", f"---\nweight: 7\nlayout: x\n---\n{LESSON}")
    project.run("build")
    assert project.read("build/part/01-start.es.md") == (
        "---\ntitle: First steps\nweight: 7\nfeatured: true\nlayout: x\n---\n"
        "<p>Read the *guide*.</p>\n"
    )


@pytest.mark.usefixtures("node")
def test_pages_of_the_source_locale(project):
    set_publish(project, 'source = "build/{page}{suffix}"\nsuffix = ".html"\n')
    project.run("build")
    assert project.read("build/part/01-start.html") == project.read("build/part/01-start.es.html")
    (project.root / "source/part/01-start.adoc").rename(project.root / "source/part/02.adoc")
    project.run("build")
    assert sorted(path for path in project.tree() if path.endswith(".html")) == [
        "build/part/02.es.html",
        "build/part/02.html",
    ]


@pytest.mark.parametrize("links", ["", LINKS])
@pytest.mark.usefixtures("node")
def test_a_page_of_the_source_locale_that_is_edited_is_told_at_each_run(project, links):
    project.write("dragoman.toml", f'{CONFIG}source = "build/{{page}}.md"\n{links}')
    project.run("build")
    project.write("build/part/01-start.md", "edited")
    time.sleep(RACY / 1e9)
    first = project.run("build")
    assert first.code == 1
    assert "was edited after dragoman wrote it" in first.out
    again = project.run("build")
    assert (again.code, "was edited" in again.out) == (1, True)


@pytest.mark.usefixtures("node")
def test_a_page_that_is_not_published_is_not_rendered(project):
    project.write("dragoman.toml", CONFIG.replace("[publish]", "publish-at = 50\n\n[publish]"))
    project.run("build")
    assert not (project.root / "started.txt").exists()


@pytest.mark.usefixtures("node")
def test_contributors_from_git(project):
    set_publish(project, 'contributors = "git"\n')
    project.run("build")

    def git(*arguments):
        subprocess.run(["git", *arguments], cwd=project.root, check=True, capture_output=True)

    git("init", "-q")
    for number, name in enumerate(("Ana", "Bo", "Bo", "Cé: d")):
        path = project.root / "translations/es/part/01-start.po"
        path.write_text(path.read_text().replace("# ", f"# {number} ", 1) + f"# {number}\n")
        git("add", ".")
        git("-c", f"user.name={name}", "-c", "user.email=a@b", "commit", "-qm", "x")
    project.forget()
    project.run("merge")
    assert "contributors:\n  - name: Bo\n  - name: Ana\n  - name: 'Cé: d'\nweight" in project.read(
        "build/part/01-start.es.md"
    )


def test_links_and_ids_of_html_pages(project, node):
    node(answer='{"html": question["text"].replace("TO", "href=").replace("ID", "id=")}')
    project.write(
        "dragoman.toml",
        'locales = ["es"]\nlessons = ["*.adoc"]\nheading-ids = "asciidoctor"\n'
        '[publish]\nlessons = ["*.adoc"]\n'
        '[links]\nsource = ["{page}.md"]\nlocalized = ["{page}.{locale}.md"]\n',
    )
    project.write("source/a.adoc", "== One\n\n+++<a TO'b.md#_two'>+++Two+++</a>+++\n")
    project.write("source/b.adoc", '== Three\n\n+++<h2 ID"_two">Two</h2>+++\n')
    (project.root / "source/part/01-start.adoc").unlink()
    assert project.run("build").code == 0
    assert "b.es.md#_two" in project.read("build/a.es.md")
    project.write("source/a.adoc", "== One\n\n+++<a TO'b.md#_three'>+++Two+++</a>+++\n")
    ran = project.run("build", "a")
    assert "leads to an anchor that is not there" in ran.out + ran.err


# What can go wrong


@pytest.mark.usefixtures("node")
def test_without_node(project, monkeypatch):
    project.write("source/part/02.adoc", LESSON)
    monkeypatch.setenv("PATH", str(project.root))
    ran = project.run("build")
    assert (ran.code, ran.err) == (
        2,
        (
            "dragoman.toml:6: [publish] needs Asciidoctor: node is not on PATH\n"
            "  Install Node.js, and in the project's folder run: npm install asciidoctor\n"
        ),
    )


def test_without_the_package(project, node):
    node(first='{"missing": True, "problem": "x"}')
    assert project.run("build").err.startswith(
        "dragoman.toml:6: [publish] needs Asciidoctor: the npm package asciidoctor is not there\n"
    )


def test_a_package_that_does_not_start(project, node):
    node(first='{"problem": "too old"}')
    assert "needs Asciidoctor: it ends with: too old\n" in project.run("build").err


def test_a_lesson_that_cannot_be_rendered(project, node):
    node(answer='{"problem": "too deep"}')
    ran = project.run("build")
    assert (ran.code, ran.err) == (
        2,
        "source/part/01-start.adoc: Asciidoctor cannot render it: too deep\n",
    )


@pytest.mark.usefixtures("node")
def test_a_lesson_that_is_not_asciidoc(project):
    project.write("dragoman.toml", CONFIG.replace(".adoc", ".md"))
    project.write("source/a.md", "<p>One</p>")
    assert project.run("build").err == (
        "dragoman.toml:6: [publish] has source/a.md, which is not AsciiDoc\n"
        "  Only AsciiDoc lessons can be published as HTML.\n"
    )


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (
            'suffix = "md"\n',
            'dragoman.toml:7: "suffix" in [publish] must be like ".md", not "md"\n',
        ),
        ('values = "../a"\n', 'dragoman.toml:7: "values" in [publish] must not lead out'),
        ('values = "a.yaml"\n', 'dragoman.toml:7: there is no file "a.yaml"\n'),
        ('source = "site/{page}"\n', 'dragoman.toml:7: "source" in [publish] must be in "build"\n'),
        ('source = "build/x"\n', 'dragoman.toml:7: "publish.source" needs {page}\n'),
        ('contributors = "x"\n', '"publish.contributors" must be "overlay" or "git", not "x"\n'),
        ("end = 3\n", '"publish.end" must be a text, not a number\n'),
        ('fields = "x"\n', 'unknown key "fields" in [publish]\n'),
    ],
)
@pytest.mark.usefixtures("node")
def test_settings_that_are_wrong(project, lines, told):
    set_publish(project, lines)
    ran = project.run("build")
    assert ran.code == 2
    assert told in ran.err


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("- a\n", "values.yaml:1: it has no pages as keys\n"),
        ("a: b\n", "values.yaml:1: “a” has no keys below it\n"),
        ("b: {c: d}\n", "values.yaml:1: “b” has no keys below it\n"),
        ("a:\n  b: [\n", "values.yaml:3: this is not YAML"),
    ],
)
@pytest.mark.usefixtures("node")
def test_values_that_are_wrong(project, text, told):
    set_publish(project, 'values = "values.yaml"\n')
    project.write("values.yaml", text)
    assert project.run("build").err.startswith(told)


# The real one


def test_the_real_asciidoctor(project):
    if reason := missing():
        pytest.skip(reason)
    set_publish(project, 'attributes = ["sectanchors", "icons=font"]\n')
    (project.root / "node_modules").symlink_to(FOLDER / "node_modules")
    project.write("source/part/01-start.adoc", f"{LESSON}\n=== Más\n\ninclude::02.txt[]\n")
    project.write("source/part/02.txt", "TIP: Included.\n")
    assert project.run("build").code == 0
    page = project.read("build/part/01-start.es.md")
    assert "<p>Read the <strong>guide</strong>.</p>" in page
    assert '<h3 id="_más"><a class="anchor" href="#_más"></a>Más</h3>' in page
    assert '<i class="fa icon-tip"' in page
