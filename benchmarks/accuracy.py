"""How well a lesson is aligned with its translation: disturbed pairs of which truth is known."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import polib

from disturb import Block, Case, Page, disturbed, plain, undisturbed
from dragoman.adopt import least_confidence
from dragoman.alignment import align
from dragoman.document import Segment
from dragoman.formats.html import Html
from measure import CommandError, run
from peers import present, program
from rows import Bench, say
from table import Goal, Row

LEVELS = (0.0, 0.05, 0.1)
SEEDS = range(2)
FEWEST = 6
"""Segments of a page that is worth disturbing."""

_ELEMENTS = {"list item": "li", "front matter": "p", "paragraph": "p"}


@dataclass(frozen=True, slots=True)
class Found:
    """A pair that a tool gives."""

    source: str
    target: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of pairs."""

    true: int = 0
    found: int = 0
    sure: int = 0
    sure_right: int = 0
    given: int = 0
    given_right: int = 0

    def __add__(self, other: Score) -> Score:
        """Count both."""
        names = self.__slots__
        return Score(*(getattr(self, name) + getattr(other, name) for name in names))

    def __str__(self) -> str:
        """Write precision and recall."""
        sure = f"sure {self.sure_right}/{self.sure}" if self.sure else "none sure"
        return f"{sure}, given {self.given_right}/{self.given}, found {self.found}/{self.true}"

    @property
    def summary(self) -> str:
        """Write precision of the pairs given, and recall, in percent."""
        given = f"{100 * self.given_right / self.given:.1f} %" if self.given else "none given"
        return f"right {given}, recall {self.recall:.1f} %"

    @property
    def precision(self) -> float:
        """Percent of the sure pairs that say the same on both sides."""
        return 100 * self.sure_right / self.sure if self.sure else 100.0

    @property
    def recall(self) -> float:
        """Percent of the true pairs that were given, sure or not."""
        return 100 * self.found / self.true if self.true else 100.0


def scored(case: Case, pairs: Iterable[Found]) -> Score:
    """Judge the pairs that a tool gives."""
    truth, equals = case.truth(), case.equals()
    given = {(pair.source, pair.target): pair.sure for pair in pairs}
    sure = [pair for pair, is_sure in given.items() if is_sure]
    right = len(truth & set(given))
    return Score(
        len(truth), right, len(sure), sum(pair in equals for pair in sure), len(given), right
    )


def true_pairs(corpus: Path, locales: Sequence[str] = ()) -> list[Page]:
    """List the pages whose segments have the same kinds in lesson and translation."""
    pages: list[Page] = []
    for path in sorted((corpus / "website").rglob("*.md")):
        page, _, locale = path.stem.partition(".")
        lesson = path.with_name(f"{page}.md")
        if locale and lesson.exists() and (not locales or locale in locales):
            source, target = segments(lesson), segments(path)
            kinds = [[one.kind for one in side] for side in (source, target)]
            if kinds[0] == kinds[1] and len(source) >= FEWEST:
                pages.append((undisturbed(source), undisturbed(target)))
    return pages


def segments(path: Path) -> list[Segment]:
    """Read the segments of a page."""
    return [slot.segment for slot in Html().parse(path.read_bytes().decode("utf-8")).slots]


def by_dragoman(case: Case) -> Iterator[Found]:
    """Align with dragoman."""
    sides = [[block.segment for block in side] for side in (case.source, case.target)]
    found = align(*sides)
    least = least_confidence(*sides, found)
    for pair in found.pairs:
        sure = pair.confidence >= least and len(pair.source) == 1 == len(pair.target)
        for one in pair.source:
            for other in pair.target:
                yield Found(case.source[one].text, case.target[other].text, sure)


