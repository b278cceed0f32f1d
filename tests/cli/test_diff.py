"""What ``dragoman diff`` tells of stale translations, and how."""

from __future__ import annotations

import json

import pytest

PLAIN = """\
translations/es/one.po:{line}
  Ask [-a question-]{{+questions+}} when you are stuck.
  → Pregunta cuando no sepas seguir.

"""


@pytest.fixture
def stale(built):
    built.edit("source/one.md", "Ask a question when", "Ask questions when")
    assert built.run("build").code == 0
    return built


def line_of(course, text, path="translations/es/one.po"):
    """The 1-based line where the entry with a text begins."""
    lines = course.read(path).split("\n")
    at = lines.index(text)
    return lines.index("", 0) + 2 if at < 0 else max(i for i in range(at) if not lines[i]) + 2


def test_without_stale_translations(built):
    told = "No translation is of an earlier wording.\n"
    assert built.run("diff") == (0, told, "")
    assert built.run("diff", "--format", "markdown") == (0, told, "")
    assert built.run("diff", "--json") == (0, "[]\n", "")


def test_marks_where_there_is_no_colour(stale):
    line = line_of(stale, 'msgid "Ask questions when you are stuck."')
    assert stale.run("diff") == (0, PLAIN.format(line=line), "")


def test_colours_of_a_terminal(stale, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    out = stale.run("diff").out
    assert "\x1b[9;31ma question\x1b[0m" in out
    assert "\x1b[32mquestions\x1b[0m" in out
    assert "[-" not in out
    monkeypatch.setenv("NO_COLOR", "1")
    out = stale.run("diff").out
    assert "\x1b" not in out
    assert "[-a question-]{+questions+}" in out


def test_markdown(stale):
    line = line_of(stale, 'msgid "Ask questions when you are stuck."')
    assert (
        stale.run("diff", "--format", "markdown").out
        == f"""\
### translations/es/one.po

- Line {line}: Ask <del>a question</del><ins>questions</ins> when you are stuck.
  <br>es: Pregunta cuando no sepas seguir.

"""
    )


def test_markdown_shows_texts_as_they_are(built):
    built.edit("source/one.md", "Ask a question when", "Ask *@you* &lt;a_b&gt; _d_ `c` when")
    built.run("build")
    out = built.run("diff", "--format", "markdown").out
    assert r"<ins>\*@<!-- -->you\* &amp;lt;a_b&amp;gt; \_d\_ \`c\`</ins>" in out


def test_json(stale):
    assert json.loads(stale.run("diff", "--format", "json").out) == [
        {
            "locale": "es",
            "path": "translations/es/one.po",
            "line": line_of(stale, 'msgid "Ask questions when you are stuck."'),
            "context": None,
            "msgid": "Ask questions when you are stuck.",
            "previous_msgid": "Ask a question when you are stuck.",
            "msgstr": "Pregunta cuando no sepas seguir.",
            "difference": [
                {"change": "same", "text": "Ask "},
                {"change": "gone", "text": "a question"},
                {"change": "new", "text": "questions"},
                {"change": "same", "text": " when you are stuck."},
            ],
        }
    ]


def test_pages_and_locales_are_chosen(stale):
    assert "one.po" in stale.run("diff", "one", "--locale", "es").out
    told = "No translation is of an earlier wording.\n"
    assert stale.run("diff", "two").out == told
    assert stale.run("diff", "-l", "de").out == told
    ran = stale.run("diff", "-l", "fr")
    assert (ran.code, ran.out) == (2, "")
    assert "no locale “fr”" in ran.err


def test_pages_of_a_shared_catalog(stale):
    stale.write(
        "dragoman.toml",
        'locales = ["es"]\ntemplates = "t/all.pot"\ncatalogs = "t/{locale}.po"\n',
    )
    stale.write("t/es.po", stale.read("translations/es/one.po"))
    assert "t/es.po:" in stale.run("diff", "one").out
    assert "t/es.po:" not in stale.run("diff", "two").out


def test_nothing_commands_the_terminal(stale):
    stale.edit("translations/es/one.po", "Pregunta cuando", "Pregunta\x1b[31m \u202ecuando")
    out = stale.run("diff").out
    assert "Pregunta\ufffd[31m \ufffdcuando" in out


def test_broken_catalogs_are_told_together(stale):
    for name in ("one", "two"):
        stale.write(f"translations/es/{name}.po", 'msgid "a\n')
    ran = stale.run("diff")
    assert (ran.code, ran.out) == (2, "")
    assert "one.po:1" in ran.err
    assert "two.po:1" in ran.err


def test_nothing_is_written(stale):
    before = stale.stamps(cache=True)
    stale.run("diff")
    assert stale.stamps(cache=True) == before


@pytest.mark.parametrize("count", [20, 21])
def test_many_entries_are_counted_at_the_end(built, count):
    blocks = (
        f'#, fuzzy\n#| msgid "Old {n}"\nmsgid "New {n}"\nmsgstr "{n}"\n' for n in range(count)
    )
    head = built.read("translations/es/two.po").partition("\n\n")[0]
    built.write("translations/es/two.po", "\n".join((f"{head}\n", *blocks)))
    out = built.run("diff").out
    assert out.count("[-Old-]{+New+}") == count
    counted = out.endswith("\n\n21 translations are of an earlier wording.\n")
    assert counted == (count == 21)


def test_translations_are_told_locale_by_locale(stale):
    stale.edit("source/two.md", "Send a small change", "Send small changes")
    stale.edit("dragoman.toml", 'locales = ["es", "de"]', 'locales = ["de", "es"]')
    stale.run("build")
    for name in ("one", "two"):
        text = stale.read(f"translations/es/{name}.po").replace("Language: es", "Language: de")
        stale.write(f"translations/de/{name}.po", text)
    told = json.loads(stale.run("diff", "--json").out)
    pages = ("de/one", "de/two", "es/one", "es/two")
    assert [each["path"] for each in told] == [f"translations/{page}.po" for page in pages]
