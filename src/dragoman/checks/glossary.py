"""Glossaries: terms with what they are, and are not, to be called in a locale."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from dragoman.errors import ConfigError

_COLUMNS = ("term", "locale", "translation", "forbidden", "note")
_NEEDED = "term"


class Rows(Iterator[list[str]], Protocol):
    """The rows of a table, as ``csv.reader`` gives them."""

    line_num: int


@dataclass(frozen=True, slots=True)
class Term:
    """One term of the source, and what it is called in a locale."""

    source: str
    targets: tuple[str, ...] = ()
    """Translations, the best one first; none where any will do that is not forbidden."""
    forbidden: tuple[str, ...] = ()
    locale: str = ""
    """The locale it is for; empty for all of them."""

    @property
    def keeps(self) -> bool:
        """Whether it is not translated."""
        return self.targets == (self.source,)


Glossary = tuple[Term, ...]
"""The terms of one locale."""


def keep(terms: Sequence[str]) -> tuple[Term, ...]:
    """Terms that stay as they are in every locale."""
    return tuple(Term(term, (term,)) for term in terms)


def of_locale(terms: Sequence[Term], locale: str) -> Glossary:
    """The glossary of a locale: of two rows with the same term the more special one counts."""
    tag = _tag(locale)
    found: dict[str, Term] = {}
    for wanted in ("", tag.split("-", maxsplit=1)[0], tag):
        found.update({term.source: term for term in terms if _tag(term.locale) == wanted})
    return tuple(found.values())


def _tag(locale: str) -> str:
    """A locale in the one form that ``pt-BR``, ``pt-br`` and ``pt_BR`` share."""
    return locale.replace("_", "-").lower()


def read_glossary(text: str, path: str, locale: str = "") -> tuple[Term, ...]:
    """The terms in a table with tabs, commas or semicolons; ConfigError with path and line.

    The first line names the columns. ``locale`` is that of rows which name none.
    """
    lines = text.removeprefix("\ufeff").splitlines()
    head = lines[0] if lines else ""
    delimiter = max("\t,;", key=head.count)
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        return _terms(rows, path, locale)
    except csv.Error as error:
        remedy = "A cell that begins with a quotation mark ends with one; those inside are doubled."
        raise ConfigError(path, rows.line_num, f"cannot be read: {error}", remedy) from None


def _terms(rows: Rows, path: str, locale: str) -> tuple[Term, ...]:
    columns = [name.strip().lower() for name in next(rows, [])]
    unknown = [name for name in columns if name not in _COLUMNS]
    if _NEEDED not in columns or unknown:
        problem = f"unknown column “{unknown[0]}”" if unknown else "there is no column “term”"
        remedy = "The first line names the columns, with tabs, commas or semicolons between them: "
        remedy += f"{', '.join(_COLUMNS)}."
        raise ConfigError(path, 1, problem, remedy)
    return tuple(
        _term(dict(zip(columns, row, strict=False)), path, rows.line_num, locale)
        for row in rows
        if any(map(str.strip, row)) and not row[0].startswith("#")
    )


def _term(row: dict[str, str], path: str, line: int, locale: str) -> Term:
    cells = {name: cell.strip() for name, cell in row.items()}
    term = cells.get("term", "")
    targets, forbidden = (_several(cells.get(name, "")) for name in ("translation", "forbidden"))
    if not term or not (targets or forbidden):
        problem = "a row needs a term, and a translation or what is forbidden"
        raise ConfigError(path, line, problem, "Write several with “|” between them.")
    wanted = cells.get("locale", "")
    return Term(term, targets, forbidden, locale if wanted in {"", "*"} else wanted)


def _several(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())
