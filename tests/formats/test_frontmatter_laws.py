"""Front matter: any target, in any quoting, reads back as it was given."""

from __future__ import annotations

import itertools

import yaml
from fragments import flat, replaced
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.formats.base import Options, Refusal
from dragoman.formats.frontmatter import BLOCK
from dragoman.formats.html import Html

HTML = Html()

EVERY = Options(
    front_matter=("title", "title[]", "title.name", "title.parts[]", "title.parts[].name", "about")
)

PIECES = (
    *"a é word Yes no 12 1e3 0x1F null ~ : # - ? ' \" \\ { } [ ] , & * ! | > % @ ` --- ...".split(),
    *": | #|- |? |\n|\n\n|  |\t|\n---\n|\n...\n|\r|\r\n|=|<<|😀|\u2028|\u0085|\xa0|\ufeff|x: ".split(
        "|"
    ),
    *(
        "\x07",
        "\0",
        "\x7f",
        "\ufffe",
        "日本",
        "2024-01-01",
        "1:30",
        "https://x.y/z",
        '"x"',
        "w " * 60,
    ),
)
TARGETS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=8).map("".join)
ANCHORS = itertools.count()
WORDS = ("One two", "Über", "don't", "w: c", "# h", "tail ", 'say "x"', "y" * 20)


@st.composite
def scalars(draw, indent=0, *, flow=False):
    """A value in one of YAML's quotings, with what may stand before and behind it."""
    words = draw(st.sampled_from(WORDS))
    styles = ["plain", "'", '"'] if flow else ["plain", "'", '"', "|", ">", "long"]
    style = draw(st.sampled_from(styles))
    pad = " " * (indent + 2)
    before = draw(st.sampled_from(("", "", "!!str ", f"&n{next(ANCHORS)} ")))
    if style == "plain":
        return f"{before}Plain text"
    if style == "long":
        return f"{before}Plain\n{pad}and more"
    if style == "'":
        return before + "'" + words.replace("'", "''") + "'"
    if style == '"':
        return before + '"' + words.replace('"', '\\"') + '\\n"'
    header = draw(st.sampled_from(("", "-", "+", " # note", "2")))
    end = draw(st.sampled_from(("", "\n", "\n\n")))
    return f"{before}{style}{header}\n{pad}{words}\n\n{pad}more{end}"


@st.composite
def blocks(draw):
    """The inside of front matter, and its line end."""
    lines = []
    for key in draw(st.permutations(("title", "about", "other"))):
        if draw(st.booleans()):
            lines.append(draw(st.sampled_from(("# a comment", "", "x: 1", "y: {z: [1, 2]} # z"))))
        shape = draw(st.sampled_from(("value", "list", "block", "flow")))
        if shape == "value":
            lines.append(f"{key}: {draw(scalars())}")
        elif shape == "list":
            lines.append(f"{key}:\n- {draw(scalars())}\n- {draw(scalars())}")
        elif shape == "block":
            lines.append(
                f"{key}:\n  name: {draw(scalars(2))}\n  parts:\n  - name: {draw(scalars(4))}"
            )
        else:
            name, part = draw(scalars(flow=True)), draw(scalars(flow=True))
            lines.append(f"{key}: {{name: {name}, parts: [{part}, 2]}}")
    return "\n".join([*lines, ""]), draw(st.sampled_from(("\n", "\n", "\r\n")))


@settings(max_examples=400, deadline=None)
@given(st.data(), blocks(), TARGETS)
def test_any_target_reads_back(data, block, target):
    content, newline = block
    page = f"---\n{content}---\n<p>Body</p>\n".replace("\n", newline)
    document = HTML.parse(page, "page.md", EVERY)
    assert document.source == page
    assert all(HTML.encode(slot, slot.segment.msgid) == slot.raw for slot in document.slots)
    number = data.draw(st.integers(0, len(document.slots) - 1))
    slot = document.slots[number]
    text = HTML.encode(slot, target)
    if isinstance(text, Refusal) or slot.segment.kind != "front matter":
        return
    before = flat(yaml.safe_load(BLOCK.match(page)["yaml"]))
    result = replaced(document, number, text)
    after = flat(yaml.safe_load(BLOCK.match(result)["yaml"]))
    assert after.keys() == before.keys()
    changed = [path for path in after if after[path] != before[path]]
    assert [after[path].strip() for path in changed] in ([target.strip()], [])
    again = HTML.parse(result, "page.md", EVERY)
    assert [one.segment.context for one in again.slots] == [
        one.segment.context for one in document.slots
    ]
    assert again.slots[number].segment.msgid == target.strip().replace("\r\n", "\n")
    assert [one.raw for one in again.slots if one.segment.context != slot.segment.context] == [
        one.raw for one in document.slots if one.segment.context != slot.segment.context
    ]
