"""Ids of headings by Asciidoctor's rule, and links to them.

Source: Asciidoctor 2.0, Section.generate_id, with its default idprefix and idseparator.
"""

from __future__ import annotations

import re

_HEADING = re.compile(
    r"<(?P<tag>h[1-6])(?P<before>(?:\s[^>]*?)?\sid=\")(?P<id>[^\"]*)(?P<after>\"[^>]*>)"
    r"(?P<title>.*?)(?P<end></(?P=tag)>)",
    re.DOTALL,
)

_DROPPED = re.compile(
    r"<[^>]+>|&(?:[a-z][a-z]+\d{0,2}|#\d\d\d{0,4}|#x[\da-f][\da-f][\da-f]{0,3});|[^ \w\-.]+?"
)

_SEPARATORS = re.compile(r"[ _.\-]+")

_ANY_ID = re.compile(r"<[a-zA-Z][^>]*?\s(?:id|name)=[\"']?([^\"'\s>]+)")


def ids(page: str) -> frozenset[str]:
    """All ids of a page that a link can lead to."""
    return frozenset(_ANY_ID.findall(page))


def heading_id(title: str, taken: set[str]) -> str:
    """The id that Asciidoctor derives from a heading's HTML; it is added to those taken."""
    base = _SEPARATORS.sub("_", "_" + _DROPPED.sub("", title.lower()))
    base = base.removesuffix("_") or base
    candidate, number = base, 2
    while candidate in taken:
        candidate, number = f"{base}_{number}", number + 1
    taken.add(candidate)
    return candidate


def derived_ids(source: str, localized: str) -> tuple[str, dict[str, str]]:
    """A localized page with its headings' ids derived anew, and the new id by the old one.

    Ids that the source did not derive from its own headings were set by the author and stay.
    """
    automatic = _automatic(source)
    taken = set(ids(localized) - automatic)
    renamed: dict[str, str] = {}

    def changed(heading: re.Match[str]) -> str:
        if heading["id"] not in automatic:
            return heading[0]
        fresh = renamed[heading["id"]] = heading_id(heading["title"], taken)
        tag, title = heading["tag"], heading["title"]
        return f"<{tag}{heading['before']}{fresh}{heading['after']}{title}{heading['end']}"

    return _HEADING.sub(changed, localized), renamed


def paired_ids(source: str, localized: str) -> dict[str, str]:
    """The ids of the source's headings by those of a localized page with as many of them."""
    ours, theirs = (
        [heading["id"] for heading in _HEADING.finditer(page)] for page in (source, localized)
    )
    return dict(zip(theirs, ours, strict=True)) if len(ours) == len(theirs) else {}


def _automatic(source: str) -> frozenset[str]:
    """The ids of a page that its headings give by the rule."""
    taken: set[str] = set()
    found = set()
    for heading in _HEADING.finditer(source):
        if heading["id"] == heading_id(heading["title"], set(taken)):
            found.add(heading["id"])
        taken.add(heading["id"])
    return frozenset(found)
