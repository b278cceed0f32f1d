"""TMX files written, read again, read by another program, and refused."""

from __future__ import annotations

import time
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import CatalogError
from dragoman.tmx import TmxUnit, is_writable, read_tmx, write_tmx
from dragoman.version import __version__

ONE = TmxUnit((("en", "See <em>this</em> & that.\nNow."), ("es", 'Mira "esto".')), "en", "title")
TWO = TmxUnit((("en", "Open"), ("pt-BR", " Abrir\t\r\n")), "en")


def document(body, head='<header srclang="en"/>', before=""):
    return f'<?xml version="1.0"?>{before}\n<tmx version="1.4">{head}<body>\n{body}\n</body></tmx>'


def unit(*texts):
    inside = "".join(f'<tuv xml:lang="{tag}"><seg>{text}</seg></tuv>' for tag, text in texts)
    return f"<tu>{inside}</tu>"


def problem(text):
    with pytest.raises(CatalogError) as raised:
        read_tmx(text if isinstance(text, bytes) else text.encode(), "a.tmx")
    return str(raised.value)


def test_what_is_written():
    assert (
        write_tmx([ONE], "en").decode()
        == f"""\
<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4">
  <header creationtool="dragoman" creationtoolversion="{__version__}" segtype="paragraph" o-tmf="PO" adminlang="en" srclang="en" datatype="html"/>
  <body>
    <tu>
      <prop type="x-context">title</prop>
      <tuv xml:lang="en"><seg>See &lt;em&gt;this&lt;/em&gt; &amp; that.
Now.</seg></tuv>
      <tuv xml:lang="es"><seg>Mira "esto".</seg></tuv>
    </tu>
  </body>
</tmx>
"""
    )


def test_what_is_written_is_read_again():
    read = read_tmx(write_tmx([ONE, TWO], "en"), "a.tmx")
    assert [found._replace(line=0) for found in read] == [ONE, TWO]
    assert [found.line for found in read] == [5, 11]


XML = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@given(XML, XML, XML)
def test_any_text_is_read_as_it_was_written(source, target, context):
    wanted = TmxUnit((("en", source), ("es", target)), "en", context)
    read = read_tmx(write_tmx([wanted], "en"), "a.tmx")
    if is_writable(wanted):
        assert [found._replace(line=0) for found in read] == [wanted]
    else:
        assert read == ()


@pytest.mark.parametrize("text", ["a\0", "\x1b[0m", "\ud800", "\ufffe"])
def test_what_xml_cannot_hold_is_left_out(text):
    bad = TmxUnit((("en", "Bad"), ("es", text)), "en")
    assert not is_writable(bad)
    assert write_tmx([bad, TWO], "en") == write_tmx([TWO], "en")


def test_translate_toolkit_reads_what_is_written():
    tmx = pytest.importorskip("translate.storage.tmx")
    store = tmx.tmxfile.parsestring(write_tmx([ONE, TWO], "en"))
    assert [(found.source, found.target) for found in store.units] == [
        (ONE.texts[0][1], ONE.texts[1][1]),
        (TWO.texts[0][1], TWO.texts[1][1]),
    ]


def test_what_translate_toolkit_writes_is_read():
    tmx = pytest.importorskip("translate.storage.tmx")
    store = tmx.tmxfile()
    store.addtranslation("See <em>this</em> & that.", "en", "Mira <em>esto</em>.", "es", "a note")
    store.addtranslation("One\ntwo", "en", "Uno\ndos", "es")
    read = read_tmx(bytes(store), "a.tmx")
    assert [found.texts for found in read] == [
        (("en", "See <em>this</em> & that."), ("es", "Mira <em>esto</em>.")),
        (("en", "One\ntwo"), ("es", "Uno\ndos")),
    ]


def test_markup_of_other_programs_is_part_of_the_text():
    seg = '<bpt i="1">&lt;b&gt;</bpt>One<ept i="1">&lt;/b&gt;</ept><ph>{x}</ph> <hi>two</hi>'
    (found,) = read_tmx(document(unit(("en", seg), ("es", "Uno"))).encode(), "a.tmx")
    assert found.text("en") == "<b>One</b>{x} two"


