"""PO files: every byte given back, every entry read, everything broken refused with its line."""

from __future__ import annotations

import contextlib
import re
import shutil
import subprocess
import time
from dataclasses import replace
from pathlib import Path

import polib
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dragoman.catalog import Catalog, Entry
from dragoman.errors import CatalogError
from dragoman.po import PoFile, read, render
from dragoman.po import writer as powriter
from dragoman.po.writer import format_entry

DATA = Path(__file__).parent / "pofile"
FILES = sorted(path.name for path in DATA.glob("*.po"))
HEADER = (("Language", "es"), ("Content-Type", "text/plain; charset=UTF-8"))

needs_gettext = pytest.mark.skipif(
    not (shutil.which("msgfmt") and shutil.which("msgcat")),
    reason="gettext's msgfmt and msgcat are not installed",
)


def load(name: str) -> PoFile:
    return read((DATA / name).read_bytes(), name)


def whole(file: PoFile) -> str:
    pairs = zip(file.gaps, file.raws, strict=False)
    return file.header + "".join(gap + raw for gap, raw in pairs) + file.gaps[-1]


def entry_of(text: str) -> Entry:
    (entry,) = read(text.encode(), "es.po").catalog.entries
    return entry


def with_entry(file: PoFile, place: int, entry: Entry) -> Catalog:
    entries = list(file.catalog.entries)
    entries[place] = entry
    return replace(file.catalog, entries=tuple(entries))


# -- every byte


@pytest.mark.parametrize("name", FILES)
def test_a_catalog_that_has_not_changed_keeps_every_byte(name: str) -> None:
    data = (DATA / name).read_bytes()
    file = read(data, name)
    assert render(file.catalog, file) == data
    again = read(data, name).catalog
    assert again == file.catalog
    assert render(again, file) == data


@pytest.mark.parametrize("name", sorted(set(FILES) - {"duplicates.po"}))
def test_header_gaps_and_raws_are_the_whole_text(name: str) -> None:
    file = load(name)
    text = (DATA / name).read_bytes().decode(file.charset).removeprefix("\ufeff")
    assert whole(file) == text
    assert len(file.raws) == len(file.catalog.entries)


@pytest.mark.parametrize("name", sorted(set(FILES) - {"duplicates.po"}))
def test_one_changed_entry_changes_its_own_text_alone(name: str) -> None:
    file = load(name)
    for place, entry in enumerate(file.catalog.entries):
        changed = entry._replace(translator_comments=(*entry.translator_comments, "New."))
        text = render(with_entry(file, place, changed), file).decode(file.charset)
        head = file.header + "".join(
            gap + raw for gap, raw in zip(file.gaps[:place], file.raws[:place], strict=True)
        )
        rest = file._replace(header="", gaps=file.gaps[place + 1 :], raws=file.raws[place + 1 :])
        assert text.removeprefix("\ufeff").startswith(head + file.gaps[place])
        assert text.endswith(whole(rest))


@pytest.mark.parametrize("name", sorted(set(FILES) - {"duplicates.po"}))
def test_a_removed_entry_vanishes_with_its_text_and_nothing_else(name: str) -> None:
    file = load(name)
    entries = file.catalog.entries
    for place in range(len(entries)):
        fewer = replace(file.catalog, entries=entries[:place] + entries[place + 1 :])
        text = render(fewer, file).decode(file.charset)
        assert [raw for raw in file.raws if raw.strip() in text].count(file.raws[place]) <= 1
        again = read(text.encode(file.charset), name)
        assert again.catalog == fewer
        assert {raw.strip() for raw in again.raws} == {
            raw.strip() for number, raw in enumerate(file.raws) if number != place
        }


@pytest.mark.parametrize("name", sorted(set(FILES) - {"duplicates.po"}))
def test_a_new_entry_stands_where_the_catalog_has_it(name: str) -> None:
    file = load(name)
    new = Entry("Compost", "C'est-à-dire compost", translator_comments=("New.",))
    entries = file.catalog.entries
    for place in range(len(entries) + 1):
        more = replace(file.catalog, entries=(*entries[:place], new, *entries[place:]))
        again = read(render(more, file), name)
        assert again.catalog == more
        assert again.raws[place] == format_entry(new).replace("\n", file.newline)
        assert [raw.rstrip() for raw in again.raws if raw != again.raws[place]] == [
            raw.rstrip() for raw in file.raws
        ]
        if place:
            assert again.gaps[place] == file.newline
        assert again.gaps[-1] == file.gaps[-1]


