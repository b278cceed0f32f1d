"""Existing translations of real lessons in Markdown and AsciiDoc, imported and built again.

The files are those of ``../shared/corpus``; without them every test here is skipped and says so.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import polib
import pytest

import dragoman
from dragoman.project import load
from dragoman.workflow.checking import check
from program import started

CORPUS = Path(__file__).parent.parent.parent / "shared" / "corpus"
MARKDOWN = CORPUS / "markdown"
ASCIIDOC = CORPUS / "asciidoc" / "introduction"
LOCALES = ("de", "es", "fr", "gl", "it", "ja", "pt", "pt-BR", "ru", "zh")

CONFIG = f"""\
locales = [{", ".join(f'"{locale}"' for locale in LOCALES)}]
lessons = ["**/*.md", "**/*.asciidoc"]
"""

pytestmark = pytest.mark.skipif(
    not (MARKDOWN.is_dir() and ASCIIDOC.is_dir()),
    reason="the real lessons are not beside the repository (../shared/corpus)",
)


def pairs():
    """Community, page, locale, lesson and translation of each pair."""
    novice = MARKDOWN / "git-novice"
    for path in sorted((novice / "en/episodes").glob("*.md")):
        yield "git-novice", path.stem, "es", path, novice / "es/episodes" / path.name
    patterns = MARKDOWN / "innersourcepatterns"
    for path in sorted((patterns / "translation").glob("*/patterns/*.md")):
        locale = path.parent.parent.name.replace("-br", "-BR")
        yield "patterns", path.stem, locale, patterns / "patterns/2-structured" / path.name, path
    history = MARKDOWN / "programminghistorian"
    for path in sorted(history.glob("*/*/*.md")):
        original = re.search(r"^original: *(\S+)", path.read_text("utf-8"), re.MULTILINE)
        locale = path.relative_to(history).parts[0]
        if original and locale != "en":
            lesson = history / "en/lessons" / f"{original[1]}.md"
            yield "history", lesson.stem, locale, lesson, path
    for path in sorted(ASCIIDOC.glob("*/*.asciidoc")):
        name = path.stem.removesuffix(f"-{path.parent.name}")
        locale = path.parent.name.replace("-br", "-BR")
        yield "course", name, locale, ASCIIDOC / f"{name}.asciidoc", path


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """All translations imported, and pages built from what came of them."""
    root = tmp_path_factory.mktemp("lessons")
    (root / "dragoman.toml").write_text(CONFIG, encoding="utf-8")
    for community, page, locale, lesson, translation in pairs():
        for path, at in (
            (lesson, f"source/{community}/{page}{lesson.suffix}"),
            (translation, f"old/{community}/{page}.{locale}{lesson.suffix}"),
        ):
            place = root / at
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(path.read_bytes())
    for locale in LOCALES:
        ran = started(root, "import", "-l", locale, "--from", "old/{page}.{locale}{suffix}")
        assert ran.returncode == 0, ran.stderr
    ran = started(root, "build")
    assert ran.returncode == 0, ran.stderr
    return root


SEGMENTS = {
    "git-novice": (3, 48, 23, 25),
    "patterns": (20, 768, 200, 107),
    "history": (17, 641, 64, 28),
    "course": (53, 583, 39, 11),
}
"""Pages, and segments that are sure, doubtful and without translation.

