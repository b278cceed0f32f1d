"""What Markdown lessons are cut into, and how translations are written there, case by case."""

from __future__ import annotations

import subprocess
import sys

import pytest
from format_cases import read_cases, written
from fragments import replaced

from dragoman.errors import LessonError
from dragoman.formats import format_for, markup_of
from dragoman.formats.base import NO_LETTER, SHAPE, Options, Refusal
from dragoman.formats.html import FENCE, Html
from dragoman.formats.markdown import Markdown

MARKDOWN = Markdown()

CASES = read_cases("markdown.md", expected=True)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_segments(case):
    document = MARKDOWN.parse(case.page, case.path, case.options)
    assert written(tuple(slot.segment for slot in document.slots)) == case.expected


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_laws(case):
    document = MARKDOWN.parse(case.page, case.path, case.options)
    assert document.source == case.page
    raws = [slot.raw for slot in document.slots]
    assert [MARKDOWN.encode(slot, slot.segment.msgid) for slot in document.slots] == raws
    kinds = [slot.segment.kind for slot in document.slots]
    for number, slot in enumerate(document.slots):
        text = MARKDOWN.encode(slot, slot.segment.msgid + " mañana")
        assert isinstance(text, str), text
        again = MARKDOWN.parse(replaced(document, number, text), case.path, case.options)
        assert [slot.segment.kind for slot in again.slots] == kinds
        assert again.slots[number].segment.msgid.endswith("mañana")


def test_case_titles_are_unique():
    titles = [case.title for case in CASES]
    assert sorted(set(titles)) == sorted(titles)


def encoded(page, target, number=0, **options):
    """A page with one of its slots translated, or why that cannot be."""
    document = MARKDOWN.parse(page, "lesson.md", Options(**options))
    text = MARKDOWN.encode(document.slots[number], target)
    return text if isinstance(text, Refusal) else replaced(document, number, text)


@pytest.mark.parametrize(
    ("target", "text"),
    [
        ("# uno", "\\# uno"),
        ("#uno", "#uno"),
        ("- uno", "\\- uno"),
        ("+ uno", "\\+ uno"),
        ("* uno", "\\* uno"),
        ("*uno* dos", "*uno* dos"),
        ("**uno** dos", "**uno** dos"),
        ("1. uno", "1\\. uno"),
        ("2024) uno", "2024\\) uno"),
        ("1.5 unos", "1.5 unos"),
        ("> uno", "\\> uno"),
        ("``` uno", "\\``` uno"),
        ("`uno` dos", "`uno` dos"),
        ("~~~ uno", "\\~~~ uno"),
        (":::note uno", "\\:::note uno"),
        (": uno", "\\: uno"),
        ("$$ uno", "\\$$ uno"),
        ("[a]: uno", "\\[a]: uno"),
        ("[uno](dos)", "[uno](dos)"),
        ("[^1]: uno", "\\[^1]: uno"),
        ("| uno |", "| uno |"),
        ("    uno", "uno"),
        ("\tuno\r\n", "uno"),
        ("uno\ndos", "uno  \ndos"),
        ("uno\n---", "uno  \n\\---"),
        ("uno\n\n===\n", "uno  \n\\==="),
        ("a | b\n---|---", "a | b  \n\\---|---"),
        ("<div>uno</div>", SHAPE),
        ("<!-- uno --> dos", SHAPE),
        ("{% uno %}\ndos", SHAPE),
        ("12", NO_LETTER),
        ("[](/uno)", NO_LETTER),
        ("<b></b>", NO_LETTER),
    ],
)
def test_a_paragraph_stays_a_paragraph(target, text):
    page = text if isinstance(text, Refusal) else f"# T\n\n{text}\n"
    assert encoded("# T\n\nOne\ntwo\n", target, 1) == page


