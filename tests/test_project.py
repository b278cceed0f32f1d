"""The configuration, its errors to the letter, and the paths it lays out."""

from __future__ import annotations

import glob as standard_glob
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dragoman.errors import ConfigError, DragomanError, ManyErrors
from dragoman.project import Lesson, load
from dragoman.project.configfile import line_of
from dragoman.project.newlocale import add_locale
from dragoman.project.patterns import expression, globs
from dragoman.project.reader import tag_problem

MINIMAL = 'source = "source"\nsource-locale = "en"\nlocales = ["es"]\n'
BESIDE = 'output = "source/{page}.{locale}{suffix}"\n'


def make(root: Path, config: str | bytes | None, *files: str, name: str = "dragoman.toml") -> Path:
    if config is not None:
        data = config.encode() if isinstance(config, str) else config
        (root / name).write_bytes(data)
    (root / "source").mkdir(exist_ok=True)
    for file in files:
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_bytes(b"")
    return root


def refusal(root: Path, config: str | bytes, name: str = "dragoman.toml") -> str:
    with pytest.raises(DragomanError) as caught:
        load(str(make(root, config, name=name)))
    return str(caught.value)


def paths(lessons: tuple[Lesson, ...]) -> list[str]:
    return [lesson.path for lesson in lessons]


# Finding and reading


def test_defaults(tmp_path):
    project = load(str(make(tmp_path, "")))
    assert project.root == os.path.realpath(tmp_path)
    assert (project.config_path, project.name, project.version) == (
        "dragoman.toml",
        tmp_path.name,
        "",
    )
    assert (project.source, project.source_locale, project.locales) == ("source", "en", ())
    assert (project.lesson_globs, project.exclude) == (("**/*.md",), ())
    assert project.templates == "translations/templates/{page}.pot"
    assert project.catalogs == "translations/{locale}/{page}.po"
    assert project.overlays == "translations/{locale}/{page}.yaml"
    assert project.output == "build/{page}.{locale}{suffix}"
    assert (project.publish_at, project.fallback) == (0, "source")
    assert project.front_matter == ("title", "description")
    assert (project.banner.coverage, project.banner.stale, project.banner.source) == ("", "", "")
    assert (project.keep, project.html_skip, project.html_translate) == ((), (), ())
    assert project.manifest_path == "build/.dragoman.sha256"


