"""Pieces of hostile Markdown lessons and targets, for the property tests."""

from __future__ import annotations

from hypothesis import strategies as st

from dragoman.document import Slot
from dragoman.formats.base import Options

STARTS = (
    *("", "", "", "", "# ", "## ", "####### ", "- ", "* ", "+ ", "1. ", "2) ", "> ", ">", "    "),
    *("  ", "\t", "   ", "- [ ] ", "- [x] ", "> - ", "1.  > ", "[^n]: ", ": ", "~ ", "| ", "> > "),
    *("- # ", "> [!NOTE] ", "      ", "- - ", "    - ", ">\t", "-\t", ">     "),
)

TEXTS = (
    *("word", "é two", "日本", "a | b", "| a | b |", "---|---", "| --- | :-: |", "a \\| b | c"),
    *("===", "---", "--", "=", "***", "_ _ _", "```", "``` python", "~~~", "```{note} T", ":::"),
    *(":::note Té", "::: {.x}", ":::tip[Té]", ":::{tip} Té", ":class: x", "$$", "$$ x $$", "$$ x"),
    *("{% include a.html alt='é' %}", "{% if x %}", '{{< fig title="é" >}}', "{{ x }}", "{: .c}"),
    *("{#id}", "Head {#id}", "Head ##", "word  ", "word\\", "**b** c", "`co|de`", "[a]: /u 'té'"),
    *("[a]: /u", "[a]:", "/u", "'té'", "[a] b", '[l](/u "t")', "![é](i.png)", "[!NOTE]", "[!N] é"),
    *("<div>", "</div>", "<p>é</p>", "<b>", "<!-- x -->", "<!--", "-->", "<pre>", "</pre>", "<br>"),
    *("<img alt='é'>", "<div title='é'>", "<https://é.x>", "text <i>é</i>", "<details>", "&amp; é"),
    *("<!-- dragoman: skip -->", "<!-- dragoman: resume -->", "<!-- dragoman: note né -->"),
    *("<!-- dragoman: oops -->", "{/* dragoman: skip */}", "{/* dragoman: resume */}"),
    *("+++", "title: x", "...", "<script>", "\u00a0é", "é\u2028é", "\0", "\\# é", "# é", "2. é"),
    *(
        "import x",
        "export y",
        "<Tab t={1}>",
        "</Tab>",
        "<Tab title='é'>",
        "{/* c */}",
        "{x}",
        "<T>é",
    ),
    *("- é", "[ ] é", "[x] é", "-", "1.", "*", ">", "", "", "", ""),
)

ENDS = ("\n", "\n", "\n", "\n", "\n", "\n\n", "\n\n", "\n\n\n", "\r\n", "\r")

HEADS = ("", "", "", "---\ntitle: x y\n---\n", "---\n", "+++\n", "\ufeff", "---\na b\n---\n")

OPTIONS = (
    Options(),
    Options(),
    Options(keep_lines=True),
    Options(code_comments=True),
    Options(translate=("pre",), skip=("b",)),
)


def lines(most: int) -> st.SearchStrategy[str]:
    """Lines of what means something somewhere."""
    line = st.builds("{}{}{}".format, *map(st.sampled_from, (STARTS, TEXTS, ENDS)))
    return st.lists(line, max_size=most).map("".join)


pages = st.builds("{}{}".format, st.sampled_from(HEADS), lines(10))

windows = pages.map(lambda page: page.replace("\r", "").replace("\n", "\r\n"))

options = st.sampled_from(OPTIONS)

paths = st.sampled_from(("lesson.md", "lesson.md", "lesson.mdx"))


@st.composite
def targets(draw: st.DrawFn, slot: Slot) -> str:
    """Translations of a slot: its own text changed, or anything."""
    msgid = slot.segment.msgid
    way = draw(st.sampled_from(("insert", "append", "before", "reword", "anything")))
    if way == "insert":
        at = draw(st.integers(0, len(msgid)))
        return msgid[:at] + draw(lines(2)) + msgid[at:]
    if way == "append":
        return msgid + draw(lines(2))
    if way == "before":
        return draw(st.sampled_from(STARTS)) + draw(st.sampled_from(TEXTS)) + msgid
    if way == "reword":
        words = msgid.split(" ")
        return " ".join(draw(st.permutations(words)))
    return draw(lines(4))
