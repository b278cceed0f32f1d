"""What entries take over from each other, and by which rules; nothing that was written is lost."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from dragoman.catalog import FUZZY, Entry, Key
from dragoman.findings import Gate

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


class Rules(NamedTuple):
    """Which translations may be carried over without a translator's look."""

    gates: tuple[Gate, ...] = ()
    """Only what passes them all is carried over; without any, nothing is."""
    typos: bool = False
    """Whether a mended typo leaves translations as they are."""
    keep: tuple[str, ...] = ()
    """Terms that no typo may be in: they stand in translations too."""


def singular(entry: Entry | None) -> bool:
    """Whether there is an entry, and without plural forms."""
    return entry is not None and entry.msgid_plural is None


def rank(entry: Entry) -> tuple[bool, bool, bool]:
    """Where an entry stands among those of its key; the least is the best."""
    return entry.msgid_plural is not None, not entry.msgstr.strip(), entry.fuzzy


def refreshed(entry: Entry, wanted: Entry) -> Entry:
    """``entry`` with what the lesson says of it today; the same object if nothing differs."""
    if (
        entry.references == wanted.references
        and entry.extracted_comments == wanted.extracted_comments
    ):
        return entry
    return entry._replace(
        references=wanted.references,
        extracted_comments=wanted.extracted_comments,
    )


def taken_over(fresh: Entry, old: Entry) -> Entry:
    """``fresh`` with a translator's comments and flags from ``old``, confirmed."""
    flags = dict.fromkeys((*old.flags, *fresh.flags))
    flags.pop(FUZZY, None)
    return fresh._replace(translator_comments=old.translator_comments, flags=tuple(flags))


def unconfirmed(entry: Entry, msgstr: str, previous: Key | None) -> Entry:
    """``entry`` with a translation that a translator has to confirm."""
    context, msgid = previous or (None, None)
    return entry._replace(
        msgstr=msgstr,
        flags=(FUZZY, *(flag for flag in entry.flags if flag != FUZZY)),
        previous_msgid=msgid,
        previous_msgctxt=context,
    )


def confirmed(entry: Entry, msgstr: str, note: str) -> Entry:
    """``entry`` with a translation that stays confirmed, and what there is to know of it."""
    comments = entry.translator_comments
    if note and note not in comments:
        comments = (*comments, note)
    return entry._replace(msgstr=msgstr, translator_comments=comments)


def absorbed(entry: Entry, others: Iterable[Entry]) -> Entry:
    """``entry`` with the comments, flags and, as comments, the other texts of its doubles."""
    comments, flags = list(entry.translator_comments), list(entry.flags)
    for other in others:
        forms = [("msgstr", other.msgstr)]
        forms += [(f"msgstr[{form}]", text) for form, text in enumerate(other.msgstr_plural)]
        told = [
            f'Also: {name} "{text.translate(_ESCAPES)}"'
            for name, text in forms
            if text.strip() and text != entry.msgstr and text not in entry.msgstr_plural
        ]
        comments += [line for line in (*other.translator_comments, *told) if line not in comments]
        flags += [flag for flag in other.flags if flag != FUZZY and flag not in flags]
    if len(comments) == len(entry.translator_comments) and len(flags) == len(entry.flags):
        return entry
    return entry._replace(translator_comments=tuple(comments), flags=tuple(flags))
