"""Catalogs that are read as a family are read just as one alone, whatever stands in them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dragoman.errors import CatalogError
from dragoman.po import read, render
from dragoman.po.family import Family

DATA = Path(__file__).parent / "pofile"
FILES = {path.name: path.read_bytes() for path in sorted(DATA.glob("*.po"))}

HEADER = 'msgid ""\nmsgstr ""\n"Language: es\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"'
BLOCKS = (
    HEADER,
    '#. Paragraph\n#: source/soil.md\nmsgid "Soil"\nmsgstr "Suelo"',
    '#. Paragraph\n#: source/soil.md\nmsgid "Soil"\nmsgstr ""',
    'msgid ""\n"Two\\n"\n"lines"\nmsgstr ""\n"Dos\\n"\n"líneas"',
    'msgctxt "title"\nmsgid "Soil"\nmsgstr "Un \\"suelo\\" \\\\ \\t"',
    '#, fuzzy\n#| msgid "Old"\nmsgid "New"\nmsgstr "Viejo"',
    'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "x"\nmsgstr[1] ""',
    '#~ msgid "Gone"\n#~ msgstr "Ido"',
    '#~ msgid "Gone"\n#~ msgstr "Otro"',
    "# A remark.",
    'msgid "Broken"\nmsgstr "no end',
    'msgid "Odd"\nmsgstr "raw\nnewline"',
    'msgid "Odd"\nmsgstr "a"b"',
    'msgid "Odd"\nmsgstr "\\101\\x41\\q"',
    '"continued"',
    '#~ "continued"',
    "",
    " ",
    'msgid "Nothing"\nmsgstr "   "',
)


def outcome(data: bytes, family: Family | None) -> object:
    """All that reading gives, or why the file is refused."""
    try:
        file = read(data, "es.po", family)
    except CatalogError as error:
        return str(error)
    live = dict(file.catalog.by_key())
    return (file.catalog, live, list(file.raws), *file[2:])


def warmed(*files: bytes) -> Family:
    family = Family()
    for data in files:
        outcome(data, family)
    return family


@pytest.mark.parametrize("name", FILES)
def test_every_file_is_read_alike(name):
    alone = outcome(FILES[name], None)
    assert outcome(FILES[name], warmed(*FILES.values())) == alone
    assert outcome(FILES[name], warmed(FILES[name], FILES[name])) == alone


@settings(deadline=None, max_examples=300)
@given(
    st.lists(st.lists(st.sampled_from(BLOCKS), max_size=5), min_size=1, max_size=3),
    st.sampled_from(("\n\n", "\n", "\n\n\n", "\r\n\r\n")),
    st.sampled_from(("\n", "", "\n\n")),
)
@example([[HEADER, BLOCKS[1]], [HEADER, BLOCKS[1] + "\n\n" + '"continued"']], "\n\n", "\n")
def test_any_blocks_are_read_alike(files, joint, end):
    family = Family()
    for blocks in files:
        data = (joint.join(blocks) + end).encode()
        assert outcome(data, family) == outcome(data, None)


@settings(deadline=None, max_examples=300)
@given(
    st.sampled_from((*FILES, "")),
    st.integers(0, 3000),
    st.integers(0, 30),
    st.text('\\"\n#~ am\r\0é'),
)
def test_a_damaged_file_is_read_or_refused_alike(name, start, length, text):
    whole = FILES.get(name) or "\n\n".join(BLOCKS[:6]).encode()
    damaged = whole[:start] + text.encode() + whole[start + length :]
    assert outcome(damaged, warmed(whole)) == outcome(damaged, None)


def test_a_translation_of_another_catalog_does_not_slip_in():
    spanish = f'{HEADER}\n\nmsgid "Soil"\nmsgstr "Suelo"\n\nmsgid "Sand"\nmsgstr ""\n'
    german = re.sub('"Suelo"', '"Erde"', spanish)
    family = warmed(spanish.encode())
    file = read(german.encode(), "de.po", family)
    assert [entry.msgstr for entry in file.catalog.entries] == ["Erde", ""]
    sand = file.catalog.entries[1]._replace(msgstr="Sand")
    changed = (*file.catalog.entries[:1], sand)
    written = render(file.catalog.__class__(changed, "es", file.catalog.header), file)
    assert written.decode() == german.replace('"Sand"\nmsgstr ""', '"Sand"\nmsgstr "Sand"')
