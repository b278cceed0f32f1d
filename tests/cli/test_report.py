"""The coverage report in its shapes."""

from __future__ import annotations

import json

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
