"""Links between lessons: from a source page to the localized page of the same locale, and back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from posixpath import dirname, join, normpath
from typing import NamedTuple

from dragoman.formats.tags import ANY_TAG, ATTRIBUTE, ATTRIBUTES, SPACE

_MARKDOWN = re.compile(
    r"^(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*+(?P<fence>`{3,}+|~{3,}+)[^\n]*+\n"
    r"(?:(?![ \t>]*+(?P=fence))[^\n]*+\n)*+(?:[ \t>]*+(?P=fence)[^\n]*+)?+"
    r"|`[^`\n]++`"
    r"|(?P<before>\]\([ \t]*+<?|^[ \t>]*+\[[^\]\n]++\]:[ \t]*+<?)(?P<url>[^\s<>()]++)",
    re.MULTILINE,
)
"""Code of Markdown, or the URL of a link with what makes it one."""

_ASCIIDOC = re.compile(
    r"^(?P<fence>-{4,}+|\.{4,}+|/{4,}+)[ \t\r]*+\n(?:(?!(?P=fence)[ \t\r]*+$)[^\n]*+\n)*+"
    r"|^//[^\n]*+|`[^`\n]++`"
    r"|(?P<before>(?<![\w\\])(?:link:|xref:))(?P<url>[^\s\[\]]++)(?=\[)"
    r"|(?P<address>(?<![\w\\:/])https?://[^\s\[\]<>]++)(?=\[)"
    r"|(?P<open>(?<!\\)<<)(?P<id>[\w#/.:{][^<>,\n]*+)(?=(?:,[^<>]*+)?>>)",
    re.MULTILINE,
)
"""Blocks and code of AsciiDoc, or the target of a link or a cross reference."""

Published = Callable[[str], bool]
"""Whether a page is published in the locale at hand."""


class LinkRule(NamedTuple):
    """How the links to source pages and to localized pages look: patterns of URLs."""

    source: str
    """``https://example.org/learn/{page}``"""
    localized: str
    """``https://example.org/{locale}/learn/{page}``"""


@dataclass(frozen=True, slots=True)
class Links:
    """The links of one localized page."""

    rules: tuple[LinkRule, ...]
    pages: frozenset[str]
    """All pages of the project."""
    page: str
    """The page that holds the links."""
    locale: str
    markup: str = "markdown"
    """The format of their text; HTML has its links in Markdown as well."""

    def localized(self, text: str, published: Published) -> str:
        """``text`` with its links to published lessons leading to their localized pages."""
        return rewritten(text, lambda url: self._to_localized(url, published), self.markup)

    def to_source(self, text: str) -> str:
        """``text`` with its links to localized pages leading to the source pages."""
        return rewritten(text, self._to_source, self.markup)

    def lesson(self, url: str) -> str | None:
        """The page of the project that a link of the source leads to, if it is one."""
        for rule in self.rules:
            found = _expression(rule.source, self.locale).fullmatch(url)
            if found is not None:
                page = self._page(found["page"], rule.source)
                return page if page in self.pages else None
        return None

    def is_localized(self, url: str) -> bool:
        """Whether a link has the form of one to a localized page of this locale."""
        return any(_expression(r.localized, self.locale).fullmatch(url) for r in self.rules)

    def _to_localized(self, url: str, published: Published) -> str:
        for rule in self.rules:
            found = _expression(rule.source, self.locale).fullmatch(url)
            if found is None:
                continue
            page = self._page(found["page"], rule.source)
            if page in self.pages and published(page):
                return _filled(rule.localized, self.locale, found)
        return url

    def _to_source(self, url: str) -> str:
        for rule in self.rules:
            found = _expression(rule.localized, self.locale).fullmatch(url)
            if found is not None and self._page(found["page"], rule.localized) in self.pages:
                return _filled(rule.source, self.locale, found)
        return url

    def _page(self, name: str, pattern: str) -> str:
        """The page that a link means; relative patterns are seen from the page that links."""
        if pattern.startswith("{page}"):
            return normpath(join(dirname(self.page), name))
        return name


