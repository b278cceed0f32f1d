"""Existing translations of a real site, imported and built again, where its pages are at hand.

The pages are those of ``../shared/corpus``; without them every test here is skipped and says so.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import frontmatter
import polib
import pytest

import dragoman
from dragoman import Document, Options
from dragoman.alignment import align
from dragoman.formats.anchors import heading_id
from dragoman.formats.tags import without_markup
from dragoman.project import load
from dragoman.workflow.checking import check
from program import started

CORPUS = Path(__file__).parent.parent.parent / "shared" / "corpus"
SEED = CORPUS / "seed"
SITE = CORPUS / "website" / "content" / "en" / "learn" / "learning-path"
PAGES = sorted(SITE.rglob("*.md"))
LESSONS = [page for page in PAGES if "." not in page.stem]
LOCALES = sorted({page.stem.partition(".")[2] for page in PAGES} - {""})
OPTIONS = Options(front_matter=("title", "description"))

CONFIG = f"""\
name = "Site"
locales = [{", ".join(f'"{locale}"' for locale in LOCALES)}]
heading-ids = "asciidoctor"

[links]
source = ["https://innersourcecommons.org/learn/learning-path/{{page}}"]
localized = ["https://innersourcecommons.org/{{locale}}/learn/learning-path/{{page}}"]
"""

IDENTICAL = 52
"""So many of the 105 translations come back byte for byte; the structure of most others differs."""

REASONS = {
    "front matter: keys of the lesson are not there": 8,
    "skeleton: markup outside segments differs": 9,
    "structure: the segments are others": 28,
    "white space: a blank line more or less": 7,
    "white space: line breaks inside a paragraph": 1,
}
"""Why the others do not: each with the number of its pages."""

WRONG_REFUSED = 105
"""Of so many wrong pairings."""

pytestmark = pytest.mark.skipif(
    not (PAGES and SEED.exists()),
    reason="the pages of the real site are not beside the repository (../shared/corpus)",
)


class Translation(NamedTuple):
    """One translated page of the site."""

    page: str
    locale: str
    lesson: str
    old: str
    built: str

    @property
    def name(self) -> str:
        return f"{self.page}.{self.locale}"


def translations() -> list[tuple[Path, str, str]]:
    """Each translated page, with its page's name and its locale."""
    found = []
    for path in PAGES:
        stem, dot, locale = path.stem.partition(".")
        if dot:
            found.append((path, path.with_name(stem).relative_to(SITE).as_posix(), locale))
    return found


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """All translations of the site imported, and its pages built from what came of them."""
    root = tmp_path_factory.mktemp("site")
    (root / "dragoman.toml").write_text(CONFIG, encoding="utf-8")
    for path in PAGES:
        place = root / ("old" if "." in path.stem else "source") / path.relative_to(SITE)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(path.read_bytes())
    import_all(root)
    assert run(root, "build").startswith("235 files: 235 created.\n")
    return root


def run(root: Path, *arguments: str) -> str:
    """Run the command line in a process of its own; what it printed."""
    ran = started(root, *arguments)
    assert (ran.returncode, ran.stderr) == (0, "")
    return ran.stdout


def import_all(root: Path) -> None:
    for locale in LOCALES:
        run(root, "import", "--locale", locale, "--from", "old/{page}.{locale}.md")


@pytest.fixture(scope="module")
def rebuilt(site):
    """Each translation beside its lesson and the page that was built."""
    return [
        Translation(
            page,
            locale,
            text(site / f"source/{page}.md"),
            text(path),
            text(site / f"build/{page}.{locale}.md"),
        )
        for path, page, locale in translations()
    ]


def text(path: Path) -> str:
    return path.read_bytes().decode()


def parsed(text: str) -> Document:
    return dragoman.parse_lesson(text, options=OPTIONS)


def shape(document: Document) -> list[tuple[str, str | None]]:
    """What the segments of a page are."""
    return [(slot.segment.kind, slot.segment.context) for slot in document.slots]


