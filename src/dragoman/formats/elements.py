"""Where an element ends, told from its start tag and what follows, without a tree.

Source: HTML Living Standard, 13.1.2.4 (optional tags), 13.2.5.4 to 13.2.5.31 (raw text and
scripts), 13.2.6.5 (foreign content).
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from dragoman.formats.tags import ATTRIBUTE, BLOCK, GRAPHIC, RAW_TEXT, SKIPPED, SPACE, TAG, VOID

_CELL_ENDS = frozenset("td th tr thead tbody tfoot".split())
_ROW_ENDS = frozenset("tr thead tbody tfoot".split())
_SECTION_ENDS = frozenset("thead tbody tfoot".split())
_MAY_STAND_IN_P = frozenset(
    "audio base canvas embed legend link map meta noscript object optgroup option param select "
    "source track video".split()
)

_IMPLIED = {
    "li": frozenset(("li",)),
    "dt": frozenset(("dt", "dd")),
    "dd": frozenset(("dt", "dd")),
    "td": _CELL_ENDS,
    "th": _CELL_ENDS,
    "tr": _ROW_ENDS,
    "thead": _SECTION_ENDS,
    "tbody": _SECTION_ENDS,
    "tfoot": _SECTION_ENDS,
    "option": frozenset(("option", "optgroup")),
    "optgroup": frozenset(("optgroup",)),
    "p": (BLOCK - _MAY_STAND_IN_P) | {"pre"},
}
"""Start tags that close an open element of the key's name."""

NOT_HTML = RAW_TEXT | GRAPHIC | {"title"}
"""Elements with content of their own kind."""

_NESTING = (BLOCK | SKIPPED) - VOID

_BREAKS_OUT = frozenset(
    "blockquote body center dd div dl dt embed h1 h2 h3 h4 h5 h6 head hr li menu meta ol p pre "
    "table ul".split()
)
"""Blocks whose start tags end foreign content, whether it is closed or not.

The standard has inline elements too; with them the text behind a graphic would decide what is text.
"""

_HOLDS_HTML = frozenset(
    "foreignobject desc title annotation-xml mi mo mn ms mtext".split(),
)
"""Elements of foreign content that may have HTML inside."""

_SCRIPT = re.compile(rf"<!--|-->|<(/?)script(?=[{SPACE}/>])", re.IGNORECASE | re.ASCII)


@lru_cache(maxsize=64)
def _raw_end(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{re.escape(name)}(?=[{SPACE}/>])", re.IGNORECASE | re.ASCII)


def raw_text_end(text: str, position: int, name: str) -> int:
    """Where the end tag of a raw text element starts, or the end of ``text``."""
    if name == "script":
        return _script_end(text, position)
    match = None if name == "plaintext" else _raw_end(name).search(text, position)
    return len(text) if match is None else match.start()


def _script_end(text: str, position: int) -> int:
    """As ``raw_text_end``: a script inside a comment inside a script does not end it."""
    commented = nested = False
    while match := _SCRIPT.search(text, position):
        position = match.end()
        if match[1] == "/" and not nested:
            return match.start()
        if match[0] == "<!--":
            commented = True
            position -= len("--")  # they may be those of the comment's end
        elif match[0] == "-->":
            commented = nested = False
        else:
            nested = commented and not match[1]
    return len(text)


def not_html_end(text: str, start: re.Match[str]) -> int:
    """Where the content ends of an element that ``NOT_HTML`` has, or an element of graphics."""
    name = start[2].lower()
    return _graphic_end(text, start) if name in GRAPHIC else raw_text_end(text, start.end(), name)


def implies_end(name: str, tag: str) -> bool:
    """Whether the start tag ``tag`` closes an open element ``name`` that it stands in."""
    return tag in _IMPLIED.get(name, ())


def element_end(text: str, start: re.Match[str]) -> int:
    """The end of the element whose start tag ``start`` is (a match of ``TAG``).

    That is past its end tag, or before the tag that closes it where its own is left out.
    """
    name, position = start[2].lower(), start.end()
    if name in VOID:
        return position
    if name in GRAPHIC:
        return _graphic_end(text, start)
    inside = _Open(name)
    while match := TAG.search(text, position):
        position = match.end()
        tag = (match[2] or "").lower()
        if match[1]:
            if inside.close(tag):
                if not inside.names:
                    return position
            elif tag in _NESTING and _may_close_around(tag, name):
                return match.start()
        elif tag in NOT_HTML:
            position = not_html_end(text, match)
        elif (tag in _NESTING or tag == name) and not inside.open(tag):
            return match.start()
    return len(text)


class _Open:
    """The open elements from one on that decide where it ends."""

    def __init__(self, name: str) -> None:
        self.names = [name]
        self._count = Counter(self.names)

    def open(self, tag: str) -> bool:
        """Open an element; False where its start tag closes the outermost one instead."""
        while self.names and implies_end(self.names[-1], tag):
            self._count[self.names.pop()] -= 1
        if not self.names:
            return False
        self.names.append(tag)
        self._count[tag] += 1
        return True

    def close(self, tag: str) -> bool:
        """Close the last ``tag`` and what is inside it; False where none is open."""
        if not self._count[tag]:
            return False
        closed = ""
        while closed != tag:
            closed = self.names.pop()
            self._count[closed] -= 1
        return True


def _may_close_around(tag: str, name: str) -> bool:
    """Whether an end tag inside ``name`` can be that of an element around it, or is a stray one."""
    return name != "template" and (tag != "p" or name not in _NESTING)


def _graphic_end(text: str, start: re.Match[str]) -> int:
    """As ``element_end``, for foreign content, where a tag that ends with ``/`` is closed."""
    name, position = start[2].lower(), start.end()
    if _closed_itself(start):
        return position
    depth, html_inside = 1, 0
    while match := TAG.search(text, position):
        tag = (match[2] or "").lower()
        step = -1 if match[1] else 0 if tag and _closed_itself(match) else 1
        if tag == name:
            depth += step
            if depth == 0:
                return match.end()
        elif tag in _HOLDS_HTML:
            html_inside = max(0, html_inside + step)
        elif not html_inside and tag in (BLOCK if match[1] else _BREAKS_OUT):
            return match.start()
        position = match.end()
    return len(text)


def _closed_itself(tag: re.Match[str]) -> bool:
    if not tag[3].endswith("/"):
        return False
    return all(found.end() < len(tag[3]) for found in ATTRIBUTE.finditer(tag[3]))