def test_flags_stay_on_one_line():
    flags = tuple(f"flag-number-{number}" for number in range(9))
    assert format_entry(Entry("a", flags=flags)).startswith(f"#, {', '.join(flags)}\nmsgid")


LONG = "A sentence that is so long that gettext breaks it, and other tools leave it alone."


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("text", [LONG, f'{LONG}\\n"\n"{LONG}'], ids=["one", "two"])
def test_a_catalog_whose_long_lines_are_whole_gets_no_broken_ones(newline: str, text: str) -> None:
    string = f'""\n"{text}"' if "\n" in text else f'"{text}"'
    source = f"msgid {string}\nmsgstr {string}\n".replace("\n", newline)
    file = read(source.encode(), "es.po")
    (entry,) = file.catalog.entries
    fuzzy = entry._replace(flags=("fuzzy",))
    again = render(replace(file.catalog, entries=(fuzzy,)), file).decode()
    assert again == f"#, fuzzy{newline}{source}"
    new = render(replace(file.catalog, entries=(entry, Entry(f"{LONG} New.", ""))), file).decode()
    assert new == f'{source}{newline}msgid "{LONG} New."{newline}msgstr ""{newline}'


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_one_line_broken_or_none_too_long_and_long_ones_are_broken(newline: str) -> None:
    broken = f'msgid ""\n"{LONG[:60]}"\n"{LONG[60:]}"\nmsgstr ""\n\n'
    fuzzy = Entry("x", LONG, flags=("fuzzy",))
    for source in (
        f'{broken}msgid "x"\nmsgstr "{LONG}"\n',
        'msgid "x"\nmsgstr "short"\n',
        f'msgid "x"\nmsgstr "{"y" * 200}"\n',
        f'# {LONG} {LONG}\nmsgid "x"\nmsgstr "short"\n',
    ):
        file = read(source.replace("\n", newline).encode(), "es.po")
        entries = (*file.catalog.entries[:-1], fuzzy)
        again = render(replace(file.catalog, entries=entries), file).decode()
        assert again.endswith(format_entry(fuzzy).replace("\n", newline))
        assert f'msgstr ""{newline}"A sentence' in again


@needs_gettext
def test_gettext_leaves_a_new_entry_of_an_unbroken_catalog_as_it_is() -> None:
    file = read(
        gettext(
            "msgcat", render(Catalog((Entry(LONG, LONG),), "es", FULL_HEADER)), "--no-wrap"
        ).encode(),
        "es.po",
    )
    entries = (
        *file.catalog.entries,
        Entry(f"Two.\n{LONG}", LONG, previous_msgid=LONG, flags=("fuzzy",)),
    )
    data = render(replace(file.catalog, entries=entries), file)
    assert gettext("msgcat", data, "--no-wrap") == data.decode()


def test_entries_follow_the_order_of_the_catalog() -> None:
    file = load("poedit.po")
    soil, loam, weeds = file.raws
    text = render(replace(file.catalog, entries=file.catalog.entries[::-1]), file).decode()
    assert text == f"{file.header}\n{weeds}\n{loam}\n{soil}"


def test_comments_at_the_end_stay_at_the_end() -> None:
    file = load("comment-before-header.po")
    assert file.gaps[-1] == "\n\n\n# A last remark.\n\n#~ # and another one\n"
    nothing = render(replace(file.catalog, entries=()), file).decode()
    assert nothing == file.header + file.gaps[-1]
    one = replace(file.catalog, entries=(*file.catalog.entries, Entry("Sand")))
    assert (
        render(one, file)
        .decode()
        .endswith('msgstr "Glina"\n\nmsgid "Sand"\nmsgstr ""\n' + file.gaps[-1])
    )


def test_a_file_without_a_final_newline_gets_one_only_where_an_entry_follows() -> None:
    file = load("no-blank-lines.po")
    assert not file.data.endswith(b"\n")
    first = file.catalog.entries[0]._replace(msgstr="Terra")
    assert render(with_entry(file, 0, first), file).endswith(b'msgid "Soil"\nmsgstr "Suolo"')
    more = replace(file.catalog, entries=(*file.catalog.entries, Entry("Sand", "Sabbia")))
    assert render(more, file) == file.data + b'\n\nmsgid "Sand"\nmsgstr "Sabbia"\n'


def test_an_empty_file_is_a_catalog_with_no_entries() -> None:
    file = read(b"", "es.po")
    assert file.catalog == Catalog()
    assert render(file.catalog, file) == b""
    assert render(Catalog((Entry("Soil"),)), file) == b'msgid "Soil"\nmsgstr ""\n'
    assert render(Catalog()) == b""
    remarks = read(b"\n# Nothing yet.\n", "es.po")
    assert remarks.catalog == Catalog()
    assert render(Catalog((Entry("Soil"),)), remarks) == (
        b'msgid "Soil"\nmsgstr ""\n\n# Nothing yet.\n'
    )


