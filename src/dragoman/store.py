"""A translation memory in a file of its own: it outlives catalogs, and projects can share it."""

# ruff: noqa: PTH103, PTH113, PTH120 - pathlib is slow to import

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from typing import NamedTuple

from dragoman.catalog import Entry
from dragoman.errors import OutputError

_OURS = 0x44524147
"""SQLite's application_id of a memory: “DRAG”."""

_VERSION = 1

_SCHEMA = f"""
CREATE TABLE unit (
    source TEXT NOT NULL, locale TEXT NOT NULL, msgid TEXT NOT NULL,
    context TEXT NOT NULL, msgstr TEXT NOT NULL,
    PRIMARY KEY (source, locale, msgid, context, msgstr)
) WITHOUT ROWID;
PRAGMA application_id = {_OURS};
PRAGMA user_version = {_VERSION};
"""

_WAIT = 10.0
"""Seconds to wait for another program that is writing."""


class Unit(NamedTuple):
    """One translation; an empty context means none."""

    locale: str
    msgid: str
    msgstr: str
    context: str = ""


def units_of(locale: str, entries: Iterable[Entry]) -> Iterator[Unit]:
    """What is worth remembering of a catalog: all that somebody confirmed."""
    for entry in entries:
        if entry.msgstr.strip() and not entry.fuzzy and entry.msgid_plural is None:
            yield Unit(locale, entry.msgid, entry.msgstr, entry.msgctxt or "")


class Store:
    """The translations from one source locale in a file."""

    def __init__(self, path: str, shown: str, source: str) -> None:
        """Open nothing yet; errors name the file as ``shown``."""
        self._path, self._shown, self._source = path, shown, source

    def exists(self) -> bool:
        """Whether there is a file."""
        return os.path.isfile(self._path)

    def entries(self, locale: str, msgids: Iterable[str] | None = None) -> list[Entry]:
        """The translations of a locale, of just these msgids if any are given, as obsolete ones."""
        if not self.exists():
            return []
        wanted = "SELECT msgid, context, msgstr FROM unit WHERE source = ? AND locale = ?"
        with self._opened() as database:
            if msgids is None:
                rows = database.execute(wanted, (self._source, locale)).fetchall()
            else:
                rows = [
                    row
                    for msgid in sorted(msgids)
                    for row in database.execute(
                        f"{wanted} AND msgid = ?",
                        (self._source, locale, _stored(msgid)),
                    )
                ]
        return [
            Entry(msgid, msgstr, context or None, obsolete=True)
            for msgid, context, msgstr in rows
            if all(isinstance(text, str) for text in (msgid, context, msgstr))
        ]

    def wordings(self, locales: Iterable[str]) -> set[str]:
        """The msgids that have a translation in any of these locales."""
        if not self.exists():
            return set()
        wanted = "SELECT DISTINCT msgid FROM unit WHERE source = ? AND locale = ?"
        with self._opened() as database:
            return {
                msgid
                for locale in locales
                for (msgid,) in database.execute(wanted, (self._source, locale))
                if isinstance(msgid, str)
            }

    def add(self, units: Iterable[Unit]) -> int:
        """Remember translations, and say how many are new; without any, no byte is written."""
        rows = {
            (self._source, unit.locale, unit.msgid, unit.context, unit.msgstr)
            for unit in units
            if unit.msgid and _stored(f"{unit.msgid}{unit.msgstr}{unit.context}") is not None
        }
        known = (
            "SELECT 1 FROM unit WHERE (source, locale, msgid, context, msgstr) = (?, ?, ?, ?, ?)"
        )
        with self._opened(create=True) as database:
            new = sorted(row for row in rows if database.execute(known, row).fetchone() is None)
            if new:
                database.executemany("INSERT OR IGNORE INTO unit VALUES (?, ?, ?, ?, ?)", new)
                database.commit()
        return len(new)

    @contextmanager
    def _opened(self, *, create: bool = False) -> Iterator[sqlite3.Connection]:
        """The database, which is ours and of our version; OutputError for anything else."""
        fresh = create and not self.exists()
        try:
            if fresh:
                os.makedirs(os.path.dirname(self._path), exist_ok=True)
            with closing(sqlite3.connect(self._path, timeout=_WAIT)) as database:
                database.execute("PRAGMA trusted_schema = OFF")
                if fresh:
                    database.executescript(_SCHEMA)
                self._check(database)
                yield database
        except OSError as error:
            problem = f"the memory cannot be made: {error.strerror}"
            raise OutputError(self._shown, None, problem) from None
        except sqlite3.Error as error:
            remedy = "Another program may be using it, or it may be damaged."
            raise OutputError(self._shown, None, f"the memory: {error}", remedy) from None

    def _check(self, database: sqlite3.Connection) -> None:
        (owner,) = database.execute("PRAGMA application_id").fetchone()
        (version,) = database.execute("PRAGMA user_version").fetchone()
        if owner != _OURS:
            problem, remedy = "is no memory of dragoman", 'Choose another file for "store".'
            raise OutputError(self._shown, None, problem, remedy)
        if version != _VERSION:
            problem, remedy = "is of another version of dragoman", "Update dragoman."
            raise OutputError(self._shown, None, problem, remedy)


def _stored(text: str) -> str | None:
    """A text as a database can hold it; None where it cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return None
    return text
