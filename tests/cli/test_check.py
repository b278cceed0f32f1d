"""The check command: what it prints, how it ends, and what it mends."""

from __future__ import annotations

import json
import re

import pytest

from dragoman.findings import Finding, Located
from dragoman.reports.findings import by_rule
from dragoman.workflow import localizing

TAGS = "translations/es/one.po:29: error: the translation lacks “</em>”. [tags] In: “Read the <em>guide</em> before you start.”"
STOP = "translations/es/two.po:23: warning: the translation ends without a mark, the source with a full stop. [end-punctuation] In: “Send a small change.”"


@pytest.fixture
def wrong(built):
    """Spanish with an error and a warning; German is off."""
    built.edit("dragoman.toml", 'locales = ["es", "de"]', 'locales = ["es"]')
    built.edit("translations/es/one.po", "<em>guía</em>", "<em>guía")
    built.edit("translations/es/two.po", "cambio pequeño.", "cambio pequeño")
    return built


def test_findings_as_text(wrong):
    before = wrong.stamps()
    assert wrong.run("check") == (1, f"{TAGS}\n{STOP}\n1 error and 1 warning.\n", "")
    assert wrong.stamps() == before


def test_quiet_leaves_the_summary_out(wrong):
    assert wrong.run("check", "--quiet").out == f"{TAGS}\n{STOP}\n"


SUMS = """\
tags             1 error    es 1
end-punctuation  1 warning  es 1
1 error and 1 warning.
"""


def test_a_summary_has_no_findings(wrong):
    assert wrong.run("check", "--summary") == (1, SUMS, "")
    assert wrong.run("check", "--summary", "--format", "github") == (1, SUMS, "")
    assert wrong.run("check", "--summary", "two", "-r", "tags") == (0, "No findings.\n", "")
    whole = json.loads(wrong.run("check", "--json").out)
    assert json.loads(wrong.run("check", "--summary", "--json").out) == {
        name: value for name, value in whole.items() if name != "findings"
    }
    assert wrong.run("check", "--summary", "--format", "sarif") == (
        2,
        "",
        "--summary: a SARIF file is of its findings\n  Leave out one of the two.\n",
    )


@pytest.fixture
def many(wrong):
    """20 findings more, in German."""
    wrong.write("source/more.md", "".join(f"<p>Step {n}.</p>\n" for n in range(20)))
    wrong.edit("dragoman.toml", 'locales = ["es"]', 'locales = ["es", "de"]')
    wrong.run("build")
    wrong.translate("translations/de/more.po", {f"Step {n}.": f"{n}" for n in range(20)})
    wrong.write("dragoman.toml", wrong.read("dragoman.toml") + "[checks]\nuntranslated = 'off'\n")
    return wrong


def test_of_many_findings_there_is_a_line_for_each_rule(many):
    args = ("check", "-r", "end-punctuation", "-r", "tags")
    lines = many.run(*args).out.splitlines()
    assert len(lines) == 22 + 3
    assert lines[-3:] == [
        "tags             1 error      es 1",
        "end-punctuation  21 warnings  de 20, es 1",
        "1 error and 21 warnings.",
    ]
    few = many.run("check", "-r", "end-punctuation", "-l", "de").out.splitlines()
    assert (len(few), few[-1]) == (21, "20 warnings.")
    assert len(many.run(*args, "--quiet").out.splitlines()) == 22
    assert many.run(*args, "--quiet", "--summary").out.splitlines() == lines[-3:-1]
    assert many.run(*args, "--format", "github").out.splitlines()[-3:] == lines[-3:]


def test_only_the_first_locales_of_a_rule_are_named():
    found = [
        Located(Finding("fuzzy", "warning", "one", locale, "", "x"), "", 1, "")
        for locale in ("de", "es", "es", "fr", "it", None, "ja", "ru")
    ]
    assert by_rule(found) == "fuzzy  8 warnings  es 2, de 1, fr 1, it 1, lessons 1, 2 more"


def test_a_sarif_file_holds_no_more_than_services_take(many, monkeypatch):
    monkeypatch.setattr("dragoman.reports.findings.SARIF_MOST", 3)
    monkeypatch.setattr("dragoman.cli.checking.SARIF_MOST", 3)
    ran = many.run("check", "--format", "sarif", "-r", "end-punctuation", "-r", "tags")
    results = json.loads(ran.out)["runs"][0]["results"]
    assert [each["level"] for each in results] == ["error", "warning", "warning"]
    told = "SARIF: 3 of 22 findings are told, errors first; code scanning takes no more.\n"
    assert (ran.code, ran.err) == (1, told)