def test_props_and_notes_are_no_text():
    body = '<tu><note>n</note><prop type="x-other">p</prop><tuv lang="en"><note>m</note><seg>One</seg></tuv></tu>'
    (found,) = read_tmx(document(body).encode(), "a.tmx")
    assert found == TmxUnit((("en", "One"),), "en", "", 3)


@pytest.mark.parametrize(
    ("tag", "expected"),
    [("es", "Uno"), ("ES", "Uno"), ("pt", "Um"), ("pt-PT", "Um"), ("pt_br", "Um"), ("zh", None),
     ("zh-TW", "二"), ("de", None)],
)  # fmt: skip
def test_a_text_in_a_language(tag, expected):
    texts = (("es", "Uno"), ("es-MX", "Un"), ("pt_BR", "Um"), ("zh-CN", "一"), ("zh-TW", "二"))
    assert TmxUnit(texts).text(tag) == expected


def test_the_language_that_was_translated():
    body = '<tu srclang="de"/><tu srclang="*all*"/><tu/>'
    assert [found.source for found in read_tmx(document(body).encode(), "a.tmx")] == [
        "de",
        "",
        "en",
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-1"])
def test_encodings(encoding):
    name = {"utf-8-sig": "utf-8"}.get(encoding, encoding)
    text = document(unit(("en", "One"), ("es", "Señal"))).replace("?>", f' encoding="{name}"?>', 1)
    (found,) = read_tmx(text.encode(encoding), "a.tmx")
    assert found.text("es") == "Señal"


def test_a_doctype_is_passed_over():
    text = document(unit(("en", "One")), before='<!DOCTYPE tmx SYSTEM "file:///etc/passwd">')
    (found,) = read_tmx(text.encode(), "a.tmx")
    assert found.text("en") == "One"


BOMB = "<!DOCTYPE tmx [<!ENTITY a 'aaaaaaaaaa'>\n" + "".join(
    f"<!ENTITY {two} '{f'&{one};' * 10}'>\n" for one, two in zip("abcdefgh", "bcdefghi", strict=True)
) + "]>"  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "a.tmx:1: not well-formed XML: no element found"),
        ("<tmx>\n<tu>\n</tmx>", "a.tmx:3: not well-formed XML: mismatched tag"),
        ("<tmx>\n&nbsp;</tmx>", "a.tmx:2: not well-formed XML: undefined entity"),
        ("\n<html/>", "a.tmx:2: not a TMX file: it begins with <html>"),
        (
            document("<tu><tuv><seg>x</seg></tuv></tu>"),
            "a.tmx:3: a <tuv> without xml:lang\n  Name the language of each text.",
        ),
        (
            document("", before=BOMB),
            "a.tmx:1: declares the entity “a”\n  TMX needs none; write the text itself.",
        ),
        (
            document("", before="<!DOCTYPE tmx [<!ENTITY % x SYSTEM 'file:///etc/passwd'>%x;]>"),
            "a.tmx:1: declares the entity “x”\n  TMX needs none; write the text itself.",
        ),
        (
            document("&x;", before='<!DOCTYPE tmx SYSTEM "x.dtd">'),
            "a.tmx:3: the entity “x” is not known\n  Write the character itself.",
        ),
        (
            '<?xml version="1.0" encoding="klingon"?><tmx/>',
            "a.tmx: cannot be read: unknown encoding: klingon",
        ),
        (b"<tmx>\xff</tmx>", "a.tmx:1: not well-formed XML: not well-formed (invalid token)"),
    ],
)
def test_what_is_refused(text, expected):
    assert problem(text) == expected


def test_deep_and_long_files_take_no_time():
    start = time.process_time()
    assert problem("<tmx>" + "<seg>" * 100_000).startswith("a.tmx:1: not well-formed XML")
    many = unit(("en", "One"), ("es", "x &amp; " * 3)) * 10_000
    assert len(read_tmx(document(many).encode(), "a.tmx")) == 10_000
    assert time.process_time() - start < 3


def test_a_large_file_is_not_held_several_times():
    units = (TmxUnit((("en", f"{n} " * 50), ("es", f"{n} " * 60))) for n in range(2000))
    tracemalloc.start()
    data = write_tmx(units, "en")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 2 * len(data)
