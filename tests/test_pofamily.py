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
    'msgid "Lines"\nmsgstr ""\n"one\\n"\n"two \\"quoted\\"\\n"\n"\\tthree\\n"',
    'msgid "Lines"\nmsgstr ""\n"C:\\\\"\n"n"',
    'msgid "Lines"\nmsgstr ""\n"C:\\"\n"n"',
    'msgid "Lines"\nmsgstr "a"\n#~ "b"',
    'msgid "Lines"\n#~ "b"\nmsgstr "a"',
    'msgid "Control"\nmsgstr "\1 \x7f \\\\n \\\\\\n"',
    'msgctxt "see msgid "\nmsgid "Soil"\nmsgstr "x"',
    '# msgid "\nmsgid "Soil"\nmsgstr "x"',
    '#| msgctxt "t"\n#| msgid "o"\nmsgctxt "title"\nmsgid "n"\nmsgstr "x"',
    'msgctxt ""\n"a"\nmsgid "\\t"\nmsgstr "日本 🙂"',
    '#~ msgid "Gone"\n#~ msgstr ""\n#~ "a\\n"\n#~ "\\tb"',
)
COMMON = (*BLOCKS[:6], BLOCKS[19], BLOCKS[7], BLOCKS[-1])
"""Obsolete entries stand last, as all programs write them."""
SHAPES = (
    'msgid "{0}"\nmsgstr "{1}"',
    'msgctxt "{0}"\nmsgid "{1}"\nmsgstr ""',
    '#~ msgid "{0}"\n#~ msgstr "{1}"',
    '# {0}\n#~ msgid "{1}"\n#~ msgstr "{0}"',
)
TEXTS = st.lists(
    st.sampled_from(('\\"', "\\n", '"\n"', '"\n#~ "', '\\n"\n#~ "', "\\t", *'\\"\nn# \1é日')),
    max_size=8,
).map("".join)


class Nothing(Family):
    """A family that takes no file, so that each is read in the way for all shapes."""

    def read(self, data: bytes) -> None:
        """Refuse."""


def outcome(data: bytes, family: Family) -> object:
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
    alone = outcome(FILES[name], Nothing())
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
        assert outcome(data, family) == outcome(data, Nothing())


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
    assert outcome(damaged, warmed(whole)) == outcome(damaged, Nothing())


@settings(deadline=None, max_examples=300)
@given(st.lists(TEXTS, min_size=1, max_size=4))
@example(['A\\"\n"', 'A\\"\n#~ "', "é"])
@example(['\\n"\n#~ "n', '"\n#~ "é', ""])
@example(['\\n"\n"n', '"\n"é', "\\\\n", ""])
def test_any_text_between_the_quotes_is_read_alike(texts):
    start = f"{HEADER}\n\n{BLOCKS[1]}\n\n"
    family = warmed(start.encode())
    for shape in SHAPES:
        blocks = (shape.format(place, text) for place, text in enumerate(texts))
        data = (start + "\n\n".join(blocks) + "\n").encode()
        for _ in range(2):
            assert outcome(data, family) == outcome(data, Nothing())


def test_a_character_cut_in_two_by_a_line_is_refused():
    data = f'{HEADER}\n\nmsgid "a"\nmsgstr ""\n"é"\n'.encode()
    data = data.replace("é".encode(), b'\xc3"\n"\xa9')
    for family in (Family(), Nothing()):
        with pytest.raises(CatalogError, match=r"byte 0xC3 is not UTF-8"):
            read(data, "es.po", family)


def test_files_of_the_common_shape_need_no_other_way():
    data = ("\n\n".join(COMMON) + "\n").encode()
    family = Family()
    for _ in range(2):
        blocks = family.read(data)
        assert blocks is not None
        assert [entry.msgid for entry in blocks.entries[:2]] == ["", "Soil"]
        assert len(blocks.entries) == len(COMMON)
        assert [entry.obsolete for entry in blocks.entries[-3:]] == [False, True, True]


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
