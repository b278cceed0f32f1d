"""A translation carried over to a new wording that means the same."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from dragoman.catalog import Entry
from dragoman.formats.tags import TAG, attributes, split_at_tags
from dragoman.update.entries import Rules
from dragoman.wordings.changes import TARGET, Edit, Tag, bare_target, change, read_tag

_ASCII = re.compile(r"[!-~]*+")
"""What of a target is surely its own, where no space stands behind it."""

_WORD = re.compile(r"\w+")


class Carried(NamedTuple):
    """A translation that says what a new wording says."""

    msgstr: str
    note: str = ""
    """What a translator should know of it."""


def carry(old: Entry, was: str, msgid: str, rules: Rules) -> Carried | None:
    """The msgstr of ``old``, a translation of ``was``, for a ``msgid`` that means the same.

    None where a translator has to look.
    """
    if not rules.gates:
        return None
    kind, edits, words = change(was, msgid, typos=rules.typos)
    msgstr: str | None = old.msgstr
    note = ""
    if kind == "wording":
        return None
    if kind == "markup":
        msgstr = edited(old.msgstr, edits)
    elif kind == "typo":
        shown = set(_WORD.findall(" ".join((old.msgstr, *rules.keep)).casefold()))
        if any(word.casefold() in shown for pair in words for word in pair):
            return None
        mended = ", ".join(f"“{one}” became “{other}”" for one, other in words)
        note = f"Carried over: {mended or 'only typography changed'}."
    if msgstr is not None and "\n" in was and "\n" not in msgid:
        msgstr = _on_one_line(msgstr)
    if msgstr is None:
        return None
    exempt = old.exempt
    passes = all(gate(msgid, msgstr, exempt) is None for gate in rules.gates)
    return Carried(msgstr, note) if passes else None


def _on_one_line(msgstr: str) -> str | None:
    """A translation without its line breaks; None where a mark at a line's end means one."""
    lines = [line.strip() for line in msgstr.split("\n")]
    if any(line.endswith(("+", "\\")) for line in lines[:-1]):
        return None
    from dragoman.wordings.sentences import joined  # noqa: PLC0415 (seldom needed)

    return joined(line for line in lines if line)


def edited(msgstr: str, edits: tuple[Edit, ...]) -> str | None:
    """``msgstr`` with the same edits of its markup; None where they have not just one place.

    Each piece of markup must stand there as often as in the msgid.
    """
    tags = {read_tag(edit.old)[1:3]: edit for edit in edits if TAG.fullmatch(edit.old)}
    targets = {edit.old: edit for edit in edits if not TAG.fullmatch(edit.old)}
    seen: Counter[str] = Counter()
    pieces: list[str | None] = []
    for text, tag in split_at_tags(msgstr):
        pieces.append(_with_targets(text, targets, seen) if targets else text)
        edit = tags.get(read_tag(tag)[1:3]) if tag and tags else None
        if edit is not None:
            seen[edit.old] += 1
        pieces.append(tag if edit is None else _with_change(tag, edit))
    if any(seen[edit.old] != edit.times for edit in edits):
        return None
    found = [piece for piece in pieces if piece is not None]
    return "".join(found) if len(found) == len(pieces) else None


def _with_targets(text: str, targets: dict[str, Edit], seen: Counter[str]) -> str:
    """A text with the new targets in place of the old ones, which are counted."""

    def changed(match: re.Match[str]) -> str:
        ascii_part = _ASCII.match(match[0])
        for found in (match[0], ascii_part[0] if ascii_part else ""):
            old = bare_target(found)
            if old in targets:
                seen[old] += 1
                return targets[old].new + match[0][len(old) :]
        return match[0]

    return TARGET.sub(changed, text)


def _with_change(tag: str, edit: Edit) -> str | None:
    """A translation's tag changed as the source's was; None where it cannot be."""
    old, new = read_tag(edit.old), read_tag(edit.new)
    if read_tag(tag) == old:
        return edit.new
    if {name for name, _ in old.attributes} != {name for name, _ in new.attributes}:
        return None
    return _spliced(tag, edit.new, old, new)


def _spliced(tag: str, wanted: str, old: Tag, new: Tag) -> str | None:
    """A tag with the changed attribute values of another one, and the rest as it stands."""
    theirs, ours = TAG.fullmatch(wanted), TAG.fullmatch(tag)
    assert theirs is not None
    assert ours is not None
    start = ours.start(3)
    values, places = attributes(theirs[3]), attributes(ours[3])
    changed = dict(new.attributes - old.attributes)
    for name, (_, begin, end) in sorted(places.items(), key=lambda item: -item[1][1]):
        if name in changed:
            value = values[name][0]
            quote = tag[start + begin - 1]
            if quote not in "\"'" or quote in value:
                return None
            tag = tag[: start + begin] + value + tag[start + end :]
    return f"<{theirs[1]}{theirs[2]}{tag[ours.end(2) :]}"
