"""What kind of change made a new wording of an old one: decided once, for all locales."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import zip_longest
from typing import Literal, NamedTuple

from dragoman.formats.tags import (
    LANGUAGE_ATTRIBUTES,
    TAG,
    TEXT_ATTRIBUTES,
    named_values,
    split_at_tags,
    unescape,
)

Kind = Literal["layout", "markup", "typo", "wording"]

_OWN_ATTRIBUTES = LANGUAGE_ATTRIBUTES.union(TEXT_ATTRIBUTES)
"""Attributes that a translation has values of its own for; another text is another wording."""

TARGET = re.compile(
    r"(?<=\]\()[^()\s]++"
    r"|(?:https?|ftp)://[^\s<>\[\]\"“”«»]++"
    r"|\b(?:link|xref|image|mailto):[^\s<>\[\]\"“”«»]++"
)
"""What a link outside a tag leads to, in Markdown, AsciiDoc or plain text."""

_AFTER_TARGET = ".,;:!?)'’*_`"
"""What ends a sentence, not the target before it."""

_MARK = "\ufffc"
"""Stands for a piece of markup in a text."""

_BREAK = re.compile(r"<br\b", re.IGNORECASE)
_MARKS = re.compile(rf" ?{_MARK}[ {_MARK}]*+")
_INVISIBLE = str.maketrans("", "", "\u00ad\u200b\u2060\ufeff")
_TYPOGRAPHY = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-"})
_WORD = re.compile(r"\w+|\W+")
_NEGATIONS = frozenset("cannot except neither never nobody none nothing without".split())

_LONG = 5
"""Shorter words that differ in a letter are mostly different words: ``form`` and ``from``."""
_LONG_TO_REPLACE = 8
"""The same where a letter took another one's place: ``write`` and ``wrote``."""
_LONG_FOR_TWO = 9
"""The same where two letters differ."""


class Tag(NamedTuple):
    """A tag, comment or target as it is compared."""

    kind: Literal["tag", "target", "other"]
    head: str
    """The name of an element, after a slash in an end tag; otherwise all of it as written."""
    attributes: frozenset[tuple[str, str]]
    """Those that are the same in every language."""
    own: frozenset[tuple[str, str]]
    """Those that a translation has values of its own for."""

    @property
    def ends(self) -> bool:
        """Whether it is an end tag."""
        return self.kind == "tag" and self.head.startswith("/")


class Edit(NamedTuple):
    """A piece of markup that changed, everywhere in the same way."""

    old: str
    new: str
    times: int
    """How often it stands in the old wording."""


class Change(NamedTuple):
    """What makes a new wording of an old one."""

    kind: Kind
    edits: tuple[Edit, ...] = ()
    """What to do in a translation where only markup changed."""
    words: tuple[tuple[str, str], ...] = ()
    """The words whose letters changed, old and new, where nothing but a typo was mended."""


_WORDING = Change("wording")


@lru_cache(maxsize=4096)
def change(old: str, new: str, *, typos: bool = True) -> Change:
    """What kind of change made ``new`` of ``old``; without ``typos``, these count as wording."""
    (old_text, old_marks), (new_text, new_marks) = _read(old), _read(new)
    if old_text == new_text:
        edits = _edits(old_marks, new_marks)
        if edits is None:
            return _WORDING
        return Change("markup", edits) if edits else Change("layout")
    if not typos or [read_tag(mark) for mark in old_marks] != [
        read_tag(mark) for mark in new_marks
    ]:
        return _WORDING
    words = _mended(old_text, new_text)
    return _WORDING if words is None else Change("typo", words=words)


def _read(wording: str) -> tuple[str, list[str]]:
    """The text of a wording without its layout, a mark for each piece of markup, and these."""
    marks: list[str] = []
    pieces: list[str] = []
    for text, tag in split_at_tags(wording):
        for before, target in split_at_targets(text):
            pieces.append(unescape(before))
            if target:
                marks.append(target)
                pieces.append(_MARK)
        if tag:
            marks.append(tag)
            pieces.append(f" {_MARK}" if _BREAK.match(tag) else _MARK)
    plain = "".join(pieces)
    if not plain.isascii():
        plain = plain.translate(_INVISIBLE)
    plain = " ".join(plain.split())
    return _MARKS.sub(_one_gap, plain) if marks else plain, marks