def body_skeleton(document: Document) -> str:
    """The markup between the segments of a page, without its front matter and links."""
    parts = "".join(part if isinstance(part, str) else "\0" for part in document.parts)
    body = re.sub(r"\A---\n.*?^---\n", "---\n", parts, flags=re.DOTALL | re.MULTILINE)
    return re.sub(r'\shref="[^"]*"', "", body)


def why(each: Translation) -> str:
    """What keeps a page from coming back byte for byte."""
    lesson, old = parsed(each.lesson), parsed(each.old)
    if frontmatter.loads(each.lesson).keys() - frontmatter.loads(each.old).keys():
        return "front matter: keys of the lesson are not there"
    if shape(lesson) != shape(old):
        return "structure: the segments are others"
    skeletons = body_skeleton(lesson), body_skeleton(old)
    if re.sub(r"\s", "", skeletons[0]) == re.sub(r"\s", "", skeletons[1]) != "":
        return told_apart(each, white_space=skeletons[0] != skeletons[1])
    without_ids = [re.sub(r'\sid="[^"]*"', "", skeleton) for skeleton in skeletons]
    if without_ids[0] == without_ids[1]:
        return told_apart(each, white_space=False)
    return "skeleton: markup outside segments differs"


def told_apart(each: Translation, *, white_space: bool) -> str:
    """The difference of two pages with the same segments and the same markup around them."""
    if white_space:
        lines = [[line for line in text.split("\n") if line] for text in (each.old, each.built)]
        alike = lines[0] == lines[1]
        return (
            "white space: a blank line more or less"
            if alike
            else "white space: line breaks inside a paragraph"
        )
    old, built = each.old, each.built
    without_ids = [re.sub(r'\sid="[^"]*"', "", text) for text in (old, built)]
    if without_ids[0] == without_ids[1]:
        return "ids: headings have others than by the rule"
    if html.unescape(old) == html.unescape(built):
        return "character references are written in another way"
    pairs = zip(parsed(old).parts, parsed(built).parts, strict=True)
    other = [one for one, two in pairs if one != two]
    if all(not isinstance(part, str) and part.segment.kind == "front matter" for part in other):
        return "front matter: a value is quoted in another way"
    return "segments: a translation is doubtful or refused"


def test_the_seed_pair_comes_back_byte_for_byte(bare):
    bare.write("dragoman.toml", 'source-locale = "en"\nlocales = ["es"]\n')
    bare.write("source/introduction/06.md", (SEED / "06.md").read_bytes())
    old = (SEED / "06.es.md").read_bytes()
    bare.write("old/06.es.md", old)
    ran = bare.run("import", "source/introduction/06.md", "old/06.es.md", "--locale", "es")
    assert (ran.code, ran.err) == (0, "")
    assert "3 of 3 segments translated\n" in ran.out
    assert bare.run("build").code == 0
    assert (bare.root / "build/introduction/06.es.md").read_bytes() == old
    assert bare.run("build").out.startswith("Nothing to do")


def test_so_many_pages_come_back_byte_for_byte(rebuilt, capsys):
    others = {each.name: why(each) for each in rebuilt if each.old != each.built}
    with capsys.disabled():
        print(  # noqa: T201 (what the count is for)
            f"\n{len(rebuilt) - len(others)} of {len(rebuilt)} pages come back byte for byte"
        )
        for name, reason in others.items():
            print(f"  {name}: {reason}")  # noqa: T201
    assert Counter(others.values()) == REASONS
    assert (len(rebuilt), len(rebuilt) - len(others)) == (105, IDENTICAL)


def test_every_sentence_of_the_other_pages_is_in_a_catalog(site, rebuilt):
    lost = {}
    for each in rebuilt:
        if each.old == each.built:
            continue
        path = site / f"translations/{each.locale}/{each.page}.po"
        kept = []
        for entry in polib.pofile(str(path), encoding="utf-8"):
            kept += [entry.msgstr, entry.tcomment, entry.msgid]
        known = plain("\n".join(kept))
        for slot in parsed(each.old).slots:
            for line in slot.segment.msgid.split("\n"):
                if plain(line) not in known:
                    lost.setdefault(each.name, []).append(line)
    assert lost == {}