def test_a_lesson_is_looked_through_once_to_mend_many_translations(built, monkeypatch):
    looked = []

    def gate_for(known, document):
        looked.append(document)
        return localizing.gate_for(known, document)

    monkeypatch.setattr("dragoman.workflow.locale_checks.gate_for", gate_for)
    for page in ("one", "two"):
        text = built.read(f"translations/es/{page}.po")
        built.write(f"translations/es/{page}.po", re.sub('(msgstr ".*?) ', r"\1  ", text))
    ran = built.run("check", "--fix", "-l", "es")
    assert ran.out == (
        "mended: translations/es/one.po, 4 translations\n"
        "mended: translations/es/two.po, 2 translations\n"
        "No findings.\n"
    )
    assert len(looked) == 2


def test_nothing_found_commands_the_terminal(built):
    built.edit("translations/es/two.po", "cambio pequeño.", "cambio <b\x1b[2J\u202e>pequeño</b>.")
    out = built.run("check", "-l", "es", "-r", "tags").out
    assert "<b\ufffd[2J\ufffd>" in out
    assert "\x1b" not in out
    build = built.run("build").out
    assert "<b\ufffd[2J\ufffd>" in build
    assert "\x1b" not in build


def test_nothing_found(built):
    assert built.run("check", "--locale", "es") == (0, "No findings.\n", "")
    assert built.run("check", "--locale", "es", "-q") == (0, "", "")


def test_warnings_alone_exit_0_and_strictly_1(wrong):
    assert wrong.run("check", "two") == (0, f"{STOP}\n1 warning.\n", "")
    assert wrong.run("check", "two", "--strict").code == 1
    assert wrong.run("check", "--rule", "numbers", "--strict").code == 0


def test_only_some_rules(wrong):
    assert wrong.run("check", "--rule", "tags").out == f"{TAGS}\n1 error.\n"
    assert wrong.run("check", "-r", "tags", "-r", "end-punctuation").code == 1
    assert wrong.run("check", "-r", "end-punctuation").out == f"{STOP}\n1 warning.\n"


@pytest.mark.parametrize(
    "arguments", [("check",), ("check", "--fix"), ("check", "--json", "--fix")]
)
def test_several_processes_find_and_mend_the_same(wrong, arguments):
    wrong.edit("dragoman.toml", 'locales = ["es"]', 'locales = ["es", "de"]')
    wrong.translate("translations/de/one.po", {"First steps": "Erste   Schritte."})
    before = wrong.tree()
    shared = wrong.run(*arguments, "--jobs", "2"), wrong.tree()
    for path, data in before.items():
        wrong.write(path, data)
    assert (wrong.run(*arguments, "--jobs", "1"), wrong.tree()) == shared
    assert shared[0].code == 1
    assert (shared[1] != before) == ("--fix" in arguments)


@pytest.mark.parametrize(
    ("rule", "remedy"), [("tag", "Did you mean “tags”?"), ("xyz", "Known are: po-valid, tags, ")]
)
def test_an_unknown_rule(built, rule, remedy):
    ran = built.run("check", "--rule", rule)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"--rule: there is no rule “{rule}”\n  {remedy}")


def test_an_unknown_page_and_locale(built):
    assert built.run("check", "onne").err == 'onne: no such lesson\n  Did you mean "one"?\n'
    assert built.run("check", "-l", "fr").code == 2


def test_json(wrong):
    told = json.loads(wrong.run("check", "--json").out)
    assert told == {
        "findings": [
            {
                "rule": "tags",
                "severity": "error",
                "page": "one",
                "locale": "es",
                "msgid": "Read the <em>guide</em> before you start.",
                "message": "the translation lacks “</em>”.",
                "path": "translations/es/one.po",
                "line": 29,
            },
            {
                "rule": "end-punctuation",
                "severity": "warning",
                "page": "two",
                "locale": "es",
                "msgid": "Send a small change.",
                "message": "the translation ends without a mark, the source with a full stop.",
                "path": "translations/es/two.po",
                "line": 23,
            },
        ],
        "errors": 1,
        "warnings": 1,
        "rules": {"tags": 1, "end-punctuation": 1},
        "mended": {},
    }
    assert wrong.run("check", "--format", "json").out == wrong.run("check", "--json").out


