"""Links of AsciiDoc and Markdown, found and changed."""

from __future__ import annotations

import pytest

from dragoman.links import LinkRule, Links, rewritten, targets


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("See link:a.html[A] and xref:b.adoc#c[B].", {"a.html", "b.adoc#c"}),
        ("See <<part>>, <<other,the other>> and <<b.adoc#c,C>>.", {"#part", "#other", "b.adoc#c"}),
        ("xref:part[Part] https://a.org/b[B] https://a.org/c", {"#part", "https://a.org/b"}),
        ("----\nlink:a.html[A]\n----\nlink:b.html[B]", {"b.html"}),
        ("// link:a.html[A]\n\\<<a>> 1 << 2 >> 1\n`link:a[b]`", set()),
        ('+++<a href="x.html">+++', {"x.html"}),
    ],
)
def test_targets_of_asciidoc(text, found):
    assert targets(text, "asciidoc") == found
    assert rewritten(text, lambda url: url, "asciidoc") == text


def test_targets_are_changed_in_their_places():
    text = "<<a,A>> xref:a[] link:b.html[B] https://a.org[C]"
    changed = rewritten(text, lambda url: url + "2", "asciidoc")
    assert changed == "<<a2,A>> xref:a2[] link:b.html2[B] https://a.org2[C]"


def test_targets_of_markdown():
    text = "[a](b.md#c) ![d](e.png) `[f](g)`\n\n[h]: i.md\n"
    assert targets(text, "markdown") == {"b.md#c", "e.png", "i.md"}
    assert targets(text) == frozenset()


def test_links_of_asciidoc_lead_to_localized_pages_and_back():
    rules = (LinkRule("https://a.org/{page}", "https://a.org/{locale}/{page}"),)
    links = Links(rules, frozenset(("one", "two")), "one", "es", "asciidoc")
    text = "See https://a.org/two[two] and link:https://a.org/three[three]."
    localized = links.localized(text, lambda _: True)
    assert localized == "See https://a.org/es/two[two] and link:https://a.org/three[three]."
    assert links.to_source(localized) == text