EVERYTHING = """\
name = "Lessons"
version = "2"
source = "./lessons/en/"
source-locale = "en-GB"
locales = ["es", "pt-br", "zh-Hans-CN", "sr-Latn", "es-419", "de-1996", "ca-x-valencia"]
lessons = ["**/*.html", "*.md"]
exclude = ["drafts"]
templates = "po/all.pot"
catalogs = "po/{locale}.po"
overlays = "po/{locale}.yaml"
output = "./{locale}//{page}{suffix}"
publish-at = 62.5
fallback = "fuzzy"
[front-matter]
translate = ["title", "keypoints[]"]
[front-matter.banner]
coverage = "translated"
stale = "stale"
source = "source-hash"
[terms]
keep = ["InnerSource"]
[html]
skip = [".menu"]
translate = ["*[data-title]"]
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_everything(tmp_path, newline, mark):
    config = mark + EVERYTHING.replace("\n", newline).encode()
    project = load(str(make(tmp_path, config)))
    assert (project.name, project.version, project.source) == ("Lessons", "2", "lessons/en")
    assert project.locales[1] == "pt-br"
    assert (project.lesson_globs, project.exclude) == (("**/*.html", "*.md"), ("drafts",))
    assert project.output == "{locale}/{page}{suffix}"
    assert project.manifest_path == ".dragoman.sha256"
    assert (project.publish_at, project.fallback) == (62.5, "fuzzy")
    assert project.banner.source == "source-hash"
    assert project.keep == ("InnerSource",)
    assert (project.html_skip, project.html_translate) == ((".menu",), ("*[data-title]",))
    assert project.template_path("a/b") == "po/all.pot"
    assert project.catalog_path("a/b", "pt-br") == "po/pt-br.po"
    assert project.overlay_path("a/b", "es") == "po/es.yaml"
    assert project.output_path(Lesson("lessons/en/a/b.md", "a/b", ".md"), "es") == "es/a/b.md"


def test_it_is_found_from_below(tmp_path):
    make(tmp_path, MINIMAL, "source/a/b/06.md")
    assert load(str(tmp_path / "source/a/b")).root == os.path.realpath(tmp_path)


def test_it_is_found_through_a_link(tmp_path):
    make(tmp_path, MINIMAL, "source/06.md")
    (tmp_path / "link").symlink_to(tmp_path / "source")
    assert load(str(tmp_path / "link")).root == os.path.realpath(tmp_path)


def test_pyproject(tmp_path):
    text = '[project]\nname = "course"\n[tool.dragoman]\nlocales = ["es"]\n[tool.other]\nx = 1\n'
    project = load(str(make(tmp_path, text, name="pyproject.toml")))
    assert (project.config_path, project.name, project.locales) == (
        "pyproject.toml",
        "course",
        ("es",),
    )
    text = text.replace('"es"', '"e"')
    assert refusal(tmp_path, text, "pyproject.toml") == (
        'pyproject.toml:4: "e" is no language tag\n  Write a tag of BCP 47, such as "pt-BR".'
    )


def test_pyproject_without_the_table_is_passed_over(tmp_path):
    make(tmp_path, MINIMAL)
    below = tmp_path / "below"
    below.mkdir()
    (below / "pyproject.toml").write_text('[project]\ndependencies = ["dragoman"]\n')
    assert load(str(below)).root == os.path.realpath(tmp_path)
    (below / "pyproject.toml").write_text("not [TOML but none of our business")
    assert load(str(below)).root == os.path.realpath(tmp_path)


def test_dragoman_toml_comes_before_pyproject(tmp_path):
    make(tmp_path, "[tool.dragoman]\n", name="pyproject.toml")
    assert load(str(make(tmp_path, MINIMAL))).config_path == "dragoman.toml"


def test_no_configuration(tmp_path):
    with pytest.raises(ConfigError) as caught:
        load(str(tmp_path))
    assert str(caught.value) == (
        f"{tmp_path}: no dragoman.toml here or above\n"
        "  Create dragoman.toml in the project's folder:\n"
        '    source = "source"\n'
        '    source-locale = "en"\n'
        '    locales = ["es"]'
    )
    shown = caught.value.remedy.partition("\n")[2]
    assert tomllib.loads(shown) == tomllib.loads(MINIMAL)


def test_no_such_folder(tmp_path):
    make(tmp_path, MINIMAL)
    with pytest.raises(ConfigError, match="there is no such folder"):
        load(str(tmp_path / "typo"))


# Errors, to the letter

REFUSALS = [
    (
        "[formats]\n'lessons/*.md' = 'markdwon'\n",
        (
            ':2: "lessons/*.md" in [formats] must name a known format, not "markdwon"\n'
            '  Did you mean "markdown"?'
        ),
    ),
    (
        "[formats]\n'a.md' = 7\n",
        ':2: "a.md" in [formats] must name a known format, not "7"\n  Known: html, markdown, asciidoc, webvtt, srt.',
    ),
    ("formats = 'html'\n", ':1: "formats" must be a table\n  Write [formats] on its own line.'),
    (
        "[formats]\n'../a.md' = 'html'\n",
        ':2: "../a.md" in [formats] must not lead out of the project\'s folder',
    ),
    (
        "[markdown]\ncode-comments = 'yes'\n",
        (
            ':2: "markdown.code-comments" must be true or false, not a text\n'
            "  Write code-comments = true"
        ),
    ),
    ('catalog = "x"\n', ':1: unknown key "catalog"\n  Did you mean "catalogs"?'),
    (
        "\n# x\nsource_locale = 'en'\n",
        ':3: unknown key "source_locale"\n  Did you mean "source-locale"?',
    ),
    (
        "[front-matter]\n\ntranslat = []\n",
        ':3: unknown key "translat" in [front-matter]\n  Did you mean "translate"?',
    ),
    (
        "front-matter = { translat = [] }\n",
        ':1: unknown key "translat" in [front-matter]\n  Did you mean "translate"?',
    ),
    (
        "[front-matter.banner]\nstall = 'x'\n",
        ':2: unknown key "stall" in [front-matter.banner]\n  Did you mean "stale"?',
    ),
    ("[term]\nkeep = []\n", ':1: unknown key "term"\n  Did you mean "terms"?'),
    (
        '[links]\nsource = ["{page}.md"]\n',
        (
            ':1: "source" and "localized" in [links] need as many patterns\n'
            "  They go together by their places."
        ),
    ),
    (
        "[dragoman]\n",
        (
            ':1: unknown key "dragoman"\n'
            "  [tool.dragoman] is for pyproject.toml; here the keys stand without it."
        ),
    ),
    (
        'locales = ["es"]\n[checks.de]\ntags = "off"\n',
        (
            ':2: unknown key "de" in [checks]\n'
            "  Rules are named in docs/checks.md; a table is for one of the project's locales."
        ),
    ),
    (
        "[front-matter]\ntranslate = [\n'title',\n'people[.role',\n]\n",
        (
            ':4: "people[.role" in "front-matter.translate" is no key of front matter\n'
            '  For example: "title", "params.subtitle", "people[].role"'
        ),
    ),
    (
        "[front-matter.banner]\ncoverage = true\n",
        (
            ':2: "front-matter.banner.coverage" must be a text, not true or false\n'
            '  Write coverage = "coverage"'
        ),
    ),
    ("version = 1.2\n", ':1: "version" must be a text, not a number\n  Write version = "1.2"'),
    ("[terms]\nqqq = 1\n", ':2: unknown key "qqq" in [terms]\n  Known: glossary, keep.'),
    (
        "[terms]\nkeep = []\npublish-at = 80\n",
        ':3: unknown key "publish-at" in [terms]\n  Move "publish-at" to the top, above the first [table].',
    ),
    (
        '"front-matter.translate" = []\n',
        ': unknown key "front-matter.translate"\n  Did you mean "front-matter"?',
    ),
    ("terms = ['a']\n", ':1: "terms" must be a table\n  Write [terms] on its own line.'),
    ("[[terms]]\n", ':1: "terms" must be a table\n  Write [terms] on its own line.'),
    (
        'locales = "es"\n',
        ':1: "locales" must be a list of texts, not a text\n  Write locales = ["es"]',
    ),
    ("locales = ['es', 7]\n", ':1: "locales" must hold texts only, not a number'),
    (
        "lessons = true\n",
        ':1: "lessons" must be a list of texts, not true or false\n  Write lessons = ["**/*.md"]',
    ),
    ("exclude = ['']\n", ':1: "exclude" must not hold an empty text'),
    ("source = ['a']\n", ':1: "source" must be a text, not a list\n  Write source = "source"'),
    ("source = 1979-05-27\n", ':1: "source" must be a text, not a date\n  Write source = "source"'),
    (
        "source = ''\n",
        ':1: "source" must not be empty\n  For the project\'s own folder write "."',
    ),
    (
        "[tool.dragoman]\n",
        (
            ':1: unknown key "tool"\n'
            "  [tool.dragoman] is for pyproject.toml; here the keys stand without it."
        ),
    ),
    ('name = "a\\nb"\n', ':1: "name" must not hold control characters'),
    (
        "publish-at = '80'\n",
        ':1: "publish-at" must be a number, not a text\n  Write publish-at = 80',
    ),
    (
        "publish-at = true\n",
        ':1: "publish-at" must be a number, not true or false\n  Write publish-at = 80',
    ),
    ("publish-at = 101\n", ':1: "publish-at" must be from 0 to 100, not 101'),
    ("publish-at = -0.5\n", ':1: "publish-at" must be from 0 to 100, not -0.5'),
    ("publish-at = nan\n", ':1: "publish-at" must be from 0 to 100, not nan'),
    ("fallback = 'none'\n", ':1: "fallback" must be "source" or "fuzzy", not "none"'),
    (
        "source-locale = 'english!'\n",
        ':1: "english!" is no language tag\n  Write a tag of BCP 47, such as "pt-BR".',
    ),
    (
        'locales = [\n  "es",\n  "pt_PT.UTF-8",\n]\n',
        ':3: "pt_PT.UTF-8" is no language tag\n  Write a tag of BCP 47, such as "pt-PT".',
    ),
    (
        'locales = [\n  "pt-BR",\n  "pt-br",\n]\n',
        ':3: "pt-br" stands there twice\n  Take one out of the list.',
    ),
    ("locales = ['EN']\n", ':1: "EN" is the source locale\n  Take it out of the list.'),
    (
        'source = "s"\noutput = "build/{lang}/{page}"\n',
        ':2: "output" has an unknown field "{lang}"\n  Did you mean "{locale}"?',
    ),
    (
        'output = "build/{locale}/{pge}"\n',
        ':1: "output" has an unknown field "{pge}"\n  Did you mean "{page}"?',
    ),
    (
        'templates = "po/{file}.pot"\n',
        ':1: "templates" has an unknown field "{file}"\n  Did you mean "{page}"?',
    ),
    (
        'output = "{page!r}{locale}"\n',
        ':1: "output" has an unknown field "{page!r}"\n  Did you mean "{page}"?',
    ),
    ('output = "{}{locale}"\n', ':1: "output" has an unknown field "{}"\n  Did you mean "{page}"?'),
    ('source = "{lang}"\n', ':1: "source" has an unknown field "{lang}"\n  It is a plain path.'),
    (
        'templates = "po/{locale}/{page}.pot"\n',
        ':1: "templates" must not have {locale}\n  For example: templates = "translations/templates/{page}.pot"',
    ),
    (
        'catalogs = "po/{locale}/{page}{suffix}"\n',
        ':1: "catalogs" must not have {suffix}\n  For example: catalogs = "translations/{locale}/{page}.po"',
    ),
    (
        'output = "build/{locale}.md"\n',
        ':1: "output" needs {page}\n  For example: output = "build/{page}.{locale}{suffix}"',
    ),
    (
        'output = "build/{page}.md"\n',
        ':1: "output" needs {locale}\n  For example: output = "build/{page}.{locale}{suffix}"',
    ),
    (
        'catalogs = "po/{page}.po"\n',
        ':1: "catalogs" needs {locale}\n  For example: catalogs = "translations/{locale}/{page}.po"',
    ),
    (
        'overlays = "po/{page}.yaml"\n',
        ':1: "overlays" needs {locale}\n  For example: overlays = "translations/{locale}/{page}.yaml"',
    ),
    (
        'output = "build/{page}.{locale}}"\n',
        ':1: "output" has a brace without its partner\n  For example: output = "build/{page}.{locale}{suffix}"',
    ),
    (
        'templates = "po/all.pot"\n',
        ':1: "templates" and "catalogs" must both have {page}, or both lack it\n  Without it, one catalog bundles all pages.',
    ),
    (
        'source = "/lessons"\n',
        ':1: "source" must be relative to the project\'s folder\n  For example: source = "source"',
    ),
    (
        'source = "C:/lessons"\n',
        ':1: "source" must be relative to the project\'s folder\n  For example: source = "source"',
    ),
    (
        'source = "~/lessons"\n',
        ':1: "source" must be relative to the project\'s folder\n  For example: source = "source"',
    ),
    (
        'source = "a/../../b"\n',
        ':1: "source" must not lead out of the project\'s folder\n  For example: source = "source"',
    ),
    (
        'output = "../{page}.{locale}"\n',
        ':1: "output" must not lead out of the project\'s folder\n  For example: output = "build/{page}.{locale}{suffix}"',
    ),
    (
        'output = ".Git/{page}.{locale}"\n',
        ':1: "output" must not lead into .git\n  For example: output = "build/{page}.{locale}{suffix}"',
    ),
    (
        "output = 'build\\{page}.{locale}'\n",
        ':1: "output" needs forward slashes: "build/{page}.{locale}"\n  For example: output = "build/{page}.{locale}{suffix}"',
    ),
    (
        "templates = './'\n",
        ':1: "templates" must name a file\n  For example: templates = "translations/templates/{page}.pot"',
    ),
    (
        "lessons = ['*.md', '/x/*.md']\n",
        ':1: "/x/*.md" in "lessons" must be relative to the project\'s folder',
    ),
    (
        "exclude = ['../*.md']\n",
        ':1: "../*.md" in "exclude" must not lead out of the project\'s folder',
    ),
    (
        "a = \n",
        ":1: not valid TOML: Invalid value (column 5)\n  Texts stand in quotes, lists in brackets: https://toml.io",
    ),
    (
        "a = 1\nlocales = [es]\n",
        ":2: not valid TOML: Invalid value (column 12)\n  Texts stand in quotes, lists in brackets: https://toml.io",
    ),
    (
        "a = 1\n\nlocales = [\n  'es',\n",
        ":4: not valid TOML: Invalid value (at end of document)\n  Texts stand in quotes, lists in brackets: https://toml.io",
    ),
    (
        "source = 'a'\nsource = 'b'\n",
        ":2: not valid TOML: Cannot overwrite a value (column 13)\n  Texts stand in quotes, lists in brackets: https://toml.io",
    ),
    (b"source = 'a'\nname = '\xff'\n", ":2: not UTF-8\n  Save the file as UTF-8."),
    ("source = 'a'\n".encode("utf-16"), ":1: not UTF-8\n  Save the file as UTF-8."),
    (
        "name = 'x'\n<<<<<<< HEAD\nlocales = ['es']\n=======\nlocales = ['de']\n>>>>>>> b\n",
        ":2: this is a merge-conflict marker\n  Resolve the conflict, then run again.",
    ),
    ("a = " + "[" * 100_000, ": not valid TOML: nested too deeply"),
]


@pytest.mark.parametrize(("config", "message"), REFUSALS)
def test_refusals(tmp_path, config, message):
    assert refusal(tmp_path, config) == f"dragoman.toml{message}"


@pytest.mark.parametrize(
    ("links", "message"),
    [
        (
            'source = ["/a/{page}", "/b/{page}"]\nlocalized = ["/{locale}/{page}"]',
            ':3: "source" and "localized" in [links] need as many patterns',
        ),
        (
            'source = ["/a/"]\nlocalized = ["/{locale}/{page}"]',
            ':2: "/a/" needs {page}, and no {locale}',
        ),
        (
            'source = ["/{page}"]\nlocalized = ["/es/{page}"]',
            ':3: "/es/{page}" needs {page} and {locale}',
        ),
    ],
)
def test_refusals_of_links(tmp_path, links, message):
    assert refusal(tmp_path, f"[links]\n{links}\n").startswith(f"dragoman.toml{message}")


def test_refusals_of_texts_that_cannot_be_seen(tmp_path):
    problem = 'dragoman.toml:1: "terms.keep" must not hold control characters'
    assert refusal(tmp_path, 'terms.keep = ["\\u0007"]\n') == problem


def test_refusals_name_the_line_of_a_file_with_windows_newlines(tmp_path):
    config = b'# one\r\n# two\r\ncatalog = "x"\r\n'
    assert refusal(tmp_path, config).startswith('dragoman.toml:3: unknown key "catalog"')


def test_all_errors_are_told_together_by_line(tmp_path):
    with pytest.raises(ManyErrors) as caught:
        load(str(make(tmp_path, "fallback = 'x'\ncatalog = 'x'\nlocales = 'es'\n")))
    assert [error.line for error in caught.value.errors] == [1, 2, 3]
    assert str(caught.value) == "\n".join(str(error) for error in caught.value.errors)


def test_many_errors_take_no_ages(tmp_path):
    config = "".join(f"key{number} = {number}\n" for number in range(2000))
    with pytest.raises(ManyErrors) as caught:
        load(str(make(tmp_path, config)))
    assert len(caught.value.errors) == 20


def test_an_unreadable_configuration(tmp_path):
    (tmp_path / "dragoman.toml").mkdir()
    with pytest.raises(ConfigError, match=r"^dragoman.toml: cannot be read: Is a directory$"):
        load(str(tmp_path))


def test_a_configuration_that_is_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "dragoman.toml")
    problem = r"^dragoman.toml: cannot be read: it is not an ordinary file$"
    with pytest.raises(ConfigError, match=problem):
        load(str(tmp_path))


TRAPS = '''\
# catalogs = "a comment"
name = """
catalogs = "in a text"
"""
lessons = [
  "catalogs = ",
]
[front-matter]
translate = ["catalogs ="]
[html]
"skip" = []
'''


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        (("name",), 2),
        (("lessons",), 5),
        (("catalogs",), None),
        (("front-matter",), 8),
        (("front-matter", "translate"), 9),
        (("html", "skip"), 11),
        (("html", "translate"), None),
        (("skip",), None),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_the_line_of_a_key(keys, line, newline):
    assert line_of(TRAPS.replace("\n", newline), keys) == line


@pytest.mark.parametrize(
    "tag",
    [
        "es",
        "pt-BR",
        "pt-br",
        "zh-Hans",
        "zh-cmn-Hans-CN",
        "sr-Latn-RS",
        "es-419",
        "sl-rozaj-biske",
        "de-CH-1901",
        "en-a-bbb-x-a",
        "de-x-formal",
        "haw",
        "x" * 8,
    ],
)
def test_tags(tag):
    assert tag_problem(tag) is None


@pytest.mark.parametrize(
    "tag",
    [
        "",
        "e",
        "es_MX",
        "es-",
        "-es",
        "es--MX",
        "sr@latin",
        "es/MX",
        "../es",
        "es\n",
        "é",
        "es-MX-",
        "x-klingon",
        "en-x",
        "abcdefghi",
        "es-٤١٩",
        "{locale}",
        ".",
    ],
)
def test_no_tags(tag):
    assert tag_problem(tag) is not None


# Patterns and globs

NAMES = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="/"), min_size=1, max_size=8
)
PAGES = st.lists(NAMES.filter(lambda n: n not in {".", ".."}), min_size=1, max_size=3).map("/".join)
LITERALS = st.text(st.sampled_from("ab-_.()[]+*?^$|\\é"), max_size=4)
SUFFIXES = st.one_of(st.just(""), NAMES.map(lambda name: f".{name.replace('.', '')}"))


@st.composite
def patterns(draw):
    fields = [
        "{page}",
        "{locale}",
        *draw(st.lists(st.sampled_from(["{locale}", "{suffix}", "{page}"]), max_size=2)),
    ]
    pieces = draw(st.permutations(fields))
    glue = [draw(LITERALS) + draw(st.sampled_from(["", "/", "."])) for _ in range(len(pieces) + 1)]
    return glue[0] + "".join(piece + after for piece, after in zip(pieces, glue[1:], strict=True))


@settings(deadline=None)
@given(patterns(), PAGES, st.sampled_from(["es", "pt-BR"]), SUFFIXES)
@example("{page}/{page}.{locale}", "a/b", "es", "")
@example("{locale}{page}{suffix}", "{suffix}", "es", ".{page}")
def test_a_path_of_a_pattern_is_known_again(pattern, page, locale, suffix):
    path = pattern.format(page=page, locale=locale, suffix=suffix)
    known = expression(pattern, ("es", "pt-BR")).fullmatch(path)
    assert known
    parts = {"page": "", "locale": "", "suffix": ""} | known.groupdict()
    assert pattern.format_map(parts) == path


@settings(deadline=None)
@given(PAGES, st.sampled_from(["es", "pt-BR"]), SUFFIXES)
def test_the_usual_patterns_give_back_page_and_locale(page, locale, suffix):
    for pattern in (
        "t/{locale}/{page}.po",
        "b/{page}.{locale}{suffix}",
        "{locale}/{page}.{locale}.x",
    ):
        path = pattern.format(page=page, locale=locale, suffix=suffix)
        known = expression(pattern, ("es", "pt-BR")).fullmatch(path)
        assert (
            (known["page"], known["locale"]) == (page, locale) or ".es" in path or ".pt-BR" in page
        )


def test_other_locales_are_not_known():
    assert not expression("t/{locale}/{page}.po", ("es",)).fullmatch("t/de/x.po")
    assert not expression("t/{locale}/{page}.po", ()).fullmatch("t//x.po")


TREE = [
    "a.md",
    "b.txt",
    "x/a.md",
    "x/[b].md",
    "x/y/a.md",
    "x/y/.md",
    "x-1/a.md",
    "x.md/a.md",
    "x/y/z/ab.md",
]


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.one_of(
            st.just("**"),
            st.text(st.sampled_from("axyb.*?[]!-md"), min_size=1, max_size=5).filter(
                lambda part: part not in {".", ".."} and "**" not in part
            ),
        ),
        min_size=1,
        max_size=4,
    ).map("/".join)
)
@example("**/*.md")
@example("**/**/a.md")
@example("x/**")
@example("[!a].md")
@example("[a-]*")
@example("[z-a]/*")
@example("x/[[]b].md")
@example("x[/]a.md")
def test_globs_mean_what_they_mean_in_python(tmp_path_factory, glob):
    root = tmp_path_factory.getbasetemp() / "globs"
    if not root.exists():
        for name in TREE:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(b"")
    found = standard_glob.glob(glob, root_dir=root, recursive=True, include_hidden=True)  # noqa: PTH207
    expected = {name.replace(os.sep, "/") for name in found if (root / name).is_file()}
    assert {name for name in TREE if globs((glob,)).fullmatch(name)} == expected


def test_globs_do_not_explode():
    text = "a/" * 200 + "b"
    assert not globs(("**/a/" * 3 + "c",)).fullmatch(text)


# Lessons


def test_lessons(tmp_path):
    files = ["source/b.md", "source/a/06.md", "source/a/06.html", "source/a/x.txt", "other/c.md"]
    files += ["source/.hidden/d.md", "source/a/.e.md", "source/a b/ü {page}.md", "source/.md"]
    project = load(str(make(tmp_path, MINIMAL + 'lessons = ["**/*.md", "a/*.html"]\n', *files)))
    assert project.lessons() == (
        Lesson("source/a b/ü {page}.md", "a b/ü {page}", ".md"),
        Lesson("source/a/06.html", "a/06", ".html"),
        Lesson("source/a/06.md", "a/06", ".md"),
        Lesson("source/b.md", "b", ".md"),
    )
    first, html, markdown, _ = project.lessons()
    assert project.catalog_path(html.page, "es") == project.catalog_path(markdown.page, "es")
    assert project.output_path(html, "es") == "build/a/06.es.html"
    assert project.catalog_path(first.page, "es") == "translations/es/a b/ü {page}.po"
    assert project.absolute("a/b") == f"{project.root}/a/b"


def test_the_root_may_be_the_source(tmp_path):
    config = 'source = "."\nlocales = ["es"]\nexclude = ["node_modules", "README.md"]\n'
    files = ["a.md", "b/c.md", "README.md", "node_modules/x/y.md", "build/a.es.md"]
    project = load(str(make(tmp_path, config, *files)))
    assert paths(project.lessons()) == ["a.md", "b/c.md"]
    assert [lesson.page for lesson in project.lessons()] == ["a", "b/c"]


@pytest.mark.parametrize(
    ("exclude", "left"),
    [
        ("drafts", ["a.md", "b/drafts/c.md", "drafts.md"]),
        ("drafts/", ["a.md", "b/drafts/c.md", "drafts.md"]),
        ("drafts/**", ["a.md", "b/drafts/c.md", "drafts.md"]),
        ("drafts/*", ["a.md", "b/drafts/c.md", "drafts.md", "drafts/sub/d.md"]),
        ("**/drafts", ["a.md", "drafts.md"]),
        ("*", ["b/drafts/c.md", "drafts/c.md", "drafts/sub/d.md"]),
        ("*.md", ["b/drafts/c.md", "drafts/c.md", "drafts/sub/d.md"]),
        ("./a.md", ["b/drafts/c.md", "drafts.md", "drafts/c.md", "drafts/sub/d.md"]),
        ("**", []),
    ],
)
def test_exclude(tmp_path, exclude, left):
    files = ["a.md", "drafts.md", "drafts/c.md", "drafts/sub/d.md", "b/drafts/c.md"]
    config = f"exclude = ['{exclude}']\n"
    project = load(str(make(tmp_path, config, *(f"source/{file}" for file in files))))
    assert [path.removeprefix("source/") for path in paths(project.lessons())] == left


def test_excluded_folders_are_not_even_read(tmp_path, monkeypatch):
    project = load(
        str(make(tmp_path, "exclude = ['big']\n", "source/big/deep/a.md", "source/b.md"))
    )
    read, scandir = [], os.scandir
    monkeypatch.setattr(os, "scandir", lambda path: read.append(path) or scandir(path))
    assert paths(project.lessons()) == ["source/b.md"]
    assert read == [project.absolute("source")]


def test_localized_pages_beside_their_lessons_are_no_lessons(tmp_path):
    files = [
        "source/06.md",
        "source/06.es.md",
        "source/06.de.md",
        "source/a/07.md",
        "source/a/07.es.md",
    ]
    project = load(str(make(tmp_path, MINIMAL + BESIDE, *files)))
    assert paths(project.lessons()) == ["source/06.de.md", "source/06.md", "source/a/07.md"]


def test_catalogs_and_overlays_beside_lessons_are_no_lessons(tmp_path):
    config = (
        'locales = ["es"]\nlessons = ["**/*"]\noutput = "out/{page}.{locale}{suffix}"\n'
        'catalogs = "source/{page}.{locale}.po"\ntemplates = "source/{page}.pot"\n'
        'overlays = "source/{page}.{locale}.yaml"\n'
    )
    files = [
        "source/06.md",
        "source/06.es.po",
        "source/06.pot",
        "source/06.es.yaml",
        "source/data.yaml",
    ]
    project = load(str(make(tmp_path, config, *files)))
    assert paths(project.lessons()) == ["source/06.md", "source/data.yaml"]


def test_a_source_locale_in_the_name_is_no_part_of_the_page(tmp_path):
    config = MINIMAL + BESIDE + 'lessons = ["**/*.en.md"]\n'
    project = load(str(make(tmp_path, config, "source/a/06.en.md", "source/a/06.es.md")))
    (lesson,) = project.lessons()
    assert lesson == Lesson("source/a/06.en.md", "a/06", ".md")
    assert project.output_path(lesson, "es") == "source/a/06.es.md"


def test_lessons_that_would_become_one_page(tmp_path):
    config = MINIMAL + 'lessons = ["**/*"]\n\noutput = "build/{page}.{locale}.html"\n'
    project = load(str(make(tmp_path, config, "source/06.md", "source/06.adoc")))
    with pytest.raises(ConfigError) as caught:
        project.lessons()
    assert str(caught.value) == (
        'dragoman.toml:6: "source/06.adoc" and "source/06.md" would both become '
        '"build/06.es.html"\n  Rename one of them, or have {suffix} in output.'
    )


def test_lessons_of_two_locales_that_would_become_one_page(tmp_path):
    config = 'locales = ["es", "es-es"]\nlessons = ["**/*"]\noutput = "out/{page}-{locale}"\n'
    project = load(str(make(tmp_path, config, "source/a", "source/a-es")))
    with pytest.raises(
        ConfigError, match='"source/a-es" and "source/a" would both become "out/a-es-es"'
    ):
        project.lessons()


def test_a_localized_page_in_the_place_of_a_catalog(tmp_path):
    config = MINIMAL + 'output = "translations/{locale}/{page}.po"\n'
    project = load(str(make(tmp_path, config, "source/06.md")))
    with pytest.raises(ConfigError) as caught:
        project.lessons()
    assert str(caught.value) == (
        'dragoman.toml:4: "translations/es/06.po", of "source/06.md", is also a path of '
        '"translations/{locale}/{page}.po"\n  Give output a folder or suffix of its own.'
    )


def test_a_template_in_the_place_of_a_catalog(tmp_path):
    config = MINIMAL + 'templates = "translations/es/templates/{page}.po"\n'
    project = load(str(make(tmp_path, config, "source/06.md")))
    with pytest.raises(ConfigError, match="Give templates a folder or suffix of its own"):
        project.lessons()


def test_a_catalog_in_the_place_of_an_overlay(tmp_path):
    config = MINIMAL + 'overlays = "translations/{locale}/{page}.po"\n'
    project = load(str(make(tmp_path, config, "source/06.md")))
    with pytest.raises(ConfigError) as caught:
        project.lessons()
    assert str(caught.value) == (
        'dragoman.toml:4: "translations/es/06.po", of "source/06.md", is also a path of '
        '"translations/{locale}/{page}.po"\n  Give overlays a folder or suffix of its own.'
    )


@pytest.mark.parametrize("key", ["a", "a b[]", "a[][]", "a.b[].c", "ä-1.é"])
def test_keys_of_front_matter(tmp_path, key):
    config = f"[front-matter]\ntranslate = ['{key}']\n"
    assert load(str(make(tmp_path, config))).front_matter == (key,)


@pytest.mark.parametrize("key", ["a.", ".a", "a..b", "[]", "[].a", "a[].[]", "a[]b", "a[0]"])
def test_no_keys_of_front_matter(tmp_path, key):
    config = f"[front-matter]\ntranslate = ['{key}']\n"
    assert "is no key of front matter" in refusal(tmp_path, config)


def test_an_output_that_swallows_all_lessons(tmp_path):
    config = 'source = "es"\nlocales = ["es"]\noutput = "{locale}/{page}{suffix}"\n'
    project = load(str(make(tmp_path, config, "es/06.md")))
    with pytest.raises(ConfigError) as caught:
        project.lessons()
    assert str(caught.value) == (
        'dragoman.toml:3: every lesson lies where it puts files itself, "es/06.md" for one\n'
        "  Write localized pages to a folder of their own."
    )


def test_no_source_folder(tmp_path):
    project = load(str(make(tmp_path, 'source = "lessons"\n')))
    with pytest.raises(ConfigError) as caught:
        project.lessons()
    assert str(caught.value) == (
        'dragoman.toml:1: there is no folder "lessons"\n'
        "  Make the folder, or set source to the one that holds the lessons."
    )


def test_links_that_leave_the_project(tmp_path):
    outside = tmp_path / "outside"
    root = tmp_path / "root"
    outside.mkdir()
    make(outside, None, "x.md")
    root.mkdir()
    project = load(str(make(root, MINIMAL, "other/y.md")))
    (root / "source/y.md").symlink_to(root / "other/y.md")
    (root / "source/folder").symlink_to(outside)
    (root / "source/nowhere.md").symlink_to(root / "gone.md")
    (root / "source/round.md").symlink_to(root / "source/round.md")
    (root / "source/folder.md").symlink_to(root / "other")
    assert paths(project.lessons()) == ["source/y.md"]
    (root / "source/x.md").symlink_to(outside / "x.md")
    with pytest.raises(ConfigError) as caught:
        project.lessons()
    assert str(caught.value) == (
        "source/x.md: leads out of the project's folder\n"
        "  Put a copy in its place, or name it in exclude."
    )
    linked = load(str(make(root, 'source = "linked"\n')))
    (root / "linked").symlink_to(outside)
    with pytest.raises(ConfigError, match='"linked" leads out of the project\'s folder'):
        linked.lessons()


def test_a_source_folder_that_is_a_link_inside(tmp_path):
    project = load(str(make(tmp_path, 'source = "link"\n', "content/06.md")))
    (tmp_path / "link").symlink_to("content")
    assert paths(project.lessons()) == ["link/06.md"]
    assert paths(project.select(["link/06.md"], str(tmp_path))) == ["link/06.md"]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (b"\xff.md", "source/\\udcff.md: its name is not valid UTF-8"),
        (b"a\nb.md", "source/a\\nb.md: its name holds a control character"),
        (b"\x1b[31m/b.md", "source/\\x1b[31m/b.md: its name holds a control character"),
        ("a\u2028b.md".encode(), "source/a\\u2028b.md: its name holds a control character"),
        ("a\x9b31mb.md".encode(), "source/a\\x9b31mb.md: its name holds a control character"),
        ("a\u202egpjb.md".encode(), "source/a\\u202egpjb.md: its name holds a control character"),
    ],
)
def test_hostile_names(tmp_path, name, message):
    project = load(str(make(tmp_path, MINIMAL)))
    make(tmp_path, None, os.fsdecode(b"source/" + name))
    with pytest.raises(ConfigError) as caught:
        project.lessons()
    assert str(caught.value) == f"{message}\n  Rename it, or name it in exclude."
    str(caught.value).encode()
    excluding = load(str(make(tmp_path, MINIMAL + "exclude = ['**/*b.md', '?.md']\n")))
    assert excluding.lessons() == ()


def test_odd_names_that_are_fine(tmp_path):
    names = [
        "a\u200cb",
        "a\u3000b",
        " a ",
        "a'b\"c",
        "%s",
        "-rf",
        "a..b",
        "{page}",
        "*",
        "…",
        "a\\b",
    ]
    project = load(str(make(tmp_path, MINIMAL, *(f"source/{name}.md" for name in names))))
    assert sorted(lesson.page for lesson in project.lessons()) == sorted(names)
    for lesson in project.lessons():
        assert project.output_path(lesson, "es") == f"build/{lesson.page}.es.md"
        assert lesson in project.select([lesson.path], project.root)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_cannot_be_read(tmp_path):
    project = load(str(make(tmp_path, MINIMAL, "source/a/b.md")))
    (tmp_path / "source/a").chmod(0)
    with pytest.raises(ConfigError, match=r"^source/a: cannot be read: Permission denied$"):
        project.lessons()


# Catalogs on disk


def test_catalogs_on_disk(tmp_path):
    files = ["translations/es/06.po", "translations/es/gone/07.po", "translations/de/06.po"]
    files += ["translations/templates/06.pot", "translations/es/06.yaml", "translations/es/.x.po"]
    project = load(str(make(tmp_path, MINIMAL, *files)))
    assert project.catalogs_on_disk("es") == ("translations/es/06.po", "translations/es/gone/07.po")
    assert project.catalogs_on_disk("de") == ("translations/de/06.po",)
    assert project.catalogs_on_disk("fr") == ()


def test_catalogs_on_disk_beside_templates(tmp_path):
    config = MINIMAL + 'templates = "po/{page}.pot"\ncatalogs = "po/{page}.{locale}.po"\n'
    project = load(
        str(make(tmp_path, config, "po/06.pot", "po/06.es.po", "po/a/06.es.po", "po/06.de.po"))
    )
    assert project.catalogs_on_disk("es") == ("po/06.es.po", "po/a/06.es.po")


def test_bundled_catalogs_on_disk(tmp_path):
    config = MINIMAL + 'templates = "po/all.pot"\ncatalogs = "po/{locale}.po"\n'
    project = load(str(make(tmp_path, config, "po/all.pot", "po/es.po", "po/de.po", "po/es/x.po")))
    assert project.catalogs_on_disk("es") == ("po/es.po",)


# Selecting


@pytest.fixture
def course(tmp_path):
    files = [
        "introduction/05",
        "introduction/06",
        "introduction/extra/01",
        "leader/06",
        "introduction-old",
    ]
    return load(
        str(make(tmp_path, MINIMAL, *(f"source/{file}.md" for file in files), "elsewhere/x"))
    )


@pytest.mark.parametrize(
    ("cwd", "name", "pages"),
    [
        ("", "introduction/06", ["introduction/06"]),
        ("", "introduction/06.md", ["introduction/06"]),
        ("", "source/introduction/06.md", ["introduction/06"]),
        ("", "source/introduction/06", ["introduction/06"]),
        ("", "./source//introduction/./06.md", ["introduction/06"]),
        ("", "{root}/source/leader/06.md", ["leader/06"]),
        ("elsewhere", "../source/leader/06.md", ["leader/06"]),
        ("elsewhere", "leader/06", ["leader/06"]),
        ("source/leader", "06.md", ["leader/06"]),
        ("source/leader", "06", ["leader/06"]),
        ("source/leader", ".", ["leader/06"]),
        ("", "introduction", ["introduction/05", "introduction/06", "introduction/extra/01"]),
        ("", "introduction/", ["introduction/05", "introduction/06", "introduction/extra/01"]),
        ("", "source/introduction/extra", ["introduction/extra/01"]),
        ("", "introduction/*", ["introduction/05", "introduction/06"]),
        ("", "**/06", ["introduction/06", "leader/06"]),
        ("", "**/06.md", ["introduction/06", "leader/06"]),
        ("", "source/*/0[6-9].md", ["introduction/06", "leader/06"]),
        ("source/introduction", "*.md", ["introduction/05", "introduction/06"]),
        ("source", "..", None),
        ("", ".", None),
        ("", "source", None),
    ],
)
def test_select(course, cwd, name, pages):
    found = course.select([name.replace("{root}", course.root)], f"{course.root}/{cwd}")
    expected = pages or [lesson.page for lesson in course.lessons()]
    assert [lesson.page for lesson in found] == expected


def test_select_nothing_and_several(course):
    assert course.select([], course.root) == course.lessons()
    several = course.select(["leader/06", "introduction/06", "leader"], course.root)
    assert [lesson.page for lesson in several] == ["introduction/06", "leader/06"]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("introducton/06", 'introducton/06: no such lesson\n  Did you mean "introduction/06"?'),
        ("extra/01.md", 'extra/01.md: no such lesson\n  Did you mean "introduction/extra/01"?'),
        (
            "translations/es/leader/06.po",
            'translations/es/leader/06.po: no such lesson\n  Did you mean "leader/06"?',
        ),
        (
            "build/introduction/extra/01.es.md",
            'build/introduction/extra/01.es.md: no such lesson\n  Did you mean "introduction/extra/01"?',
        ),
        ("zzzzzz", "zzzzzz: no such lesson\n  Name a page, a lesson's path, a folder or a glob."),
        ("zz*", "zz*: no such lesson\n  Name a page, a lesson's path, a folder or a glob."),
        (
            "/etc/passwd",
            "/etc/passwd: no such lesson\n  Name a page, a lesson's path, a folder or a glob.",
        ),
    ],
)
def test_select_an_unknown_lesson(course, name, message):
    with pytest.raises(ConfigError) as caught:
        course.select([name], course.root)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("name", "deep"), [("*", "**"), ("a/*", "a/**"), ("source/a/*", "source/a/**")]
)
def test_a_glob_that_should_go_deeper(tmp_path, name, deep):
    project = load(str(make(tmp_path, MINIMAL, "source/a/b/01.md", "source/a/c/01.md")))
    with pytest.raises(ConfigError) as caught:
        project.select([name], project.root)
    remedy = f'Did you mean "{deep}"? A * stays within its folder.'
    assert str(caught.value) == f"{name}: no such lesson\n  {remedy}"
    assert project.select([deep], project.root) == project.lessons()


def test_select_through_a_link_to_the_project(course, tmp_path_factory):
    link = tmp_path_factory.mktemp("away") / "link"
    link.symlink_to(course.root)
    found = course.select([str(link / "source/leader/06.md")], str(link))
    assert [lesson.page for lesson in found] == ["leader/06"]


# Adding a locale

ADDED = [
    (
        'locales = ["es"]  # ours\n[terms]\nkeep = []\n',
        'locales = ["es", "pt-BR"]  # ours\n[terms]\nkeep = []\n',
    ),
    ("locales = []\n", 'locales = ["pt-BR"]\n'),
    ("locales = ['es']", "locales = ['es', \"pt-BR\"]"),
    (
        'locales = [\n  "es",  # Spanish\n  "de",\n]\n',
        'locales = [\n  "es",  # Spanish\n  "de",\n  "pt-BR",\n]\n',
    ),
    (
        '# A course\nsource = "source"  # here\n\n# terms\n[terms]\nkeep = []\n',
        '# A course\nsource = "source"  # here\nlocales = ["pt-BR"]\n\n# terms\n[terms]\nkeep = []\n',
    ),
    ('source-locale = "en"', 'source-locale = "en"\nlocales = ["pt-BR"]'),
    ("", 'locales = ["pt-BR"]\n'),
    ("[terms]\nkeep = []\n", 'locales = ["pt-BR"]\n\n[terms]\nkeep = []\n'),
]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize(("before", "after"), ADDED)
def test_add_locale(tmp_path, before, after, newline, mark):
    config = mark + before.replace("\n", newline).encode()
    project = load(str(make(tmp_path, config)))
    edited = add_locale(project, "pt-BR")
    if b"\r\n" in config or newline == "\n":
        assert edited == mark + after.replace("\n", newline).encode()
    assert (tmp_path / "dragoman.toml").read_bytes() == config
    assert load(str(make(tmp_path, edited))).locales == (*project.locales, "pt-BR")


def test_add_locale_to_pyproject(tmp_path):
    text = '[project]\nname="x"\n\n[tool.dragoman]\nsource = "source"\n\n[tool.ruff]\nselect = [ "A" ]\n'
    project = load(str(make(tmp_path, text, name="pyproject.toml")))
    expected = text.replace('"source"\n', '"source"\nlocales = ["de"]\n')
    assert add_locale(project, "de").decode() == expected
    project = load(str(make(tmp_path, expected, name="pyproject.toml")))
    assert add_locale(project, "fr").decode() == expected.replace('["de"]', '["de", "fr"]')


@pytest.mark.parametrize(
    ("locale", "message"),
    [
        ("ES", 'dragoman.toml:3: "ES" is there already'),
        (
            "en",
            'dragoman.toml:3: "en" is the source locale\n  Lessons are translated into other ones.',
        ),
        (
            "pt_BR",
            'init: "pt_BR" is no language tag\n  Write a tag of BCP 47, such as "pt-BR".',
        ),
        (
            'x"]',
            'init: "x"]" is no language tag\n  Write a tag of BCP 47, such as "pt-BR".',
        ),
    ],
)
def test_locales_that_cannot_be_added(tmp_path, locale, message):
    project = load(str(make(tmp_path, MINIMAL)))
    with pytest.raises(ConfigError) as caught:
        add_locale(project, locale)
    assert str(caught.value) == message


def test_what_a_run_need_not_import():
    code = (
        "import sys, dragoman.project, dragoman.files, dragoman.cache, dragoman.manifest\n"
        "print([m for m in ('pathlib', 'tempfile', 'tomlkit', 'difflib', 'babel') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, text=True, check=True,
                          env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)})  # fmt: skip
    assert done.stdout == "[]\n"
