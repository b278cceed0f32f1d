"""How well a lesson is aligned with its translation: pairs of the corpus, disturbed, truth known."""

from __future__ import annotations

import os
import random
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import polib
from measure import CommandError, run
from peers import present, program
from rows import Bench, say
from table import Goal, Row

from dragoman.adopt import SURE
from dragoman.align import align
from dragoman.document import Segment
from dragoman.formats.html import Html

LEVELS = (0.0, 0.05, 0.1)
SEEDS = range(4)
FEWEST = 6
"""Segments of a page that is worth disturbing."""

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+(?=\S)|(?<=[。！？])(?=\S)")  # noqa: RUF039
_ELEMENTS = {"list item": "li", "front matter": "p", "paragraph": "p"}


@dataclass(frozen=True, slots=True)
class Block:
    """A segment of a disturbed page."""

    segment: Segment
    pieces: frozenset[tuple[int, int]]
    """The halves of the undisturbed segments that it holds: their places, and 0 or 1."""

    @property
    def text(self) -> str:
        """What tools are compared by."""
        return plain(self.segment.msgid)


@dataclass(frozen=True, slots=True)
class Case:
    """A disturbed lesson and its disturbed translation."""

    source: tuple[Block, ...]
    target: tuple[Block, ...]

    def truth(self) -> set[tuple[str, str]]:
        """The texts that belong together, wholly or in part."""
        return {
            (one.text, other.text)
            for one in self.source
            for other in self.target
            if one.pieces & other.pieces
        }

    def equals(self) -> set[tuple[str, str]]:
        """The texts that say the same."""
        return {
            (one.text, other.text)
            for one in self.source
            for other in self.target
            if one.pieces == other.pieces
        }


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


def plain(text: str) -> str:
    """Write a text without what tools write differently: tags, references, white space."""
    text = re.sub(r"<[^>]*>|&#?\w+;|&", "", text)
    return "".join(re.findall(r"\w+", text))


def true_pairs(corpus: Path, locales: Sequence[str] = ()) -> list[tuple[Block, Block]]:
    """List the pages whose segments have the same kinds in lesson and translation."""
    pages = []
    for path in sorted((corpus / "website").rglob("*.md")):
        page, _, locale = path.stem.partition(".")
        lesson = path.with_name(f"{page}.md")
        if locale and lesson.exists() and (not locales or locale in locales):
            source, target = segments(lesson), segments(path)
            kinds = [[one.kind for one in side] for side in (source, target)]
            if kinds[0] == kinds[1] and len(source) >= FEWEST:
                pages.append(tuple(map(undisturbed, (source, target))))
    return pages


def segments(path: Path) -> list[Segment]:
    """Read the segments of a page."""
    return [slot.segment for slot in Html().parse(path.read_bytes().decode("utf-8")).slots]


def undisturbed(side: Sequence[Segment]) -> list[Block]:
    """Make blocks of the segments of a page."""
    return [
        Block(segment, frozenset(((place, 0), (place, 1)))) for place, segment in enumerate(side)
    ]


def disturbed(page: tuple[list[Block], list[Block]], share: float, rng: random.Random) -> Case:
    """Delete, merge, split and swap so many of the paragraphs, on either side."""
    sides = [list(side) for side in page]
    count = int(share * len(page[0]) + rng.random())
    changes = (delete, merge, split, swap)
    for number in range(count if share else 0):
        side = rng.choice(sides)
        first = rng.randrange(len(changes))
        for turn in range(len(changes)):
            if changes[(first + turn) % len(changes)](side, rng):
                break
        del number
    return Case(tuple(sides[0]), tuple(sides[1]))


def movable(side: Sequence[Block]) -> list[int]:
    """List the places of blocks that are not front matter."""
    return [place for place, block in enumerate(side) if block.segment.context is None]


def delete(side: list[Block], rng: random.Random) -> bool:
    """Delete a block."""
    del side[rng.choice(movable(side))]
    return True