def bare_target(text: str) -> str:
    """A target without the marks of the sentence behind it."""
    return text.rstrip(_AFTER_TARGET)


def split_at_targets(text: str) -> Iterator[tuple[str, str]]:
    """The pieces of a text without tags, each with the target behind it; the last one has none."""
    done = 0
    for match in TARGET.finditer(text):
        target = bare_target(match[0])
        yield text[done : match.start()], target
        done = match.start() + len(target)
    yield text[done:], ""


def _one_gap(match: re.Match[str]) -> str:
    """One space for all white space beside markup, none at the ends of the text."""
    gap, marks = match[0], match[0].count(_MARK)
    inside = match.start() > 0 and match.end() < len(match.string)
    return " " * (inside and marks < len(gap)) + _MARK * marks


@lru_cache(maxsize=4096)
def read_tag(text: str) -> Tag:
    """What counts of a tag, whatever its layout and quoting; a target is just itself."""
    match = TAG.fullmatch(text)
    if match is None:
        return Tag("target", text, frozenset(), frozenset())
    if match[2] is None:
        return Tag("other", text, frozenset(), frozenset())
    values = dict[str, str]()
    for name, value in named_values(match[3]):
        values.setdefault(name, unescape(value or ""))
    own = frozenset(item for item in values.items() if item[0] in _OWN_ATTRIBUTES)
    return Tag("tag", match[1] + match[2].lower(), frozenset(values.items()) - own, own)


def _edits(old_marks: list[str], new_marks: list[str]) -> tuple[Edit, ...] | None:
    """What changed in the markup; None where no translation could tell what is meant."""
    became: dict[tuple[str, frozenset[tuple[str, str]]], tuple[str, str, int]] = {}
    for old, new in zip_longest(old_marks, new_marks, fillvalue=""):
        one, other = read_tag(old), read_tag(new)
        if (one.kind, one.own, one.ends) != (other.kind, other.own, other.ends):
            return None
        first, known, count = became.setdefault(one[1:3], (old, new, 0))
        if read_tag(known) != other:
            return None
        became[one[1:3]] = (first, known, count + 1)
    return tuple(
        Edit(old, new, count)
        for old, new, count in became.values()
        if read_tag(old) != read_tag(new)
    )


def _mended(old: str, new: str) -> tuple[tuple[str, str], ...] | None:
    """The words in which nothing but typos was mended; None where anything else changed."""
    if old.translate(_TYPOGRAPHY) == new.translate(_TYPOGRAPHY):
        return ()
    old_words, new_words = _WORD.findall(old), _WORD.findall(new)
    if len(old_words) != len(new_words):
        return None
    pairs = zip(old_words, new_words, strict=True)
    changed = tuple(dict.fromkeys((one, other) for one, other in pairs if one != other))
    if all(_is_recased(one, other) for one, other in changed):
        return changed
    return changed if len(changed) == 1 and _is_typo(*changed[0]) else None


def _is_recased(old: str, new: str) -> bool:
    """Whether just the first letter became a capital or a small one."""
    return old[1:] == new[1:] and old[:1].lower() == new[:1].lower()


def _is_typo(old: str, new: str) -> bool:
    """Whether a word is another one misspelt: its first and last letters are right."""
    shorter = min(len(old), len(new))
    if not (old.isalpha() and new.isalpha()) or shorter < _LONG or _NEGATIONS & {old, new}:
        return False
    if old[0] != new[0] or old[-1] != new[-1]:
        return False
    from rapidfuzz.distance import OSA  # noqa: PLC0415 (most runs compare nothing)

    distance = OSA.distance(old, new)
    if distance == 1:
        return len(old) != len(new) or sorted(old) == sorted(new) or shorter >= _LONG_TO_REPLACE
    return distance == 2 and shorter >= _LONG_FOR_TWO  # noqa: PLR2004 (two letters)
