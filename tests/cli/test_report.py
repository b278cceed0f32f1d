"""The coverage report in its shapes."""

from __future__ import annotations

import json
import sys

import pytest

from dragoman.coverage import Amount, Coverage
from dragoman.reports.base import Report, Row, bar, brief, percent_text


@pytest.fixture
def mixed(built):
    """Spanish with something of every state, German with nothing."""
    built.edit("source/one.md", "when you are stuck", "whenever you are stuck")
    built.run("build")
    built.edit("translations/es/two.po", 'msgid "Second', '#, fuzzy\nmsgid "Second')
    built.edit("source/two.md", "</p>\n", "</p>\n<p>Bye.</p>\n")
    built.run("build")
    return built


def test_the_report_of_every_state(mixed):
    told = mixed.run("report", "--summary")
    lines = told.out.splitlines()
    assert lines[0] == "Coverage of Small course"
    assert lines[4].split() == [
        "Spanish", "(es)", "█████▓▓▓▒░", "58", "%", "14/24", "4/7", "1", "1", "1", "2/2",
    ]  # fmt: skip
    assert lines[5].split()[2:] == ["░░░░░░░░░░", "0", "%", "0/24", "0/7", "7", "2/2"]
    assert "\nOne" not in told.out
    pages = mixed.run("report").out
    assert "Spanish (es)\n\nPage " in pages
    assert "German (de)\n\nPage " in pages
    assert pages.endswith(
        "Translated: share of source words. Stale: translation of another wording.\n"
        "Fuzzy: to be confirmed. Todo: untranslated. Live: published, from 0 %.\n"
    )


def test_the_report_fits_80_columns(mixed):
    mixed.write("source/a-section-with-a-name/and-a-lesson-with-another.md", "<p>Long.</p>\n")
    lines = mixed.run("report").out.splitlines()
    assert all(line == line.rstrip() for line in lines)
    wide = mixed.run("report", "--locale", "es").out
    assert "\na-section-with-a-name/and-a-lesson-with-another " in wide
    assert max(map(len, mixed.run("report", "one").out.splitlines())) <= 80


@pytest.mark.parametrize(("columns", "has_segments"), [(80, True), (74, True), (73, False)])
def test_a_narrow_terminal_spares_the_segments(mixed, monkeypatch, columns, has_segments):
    monkeypatch.setenv("COLUMNS", str(columns))
    real = sys.stdout.__class__.isatty
    monkeypatch.setattr(sys.stdout.__class__, "isatty", lambda stream: stream is sys.stdout)
    shown = mixed.run("report", "one", "--locale", "es").out
    monkeypatch.setattr(sys.stdout.__class__, "isatty", real)
    assert ("Segments" in shown, " 3/4 " in shown) == (has_segments, has_segments)
    assert " 10/17 " in shown


def test_long_names_are_folded_on_a_terminal(mixed, monkeypatch):
    mixed.write("source/a-section-with-a-name/and-a-lesson-with-another.md", "<p>Long.</p>\n")
    monkeypatch.setenv("NO_COLOR", "1")
    real = sys.stdout.__class__.isatty
    monkeypatch.setattr(sys.stdout.__class__, "isatty", lambda stream: stream is sys.stdout)
    lines = mixed.run("report", "a-section-with-a-name", "--locale", "es").out.splitlines()
    monkeypatch.setattr(sys.stdout.__class__, "isatty", real)
    at = next(number for number, line in enumerate(lines) if line.startswith("a-section"))
    folded = (lines[at].split(" ")[0], *lines[at + 1 : at + 3])
    assert "".join(folded) == "a-section-with-a-name/and-a-lesson-with-another"
    assert len(lines[at]) <= 80


def test_markdown(mixed):
    ran = mixed.run("report", "--format", "markdown")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "| Locale | Translated | Segments | Words | Stale | Fuzzy | Untranslated | Published |\n"
        "|---|---:|---:|---:|---:|---:|---:|---:|\n"
        "| Spanish (`es`) | 58 % | 4/7 | 14/24 | 1 | 1 | 1 | 2/2 |\n"
        "| German (`de`) | 0 % | 0/7 | 0/24 | 0 | 0 | 7 | 2/2 |\n"
        "\n"
        "### Spanish (`es`)\n"
        "\n"
        "| Page | Translated | Segments | Words | Stale | Fuzzy | Untranslated | Published |\n"
        "|---|---:|---:|---:|---:|---:|---:|---:|\n"
        "| one | 58 % | 3/4 | 10/17 | 1 | 0 | 0 | yes |\n"
        "| two | 57 % | 1/3 | 4/7 | 0 | 1 | 1 | yes |\n"
        "| **Total** | 58 % | 4/7 | 14/24 | 1 | 1 | 1 | 2/2 |\n"
        "\n"
        "### German (`de`)\n"
        "\n"
        "| Page | Translated | Segments | Words | Stale | Fuzzy | Untranslated | Published |\n"
        "|---|---:|---:|---:|---:|---:|---:|---:|\n"
        "| one | 0 % | 0/4 | 0/17 | 0 | 0 | 4 | yes |\n"
        "| two | 0 % | 0/3 | 0/7 | 0 | 0 | 3 | yes |\n"
        "| **Total** | 0 % | 0/7 | 0/24 | 0 | 0 | 7 | 2/2 |\n"
    )
    summary = mixed.run("report", "--format", "markdown", "--summary").out
    assert summary == "".join(ran.out.splitlines(keepends=True)[:4])


