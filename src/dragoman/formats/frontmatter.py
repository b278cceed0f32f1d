"""YAML front matter: values found at their nodes' marks, spliced in the quoting they had."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import yaml

from dragoman.document import Segment, Slot
from dragoman.errors import LessonError
from dragoman.formats.base import Refusal
from dragoman.formats.scalars import SEEMS_TEXT, YamlEncoding, write_scalar
from dragoman.formats.simple_yaml import read_simple
from dragoman.formats.tags import LETTER

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

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

_PROPERTIES = re.compile(r"(?:[&!]\S*+(?:[ \t\r\n]++(?:#[^\r\n]*+)?+)++)++")
"""Anchors and tags before a value, with the comments behind them."""

_DEPTH = 100
"""Levels of nesting that are read; libyaml's composer overflows the stack at some thousands."""

_DEEP = re.compile(rf"^[ \t?:-]{{{_DEPTH}}}", re.MULTILINE)

_STRING = "tag:yaml.org,2002:str"


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
    newline = block["newline"]
    slots = _simple_slots(content, keys, newline)
    if slots is None:
        root = compose(content, path, 1)
        if root is None:
            return Head((block[0],), block.end())
        if not isinstance(root, yaml.MappingNode):
            return Head((), 0)
        slots = _slots(root, content, keys, newline)
    parts: list[str | Slot] = []
    done, offset = 0, block.start("yaml")
    for (start, end), slot in sorted(slots.items(), key=lambda item: item[0]):
        parts += [text[done : offset + start], slot]
        done = offset + end
    parts.append(text[done : block.end()])
    return Head(tuple(parts), block.end())


def compose(content: str, path: str, lines_before: int) -> yaml.Node | None:
    """The node tree of YAML text; LessonError with the line in the file that holds it."""
    try:
        if content.count("[") + content.count("{") >= _DEPTH or _DEEP.search(content):
            _refuse_deep(content, path, lines_before)
        return yaml.compose(content, Loader=_LOADER)
    except yaml.YAMLError as error:
        problem, index = _explained(error, content)
        line = content.count("\n", 0, index) + 1 + lines_before
        raise LessonError(
            path, line, f"this is not YAML: {problem}", "Correct it, then run again."
        ) from error


def _refuse_deep(content: str, path: str, lines_before: int) -> None:
    depth = 0
    for event in yaml.parse(content, Loader=_LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _DEPTH:
            index = event.start_mark.index if event.start_mark else 0
            line = content.count("\n", 0, index) + 1 + lines_before
            problem = f"this YAML is nested more than {_DEPTH} levels deep"
            raise LessonError(path, line, problem, "Write it with fewer levels, then run again.")


def _explained(error: yaml.YAMLError, content: str) -> tuple[str, int]:
    """What is wrong in YAML text, and the offset of it."""
    if not isinstance(error, yaml.MarkedYAMLError):
        # A character that YAML does not allow; libyaml counts its position in bytes.
        character = getattr(error, "character", 0)
        return str(error).splitlines()[0], max(0, content.find(chr(character)))
    problem, context = error.problem or "", error.context or ""
    # Where something was opened says more than where the text ends.
    marks = [error.context_mark if "end of stream" in problem else None, error.problem_mark]
    index = next((mark.index for mark in marks if mark is not None), 0)
    if context.startswith("while"):
        problem = f"{problem} {context}"
    elif context:
        first = context.removesuffix("; first occurrence")
        problem = f"{first}, {problem}" if first == context else first
    return problem, index


def _simple_slots(
    content: str, keys: tuple[str, ...], newline: str
) -> dict[tuple[int, int], Slot] | None:
    """As ``_slots``, None where the YAML is not simple enough to be read without a parser."""
    values = read_simple(content, keys)
    if values is None:
        return None
    slots = {}
    for key, text, style, start, end in values:
        if LETTER.search(text):
            encoding = YamlEncoding(style, newline, flow=False)
            slots[start, end] = _text_slot(content, (start, end), key, text, encoding)
    return slots


def _slots(
    root: yaml.Node, content: str, keys: tuple[str, ...], newline: str
) -> dict[tuple[int, int], Slot]:
    slots: dict[tuple[int, int], Slot] = {}
    for key in keys:
        steps = key.replace("[]", ".[]").split(".")
        for node, flow in _find(root, steps, flow=bool(getattr(root, "flow_style", False))):
            found = _slot(node, content, key, newline, flow=flow)
            if found is not None:
                slots.setdefault(*found)
    return slots


def _find(
    node: yaml.Node, steps: list[str], *, flow: bool
) -> Iterator[tuple[yaml.ScalarNode, bool]]:
    """The scalars at a key path, each with whether it stands in a flow collection."""
    if isinstance(node, yaml.ScalarNode):
        if not steps:
            yield node, flow
    elif steps and isinstance(node, (yaml.MappingNode, yaml.SequenceNode)):
        flow = flow or bool(node.flow_style)
        for item in node.value:
            if isinstance(item, tuple):
                if getattr(item[0], "value", None) == steps[0]:
                    yield from _find(item[1], steps[1:], flow=flow)
            elif steps[0] == "[]":
                yield from _find(item, steps[1:], flow=flow)


def _slot(
    node: yaml.ScalarNode, content: str, key: str, newline: str, *, flow: bool
) -> tuple[tuple[int, int], Slot] | None:
    """The slot of a scalar with its span, None where it holds no text."""
    if node.tag != _STRING or not LETTER.search(node.value):
        return None
    start, end = node.start_mark.index, node.end_mark.index
    properties = _PROPERTIES.match(content, start, end)
    start = properties.end() if properties else start
    encoding = YamlEncoding(node.style or "", newline, flow=flow)
    return (start, end), _text_slot(content, (start, end), key, node.value, encoding)


def _text_slot(
    content: str, span: tuple[int, int], key: str, text: str, encoding: YamlEncoding
) -> Slot:
    start, end = span
    msgid = text.strip().replace("\r\n", "\n")
    line = content.count("\n", 0, start) + 2
    segment = Segment(msgid, "front matter", key, (), line)
    return Slot(segment, content[start:end], encoding)


def encode(slot: Slot, target: str) -> str | Refusal:
    """Write a value in the quoting its slot had, or the least quoting that is right."""
    encoding = slot.encoding
    if not isinstance(encoding, YamlEncoding):
        raise TypeError(slot)
    target = target.strip()
    if not LETTER.search(target):
        return Refusal(SEEMS_TEXT)
    return write_scalar(target, slot.raw, encoding)
