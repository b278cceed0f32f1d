"""Pages of a lesson and its translation with deleted, merged, split and swapped paragraphs."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.document import Segment

Page = tuple[list["Block"], list["Block"]]
"""A lesson and its translation, block by block."""

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+(?=\S)|(?<=[。！？])(?=\S)")


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


def plain(text: str) -> str:
    """Write a text without what tools write differently: tags, references, white space."""
    text = re.sub(r"<[^>]*>|&#?\w+;|&", "", text)
    return "".join(re.findall(r"\w+", text))


def undisturbed(side: Sequence[Segment]) -> list[Block]:
    """Make blocks of the segments of a page."""
    return [
        Block(segment, frozenset(((place, 0), (place, 1)))) for place, segment in enumerate(side)
    ]


def disturbed(page: Page, share: float, rng: random.Random) -> Case:
    """Delete, merge, split and swap so many of the paragraphs, on either side."""
    sides = [list(side) for side in page]
    count = int(share * len(page[0]) + rng.random())
    changes = (delete, merge, split, swap)
    for _ in range(count if share else 0):
        side = rng.choice(sides)
        first = rng.randrange(len(changes))
        for turn in range(len(changes)):
            if changes[(first + turn) % len(changes)](side, rng):
                break
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
    side[place : place + 2] = [Block(one.segment._replace(msgid=text), one.pieces | other.pieces)]
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
        Block(block.segment._replace(msgid=half), frozenset({piece}))
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