# -- reading


def by_polib(text: str) -> list[Entry]:
    return [
        Entry(
            entry.msgid,
            entry.msgstr,
            entry.msgctxt,
            tuple(f"{name}:{line}" if line else name for name, line in entry.occurrences),
            tuple(entry.comment.split("\n")) if entry.comment else (),
            tuple(entry.tcomment.split("\n")) if entry.tcomment else (),
            tuple(entry.flags),
            entry.previous_msgid,
            entry.previous_msgctxt,
            bool(entry.obsolete),
            entry.msgid_plural or None,
            tuple(form for _, form in sorted(entry.msgstr_plural.items())),
            entry.previous_msgid_plural,
        )
        for entry in polib.pofile(text)
    ]


@pytest.mark.parametrize("name", ["weblate.po", "poedit.po", "crlf.po", "bom.po"])
def test_reading_is_the_same_as_with_polib(name: str) -> None:
    file = load(name)
    assert list(file.catalog.entries) == by_polib(file.data.decode())


def test_the_header_is_not_an_entry() -> None:
    catalog = load("poedit.po").catalog
    assert catalog.locale == "pt-BR"
    assert catalog.header[:2] == (
        ("Project-Id-Version", "garden"),
        ("POT-Creation-Date", "2024-03-01 09:00+0100"),
    )
    assert catalog.header[-1] == ("X-Poedit-SearchPath-0", ".")
    assert ("X-Poedit-KeywordsList", "") in catalog.header
    assert all(entry.msgid for entry in catalog.entries)


@pytest.mark.parametrize(
    ("language", "locale"),
    [
        ("pt_BR", "pt-BR"),
        ("es", "es"),
        ("zh_Hans_CN", "zh-Hans-CN"),
        ("sr_RS@latin", "sr-Latn-RS"),
        ("ca@valencia", "ca-valencia"),
        ("de_AT.UTF-8", "de-AT"),
        ("", None),
    ],
)
def test_the_language_becomes_a_tag(language: str, locale: str | None) -> None:
    text = f'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n'
    assert read(text.encode(), "es.po").catalog.locale == locale


def test_a_plural_entry_is_read_whole() -> None:
    seeds, leaves = load("plural.po").catalog.entries
    assert seeds == Entry(
        '%d seed in the "bag"',
        "",
        "count",
        ("source/seeds.md:4", "source/seeds.md:9"),
        ("How many seeds",),
        ("Liczba.",),
        ("fuzzy", "c-format", "range: 0..9"),
        "%d seed",
        "count",
        False,
        '%d seeds in the "bag",\nall dry',
        ("%d nasiono", "%d nasiona", "%d nasion"),
        "%d seeds",
    )
    assert leaves == Entry(
        "%d leaf",
        obsolete=True,
        msgid_plural="%d leaves",
        msgstr_plural=("%d liść", "%d liście", "%d liści"),
    )


def test_obsolete_entries_keep_their_previous_wording() -> None:
    frost, soil, weeds, moss, mosses, alive = load("obsolete-previous.po").catalog.entries
    assert frost == Entry("Frost", "Helada", obsolete=True)
    assert not soil.obsolete
    assert weeds == Entry(
        "Weeds,\nmoss and fern",
        "Malas hierbas\ny musgo",
        "title",
        translator_comments=("Ana: keep this one.",),
        flags=("fuzzy",),
        previous_msgid="Weeds\nand moss",
        previous_msgctxt="old title",
        obsolete=True,
    )
    assert moss.translator_comments == ("A remark without a space before #~",)
    assert mosses.translator_comments == ("A remark within",)
    assert [moss.msgstr, mosses.msgstr, alive.msgstr] == ["Musgo", "Musgos", "Musgo"]
    assert moss.obsolete
    assert mosses.obsolete
    assert not alive.obsolete


def test_comments_before_the_header_are_the_headers() -> None:
    file = load("comment-before-header.po")
    assert file.header.startswith("\n\n# A licence, over\n#\n# several lines.\n\n#, fuzzy\n")
    assert file.catalog.header == (("Language", "sr@latin"), ("X-Made-By", "hand"))
    assert file.catalog.entries[0].translator_comments == ("The first entry.",)
    assert file.catalog.entries[0].extracted_comments == ("Two blank lines follow.",)


