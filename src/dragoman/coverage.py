"""Coverage: how much of a lesson a locale has, in segments and in source words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.catalog import Catalog, Key

_CHARACTER = "\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff"
"""Chinese and Japanese characters."""

_WORD = re.compile(r"\w+(?:['’.\-]\w+)*")

_REFERENCE = re.compile(r"&#?\w+;")

_BREAK = re.compile(r"<(?:br|wbr)\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def _word_or_character() -> re.Pattern[str]:
    """What matches a word, or a single character of a script without spaces."""
    letter = rf"[^\W{_CHARACTER}]"
    return re.compile(rf"[{_CHARACTER}]|{letter}+(?:['’.\-]{letter}+)*")


@lru_cache(maxsize=1 << 18)
def count_words(msgid: str) -> int:
    """Words of a msgid outside its markup; each Chinese or Japanese character is a word."""
    if "<" in msgid:
        from dragoman.formats.tags import without_markup  # noqa: PLC0415 (a recall needs none)

        msgid = without_markup(_BREAK.sub(r" \g<0>", msgid))
    if "&" in msgid:
        msgid = _REFERENCE.sub(" ", msgid)
    spaced = msgid.isascii() or max(msgid) < _CHARACTER[0]
    return len((_WORD if spaced else _word_or_character()).findall(msgid))


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of segments and of source words in them."""

    segments: int = 0
    words: int = 0

    def __add__(self, other: Amount) -> Amount:
        """The sum of both numbers."""
        return Amount(self.segments + other.segments, self.words + other.words)


@dataclass(frozen=True, slots=True)
class Coverage:
    """The segments of a lesson by their state in one locale; each is counted once."""

    translated: Amount = field(default_factory=Amount)
    stale: Amount = field(default_factory=Amount)
    """Translations of an earlier wording."""
    fuzzy: Amount = field(default_factory=Amount)
    """Other translations that nobody has confirmed."""
    untranslated: Amount = field(default_factory=Amount)

    def __add__(self, other: Coverage) -> Coverage:
        """The coverage of two lessons together."""
        return Coverage(
            self.translated + other.translated,
            self.stale + other.stale,
            self.fuzzy + other.fuzzy,
            self.untranslated + other.untranslated,
        )

    @property
    def total(self) -> Amount:
        """All segments."""
        return self.translated + self.stale + self.fuzzy + self.untranslated

    @property
    def percent(self) -> float:
        """Translated words of all words, 0 to 100; a lesson without words is complete."""
        words = self.total.words
        return 100.0 * self.translated.words / words if words else 100.0


def measure(keys: Iterable[Key], catalog: Catalog) -> Coverage:
    """The coverage of a lesson, or of a template, by the keys of its segments."""
    entries = catalog.by_key()
    translated, stale, fuzzy, untranslated = counts = [0, 0], [0, 0], [0, 0], [0, 0]
    for key in dict.fromkeys(keys):
        entry = entries.get(key)
        if entry is None or not entry.msgstr.strip():
            count = untranslated
        elif "fuzzy" not in entry.flags:
            count = translated
        else:
            count = fuzzy if entry.previous_msgid is None else stale
        count[0] += 1
        count[1] += count_words(key[1])
    return Coverage(*[Amount(segments, words) for segments, words in counts])
