"""YAML as a tree of nodes, and the values of keys found at their nodes' marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from dragoman.errors import LessonError
from dragoman.formats.frontmatter.simple import Value
from dragoman.formats.tags import LETTER

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_PROPERTIES = re.compile(r"(?:[&!]\S*+(?:[ \t\r\n]++(?:#[^\r\n]*+)?+)++)++")
"""Anchors and tags before a value, with the comments behind them."""

_CONFLICT = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)
"""What git writes around the sides of a conflict."""

_DEPTH = 100
"""Levels of nesting that are read; libyaml's composer overflows the stack at some thousands."""

_DEEP = re.compile(rf"^[ \t?:-]{{{_DEPTH}}}", re.MULTILINE)

_STRING = "tag:yaml.org,2002:str"


def read_nodes(content: str, keys: tuple[str, ...], path: str) -> list[Value] | None:
    """The values of ``keys`` that are text, by place; None where the YAML is no mapping.

    Raises LessonError at the line of a YAML error, of text whose first line is the file's second.
    """
    root = compose(content, path, 1)
    if root is None:
        return []
    if not isinstance(root, yaml.MappingNode):
        return None
    found: dict[tuple[int, int], Value] = {}
    for key in keys:
        steps = key.replace("[]", ".[]").split(".")
        for node, flow in _find(root, steps, flow=bool(root.flow_style)):
            if node.tag == _STRING and LETTER.search(node.value):
                value = _value(node, content, key, flow=flow)
                found.setdefault((value.start, value.end), value)
    return [found[span] for span in sorted(found)]


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


def _value(node: yaml.ScalarNode, content: str, key: str, *, flow: bool) -> Value:
    start, end = node.start_mark.index, node.end_mark.index
    properties = _PROPERTIES.match(content, start, end)
    start = properties.end() if properties else start
    return Value(key, node.value, node.style or "", start, end, flow=flow)


def compose(content: str, path: str, lines_before: int) -> yaml.Node | None:
    """The node tree of YAML text; LessonError with the line in the file that holds it."""
    try:
        if content.count("[") + content.count("{") >= _DEPTH or _DEEP.search(content):
            _refuse_deep(content, path, lines_before)
        return yaml.compose(content, Loader=_LOADER)
    except yaml.YAMLError as error:
        problem, index = _explained(error, content)
        problem, remedy = f"this is not YAML: {problem}", "Correct it, then run again."
        if conflict := _CONFLICT.search(content):
            problem, remedy = (
                "this is a merge-conflict marker",
                "Resolve the conflict, then run again.",
            )
            index = conflict.start()
        line = content.count("\n", 0, index) + 1 + lines_before
        raise LessonError(path, line, problem, remedy) from error


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
