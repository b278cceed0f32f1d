"""Anchors of lessons that are no HTML: ids that stand in them, and those that generators derive.

Sources: github-slugger 2 (GitHub, Docusaurus, Hugo), kramdown 2 (Jekyll), pandoc 3
(auto_identifiers), Asciidoctor 2.0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.formats.anchors import heading_id, ids
from dragoman.formats.asciidoc.inline import read_asciidoc
from dragoman.formats.markdown.inline import read_markdown

_FENCED = re.compile(
    r"^[ \t>]*+(?P<fence>`{3,}+|~{3,}+)[^\n]*+\n(?:(?![ \t>]*+(?P=fence))[^\n]*+\n)*+",
    re.MULTILINE,
)

_HEADING = re.compile(
    r"^[ \t>]{0,9}+(?:[-*+][ \t])?+\#{1,6}+[ \t]++(?P<text>[^\n]++)"
    r"|^[ \t>]{0,9}+(?P<lined>[^\s=\-][^\n]*+)\n[ \t>]{0,9}+(?:=++|-++)[ \t\r]*+$",
    re.MULTILINE,
)

_ATTRIBUTES = re.compile(
    r"\{:?[ \t]*+#(?P<id>[^\s{}]++)[^{}\n]*+\}|^\((?P<label>[^\s()]++)\)=", re.MULTILINE
)
"""An id that an author gave: to a heading, a block or a span; MyST's label of what follows."""

_CLOSING = re.compile(r"(?:[ \t]++\#++)?[ \t\r]*+\Z|\{[^{}\n]*+\}")

_NOTE = re.compile(r"\[\^([^\]\s]++)\]")


def markdown_anchors(text: str) -> frozenset[str]:
    """All anchors of a page in Markdown, by the rules of any generator."""
    text = _FENCED.sub("\n", text)
    found = set(ids(text))
    found.update(match["id"] or match["label"] for match in _ATTRIBUTES.finditer(text))
    for name in _NOTE.findall(text):
        found |= {f"{kind}{sign}{name}" for kind in ("fn", "fnref") for sign in (":", "", "-")}
    taken: dict[str, int] = {}
    for match in _HEADING.finditer(text):
        title = read_markdown(_CLOSING.sub("", match["text"] or match["lined"])).text
        for slug in _slugs(title):
            count = taken[slug] = taken.get(slug, -1) + 1
            found.add(f"{slug}-{count}" if count else slug)
    return frozenset(found)


def _slugs(title: str) -> frozenset[str]:
    """What generators make of a heading."""
    lower = title.strip().lower()
    github = re.sub(r"[^\w\- ]", "", lower).replace(" ", "-")
    kramdown = re.sub(r"[^\w\- ]", "", re.sub(r"^[\W\d_]+", "", lower)).replace(" ", "-")
    pandoc = re.sub(r"\s+", "-", re.sub(r"^[\W\d_]+", "", re.sub(r"[^\w\-. ]", "", lower)))
    return frozenset((github, re.sub(r"-{2,}", "-", github).strip("-"), kramdown, pandoc))


_ANCHOR = re.compile(
    r"\[\[([^\[\],\n]++)(?:,[^\[\]\n]*+)?\]\]|\banchor:([^\s\[\]]++)\["
    r"|\[[^\[\]\n#\"]*+#([^\s\[\],.%\"]++)[^\[\]\n]*+\]|\[[^\[\]\n]*?\bid=\"?([^\s\",\]]++)"
)

_SECTION = re.compile(r"^(?:={2,6}|\#{2,6})[ \t]++([^\n]++)", re.MULTILINE)

_ID_RULE = re.compile(r"^:(idprefix|idseparator):[ \t]*+([^\s]*+)", re.MULTILINE)


def asciidoc_anchors(text: str) -> frozenset[str]:
    """All anchors of a page in AsciiDoc: explicit ones, titles, and ids derived from titles."""
    found = set(ids(text))
    found.update(next(filter(None, groups)) for groups in _ANCHOR.findall(text))
    found.update(_derived(text))
    return frozenset(found)


def _derived(text: str) -> Iterator[str]:
    taken: set[str] = set()
    rule = {"idprefix": "_", "idseparator": "_"} | dict(_ID_RULE.findall(text))
    for match in _SECTION.finditer(text):
        title = match[1].strip()
        derived = heading_id(read_asciidoc(title).text, taken)
        yield title
        yield rule["idprefix"] + derived.removeprefix("_").replace("_", rule["idseparator"])
