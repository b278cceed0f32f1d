"""Checks of AsciiDoc translations: what a translation must keep, and its HTML as a page has it."""

from __future__ import annotations

import re
from collections import Counter

from dragoman.checks.base import Problem

_PASSED = re.compile(
    r"pass:[a-z,]*+\[(?:[^\[\]\\]|\\.)*+\]|(?<!\+)\+\+\+(?=\S)(?:(?!\+\+\+).)++\+\+\+", re.DOTALL
)
"""Inline text that goes to the page as it stands; elsewhere ``<`` is a less-than sign."""

_TARGET = re.compile(
    r"(?P<xref><<(?P<id>[^<>,]++)(?:,[^<>]*+)?>>)"
    r"|(?P<macro>(?:link|image|xref|video|audio|include):{1,2}[^\s\[\]]{1,500}+)(?=\[)"
    r"|(?P<url>(?:https?|ftp|irc|mailto):[^\s\[\]<>]{1,500}+)(?=\[)"
    r"|(?P<attribute>(?<!\\)\{[^\W_][\w-]*+\})"
)

_FREE = frozenset(
    "empty blank sp nbsp zwsp wj apos quot lsquo rsquo ldquo rdquo deg plus brvbar vbar amp lt gt "
    "startsb endsb caret asterisk tilde backslash backtick two-colons two-semicolons cpp".split()
)
"""Attributes that stand for a character."""


def check_targets(msgid: str, msgstr: str) -> Problem | None:
    """Cross references, links, images and attributes of the source are all there."""
    wanted, found = _targets(msgid), _targets(msgstr)
    if wanted == found:
        return None
    for target in wanted - found:
        return Problem(_rule(target), f"the translation lacks “{target}”")
    target = next(iter(found - wanted))
    return Problem(_rule(target), f"the translation adds “{target}”")


def _targets(text: str) -> Counter[str]:
    return Counter(
        f"<<{match['id']}>>" if match["xref"] else match[0]
        for match in _TARGET.finditer(text)
        if not (match["attribute"] and match[0][1:-1] in _FREE)
    )


def _rule(target: str) -> str:
    return "placeholders" if target.startswith("{") else "urls"


def as_html(text: str) -> str:
    """A text with only those less-than signs that Asciidoctor leaves as they are."""
    if "<" not in text:
        return text
    pieces: list[str] = []
    done = 0
    for match in _PASSED.finditer(text):
        pieces += (text[done : match.start()].replace("<", "&lt;"), match[0])
        done = match.end()
    pieces.append(text[done:].replace("<", "&lt;"))
    return "".join(pieces)
