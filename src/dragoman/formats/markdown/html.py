"""Whether the body of a Markdown lesson is nothing but HTML, as the pages of some generators are.

Source: CommonMark 0.31, 4.6 (HTML blocks); the rules that begin with a fixed set of tags.
"""

from __future__ import annotations

import re

_BLOCKS = (
    "address|article|aside|base|blockquote|body|caption|center|col|colgroup|dd|details|"
    "dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|"
    "header|hr|html|iframe|legend|li|link|main|menu|nav|noframes|ol|optgroup|option|p|"
    "param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul"
)

_START = re.compile(
    rf"[ \t\r\n]*+(?:(<!--)|<(?:(pre|script|style|textarea)(?=[\s>])|/?(?:{_BLOCKS})(?=\s|/?>)))",
    re.IGNORECASE | re.ASCII,
)
"""The first tag of an HTML block: 1 a comment's, 2 that of an element whose end ends the block."""

_FIRST = re.compile(r"\ufeff?(?:[ \t]*+\r?\n)*+ {0,3}<")

_NEXT = re.compile(
    r"\n[ \t]*+\r?(?=\n)|<(?:(!--)|(pre|script|style|textarea)(?=[\s>])|(p)(?=[\s>]))",
    re.IGNORECASE | re.ASCII,
)
"""Where an HTML block ends, or something in it that may hold blank lines."""

_BLANK = re.compile(r"\n[ \t]*+\r?\n")

_PARAGRAPH_END = re.compile(rf"(</p\s*+>)|</?(?:{_BLOCKS})(?=\s|/?>)", re.IGNORECASE | re.ASCII)


def is_html(text: str, start: int) -> bool:
    """Whether all that follows the offset ``start`` is HTML blocks, or white space.

    It is told by the first tag of each block, so no translation of text in them changes it.
    """
    position, end = start + (text[start : start + 1] == "\ufeff"), len(text)
    if text[position:].isspace() or position == end:
        return True
    if not _FIRST.match(text, start):
        return False
    while position < end:
        first = _START.match(text, position)
        if first is None:
            return text[position:].isspace()
        if first[1] or first[2]:
            position = _closed(text, first.end(), first[2])
        else:
            position = _block_end(text, text.index("<", position))
    return True


def _block_end(text: str, position: int) -> int:
    """The blank line that ends the HTML block whose first tag is at an offset.

    Those in preformatted text, in comments and in paragraphs with an end tag do not.
    """
    blank = _BLANK.search(text, position)
    if blank is None:
        return len(text)
    first = _START.match(text, blank.end())
    if first is not None and not first[1] and not first[2]:
        return blank.end()
    while found := _NEXT.search(text, position):
        position = found.end()
        if found[3]:
            end = _PARAGRAPH_END.search(text, position)
            position = end.end() if end and end[1] else position
        elif found[1] or found[2]:
            position = _closed(text, position, found[2])
        else:
            return position
    return len(text)


def _closed(text: str, position: int, name: str | None) -> int:
    """The offset behind the end of a comment or an element."""
    pattern = re.compile(rf"</{name}\s*>" if name else "--!?>", re.IGNORECASE | re.ASCII)
    found = pattern.search(text, position)
    return found.end() if found else len(text)