def test_json(mixed):
    mixed.edit("dragoman.toml", 'locales = ["es"', 'publish-at = 58\nlocales = ["es"')
    ran = mixed.run("report", "--json", "--locale", "es")
    assert (ran.code, ran.err) == (0, "")
    amount = {"segments": int, "words": int}
    amounts = dict.fromkeys(("translated", "stale", "fuzzy", "untranslated", "total"), amount)
    page = {"percent": float, **amounts, "published": bool}
    locale = {"percent": float, **amounts, "pages": {"one": page, "two": page}}
    schema = {"project": str, "publish_at": int, "locales": {"es": locale}}
    told = json.loads(ran.out)
    assert shape(told) == schema
    pages = told["locales"]["es"]["pages"]
    assert (pages["one"]["percent"], pages["one"]["published"]) == (58.82, True)
    assert (pages["two"]["percent"], pages["two"]["published"]) == (57.14, False)
    assert told["locales"]["es"]["translated"] == {"segments": 4, "words": 14}
    assert mixed.run("report", "--format", "json", "--locale", "es").out == ran.out
    totals = json.loads(mixed.run("report", "--json", "--summary").out)
    assert "pages" not in totals["locales"]["es"]


def shape(value: object) -> object:
    """A JSON value with the types of its values."""
    if isinstance(value, dict):
        return {key: shape(inner) for key, inner in value.items()}
    return type(value)


def test_fail_under(mixed):
    table = mixed.run("report").out
    assert mixed.run("report", "--fail-under", "58.4", "--locale", "es") == (
        1,
        mixed.run("report", "--locale", "es").out,
        "es: 58 % of words translated, less than 58.4 %\n",
    )
    assert mixed.run("report", "--fail-under", "58.3", "--locale", "es").code == 0
    assert mixed.run("report", "--fail-under", "0") == (0, table, "")
    ran = mixed.run("report", "--fail-under", "80", "--json")
    assert ran.code == 1
    assert json.loads(ran.out)
    assert ran.err == (
        "es: 58 % of words translated, less than 80 %\n"
        "de: 0 % of words translated, less than 80 %\n"
    )


def test_a_report_before_the_first_build_writes_nothing(course):
    before = course.stamps(cache=True)
    assert course.run("report", "--summary").code == 0
    assert course.stamps(cache=True) == before


def test_a_report_sees_lessons_that_changed_since_the_build(built):
    built.edit("source/one.md", "when you are stuck", "whenever you are stuck")
    before = built.stamps()
    told = json.loads(built.run("report", "--json").out)
    assert told["locales"]["es"]["pages"]["one"]["stale"]["segments"] == 1
    assert built.stamps() == before


@pytest.mark.parametrize("verb", ["build", "update", "report"])
def test_a_project_without_lessons_or_locales_is_told_so(course, verb):
    course.edit("dragoman.toml", 'locales = ["es", "de"]', 'lessons = ["*.html"]')
    ran = course.run(verb)
    assert ran.code == 0
    assert ran.out + ran.err == (
        'There are no lessons: no file below "source" matches "*.html".\n'
        "There are no locales yet; start one with: dragoman init es\n"
    )


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        ("lessons = []", 'the list "lessons" is empty'),
        (
            'source = "."\nlessons = ["*.html", "*.htm"]',
            'no file in the project matches "*.html", "*.htm"',
        ),
    ],
)
def test_why_there_are_no_lessons(course, settings, why):
    course.write("dragoman.toml", f'locales = ["es"]\n{settings}\n')
    assert course.run("build").out == f"There are no lessons: {why}.\n"


# Many pages


@pytest.fixture
def many(built):
    """51 pages more in both locales: complete in Spanish, not begun in German."""
    for number in range(51):
        built.write(f"source/more/{number:02}.md", "<h1>Second steps</h1>\n")
    built.edit("translations/es/two.po", 'msgid "Send', '#, fuzzy\nmsgid "Send')
    built.run("build", "--quiet")
    for number in range(51):
        path = f"translations/es/more/{number:02}.po"
        built.write(path, built.read(path).replace("#, fuzzy\n", ""))
    return built


