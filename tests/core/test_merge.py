"""What stands on a localized page, and that no translation can change its shape."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dragoman.catalog import FUZZY, Catalog, Entry
from dragoman.checks import gate
from dragoman.document import Slot
from dragoman.findings import Finding
from dragoman.formats.base import Refusal
from dragoman.formats.html import Html
from dragoman.formats.html.plain import PlainSlots
from dragoman.merge import Localized, Merger, Publication
from dragoman.template import make_template

HTML = Html()
PUBLICATION = Publication("introduction/06", HTML.encode, gate)
PAGE = (
    "---\ntitle: A guide\nweight: 1\n---\n"
    '<h1 id="top">A guide</h1>\r\n'
    "<p>Read <em>this</em> first.</p>\n<!-- a comment -->\n"
    '<p>Don&#8217;t <a href="x.html" title="Help">panic</a>.</p>\n'
    "<ul><li>One<li>Two</ul><pre>make</pre>\n"
)
SPANISH = {
    "A guide": "Una guía",
    "Read <em>this</em> first.": "Lee <em>esto</em> primero.",
    "One": "Uno",
}


def merge(document, catalog, publication):
    return Merger(document, publication).page(catalog, "es")


def localized(page=PAGE, translations=None, publication=PUBLICATION, **fields):
    texts = SPANISH if translations is None else translations
    document = HTML.parse(page)
    entries = tuple(
        each._replace(msgstr=texts.get(each.msgid, ""), **fields)
        for each in make_template([("a.md", document)]).entries
    )
    return merge(document, Catalog(entries, "es"), publication)


def test_an_empty_catalog_gives_the_source():
    assert merge(HTML.parse(PAGE), Catalog(), PUBLICATION) == Localized(PAGE)


def test_translations_that_are_their_msgids_give_the_source():
    document = HTML.parse(PAGE)
    same = {slot.segment.msgid: slot.segment.msgid for slot in document.slots}
    assert localized(translations=same) == Localized(PAGE)


def test_slots_with_a_translation_show_it_and_the_others_their_source():
    expected = (
        PAGE.replace("title: A guide", "title: Una guía")
        .replace(">A guide<", ">Una guía<")
        .replace("Read <em>this</em> first.", "Lee <em>esto</em> primero.")
        .replace("<li>One", "<li>Uno")
    )
    assert localized() == Localized(expected)


def test_one_translation_changes_one_slot():
    assert localized(translations={"Two": "Dos"}).text == PAGE.replace("Two", "Dos")


def test_a_translation_is_written_as_the_page_writes():
    page = localized(
        translations={
            'Don’t <a href="x.html" title="Help">panic</a>.': (
                '¡No te <a href="x.html" title="Ayuda">asustes</a>: no es’l fin!'
            )
        }
    )
    assert (
        '<p>¡No te <a href="x.html" title="Ayuda">asustes</a>: no es&#8217;l fin!</p>' in page.text
    )
    assert page.findings == ()


def test_fuzzy_translations_show_the_source():
    assert localized(flags=(FUZZY,)) == Localized(PAGE)


def test_fuzzy_translations_are_published_where_the_project_wants_them():
    publication = PUBLICATION._replace(fuzzy=True)
    assert localized(publication=publication, flags=(FUZZY,)) == localized()
    empty = localized(translations={"One": " \n"}, publication=publication, flags=(FUZZY,))
    assert empty == Localized(PAGE)


def test_obsolete_and_empty_translations_show_the_source():
    assert localized(obsolete=True) == Localized(PAGE)
    assert localized(translations={"One": " \n"}) == Localized(PAGE)


def test_contexts_tell_slots_apart():
    document = HTML.parse("<!-- dragoman: context verb --><p>Open</p><p>Open</p>")
    entries = (Entry("Open", "Abrir", "verb"), Entry("Open", "Abierto"))
    page = merge(document, Catalog(entries), PUBLICATION)
    assert page.text.endswith("<p>Abrir</p><p>Abierto</p>")


def test_what_the_gate_refuses_shows_the_source_with_a_finding():
    page = localized(translations={"Read <em>this</em> first.": "Lee esto primero."})
    assert page == Localized(
        PAGE,
        (
            Finding(
                "tags",
                "error",
                "introduction/06",
                "es",
                "Read <em>this</em> first.",
                "the translation lacks “<em>”; the page keeps the source text.",
            ),
        ),
    )


def test_what_the_format_refuses_shows_the_source_with_a_finding():
    page = localized(translations={"One": "…", "Two": "Dos"})
    assert page.text == PAGE.replace("Two", "Dos")
    (finding,) = page.findings
    assert str(finding) == (
        "introduction/06 (es): error: the translation cannot stand here: it has no letter, "
        "so the page would lose this text; the page keeps the source text. [shape] In: “One”"
    )


def test_a_segment_in_many_places_has_one_finding():
    document = HTML.parse("<p>One</p>" * 3)
    page = merge(document, Catalog((Entry("One", "<b>Uno</b>"),)), PUBLICATION)
    assert page.text == "<p>One</p>" * 3
    assert len(page.findings) == 1


def test_a_segment_is_refused_only_in_the_places_where_it_does_not_fit():
    def encode(slot: Slot, target: str) -> str | Refusal:
        return target if slot.segment.line == 1 else Refusal("it is too long")

    document = HTML.parse("<p>One</p>\n<p>One</p>")
    publication = PUBLICATION._replace(encode=encode)
    page = merge(document, Catalog((Entry("One", "Uno"),)), publication)
    assert page.text == "<p>Uno</p>\n<p>One</p>"
    assert len(page.findings) == 1


def not_asked(*asked):
    raise AssertionError(asked)


def test_the_gate_is_asked_before_the_format():
    publication = PUBLICATION._replace(encode=not_asked)
    assert localized(translations={"One": "<b>"}, publication=publication).text == PAGE


def test_nobody_is_asked_about_a_translation_that_is_its_msgid():
    publication = PUBLICATION._replace(encode=not_asked, gate=not_asked)
    assert localized(translations={"One": "One"}, publication=publication) == Localized(PAGE)


def test_a_translation_that_is_its_msgid_but_for_localized_links_shows_the_source():
    page = '<p>It&#8217;s the dog’s, the <a href="/soil">cat&#8217;s</a>.</p>'
    document = HTML.parse(page)
    localized_link = document.slots[0].segment.msgid.replace("/soil", "/es/soil")
    catalog = Catalog((Entry(document.slots[0].segment.msgid, localized_link),))
    for plain in (None, PlainSlots):
        merger = Merger(document, PUBLICATION._replace(plain=plain))
        page_of_it = merger.page(catalog, "es", lambda text: text.replace("/es/", "/"))
        assert page_of_it == Localized(page)


def test_a_source_that_links_to_localized_pages_itself_is_told_as_a_check_tells_it():
    page = '<p>Look at <a href="/es/soil">soil</a>.</p>'
    document = HTML.parse(page)
    msgid = document.slots[0].segment.msgid
    for plain in (None, PlainSlots):
        merger = Merger(document, PUBLICATION._replace(plain=plain))
        made = merger.page(
            Catalog((Entry(msgid, msgid),)), "es", lambda text: text.replace("/es/", "/")
        )
        assert made.text == page
        assert [each.rule for each in made.findings] == ["urls"]


# The law of shape, page by page

PIECES = (
    "Uno|dos |<|>|/|=|\"|'| |\n|\r\n|\t|&|&lt;|&#60;|&amp|;|!|--|-->|<!--|<!-- c -->|<!|<?|</|</p|<p>|</p>|<p |"
    '<li>|</li>|</ul>|<table>|<em>|</em>|<em|</em |<b>|</b>|<br>|<br/>|<a href="x.html">|</a>|<a href="|">|'
    "<img src=x onerror=alert(1)>|<script>|</script>|<style>|<svg>|</svg>|<svg/>|<title>|</title>|<pre>|"
    "<textarea>|<template>|<plaintext>|<wbr>|<bdi>|</bdi>|<span translate=no>|<span class=notranslate>|"
    "</span>|title|alt=|x|x: y|- x|# x|---|\\|\u00a0|\u200f|\x00|\f|\u2028|{{|{% x %}|dragoman: skip|"
    "<!-- dragoman: skip -->|<!-- dragoman: nonsense -->|'|’|[x](y)|null|~|é|漢"
).split("|")
TARGETS = st.lists(st.sampled_from(PIECES), max_size=6).map("".join)
SOURCES = (
    PAGE,
    "<p>One</p>",
    "One",
    "<p>One\n<p>Two <b>three</b>",
    '<p><img src="a.png" alt="A cat"> sits <br> here</p><p title=One>x</p>',
    "<h2>One</h2><p>See <!-- c --> two</p><p>a <svg><title>t</title></svg> b</p>",
    '<title>One</title><div translate="no">x</div><p>a <code translate=no>b</code> c</p>',
    "<td>One <em>two</em><td><p>Three</p>",
    "---\ntitle: 'One'\ndescription: |\n  Two\n  three\n---\n<p>Four &amp; five &lt;x&gt; six</p>\r\n",
    "<p>One &#8217; <a href='x'>two</a></p><p>“Three”</p>",
    "<p>a < b <em>c</em></p><p>One <b>two <i>three</b> four</i></p>",
)


def shape(document):
    return [(slot.segment.kind, slot.segment.context) for slot in document.slots]


@st.composite
def hostile(draw):
    """A page, and for each of its segments a target made of its own text and hostile pieces."""
    document = HTML.parse(draw(st.sampled_from(SOURCES)))
    entries = []
    for entry in make_template([("a.md", document)]).entries:
        how = draw(st.integers(0, 3))
        at = draw(st.integers(0, len(entry.msgid)))
        target = draw(TARGETS)
        if how == 1:
            target = entry.msgid[:at] + target + entry.msgid[at:]
        elif how:
            target = (target + entry.msgid, entry.msgid + target)[how - 2]
        entries.append(entry._replace(msgstr=target))
    return document, Catalog(tuple(entries), "es")


@given(hostile())
@settings(max_examples=500, deadline=None)
@example((HTML.parse("<p>One</p><p>Two</p>"), Catalog((Entry("One", "Uno </"),))))
@example((HTML.parse("<p>One</p><p>Two</p>"), Catalog((Entry("One", "Uno <!--"),))))
def test_no_translation_changes_the_shape_of_a_page(drawn):
    document, catalog = drawn
    page = merge(document, catalog, PUBLICATION)
    again = HTML.parse(page.text)
    assert shape(again) == shape(document)
    assert again.source == page.text


@given(hostile())
@settings(max_examples=300, deadline=None)
def test_usual_translations_are_no_exception(drawn):
    document, catalog = drawn
    quick = PUBLICATION._replace(plain=PlainSlots)
    assert merge(document, catalog, quick) == merge(document, catalog, PUBLICATION)


@given(hostile())
@settings(max_examples=100, deadline=None)
def test_what_stands_between_the_slots_stays(drawn):
    document, catalog = drawn
    rest = merge(document, catalog, PUBLICATION).text
    for part in document.parts:
        if isinstance(part, str):
            _, found, rest = rest.partition(part)
            assert found == part


@pytest.mark.parametrize("source", SOURCES)
def test_sources_give_themselves(source):
    assert localized(source, {}) == Localized(source)