@pytest.mark.parametrize(
    ("page", "number", "target", "after"),
    [
        ("# One\n", 0, "uno\ndos", "# uno dos\n"),
        ("# One\n", 0, "- uno", "# - uno\n"),
        ("# One ##\n", 0, "C #", "# C # ##\n"),
        ("# One\n", 0, "C #", "# C \\#\n"),
        ("# One {#a}\n", 0, "uno", "# uno {#a}\n"),
        ("One\n---\n", 0, "uno |", "uno &#124;\n---\n"),
        ("One\n===\n", 0, "uno\ndos", "uno  \ndos\n===\n"),
        ("> One\n> two\n", 0, "uno\ndos", "> uno  \n> dos\n"),
        ("> One\nlazy\n", 0, "uno\n# dos", "> uno  \n> \\# dos\n"),
        ("- > One\n", 0, "uno\ndos", "- > uno  \n  > dos\n"),
        ("- One\\\n  two\n", 0, "uno\ndos", "- uno\\\n  dos\n"),
        ("1. One\n", 0, "uno\ndos", "1. uno  \n   dos\n"),
        ("- One\n", 0, "[ ] uno", "- \\[ ] uno\n"),
        ("- [ ] One\n", 0, "[x] uno", "- [ ] \\[x] uno\n"),
        ("> One\n", 0, "[!NOTE] uno", "> \\[!NOTE] uno\n"),
        ("> [!NOTE]\n> One\n", 0, "uno\n- dos", "> [!NOTE]\n> uno  \n> \\- dos\n"),
        ("[^1]: One\n", 0, "uno\ndos", "[^1]: uno  \n      dos\n"),
        ("Term\n: One\n", 1, "uno\n: dos", "Term\n: uno  \n  \\: dos\n"),
        ("Term\n: One\n", 0, "uno\ndos", "uno dos\n: One\n"),
        ("|A|B|\n|-|-|\n|c|d|\n", 2, "uno | dos\ntres", "|A|B|\n|-|-|\n|uno \\| dos tres|d|\n"),
        ("a | b\n--- | ---\nc | d\n", 2, "- c", "a | b\n--- | ---\n\\- c | d\n"),
        ("[a]: /u 'One'\n", 0, "it's", "[a]: /u 'it\\'s'\n"),
        ("[a]: /u (One)\n", 0, "(uno)", "[a]: /u (\\(uno\\))\n"),
        ("[a]: /u\nOne\n", 0, '"uno"', SHAPE),
        (":::note[One]\n:::\n", 0, "uno\ndos", ":::note[uno dos]\n:::\n"),
        (":::note[One]\n:::\n", 0, "uno {.x}", SHAPE),
        ("```{note}\nOne\n```\n", 0, "uno\n```", "```{note}\nuno  \n\\```\n```\n"),
        ('{{< f title="One" >}}\nx\n', 0, "uno\ndos", '{{< f title="uno dos" >}}\nx\n'),
        ("<p>One\ntwo</p>\n\nx\n", 0, "uno\n\ndos", "<p>uno\ndos</p>\n\nx\n"),
        ("<p>One\ntwo</p>\n", 0, "uno\n\ndos", "<p>uno\ndos</p>\n"),
        ("x\n\n<img alt='One'>\n", 1, "uno\ndos", "x\n\n<img alt='uno dos'>\n"),
        ("<!-- c --> One\n\nx\n", 0, "uno\ndos", "<!-- c --> uno dos\n\nx\n"),
        ("- <p>One\n  two</p>\n", 0, "uno\ndos", "- <p>uno\n  dos</p>\n"),
        ("<b>\nOne</b>\n\nx\n", 0, "uno <b>\n</b>", SHAPE),
        ("---\nOne\n---\n", 0, "title: x", FENCE),
        ("One\n", 0, "+++\nuno", FENCE),
        ("# One\n--- | ---\n", 0, "uno | dos", SHAPE),
        ("<p>One</p>\n| - | - |\n\nx\n", 0, "uno | dos", SHAPE),
        ("- <p>One\n  two</p>\n", 0, "uno\n```", SHAPE),
        ('[a]: /u "One\n  two"\n', 0, "uno\ndos", '[a]: /u "uno dos"\n'),
        ("One\r\ntwo\r\n\r\nx\r\n", 0, "uno\ndos", "uno  \r\ndos\r\n\r\nx\r\n"),
        ("One\n\ntwo\n", 1, "<!-- dragoman: oops -->", NO_LETTER),
        ("One\n\ntwo\n", 1, "<!-- dragoman: oops --> dos", SHAPE),
    ],
)
def test_a_translation_keeps_its_place(page, number, target, after):
    assert encoded(page, target, number) == after


def test_values_that_a_quote_or_brace_would_end():
    page = '{{< figure title="One" >}}\nx\n'
    for target in ('"uno"', "uno }}", "uno \\"):
        refusal = encoded(page, target)
        assert refusal.message == ("a quote or brace in it would end the value that it stands in")
    assert encoded("|A|\n|-|\n|b|\n", "uno\\", 1).message == (
        "the backslash at its end would change what follows"
    )