def test_any_legal_layout_is_read() -> None:
    catalog = load("odd-layout.po").catalog
    assert catalog.locale == "zh-Hans-CN"
    assert catalog.header[1] == ("Content-Type", "text/plain; charset=utf-8")
    assert catalog.entries == (
        Entry(
            "Afterwards",
            "之\v后\\n\a",
            references=("a.md", "b.md:12", "c.md"),
            extracted_comments=("no space",),
            translator_comments=("no space",),
            flags=("fuzzy", "no-wrap", "python-format"),
            previous_msgid="Before",
        ),
        Entry(
            "Tab\there",
            "AB\\q",
            references=("d.md",),
            extracted_comments=("than gettext's",),
            translator_comments=("comments in another order",),
        ),
        Entry(
            "line\u2028separator\x85next\x0cfeed",
            "\u2028",
            translator_comments=("U+2028 \u2028 and U+0085 \x85 are no newlines",),
        ),
        Entry("Isolated", references=("my file.md", "other file.md:12", "plain.md")),
        Entry("After a bare mark"),
    )


def test_newlines_of_both_kinds_may_stand_in_one_file() -> None:
    file = load("mixed-newlines.po")
    assert file.newline == "\r\n"
    assert file.catalog.entries == (
        Entry("Soil", "Boden", translator_comments=("Von Hand.",)),
        Entry("Loam and sand", "Lehm", translator_comments=("Windows,",)),
        Entry("Water", "Wasser"),
    )


def test_a_crlf_file_stays_one() -> None:
    file = load("crlf.po")
    assert file.data.count(b"\n") == file.data.count(b"\r\n")
    german, weeds = file.catalog.entries
    assert german.msgid == "Soil is sand,\nclay and air."
    text = render(replace(file.catalog, entries=(Entry("Sand\nstone"), weeds)), file).decode()
    new = b'\r\nmsgid ""\r\n"Sand\\n"\r\n"stone"\r\nmsgstr ""\r\n'
    assert text.encode() == file.header.encode() + new + file.data[file.data.index(b"\r\n#~") :]


def test_an_entry_that_stands_twice_becomes_one() -> None:
    file = load("duplicates.po")
    soil, clay, earth, old = file.catalog.entries
    assert soil == Entry(
        "Soil",
        "Suelo",
        references=("source/soil.md", "source/water.md"),
        extracted_comments=("type: Title",),
        translator_comments=("Ana: first.", "Luis: second."),
        flags=("fuzzy",),
        previous_msgid="The soil",
    )
    assert earth == Entry(
        "Soil", "Tierra", translator_comments=("Luis: once more.",), obsolete=True
    )
    assert old == Entry("Soil", "Suelo", obsolete=True)
    changed = with_entry(file, 1, clay._replace(msgstr="Greda"))
    again = read(render(changed, file), "es.po")
    assert again.catalog == changed
    assert again.raws[0] == format_entry(soil)


def test_a_read_entry_is_as_frozen_as_any_other() -> None:
    entry = entry_of('msgid "Soil"\nmsgstr "Suelo"\n')
    assert type(entry) is Entry
    assert entry == Entry("Soil", "Suelo")
    assert hash(entry) == hash(Entry("Soil", "Suelo"))
    with pytest.raises(AttributeError):
        entry.msgid = "Clay"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (r"\n\t\r\"\\", '\n\t\r"\\'),
        (r"\a\b\f\v", "\a\b\f\v"),
        (r"\\n", r"\n"),
        (r"\\\n", "\\\n"),
        (r"\\\"\\", '\\"\\'),
        (r"\101\1012\7", "AA2\a"),
        (r"\x41\x0a\x22\x5c", 'A\n"\\'),
        (r"\303\251", "é"),
        (r"\351", "é"),
        (r"\\101", r"\101"),
        (r"\000", "\0"),
        (r"\q\x", r"\q\x"),
    ],
)
def test_escapes_are_gettexts(written: str, text: str) -> None:
    entry = entry_of(f'msgid "x{written}"\nmsgid_plural "y{written}"\nmsgstr[0] "{written}"\n')
    assert (entry.msgid, entry.msgid_plural, entry.msgstr_plural) == (
        f"x{text}",
        f"y{text}",
        (text,),
    )
    assert entry_of(f'msgid "x{written}"\nmsgstr ""\n"{written}"\n').msgstr == text


def test_an_entry_with_a_context_may_have_an_empty_msgid() -> None:
    text = 'msgctxt "x"\nmsgid ""\nmsgid_plural "p"\nmsgstr[0] "a"\n\n#~ msgid ""\n#~ msgstr "b"\n'
    plural, obsolete = read(text.encode(), "es.po").catalog.entries
    assert plural == Entry("", "", "x", msgid_plural="p", msgstr_plural=("a",))
    assert obsolete == Entry("", "b", obsolete=True)


