"""Checks that see more than one translation: pages, links, catalogs, a whole locale."""

from __future__ import annotations

import json

import pytest

import dragoman
from dragoman.checks.case import Page, Sheet, Wordings
from dragoman.checks.catalogs import check_header, check_inconsistent
from dragoman.checks.pages import check_skeleton
from dragoman.locales import gettext_name
from dragoman.workflow import catalogs, localizing

LINKS = """\
[links]
source = ["https://example.org/learn/{page}"]
localized = ["https://example.org/{locale}/learn/{page}"]
"""


def found(course, *arguments):
    """What a check finds: rule, path, line and message."""
    ran = course.run("check", "--json", *arguments)
    assert ran.err == ""
    return [
        (each["rule"], each["path"], each["line"], each["message"])
        for each in json.loads(ran.out)["findings"]
    ]


def test_a_catalog_that_cannot_be_read_is_a_finding_and_the_others_are_checked(built):
    built.write("translations/es/one.po", 'msgid "a"\nmsgstr "b\n')
    built.edit("translations/es/two.po", "cambio pequeño.", "cambio pequeño")
    told = found(built, "-l", "es", "--fix")
    assert [each[:2] for each in told] == [
        ("po-valid", "translations/es/one.po"),
    ]
    assert told[0][2] == 2
    assert "cambio pequeño." in built.read("translations/es/two.po")


def test_headers(built):
    header = (("Language", "es"), ("Content-Type", "text/plain; charset=UTF-8"))
    assert list(check_header(Sheet(header, "es", "es"))) == []
    assert list(check_header(Sheet(header[1:], "es", None))) == []
    alike = [("es-MX", "es"), ("zh", "zh-Hans"), ("zh-CN", "zh-Hans"), ("zh-Hant", "zh-HK")]
    alike += [("zh-Hant", "zh-TW"), ("zh-TW", "zh-Hant"), ("zh-Hant-HK", "zh-HK"), ("zh-HK", "zh")]
    alike += [("sr-Latn", "sr-Latn-RS"), ("sr", "sr-Latn"), ("ca-valencia", "ca")]
    for locale, language in alike:
        assert list(check_header(Sheet(header, locale, language))) == []
    other = [("zh-Hant", "zh-CN"), ("zh-Hans", "zh-HK"), ("zh-HK", "zh-TW"), ("sr-Latn", "sr-Cyrl")]
    for locale, language in (*other, ("zh-Hant-HK", "zh-TW"), ("de-AT", "de-CH")):
        assert len(list(check_header(Sheet(header, locale, language)))) == 1
    assert [each.message for each in check_header(Sheet((), "es", None))] == [
        "the catalog has no header"
    ]
    assert [each.message for each in check_header(Sheet(header[:1], "pt-BR", "pt-PT"))] == [
        "the header names no charset in Content-Type",
        "the header names the language “pt_PT”, not “pt_BR”",
    ]
    built.edit("translations/es/one.po", "Language: es", "Language: de")
    message = "the header names the language “de”, not “es”."
    assert found(built, "-l", "es") == [("po-valid", "translations/es/one.po", 1, message)]


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("pt-br", "pt_BR"),
        ("es-419", "es_419"),
        ("sr-Latn-RS", "sr_RS@latin"),
        ("zh-hant", "zh_TW"),
        ("zh-Hant-HK", "zh_HK"),
        ("ca-valencia", "ca@valencia"),
        ("de-CH-1996", "de_CH@1996"),
        ("en-GB-x-lesson", "en_GB"),
        ("tlh", "tlh"),
    ],
)
def test_locales_as_gettext_names_them(tag, name):
    assert gettext_name(tag) == name


def test_untranslated_segments_are_counted_by_page(built):
    built.edit("source/one.md", "<pre>", "<p>One more.</p>\n<pre>")
    assert found(built) == [
        ("untranslated", "translations/de/one.po", 1, "5 of 5 segments have no translation."),
        ("untranslated", "translations/de/two.po", 1, "2 of 2 segments have no translation."),
        ("untranslated", "translations/es/one.po", 1, "1 of 5 segments has no translation."),
    ]


def test_a_page_without_a_catalog(built):
    (built.root / "translations/es/two.po").unlink()
    told = found(built, "-l", "es")
    assert told == [("untranslated", "source/two.md", 1, "2 of 2 segments have no translation.")]


def test_entries_that_the_lesson_no_longer_has_are_not_checked(built):
    built.edit("translations/es/two.po", "cambio pequeño.", "cambio")
    assert [each[0] for each in found(built, "-l", "es")] == ["end-punctuation"]
    built.edit("source/two.md", "<p>Send a small change.</p>\n", "")
    assert found(built, "-l", "es") == []


def test_fuzzy_translations_are_checked_where_they_are_published(built):
    built.edit("translations/es/two.po", 'msgid "Send', '#, fuzzy\nmsgid "Send')
    built.edit("translations/es/two.po", "cambio pequeño.", "cambio")
    assert [each[0] for each in found(built, "-l", "es")] == ["fuzzy"]
    built.edit("dragoman.toml", "source-locale", 'fallback = "fuzzy"\nsource-locale')
    assert [each[0] for each in found(built, "-l", "es")] == ["fuzzy", "end-punctuation"]


