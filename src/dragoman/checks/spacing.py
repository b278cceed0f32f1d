"""White space and characters that nobody sees."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from dragoman.checks.base import Problem
from dragoman.checks.case import Case
from dragoman.checks.languages import Language

_DOUBLE = re.compile(r"(?<=\S)[ \t]{2,}+(?=\S)")
_BEFORE_MARK = re.compile(r"(?<=[^\W_]) ++(?=[,.](?:\s|\Z))")
_BEFORE_STRONG = re.compile(r"(?<=[^\W_]) ++(?=[;:!?](?:\s|\Z))")


def check_white_space(case: Case) -> Iterator[Problem]:
    """No space at an end, doubled, or before a comma or full stop, but where the source has it."""
    text = case.msgstr
    for edge, name in ((text[:1], "begins"), (text[-1:], "ends")):
        at = 0 if name == "begins" else -1
        if edge.isspace() and not case.msgid[at:][:1].isspace():
            yield Problem("white-space", f"the translation {name} with white space")
            return
    double = "  " in case.target or "\t" in case.target
    found = _DOUBLE.search(case.target) if double else None
    if found and not _DOUBLE.search(case.source):
        shown = case.target[max(0, found.start() - 8) : found.end() + 8]
        yield Problem("white-space", f"there are two spaces in “{shown}”")
        return
    found = _stray(case.target, case.language)
    if found and not _stray(case.source, case.source_language):
        shown = case.target[max(0, found.start() - 8) : found.end() + 1]
        yield Problem("white-space", f"there is a space before the mark in “{shown}”")


def _stray(text: str, language: Language) -> re.Match[str] | None:
    found = _BEFORE_MARK.search(text) if " ," in text or " ." in text else None
    if found or language.code == "fr" or not any(mark in text for mark in (" ;", " :", " !", " ?")):
        return found
    return _BEFORE_STRONG.search(text)


_SEVERAL = re.compile(r"(?<![\n \t])[ \t]{2,}+(?!\n)")
"""Several spaces anywhere but at a line's ends: a tag may stand beside them."""


def spaced(text: str, language: Language) -> str:
    """A text without the white space that ``check_white_space`` finds inside of it."""
    text = _BEFORE_MARK.sub("", _SEVERAL.sub(" ", text))
    return text if language.code == "fr" else _BEFORE_STRONG.sub("", text)


_SUSPECT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b\u2060-\u2064\u2028\u2029\ufeff\ufff9-\ufffb"
    "\ufffd\ue000-\uf8ff]"
)
_MOJIBAKE = re.compile("[ÃÂ][\x80-\xbf¡-¿]|â€[™œ\x9d“”]")


def check_control_characters(case: Case) -> Iterator[Problem]:
    """No control, invisible or broken characters that the source has not."""
    text = case.msgstr
    broken = _MOJIBAKE.search(text) if "Ã" in text or "Â" in text or "â€" in text else None
    if broken and not _MOJIBAKE.search(case.msgid):
        message = f"“{broken[0]}” looks like text read in a wrong charset"
        yield Problem("control-characters", message)
        return
    if "\ufffd" not in text and text.replace("\n", " ").isprintable():
        return  # no suspect but that one is printable; to know it is quicker than to search
    for found in _SUSPECT.finditer(text):
        sign = found[0]
        if sign in case.msgid or (sign == "\u200b" and case.language.breaks_words):
            continue
        name = unicodedata.name(sign, "control character").lower()
        yield Problem("control-characters", f"the translation has U+{ord(sign):04X}, {name}")
        return


_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")


def check_bidi(case: Case) -> Iterator[Problem]:
    """Characters that turn the direction are closed, and none overrides it."""
    opened: list[str] = []
    for sign in _BIDI.findall(case.msgstr):
        if sign in "\u202d\u202e" and sign not in case.msgid:
            message = f"U+{ord(sign):04X} overrides the direction, so that text reads otherwise"
            yield Problem("bidi", message)
            return
        if sign in "\u202c\u2069":
            closes_isolate = sign == "\u2069"
            if not opened or (opened.pop() in "\u2066\u2067\u2068") != closes_isolate:
                yield Problem("bidi", f"U+{ord(sign):04X} closes nothing")
                return
        else:
            opened.append(sign)
    if opened:
        yield Problem("bidi", f"U+{ord(opened[-1]):04X} is not closed")
