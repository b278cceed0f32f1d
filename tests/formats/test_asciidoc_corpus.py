"""The laws on real AsciiDoc lessons, and that no visible text is left out."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from format_cases import read_cases
from fragments import replaced

from asciidoctor import rendered
from dragoman.formats.asciidoc import AsciiDoc

ASCIIDOC = AsciiDoc()

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus"
LESSONS = sorted(path for path in CORPUS.rglob("*") if path.suffix in ASCIIDOC.suffixes)

WORD = re.compile(r"[^\W_]*[^\W\d_][^\W_]*")

real = pytest.mark.skipif(not LESSONS, reason="shared/corpus is not beside the project")


def read(path):
    return path.read_bytes().decode()


def shown(html):
    """The words that a browser shows outside of what is verbatim."""
    soup = BeautifulSoup(html, "html.parser")
    for element in soup(["pre", "script", "style", "video", "audio"]):
        element.decompose()
    for element in soup.select(".conum, td.icon, #toc"):
        element.decompose()
    return Counter(WORD.findall(soup.get_text(" ")))


def missing(lesson, html):
    slots = ASCIIDOC.parse(lesson).slots
    return shown(html) - Counter(WORD.findall(" ".join(slot.raw for slot in slots)))


@real
@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.parent.name + "/" + path.name)
def test_laws(path):
    lesson = read(path)
    document = ASCIIDOC.parse(lesson)
    assert document.source == lesson
    assert document.slots
    assert all(ASCIIDOC.encode(slot, slot.segment.msgid) == slot.raw for slot in document.slots)
    kinds = [slot.segment.kind for slot in document.slots]
    for number in range(0, len(document.slots), max(1, len(document.slots) // 6)):
        slot = document.slots[number]
        text = ASCIIDOC.encode(slot, f"1. Ñ: “{slot.segment.msgid}” – #1")
        assert isinstance(text, str)
        again = ASCIIDOC.parse(replaced(document, number, text))
        assert [one.segment.kind for one in again.slots] == kinds
        raws = [one.raw for one in document.slots]
        raws[number] = text
        assert [one.raw for one in again.slots] == raws


@real
def test_nothing_visible_of_a_real_lesson_is_left_out():
    lessons = [read(path).removeprefix("\ufeff") for path in LESSONS]
    pages = rendered(lessons, "showtitle")
    found = {
        str(path): missing(lesson, page)
        for path, lesson, page in zip(LESSONS, lessons, pages, strict=True)
    }
    assert {path: words for path, words in found.items() if words} == {}


def test_nothing_visible_of_a_case_is_left_out():
    cases = [
        case
        for case in read_cases("asciidoc.md", expected=True)
        if not case.page.startswith("---") and "skip" not in case.page
    ]
    pages = rendered([case.page for case in cases], "showtitle", "icons=font")
    found = {
        case.title: missing(case.page, page) - Counter(("Figure", "Table"))
        for case, page in zip(cases, pages, strict=True)
    }
    assert {title: words for title, words in found.items() if words} == {}


def test_guards_show_nothing():
    for target in ("1. Januar", "z. B. so", "[NOTE]", "== Titel", "Eins\n----\nzwei", "TIP: x"):
        (slot,) = ASCIIDOC.parse("Some text.\n").slots
        (html,) = rendered([f"{ASCIIDOC.encode(slot, target)}\n"])
        text = BeautifulSoup(html, "html.parser").get_text().strip()
        assert text == target
        assert html.count("<div") == 1