@pytest.mark.parametrize(
    "page",
    ["One {x}\n", "# One {x}\n", "- One {x}\n", "<p>One {x}</p>\n", "Two\n\n<p>One {x}</p>\n"],
)
@pytest.mark.parametrize(
    ("target", "refused"),
    [
        ("Uno {x}", False),
        ("{x} uno", False),
        ("Uno", False),
        ("Uno \\{y} {x}", False),
        ("Uno {y}", True),
        ("Uno {x} {x}", True),
        ("Uno {x;{y}}", True),
        ("Uno \\\\{y} {x}", True),
        ("Uno {x} {y", True),
    ],
)
def test_a_translation_adds_no_code_in_braces_to_mdx(page, target, refused):
    slot = Markdown().parse(page, "a.mdx").slots[-1]
    assert isinstance(Markdown().encode(slot, target), Refusal) is refused
    slot = Markdown().parse(page, "a.md").slots[-1]
    assert Markdown().encode(slot, target) == target


def test_line_breaks_are_kept_where_asked():
    page = "One\ntwo  \nthree\n"
    assert encoded(page, "uno\ndos  \ntres", keep_lines=True) == "uno\ndos  \ntres\n"
    assert encoded(page, "uno\n# dos", keep_lines=True) == "uno\n\\# dos\n"


def test_comments_in_code_stay_on_their_line():
    page = "```sh\n# One\n```\n"
    assert encoded(page, "uno\n```", code_comments=True) == "```sh\n# uno ```\n```\n"
    assert encoded(page, "1", code_comments=True) == NO_LETTER


def test_unknown_directives_name_their_line():
    for name, page in (
        ("lesson.md", "One\n\n- <!-- dragoman: oops -->\n"),
        ("lesson.mdx", "One\n\n{/* dragoman: oops */}\n"),
    ):
        with pytest.raises(LessonError, match="unknown directive “oops”") as caught:
            MARKDOWN.parse(page, name)
        assert caught.value.line == 3


def test_suffixes():
    assert [format_for(name).name for name in ("a.md", "a.MARKDOWN", "a.mdx", "a.html")] == [
        *["markdown"] * 3,
        "html",
    ]
    assert format_for("a.md", "html").name == "html"


@pytest.mark.parametrize(
    ("page", "markup"),
    [
        ("---\ntitle: One\n---\n<p>Two</p>\n", "html"),
        ("---\ntitle: One\n---\n", "markdown"),
        ("One\n", "markdown"),
        ("One\n\n<div>\nTwo\n</div>\n\nThree\n", "markdown"),
    ],
)
def test_blocks_of_html_do_not_make_html_of_a_lesson(page, markup):
    assert markup_of(Markdown(), Markdown().parse(page, "a.md")) == markup


@pytest.mark.parametrize(
    ("page", "html"),
    [
        ("", True),
        ("\n \n", True),
        ("\ufeff<p>One</p>\n", True),
        ("---\ntitle: x\n---\n\n<div>\n\n<p>One\n\ntwo</p>\n\n</div>\n", True),
        ("<p>One</p>\n\n    <p>two</p>\n", True),
        ("<!-- c --><p>One</p>\n", True),
        ("<p>One</p>\n<!-- c -->\n", True),
        ("<!-- c --> One\n", False),
        ("<p>One</p>\n\nTwo\n", False),
        ("<p>One\n\nTwo\n\n<p>three</p>\n", False),
        ("    <p>code</p>\n", False),
        ("<b>One</b>\n", False),
        ("One\n<p>two</p>\n", False),
    ],
)
def test_bodies_of_html_are_read_as_html(page, html):
    assert (MARKDOWN.parse(page) == Html().parse(page)) is html


USES_NO_GRAMMAR = """\
import sys
from dragoman.formats.markdown import Markdown
m = Markdown()
(slot,) = m.parse("<p>One</p>").slots
m.encode(slot, "Uno")
print("markdown_it" in sys.modules)
m.parse("One")
print("markdown_it" in sys.modules)
"""


def test_html_bodies_need_no_grammar():
    ran = subprocess.run(
        [sys.executable, "-c", USES_NO_GRAMMAR], capture_output=True, text=True, check=True
    )
    assert ran.stdout.split() == ["False", "True"]
