"""Catalogs that came back from translators' tools: nothing is lost, no page or line is touched."""

from __future__ import annotations

import difflib
import io
import re
from dataclasses import replace

import pytest
from babel.messages.pofile import read_po, write_po

from dragoman import po

CATALOG = "translations/es/one.po"
TEMPLATE = "translations/templates/one.pot"
NOTHING_NEW = "Nothing to do: everything is up to date.\n"


def _poedit(text):
    text = text.replace('"Report-Msgid-Bugs-To: \\n"\n', "")
    text = text.replace(
        "Last-Translator: Automatically generated", "Last-Translator: Ana <a@x.org>"
    )
    own = '"X-Generator: Poedit 3.4\\n"\n"X-Poedit-Basepath: ../..\\n"\n\n'
    return text.replace(';\\n"\n\n', f';\\n"\n{own}', 1)


def _weblate(text):
    text = text.replace("plural=(n != 1);", "plural=n != 1;")
    own = "# Small course.\n# Ana <a@x.org>, 2026.\n#, fuzzy\n"
    return f"{own}{text}".replace('8bit\\n"\n', '8bit\\n"\n"X-Generator: Weblate 5.4\\n"\n')


def _crowdin(text):
    text = re.sub(r"^#[.:].*\n", "", text, flags=re.MULTILINE)
    text = text.partition("\n#~ ")[0].rstrip("\n") + "\n"
    return text.replace("Language: es\\n", "Language: es_ES\\n")


def _babel(text):
    written = io.BytesIO()
    write_po(written, read_po(io.BytesIO(text.encode())), width=40, sort_output=True)
    return written.getvalue().decode()


def _omegat(text):
    """The same with long lines whole, and with Windows line ends."""
    joined = re.sub(r'(?<!\\n)"\n"', "", text.replace('""\n"', '"'))
    return joined.replace("\n", "\r\n")


EDITORS = {_poedit: 8, _weblate: 8, _crowdin: 8, _babel: 14, _omegat: 4}
"""With how many lines a changed wording takes then: more where lines were broken otherwise."""
PROGRAMS = {
    ("msgcat", "--sort-output", "--no-wrap"): 4,
    ("msgcat", "--sort-by-file", "--width=30"): 14,
    ("msgcat", "--no-location", "--indent"): 8,
    ("msgattrib", "--no-obsolete"): 8,
    ("msgattrib", "--clear-previous"): 8,
    ("msgconv", "--to-code=ISO-8859-15"): 8,
}


LONG = "Before you start, read the <em>guide</em> whole, and keep it at hand until you are done."
SPANISH = "Antes de empezar, lee toda la <em>guía</em> y tenla a mano hasta que hayas terminado."


@pytest.fixture
def worked_on(built):
    """A catalog with a remark, a stale entry and an obsolete one."""
    built.edit("source/one.md", "<pre>", f"<p>Leave it for a day.</p>\n<p>{LONG}</p>\n<pre>")
    built.run("build")
    built.translate(CATALOG, {"Leave it for a day.": "Déjalo un día."})
    found = po.read((built.root / CATALOG).read_bytes(), CATALOG)
    entries = (
        entry._replace(msgstr=SPANISH) if entry.msgid == LONG else entry
        for entry in found.catalog.entries
    )
    built.write(CATALOG, po.render(replace(found.catalog, entries=tuple(entries)), found))
    built.run("build")
    built.edit("source/one.md", "<p>Ask a question when you are stuck.</p>\n", "")
    built.edit("source/one.md", "for a day.", "for a night.")
    built.edit(CATALOG, "#. Heading 1\n", "# A remark of Ana’s.\n#. Heading 1\n")
    assert built.run("build").code == 0
    assert "#~ " in built.read(CATALOG)
    assert "#, fuzzy" in built.read(CATALOG)
    return built


def _work(course):
    """All that translators wrote in a catalog."""
    entries = po.read((course.root / CATALOG).read_bytes(), CATALOG).catalog.entries
    texts = {entry.msgstr for entry in entries} - {""}
    return texts | {line for entry in entries for line in entry.translator_comments}


def _returned(course, data):
    """Put a catalog back; nothing may be lost, and no page change; give what is in it then."""
    course.write(CATALOG, data)
    before, work = course.tree(), _work(course)
    ran = course.run("build")
    assert ran.code == 0
    after = course.tree()
    assert {path for path in after if after[path] != before.get(path)} <= {CATALOG}
    assert _work(course) == work
    assert course.run("build").out.startswith(NOTHING_NEW)
    return after[CATALOG]


def _edited(course, before):
    """Change a paragraph of the lesson; give how many lines of the catalog that changes."""
    work = _work(course)
    course.edit("source/one.md", "Before you start, read", "Before you start to work, read")
    assert course.run("build").code == 0
    assert _work(course) == work
    old, new = (data.splitlines() for data in (before, (course.root / CATALOG).read_bytes()))
    return sum(tag[0] in "+-" for tag in difflib.ndiff(*map(_decoded, (old, new))))


def _decoded(lines):
    return [line.decode("latin-1") for line in lines]


@pytest.mark.parametrize(("tool", "lines"), EDITORS.items(), ids=[at.__name__ for at in EDITORS])
def test_what_an_editor_saved_is_kept(worked_on, tool, lines):
    saved = tool(worked_on.read(CATALOG))
    assert saved != worked_on.read(CATALOG)
    before = _returned(worked_on, saved)
    if tool is not _crowdin:  # which leaves out what the lesson says of an entry
        assert before == saved.encode()
    assert _edited(worked_on, before) == lines


@pytest.mark.parametrize(("command", "lines"), PROGRAMS.items(), ids=map(" ".join, PROGRAMS))
def test_what_a_program_of_gettext_made_is_kept(worked_on, gettext, command, lines):
    path = worked_on.root / CATALOG
    if command[0] == "msgconv":
        worked_on.edit(CATALOG, "’", "'")
    gettext(*command, "-o", path, path)
    saved = path.read_bytes()
    before = _returned(worked_on, saved)
    if "--no-location" not in command:
        assert before == saved
    assert _edited(worked_on, before) == lines


def test_what_msgmerge_made_of_the_template_is_kept(worked_on, gettext):
    path = worked_on.root / CATALOG
    gettext("msgmerge", "-q", "--previous", "-o", path, path, worked_on.root / TEMPLATE)
    saved = path.read_bytes()
    assert _returned(worked_on, saved) == saved
