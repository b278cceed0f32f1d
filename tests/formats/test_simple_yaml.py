"""Front matter that is read without a YAML parser says what YAML says."""

from __future__ import annotations

import subprocess
import sys
from unittest.mock import patch

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dragoman.formats import frontmatter
from dragoman.formats.frontmatter.simple import Value, read_simple

KEYS = ("title", "about")

PLAIN = (
    *(
        "One two",
        "Über",
        "one, two",
        "a:b",
        "https://x.y/z?a=b&c",
        "/a/b.png",
        "a - b",
        "12",
        "a :b",
    ),
    *(
        "2024-01-01",
        "1:30",
        "0x1F",
        "null and void",
        "12a",
        "“One” – it’s…",
        "don't",
        'a"b"',
        "日本",
    ),
    *('"One: two"', "'say \"x\"'", '"12"', "' a '", "''", '""', "'a #b'", "_a_", "a, b", "x@y.z"),
)

VALUES = (
    *PLAIN,
    *("yes", "Off", "NULL", "y", "~", "=", "<<", "a ", "a\t", "a: ", "a:", "a: b", "a #b", "a#b"),
    *(
        "'it''s'",
        '"a\\n"',
        '"a" b',
        "- a",
        "-a",
        "? a",
        "?a",
        "&a b",
        "*a",
        "!a b",
        "!!str a",
        "| ",
    ),
    *("|", ">", "%a", "@a", "`a`", "[a]", "{a: b}", "a]", "a}", "#a", "(a)", "…", "--- a", "... a"),
    *("\xa0", "a\xa0b", "a\u2028b", "a\u0085b", "\ufeffa", "a\tb", "a\x07", "a\x7f", "a\ufffe", ""),
)

SHAPES = (
    *("{k}: {v}\n", "{k}: {v}\n", "{k}:\n", "{k}:\n- {v}\n- {v}\n", "{k}:\n  - {v}\n"),
    *("{k}:\n- {k}: {v}\n  {k}:\n- {k}: {v}\n", "{k}:\n  - {k}:\n    {k}: {v}\n    {k}: {v}\n"),
)

ODD = (
    *("{k}:{v}\n", "{k} : {v}\n", "{k}: \n", '"{k}": {v}\n', "# {v}\n", "- {v}\n", "- {k}: {v}\n"),
    *("  {k}: {v}\n", "  {k}:\n", "-  {v}\n", "- {k}:\n", "-\n", "\n", " \n", "{v}\n", "  {v}\n"),
    *("  - {v}\n", "    {k}: {v}\n", "    {k}:\n", "      {k}: {v}\n", "   - {v}\n", "- - {v}\n"),
)


def chunks(shapes, values):
    """Some lines with keys and values in them."""
    fill = st.sampled_from((*KEYS, "other", "a-b", "x1", "true")), st.sampled_from(values)
    return st.builds(lambda shape, k, v: shape.format(k=k, v=v), st.sampled_from(shapes), *fill)


simple = chunks(SHAPES, PLAIN)

blocks = st.builds(
    lambda before, odd, behind, newline: "".join((*before, *odd, *behind)).replace("\n", newline),
    st.lists(simple, max_size=4),
    st.lists(chunks((*SHAPES, *ODD), VALUES), max_size=1),
    st.lists(simple, max_size=3),
    st.sampled_from(("\n", "\n", "\r\n")),
)


def assert_same(page):
    """Fail where the front matter of a page is not what YAML finds in it."""
    head = frontmatter.parse(page, "page.md", KEYS)
    with patch.object(frontmatter, "read_simple", return_value=None):
        assert frontmatter.parse(page, "page.md", KEYS) == head


@settings(max_examples=600, deadline=None)
@given(blocks)
@example("title: One\nabout:\n- a\n  b\n")
@example("title: One\n  two\n")
def test_what_is_read_simply_is_what_yaml_reads(content):
    if read_simple(content, KEYS) is not None:
        assert_same(f"---\n{content}---\n")


def test_every_value_in_every_place():
    count = 0
    for value in VALUES:
        for place in ("title: {}\n", "title: a\ny:\n- {}\n", "y:\n  - z: {}\n    t:\ntitle: a\n"):
            content = place.format(value)
            if read_simple(content, KEYS) is not None:
                assert_same(f"---\n{content}---\n")
                count += 1
    assert count > len(PLAIN) * 2


def test_every_letter_and_digit():
    every = "".join(filter(str.isalnum, map(chr, range(sys.maxunicode + 1))))
    every += "".join(map(chr, range(0x2010, 0x2027)))
    for value in (f"a{every}", f'"{every}"', f"'{every}'"):
        assert read_simple(f"title: {value}\n", KEYS)
        assert_same(f"---\ntitle: {value}\n---\n")


def test_the_common_shape():
    content = (
        "title: One – two\r\nabout: 'Three: four'\r\nempty:\r\ntitle: \"5\"\r\n"
        "people:\r\n  - name: Ann\r\n    url: https://x.y/z\r\n  - name:\r\n    title: six\r\n"
        'points:\r\n- one\r\n- "two"\r\nweight: 7\r\n'
    )
    assert read_simple(content, KEYS) == [
        Value("title", "One – two", "", 7, 16),
        Value("about", "Three: four", "'", 25, 38),
    ]
    assert_same(f"---\r\n{content}---\r\n")


@pytest.mark.parametrize(
    "content",
    [
        *("", "\n", "title\n", "title:One\n", "title: yes\n", "title: Null\n", "title: 12\n"),
        *("title: One\n  two\n", "title: a: b\n", "title: a #b\n", "title: a \n", "title: &x a\n"),
        *("a:\n  b: c\n", "a:\n- b\n  c: d\n", "a:\n- b: c\n   d: e\n", "a: b\n- c\n", "- a\n"),
        *("a:\n- b: c\n - d: e\n", "a:\n- b\n- c: d\n", "a: b\n\n", "# a\n", "? a\n", "a: [b]\n"),
    ],
)
def test_what_yaml_is_asked(content):
    assert read_simple(content, KEYS) is None


def test_keys_in_keys_are_left_to_yaml():
    assert read_simple("title: One\n", ("title", "people[].name")) is None
    assert read_simple("title: One\n", ("title", "about.name")) is None


def test_the_parser_is_loaded_when_it_is_needed():
    code = (
        "import sys\n"
        "from dragoman.formats.html import Html\n"
        "slot = Html().parse('---\\ntitle: One\\n---\\n').slots[0]\n"
        "assert Html().encode(slot, 'Uno') == 'Uno'\n"
        "assert 'yaml' not in sys.modules\n"
        "Html().parse('---\\ntitle: {a: One}\\n---\\n')\n"
        "assert 'yaml' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
