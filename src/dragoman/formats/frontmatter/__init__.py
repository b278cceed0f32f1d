"""YAML front matter: values found at their nodes' marks, spliced in the quoting they had."""

from __future__ import annotations

import re
from typing import NamedTuple

from dragoman.document import Segment, Slot
from dragoman.formats.base import NO_LETTER, Refusal
from dragoman.formats.frontmatter.scalars import YamlEncoding, write_scalar
from dragoman.formats.frontmatter.simple import Value, read_simple
from dragoman.formats.tags import LETTER

BLOCK = re.compile(
    r"(?P<open>\ufeff?---[ \t]*+(?P<newline>\r?\n))"
    r"(?P<yaml>(?:(?!(?:---|\.\.\.)[ \t]*+(?:\r?\n|\Z))[^\n]*+\n)*+)"
    r"(?P<close>(?:---|\.\.\.)[ \t]*+(?:\r?\n|\Z))"
)
"""A front matter block at the start of a lesson."""

TOML = re.compile(
    r"\ufeff?\+\+\+[ \t]*+\r?\n(?:(?!\+\+\+[ \t]*+(?:\r?\n|\Z))[^\n]*+\n)*+"
    r"\+\+\+[ \t]*+(?:\r?\n|\Z)"
)
"""TOML front matter, which is left alone."""


class Head(NamedTuple):
    """A lesson's front matter: its parts, and the offset where the body starts."""

    parts: tuple[str | Slot, ...]
    end: int


def parse(text: str, path: str, keys: tuple[str, ...]) -> Head:
    """Find the front matter of a lesson and in it the values of ``keys``.

    TOML front matter (``+++``) is skeleton; a leading ``---`` that opens no mapping is body.
    Raises LessonError at the line of a YAML error.
    """
    block = BLOCK.match(text)
    if block is None:
        toml = TOML.match(text)
        return Head((toml[0],), toml.end()) if toml else Head((), 0)
    content = block["yaml"]
    values = read_simple(content, keys)
    if values is None:
        from dragoman.formats.frontmatter.nodes import read_nodes  # noqa: PLC0415 (costly, seldom needed)

        values = read_nodes(content, keys, path)
    if values is None:
        return Head((), 0)
    parts: list[str | Slot] = []
    done, offset = 0, block.start("yaml")
    for value in values:
        parts += [text[done : offset + value.start], _slot(value, content, block["newline"])]
        done = offset + value.end
    parts.append(text[done : block.end()])
    return Head(tuple(parts), block.end())


def _slot(value: Value, content: str, newline: str) -> Slot:
    msgid = value.text.strip().replace("\r\n", "\n")
    line = content.count("\n", 0, value.start) + 2
    segment = Segment(msgid, "front matter", value.key, (), line)
    encoding = YamlEncoding(value.style, newline, flow=value.flow)
    return Slot(segment, content[value.start : value.end], encoding)


def encode(slot: Slot, target: str) -> str | Refusal:
    """Write a value in the quoting its slot had, or the least quoting that is right."""
    encoding = slot.encoding
    assert isinstance(encoding, YamlEncoding)
    target = target.strip()
    if not LETTER.search(target):
        return NO_LETTER
    return write_scalar(target, slot.raw, encoding)
