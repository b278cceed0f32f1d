"""Inline markup of AsciiDoc, found without a parser: what a translation has to keep.

Source: Asciidoctor 2.0, the patterns for its inline macros and its marks of constrained text.
"""

from __future__ import annotations

import re

from dragoman.formats.inline import Inline

TARGET = re.compile(
    r"(?P<xref><<(?P<id>[^<>,]++)(?:,[^<>]*+)?>>)"
    r"|(?P<macro>(?:link|image|xref|video|audio|include):{1,2}[^\s\[\]]{1,500}+)(?=\[)"
    r"|(?P<url>(?:https?|ftp|irc|mailto):[^\s\[\]<>]{1,500}+)(?=\[)"
    r"|(?P<attribute>(?<!\\)\{[^\W_][\w-]*+\})"
)
"""What leads elsewhere, and attributes of the document."""

MARK = re.compile(
    r"(?<![\w\\*_`#])(?P<mark>\*{1,2}+|_{1,2}+|`{1,2}+|\#{1,2}+)(?=[^\s*_`#])"
    r"(?P<inside>[^\n*_`#]{0,500}+)(?<=\S)(?P=mark)(?![\w*_`#])"
)
"""Text between two marks that makes no use of other marks."""

_MACRO = re.compile(
    r"<<(?P<id>[^<>,]++)(?:,(?P<text>[^<>]*+))?>>"
    r"|(?P<image>image:{1,2})(?P<file>[^\s\[\]]{1,500}+)\["
    r"|(?:link|xref|video|audio):{1,2}(?P<link>[^\s\[\]]{1,500}+)\["
    r"|(?P<url>(?:https?|ftp|irc|mailto):[^\s\[\]<>]{1,500}+)\[?+"
    r"|(?P<attribute>(?<!\\)\{[^\W_][\w-]*+\})"
    r"|(?P<note>footnote:[\w-]*+|pass:[a-z,]*+|kbd:|btn:|stem:)\["
)


def read_asciidoc(msgid: str) -> Inline:
    """The inline markup of AsciiDoc but emphasis, which languages use in different places."""
    tags: list[str] = []
    links: list[str] = []
    codes: list[str] = []

    def said(found: re.Match[str]) -> str:
        kind = found.lastgroup
        tags.append({"file": "img", "attribute": found[0]}.get(kind or "", "a"))
        if kind in ("id", "text"):
            links.append(f"#{found['id']}")
        elif kind in ("file", "link", "url"):
            links.append(found[kind])
        elif kind == "note":
            tags[-1] = found[0].partition(":")[0]
        bare = kind == "url" and not found[0].endswith("[")
        return found[0] if bare else found["text"] or ""

    def unmarked(found: re.Match[str]) -> str:
        if found["mark"][0] == "`":
            tags.append("code")
            codes.append(found["inside"])
        return found["inside"]

    text = MARK.sub(unmarked, _MACRO.sub(said, msgid))
    return Inline(text, tuple(tags), tuple(links), tuple(codes))
