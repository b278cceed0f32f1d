"""Authors' directives in comments."""

from __future__ import annotations

import pytest

from dragoman.errors import LessonError
from dragoman.formats.directives import Directive, read_directive
from dragoman.formats.html import Html

HTML = Html()


def read(comment):
    return read_directive(comment, "page.html", lambda: 7)


def segments(page):
    return [
        (slot.segment.msgid, slot.segment.context, slot.segment.comments)
        for slot in HTML.parse(page).slots
    ]


@pytest.mark.parametrize(
    ("comment", "directive"),
    [
        (" dragoman: skip ", Directive("skip", "")),
        ("dragoman:resume", Directive("resume", "")),
        ("dragoman: note a\0b", Directive("note", "a\ufffdb")),
        ("\n dragoman:\n  note One\n  two. \n", Directive("note", "One two.")),
        (" dragoman: context menu: file ", Directive("context", "menu: file")),
        (" dragoman: skip the table ", Directive("skip", "the table")),
    ],
)
def test_directives(comment, directive):
    assert read(comment) == directive


@pytest.mark.parametrize("comment", ["", " dragoman", " see dragoman: skip", " dragoman skip", "x"])
def test_comments_that_are_none(comment):
    assert read(comment) is None


@pytest.mark.parametrize("word", ["", "Skip", "notes", "skip,"])
def test_unknown_words(word):
    with pytest.raises(LessonError) as raised:
        read(f" dragoman: {word}")
    assert str(raised.value) == (
        f"page.html:7: unknown directive “{word}”\n"
        "  Use one of: dragoman: skip, dragoman: resume, dragoman: context, dragoman: note."
    )


@pytest.mark.parametrize("word", ["note", "context"])
def test_a_text_is_needed(word):
    with pytest.raises(LessonError) as raised:
        read(f" dragoman: {word} \n")
    assert str(raised.value) == (
        f"page.html:7: the directive “{word}” has no text\n  Write: dragoman: {word} TEXT"
    )


def test_errors_name_the_line_of_the_comment():
    with pytest.raises(LessonError) as raised:
        HTML.parse("---\ntitle: x\n---\n<p>One\n<!-- dragoman: oops -->\n", "page.html")
    assert str(raised.value).startswith("page.html:5: unknown directive “oops”\n")


def test_a_note_is_for_the_next_segment_alone():
    page = "<p>One</p><!-- dragoman: note A --><ul><li><!-- dragoman: note B -->Two</li><li>Three"
    assert segments(page) == [("One", None, ()), ("Two", None, ("A", "B")), ("Three", None, ())]


def test_a_note_may_be_for_an_attribute():
    page = "<!-- dragoman: note A --><!-- dragoman: context c --><img alt='One'><p>Two</p>"
    assert segments(page) == [("One", "c", ("A",)), ("Two", None, ())]


def test_the_last_context_counts():
    page = "<!-- dragoman: context a --><!-- dragoman: context b --><p>One</p>"
    assert segments(page) == [("One", "b", ())]


def test_a_directive_in_a_sentence_splits_it():
    assert [one[0] for one in segments("<p>One <!-- dragoman: note A --> two</p>")] == [
        "One",
        "two",
    ]


def test_skip_hides_everything_up_to_resume():
    page = (
        "<p>One</p><!-- dragoman: skip the code --><p>Two <!-- x --> <script>three"
        "<!-- dragoman: oops --><!-- dragoman: skip --><!--dragoman: resume--><p>Four</p>"
    )
    assert [one[0] for one in segments(page)] == ["One", "Four"]


def test_skip_inside_a_paragraph():
    page = "<p>One <!-- dragoman: skip -->2 two<!-- dragoman: resume --> three</p>"
    assert [one[0] for one in segments(page)] == ["One", "three"]


def test_directives_in_what_is_left_out_say_nothing():
    page = "<pre><!-- dragoman: oops --></pre><script><!-- dragoman: skip --></script><p>One</p>"
    assert [one[0] for one in segments(page)] == ["One"]
