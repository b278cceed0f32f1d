"""What lessons give their translators to translate."""

from dragoman.catalog import Catalog, Entry
from dragoman.formats.html import Html
from dragoman.template import make_template


def template(**pages):
    return make_template((f"{name}.html", Html().parse(text)) for name, text in pages.items())


def test_no_lesson_gives_an_empty_template():
    assert make_template([]) == Catalog()
    assert template(a="") == Catalog()


def test_segments_stand_in_the_order_of_the_lesson():
    page = "---\ntitle: A guide\n---\n<h2>One</h2><ul><li>Two <em>three</em></ul>"
    assert template(a=page).entries == (
        Entry("A guide", "", "title", ("a.html",), ("Front matter",)),
        Entry("One", "", None, ("a.html",), ("Heading 2",)),
        Entry("Two <em>three</em>", "", None, ("a.html",), ("List item",)),
    )


def test_a_template_has_no_locale_and_no_header():
    made = template(a="<p>One</p>")
    assert (made.locale, made.header) == (None, ())


def test_a_segment_in_several_places_is_one_entry_with_all_their_comments():
    page = "<h1>One</h1><p>Two</p><!-- dragoman: note It is a number. --><p>One</p><p>One</p>"
    assert template(a=page, b="<p>One</p>").entries == (
        Entry(
            "One",
            "",
            None,
            ("a.html", "b.html"),
            ("Heading 1", "Paragraph", "Note: It is a number."),
        ),
        Entry("Two", "", None, ("a.html",), ("Paragraph",)),
    )


def test_contexts_are_different_entries():
    page = "<!-- dragoman: context verb --><p>Open</p><p>Open</p>"
    assert [entry.key for entry in template(a=page).entries] == [("verb", "Open"), (None, "Open")]


def test_a_line_added_to_a_lesson_changes_no_entry():
    before = template(a="<p>One</p>\n<p>Two</p>")
    assert template(a="\n\n<hr>\n<p>One</p>\n\n<p>Two</p>") == before


def test_lessons_may_come_from_a_generator_once():
    pages = ((path, Html().parse("<p>One</p>")) for path in ("a", "b"))
    assert make_template(pages).entries[0].references == ("a", "b")