def written(side: Iterable[Block]) -> str:
    """Write a page that every tool can read: one block a line, in one element each."""
    lines = []
    for block in side:
        kind = block.segment.kind
        name = f"h{kind[-1]}" if kind.startswith("heading") else _ELEMENTS.get(kind, "p")
        text = block.segment.msgid
        lines.append(f"<ul><li>{text}</li></ul>" if name == "li" else f"<{name}>{text}</{name}>")
    return "<html><body>\n" + "\n".join(lines) + "\n</body></html>\n"


def write_cases(cases: Sequence[Case], root: Path) -> None:
    """Write every case as two pages of the same name."""
    for number, case in enumerate(cases):
        for name, side in (("source", case.source), ("target", case.target)):
            path = root / name / f"{number:04}.html"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(written(side), encoding="utf-8")


def by_html2po(root: Path, name: str) -> Path:
    """Fill by position."""
    path = root / f"{name}.html2po.po"
    words = ["--progress=none", "-t", f"source/{name}.html", f"target/{name}.html", str(path)]
    run([program("html2po") or "", *words], root)
    return path


def by_gettextize(root: Path, name: str) -> Path:
    """Gettextize; a pair of other structure is refused."""
    path = root / f"{name}.po4a.po"
    words = ["-f", "xhtml", "-M", "UTF-8", "-L", "UTF-8", "-p", str(path)]
    pages = ["-m", f"source/{name}.html", "-l", f"target/{name}.html"]
    run([program("po4a-gettextize") or "", *words, *pages], root)
    return path


def by_peer(peer: Callable[[Path, str], Path], root: Path, count: int) -> list[list[Found]]:
    """Align page by page; a page that is refused has no pairs."""

    def one(number: int) -> list[Found]:
        try:
            return filled(peer(root, f"{number:04}"))
        except CommandError:
            return []

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(one, range(count)))


def filled(path: Path) -> list[Found]:
    """Read the pairs of a catalog."""
    if not path.exists():
        return []
    return [
        Found(plain(entry.msgid), plain(entry.msgstr), not entry.fuzzy)
        for entry in polib.pofile(str(path))
        if entry.msgstr
    ]


PEERS: dict[str, Callable[[Path, str], Path]] = {
    "html2po": by_html2po,
    "po4a-gettextize": by_gettextize,
}


def accuracy(bench: Bench, corpus: Path) -> list[Row]:
    """Judge dragoman and its peers at each level of noise."""
    pages = true_pairs(corpus)
    rows: list[Row] = []
    for level in LEVELS:
        say(f"aligning, {level:.0%} noise")
        rows += level_rows(pages, level, bench.work / f"accuracy-{level:g}")
    return rows


def level_rows(pages: Sequence[Page], level: float, root: Path) -> list[Row]:
    """Judge every tool on the same pages."""
    cases = made(pages, level, SEEDS)
    ours = total(cases, map(by_dragoman, cases))
    work = f"alignment, {level:.0%} noise, {len(cases)} pages"
    precise, full = Goal(least=99.5, unit=" %"), Goal(least=97, unit=" %")
    rows = [
        Row(f"{work}: precision of sure pairs", str(ours), "", ours.precision, precise),
        Row(f"{work}: recall", str(ours), "", ours.recall, full),
    ]
    write_cases(cases, root)
    for name, peer in PEERS.items():
        if present(name):
            theirs = total(cases, by_peer(peer, root, len(cases)))
            rows.append(Row(f"{work}: {name}", "", f"{theirs.summary}; {theirs}"))
        else:
            rows.append(Row(f"{work}: {name}", "", f"{name}: not installed"))
    return rows


def made(pages: Sequence[Page], level: float, seeds: Sequence[int]) -> list[Case]:
    """Disturb every page once a seed; undisturbed, once is enough."""
    return [
        disturbed(page, level, random.Random(f"{seed} {number} {level}"))
        for seed in (seeds if level else seeds[:1])
        for number, page in enumerate(pages)
    ]


def total(cases: Sequence[Case], found: Iterable[Iterable[Found]]) -> Score:
    """Judge what a tool found in all cases."""
    return sum(map(scored, cases, found), Score())
