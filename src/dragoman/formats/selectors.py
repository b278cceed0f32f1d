"""Elements that a project chooses by CSS selectors, as offsets of their start tags."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from dragoman.errors import ConfigError
from dragoman.formats.elements import NOT_HTML, implies_end, not_html_end
from dragoman.formats.tags import TAG, VOID, named_values, unescape

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

_WORD = re.compile(r"[A-Za-z][\w-]*")

_CLEVER = re.compile(r"[(),\"'\\:]")

_COMBINATOR = re.compile(r"[\s>+~]+")

_SIBLING = re.compile(r"[+:]|~(?!=)")

_NAME = re.compile(r"[a-z][\w.:-]*", re.ASCII)


class Choice(NamedTuple):
    """Offsets of the start tags that selectors skip, and of those that they keep."""

    skip: frozenset[int]
    keep: frozenset[int]


NOTHING = Choice(frozenset(), frozenset())
"""The choice of a page on which no selector matches."""


def choose(text: str, start: int, skip: tuple[str, ...], keep: tuple[str, ...]) -> Choice:
    """What the selectors choose in ``text`` from the offset ``start`` on.

    BeautifulSoup is asked only where all the words of a selector occur in the page. Raises
    ConfigError for what is no selector.
    """
    if not skip and not keep:
        return NOTHING
    lower = text.lower()
    skip = tuple(selector for selector in skip if _may_match(selector, lower))
    keep = tuple(selector for selector in keep if _may_match(selector, lower))
    if not skip and not keep:
        return NOTHING
    from bs4 import BeautifulSoup  # noqa: PLC0415 (costly; most pages need none)

    tidy = _Tidy(text, start)
    if not tidy.offsets:
        return NOTHING
    soup = BeautifulSoup("".join(tidy.pieces), "html.parser")
    choice = Choice(_selected(soup, skip, tidy.offsets), _selected(soup, keep, tidy.offsets))
    return choice if choice.skip or choice.keep else NOTHING


def look_beside(selectors: Iterable[str]) -> bool:
    """Whether what a selector chooses may hang on the elements beside it or inside it."""
    return any(_SIBLING.search(selector) for selector in selectors)


def may_choose(selectors: Iterable[str], tag: str, *, moved: bool) -> bool:
    """Whether a start tag could be chosen at a place where it is new, or ``moved`` to.

    One that only moves is chosen as before, unless a selector asks for what is around.
    """
    lower = tag.lower()
    for selector in selectors:
        clever = _CLEVER.search(selector) is not None
        subject = _COMBINATOR.split(selector.strip())[-1]
        around = clever or subject != selector.strip()
        if (around or not moved) and _may_match(selector if clever else subject, lower):
            return True
    return False


def _may_match(selector: str, lower: str) -> bool:
    """Whether a text has the words that a plain selector needs; cleverer ones may always match."""
    if _CLEVER.search(selector):
        return True
    return all(word.lower() in lower for word in _WORD.findall(selector))


def _selected(
    soup: BeautifulSoup, selectors: tuple[str, ...], offsets: dict[int, int]
) -> frozenset[int]:
    from soupsieve import SelectorSyntaxError  # noqa: PLC0415 (costly; most pages need none)

    found: set[int] = set()
    for selector in selectors:
        try:
            tags = soup.select(selector)
        except SelectorSyntaxError as error:
            raise ConfigError(
                "dragoman.toml",
                None,
                f"“{selector}” is not a CSS selector: {str(error).splitlines()[0]}",
                "Correct it under [html].",
            ) from error
        found.update(offsets[tag.sourcepos or 0] for tag in tags)
    return frozenset(found)


class _Tidy:
    """A page's tags written well-formed on one line, so that any parser reads them as we do.

    html.parser alone takes hostile pages in quadratic time, and nests what should not be nested.
    """

    def __init__(self, text: str, start: int) -> None:
        """``offsets`` has where each start tag stands in ``text`` by where it stands in here."""
        self.pieces: list[str] = []
        self.offsets: dict[int, int] = {}
        self._length = 0
        self._open: list[str] = []
        self._count: dict[str, int] = {}
        done = start
        while match := TAG.search(text, done):
            self._text(text[done : match.start()])
            done = match.end()
            name = (match[2] or "").lower()
            if not _NAME.fullmatch(name):
                continue
            if match[1]:
                self._close(name)
            else:
                self._start(name, match)
                if name in NOT_HTML:
                    done = not_html_end(text, match)
                    self._close(name)
        self._text(text[done:])
        while self._open:
            self._close(self._open[-1])

    def _write(self, piece: str) -> None:
        self.pieces.append(piece)
        self._length += len(piece)

    def _text(self, text: str) -> None:
        self._write(_safe(text))

    def _start(self, name: str, match: re.Match[str]) -> None:
        while self._open and implies_end(self._open[-1], name):
            self._close(self._open[-1])
        self.offsets[self._length] = match.start()
        values: dict[str, str] = {}
        for key, value in named_values(match[3]):
            if _NAME.fullmatch(key):
                values.setdefault(key, value or "")
        written = "".join(f' {key}="{_safe(value)}"' for key, value in values.items())
        if name in VOID:
            self._write(f"<{name}{written}/>")
        else:
            self._write(f"<{name}{written}>")
            self._open.append(name)
            self._count[name] = self._count.get(name, 0) + 1

    def _close(self, name: str) -> None:
        if not self._count.get(name):
            return
        closed = ""
        while closed != name:
            closed = self._open.pop()
            self._count[closed] -= 1
            self._write(f"</{closed}>")


def _safe(text: str) -> str:
    """Text with its references, markup characters and line ends so that any parser agrees."""
    return escape(unescape(text)).replace("\r", "&#13;").replace("\n", "&#10;")