# -- refusing


def broken_cases() -> list[tuple[str, str, str]]:
    text = (DATA / "broken.txt").read_text(encoding="utf-8")
    cases = re.findall(r"^= (.*)\n((?s:.*?))^- (.*\n  .*)\n", text, re.MULTILINE)
    assert len(cases) == text.count("\n\n= ") + 1
    return cases


@pytest.mark.parametrize(
    ("source", "message"), [pytest.param(case[1], case[2], id=case[0]) for case in broken_cases()]
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_broken_file_is_refused_with_its_line(source: str, message: str, newline: str) -> None:
    with pytest.raises(CatalogError) as error:
        read(source.replace("\n", newline).encode(), "es.po")
    assert str(error.value) == f"es.po:{message}"


def in_charset(charset: str) -> bytes:
    return f'msgid ""\nmsgstr "Content-Type: text/plain; charset={charset}\\n"\n\n'.encode()


@pytest.mark.parametrize(
    ("data", "line", "problem"),
    [
        (
            b'msgid "a"\nmsgstr "\xe9"\n',
            2,
            "byte 0xE9 is not UTF-8, and the header declares no charset",
        ),
        (
            in_charset("CHARSET") + b'msgid "a"\nmsgstr "\xe9"\n',
            5,
            "byte 0xE9 is not UTF-8, and the header declares no charset",
        ),
        (
            in_charset("utf-8") + b'msgid "a"\nmsgstr "\xe9"\n',
            5,
            "byte 0xE9 is not utf-8, which the header declares",
        ),
        (
            in_charset("US-ASCII") + b"# \xc3\xa9\n",
            4,
            "byte 0xC3 is not US-ASCII, which the header declares",
        ),
        (in_charset("UTF-16"), 2, 'the charset "UTF-16" is unknown'),
        (in_charset("hex"), 2, 'the charset "hex" is unknown'),
        (b'msgid "a\0"\nmsgstr ""\n', 1, "this line holds a NUL byte"),
        ('msgid "a"\n'.encode("utf-16"), 1, "this file is UTF-16"),
        (b'msgid "a"\rmsgstr "b"\r', 1, "the lines of this file end in CR alone"),
    ],
)
def test_what_cannot_be_decoded_is_refused(data: bytes, line: int, problem: str) -> None:
    with pytest.raises(CatalogError) as error:
        read(data, "es.po")
    assert (error.value.path, error.value.line, error.value.problem) == ("es.po", line, problem)
    assert error.value.remedy


def test_a_declaration_outside_the_header_counts_for_nothing() -> None:
    text = 'msgid "Content-Type: text/plain; charset=latin-1\\n"\nmsgstr "é"\n'
    assert read(text.encode(), "es.po").charset == "UTF-8"
    assert read(f"# charset=latin-1\n{text}".encode(), "es.po").charset == "UTF-8"


# -- writing


def test_a_new_file_gets_a_header() -> None:
    catalog = Catalog((Entry("Soil", "Suelo"),), "es", (("Project-Id-Version", ""), *HEADER))
    assert render(catalog).decode() == (
        'msgid ""\n'
        'msgstr ""\n'
        '"Project-Id-Version: \\n"\n'
        '"Language: es\\n"\n'
        '"Content-Type: text/plain; charset=UTF-8\\n"\n'
        "\n"
        'msgid "Soil"\n'
        'msgstr "Suelo"\n'
    )


def test_a_changed_header_keeps_the_lines_of_its_other_fields() -> None:
    file = load("weblate.po")
    header = [pair for pair in file.catalog.header if pair[0] != "Report-Msgid-Bugs-To"]
    header[2] = ("PO-Revision-Date", "2024-04-01 08:00+0000")
    header.append(("X-Long", "word " * 20 + "end"))
    text = render(replace(file.catalog, header=tuple(header)), file).decode()
    expected = (
        file.data.decode()
        .replace('"Report-Msgid-Bugs-To: \\n"\n', "")
        .replace("2024-03-09 17:42", "2024-04-01 08:00")
        .replace(
            'Weblate 5.4\\n"\n',
            'Weblate 5.4\\n"\n"X-Long: ' + "word " * 13 + '"\n"' + "word " * 7 + 'end\\n"\n',
        )
    )
    assert text == expected
    assert read(text.encode(), "es.po").catalog.header == tuple(header)


def test_a_header_of_another_shape_is_written_anew_with_its_comments() -> None:
    file = load("comment-before-header.po")
    header = (("Language", "sr"), ("", "no field"), ("X-Made-By", "hand"))
    text = render(replace(file.catalog, header=header), file).decode()
    assert text == file.data.decode().replace(
        'msgstr "Language: sr@latin\\n"\n"X-Made-By: hand\\n"\n',
        'msgstr ""\n"Language: sr\\n"\n"no field\\n"\n"X-Made-By: hand\\n"\n',
    )
    assert read(text.encode(), "sr.po").catalog.header == header


def test_a_file_without_a_header_gets_one_before_its_entries() -> None:
    file = read(b'# First.\nmsgid "Soil"\nmsgstr "Suelo"\n', "es.po")
    text = render(replace(file.catalog, header=HEADER[:1]), file)
    assert text == b'msgid ""\nmsgstr ""\n"Language: es\\n"\n\n' + file.data


def test_a_file_stays_in_its_charset() -> None:
    file = load("latin1.po")
    assert file.charset == "ISO-8859-1"
    water, clay = file.catalog.entries
    assert (water.msgstr, clay.msgstr) == ("L'eau, coupée de été", "Argile brûlée")
    data = render(with_entry(file, 0, water._replace(msgstr="L'eau glacée")), file)
    assert data == file.data.replace(b"L'eau, coup\xe9e de \\351t\\351", b"L'eau glac\xe9e")


def test_a_file_whose_charset_does_not_suffice_becomes_utf_8() -> None:
    file = load("latin1.po")
    water = file.catalog.entries[0]._replace(msgstr="L’eau")
    data = render(with_entry(file, 0, water), file)
    assert data.decode() == file.data.decode("latin-1").replace("ISO-8859-1", "UTF-8").replace(
        "L'eau, coupée de \\351t\\351", "L’eau"
    )
    assert read(data, "fr.po").catalog.entries[0] == water


@pytest.mark.parametrize("charset", ["no-such-charset", "UTF-16"])
def test_a_header_that_declares_a_useless_charset_is_corrected(charset: str) -> None:
    header = (("Content-Type", f"text/plain; charset={charset}"),)
    again = read(render(Catalog((Entry("Soil", "Sol à"),), None, header)), "fr.po").catalog
    assert again.header == (("Content-Type", "text/plain; charset=UTF-8"),)
    assert again.entries[0].msgstr == "Sol à"


def test_a_header_that_changes_the_charset_is_obeyed() -> None:
    file = load("latin1.po")
    header = tuple(
        (name, value.replace("ISO-8859-1", "UTF-8")) for name, value in file.catalog.header
    )
    data = render(replace(file.catalog, header=header), file)
    assert data.decode() == file.data.decode("latin-1").replace("ISO-8859-1", "UTF-8")


def test_a_byte_order_mark_stays() -> None:
    file = load("bom.po")
    data = render(with_entry(file, 0, Entry("Soil", "Sol")), file)
    assert data == file.data.replace("Sol à semer".encode(), b"Sol")
    assert data.startswith(b"\xef\xbb\xbf")


def test_a_nul_in_a_comment_makes_no_catalog_that_cannot_be_read() -> None:
    entry = Entry("Soil", "So\0il", extracted_comments=("a\0b",), translator_comments=("\0", "c"))
    again = entry_of(format_entry(entry))
    assert again.msgstr == "So\0il"
    assert again.extracted_comments == ("a\ufffdb",)
    assert again.translator_comments == ("\ufffd", "c")


def test_what_polib_would_lose_is_written() -> None:
    comment = "a  remark that is longer than any line, " * 3 + "\twith a tab"
    entry = Entry(
        "Soil",
        references=("my file.md", "my file.md:12", "star*-dash.md", "x" * 90),
        extracted_comments=("", comment),
        translator_comments=(comment, "", "# twice"),
        previous_msgid="Earth",
        obsolete=True,
    )
    assert format_entry(entry) == (
        f"# {comment}\n#\n# # twice\n#.\n#. {comment}\n"
        "#: \u2068my file.md\u2069 \u2068my file.md\u2069:12 star*-dash.md\n"
        f"#: {'x' * 90}\n"
        '#~| msgid "Earth"\n#~ msgid "Soil"\n#~ msgstr ""\n'
    )
    assert entry_of(format_entry(entry)) == entry


def test_long_lines_break_after_a_space_or_within_a_link_or_between_ideographs() -> None:
    link = '<a href="https://example.org/learn/path/soil-and-water/05/">the fifth part</a>'
    text = f"Before you dig, see {link}, and its pictures.\nShort.\n"
    assert format_entry(Entry("Soil", text)) == (
        'msgid "Soil"\n'
        'msgstr ""\n'
        '"Before you dig, see <a href=\\"https://example.org/learn/path/soil-and-"\n'
        '"water/05/\\">the fifth part</a>, and its pictures.\\n"\n'
        '"Short.\\n"\n'
    )
    assert format_entry(Entry("Soil", "土は、" * 15, obsolete=True)) == (
        f'#~ msgid "Soil"\n#~ msgstr ""\n#~ "{"土は、" * 12}土"\n#~ "は、{"土は、" * 2}"\n'
    )
    assert format_entry(Entry("x" * 100)) == f'msgid "{"x" * 100}"\nmsgstr ""\n'


# -- properties

lines = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n\r\0"), max_size=90)
words = st.text(st.sampled_from("ab-.:/éя界*"), min_size=1, max_size=40)
paths = st.one_of(
    words,
    st.builds("{} {}".format, words, words),
    st.builds("{}:{}".format, words, st.integers(1, 99)),
)
pieces = st.sampled_from(
    [
        "word ",
        "a-b/c. ",
        '"',
        "\\",
        "\n",
        "\r",
        "\t",
        "\\n",
        "\u2028",
        "\x85",
        "\0",
        "\x1b7",
        "😀",
        "漢字、",
        "  ",
    ]
)
texts = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.lists(pieces, max_size=40).map("".join),
)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    plural = draw(st.none() | texts.filter(bool))
    return Entry(
        draw(texts.filter(bool)),
        "" if plural else draw(texts),
        draw(st.none() | texts),
        tuple(draw(st.lists(paths, max_size=4))),
        tuple(draw(st.lists(lines, max_size=3))),
        tuple(draw(st.lists(lines, max_size=3))),
        tuple(draw(st.lists(st.sampled_from(["fuzzy", "no-wrap", "c-format"]), unique=True))),
        draw(st.none() | texts),
        draw(st.none() | texts),
        draw(st.booleans()),
        plural,
        tuple(draw(st.lists(texts, min_size=1, max_size=6))) if plural else (),
        draw(st.none() | texts),
    )


