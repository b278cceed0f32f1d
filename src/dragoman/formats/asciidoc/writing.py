"""Translations written into AsciiDoc lessons, so that they stay what they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from dragoman.document import Slot
from dragoman.formats import frontmatter
from dragoman.formats.asciidoc.lines import delimiter, interrupts, is_preprocessor
from dragoman.formats.asciidoc.parts import Parts
from dragoman.formats.asciidoc.scan import AsciiDocScan
from dragoman.formats.asciidoc.slots import SPACE, AsciiDocEncoding, State, has_text, is_comment
from dragoman.formats.asciidoc.tables import SPEC
from dragoman.formats.base import DEFAULTS, NO_LETTER, SHAPE, Refusal
from dragoman.formats.html import Html
from dragoman.formats.html.slots import HtmlEncoding
from dragoman.formats.tags import unescape

BLANK = Refusal("a blank line would end the paragraph")
LOADS = Refusal("it has a link that runs code, which the source has not")
SETS = Refusal("it sets an attribute of the document, which the source does not")

_HTML = Html()

_SCHEME = re.compile(
    r"(?:java|vb)script:|(?:link|xref|image|video|audio):{1,2}\+*+data:", re.IGNORECASE
)

_ATTRIBUTE = re.compile(r"\{[^{}]*+\}")

_UNSEEN = re.compile(r"[\t\n\r]")
"""What a browser takes out of a link."""

_SETTING = re.compile(r"\{(?:set|counter2?):")

_BLANK_LINE = re.compile(r"\n[ \t]*\n")

_NEWLINES = re.compile(r"(?<![ \t\n])[ \t]*+\n[ \t\n]*+")

_FENCE = re.compile(r"(?:---|\+\+\+|\.\.\.)[ \t]*\Z")

_SPECIAL = re.compile(
    r"[-*.=#<>:\[/+_~`'|!,&\"\u2022]|\w{1,12}[.)][ \t]|(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION):"
    r"|(?:image|video|audio|toc|include|ifdef|ifndef|ifeval|endif)::"
)
"""How a line may begin that is no text."""

_GUARD = "{empty}"
"""Shows nothing, and makes any line one of text."""


def encode(slot: Slot, target: str) -> str | Refusal:
    """Write ``target`` for a slot, or say why it would change the page's shape."""
    if target == slot.segment.msgid:
        return slot.raw
    encoding = slot.encoding
    if isinstance(encoding, HtmlEncoding):
        return _as_html(slot, target)
    if not isinstance(encoding, AsciiDocEncoding):
        return frontmatter.encode(slot, target)
    target = target.replace("\r\n", "\n").strip(SPACE + "\ufeff")
    if encoding.place not in ("text", "verse", "cell"):
        target = _NEWLINES.sub(" ", target)
    refusal = _refusal(slot, target)
    if refusal is not None:
        return refusal
    written = _write(slot, target, encoding)
    return SHAPE if written is None else written.replace("\n", encoding.newline)


def _refusal(slot: Slot, target: str) -> Refusal | None:
    """What is wrong with a translation wherever it stands."""
    if not has_text(target):
        return NO_LETTER
    if ":" in target or "&" in target:
        msgid = slot.segment.msgid
        if _loading(target) > _loading(msgid):
            return LOADS
        if len(_SETTING.findall(target)) > len(_SETTING.findall(msgid)):
            return SETS
    return BLANK if _BLANK_LINE.search(target) else None


def _loading(text: str) -> int:
    """The number of links in a text that run code, as a browser reads them."""
    if "&" in text or "{" in text:
        text = _UNSEEN.sub("", unescape(_ATTRIBUTE.sub("", text)))
    return len(_SCHEME.findall(text))


def _as_html(slot: Slot, target: str) -> str | Refusal:
    """A translation in a block of HTML, which ends where a line has its delimiter."""
    written = _HTML.encode(slot, target)
    if isinstance(written, str) and any(map(_is_structure, written.splitlines())):
        return SHAPE
    return written


