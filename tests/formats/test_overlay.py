"""Overlays: a locale's own keys are laid over a page's, and no other byte moves."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import LessonError
from dragoman.formats.frontmatter import BLOCK
from dragoman.formats.frontmatter.overlay import (
    Overlay,
    apply_overlay,
    field,
    front_matter_fields,
    read_overlay,
)

BODY = "<p>Body</p>\n"


def laid(page, overlay):
    return apply_overlay(page, read_overlay(overlay, "es.yaml"), "page.md")


def error_of(call, *arguments):
    with pytest.raises(LessonError) as raised:
        call(*arguments)
    return str(raised.value)


# Reading


@pytest.mark.parametrize("page", [BODY, f"---\n{{title: One}}\n---\n{BODY}"])
def test_a_page_without_a_key_a_line_has_no_fields(page):
    assert front_matter_fields(page) == {}


def test_keys_come_with_their_exact_lines():
    text = "# mine\na: 'one'  # note\n\nb:\n- two\n# three\n- four\n\n# five\nc: |+\n  six\n\n"
    assert read_overlay(text, "es.yaml").fields == (
        ("a", "a: 'one'  # note\n"),
        ("b", "b:\n- two\n# three\n- four\n"),
        ("c", "c: |+\n  six\n\n"),
    )


def test_a_value_may_end_in_what_looks_like_a_comment():
    text = 'a: "one\n\n  # two"\n# note\nb: [1,\n  # x\n  ]\n\nc: |\n  one\n  # two\n'
    assert read_overlay(text, "es.yaml").fields == (
        ("a", 'a: "one\n\n  # two"\n'),
        ("b", "b: [1,\n  # x\n  ]\n"),
        ("c", "c: |\n  one\n  # two\n"),
    )


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing\n", "---\n", "---\n---\n", "\ufeff"])
def test_an_empty_overlay(text):
    assert read_overlay(text, "es.yaml") == Overlay(())
    assert laid(BODY, text) == BODY


@pytest.mark.parametrize(
    "text",
    [
        "a: 1\nb: 2",
        "---\na: 1\nb: 2\n",
        "---\na: 1\nb: 2\n---\n",
        "a: 1\nb: 2\n...\n",
        "\ufeff--- \r\na: 1\r\nb: 2\r\n---\r\n\r\n",
        "  a: 1\n  b: 2\n",
    ],
)
def test_an_overlay_may_have_fences(text):
    page = f"---\nb: 0\n---\n{BODY}"
    assert laid(page, text) == f"---\nb: 2\na: 1\n---\n{BODY}"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- one\n", "es.yaml:1: an overlay is a list of front-matter keys"),
        ("---\n\none\n", "es.yaml:3: an overlay is a list of front-matter keys"),
        ("{a: 1}\n", "es.yaml:1: an overlay is a list of front-matter keys"),
        ("a: 1\n? b\n: 2\n", "es.yaml:2: this front-matter key is not a plain one"),
        ("a: 1\n[b]: 2\n", "es.yaml:2: this front-matter key is not a plain one"),
        ("a: 1\n---\nb: 2\n", "es.yaml:2: an overlay has nothing below its keys"),
    ],
)
def test_what_is_no_overlay(text, message):
    remedy = "Write one “key: value” a line, as in a lesson's front matter."
    assert error_of(read_overlay, text, "es.yaml") == f"{message}\n  {remedy}"


def test_errors_of_yaml_name_the_line():
    assert error_of(read_overlay, "---\na: 1\n b: 2\n", "es.yaml") == (
        "es.yaml:3: this is not YAML: mapping values are not allowed in this context\n"
        "  Correct it, then run again."
    )


# Laying over


def test_keys_are_replaced_where_they_stand_and_added_at_the_end():
    page = (
        f"---\n# top\ntitle: One  # t\n\npeople:\n- A\n- B\n\n# last\nweight: 6\n# end\n---\n{BODY}"
    )
    overlay = "people:\n  - C  # c\nlang: es\n"
    assert laid(page, overlay) == (
        "---\n# top\ntitle: One  # t\n\npeople:\n  - C  # c\n\n# last\nweight: 6\n# end\n"
        f"lang: es\n---\n{BODY}"
    )


def test_line_ends_are_those_of_the_page():
    page = f"---\r\na: 1\r\nb:\r\n  c\r\n---\r\n{BODY}"
    overlay = "b: |\n  x\n  y\nz: 1"
    assert laid(page, overlay) == f"---\r\na: 1\r\nb: |\r\n  x\r\n  y\r\nz: 1\r\n---\r\n{BODY}"
    assert laid("<p>\r\n", "a: 1\n") == "---\r\na: 1\r\n---\r\n<p>\r\n"
    mixed = "---\na: 1\r\nb: 2\nc: 3\r\n---\n"
    assert laid(mixed, "b: 4\r\n") == mixed.replace("b: 2", "b: 4")


@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_a_page_without_front_matter_gets_one(bom):
    assert laid(f"{bom}{BODY}", "a: 1") == f"{bom}---\na: 1\n---\n{BODY}"
    assert laid(f"{bom}---\n---\n{BODY}", "a: 1") == f"{bom}---\na: 1\n---\n{BODY}"
    assert laid(f"{bom}---\nOne\n---\n", "a: 1") == f"{bom}---\na: 1\n---\n---\nOne\n---\n"


def test_blank_lines_behind_a_value_that_keeps_them():
    page = "---\na: 1\n\n\nb: 2\n---\n"
    assert laid(page, "a: |+\n  one\n\n") == "---\na: |+\n  one\n\nb: 2\n---\n"
    assert laid(page, "a: |\n  one\n\n") == "---\na: |\n  one\n\n\nb: 2\n---\n"


def test_an_overlay_laid_twice_is_laid_once():
    page = f"---\ntitle: One\npeople: [A]\n---\n{BODY}"
    overlay = "people:\n- C\nlang: es"
    once = laid(page, overlay)
    assert laid(once, overlay) == once


def test_anchors_and_aliases_of_the_page_stay():
    page = "---\na: &x One\nb: 2\nc: *x\n---\n"
    assert laid(page, "b: 3\n") == page.replace("b: 2", "b: 3")


def test_a_page_that_would_break_is_not_made():
    remedy = "Write the values out instead of “&name” and “*name”, each key at the line's start."
    problem = "its front matter is no YAML once the overlay is laid over it"
    assert error_of(laid, "---\na: &x One\nc: *x\n---\n", "a: 1\n") == (
        f"page.md: {problem}: found undefined alias\n  {remedy}"
    )
    assert error_of(laid, "---\n  a: 1\n---\n", "b: 1\n").startswith(f"page.md: {problem}: ")


def test_front_matter_of_another_kind():
    assert error_of(laid, f"---\n{{a: 1}}\n---\n{BODY}", "b: 1") == (
        "page.md:2: an overlay needs front matter with a key a line\n"
        "  Write one “key: value” a line, or delete the overlay."
    )
    assert error_of(laid, f"---\n? a\n: 1\n---\n{BODY}", "b: 1") == (
        "page.md:2: this front-matter key is not a plain one\n"
        "  Write one “key: value” a line, as in a lesson's front matter."
    )
    assert error_of(laid, f"+++\na = 1\n+++\n{BODY}", "b: 1") == (
        "page.md:1: an overlay cannot be laid over TOML front matter\n"
        "  Write it as YAML between lines of “---”, or delete the overlay."
    )


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (6, "6"),
        (True, "true"),
        (False, "false"),
        ("source/a b.md", "source/a b.md"),
        ("", "''"),
        ("6", "'6'"),
        ("true", "'true'"),
        ("a: b", "'a: b'"),
        ("a\nb", '"a\\nb"'),
        ("*x", "'*x'"),
    ],
)
def test_fields(value, written):
    assert field("key", value) == ("key", f"key: {written}\n")
    page = apply_overlay(BODY, Overlay((field("key", value),)), "page.md")
    assert yaml.safe_load(BLOCK.match(page)["yaml"]) == {"key": value}


# Any page, any overlay

VALUES = st.sampled_from(
    (
        " 1",
        " 'one'  # note",
        ' "one\n\n  # two"',
        "\n- one\n- two",
        "\n  x: 1\n  # note\n  y: 2",
        " |\n  one\n\n  # two",
        " |+\n  one\n",
        " >-\n  one\n  two",
        " [1,\n 2]",
        " one\n  two",
        "",
    )
)
BETWEEN = st.sampled_from(("", "", "\n", "# note\n", "\n# note\n\n"))


@st.composite
def mappings(draw):
    keys = draw(st.lists(st.sampled_from("abcdef"), unique=True))
    return draw(BETWEEN) + "".join(f"{key}:{draw(VALUES)}\n{draw(BETWEEN)}" for key in keys)


@settings(max_examples=300, deadline=None)
@given(mappings(), mappings(), st.booleans())
def test_the_result_has_the_keys_of_both(below, above, windows):
    page = f"---\n{below}---\n{BODY}"
    page = page.replace("\n", "\r\n") if windows else page
    result = laid(page, above)
    expected = {**(yaml.safe_load(below) or {}), **(yaml.safe_load(above) or {})}
    assert (yaml.safe_load(BLOCK.match(result)["yaml"]) or {}) == expected
    assert result.endswith(page[BLOCK.match(page).end("yaml") :])
    assert ("\n" in result.replace("\r\n", "")) != windows
    assert laid(result, above) == result


# Keys that a locale does not have


@pytest.mark.parametrize(
    ("page", "overlay", "expected"),
    [
        ("---\na: 1\nb: 2\nc: 3\n---\n", "b: !absent\n", "---\na: 1\nc: 3\n---\n"),
        ("---\na: 1\nb:\n- 2\n- 3\n---\n", "b: !absent  # no\na: 4", "---\na: 4\n---\n"),
        ("---\na: 1\n# one\n\nb: 2\n---\n", "a: !absent ''", "---\n# one\n\nb: 2\n---\n"),
        ("---\r\na: 1\r\nb: 2\r\n---\r\n", "a: !absent\n", "---\r\nb: 2\r\n---\r\n"),
        ("---\na: 1\n---\n", "a: !absent\n", "---\n---\n"),
        ("---\na: 1\n---\n", "b: !absent\n", "---\na: 1\n---\n"),
        ("---\na: 1\n---\n", "a: '!absent'\n", "---\na: '!absent'\n---\n"),
        ("", "b: !absent\n", ""),
    ],
)
def test_a_key_may_be_absent(page, overlay, expected):
    assert laid(page + BODY, overlay) == expected + BODY


def test_an_absent_key_may_not_be_what_others_refer_to():
    message = error_of(laid, f"---\na: &x 1\nb: *x\n---\n{BODY}", "a: !absent\n")
    assert "no YAML once the overlay is laid over it" in message
