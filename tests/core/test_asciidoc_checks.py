"""What the gate keeps off AsciiDoc pages."""

from __future__ import annotations

import pytest

import dragoman
from dragoman import Catalog, Entry
from dragoman.checks import gate_of

GATE = gate_of("asciidoc")


def gate(msgid, msgstr, *exempt):
    return GATE(msgid, msgstr, frozenset(exempt))


@pytest.mark.parametrize(
    ("msgid", "msgstr"),
    [
        ("See <<part,the part>>.", "Mira <<part,la parte>>."),
        ("<<a>> and <<b>>", "<<b>> y <<a>>"),
        ("Give <path> and <name>", "Da <nombre> y <ruta>"),
        ("1 < 2", "1<2 y más"),
        ("Run `a <b>`", "Ejecuta `a <b>`{empty}"),
        ("https://a.org[A site] of {product}", "{product}: https://a.org[Un sitio]"),
        ("image:a.png[An icon] text", "image:a.png[Un icono] texto"),
        ("+++<b>+++x+++</b>+++", "+++<b>+++z+++</b>+++"),
        (r"Write \{name}", r"Escribe algo"),
        ("A link:a.html[page]", "Una link:a.html[página]"),
    ],
)
def test_what_may_stand(msgid, msgstr):
    assert gate(msgid, msgstr) is None


@pytest.mark.parametrize(
    ("msgid", "msgstr", "rule", "message"),
    [
        ("<<a,x>>", "<<b,y>>", "urls", "the translation lacks “<<a>>”"),
        ("x", "y <<b,y>>", "urls", "the translation adds “<<b>>”"),
        ("https://a.org[x]", "https://b.org[x]", "urls", "the translation lacks “https://a.org”"),
        ("{product} x", "y", "placeholders", "the translation lacks “{product}”"),
        ("x", "y {host}", "placeholders", "the translation adds “{host}”"),
        ("x", "y pass:[<b>z]", "tags", "the translation adds “<b>”"),
        ("x", "y <script>z</script>", "unsafe-markup", "the translation adds “<script>”"),
        ("x", "+++<script>+++", "unsafe-markup", "the translation adds “<script>”"),
    ],
)
def test_what_may_not(msgid, msgstr, rule, message):
    problem = gate(msgid, msgstr)
    assert (problem.rule, problem.message) == (rule, message)
    if rule != "unsafe-markup":
        assert gate(msgid, msgstr, rule) is None


def test_a_page_keeps_the_source_where_a_reference_is_lost():
    lesson = dragoman.parse_lesson("See <<part,the part>>.\n", "lesson.adoc")
    good = Catalog((Entry("See <<part,the part>>.", "Mira <<part,la parte>>."),), locale="es")
    bad = Catalog((Entry("See <<part,the part>>.", "Mira la parte."),), locale="es")
    merged = dragoman.merge_page(lesson, good, "lesson.adoc")
    assert (merged.text, merged.findings) == ("Mira <<part,la parte>>.\n", ())
    merged = dragoman.merge_page(lesson, bad, "lesson.adoc")
    assert merged.text == lesson.source
    assert [finding.rule for finding in merged.findings] == ["urls"]
