"""What of a translation can be mended without asking: its white space, marks and references."""

from __future__ import annotations

from collections.abc import Callable

from dragoman.checks.case import Case
from dragoman.checks.inline import whole_references
from dragoman.checks.prose import mended
from dragoman.checks.punctuation import closing_mark, own_marks
from dragoman.checks.spacing import spaced


def _white_space(case: Case) -> str:
    text = mended(case.msgstr, lambda piece: spaced(piece, case.language))
    if not case.msgid[:1].isspace():
        text = text.lstrip()
    return text if case.msgid[-1:].isspace() else text.rstrip()


def _references(case: Case) -> str:
    return whole_references(case.msgstr, case.msgid)


def _punctuation(case: Case) -> str:
    return mended(case.msgstr, lambda piece: own_marks(piece, case.language))


def _end_punctuation(case: Case) -> str:
    mark = closing_mark(case)
    return case.msgstr.rstrip() + mark if mark else case.msgstr


FIXES: dict[str, Callable[[Case], str]] = {
    "references": _references,
    "white-space": _white_space,
    "punctuation": _punctuation,
    "end-punctuation": _end_punctuation,
}
"""The rules whose findings can be mended, each with how; they are used in this order."""
