"""Checks of AsciiDoc translations: what a translation must keep, and its HTML as a page has it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from dragoman.checks.base import Problem, first_change
from dragoman.formats.asciidoc.inline import TARGET

_PASSED = re.compile(
    r"pass:[a-z,]*+\[(?:[^\[\]\\]|\\.)*+\]|(?<!\+)\+\+\+(?=\S)(?:(?!\+\+\+).)++\+\+\+", re.DOTALL
)
"""Inline text that goes to the page as it stands; elsewhere ``<`` is a less-than sign."""

_NESTED = 3
"""Marks that stand in each other."""

_FREE = frozenset(
    "empty blank sp nbsp zwsp wj apos quot lsquo rsquo ldquo rdquo deg plus brvbar vbar amp lt gt "
    "startsb endsb caret asterisk tilde backslash backtick two-colons two-semicolons cpp".split()
)
"""Attributes that stand for a character."""


def check_targets(msgid: str, msgstr: str) -> Problem | None:
    """Cross references, links, images and attributes of the source are all there."""
    change = first_change(_targets(msgid), _targets(msgstr))
    if change is None:
        return None
    verb, target = change
    rule = "placeholders" if target.startswith("{") else "urls"
    return Problem(rule, f"the translation {verb} “{target}”")


def _targets(text: str) -> Counter[str]:
    return Counter(
        f"<<{match['id']}>>" if match["xref"] else match[0]
        for match in TARGET.finditer(text)
        if not (match["attribute"] and match[0][1:-1] in _FREE)
    )


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


_FOREIGN = re.compile(
    r"!?\[[^\[\]\n]{1,200}+\]\((?:https?:|/|\.|#)[^()\s]{0,500}+\)|```|\A\#{1,6} "
)
"""Markup of Markdown, which a page made from AsciiDoc shows as it stands."""


def flaws(msgid: str, msgstr: str) -> Iterator[str]:
    """What is wrong with inline markup, where the source's is right."""
    found = _FOREIGN.search(msgstr)
    if found and not _FOREIGN.search(msgid):
        yield f"“{found[0]}” is markup of another format, which the page would show"
    loose = _loose(msgstr)
    if loose and not _loose(msgid):
        yield f"“{loose}” of the translation opens or closes nothing, and would be shown"


_PAIR = re.compile(
    r"(?<![^\W_])(?<!\\)(?P<mark>\*{1,2}+|_{1,2}+|`{1,2}+)(?=\S)[^\n*_`]{1,500}+(?<=\S)(?P=mark)"
    r"(?![^\W_])|(?P<both>\*\*|__|``)[^\n*_`]{1,500}+(?P=both)"
)
"""Text between two marks: inside of words they are two."""

_LOOSE = re.compile(r"(?<![\w*_`\\])(?:\*{1,2}+|_{1,2}+|`{1,2}+)(?=[^\s*_`])")
"""A mark that could begin something."""


def _loose(text: str) -> str:
    """A mark without a partner; empty where there is none."""
    if not ("*" in text or "_" in text or "`" in text):
        return ""
    left = _PASSED.sub("", TARGET.sub("", text))
    for _ in range(_NESTED):
        left = _PAIR.sub("\ufffc", left)
    found = _LOOSE.search(left)
    return found[0] if found else ""
