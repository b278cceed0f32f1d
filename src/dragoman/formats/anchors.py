"""Ids of headings by Asciidoctor's rule, and links to them.

Source: Asciidoctor 2.0, Section.generate_id, with its default idprefix and idseparator.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_HEADING = re.compile(
    r"<(?P<tag>h[1-6])(?:\s[^>]*?)?\sid=\"(?P<id>[^\"]*)\"[^>]*>(?P<title>.*?)</(?P=tag)>",
    re.DOTALL,
)

_DROPPED = re.compile(
    r"<[^>]+>|&(?:[a-z][a-z]+\d{0,2}|#\d\d\d{0,4}|#x[\da-f][\da-f][\da-f]{0,3});|[^ \w\-.]+?"
)

_SEPARATORS = re.compile(r"[ _.\-]+")

_PLAIN_ID = re.compile(r"[^\s\"'<>&=]+")

_ANY_ID = re.compile(r"<[a-zA-Z][^>]*?\s(?:id|name)=[\"']?([^\"'\s>]+)")


def ids(page: str) -> frozenset[str]:
    """All ids of a page that a link can lead to."""
    return frozenset(_ANY_ID.findall(page))


def anchors_of(text: str, markup: str) -> frozenset[str]:
    """All anchors of a page in a markup that a link can lead to."""
    if markup == "markdown":
        from dragoman.formats.text_anchors import markdown_anchors  # noqa: PLC0415 (seldom)

        return markdown_anchors(text)
    if markup == "asciidoc":
        from dragoman.formats.text_anchors import asciidoc_anchors  # noqa: PLC0415 (seldom)

        return asciidoc_anchors(text)
    return ids(text)


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
    automatic = automatic_ids(source)
    taken = set(ids(localized) - automatic)
    pairs = paired_ids(source, localized)
    renamed = {ours: theirs for theirs, ours in pairs.items() if ours != theirs}

    def changed(heading: re.Match[str]) -> str:
        if heading["id"] not in automatic:
            return heading[0]
        fresh = renamed[heading["id"]] = heading_id(heading["title"], taken)
        return _with_id(heading, fresh)

    return _HEADING.sub(changed, localized), renamed


def _with_id(heading: re.Match[str], fresh: str) -> str:
    start, end = (place - heading.start() for place in heading.span("id"))
    return heading[0][:start] + fresh + heading[0][end:]


def paired_ids(source: str, localized: str) -> dict[str, str]:
    """The ids of the source's headings by those of a localized page with as many of them."""
    ours, theirs = (
        [heading["id"] for heading in _HEADING.finditer(page)] for page in (source, localized)
    )
    return dict(zip(theirs, ours, strict=True)) if len(ours) == len(theirs) else {}


def automatic_ids(source: str) -> frozenset[str]:
    """The ids of a page that its headings give by the rule."""
    taken: set[str] = set()
    found = set()
    for heading in _HEADING.finditer(source):
        if heading["id"] == heading_id(heading["title"], set(taken)):
            found.add(heading["id"])
        taken.add(heading["id"])
    return frozenset(found)


def ids_of(titles: Iterable[str], page: str) -> list[str | None]:
    """The ids of a page's headings by their HTML, in order; None where there is no such id."""
    headings = [(heading["title"].strip(), heading["id"]) for heading in _HEADING.finditer(page)]
    found, at = [], 0
    for title in titles:
        places = (place for place in range(at, len(headings)) if headings[place][0] == title)
        place = next(places, None)
        found.append(None if place is None else headings[place][1])
        at = at if place is None else place + 1
    return found


def with_ids(page: str, own: Mapping[str, str]) -> str:
    """``page`` with other ids of headings, by those that they have; none is given twice."""
    taken = set(ids(page))

    def changed(heading: re.Match[str]) -> str:
        fresh = own.get(heading["id"])
        if fresh is None or fresh in taken or not _PLAIN_ID.fullmatch(fresh):
            return heading[0]
        taken.add(fresh)
        return _with_id(heading, fresh)

    return _HEADING.sub(changed, page)