def test_many_pages_that_are_alike_are_one_line(many):
    lines = many.run("report").out.splitlines()
    spanish = lines[lines.index("Spanish (es)") :]
    assert [line.split() for line in spanish[2:9]] == [
        ["Page", "Translated", "Words", "Segments", "Stale", "Fuzzy", "Todo", "Live"],
        ["─" * 76],
        ["two", "███▒▒▒▒▒▒▒", "33", "%", "2/6", "1/2", "1", "yes"],
        ["52", "complete", "pages", "██████████", "100", "%", "119/119", "55/55", "52/52"],
        [],
        ["Total", "█████████▒", "96", "%", "121/125", "56/57", "1", "53/53"],
        [],
    ]
    german = lines[lines.index("German (de)") :]
    assert german[4].startswith("53 pages not begun ░░░░░░░░░░   0 %")
    assert german[6].startswith("Total ")
    assert (
        lines[-1] == "Many pages that are complete, or not begun, are one line; --all names each."
    )


def test_all_names_each_page(many):
    ran = many.run("report", "--all")
    assert ran.out.count("\nmore/") == 2 * 51
    assert "complete" not in ran.out
    assert many.run("report", "more/01").out.count("\nmore/01 ") == 2
    markdown = many.run("report", "--all", "--format", "markdown").out
    assert markdown.count("\n| more/") == 2 * 51
    assert "complete" not in markdown


def test_fifty_pages_that_are_alike_are_named(many):
    (many.root / "source/more/07.md").unlink()
    (many.root / "source/one.md").unlink()
    ran = many.run("report")
    assert ran.out.count("\nmore/") == 50
    assert "51 pages not begun" in ran.out


def test_many_pages_in_markdown_and_in_json(many):
    lines = many.run("report", "--format", "markdown", "--locale", "es").out.splitlines()
    assert lines[-5:] == [
        "| two | 33 % | 1/2 | 2/6 | 0 | 1 | 0 | yes |",
        "| *52 complete pages* | 100 % | 55/55 | 119/119 | 0 | 0 | 0 | 52/52 |",
        "| **Total** | 96 % | 56/57 | 121/125 | 0 | 1 | 0 | 53/53 |",
        "",
        "Many pages that are complete, or not begun, are one line; --all names each.",
    ]
    told = json.loads(many.run("report", "--json").out)
    assert len(told["locales"]["es"]["pages"]) == len(told["locales"]["de"]["pages"]) == 53


@pytest.mark.parametrize(
    ("page", "markdown"),
    [
        ("a [bold]b[/bold] :smile:", r"a \[bold\]b\[/bold\] :smile:"),
        ("-x 'q' \"r\" | 🎉", "-x 'q' \"r\" \\| 🎉"),
        ("@you and __init__ <b>", r"@<!-- -->you and \_\_init\_\_ &lt;b&gt;"),
        ("درس/日本語", "درس/日本語"),
    ],
)
def test_odd_names_of_pages_are_shown_as_they_are(course, page, markdown):
    course.write(f"source/{page}.md", "<p>Some words.</p>\n")
    assert course.run("build").code == 0
    assert f"\n{page} " in course.run("report").out
    assert f"\n| {markdown} | 0 % |" in course.run("report", "--format", "markdown").out
    assert (
        list(json.loads(course.run("report", "--json", "-l", "es").out)["locales"]["es"]["pages"])[
            -1 if page > "two" else 0
        ]
        == page
    )


# The parts


@pytest.mark.parametrize(
    ("translated", "untranslated", "text"), [(999, 1, "99 %"), (1, 0, "100 %"), (1, 999, "0 %")]
)
def test_100_per_cent_only_where_nothing_is_missing(translated, untranslated, text):
    coverage = Coverage(
        translated=Amount(1, translated), untranslated=Amount(int(untranslated > 0), untranslated)
    )
    assert percent_text(coverage) == text
    assert (bar(coverage) == "█" * 20) == (untranslated == 0)


def test_a_lesson_without_words_is_complete():
    assert (percent_text(Coverage()), bar(Coverage())) == ("100 %", "█" * 20)


def test_the_brief_report_is_aligned_and_counts_pages_as_people_do():
    half = Coverage(translated=Amount(1, 1), stale=Amount(1, 1))
    rows = [Row(str(page), "es", half, published=False) for page in range(10)]
    rows += [Row(str(page), "zh-Hant-TW", Coverage(), published=True) for page in range(10)]
    assert brief(Report("x", ("es", "zh-Hant-TW"), tuple(rows), 80)).splitlines() == [
        "es         ██████████▒▒▒▒▒▒▒▒▒▒   50 % of words,  0 of 10 pages published",
        "zh-Hant-TW ████████████████████  100 % of words, 10 of 10 pages published",
    ]
    one = Report("x", ("es",), tuple(rows[:1]), 80)
    assert brief(one).endswith("0 of 1 page published")