def test_sarif(wrong):
    told = json.loads(wrong.run("check", "--format", "sarif").out)
    assert told["version"] == "2.1.0"
    (run,) = told["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["end-punctuation", "tags"]
    result = run["results"][0]
    assert (result["ruleId"], result["level"]) == ("tags", "error")
    assert rules[result["ruleIndex"]]["id"] == "tags"
    assert result["message"] == {"text": "the translation lacks “</em>”."}
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "translations/es/one.po"
    assert place["region"] == {"startLine": 29}
    assert len(result["partialFingerprints"]["dragoman/v1"]) == 16


def test_annotations_of_github(wrong):
    wrong.edit("translations/es/two.po", "Envía un", "Envía 50 %, y un")
    lines = wrong.run("check", "--format", "github").out.splitlines()
    assert lines == [
        (
            "::error file=translations/es/one.po,line=29,title=dragoman%3A tags::es: the translation "
            "lacks “</em>”."
        ),
        (
            "::warning file=translations/es/two.po,line=23,title=dragoman%3A numbers::es: the "
            "translation adds the number “50”."
        ),
        (
            "::warning file=translations/es/two.po,line=23,title=dragoman%3A end-punctuation::es: the "
            "translation ends without a mark, the source with a full stop."
        ),
        "1 error and 2 warnings.",
    ]


def test_a_name_with_signs_of_an_annotation(built):
    built.write("source/a,b 100%.md", "<p>Hello.</p>\n")
    out = built.run("check", "-l", "es", "--format", "github").out
    assert out.startswith("::warning file=source/a%2Cb 100%25.md,line=1,title=")


def test_paths_are_seen_from_the_folder_that_a_service_sees(wrong, monkeypatch):
    monkeypatch.chdir(wrong.root.parent)
    place = "course/translations/es/one.po"
    github = wrong.run("check", "-C", "course", "--format", "github").out
    assert github.startswith(f"::error file={place},line=29,")
    assert f'"uri": "{place}"' in wrong.run("check", "-C", "course", "--format", "sarif").out
    assert wrong.run("check", "-C", "course").out.startswith(TAGS)
    monkeypatch.chdir(wrong.root / "source")
    github = wrong.run("check", "--format", "github").out
    assert github.startswith("::error file=translations/es/one.po,line=29,")


def test_a_project_without_lessons_is_told_so(course):
    course.edit("dragoman.toml", "locales =", 'lessons = ["*.html"]\nlocales =')
    told = 'There are no lessons: no file below "source" matches "*.html".\n'
    assert course.run("check") == (0, "No findings.\n", told)


def test_a_broken_catalog_is_told_with_its_remedy(wrong):
    wrong.write("translations/es/two.po", "<<<<<<< HEAD\n")
    assert (
        "translations/es/two.po:1: error: this is a merge-conflict marker. "
        "Resolve the conflict, then run again. [po-valid]\n"
    ) in wrong.run("check").out


# The project's choices


def test_severities_of_the_project_and_of_a_locale(wrong):
    wrong.edit("dragoman.toml", 'locales = ["es"]', 'locales = ["es", "de"]')
    wrong.write(
        "dragoman.toml",
        wrong.read("dragoman.toml")
        + '[checks]\ntags = "warning"\nuntranslated = "error"\n'
        + '[checks.es]\nend-punctuation = "off"\n[checks.de]\nuntranslated = "off"\n',
    )
    told = json.loads(wrong.run("check", "--json").out)
    assert (told["errors"], told["warnings"], told["rules"]) == (0, 1, {"tags": 1})


@pytest.mark.parametrize(
    ("settings", "error"),
    [
        (
            '[checks]\nnumber = "off"\n',
            'dragoman.toml:5: unknown key "number" in [checks]\n  Did you mean "numbers"?\n',
        ),
        (
            '[checks]\nnumbers = "of"\n',
            (
                'dragoman.toml:5: "checks.numbers" must be "default" or "error" or "warning" or "off", '
                'not "of"\n'
            ),
        ),
        (
            '[checks.es]\ntag = "off"\n',
            'dragoman.toml:5: unknown key "tag" in [checks.es]\n  Did you mean "tags"?\n',
        ),
        (
            '[checks.fr]\ntags = "off"\n',
            'dragoman.toml:4: unknown key "fr" in [checks]\n  ',
        ),
        (
            "[checks]\nnumbers = false\n",
            (
                'dragoman.toml:5: "checks.numbers" must be a text, not true or false\n'
                '  Write numbers = "default"\n'
            ),
        ),
        (
            '[terms]\nglossary = "{page}.tsv"\n',
            'dragoman.toml:5: "terms.glossary" must not have {page}\n',
        ),
    ],
    ids=["rule", "level", "rule of a locale", "locale", "type", "glossary"],
)
def test_wrong_settings_are_told_with_their_line(course, refused, settings, error):
    course.write("dragoman.toml", course.read("dragoman.toml") + settings)
    assert refused(course, "build").startswith(error)


@pytest.mark.parametrize(
    ("table", "error"),
    [
        ("", "terms.tsv:1: there is no column “term”\n"),
        ("term\tlocal\n", "terms.tsv:1: unknown column “local”\n"),
        ("term\ttranslation\nhost\n", "terms.tsv:2: a row needs a term, and a translation or "),
        ("translation\tterm\nhost\n", "terms.tsv:2: a row needs a term, and a translation or "),
        ('term\ttranslation\n"host\tx\nguest\ty\n', "terms.tsv:3: cannot be read: unexpected end"),
        ('term\ttranslation\n"the" host\tx\n', "terms.tsv:2: cannot be read: "),
        (f'term\ttranslation\n"{"x" * 200_000}"\ty\n', "terms.tsv:2: cannot be read: field larger"),
        (None, "terms.tsv: there is no such glossary\n"),
    ],
)
def test_a_glossary_that_cannot_be_read(built, refused, table, error):
    built.write("dragoman.toml", built.read("dragoman.toml") + '[terms]\nglossary = "terms.tsv"\n')
    if table is not None:
        built.write("terms.tsv", table)
    assert refused(built, "check").startswith(error)


@pytest.mark.parametrize("named", ["pt-BR", "pt_BR", "PT-br", "pt"])
def test_a_glossary_may_write_locales_in_any_way(built, named):
    built.edit("dragoman.toml", '"es"', '"pt-br"')
    built.write("dragoman.toml", built.read("dragoman.toml") + '[terms]\nglossary = "terms.tsv"\n')
    built.write("terms.tsv", f"term\tlocale\ttranslation\nchange\t{named}\tmodificação\n")
    built.run("build")
    built.translate("translations/pt-br/two.po")
    assert "does not say “modificação” for “change”" in built.run("check", "-l", "pt-br").out


@pytest.mark.parametrize(
    "table",
    [
        "term,translation\nchange,modificación\n",
        "Term;Translation\n# a note;\nchange;modificación\n",
        "\ufeffterm\tlocale\ttranslation\nchange\t*\tmodificación\n",
        "term\tlocale\ttranslation\nchange\tde\tcambio\nchange\tes\tmodificación\n",
    ],
)
def test_a_glossary_in_many_shapes(built, table):
    built.write("dragoman.toml", built.read("dragoman.toml") + '[terms]\nglossary = "terms.tsv"\n')
    built.write("terms.tsv", table)
    ran = built.run("check", "-l", "es", "--rule", "terms")
    assert ran.code == 1
    assert "does not say “modificación” for “change”" in ran.out


def test_a_glossary_of_each_locale(built):
    settings = '[terms]\nglossary = "translations/{locale}.csv"\nkeep = ["Second"]\n'
    built.write("dragoman.toml", built.read("dragoman.toml") + settings)
    built.write("translations/es.csv", "term,translation\nchange,modificación\n")
    told = json.loads(built.run("check", "--rule", "terms", "--json").out)
    assert [each["message"] for each in told["findings"]] == [
        "the translation lacks “Second”, which is not to be translated.",
        "the translation does not say “modificación” for “change”.",
    ]


def test_a_comment_exempts_an_entry(wrong):
    text = wrong.read("translations/es/one.po")
    start = text.index('#. Paragraph\n#: source/one.md\nmsgid "Read')
    wrong.write("translations/es/one.po", f"{text[:start]}# dragoman: ignore tags\n{text[start:]}")
    assert wrong.run("check", "--rule", "tags") == (0, "No findings.\n", "")


# Baselines


def test_a_baseline_accepts_what_is_there_and_nothing_new(wrong):
    ran = wrong.run("check", "--baseline", "accepted.txt", "--write-baseline")
    assert ran == (0, "accepted.txt: 1 error and 1 warning accepted.\n", "")
    text = wrong.read("accepted.txt")
    assert [line.split(" ")[1:] for line in text.splitlines()[1:]] in (
        [["tags", "es", "one"], ["end-punctuation", "es", "two"]],
        [["end-punctuation", "es", "two"], ["tags", "es", "one"]],
    )
    assert wrong.run("check", "--baseline", "accepted.txt") == (0, "No findings.\n", "")
    wrong.edit("translations/es/two.po", "Segundos pasos", "Segundos  pasos")
    ran = wrong.run("check", "--baseline", "accepted.txt")
    assert ran.out.endswith(
        "two spaces in “Segundos  pasos”. [white-space] In: “Second steps”\n1 warning.\n"
    )


def test_a_baseline_follows_what_moves_and_not_what_changes(wrong):
    wrong.write(
        "dragoman.toml", wrong.read("dragoman.toml") + '[checks]\nbaseline = "base/line.txt"\n'
    )
    wrong.run("check", "--write-baseline")
    assert wrong.run("check").out == "No findings.\n"
    wrong.edit("source/two.md", "<h1>", "<p>Something new.</p>\n<h1>")
    (wrong.root / "source/two.md").rename(wrong.root / "source/other.md")
    wrong.run("build")
    assert wrong.run("check", "--rule", "end-punctuation").out == "No findings.\n"
    wrong.edit("translations/es/other.po", "cambio pequeño", "cambio chico")
    assert wrong.run("check", "--rule", "end-punctuation").out.endswith("\n1 warning.\n")


def test_a_baseline_tells_what_it_needs_no_more(wrong):
    wrong.run("check", "--baseline", "a.txt", "--write-baseline")
    wrong.edit("translations/es/two.po", "cambio pequeño", "cambio pequeño.")
    assert wrong.run("check", "--baseline", "a.txt") == (
        0,
        "No findings.\n",
        "a.txt: 1 line is no longer needed; renew it with --write-baseline.\n",
    )
    assert wrong.run("check", "--baseline", "a.txt", "one").err == ""


def test_baselines_that_cannot_be_used(wrong, refused):
    whole = "--write-baseline: a baseline is of the whole project\n"
    for part in ("one", "--locale=es", "--rule=tags"):
        told = refused(wrong, "check", "--write-baseline", "--baseline", "a.txt", part)
        assert told == f"{whole}  Leave the pages, --locale and --rule out.\n"
    assert refused(wrong, "check", "--write-baseline") == (
        "--write-baseline: which file is the baseline?\n"
        "  Give it with --baseline FILE, or as “baseline” under [checks].\n"
    )
    assert refused(wrong, "check", "--baseline", "none.txt") == (
        "none.txt: there is no such baseline\n  Make it with: dragoman check --write-baseline\n"
    )
    wrong.write("odd.txt", "# fine\n\nodd\n")
    assert refused(wrong, "check", "--baseline", "odd.txt") == (
        "odd.txt:3: this is no line of a baseline\n  Write it anew with --write-baseline.\n"
    )
    told = refused(wrong, "check", "--baseline", "../out.txt", "--write-baseline")
    assert told.startswith("../out.txt: leads outside the project\n")


# Mending

MENDED = {
    "First steps": ("Primeros  pasos ", "Primeros pasos"),
    "Read the <em>guide</em> before you start.": (
        "Lee  la  <em>guía</em>&amp;nbsp;antes de empezar",
        "Lee la <em>guía</em>&nbsp;antes de empezar.",
    ),
}


def spoil(course, page="one"):
    path = f"translations/es/{page}.po"
    text = course.read(path)
    for old, (bad, _) in MENDED.items():
        place = text.index("msgstr", text.index(f'msgid "{old}"'))
        end = text.index("\n", place)
        text = f'{text[:place]}msgstr "{bad}"{text[end:]}'
    course.write(path, text)


def test_what_can_be_mended_is_and_nothing_else_changes(built):
    spoil(built)
    built.edit(
        "translations/es/one.po",
        '"Pregunta cuando no sepas seguir."',
        '"Pregunta "\n"cuando no sepas seguir."',
    )
    before = built.tree()
    ran = built.run("check", "-l", "es", "--fix")
    assert ran == (0, "mended: translations/es/one.po, 2 translations\nNo findings.\n", "")
    after = built.tree()
    assert {path for path in before if before[path] != after[path]} == {"translations/es/one.po"}
    expected = before["translations/es/one.po"].decode()
    for bad, good in MENDED.values():
        expected = expected.replace(f'"{bad}"', f'"{good}"')
    assert after["translations/es/one.po"].decode() == expected
    assert built.run("check", "-l", "es", "--fix") == (0, "No findings.\n", "")


def test_what_cannot_be_mended_is_told(built):
    built.edit("translations/es/two.po", "Segundos pasos", "Segundos pasos.")
    ran = built.run("check", "-l", "es", "--fix", "--strict")
    assert ran.code == 1
    assert ran.out.endswith("[end-punctuation] In: “Second steps”\n1 warning.\n")


def test_nothing_is_mended_where_it_may_not_be(built):
    spoil(built)
    built.write("dragoman.toml", built.read("dragoman.toml") + '[checks]\nreferences = "off"\n')
    text = built.read("translations/es/one.po")
    title = text.index("#. Front matter")
    built.write(
        "translations/es/one.po", f"{text[:title]}# dragoman: ignore white-space\n{text[title:]}"
    )
    built.run("check", "-l", "es", "--fix")
    text = built.read("translations/es/one.po")
    assert 'msgstr "Primeros  pasos "' in text
    assert "&amp;nbsp;" in text


def test_nothing_is_written_after_an_error(built, refused):
    spoil(built)
    built.write("source/three.md", b"\xff")
    told = refused(built, "check", "--fix", "--jobs", "1")
    assert told.startswith("source/three.md:1: byte 0xFF is not UTF-8")
    assert refused(built, "check", "--fix", "--jobs", "2") == told


def test_json_says_what_was_mended(built):
    spoil(built)
    told = json.loads(built.run("check", "-l", "es", "--fix", "--json").out)
    assert told["mended"] == {"translations/es/one.po": 2}
    assert told["findings"] == []


@pytest.mark.parametrize(
    ("locale", "bad", "good"),
    [
        ("zh", "先读。再发送一个小的更改", "先读。再发送一个小的更改。"),
        ("zh", "发送一个小的更改.", "发送一个小的更改。"),
        ("ja", "小さな変更を,送ってください。", "小さな変更を、送ってください。"),
        ("fr", "Envoyez un petit changement", "Envoyez un petit changement."),
        ("fr", "Envoyez ceci: un changement!", "Envoyez ceci\u00a0: un changement\u00a0!"),
        ("hi", "एक छोटा बदलाव भेजें", "एक छोटा बदलाव भेजें।"),
        ("ar", "أرسل, تغييرًا صغيرًا.", "أرسل، تغييرًا صغيرًا."),
        ("de", "Schick eine kleine Änderung .", "Schick eine kleine Änderung."),
        ("th", "ส่งการเปลี่ยนแปลง", "ส่งการเปลี่ยนแปลง"),
    ],
)
def test_marks_of_a_language_are_mended(bare, locale, bad, good):
    assert_mended(bare, locale, "Send a small change.", bad, good)


@pytest.mark.parametrize(
    ("locale", "bad", "good"),
    [
        ("es", "Envía esto", "Envía esto:"),
        ("fr", "Envoyez ceci", "Envoyez ceci\u00a0:"),
        ("zh", "发送", "发送："),
    ],
)
def test_a_colon_is_added_as_the_language_writes_it(bare, locale, bad, good):
    assert_mended(bare, locale, "Send this:", bad, good)


def assert_mended(bare, locale, source, bad, good):
    bare.write("dragoman.toml", f'locales = ["{locale}"]\n')
    bare.write("source/a.md", f"<p>{source}</p>\n")
    bare.run("build")
    bare.edit(f"translations/{locale}/a.po", f'{source}"\nmsgstr ""', f'{source}"\nmsgstr "{bad}"')
    bare.run("check", "--fix")
    assert f'msgstr "{good}"' in bare.read(f"translations/{locale}/a.po")
