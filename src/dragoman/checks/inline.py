"""Markup inside a segment, by format; and character references."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from dragoman.checks.base import Problem
from dragoman.checks.case import Case

_FOREIGN = re.compile(
    r"(?<![\w*\\])\*\*(?=\S)[^*\n]{1,200}(?<=\S)\*\*(?!\w)"
    r"|!?\[[^\[\]\n]{1,200}\]\((?:https?:|/|\.|#)[^()\s]{0,500}\)"
    r"|(?:https?://|link:|mailto:|xref:)[^\s\[\]<>\"']{1,500}\[[^\[\]\n]{0,200}\]"
    r"|<<[A-Za-z_][^<>\n]{0,200}>>|```|\A(?:={2,6}|\#{2,6}) "
)
"""Markup of Markdown and AsciiDoc, which a page in HTML shows as it stands."""


_EMPHASIS = re.compile(r"(?<![\w*_])([*_])(?=[^\s*_])[^*_\n]{1,200}+\1(?![\w*_])", re.ASCII)


def _in_html(case: Case) -> Iterator[str]:
    """What is wrong with the inline markup of an HTML segment, beside its tags."""
    found = None
    if any(sign in case.msgstr for sign in ("**", "[", "<<", "```", "==", "##")):
        found = _FOREIGN.search(case.msgstr)
        if found and _FOREIGN.search(case.msgid):
            found = None
    if not found and ("*" in case.target or "_" in case.target):
        found = _EMPHASIS.search(case.target)
        if found and found[1] in case.source:
            found = None
    if found:
        yield f"“{found[0]}” is markup of another format, which the page would show"


def _in_markdown(case: Case) -> Iterator[str]:
    from dragoman.checks.markdown import flaws  # noqa: PLC0415 (seldom needed)

    return flaws(case.msgid, case.msgstr)


def _in_asciidoc(case: Case) -> Iterator[str]:
    from dragoman.checks.asciidoc import flaws  # noqa: PLC0415 (seldom needed)

    return flaws(case.msgid, case.msgstr)


INLINE_SYNTAX: dict[str, Callable[[Case], Iterator[str]]] = {
    "html": _in_html,
    "markdown": _in_markdown,
    "asciidoc": _in_asciidoc,
}
"""What inline markup has to look like, by the name of the format."""


def check_inline_syntax(case: Case) -> Iterator[Problem]:
    """Inline markup is that of the lesson's format."""
    find = INLINE_SYNTAX.get(case.format)
    for message in find(case) if find else ():
        yield Problem("inline-syntax", message)


_NAMES = "nbsp|amp|lt|gt|quot|copy|hellip|mdash|ndash|[lr][sd]quo|laquo|raquo|shy|thinsp"

_BROKEN = re.compile(
    rf"&amp;(?:#[0-9]{{1,7}}|#[xX][0-9a-fA-F]{{1,6}}|{_NAMES});"
    rf"|[&＆](?:#[0-9]{{2,7}}|{_NAMES})(?:；|(?![\w;=]))|＆(?:{_NAMES});"
)
"""A reference that is escaped twice, lacks its semicolon, or has full-width signs."""


def check_references(case: Case) -> Iterator[Problem]:
    """Character references are whole, and escaped once."""
    found = _BROKEN.search(case.msgstr) if case.format == "html" else None
    if found and found[0] not in case.msgid:
        yield Problem("references", f"“{found[0]}” is a broken character reference")


def whole_references(msgstr: str, msgid: str) -> str:
    """A translation with its broken character references mended."""

    def mended(found: re.Match[str]) -> str:
        if found[0] in msgid:
            return found[0]
        name = found[0].removeprefix("&amp;").strip("&＆;；")
        return f"&{name};"

    return _BROKEN.sub(mended, msgstr)
