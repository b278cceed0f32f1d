"""Texts in Markdown that is made for them."""

from __future__ import annotations

import html
import re

_SPECIAL = re.compile(r"([\\`*{}\[\]#|~!]|(?<![^\W_])_|_(?![^\W_]))")
_MENTION = re.compile(r"@(?=\w)")
_GAP = re.compile(r"\s+")


def plain(text: str) -> str:
    """A text as Markdown shows it just so: no markup, and nobody is mentioned."""
    escaped = _SPECIAL.sub(r"\\\1", html.escape(_GAP.sub(" ", text), quote=False))
    return _MENTION.sub("@<!-- -->", escaped)