def _filled(pattern: str, locale: str, found: re.Match[str]) -> str:
    url = pattern.rstrip("/").replace("{locale}", locale).replace("{page}", found["page"])
    return f"{url}{found['rest']}"


@lru_cache(maxsize=1024)
def _expression(pattern: str, locale: str) -> re.Pattern[str]:
    """What matches a URL of a pattern: its page, and the slash, query and anchor behind it."""
    text = re.escape(pattern.rstrip("/")).replace(r"\{locale\}", re.escape(locale))
    text = text.replace(r"\{page\}", r"(?P<page>[^?#]+?)")
    return re.compile(rf"{text}(?P<rest>/?(?:[?#].*)?)")


def locale_of(url: str, patterns: Iterable[str], locales: tuple[str, ...]) -> str | None:
    """The locale of the localized page that a link leads to by these patterns; None for others."""
    for pattern in patterns:
        found = _of_any(pattern, locales).fullmatch(url)
        if found is not None:
            return found.groupdict().get("locale")
    return None


@lru_cache(maxsize=64)
def _of_any(pattern: str, locales: tuple[str, ...]) -> re.Pattern[str]:
    """What matches a URL of a pattern in any of the locales."""
    text = re.escape(pattern.rstrip("/")).replace(r"\{page\}", r"[^?#]+?")
    tags = "|".join(map(re.escape, locales))
    first, *others = text.split(r"\{locale\}")
    if others:
        first += f"(?P<locale>{tags})" + "(?P=locale)".join(others)
    return re.compile(rf"{first}/?(?:[?#].*)?")


def targets(text: str, markup: str = "html") -> frozenset[str]:
    """The targets of all links in a text."""
    found: list[str] = []

    def seen(url: str) -> str:
        found.append(url)
        return url

    rewritten(text, seen, markup)
    return frozenset(found)


def rewritten(text: str, change: Callable[[str], str], markup: str = "html") -> str:
    """``text`` with the target of each link changed, and nothing else."""
    if "<" in text:
        text = _in_tags(text, change)
    if markup == "asciidoc":
        return _ASCIIDOC.sub(lambda found: _in_asciidoc(found, change), text)
    if markup != "markdown" or ("](" not in text and "]:" not in text):
        return text

    def changed(found: re.Match[str]) -> str:
        url = found["url"]
        return found[0] if url is None else found["before"] + change(url)

    return _MARKDOWN.sub(changed, text)


def _in_asciidoc(found: re.Match[str], change: Callable[[str], str]) -> str:
    """A link of AsciiDoc; cross references within a page have no number sign."""
    target = found["url"] or found["address"] or found["id"]
    if target is None:
        return found[0]
    before = found["before"] or found["open"] or ""
    inner = before in ("xref:", "<<") and "#" not in target and "." not in target
    return before + (change(f"#{target}").removeprefix("#") if inner else change(target))


_LINK_NAME = rf"(?:[aA]|area)(?=[{SPACE}/>])"

_LINK_TAG = re.compile(
    rf"(?:[^<]++|(?!<{_LINK_NAME})(?:{ANY_TAG}|<))*+"
    rf"(?:<{_LINK_NAME}(?P<inside>{ATTRIBUTES})>|<.*+|\Z)",
    re.DOTALL,
)
"""All up to the next start tag of a link, and the tag; one that does not end takes all the rest."""


def _in_tags(text: str, change: Callable[[str], str]) -> str:
    """As ``rewritten``, of links in tags."""
    if "href" not in text and "href" not in text.lower():
        return text
    pieces: list[str] = []
    done = 0
    for match in _LINK_TAG.finditer(text):
        inside, at = match["inside"] or "", match.start("inside")
        for attribute in ATTRIBUTE.finditer(inside):
            group = attribute.lastindex
            if attribute[1].lower() == "href" and group is not None and group > 1:
                start = at + attribute.start(group)
                pieces += (text[done:start], change(attribute[group]))
                done = at + attribute.end(group)
    pieces.append(text[done:])
    return "".join(pieces)
