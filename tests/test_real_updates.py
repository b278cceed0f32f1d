"""Real changes of a real site's lessons, with the translations of their day.

``updates/figures.tsv`` has what becomes of each changed segment, beside the figures of GNU msgmerge
and of translate-toolkit's pot2po;
``updates/reviewed.tsv`` lists the translations that are carried over, each of them read by a
person beside both wordings, as marks of their letters: the texts themselves are not dragoman's.
A test that fails shows the lines as they should stand there once somebody has read them again.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from html import unescape
from pathlib import Path

import pytest

from dragoman import po
from dragoman.adopt import Terms, adopt
from dragoman.catalog import Catalog
from dragoman.checks import gate, problems
from dragoman.formats import format_for
from dragoman.formats.base import Options
from dragoman.template import make_template
from dragoman.update import update
from dragoman.update.entries import Rules
from dragoman.wordings.changes import change

HERE = Path(__file__).parent / "updates"
CORPUS = Path(__file__).parent.parent.parent / "shared" / "corpus" / "updates"
HEADER = (("Content-Type", "text/plain; charset=UTF-8"), ("MIME-Version", "1.0"))

RULES = Rules((gate,))
TYPOS = Rules((gate,), typos=True, keep=("InnerSource",))

_FIXED = re.compile(r"(<[^>]*>|&#?\w+;|\b(?:https?|link|xref):[^\s\[\]]*)")
_LETTERS = str.maketrans("aeiounsczAEIOU", "áéíóúñšćžÁÉÍÓÚ")


def pairs(folder: str) -> list[tuple[str, str]]:
    """The cases of a folder, each with the locales that it has translations of."""
    found = []
    for case in sorted((CORPUS / folder).glob("*")):
        locales = {path.name.split(".")[1] for path in case.glob("old.*")} - {"en"}
        found += [(f"{folder}/{case.name}", locale) for locale in sorted(locales) or ["pseudo"]]
    return found


PAIRS = [
    pair
    for folder in ("html-pairs", "adoc-pairs", "adoc-with-translation")
    for pair in pairs(folder)
]

pytestmark = pytest.mark.skipif(
    not PAIRS, reason="the old and new lessons of the real site are not beside the repository"
)


@cache
def document(path: Path):
    return format_for(path.name).parse(path.read_bytes().decode(), path.name, Options())


def template(path: Path) -> Catalog:
    return make_template([(path.name, document(path))])


def only(case: str, start: str) -> Path:
    return next((CORPUS / case).glob(f"{start}.*"))


@cache
def old_catalog(case: str, locale: str) -> Catalog:
    """The catalog as an import makes it of the pages of that day."""
    lesson = only(case, "old.en")
    wanted = template(lesson)
    if locale == "pseudo":
        entries = tuple(entry._replace(msgstr=pseudo(entry.msgid)) for entry in wanted.entries)
        return Catalog(entries, "es", HEADER)
    terms = Terms(
        format_for(lesson.name).encode, lambda *pair: tuple(problems(*pair)), lambda text: text
    )
    adopted = adopt(document(lesson), document(only(case, f"old.{locale}")), terms)
    found = {entry.key: entry for entry in adopted.entries}
    entries = tuple(
        wanted_entry._replace(
            msgstr=entry.msgstr, flags=entry.flags, translator_comments=entry.translator_comments
        )
        if (entry := found.get(wanted_entry.key))
        else wanted_entry
        for wanted_entry in wanted.entries
    )
    return Catalog(entries, locale, HEADER)


def pseudo(msgid: str) -> str:
    pieces = _FIXED.split(msgid)
    return "".join(
        piece if number % 2 else piece.translate(_LETTERS) for number, piece in enumerate(pieces)
    )


def changed(before: Catalog, after: Catalog) -> list:
    """The entries of segments that are not as they were."""
    known = before.by_key()
    return [entry for entry in after.live if entry.key not in known]


def figures(before: Catalog, after: Catalog) -> Counter[str]:
    """What became of changed segments, and how many translations are not there any more."""
    found = Counter(
        "carried" if entry.translated else "fuzzy" if entry.msgstr.strip() else "new"
        for entry in changed(before, after)
    )
    kept = {entry.msgstr for entry in after.entries}
    found["lost"] = sum(bool(e.msgstr.strip()) and e.msgstr not in kept for e in before.entries)
    return found


def plain(wording: str) -> str:
    """A wording without tags, targets and layout, in another way than dragoman's own."""
    return "".join(re.sub(r"<[^>]*>|https?://[^\s\[]*", "", unescape(wording)).split())


def mark(entry) -> str:
    letters = "".join(filter(str.isalnum, f"{entry.msgid}{entry.msgstr}"))
    return sha256(letters.encode()).hexdigest()[:16]


