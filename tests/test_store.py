"""The memory in a file: what it keeps, and what it refuses."""

from __future__ import annotations

import sqlite3

import pytest

from dragoman.catalog import FUZZY, Entry
from dragoman.errors import OutputError
from dragoman.store import Store, Unit, units_of


@pytest.fixture
def store(tmp_path):
    return Store(str(tmp_path / "m.sqlite"), "m.sqlite", "en")


def gone(msgid, msgstr, msgctxt=None):
    return Entry(msgid, msgstr, msgctxt, obsolete=True)


def test_a_memory_that_is_not_there_is_empty(store):
    assert (store.exists(), store.entries("es"), store.wordings(["es"])) == (False, [], set())
    assert not store.exists()


def test_what_is_added_is_found_by_locale_and_wording(store):
    units = [Unit("es", "One", "Uno"), Unit("es", "Two", "Dos", "menu"), Unit("de", "One", "Eins")]
    assert store.add([*units, units[0]]) == 3
    assert store.entries("es") == [gone("One", "Uno"), gone("Two", "Dos", "menu")]
    assert store.entries("es", ["Two", "Three"]) == [gone("Two", "Dos", "menu")]
    assert store.entries("fr") == []
    assert store.wordings(["es", "fr"]) == {"One", "Two"}


def test_nothing_new_writes_no_byte(store, tmp_path):
    store.add([Unit("es", "One", "Uno")])
    before = (tmp_path / "m.sqlite").read_bytes()
    assert store.add([Unit("es", "One", "Uno")]) == 0
    assert (tmp_path / "m.sqlite").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["m.sqlite"]
    assert store.add([Unit("es", "One", "Un"), Unit("es", "One", "Uno")]) == 1
    assert [found.msgstr for found in store.entries("es")] == ["Un", "Uno"]


def test_source_locales_are_apart(store, tmp_path):
    store.add([Unit("es", "One", "Uno")])
    assert Store(str(tmp_path / "m.sqlite"), "m", "de").entries("es") == []


def test_texts_that_no_database_holds_are_left_out(store):
    assert store.add([Unit("es", "One\ud800", "Uno"), Unit("es", "Tab\t\0", "Tab\t\0")]) == 1
    assert store.entries("es", ["One\ud800", "Tab\t\0"]) == [gone("Tab\t\0", "Tab\t\0")]


def test_what_of_a_catalog_is_worth_remembering():
    entries = (
        Entry("One", "Uno", "menu"),
        gone("Two", "Dos"),
        Entry("Three", "Tres", flags=(FUZZY,)),
        Entry("Four", " "),
        Entry("Five", msgid_plural="Fives", msgstr_plural=("Cinco", "Cincos")),
    )
    assert list(units_of("es", entries)) == [
        Unit("es", "One", "Uno", "menu"),
        Unit("es", "Two", "Dos"),
    ]


def other_database(place):
    database = sqlite3.connect(place)
    database.execute("CREATE TABLE theirs (x)")
    database.close()


def test_other_files_are_refused_and_left_alone(store, tmp_path):
    place = tmp_path / "m.sqlite"
    for make in (
        lambda: place.write_text("not a database, but a text that is long enough to look like one"),
        lambda: other_database(place),
        lambda: place.write_bytes(b""),
    ):
        place.unlink(missing_ok=True)
        make()
        before = place.read_bytes()
        for use in (lambda: store.entries("es"), lambda: store.add([Unit("es", "One", "Uno")])):
            with pytest.raises(OutputError) as raised:
                use()
            assert str(raised.value).startswith("m.sqlite: ")
        assert place.read_bytes() == before


def test_a_memory_of_another_version_is_refused(store, tmp_path):
    store.add([])
    database = sqlite3.connect(tmp_path / "m.sqlite")
    database.execute("PRAGMA user_version = 99")
    database.close()
    with pytest.raises(OutputError) as raised:
        store.entries("es")
    assert str(raised.value) == "m.sqlite: is of another version of dragoman\n  Update dragoman."


def test_a_memory_that_another_program_writes_to_is_told(store, tmp_path, monkeypatch):
    monkeypatch.setattr("dragoman.store._WAIT", 0.01)
    store.add([])
    other = sqlite3.connect(tmp_path / "m.sqlite")
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(OutputError) as raised:
        store.add([Unit("es", "One", "Uno")])
    other.close()
    assert str(raised.value).startswith("m.sqlite: the memory: database is locked\n")


def test_what_is_no_text_is_passed_over(store, tmp_path):
    store.add([Unit("es", "One", "Uno")])
    database = sqlite3.connect(tmp_path / "m.sqlite")
    database.execute(
        "INSERT INTO unit VALUES ('en', 'es', x'00', '', 'x'), ('en', 'es', 'a', '', x'ff')"
    )
    database.commit()
    database.close()
    assert store.entries("es") == [gone("One", "Uno")]
    assert store.wordings(["es"]) == {"One", "a"}