def _is_structure(row: str) -> bool:
    row = row.rstrip(SPACE)
    return not row or delimiter(row) is not None or is_preprocessor(row)


def _write(slot: Slot, target: str, encoding: AsciiDocEncoding) -> str | None:
    for candidate in _candidates(target):
        written = _in_place(candidate, encoding)
        if _keeps_shape(slot, written, encoding):
            return written
    return None


def _candidates(target: str) -> Iterator[str]:
    """A translation as it is, then with guards before lines that are none of text, then behind."""
    rows = target.split("\n")
    bad = [bool(_FENCE.match(row)) or is_comment(row) or _is_structure(row) for row in rows]
    if not any(bad):
        yield target
    guarded = "\n".join(
        _GUARD + row.lstrip(" \t") if hard or _SPECIAL.match(row.lstrip(" \t")) else row
        for row, hard in zip(rows, bad, strict=True)
    )
    yield guarded
    yield guarded + _GUARD


def _in_place(target: str, encoding: AsciiDocEncoding) -> str:
    """A translation with the indent, quotes and escapes of its place."""
    place = encoding.place
    if place == "underlined":
        mark = encoding.quote
        return f"{target}\n{mark * max(len(target), 2)}"
    if place == "value":
        return _value(target, encoding.quote)
    if place == "field":
        if encoding.quote or '"' in target or encoding.separator in target:
            return '"' + target.replace('"', '""') + '"'
        return target
    if encoding.indent:
        target = target.replace("\n", f"\n{encoding.indent}")
    if encoding.separator:
        target = _escaped(target, encoding)
    return target


def _value(target: str, quote: str) -> str:
    """A value of an attribute list, in quotes where it had some or needs them."""
    if not quote and not set(",=\"'") & set(target):
        return target
    quote = quote or '"'
    return quote + re.sub(rf"(?<!\\){quote}", rf"\\{quote}", target) + quote


def _escaped(target: str, encoding: AsciiDocEncoding) -> str:
    """The text of a cell, which has no separator and ends before no specification."""
    mark = encoding.separator
    target = re.sub(rf"(?<!\\){re.escape(mark)}", lambda _: "\\" + mark, target)
    last = re.split(r"[ \t\n]", target)[-1]
    joined = encoding.place != "cell" or encoding.tail.startswith(mark)
    if joined and (target.endswith("\\") or (last != target and SPEC.match(last))):
        target += _GUARD
    return target


def _keeps_shape(slot: Slot, written: str, encoding: AsciiDocEncoding) -> bool:
    """Whether a text is one slot of the same kind where it stands, and nothing around changes."""
    if encoding.place in ("cell", "row", "field"):
        return not any(map(_is_odd, written.split("\n")))
    raw = slot.raw.replace("\r\n", "\n")
    if encoding.place == "underlined" and interrupts(raw.partition("\n")[0]):
        return False  # only such a title may stand right under a paragraph
    before = _shape(encoding.state, encoding.lead, raw, encoding.tail, encoding.after)
    return before == _shape(encoding.state, encoding.lead, written, encoding.tail, encoding.after)


def _is_odd(row: str) -> bool:
    return _is_structure(row) or is_comment(row)


@lru_cache(maxsize=4096)
def _shape(
    state: State, lead: str, text: str, tail: str, after: str
) -> tuple[tuple[str, int, int, str], ...]:
    """The slots of a text between what stands around it.

    Each with its kind, whether it is the text, how far it is from the nearer end, and its text.
    """
    whole = f"{lead}{text}{tail}\n{after}\n"
    out = Parts(whole, 0, "", DEFAULTS)
    AsciiDocScan(out, 0, len(whole), state).scan()
    found, place = [], 0
    for part in out.finish():
        raw = part if isinstance(part, str) else part.raw
        if isinstance(part, Slot):
            mine = place == len(lead) and raw == text
            behind = len(whole) - place if place > len(lead) else 0
            found.append((part.segment.kind, int(mine), behind, "" if mine else raw))
        place += len(raw)
    return tuple(found)
