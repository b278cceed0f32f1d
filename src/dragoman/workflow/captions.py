"""Warnings about localized captions, at the segments that they are about."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.catalog import Catalog
from dragoman.checks.captions import check_captions
from dragoman.document import Document, Segment
from dragoman.findings import Finding
from dragoman.formats.base import CaptionLimits
from dragoman.formats.webvtt import Captions
from dragoman.formats.webvtt.scan import cues


def caption_warnings(
    document: Document, text: str, captions: Captions, limits: CaptionLimits, catalog: Catalog
) -> Iterator[Finding]:
    """The warnings of a localized page's text, without its page and locale.

    Each segment has one a rule, none of those that its entry ignores.
    """
    source = document.source
    if text == source:
        return
    entries = catalog.by_key()
    by_cue: dict[int, Segment] | None = None
    told: set[tuple[object, str]] = set()
    for cue, problem in check_captions(text, captions, limits, source):
        by_cue = by_cue or _segments(document, captions)
        segment = by_cue[cue]
        entry = entries.get(segment.key)
        if (segment.key, problem.rule) in told or (entry and problem.rule in entry.exempt):
            continue
        told.add((segment.key, problem.rule))
        message = f"{problem.message}."
        yield Finding(problem.rule, "warning", "", None, segment.msgid, message)


def _segments(document: Document, captions: Captions) -> dict[int, Segment]:
    """The longest segment of each cue that has one."""
    found: dict[int, tuple[int, Segment]] = {}
    times = list(enumerate(cues(document.source, "", captions.dialect)))
    at = first = 0
    for part in document.parts:
        end = at + len(part if isinstance(part, str) else part.raw)
        if not isinstance(part, str):
            while times[first][1].end < at:
                first += 1
            for number, cue in times[first:]:
                if cue.start >= end:
                    break
                share = min(end, cue.end) - max(at, cue.start)
                if number not in found or share > found[number][0]:
                    found[number] = (share, part.segment)
        at = end
    return {number: segment for number, (_, segment) in found.items()}
