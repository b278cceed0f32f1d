"""Text in atoms: what may stand at the end of a line, and how wide it is.

Source: Unicode Standard Annex 14 (line breaking), as far as captions need it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from dragoman.formats.tags import unescape
from dragoman.formats.webvtt.scan import Dialect
from dragoman.formats.webvtt.text import SPACE

_SPACELESS = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffee"
    "\U00020000-\U0003ffff]"
)
"""Letters and signs of scripts without spaces: Thai, Lao, Burmese, Khmer, Chinese, Japanese."""

_NEVER_FIRST = frozenset(
    "、。，．・：；？！）］｝」』】〉》〕〗ー々〻ゝゞ…‥ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ％"
    ")]}>»”’\"',.;:!?%&ะาำๅๆฯະາຳໆ"
)
_NEVER_LAST = frozenset("「『（［｛【〈《〔〖([{<«“‘#$&เแโใไເແໂໃໄ")

_KANA = re.compile("[ぁ-ゟ]")
_CLOSING = re.compile("[」』】》〉）〕的了们吗呢吧]\\Z")
"""Signs and Chinese syllables that end a word."""

_PAUSE = re.compile(r"""(?:[.!?…。！？؟।]|([,;:、，；：،؛—–]))["'”’»›)\]』」）】》]*\Z""")

_SHORT = 3
"""Words of so many letters are mostly articles and prepositions: no line should end in one."""


class Atom(NamedTuple):
    """Text that stays in one line."""

    text: str
    width: int
    spaced: bool
    """Whether a space stands before it."""
    cost: float
    """How bad a line's end behind it is, from 0 to 1."""


def width(text: str, dialect: Dialect) -> int:
    """How many characters of a line a text takes; East Asian ones take two."""
    if "<" in text or "{" in text:
        text = dialect.tag.sub("", text)
    if "&" in text and dialect.signed:
        text = unescape(text)
    if text.isascii():
        return len(text)
    return sum(map(_character_width, text))


@lru_cache(maxsize=4096)
def _character_width(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf", "Cc"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def is_spaceless(text: str) -> bool:
    """Whether a text begins with a letter of a script without spaces."""
    return _SPACELESS.match(text) is not None


def atoms(text: str, dialect: Dialect) -> list[Atom]:
    """A text in atoms; joined, with a space where one says so, they are the text."""
    found: list[Atom] = []
    for word in _words(text, dialect):
        for number, part in enumerate(_parts(word, dialect)):
            found.append(Atom(part, width(part, dialect), number == 0 and bool(found), 0))
    for number, atom in enumerate(found[:-1]):
        cost = _cost(atom, found[number + 1], dialect)
        found[number] = Atom(atom.text, atom.width, atom.spaced, cost)
    return found


def _words(text: str, dialect: Dialect) -> list[str]:
    """What stands between white space outside of tags."""
    if "<" not in text and "{" not in text:
        return [word for word in re.split(f"[{SPACE}]++", text) if word]
    return re.findall(f"(?:{dialect.tag.pattern}|[^{SPACE}])++", text, dialect.tag.flags)


def _parts(word: str, dialect: Dialect) -> Iterator[str]:
    """A word in the parts between which a line may end."""
    if not _SPACELESS.search(word):
        yield word
        return
    done, before, at = 0, "", 0
    place = 0  # where a line may end between the letter before and the one to come
    while at < len(word):
        tag = dialect.tag.match(word, at)
        if tag is not None:
            at = tag.end()
            if place == tag.start() and tag[0].startswith("</"):
                place = at
            continue
        if before and _may_break(before, word[at]):
            yield word[done:place]
            done = place
        before, at = word[at], at + 1
        place = at
    yield word[done:]


def _may_break(before: str, after: str) -> bool:
    """Whether a line may end between two letters that no space separates."""
    if not (_SPACELESS.match(before) or _SPACELESS.match(after)):
        return False
    if after in _NEVER_FIRST or before in _NEVER_LAST or before == "\u17d2":
        return False
    joined = unicodedata.category(after) in {"Mn", "Mc", "Me", "Cf"}
    return not joined and before not in "\u200d\u2060\u00a0" and after != "\u00a0"


def _cost(atom: Atom, behind: Atom, dialect: Dialect) -> float:
    """How bad it is to end a line between two atoms."""
    text = dialect.tag.sub("", atom.text) if "<" in atom.text else atom.text
    pause = _PAUSE.search(text)
    if pause:
        return 0.1 if pause[1] else 0.0
    if behind.spaced:
        return 0.5 if len(text) <= _SHORT else 0.3
    particle = _KANA.match(text[-1:]) and not _KANA.match(behind.text)
    if particle or _CLOSING.search(text):
        return 0.35
    return 1.0 if _CLOSING.match(behind.text) else 0.8