def test_a_translation_that_cannot_stand_is_told_at_its_line(built):
    built.edit("translations/es/two.po", "Segundos pasos", "¡!")
    told = found(built, "-l", "es", "--rule", "shape")
    message = (
        "the translation cannot stand here: it has no letter, so the page would lose this text"
    )
    assert told == [
        ("shape", "translations/es/two.po", 18, f"{message}; the page keeps the source text.")
    ]


@pytest.mark.parametrize("rule", ["shape", "skeleton", "anchors", "untranslated", "caption-line"])
def test_pages_are_made_only_where_a_rule_of_theirs_is_looked_at(built, monkeypatch, rule):
    made = []

    class Localizer(localizing.Localizer):
        def page(self, *arguments):
            made.append(self._lesson.page)
            return super().page(*arguments)

    monkeypatch.setattr("dragoman.workflow.wholes.Localizer", Localizer)
    assert found(built, "-l", "es", "--rule", "tags", "--rule", "stale") == []
    assert made == []
    assert found(built, "-l", "es", "--rule", "tags", "--rule", rule) == []
    assert made == ["one", "two"]


def test_a_source_with_two_translations(built):
    for page in ("three", "four"):
        built.write(f"source/{page}.md", "<h1>Second steps</h1>\n")
    built.run("build")
    assert found(built, "-l", "es", "--rule", "inconsistent") == []
    built.edit("translations/es/three.po", "Segundos pasos", "Los segundos pasos")
    message = "the same source is also translated as “Segundos pasos”."
    told = [("inconsistent", "translations/es/three.po", 18, message)]
    assert found(built, "-l", "es", "--rule", "inconsistent") == told
    assert found(built, "-l", "es", "--rule", "inconsistent", "three") == told
    assert found(built, "-l", "es", "--rule", "inconsistent", "two") == []
    for page in ("two", "four"):
        (built.root / f"translations/templates/{page}.pot").unlink()
    assert found(built, "-l", "es", "--rule", "inconsistent", "three") == told


def test_only_catalogs_that_may_have_the_same_sources_are_read(built, monkeypatch):
    built.write("source/three.md", "<h1>Second steps</h1>\n")
    built.run("build")
    opened = []

    def read_catalog(project, path):
        opened.append(path)
        return catalogs.read_catalog(project, path)

    monkeypatch.setattr("dragoman.workflow.locale_checks.read_catalog", read_catalog)
    assert found(built, "-l", "es", "three") == []
    assert opened == ["translations/es/three.po", "translations/es/two.po"]


@pytest.mark.parametrize(
    ("own", "counts", "best"),
    [
        ("a", {"a": 1, "b": 2}, "b"),
        ("b", {"a": 1, "b": 2}, None),
        ("a  b", {"a b": 2, "a  b": 1}, None),
        ("a", {"a": 1, "b": 1}, "b"),
    ],
)
def test_which_of_two_translations_is_told(own, counts, best):
    told = [each.message for each in check_inconsistent(Wordings(own, counts))]
    assert told == ([f"the same source is also translated as “{best}”"] if best else [])


def test_another_skeleton():
    lesson = dragoman.parse_lesson("<h1>A</h1><p>B</p>")
    for text, message in (
        ("<h1>A</h1><p>B</p>", None),
        ("<h1>A</h1><h2>B</h2>", "“heading 2”, in the lesson it is “paragraph”"),
        ("<h1>A</h1>", "“nothing”, in the lesson it is “paragraph”"),
    ):
        told = [each.message for each in check_skeleton(Page(lesson, dragoman.parse_lesson(text)))]
        assert told == ([f"segment 2 of the page is {message}"] if message else [])
    more = dragoman.parse_lesson("<h1>A</h1><p>B</p><p>C</p>")
    (told,) = check_skeleton(Page(lesson, more))
    assert told.message == "segment 3 of the page is “paragraph”, in the lesson it is “nothing”"


@pytest.fixture
def linked(built):
    """A course with links between its lessons."""
    built.write("dragoman.toml", built.read("dragoman.toml") + LINKS)
    built.write(
        "source/three.md",
        '<p>See <a href="https://example.org/learn/two">it</a> and '
        '<a href="https://example.org/learn/one#first">this</a>.</p>\n',
    )
    built.run("build")
    built.edit(
        "translations/es/three.po",
        'this</a>."\nmsgstr ""',
        'this</a>."\nmsgstr "Mira <a href=\\"https://example.org/es/learn/two\\">lo</a> y '
        '<a href=\\"https://example.org/learn/one#first\\">esto</a>."',
    )
    return built


def test_links_in_either_form_are_fine(linked):
    assert found(linked, "three", "-l", "es") == []


def test_a_translation_with_localized_links_can_be_mended(linked):
    linked.edit("translations/es/three.po", '>esto</a>."', '>esto</a>"')
    assert [each[0] for each in found(linked, "three", "-l", "es")] == ["end-punctuation"]
    assert found(linked, "three", "-l", "es", "--fix") == []
    text = linked.read("translations/es/three.po")
    assert "org/es/learn/two" in text
    assert '>esto</a>."' in text