Of 60 sure ones that were read, taken at random, none was wrong.
"""


def test_no_real_pair_is_refused_and_so_many_segments_are_sure(course):
    counts = {}
    for community, page, locale, *_ in pairs():
        count = counts.setdefault(community, Counter())
        catalog = polib.pofile(str(course / f"translations/{locale}/{community}/{page}.po"))
        fuzzy = [entry for entry in catalog if entry.fuzzy]
        sure = [entry for entry in catalog if entry.translated()]
        count["pages"] += 1
        count["sure"] += len(sure)
        count["fuzzy"] += len(fuzzy)
        count["none"] += len(catalog) - len(sure) - len(fuzzy)
    assert {name: tuple(count.values()) for name, count in counts.items()} == SEGMENTS


def test_the_translation_of_another_lesson_is_refused(course):
    refused = offered = 0
    lessons = {}
    for community, page, _, lesson, _ in pairs():
        lessons.setdefault(community, {})[page] = lesson.suffix
    for locale in ("es", "zh"):
        lines = []
        for community, page, of, lesson, _ in pairs():
            names = list(lessons[community])
            if of == locale:
                other = names[(names.index(page) + 1) % len(names)]
                lines.append(
                    f"source/{community}/{other}{lesson.suffix}\t"
                    f"old/{community}/{page}.{locale}{lesson.suffix}"
                )
        (course / "wrong.tsv").write_text("\n".join(lines), encoding="utf-8")
        told = started(course, "import", "-l", locale, "--list", "wrong.tsv", "--dry-run").stderr
        refused += len(re.findall("this does not look like a translation of", told))
        offered += len(lines)
    assert (refused, offered) == (30, 30)


IDENTICAL = {"course": 16}
REASONS = {
    "git-novice": {"structure: the segments are others": 3},
    "patterns": {"structure: the segments are others": 20},
    "history": {
        "structure: the segments are others": 12,
        "skeleton: code, links or marks between segments differ": 5,
    },
    "course": {
        "structure: the segments are others": 21,
        "white space between segments": 11,
        "skeleton: code, links or marks between segments differ": 5,
    },
}
"""So many pages come back byte for byte, and why the others do not.

Translators of Markdown have added and left out paragraphs; code of their own is the lesson's again.
"""


def why(lesson, old, built, name):
    """What keeps a page from coming back byte for byte."""
    parts = [dragoman.parse_lesson(text, name).parts for text in (lesson, old, built)]
    kinds = [
        [(part.segment.kind, part.segment.context) for part in each if not isinstance(part, str)]
        for each in parts
    ]
    if kinds[0] != kinds[1]:
        return "structure: the segments are others"
    bodies = [
        re.sub(r"\A---\n.*?^---\n", "", skeleton, count=1, flags=re.DOTALL | re.MULTILINE)
        for skeleton in (
            "".join(part if isinstance(part, str) else "\0" for part in each) for each in parts
        )
    ]
    if bodies[1] == bodies[2]:
        texts = [[part for part in each if not isinstance(part, str)] for each in parts[1:]]
        alike = [slot.raw for slot in texts[0]] == [slot.raw for slot in texts[1]]
        return "front matter differs" if alike else "segments: doubtful, or not translated"
    if re.sub(r"\s", "", bodies[1]) == re.sub(r"\s", "", bodies[2]):
        return "white space between segments"
    return "skeleton: code, links or marks between segments differ"


def test_so_many_pages_come_back_byte_for_byte(course):
    same, reasons = Counter(), {}
    for community, page, locale, lesson, translation in pairs():
        name = f"{page}.{locale}{lesson.suffix}"
        old, built, source = (
            path.read_bytes().decode()
            for path in (translation, course / "build" / community / name, lesson)
        )
        same[community] += old == built
        if old != built:
            reasons.setdefault(community, Counter())[why(source, old, built, name)] += 1
    assert ({name: count for name, count in same.items() if count}, reasons) == (IDENTICAL, REASONS)


FOUND = {"placeholders": 68, "urls": 1, "inline-syntax": 1}
"""What the checks find beside what the import exempted; each was read.

Nearly all is code, where a translator has renamed files that the lesson's code blocks write; six
are examples that may be translated.
"""


def test_the_checks_find_what_is_wrong_and_no_more(course):
    rules = {"tags", "wellformed", "unsafe-markup", "urls", "placeholders", "inline-syntax"}
    findings = [each.finding for each in check(load(str(course)), only=rules).findings]
    assert Counter(each.rule for each in findings) == FOUND
