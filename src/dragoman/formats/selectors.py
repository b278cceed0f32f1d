"""Elements that a project chooses by CSS selectors, as offsets of their start tags."""

from __future__ import annotations

import re

from dragoman.errors import ConfigError

_WORD = re.compile(r"[A-Za-z][\w-]*")


def selected(text: str, start: int, selectors: tuple[str, ...]) -> frozenset[int]:
    """Offsets in ``text`` of the start tags that any selector matches after ``start``.

    BeautifulSoup is asked only where all the words of a selector occur in the page.
    """
    asked = [selector for selector in selectors if _may_match(selector, text)]
    if not asked:
        return frozenset()
    from bs4 import BeautifulSoup, Tag  # noqa: PLC0415 (costly; most pages need none)
    from soupsieve import SelectorSyntaxError  # noqa: PLC0415

    lines = [start]
    lines.extend(match.end() for match in re.compile("\n").finditer(text, start))
    soup = BeautifulSoup(text[start:], "html.parser")
    offsets: set[int] = set()
    for selector in asked:
        try:
            tags = soup.select(selector)
        except SelectorSyntaxError as error:
            raise ConfigError(
                "dragoman.toml",
                None,
                f"“{selector}” is not a CSS selector: {str(error).splitlines()[0]}",
                "Correct it under [html].",
            ) from error
        for tag in tags:
            if isinstance(tag, Tag) and tag.sourceline is not None and tag.sourcepos is not None:
                offsets.add(lines[tag.sourceline - 1] + tag.sourcepos)
    return frozenset(offsets)


def _may_match(selector: str, text: str) -> bool:
    """Whether a page has the words that a plain selector needs; cleverer ones may always match."""
    if "(" in selector or "," in selector or '"' in selector or "'" in selector:
        return True
    lower = text.lower()
    return all(word.lower() in lower for word in _WORD.findall(selector))
