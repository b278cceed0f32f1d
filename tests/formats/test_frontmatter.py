"""Front matter: which values are found, and that any target reads back as it was given."""

from __future__ import annotations

import pytest
import yaml
from fragments import flat, replaced

from dragoman.errors import LessonError
from dragoman.formats.base import Options, Refusal
from dragoman.formats.html import Html

HTML = Html()


def slots_of(content, *keys):
    page = f"---\n{content}---\n<p>Body</p>\n"
    found = HTML.parse(page, "page.md", Options(front_matter=keys or ("title",))).slots[:-1]
    return [(slot.segment.context, slot.segment.msgid, slot.raw) for slot in found]


def rewritten(content, target, *keys):
    """The front matter once its first slot says ``target``."""
    page = f"---\n{content}---\n<p>Body</p>\n"
    document = HTML.parse(page, "page.md", Options(front_matter=keys or ("title",)))
    text = HTML.encode(document.slots[0], target)
    assert isinstance(text, str), text
    result = replaced(document, 0, text)
    assert result.startswith("---\n")
    assert result.endswith("---\n<p>Body</p>\n")
    return result[4 : -len("---\n<p>Body</p>\n")]


# What is found


def test_keys_are_found_wherever_they_stand():
    content = "params:\n  subtitle: One\n  other: Two\ntags: [Three, {name: Four}]\n"
    assert slots_of(content, "params.subtitle", "tags[]", "tags[].name") == [
        ("params.subtitle", "One", "One"),
        ("tags[]", "Three", "Three"),
        ("tags[].name", "Four", "Four"),
    ]


def test_slots_come_in_the_order_of_the_page_and_once():
    content = "about: One\ntitle: Two\n"
    found = [("about", "One", "One"), ("title", "Two", "Two")]
    assert slots_of(content, "title", "about", "title") == found


def test_keys_may_be_quoted_and_repeated():
    assert slots_of("'title': One\n\"title\": Two\n") == [
        ("title", "One", "One"),
        ("title", "Two", "Two"),
    ]


def test_a_path_does_not_match_what_has_another_shape():
    assert slots_of("title:\n- One\n", "title", "title.name", "title[].name") == []
    assert slots_of("title:\n  name: One\n", "title", "title[]", "name") == []
    assert slots_of("? [title]\n: One\n") == []


def test_what_is_no_text_is_no_segment():
    for value in ("12", "1.5", "Yes", "~", "2024-01-01", '"12"', "", "!mine One", "'- 1 -'"):
        assert slots_of(f"title: {value}\n") == []


def test_a_value_behind_an_alias_is_one_segment():
    content = "title: &name One\nabout: *name\nother: *name\n"
    assert slots_of(content, "title", "about") == [("title", "One", "One")]
    after = yaml.safe_load(rewritten(content, "Uno: dos"))
    assert after == {"title": "Uno: dos", "about": "Uno: dos", "other": "Uno: dos"}


def test_anchors_tags_and_comments_before_a_value_stay():
    content = "title: &a !!str # the name\n  'One' # end\nother: 1\n"
    assert slots_of(content) == [("title", "One", "'One'")]
    assert rewritten(content, "Uno") == content.replace("One", "Uno")


def test_white_space_in_values_is_trimmed_and_line_ends_are_simple():
    assert slots_of("title: |+\n\n  One\n  two\n\n\nabout: 1\n")[0][1] == "One\ntwo"
    assert slots_of('title: " One\\r\\ntwo "\n')[0][1] == "One\ntwo"


def test_lines_are_those_of_the_file():
    page = '---\na: "x\u2028\u0085y"\n\ntitle: One\nb:\n- |\n  Two\n---\n'
    slots = HTML.parse(page, "page.md", Options(front_matter=("title", "b[]"))).slots
    assert [slot.segment.line for slot in slots] == [4, 6]


# Front matter that is none


@pytest.mark.parametrize(
    "page",
    [
        "---\n---\n",
        "---\n# title: One\n---\n",
        "\ufeff--- \n--- ",
        "---\r\nweight: 1\r\n...\r\n",
        '+++\ntitle = "One"\n+++\n',
        '\ufeff+++\r\ntitle = "One"\r\n+++',
        "---\ntitle: One\n---",
    ],
)
def test_blocks_that_are_left_alone(page):
    document = HTML.parse(f"{page}\n<p>Body</p>", "page.md", Options(front_matter=("weight",)))
    assert [slot.segment.msgid for slot in document.slots] == ["Body"]
    assert document.source == f"{page}\n<p>Body</p>"


@pytest.mark.parametrize(
    "page", [" ---\ntitle: One\n---\n", "<p>\n---\ntitle: One\n---\n", "---x\ntitle: One\n---\n"]
)
def test_blocks_that_are_body(page):
    document = HTML.parse(page)
    assert [slot.segment.context for slot in document.slots] == [None] * len(document.slots)
    assert document.source == page


def test_front_matter_that_is_never_closed_is_body():
    (slot,) = HTML.parse("---\ntitle: One\n").slots
    assert slot.segment.kind == "text"


# How a target is written


