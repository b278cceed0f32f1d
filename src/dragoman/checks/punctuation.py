"""Marks at the end of a text, and marks that a language writes in a way of its own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from dragoman.checks.base import Problem
from dragoman.checks.case import Case
from dragoman.checks.languages import CJK, Language
from dragoman.checks.prose import OBJECT

_CLASSES = {
    "full stop": ".。．｡।۔։።။។॥",
    "question mark": "?？؟՞፧\u037e",
    "exclamation mark": "!！՜",
    "ellipsis": "…⋯",
    "colon": ":：፥",
    "semicolon": ";；؛፤\u0387",
    "comma": ",，、،፣",
}

_CLASS_OF = {mark: name for name, marks in _CLASSES.items() for mark in marks}

_ENDINGS = frozenset(("full stop", "exclamation mark", "ellipsis"))
"""Marks that end a statement; which of them is a matter of taste."""

_FREE = frozenset(
    (("full stop", "colon"), ("colon", "full stop"), ("", "colon"), ("", "question mark"))
)
"""How texts end before a list or an example, and a heading made a question."""

_TERSE = frozenset("zh yue ja ko".split())
"""Languages that write a single phrase without a full stop."""

_CLOSERS = "\"'”’“‘»«›‹)]}）］】」』〉》*_~ \t\n\u00a0\u202f\u3000\u200b\u200f\u200e"

_ABBREVIATION = re.compile(r"(?:\b(?:etc|Inc|Ltd|Co|vs|al|no|approx)|\.[A-Za-z])\.\Z")

_ASKING = re.compile(r"[かの][。．]\W*\Z|[까요나]\.\W*\Z")
"""Questions that end with a full stop, in Japanese and Korean."""


def check_end_punctuation(case: Case) -> Iterator[Problem]:
    """A text ends as its source does: with a mark of the same kind, or with none."""
    source, target = case.source.rstrip(_CLOSERS), case.target.rstrip(_CLOSERS)
    wanted = _end(source, case.source_language)
    found = _end(target, case.language)
    if wanted == found or not source or not target or OBJECT in (source[-1], target[-1]):
        return
    if _may_differ(case, wanted, found) or _ABBREVIATION.search(source):
        return
    ends = f"with a {found}" if found else "without a mark"
    ended = f"with a {wanted}" if wanted else "without one"
    ends, ended = (text.replace("a e", "an e") for text in (ends, ended))
    yield Problem("end-punctuation", f"the translation ends {ends}, the source {ended}")


def _may_differ(case: Case, wanted: str, found: str) -> bool:
    """Whether a text may end in another way than its source in this language."""
    if {wanted, found} <= _ENDINGS or (wanted, found) in _FREE:
        return True
    if wanted and found == "full stop":
        quoted = _end(_inside(case.target), case.language)
        return quoted == wanted or (wanted == "question mark" and bool(_ASKING.search(case.target)))
    code = case.language.code
    if wanted == "full stop" and not found:
        return not case.language.has_full_stop or (
            code in _TERSE and not any(mark in case.target for mark in _CLASSES["full stop"])
        )
    return False


def _inside(text: str) -> str:
    """A text without the full stop behind the quotation that it ends with."""
    return text.rstrip(_CLOSERS)[:-1].rstrip(_CLOSERS)


def _end(text: str, language: Language) -> str:
    """The name of the mark at the end of a text; empty for none."""
    if text.endswith(("...", "。。。", "・・・")):
        return "ellipsis"
    if language.code == "el" and text.endswith(";"):
        return "question mark"
    return _CLASS_OF.get(text[-1:], "")


def closing_mark(case: Case) -> str:
    """The mark to be added to a translation that lacks the one its source ends with."""
    source, target = case.source.rstrip(), case.target.rstrip()
    wanted = _CLASS_OF.get(source[-1:], "")
    if (
        wanted not in {"full stop", "colon"}
        or unicodedata.category(target[-1:] or " ")[0] not in "LMN"
    ):
        return ""
    if wanted == "colon":
        mark = ":" if case.language.code not in _OWN_FORMS else _OWN_FORMS[case.language.code][":"]
        return "\u00a0:" if case.language.code == "fr" else mark
    return _FULL_STOPS.get(case.language.code, ".") if case.language.has_full_stop else ""


_FULL_STOPS = {"zh": "。", "yue": "。", "ja": "。", "hi": "।", "bn": "।", "ne": "।", "mr": "."}
_FULL_STOPS |= {"ur": "۔", "hy": "։", "am": "።", "my": "။", "km": "។"}

_CHINESE = {".": "。", ",": "，", "?": "？", "!": "！", ";": "；", ":": "："}
_JAPANESE = {".": "。", ",": "、", "?": "？", "!": "！", ":": "："}
_ARABIC = {"?": "؟", ",": "،", ";": "؛", ":": ":"}
_OWN_FORMS = {
    **dict.fromkeys(("zh", "yue"), _CHINESE),
    "ja": _JAPANESE,
    **dict.fromkeys(("ar", "fa", "ur", "ps", "sd", "ckb", "ug"), _ARABIC),
    "el": {"?": ";", ":": ":"},
}

_WRONG = {
    "cjk": re.compile(rf"(?<=[{CJK}])[.,?!;](?=[{CJK}\s]|\Z)"),
    "arabic": re.compile(r"(?<=[\u0620-\u064a\u0670-\u06d3])[?,;](?=\s|\Z)"),
    "greek": re.compile(r"(?<=[\u0370-\u03ff\u1f00-\u1fff])\?(?=\s|\Z)"),
}

_SCRIPT = {"zh": "cjk", "yue": "cjk", "ja": "cjk", "el": "greek"}

_FRENCH = re.compile(
    r"(?<=[^\W\d_])(?=[;!?](?:[\s»”)]|\Z))|(?<=[^\W\d_])(?=:(?:\s|\Z))|(?<=[\w.!?…])(?=»)|(?<=«)(?=\w)"
)
"""Places where French wants a space."""


_SPANISH = (
    ("question", re.compile(r"\w\?(?:\s|\Z)"), "?", "¿"),
    ("exclamation", re.compile(r"\w!(?:\s|\Z)"), "!", "¡"),
)


def _spanish(case: Case) -> Iterator[Problem]:
    """A question or an exclamation without the mark it begins with."""
    for name, ending, mark, opening in _SPANISH:
        if mark in case.source and ending.search(case.target) and opening not in case.target:
            yield Problem("punctuation", f"a Spanish {name} begins with “{opening}”")


def check_punctuation(case: Case) -> Iterator[Problem]:
    """Marks have the form that the language gives them, and French its spaces around them."""
    code, target = case.language.code, case.target
    if code == "fr" and case.language.territory != "CA":
        place = _FRENCH.search(target)
        if place:
            shown = target[max(0, place.end() - 12) : place.end() + 1].strip()
            yield Problem("punctuation", f"French wants a space in “{shown}”")
    elif code == "es":
        yield from _spanish(case)
    elif code in _OWN_FORMS:
        wrong = _WRONG[_SCRIPT.get(code, "arabic")].search(target)
        better = _OWN_FORMS[code].get(wrong[0]) if wrong else None
        if wrong and better:
            shown = target[max(0, wrong.start() - 8) : wrong.end()].strip()
            yield Problem("punctuation", f"“{shown}” wants the mark “{better}”")


def own_marks(text: str, language: Language) -> str:
    """A text with the marks of its language, and French spaces where they lack."""
    if language.code == "fr" and language.territory != "CA":
        return _FRENCH.sub("\u00a0", text)
    forms = _OWN_FORMS.get(language.code)
    if forms is None:
        return text
    wrong = _WRONG[_SCRIPT.get(language.code, "arabic")]
    return wrong.sub(lambda found: forms.get(found[0], found[0]), text)