def test_a_link_into_another_locale(linked):
    linked.edit("translations/es/three.po", "org/es/learn", "org/de/learn")
    text = linked.read("translations/es/three.po")
    linked.write(
        "translations/es/three.po",
        text.replace("#. Paragraph", "# dragoman: ignore urls\n#. Paragraph"),
    )
    message = "the link “https://example.org/de/learn/two” leads to the page in de."
    assert found(linked, "three", "-l", "es") == [
        ("link-locale", "translations/es/three.po", 21, message)
    ]


def test_links_to_lessons_that_are_not_published(linked):
    linked.edit("dragoman.toml", "source-locale", "publish-at = 50\nsource-locale")
    assert found(linked, "three", "-l", "es") == []
    (linked.root / "translations/es/two.po").unlink()
    message = "the page links to 1 lesson not published here: two."
    assert found(linked, "three", "-l", "es") == [
        ("link-locale", "translations/es/three.po", 1, message)
    ]
    assert "link-locale" not in {each[0] for each in found(linked, "three", "-l", "de")}


def test_an_anchor_that_is_not_there(linked):
    linked.edit("source/one.md", 'id="first"', 'id="start"')
    told = found(linked, "three", "--rule", "anchors")
    message = "the link “https://example.org/learn/one#first” leads to an anchor that is not there."
    assert told == [("anchors", "source/three.md", 1, message)]
    linked.edit("source/one.md", 'id="start"', 'id="first"')
    linked.edit("translations/es/three.po", '#first\\">esto', '#primero\\">esto')
    text = linked.read("translations/es/three.po")
    comment = "# dragoman: ignore urls\n#. Paragraph"
    linked.write("translations/es/three.po", text.replace("#. Paragraph", comment))
    message = message.replace("#first", "#primero")
    assert found(linked, "three", "-l", "es") == [
        ("anchors", "translations/es/three.po", 21, message)
    ]


def test_a_comment_exempts_a_link(linked):
    linked.edit("translations/es/three.po", "org/es/learn", "org/de/learn")
    text = linked.read("translations/es/three.po")
    for rules, told in (("urls", ["link-locale"]), ("urls, link-locale", [])):
        comment = f"# dragoman: ignore {rules}\n#. Paragraph"
        linked.write("translations/es/three.po", text.replace("#. Paragraph", comment))
        assert [each[0] for each in found(linked, "three", "-l", "es")] == told


def test_catalogs_that_bundle_lessons(bare):
    bare.write(
        "dragoman.toml",
        'locales = ["es"]\ncatalogs = "po/{locale}.po"\ntemplates = "po/all.pot"\n'
        'overlays = "po/{locale}/{page}.yaml"\n',
    )
    bare.write("source/a.md", "<p>One.</p>\n<p>Both.</p>\n")
    bare.write("source/b.md", "<p>Both.</p>\n<p>Two.</p>\n")
    bare.run("build")
    bare.translate("po/es.po", {"One.": "Uno", "Two.": "Dos", "Both.": "Ambos"})
    ran = json.loads(bare.run("check", "--json").out)
    assert [(each["page"], each["msgid"]) for each in ran["findings"]] == [
        ("a", "One."),
        ("a", "Both."),
        ("b", "Two."),
    ]


@pytest.fixture
def video(bare):
    """Captions of a video, translated."""
    bare.write("dragoman.toml", 'locales = ["es"]\nlessons = ["**/*.vtt"]\n')
    bare.write(
        "source/a.vtt",
        "WEBVTT\n\n00:00:00.000 --> 00:00:02.000\nRead <c.loud>the guide</c> first.\n\n"
        "00:00:03.000 --> 00:00:08.000\nThen ask somebody for help.\n",
    )
    bare.run("build")
    bare.translate(
        "translations/es/a.po",
        {
            "Read <c.loud>the guide</c> first.": "Primero lee <c.loud>la guía</c>.",
            "Then ask somebody for help.": "Luego pide ayuda a alguien.",
        },
    )
    return bare


def test_good_captions(video):
    assert found(video) == []


def test_captions_that_are_too_fast(video):
    video.edit("translations/es/a.po", "Primero lee", "Antes de empezar, y no después, lee")
    told = found(video, "--rule", "caption-rate")
    assert [each[:3] for each in told] == [("caption-rate", "translations/es/a.po", 18)]
    settings = '[checks]\ncaption-rate = "error"\ncaption-line = "off"\n'
    video.write("dragoman.toml", video.read("dragoman.toml") + settings)
    assert video.run("check", "--rule", "caption-rate").code == 1
    assert found(video, "--rule", "caption-line") == []


def test_captions_that_lack_a_tag_and_a_full_stop(video):
    video.edit("translations/es/a.po", '<c.loud>la guía</c>."', 'la guía."')
    video.edit("translations/es/a.po", "a alguien.", "a alguien")
    assert [each[0] for each in found(video)] == ["tags", "end-punctuation"]
    assert [each[0] for each in found(video, "--fix")] == ["tags"]
    assert "a alguien." in video.read("translations/es/a.po")