@pytest.mark.parametrize(
    ("value", "target", "written"),
    [
        ("One", "Uno", "Uno"),
        ("One", "¿Qué es?", "¿Qué es?"),
        ("One", "Uno: dos", "'Uno: dos'"),
        ("One", "Uno #dos", "'Uno #dos'"),
        ("One", "- uno", "'- uno'"),
        ("One", "It's: one", '"It\'s: one"'),
        ("One", 'Say "one"', 'Say "one"'),
        ("One", '"One"', "'\"One\"'"),
        ("One", "Uno\ndos", r'"Uno\ndos"'),
        ("One", "Uno 😀", "Uno 😀"),
        ("One", "no", "'no'"),
        ("One", "Null", "'Null'"),
        ("One", "1e3", "'1e3'"),
        ("One", "0o17", "'0o17'"),
        ("One", "2024-01-01 a", "2024-01-01 a"),
        ("One", "<b>Uno</b>", "'<b>Uno</b>'"),
        ("One", "Uno\u2028dos", r'"Uno\Ldos"'),
        ("One", "Uno\x07", r'"Uno\a"'),
        ("'One'", "Uno", "'Uno'"),
        ("'One'", "L'uno", "'L''uno'"),
        ('"One"', "Uno", '"Uno"'),
        ('"One"', 'Say "uno"', '"Say \\"uno\\""'),
        ('"One"', "a\\b", '"a\\\\b"'),
        ('"One"', 'a "\\" 😀', '"a \\"\\\\\\" 😀"'),
        ("One", "It's: 😀", '"It\'s: 😀"'),
        ("[One]", "Uno, dos", "['Uno, dos']"),
        ("[One]", "Uno?", "['Uno?']"),
        ("{name: One}", "a}b", "{name: 'a}b'}"),
        ("|\n  One", "Uno: #1\ndos", "|\n  Uno: #1\n  dos"),
        ("|-\n  One", "Uno\n\ndos", "|-\n  Uno\n\n  dos"),
        ("| # note\n    One\n    two\n\n", "Uno", "| # note\n    Uno\n\n"),
        ("|\n  One", "Uno\n dos", r'"Uno\n dos"'),
        ("|2\n   One", "Uno", '"Uno"'),
        (">\n  One\n  two", "Uno dos", ">\n  Uno dos"),
        (">-\n  One", "Uno\ndos", ">-\n  Uno\n\n  dos"),
        (">\n  One", "Uno\n\ndos", r'"Uno\n\ndos"'),
        ("One\n  two", "Uno", "Uno"),
    ],
)
def test_quoting(value, target, written):
    result = rewritten(f"title: {value}\nother: 1\n", target, "title", "title[]", "title.name")
    assert result == f"title: {written}\nother: 1\n"
    (found,) = {v for p, v in flat(yaml.safe_load(result)).items() if p[0] == "title"}
    assert found.strip() == target


def test_carriage_returns_of_the_page():
    page = "---\r\ntitle: |\r\n  One\r\n  two\r\n---\r\n"
    document = HTML.parse(page)
    written = HTML.encode(document.slots[0], "Uno\ndos\ntres")
    assert written == "|\r\n  Uno\r\n  dos\r\n  tres\r\n"


@pytest.mark.parametrize("target", ["", " ", "12", "—", "2024-01-01"])
def test_targets_without_a_letter_are_refused(target):
    (slot,) = HTML.parse("---\ntitle: One\n---\n").slots
    assert HTML.encode(slot, target) == Refusal(
        "it has no letter, so the page would lose this text"
    )


# Errors


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("a: 1\n b: 2\n", "page.md:3: this is not YAML: mapping values are not allowed"),
        ('a: 1\nb: "x\nc: 2\n', "page.md:3: this is not YAML: found unexpected end of stream"),
        ("a: [1\nb: 2\n", "page.md:3: this is not YAML: did not find expected ',' or ']'"),
        ("a: *b\n", "page.md:2: this is not YAML: found undefined alias"),
        ("a: é\nb: \x07\n", "page.md:3: this is not YAML: unacceptable character #x0007"),
        (
            "a: 1\n--- b\nc\n",
            "page.md:3: this is not YAML: expected a single document in the stream, but",
        ),
        ("a: 'x\u2028'\nb: ]\n", "page.md:3: this is not YAML: did not find expected node content"),
        ("a: &x 1\nb: &x 2\n", "page.md:3: this is not YAML: found duplicate anchor"),
        ("a:\n  b: " + "[" * 100, "page.md:3: this YAML is nested more than 100 levels deep"),
        ("- " * 101, "page.md:2: this YAML is nested more than 100 levels deep"),
    ],
)
def test_errors_name_their_line(content, message):
    with pytest.raises(LessonError) as raised:
        HTML.parse(f"---\n{content}\n---\n", "page.md")
    assert str(raised.value).startswith(message)


def test_the_whole_text_of_an_error():
    with pytest.raises(LessonError) as raised:
        HTML.parse("---\ntitle: One\nweight: 'one\n---\n", "page.md")
    assert str(raised.value) == (
        "page.md:3: this is not YAML: found unexpected end of stream "
        "while scanning a quoted scalar\n  Correct it, then run again."
    )


def test_deep_but_not_too_deep():
    (slot,) = slots_of(f"a: {'[' * 90}{']' * 90}\ntitle: One\n")
    assert slot[1] == "One"
