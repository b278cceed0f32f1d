"""The sentences of a text, none of them with half of a tag's content."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from dragoman.formats.tags import TAG, VOID

_END = re.compile(
    r"[.!?…][\"'”’»)\]]*+(?:</[a-zA-Z]++>)*+\s++|[。！？][」』”’）]*+(?:</[a-zA-Z]++>)*+\s*+"
)


_CHINESE_JAPANESE = "\u3000-\u30ff\u3400-\u9fff\uff00-\uffef\U00020000-\U0003ffff"
"""Chinese and Japanese, with their marks."""


def sentences(text: str) -> list[str]:
    """The sentences of ``text``, without the white space around them."""
    found: list[str] = []
    start = 0
    ends = [match.end() for match in _END.finditer(text)]
    open_tags: Counter[str] = Counter()
    done = 0
    for end in (*ends, len(text)):
        _count(open_tags, text[done:end])
        done = end
        if not any(open_tags.values()) or end == len(text):
            sentence = text[start:end].strip()
            if sentence:
                found.append(sentence)
            start = end
    return found


def _count(open_tags: Counter[str], text: str) -> None:
    """Count the elements that are open behind a piece of text."""
    if "<" not in text:
        return
    for match in TAG.finditer(text):
        name = (match[2] or "").lower()
        if name and name not in VOID:
            open_tags[name] += -1 if match[1] else 1


def joined(texts: Iterable[str]) -> str:
    """Sentences, lines or paragraphs in a row; without spaces where their language has none."""
    pieces: list[str] = []
    for text in texts:
        if pieces and (pieces[-1].isascii() or not _are_unspaced(pieces[-1], text)):
            pieces.append(" ")
        pieces.append(text)
    return "".join(pieces)


def _are_unspaced(before: str, after: str) -> bool:
    """Whether no space stands between two texts, whatever tags are there."""
    end, start = _unspaced()
    return bool(end.search(before) and start.match(after))


@lru_cache(maxsize=1)
def _unspaced() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What matches the end and the start of such texts; slow to compile."""
    return (
        re.compile(rf"[{_CHINESE_JAPANESE}](?:</[a-zA-Z]++>)*\Z"),
        re.compile(rf"(?:<[a-zA-Z][^>]*+>)*[{_CHINESE_JAPANESE}]"),
    )
