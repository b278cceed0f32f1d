"""What changed in a project's files."""

from __future__ import annotations

import difflib


def changed(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}


def lines_changed(before: bytes, after: bytes) -> list[str]:
    old, new = (text.decode().splitlines() for text in (before, after))
    told = difflib.unified_diff(old, new, n=0, lineterm="")
    return [line for line in told if not line.startswith(("---", "+++", "@@"))]


def entry(text: str, msgid: str) -> str:
    """The whole entry of a one-line msgid."""
    found = [block for block in text.split("\n\n") if f'\nmsgid "{msgid}"' in f"\n{block}"]
    assert len(found) == 1, found
    return found[0].rstrip("\n") + "\n"