def name_of(entry: Entry) -> object:
    if entry.obsolete:
        return entry.key, entry.msgstr, entry.msgid_plural, entry.msgstr_plural
    return entry.key


catalogs = st.builds(
    Catalog,
    st.lists(entries(), max_size=4, unique_by=name_of).map(tuple),
    st.just("es"),
    st.just(HEADER),
)


@settings(deadline=None)
@given(catalogs)
def test_what_is_written_is_read_again(catalog: Catalog) -> None:
    assert read(render(catalog), "es.po").catalog == catalog


@settings(deadline=None)
@given(catalogs, catalogs, st.sampled_from(["\n", "\r\n"]), st.data())
def test_what_is_written_into_a_file_is_read_again(
    first: Catalog, second: Catalog, newline: str, data: st.DataObject
) -> None:
    before = read(render(first).replace(b"\n", newline.encode()), "es.po")
    both = {name_of(entry): entry for entry in (*before.catalog.entries, *second.entries)}
    mixed = replace(first, entries=tuple(data.draw(st.permutations(list(both.values())))))
    assert read(render(mixed, before), "es.po").catalog == mixed


@settings(deadline=None)
@given(
    st.lists(st.sampled_from((DATA / "odd-layout.po").read_text(encoding="utf-8").split("\n")[6:]))
)
@example(["#~", "#~ # x", "", "#~ msgid", '#~ ""', "", '#~ msgstr "x"', "", '#~ "y"', "", '"z"'])
def test_any_lines_are_read_whole_or_refused(some: list[str]) -> None:
    data = "\n".join(some).encode()
    try:
        file = read(data, "es.po")
    except CatalogError as refused:
        error = refused
    else:
        error = None
    if error:
        assert error.line in range(1, len(some) + 1)
        return
    assert render(file.catalog, file) == data
    if len(file.raws) == len(re.findall(rb"^[ \t]*(?:#~ )?msgid\b", data, re.MULTILINE)):
        assert whole(file).encode() == data
    assert read(render(file.catalog), "es.po").catalog == file.catalog