def rows(name: str) -> list[list[str]]:
    lines = (HERE / name).read_text(encoding="utf-8").split("\n")
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def reviewed(case: str, locale: str, before: Catalog, after: Catalog) -> Iterator[list[str]]:
    """The lines of what an update carried over."""
    for entry in changed(before, after):
        if entry.translated:
            kinds = {change(old.msgid, entry.msgid).kind for old in before.entries} - {"wording"}
            yield [case, locale, *sorted(kinds), mark(entry)]


@pytest.mark.parametrize(("case", "locale"), PAIRS)
def test_nothing_is_lost_and_no_change_without_meaning_is_fuzzy(case, locale):
    before, wanted = old_catalog(case, locale), template(only(case, "new.en"))
    for rules in (RULES, TYPOS):
        after = update(before, wanted, rules=rules)
        assert figures(before, after)["lost"] == 0
        assert update(after, wanted, rules=rules) is after
        assert [
            entry.msgid
            for entry in changed(before, after)
            if entry.fuzzy
            and entry.previous_msgid is not None
            and plain(entry.previous_msgid) == plain(entry.msgid)
        ] == []


@pytest.mark.parametrize(("case", "locale"), PAIRS)
def test_what_is_carried_over_was_reviewed(case, locale):
    before, wanted = old_catalog(case, locale), template(only(case, "new.en"))
    found = list(reviewed(case, locale, before, update(before, wanted, rules=TYPOS)))
    assert [row for row in found if row not in rows("reviewed.tsv")] == []


@pytest.mark.parametrize(("case", "locale"), PAIRS)
def test_figures(case, locale):
    before, wanted = old_catalog(case, locale), template(only(case, "new.en"))
    told = next(row for row in rows("figures.tsv") if row[:2] == [case, locale])
    assert ours(before, wanted) == told[2:8]


@pytest.mark.parametrize(("case", "locale"), PAIRS)
def test_figures_of_msgmerge(case, locale, gettext, tmp_path):
    before, wanted = old_catalog(case, locale), template(only(case, "new.en"))
    needs_version(gettext("msgmerge", "--version").stdout)
    told = next(row for row in rows("figures.tsv") if row[:2] == [case, locale])
    assert theirs(before, wanted, gettext, tmp_path) == told[8:12]


def test_figures_of_pot2po(tmp_path):
    program = shutil.which("pot2po", path=str(Path(sys.executable).parent)) or shutil.which(
        "pot2po"
    )
    if program is None:
        pytest.skip("pot2po (translate-toolkit) is not installed")
    version = subprocess.run([program, "--version"], check=True, capture_output=True, text=True)
    needs_version(version.stdout)
    told = {tuple(row[:2]): row[12:] for row in rows("figures.tsv")}
    assert pot2po(program, tmp_path) == {pair: told[pair] for pair in PAIRS}


def ours(before: Catalog, wanted: Catalog) -> list[str]:
    plain_run = figures(before, update(before, wanted, rules=RULES))
    typos_run = figures(before, update(before, wanted, rules=TYPOS))
    counts = [plain_run[name] for name in ("carried", "fuzzy", "new", "lost")]
    return [str(count) for count in (*counts, typos_run["carried"], typos_run["fuzzy"])]


def theirs(before: Catalog, wanted: Catalog, gettext, folder: Path) -> list[str]:
    (folder / "old.po").write_bytes(po.render(before))
    (folder / "new.pot").write_bytes(po.render(Catalog(wanted.entries, None, HEADER)))
    text = gettext("msgmerge", "--previous", "-q", folder / "old.po", folder / "new.pot").stdout
    return counts(before, text.encode())


def needs_version(text: str) -> None:
    """Skip where another version of a program may have other figures."""
    version = text.split("\n", maxsplit=1)[0].strip()
    if f"# {version}" not in (HERE / "figures.tsv").read_text(encoding="utf-8").split("\n"):
        pytest.skip(f"the figures are of another version than {version}")


def pot2po(program: str, folder: Path) -> dict[tuple[str, str], list[str]]:
    """Its figures of all updates, from one run over three folders."""
    for number, (case, locale) in enumerate(PAIRS):
        wanted = Catalog(template(only(case, "new.en")).entries, None, HEADER)
        for name, catalog in (("old", old_catalog(case, locale)), ("pot", wanted)):
            path = folder / name / f"{number}.{'pot' if name == 'pot' else 'po'}"
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(po.render(catalog))
    command = [program, "--progress=none", "-t", "old", "pot", "new"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return {
        pair: counts(old_catalog(*pair), (folder / "new" / f"{number}.po").read_bytes())
        for number, pair in enumerate(PAIRS)
    }


def counts(before: Catalog, data: bytes) -> list[str]:
    """The figures of a catalog that another program updated."""
    found = figures(before, po.read(data, "merged.po").catalog)
    return [str(found[name]) for name in ("carried", "fuzzy", "new", "lost")]
