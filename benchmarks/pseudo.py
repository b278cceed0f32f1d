"""Pseudo-translations: look like a language, keep all markup, and tell which text they are of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from zlib import crc32

import polib

_PIECE = re.compile(
    r"<[^>]*>|&\#?\w+;|\{\{.*?\}\}|\{%.*?%\}|https?://[^\s<]+|(?P<word>[^\W\d_]+)", re.DOTALL
)
_VOWELS = "aeiouAEIOU"
_ACCENTED = {
    "de": "äëïöüÄËÏÖÜ",
    "es": "áéíóúÁÉÍÓÚ",
    "fr": "âêîôûÂÊÎÔÛ",
    "it": "àèìòùÀÈÌÒÙ",
    "pt-br": "ãẽĩõũÃẼĨÕŨ",
}
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_CYRILLIC = "абцдефгхийклмнопярстувщыжз"
_TABLES = {locale: str.maketrans(_VOWELS, accented) for locale, accented in _ACCENTED.items()}
_TABLES["ru"] = str.maketrans(_LATIN + _LATIN.upper(), _CYRILLIC + _CYRILLIC.upper())
_IDEOGRAPHS = 20_000


def translate(text: str, locale: str) -> str:
    """Pseudo-translate every word outside tags, character references, shortcodes and URLs."""

    def word(match: re.Match[str]) -> str:
        found = match["word"]
        return match[0] if found is None else translate_word(found, locale)

    return _PIECE.sub(word, text)


def translate_word(word: str, locale: str) -> str:
    """Give one word accents, other letters, or (ja, zh) two ideographs, a text of its own each."""
    if locale in _TABLES:
        return word.translate(_TABLES[locale])
    high, low = divmod(crc32((locale + word).encode()) % _IDEOGRAPHS**2, _IDEOGRAPHS)
    return chr(0x4E00 + high) + chr(0x4E00 + low)


def fill(catalog: Path, locale: str) -> int:
    """Pseudo-translate every live entry of a PO file in place and return how many there are."""
    entries = polib.pofile(str(catalog))
    live = [entry for entry in entries if not entry.obsolete]
    for entry in live:
        entry.msgstr = translate(entry.msgid, locale)
        entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
    entries.metadata_is_fuzzy = False
    entries.save()
    return len(live)


def fill_all(catalogs: Iterable[tuple[Path, str]]) -> int:
    """Fill many catalogs in worker processes, so that this one stays small; return the entries."""
    paths, locales = zip(*catalogs, strict=True)
    with ProcessPoolExecutor() as workers:
        return sum(workers.map(fill, paths, locales, chunksize=16))