PLURAL = 'msgid "a"\nmsgid_plural "b"\nmsgstr[0] ""\n'
HOSTILE = {
    "quotes": '"',
    "escaped quotes": '\\"',
    "comments": "# x\n",
    "blank lines": " \n",
    "strings": '"x"\n',
    "strings apart": '"x"\n\n',
    "octal escapes": "\\101",
    "half a line": '\\"\n"',
    "equal entries": '"\nmsgstr ""\nmsgid "',
    "isolates": "#: \u2068\n",
}


@pytest.mark.parametrize("start", ["", 'msgid "', 'msgid ""\n', '#| msgid ""\n', PLURAL])
@pytest.mark.parametrize("part", HOSTILE.values(), ids=HOSTILE)
def test_time_is_linear_whatever_the_file(part: str, start: str) -> None:
    def seconds(count: int) -> float:
        data = (start + part * count).encode()
        best = 9e9
        for _ in range(3):
            begin = time.process_time()
            with contextlib.suppress(CatalogError):
                read(data, "es.po")
            best = min(best, time.process_time() - begin)
        return best

    assert seconds(16000) < 12 * seconds(4000) + 0.05  # four times as much; quadratic is sixteen


# -- gettext


def gettext(program: str, data: bytes, *options: str) -> str:
    done = subprocess.run([program, *options, "-"], input=data, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


FULL_HEADER = (
    ("Project-Id-Version", "garden 2"),
    ("PO-Revision-Date", "2024-03-09 17:42+0000"),
    ("Last-Translator", "Ana Prieto <ana@example.org>"),
    ("Language-Team", "Spanish <es@example.org>"),
    ("Language", "pl"),
    ("MIME-Version", "1.0"),
    ("Content-Type", "text/plain; charset=UTF-8"),
    ("Content-Transfer-Encoding", "8bit"),
    (
        "Plural-Forms",
        "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);",
    ),
)


@needs_gettext
@pytest.mark.parametrize(
    "name",
    sorted(set(FILES) - {"duplicates.po", "obsolete-previous.po", "bom.po", "odd-layout.po"}),
)
def test_gettext_takes_and_reads_alike_what_is_written(name: str) -> None:
    catalog = replace(load(name).catalog, header=FULL_HEADER, locale="pl")
    data = render(catalog)
    gettext("msgfmt", data, "--check", "-o", "/dev/null")
    again = read(gettext("msgcat", data).encode(), name).catalog
    assert sorted(again.entries, key=repr) == sorted(catalog.entries, key=repr)


@needs_gettext
def test_long_lines_break_where_gettext_breaks_them() -> None:
    samples = [
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen.",
        "x" * 200,
        "x" * 71,
        "x" * 72,
        "A first line that is long enough to be broken, since it has more than eighty letters.\nNo.\n",
        "Zażółć gęślą jaźń — pchnąć w tę łódź jeża lub ośm skrzyń fig, a potem i jeszcze więcej fig.",
        "土は、砂と粘土と水と空気でできています。一握りの土には、地球上の人間よりも多くの生き物がいます。土を大切に。",
    ]
    ours = Catalog(
        tuple(
            Entry(
                f"{number} {text}",
                text,
                "where",
                previous_msgid=text,
                flags=("fuzzy",),
                obsolete=old,
            )
            for old in (False, True)
            for number, text in enumerate(samples, 10 * old)
        ),
        "pl",
        FULL_HEADER,
    )
    data = render(ours)
    assert data.decode() == gettext("msgcat", data)


@given(
    st.text(alphabet='ab\\"\n\t é\r\0\x0c\x1c\x7f\x85\u2028\u2029', max_size=12),
    st.text(alphabet='ab\\"\n\t é', max_size=12),
    st.none() | st.text(alphabet='ab\\"é\n', max_size=6),
    st.none() | st.text(alphabet='ab\\"é\n', max_size=6),
    st.booleans(),
)
def test_strings_are_written_as_polib_writes_them(msgid, msgstr, msgctxt, previous, obsolete):
    flags = () if previous is None else ("fuzzy", "no-wrap")
    entry = Entry(msgid, msgstr, msgctxt, flags=flags, previous_msgid=previous, obsolete=obsolete)
    assert powriter._strings(entry) == powriter._escaped(powriter._by_polib(entry).rstrip("\n"))


def test_the_quick_look_for_wide_characters_overlooks_none():
    every = "".join(map(chr, range(0x110000)))
    wide = re.findall(powriter._WIDE, every)
    assert len(wide) > 100_000
    assert all(map(powriter._PERHAPS_WIDE.match, wide))
    assert not powriter._PERHAPS_WIDE.search("Größe — “Да”, …")


@given(st.text(alphabet='aé ,.-/!"\\—–“|}1', max_size=60))
def test_lines_without_wide_characters_break_alike_by_either_expression(text):
    narrow, broad = (powriter._parts(9, place) for place in (powriter._NARROW, powriter._BROAD))
    assert narrow.findall(text) == broad.findall(text)
