"""The laws on real lessons, and that no visible text is left out; needs the shared corpus."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup
from fragments import replaced

from dragoman.formats.frontmatter import BLOCK
from dragoman.formats.html import Html

HTML = Html()

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus" / "website"
LESSONS = sorted(CORPUS.rglob("*.md"))

SKIPPED = "script style pre template svg math textarea iframe xmp noembed noframes".split()

WORD = re.compile(r"\w*[^\W\d_]\w*")

pytestmark = pytest.mark.skipif(not LESSONS, reason="shared/corpus is not beside the project")


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


def words(html):
    """The words with a letter that a browser shows, by a parser that is not ours."""
    soup = BeautifulSoup(f"<div>{html}</div>", "html.parser")
    for element in soup(SKIPPED):
        element.decompose()
    return WORD.findall(soup.get_text(" "))


@pytest.fixture(scope="module", params=LESSONS, ids=lambda path: path.name)
def lesson(request):
    return read(request.param)


def test_join_and_identity(lesson):
    document = HTML.parse(lesson)
    assert document.source == lesson
    assert all(HTML.encode(slot, slot.segment.msgid) == slot.raw for slot in document.slots)


def test_nothing_visible_is_left_out(lesson):
    document = HTML.parse(lesson)
    texts = [slot.raw for slot in document.slots if getattr(slot.encoding, "place", "") == "text"]
    block = BLOCK.match(lesson)
    body = lesson[block.end() :] if block else lesson
    assert [word for text in texts for word in words(text)] == words(body)


def test_locality_and_shape(lesson):
    document = HTML.parse(lesson)
    kinds = [slot.segment.kind for slot in document.slots]
    every = max(1, len(document.slots) // 3)
    for number in range(0, len(document.slots), every):
        slot = document.slots[number]
        text = HTML.encode(slot, f"Ñ: “{slot.segment.msgid}” – #1")
        assert isinstance(text, str)
        again = HTML.parse(replaced(document, number, text))
        assert [slot.segment.kind for slot in again.slots] == kinds
        assert [
            (one.raw, two.raw)
            for one, two in zip(document.slots, again.slots, strict=True)
            if one.raw != two.raw
        ] == [(slot.raw, text)]


def test_front_matter_as_yaml_reads_it(lesson):
    block = BLOCK.match(lesson)
    values = yaml.safe_load(block["yaml"])
    slots = [s for s in HTML.parse(lesson).slots if s.segment.kind == "front matter"]
    assert [(slot.segment.context, slot.segment.msgid) for slot in slots] == [
        (key, values[key].strip()) for key in values if key in {"title", "description"}
    ]


def test_a_known_page():
    document = HTML.parse(read(next(path for path in LESSONS if path.match("introduction/06.md"))))
    assert [slot.segment.kind for slot in document.slots] == [
        "front matter",
        "paragraph",
        "paragraph",
    ]
    assert [slot.segment.context for slot in document.slots] == ["title", None, None]
    one, two = (slot.segment.msgid for slot in document.slots[1:])
    assert one.count("\n") + two.count("\n") == 8
    assert "’" in one
    assert "&#8217;" not in one
