"""What the checks know of languages: scripts, marks, spaces.

Source: CLDR's exemplar characters, and the style guides of Unicode, Microsoft and Wikipedia.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

CJK = (
    "\u2e80-\u2fff\u3005-\u3007\u3021-\u3029\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff"
    "\uff66-\uff9f\U00020000-\U0003ffff"
)
"""Chinese and Japanese characters, as the inside of a character class."""

_UNSPACED = frozenset("zh yue ja th lo km my bo".split())
"""Languages that write no spaces between words."""

_CJK = frozenset(("zh", "yue", "ja"))

_NO_FULL_STOP = frozenset(("th", "lo"))

_REDUPLICATING = frozenset(
    "zh yue ja th lo km my bo tr az hi bn ur mr gu pa ta te kn ml si ne vi id ms tl fil sw ko fa "
    "ar he hy ka".split()
)
"""Languages in which a word is often written twice on purpose."""

_COMPOUNDING = frozenset("de nl af sv da nb nn no is fi et hu".split())
"""Languages that join words into one."""

_UNINFLECTED = frozenset("vi id ms zh yue ja th lo km my bo".split())

_PREFIXING = frozenset(("ar", "he"))
"""Languages that write articles and prepositions as part of the next word."""


@dataclass(frozen=True, slots=True)
class Language:
    """A language as the checks see it."""

    code: str
    """The first part of the locale in lower case: ``pt`` for ``pt-BR``."""
    territory: str = ""
    """In upper case, empty where the locale has none."""
    decimal: str = "."
    """What stands before decimals, by CLDR."""

    @property
    def spaced(self) -> bool:
        """Whether there are spaces between words."""
        return self.code not in _UNSPACED

    @property
    def breaks_words(self) -> bool:
        """Whether invisible spaces say where a line may break."""
        return not self.spaced and self.code not in _CJK

    @property
    def has_full_stop(self) -> bool:
        """Whether sentences end with a mark."""
        return self.code not in _NO_FULL_STOP

    @property
    def doubles_words(self) -> bool:
        """Whether doubled words are nothing to wonder at."""
        return self.code in _REDUPLICATING

    @property
    def joins_words(self) -> bool:
        """Whether a word may go on with another one."""
        return self.code in _COMPOUNDING

    @property
    def inflects(self) -> bool:
        """Whether words change their endings."""
        return self.code not in _UNINFLECTED

    @property
    def prefixes(self) -> bool:
        """Whether articles and prepositions are part of the next word."""
        return self.code in _PREFIXING


_TERRITORY = re.compile(r"[-_]([A-Za-z]{2}|[0-9]{3})(?:[-_]|\Z)")


@lru_cache(maxsize=64)
def language(tag: str, decimal: str = ".") -> Language:
    """The language of a locale."""
    found = _TERRITORY.search(tag)
    code = re.split("[-_]", tag)[0].lower()
    return Language(code, found[1].upper() if found else "", decimal)