def merge(side: list[Block], rng: random.Random) -> bool:
    """Make one block of two neighbours of the same kind."""
    places = [
        place
        for place in movable(side)[:-1]
        if side[place].segment.kind == side[place + 1].segment.kind
        and "heading" not in side[place].segment.kind
    ]
    if not places:
        return False
    place = rng.choice(places)
    one, other = side[place : place + 2]
    text = f"{one.segment.msgid} {other.segment.msgid}"
    side[place : place + 2] = [Block(replace(one.segment, msgid=text), one.pieces | other.pieces)]
    return True


def split(side: list[Block], rng: random.Random) -> bool:
    """Make two blocks of one, at the end of a sentence outside of markup."""
    places = [
        (place, cut)
        for place in movable(side)
        if len(side[place].pieces) == 2 and len({where for where, _ in side[place].pieces}) == 1
        for cut in sentence_ends(side[place].segment.msgid)
    ]
    if not places:
        return False
    place, cut = rng.choice(places)
    block = side[place]
    halves = block.segment.msgid[:cut].strip(), block.segment.msgid[cut:].strip()
    side[place : place + 1] = [
        Block(replace(block.segment, msgid=half), frozenset({piece}))
        for half, piece in zip(halves, sorted(block.pieces), strict=True)
    ]
    return True


def sentence_ends(text: str) -> list[int]:
    """List the places between sentences where no element is open."""
    ends = (match.start() for match in _SENTENCE_END.finditer(text))
    return [
        end
        for end in ends
        if len(re.findall(r"<[a-z]", text[:end])) == len(re.findall(r"</[a-z]", text[:end]))
    ]


def swap(side: list[Block], rng: random.Random) -> bool:
    """Let two blocks of the same kind change places."""
    places = movable(side)
    one = rng.choice(places)
    others = [at for at in places if at != one and side[at].segment.kind == side[one].segment.kind]
    if not others:
        return False
    other = rng.choice(others)
    side[one], side[other] = side[other], side[one]
    return True


def by_dragoman(case: Case) -> Iterator[Found]:
    """Align with dragoman."""
    found = align(*([block.segment for block in side] for side in (case.source, case.target)))
    for pair in found.pairs:
        sure = pair.confidence >= SURE and len(pair.source) == 1 == len(pair.target)
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


def by_html2po(cases: Sequence[Case], root: Path) -> list[list[Found]]:
    """Fill by position, all pages in one run."""
    run([program("html2po") or "", "--progress=none", "-t", "source", "target", "html2po"], root)
    return [filled(root / "html2po" / f"{number:04}.po") for number in range(len(cases))]


def by_gettextize(cases: Sequence[Case], root: Path) -> list[list[Found]]:
    """Gettextize page by page; a page that is refused has no pairs."""

    def one(number: int) -> list[Found]:
        name, path = f"{number:04}.html", root / f"{number:04}.po"
        words = ["-f", "xhtml", "-m", f"source/{name}", "-l", f"target/{name}", "-p", str(path)]
        try:
            run([program("po4a-gettextize") or "", *words], root)
        except CommandError:
            return []
        return filled(path)

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(one, range(len(cases))))


def filled(path: Path) -> list[Found]:
    """Read the pairs of a catalog."""
    if not path.exists():
        return []
    return [
        Found(plain(entry.msgid), plain(entry.msgstr), not entry.fuzzy)
        for entry in polib.pofile(str(path))
        if entry.msgstr
    ]


PEERS: dict[str, Callable[[Sequence[Case], Path], list[list[Found]]]] = {
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


def level_rows(pages: Sequence[tuple[list[Block], list[Block]]], level: float, root: Path):
    cases = made(pages, level, SEEDS)
    ours = total(cases, map(by_dragoman, cases))
    write_cases(cases, root)
    return ours


def made(pages, level, seeds) -> list[Case]:
    return [
        disturbed(page, level, random.Random(f"{seed} {number} {level}"))
        for seed in (seeds if level else seeds[:1])
        for number, page in enumerate(pages)
    ]


def total(cases, found) -> Score:
    return sum(map(scored, cases, found), Score())
