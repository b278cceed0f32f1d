"""Caption files to documents, and translations of their sentences back to captions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from dragoman.document import Document, Slot
from dragoman.formats.base import Options, Refusal
from dragoman.formats.references import style_of, write
from dragoman.formats.tags import has_letter
from dragoman.formats.webvtt.flow import lines, spread
from dragoman.formats.webvtt.scan import Dialect, cues
from dragoman.formats.webvtt.slots import CaptionEncoding, Track, make_slot, sentences
from dragoman.formats.webvtt.text import SPACE, Piece, pieces
from dragoman.formats.webvtt.words import Atom, atoms, is_spaceless

NO_LETTER = Refusal("it has no letter, so the captions would lose this text")
TAGS = Refusal("its tags are not those of the source")
ARROW = Refusal("“-->” would begin another caption")
TOO_SHORT = Refusal("it has fewer words than the captions that need some")

_BARE_LESS = re.compile(r"<(?![a-zA-Z/0-9.])")

_NAME = re.compile(r"<(/?)([a-zA-Z]++)")


def read_captions(text: str, path: str, options: Options, dialect: Dialect) -> Document:
    """Cut captions into skeleton and sentences; LessonError for what is no caption file."""
    style = style_of(text) if dialect.signed else ()
    found = tuple(cues(text, path, dialect))
    track = Track(text, found, dialect, options.captions, style)
    parts: list[str | Slot] = []
    at = 0
    for start, slot in _slots(track):
        if at < start:
            parts.append(text[at:start])
        parts.append(slot)
        at = start + len(slot.raw)
    if at < len(text):
        parts.append(text[at:])
    return Document(tuple(parts))


def lay(slot: Slot, target: str, dialect: Dialect) -> str | Refusal:
    """Lay ``target`` over the cues of a sentence, or say why it cannot stand there."""
    encoding = slot.encoding
    assert isinstance(encoding, CaptionEncoding)
    written = _written(slot, target.strip(SPACE + "\ufeff"), encoding, dialect)
    if not isinstance(written, str):
        return written
    words = atoms(written, dialect)
    rooms = spread(words, encoding.rooms, encoding.line)
    if rooms is None:
        return TOO_SHORT
    texts = [
        encoding.newline.join(map(_text, lines(part, room, encoding.line)))
        for part, room in zip(rooms, encoding.rooms, strict=True)
    ]
    behind = " " if encoding.abuts and not is_spaceless(words[-1].text[-1]) else ""
    return _laid(texts, encoding, dialect) + behind


def _written(slot: Slot, target: str, encoding: CaptionEncoding, dialect: Dialect) -> str | Refusal:
    """A translation as the text of cues."""
    if dialect.signed:
        target = _BARE_LESS.sub("&lt;", target).replace("-->", "--&gt;")
        target = write(target, encoding.style, bare=encoding.bare)
    elif "-->" in target:
        return ARROW
    if not has_letter(target):
        return NO_LETTER
    source = dialect.tag.findall(slot.segment.msgid)
    tags = dialect.tag.findall(target)
    nested = _closed(tags) is not None or _closed(source) is None
    return target if nested and Counter(tags) == Counter(source) else TAGS


def _slots(track: Track) -> Iterator[tuple[int, Slot]]:
    """The slots of captions, each with its place."""
    found: list[Piece] = []
    skipping = False
    for number, cue in enumerate(track.cues):
        for directive in cue.directives:
            if directive.word in {"skip", "resume"}:
                skipping = directive.word == "skip"
        if not skipping:
            found += pieces(track.source, cue, number, track.dialect)
    done = -1
    for sentence in sentences(found, track.cues):
        first = sentence[0].cue
        slot = make_slot(track, sentence, track.cues[first].directives if first != done else ())
        done = first
        if slot is not None:
            yield sentence[0].start, slot


def _closed(tags: list[str]) -> tuple[bool, ...] | None:
    """For each tag whether it is a start tag with its end tag; None where they do not nest."""
    closed = [False] * len(tags)
    opened: list[tuple[str, int]] = []
    for number, tag in enumerate(tags):
        name = _NAME.match(tag)
        if name is None:
            continue
        if not name[1]:
            opened.append((name[2], number))
        elif opened and opened[-1][0] == name[2]:
            closed[opened.pop()[1]] = True
        else:
            return None
    return tuple(closed)


def _text(line: Sequence[Atom]) -> str:
    """The atoms of a line."""
    rest = "".join(f" {atom.text}" if atom.spaced else atom.text for atom in line[1:])
    return line[0].text + rest if line else ""


def _laid(texts: list[str], encoding: CaptionEncoding, dialect: Dialect) -> str:
    """Texts with what stands between them; a tag that spans cues ends and begins in each."""
    joints = encoding.joints
    marks = iter(_closed([tag for text in texts for tag in dialect.tag.findall(text)]) or ())
    opened: list[tuple[str, str]] = []
    pieces: list[str] = []
    for number, text in enumerate(texts):
        if number:
            pieces.append(joints[number - 1].text)
        if text and number and joints[number - 1].cue:
            pieces += (tag for tag, _ in opened)
        pieces.append(text)
        for tag in dialect.tag.findall(text):
            name = _NAME.match(tag)
            if next(marks, False) and name:
                opened.append((tag, f"</{name[2]}>"))
            elif opened and tag == opened[-1][1]:
                opened.pop()
        if text and number < len(joints) and joints[number].cue:
            pieces += (end for _, end in reversed(opened))
    return "".join(pieces)