def plain(text: str) -> str:
    """Text without markup and white space."""
    return re.sub(r"\s", "", html.unescape(without_markup(text)))


def test_so_many_segments_of_pages_of_another_structure_are_aligned(rebuilt):
    pages = 0
    paired, all_of = Counter(), Counter()
    for each in rebuilt:
        lesson, old = parsed(each.lesson), parsed(each.old)
        if 0 < structural_differences(shape(lesson), shape(old)) <= 10:
            sides = [[slot.segment for slot in side.slots] for side in (lesson, old)]
            pages += 1
            all_of.update(lesson=len(sides[0]), translation=len(sides[1]))
            for pair in align(*sides).pairs:
                if pair.source and pair.target:
                    paired.update(lesson=len(pair.source), translation=len(pair.target))
    assert pages == 23
    assert (paired["lesson"], all_of["lesson"]) == (440, 443)
    assert (paired["translation"], all_of["translation"]) == (436, 442)


def structural_differences(one: list[tuple], other: list[tuple]) -> int:
    """How many blocks must be added, taken away or replaced to make one structure of the other."""
    row = list(range(len(other) + 1))
    for at, first in enumerate(one, 1):
        above, row[0] = row[0], at
        for place, second in enumerate(other, 1):
            least = min(above + (first != second), row[place] + 1, row[place - 1] + 1)
            above, row[place] = row[place], least
    return row[-1]


def test_the_translation_of_another_lesson_is_refused(site):
    """Each translation is offered for the lesson that follows its own."""
    pages = [lesson.relative_to(SITE).with_suffix("").as_posix() for lesson in LESSONS]
    offered, refused = [], []
    for locale in LOCALES:
        lines = [
            f"source/{pages[(pages.index(page) + 1) % len(pages)]}.md\told/{page}.{locale}.md"
            for _, page, of in translations()
            if of == locale
        ]
        (site / "wrong.tsv").write_text("\n".join(lines), encoding="utf-8")
        told = started(site, "import", "--locale", locale, "--list", "wrong.tsv", "--dry-run")
        refused += re.findall("(.*): this does not look like a translation of (.*)", told.stderr)
        offered += lines
    assert (len(offered), len(refused)) == (105, WRONG_REFUSED)


def test_a_second_import_and_build_change_nothing(site):
    def stamps():
        places = [at for at in site.rglob("*") if at.is_file() and ".dragoman/" not in str(at)]
        return {at: (at.read_bytes(), at.stat().st_mtime_ns) for at in places}

    before = stamps()
    import_all(site)
    assert stamps() == before
    for forget in (False, True):
        if forget:
            (site / ".dragoman" / "cache.json").unlink()
        assert run(site, "build").startswith("Nothing to write.\n")
        assert stamps() == before


def test_ids_of_headings_follow_the_rule_of_asciidoctor():
    found = [(id_, title) for page in PAGES for id_, title in headings(page.read_text("utf-8"))]
    by_rule = sum(id_ == heading_id(title, set()) for id_, title in found)
    assert (by_rule, len(found)) == (288, 300)


def headings(page: str) -> list[tuple[str, str]]:
    return re.findall(r'<h[1-6] id="([^"]*)">(.*?)</h[1-6]>', page, re.DOTALL)


FOUND = {
    "anchors": 12,
    "control-characters": 1,
    "doubled-words": 1,
    "end-punctuation": 11,
    "inconsistent": 3,
    "inline-syntax": 2,
    "punctuation": 8,
    "urls": 1,
    "white-space": 10,
}
"""What the checks find in the 105 translations; each was read, and one end mark is no fault."""


def test_the_checks_find_what_is_wrong_and_no_more(site):
    states = {"fuzzy", "stale", "untranslated"}
    findings = [each.finding for each in check(load(str(site))).findings]
    assert Counter(each.rule for each in findings if each.rule not in states) == FOUND
    assert {each.rule for each in findings if each.severity == "error"} == {"inline-syntax", "urls"}
