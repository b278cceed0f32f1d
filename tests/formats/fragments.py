"""Pieces of hostile pages and targets, for the property tests."""

from __future__ import annotations

import re

from hypothesis import strategies as st

from dragoman.document import Document, Slot
from dragoman.formats.base import Options

FRAGMENTS = (
    *"<p> </p> <li> </li> <td> <tr> <table> </table> <ul> </ul> <h1> </h1> <hr> <option>".split(),
    *"<b> </b> <i> </i> </a> <br> <br/> <b/> </span> <button> <x-y> <details> <summary>".split(),
    *"< > </ <! <!-- --> <!--> --!> -- <p <? = / & &am p; &#233 &eacute".split(),
    *"&amp; &lt; &eacute; &#8217; &nbsp; &rsquo; &quot; &#38; &LT; ’ “ \" '".split(),
    *"<svg> </svg> <svg/> <math> <foreignObject> <script> </script> <pre> </pre>".split(),
    *"<title> </title> </textarea> <template> </template> </iframe> </code> </div>".split(),
    *"word é 1 - ! 😀 日本 translate=no \0 \ufeff".split(" "),
    *(" ", "\n", "\r\n", "\r", "\t", "\u2028", "\u00a0"),
    *("---\n", "\n---\n", "+++\n", "title: x\n", "\n...\n"),
    '<img alt="é x">',
    "<img alt=x title='yé'>",
    "<img alt=bare>",
    "<a href='é'>",
    "<i class=x>",
    "<div class='x'>",
    "<pre class=x>",
    "<p translate=no>",
    "<P TRANSLATE='no' class=y>",
    "<li translate=no>",
    "<code translate=no>",
    "<CODE TRANSLATE=NO>",
    "<span class=notranslate>",
    "<svg aria-label='ü'>",
    "<iframe title='fé'>",
    "<textarea placeholder='ö'>",
    "<meta name=description content='dé'>",
    "<!-- note -->",
    "<!-- dragoman: skip -->",
    "<!-- dragoman: resume -->",
    "<!-- dragoman: note hé -->",
    "<!DOCTYPE html>",
    "<?x ?>",
    "<![CDATA[ x ]]>",
    "</ x>",
)

OPTIONS = (
    Options(),
    Options(fold_lines=True),
    Options(skip=("code", ".x", "b")),
    Options(translate=("pre", "code", "p.y"), fold_lines=True),
    Options(skip=("div > b", "li:first-child", "i"), translate=("[translate]",)),
)

HEADS = ("", "", "", '---\ntitle: "x y"\n---\n', "\ufeff")

_TOKEN = re.compile(r"(<[^>]*>)")


def joined(most: int) -> st.SearchStrategy[str]:
    """Fragments one behind another."""
    return st.lists(st.sampled_from(FRAGMENTS), max_size=most).map("".join)


pages = st.builds("{}{}".format, st.sampled_from(HEADS), joined(24))

options = st.sampled_from(OPTIONS)


@st.composite
def targets(draw: st.DrawFn, slot: Slot) -> str:
    """Translations of a slot: its own text changed, or anything."""
    msgid = slot.segment.msgid
    way = draw(st.sampled_from(("insert", "append", "shuffle", "reword", "anything")))
    if way == "insert":
        at = draw(st.integers(0, len(msgid)))
        return msgid[:at] + draw(joined(3)) + msgid[at:]
    if way == "append":
        return msgid + draw(joined(3))
    if way == "shuffle":
        return "".join(draw(st.permutations(_TOKEN.split(msgid))))
    if way == "reword":
        return "".join(
            piece if piece.startswith("<") else draw(st.sampled_from((piece, "", " ", "w", "&")))
            for piece in _TOKEN.split(msgid)
        )
    return draw(joined(8))


def replaced(document: Document, number: int, text: str) -> str:
    """A document's text with the slot ``number`` written as ``text``."""
    slots = iter(range(len(document.slots)))
    return "".join(
        part if isinstance(part, str) else text if next(slots) == number else part.raw
        for part in document.parts
    )


def flat(value, path=()):
    """Every scalar of a YAML value by its path."""
    if isinstance(value, dict):
        return {k: v for key, item in value.items() for k, v in flat(item, (*path, key)).items()}
    if isinstance(value, list):
        return {k: v for n, item in enumerate(value) for k, v in flat(item, (*path, n)).items()}
    return {path: value}
