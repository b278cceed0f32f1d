"""Ids of headings by Asciidoctor's rule."""

import pytest

from dragoman.formats.anchors import derived_ids, heading_id, ids, ids_of, paired_ids, with_ids

RULE = [
    ("Why we share", "_why_we_share"),
    ("¿Qué es <em>InnerSource</em>?", "_qué_es_innersource"),
    ("Über uns &amp; euch", "_über_uns_euch"),
    ("It&#8217;s version 2.0", "_its_version_2_0"),
    ("A - b", "_a_b"),
    ("snake_case-and.dots", "_snake_case_and_dots"),
    ("产品所有者（Product Owner）", "_产品所有者product_owner"),
    ("End.", "_end"),
    ("???", "_"),
]


@pytest.mark.parametrize(("title", "expected"), RULE)
def test_the_rule(title, expected):
    assert heading_id(title, set()) == expected


def test_the_second_of_the_same_name_has_a_number():
    taken = set()
    assert [heading_id("Sum", taken) for _ in range(3)] == ["_sum", "_sum_2", "_sum_3"]


def page(*headings, body="") -> str:
    return "".join(f'<h2 class="t" id="{id_}">{title}</h2>\n' for id_, title in headings) + body


def test_ids_follow_the_translated_headings():
    source = page(("_why_we_share", "Why we share"), ("_sum", "Sum"), ("_sum_2", "Sum"))
    german = page(("_why_we_share", "Wozu"), ("_sum", "Fazit"), ("_sum_2", "Fazit"))
    assert derived_ids(source, german) == (
        page(("_wozu", "Wozu"), ("_fazit", "Fazit"), ("_fazit_2", "Fazit")),
        {"_why_we_share": "_wozu", "_sum": "_fazit", "_sum_2": "_fazit_2"},
    )


def test_ids_that_the_author_set_stay_and_are_never_taken():
    source = page(("why", "Why we share"), ("_sum", "Sum"), ("_fazit", "Mine"))
    german = page(("why", "Wozu"), ("_sum", "Fazit"), ("_fazit", "Meins"))
    expected = page(("why", "Wozu"), ("_fazit_2", "Fazit"), ("_fazit", "Meins"))
    assert derived_ids(source, german) == (expected, {"_sum": "_fazit_2"})


def test_ids_of_other_elements_are_never_taken():
    body = '<p id="_fazit">x</p>'
    source, german = page(("_sum", "Sum"), body=body), page(("_sum", "Fazit"), body=body)
    assert derived_ids(source, german)[0] == page(("_fazit_2", "Fazit"), body=body)


def test_an_untranslated_page_stays():
    source = page(("_a", "A"), ("_a_2", "A"), ("own", "B")) + "<h3>C</h3><h3 id='_d'>D</h3>"
    assert derived_ids(source, source)[0] == source


def test_twice_is_once():
    source = page(("_why", "Why"), ("_sum", "Sum"))
    once, _ = derived_ids(source, page(("_why", "Wozu"), ("_sum", "Fazit")))
    assert derived_ids(once, once)[0] == once


def test_ids_of_a_page():
    assert ids('<p id=a><a name=\'b\'>x</a><i data-id="c" id="d">id=e') == {"a", "b", "d"}


def test_headings_go_together_by_their_places():
    one, two = page(("_a", "A"), ("b", "B")), page(("_x", "X"), ("y", "Y"))
    assert paired_ids(one, two) == {"_x": "_a", "y": "b"}
    assert paired_ids(one, page(("_x", "X"))) == {}


def test_headings_are_found_by_their_titles_in_order():
    text = (
        page(("_a", "A"), ("_b", "B"), ("_a_2", "A")) + "<h3>No id</h3>" + page(("x", "<b>C</b>"))
    )
    assert ids_of(["A", "B", "A", "No id", "<b>C</b>", "D"], text) == (
        ["_a", "_b", "_a_2", None, "x", None]
    )
    assert ids_of([], text) == []


def test_a_locale_may_have_ids_of_its_own():
    text = page(("_a", "A"), ("_b", "B"), ("_c", "C"), body='<p id="taken">x</p>')
    own = {"_a": "mine", "_b": "mine", "_c": "taken", "_none": "other"}
    assert with_ids(text, own) == text.replace('"_a"', '"mine"')


@pytest.mark.parametrize("bad", ["a b", 'a"b', "a'b", "<b>", "&amp;", "a=b", ""])
def test_ids_that_are_none_are_not_written(bad):
    assert with_ids(page(("_a", "A")), {"_a": bad}) == page(("_a", "A"))


def test_links_follow_ids_of_its_own():
    source, german = page(("_a", "A"), ("_b", "B")), page(("own", "Ah"), ("_b", "Be"))
    expected = page(("own", "Ah"), ("_be", "Be")), {"_a": "own", "_b": "_be"}
    assert derived_ids(source, german) == expected
