"""Coverage: how much of a lesson a locale has, in segments and in source words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from dragoman.catalog import Catalog, Key

_CHARACTER = "\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff"
"""Chinese and Japanese characters."""

_SPACELESS = f"[{_CHARACTER}]"

_EAST = "[^\0-\u303f]"
"""All of them and more, found in half the time."""

_WORD_OR_CHARACTER = rf"[{_CHARACTER}]|[^\W{_CHARACTER}]+(?:['’.\-][^\W{_CHARACTER}]+)*"

_LONE = frozenset(
    "- – — -- --- & / + = * | • · … ... → ← , . : ; ? ! < > ( ) \" ' « » “ ” # @ % ~".split()
)
"""What is no word although it stands between spaces."""

_REFERENCE = re.compile(r"&#?\w+;")

_BREAK = re.compile(r"<(?:br|wbr)\b", re.IGNORECASE)


def count_words(msgid: str) -> int:
    """Words of a msgid outside its markup, as other tools count them: what stands between spaces.

    Each Chinese or Japanese character is a word; a lone dash or other sign is none.
    """
    if "<" in msgid:
        from dragoman.formats.tags import without_markup  # noqa: PLC0415 (a recall needs none)

        if _BREAK.search(msgid):
            msgid = _BREAK.sub(r" \g<0>", msgid)
        msgid = without_markup(msgid)
    if "&" in msgid:
        msgid = _REFERENCE.sub(" ", msgid)
    if not msgid.isascii() and re.search(_EAST, msgid) and re.search(_SPACELESS, msgid):
        return len(re.findall(_WORD_OR_CHARACTER, msgid))
    words = msgid.split()
    if _LONE.isdisjoint(words):
        return len(words)
    return len([word for word in words if word not in _LONE])


class Amount(NamedTuple):
    """A number of segments and of source words in them."""

    segments: int = 0
    words: int = 0

    def __add__(self, other: Amount) -> Amount:  # type: ignore[override]
        """The sum of both numbers."""
        return Amount(self.segments + other.segments, self.words + other.words)


class Coverage(NamedTuple):
    """The segments of a lesson by their state in one locale; each is counted once."""

    translated: Amount = Amount()
    stale: Amount = Amount()
    """Translations of an earlier wording."""
    fuzzy: Amount = Amount()
    """Other translations that nobody has confirmed."""
    untranslated: Amount = Amount()

    def __add__(self, other: Coverage) -> Coverage:  # type: ignore[override]
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
        translated = self.translated.words
        words = translated + self.stale.words + self.fuzzy.words + self.untranslated.words
        return 100.0 * translated / words if words else 100.0


def count(keys: Iterable[Key]) -> dict[Key, int]:
    """The source words of each segment of a lesson, by its key."""
    return {key: count_words(key[1]) for key in keys}


def measure(keys: Iterable[Key], catalog: Catalog) -> Coverage:
    """The coverage of a lesson, or of a template, by the keys of its segments."""
    return tally(count(keys), catalog)


def tally(counts: Mapping[Key, int], catalog: Catalog) -> Coverage:
    """The coverage of a lesson whose words were counted, once for all locales."""
    get = catalog.by_key().get
    stale, fuzzy, untranslated = others = [0, 0], [0, 0], [0, 0]
    segments = translated = 0
    for key, words in counts.items():
        entry = get(key)
        if entry is None or not (msgstr := entry.msgstr) or msgstr.isspace():
            amount = untranslated
        elif "fuzzy" in entry.flags:
            amount = fuzzy if entry.previous_msgid is None else stale
        else:
            segments += 1
            translated += words
            continue
        amount[0] += 1
        amount[1] += words
    return Coverage(Amount(segments, translated), *(Amount(*amount) for amount in others))
