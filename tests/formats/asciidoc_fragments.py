"""Pieces of hostile AsciiDoc lessons and targets, for the property tests."""

from __future__ import annotations

from hypothesis import strategies as st

from dragoman.document import Slot
from dragoman.formats.base import Options

LINES = (
    *("word", "two words", "more text.", "é, ü", "日本", "12", "Hola", "a", "-- x", "+ y", '"q"'),
    *("= Title", "== Section", "=== Sub ===", "# Mark", "=", "== ", "Title\n=====", "Sub\n---"),
    *("* item", "** inner", "- dash", ". one", ".. two", "1. num", "a. let", "ii) rom", "<1> call"),
    *("* [ ] box", " * indented", "term:: def", "term::", "inner::: x", "qa;;", " term:: x", "\tx"),
    *("+", "", "", "", " literal", "  more", "word +", "----", "....", "====", "****", "____"),
    *("--", "++++", "////", "```", "```sh", "|===", "|====", "!===", ",===", ":===", "~~~~"),
    *(
        "|cell |next",
        "|a",
        "2+|span",
        "|x a|y",
        "a|asciidoc",
        "l|literal",
        "h|head|",
        "|",
        "|x\\|y",
    ),
    *(
        "[source]",
        "[NOTE]",
        "[verse, Who, Where]",
        "[quote]",
        "[[id]]",
        "[[id,Ref text]]",
        "[%header]",
    ),
    *(
        '[cols="1,a,l"]',
        "[cols=2*]",
        "[discrete]",
        '[caption="Cap "]',
        "[.lead]",
        "[pass]",
        "[listing]",
    ),
    *(
        "[literal]",
        "[stem]",
        "[comment]",
        "[format=csv]",
        "[separator=!]",
        "[",
        "[]",
        "[x",
        "[example]",
    ),
    *(".Block title", "..hidden", ".", "...", ". ", "'''", "<<<", "---", "***", "* * *", "+++"),
    *("NOTE: note", "TIP: tip", "NOTE:", "TIPS: x", "> quoted", "-- Who", '"Quoted"\n-- Who'),
    *("image::x.png[Alt text]", 'image::x.png["Alt, text",title=Tit]', "image:x[y] z", "toc::[]"),
    *(
        "video::v[]",
        "audio::a[title=T]",
        "foo::bar[baz]",
        "include::x[]",
        "ifdef::a[]",
        "endif::[]",
    ),
    *(
        "ifdef::a[Shown]",
        "ifndef::a[:x: y]",
        "ifeval::[1 == 1]",
        ":attr: value",
        ":!attr:",
        ":title: T",
    ),
    *(
        ":figure-caption: Fig",
        ":long: a \\",
        ":a",
        "// comment",
        "// dragoman: note hé",
        "//",
        "///",
    ),
    *("// dragoman: skip", "// dragoman: resume", "// dragoman: context c", "x <<id,text>> y"),
    *(
        "link:u[t]",
        "footnote:[x]",
        "pass:[<!-- x -->]",
        "pass:[<b>]",
        "{empty}",
        "{attr} x",
        "<p>html</p>",
    ),
    *(
        "word\\",
        "x // y",
        "«z»",
        "\ufeff",
        "\0",
        "\u2028x",
        "\u00a0",
        "x\ry",
        "a:: b:: c",
        "::",
        "a;;b",
    ),
)

OPTIONS = (Options(), Options(), Options(fold_lines=True))

HEADS = ("", "", "", "---\ntitle: x y\n---\n", "\ufeff", "+++\n+++\n")

lines = st.lists(st.sampled_from(LINES), max_size=14)


@st.composite
def lessons(draw: st.DrawFn) -> str:
    """Lessons of hostile lines, with one kind of line end."""
    text = draw(st.sampled_from(HEADS)) + "\n".join(draw(lines)) + draw(st.sampled_from(("", "\n")))
    return text.replace("\n", "\r\n") if draw(st.integers(0, 4)) == 0 else text


options = st.sampled_from(OPTIONS)


@st.composite
def targets(draw: st.DrawFn, slot: Slot) -> str:
    """Translations of a slot: its own text changed, or anything."""
    msgid = slot.segment.msgid
    way = draw(st.sampled_from(("before", "behind", "insert", "length", "anything")))
    if way == "length":
        return "é" * draw(st.integers(1, 12))
    some = draw(st.sampled_from(("\n", " ", "", "|"))).join(
        draw(st.lists(st.sampled_from(LINES), max_size=3))
    )
    if way == "before":
        return some + draw(st.sampled_from((" ", "\n", ""))) + msgid
    if way == "behind":
        return msgid + draw(st.sampled_from((" ", "\n", ""))) + some
    at = draw(st.integers(0, len(msgid)))
    return msgid[:at] + some + msgid[at:] if way == "insert" else some
