"""What changed since translations were made, as JSON or as Markdown for a pull request."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator, Sequence
from itertools import groupby

from dragoman.reports.plain import plain
from dragoman.wordings.differences import Piece, Stale


def as_json(found: Sequence[Stale]) -> str:
    """A list of the entries, each with the pieces that its wording is made of."""
    told = [
        {
            "locale": stale.locale,
            "path": stale.path,
            "line": stale.line,
            "context": stale.entry.msgctxt,
            "msgid": stale.entry.msgid,
            "previous_msgid": stale.entry.previous_msgid,
            "msgstr": stale.entry.msgstr,
            "difference": [piece._asdict() for piece in stale.pieces],
        }
        for stale in found
    ]
    return json.dumps(told, ensure_ascii=False, indent=2)


def as_markdown(found: Sequence[Stale]) -> str:
    """A heading for each catalog, an item for each entry with its translation below."""
    return "\n".join(_lines(found)) or "No translation is of an earlier wording."


def _lines(found: Sequence[Stale]) -> Iterator[str]:
    for path, entries in groupby(found, key=lambda stale: stale.path):
        yield from (f"### {plain(path)}", "")
        for stale in entries:
            yield f"- Line {stale.line}: {''.join(map(_piece, stale.pieces)).strip()}"
            yield f"  <br>{html.escape(stale.locale)}: {plain(stale.entry.msgstr)}"
        yield ""


def _piece(piece: Piece) -> str:
    element = {"gone": "del", "new": "ins"}.get(piece.change)
    text = plain(piece.text)
    return f"<{element}>{text}</{element}>" if element else text
