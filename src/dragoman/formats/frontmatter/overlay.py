"""A locale's own front matter: keys of an overlay laid over a page's, verbatim."""

from __future__ import annotations

import re
from typing import NamedTuple

import yaml

from dragoman.errors import LessonError
from dragoman.formats.frontmatter import BLOCK, TOML
from dragoman.formats.frontmatter.nodes import compose
from dragoman.formats.frontmatter.scalars import YamlEncoding, write_scalar

_BLANK = re.compile(r"[ \t]*(?:#.*)?\r?\n?\Z")

_BLANK_LINES = re.compile(r"(?:[ \t]*\r?\n)+")

_KEEPS = re.compile(r"[|>][0-9]?\+")
"""The header of a block scalar whose value has the blank lines behind it."""

_OPENING = re.compile(r"\ufeff?(?:---[ \t]*\r?\n)?")

_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE)

ABSENT = "!absent"
"""The tag of a key that the localized page shall not have."""

_ONE_A_LINE = "Write one “key: value” a line, as in a lesson's front matter."


class Overlay(NamedTuple):
    """Front-matter keys, each with the exact lines that set it; none take the key away."""

    fields: tuple[tuple[str, str], ...]


def read_overlay(text: str, path: str) -> Overlay:
    """The keys of an overlay file; LessonError where it is no YAML mapping of plain keys.

    It may stand between the fences of front matter.
    """
    return Overlay(_read(text, path, once=True))


def _read(text: str, path: str, *, once: bool) -> tuple[tuple[str, str], ...]:
    """The keys of a YAML mapping; the last of those that stand twice, unless each must stand once.

    LessonError where it is none.
    """
    opening = _OPENING.match(text)
    offset = opening.end() if opening else 0
    closing = _CLOSING.search(text, offset)
    end = closing.start() if closing else len(text)
    if closing and text[closing.end() :].strip():
        line = text.count("\n", 0, end) + 1
        raise LessonError(path, line, "an overlay has nothing below its keys", _ONE_A_LINE)
    content = text[offset:end]
    lines_before = text.count("\n", 0, offset)
    root = compose(content, path, lines_before)
    if root is None:
        return ()
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        line = content.count("\n", 0, root.start_mark.index) + 1 + lines_before
        raise LessonError(path, line, "an overlay is a list of front-matter keys", _ONE_A_LINE)
    spans = _fields(root, content, path, lines_before)
    if once:
        _check_once(root, content, path, lines_before)
    absent = {key.value for key, value in root.value if value.tag == ABSENT}
    return tuple(
        (key, "" if key in absent else content[begin:end]) for key, (begin, end) in spans.items()
    )


def _check_once(root: yaml.MappingNode, content: str, path: str, lines_before: int) -> None:
    lines: dict[str, int] = {}
    for key, _ in root.value:
        line = content.count("\n", 0, key.start_mark.index) + 1 + lines_before
        first = lines.setdefault(key.value, line)
        if first != line:
            problem = f"the key “{key.value}” stands already in line {first}"
            raise LessonError(path, line, problem, "Remove one of the two.")


def _fields(
    root: yaml.MappingNode, content: str, path: str, lines_before: int
) -> dict[str, tuple[int, int]]:
    """The span of each top-level key's lines, without the blank and comment lines behind it."""
    starts = [key.start_mark.index for key, _ in root.value]
    spans: dict[str, tuple[int, int]] = {}
    for (key, value), begin, limit in zip(
        root.value, starts, (*starts[1:], len(content)), strict=True
    ):
        before = content[content.rfind("\n", 0, begin) + 1 : begin]
        if before.strip() or not isinstance(key, yaml.ScalarNode):
            line = content.count("\n", 0, begin) + 1 + lines_before
            raise LessonError(path, line, "this front-matter key is not a plain one", _ONE_A_LINE)
        value_end = max(key.end_mark.index, _value_end(content, value))
        spans[key.value] = (begin, _end(content, value_end, limit))
    return spans


def _end(content: str, value_end: int, limit: int) -> int:
    """Where the lines of a key end, whose value ends at ``value_end``, before the next key."""
    least = value_end
    if content[least - 1] != "\n":
        least = content.find("\n", least, limit) + 1 or limit
    end = limit
    while end > least:
        line = max(content.rfind("\n", 0, end - 1) + 1, least)
        if not _BLANK.fullmatch(content, line, end):
            break
        end = line
    return end


def _value_end(content: str, node: yaml.Node) -> int:
    """Where a value ends; the mark of a block value is where the next token starts."""
    while isinstance(node, (yaml.MappingNode, yaml.SequenceNode)):
        if node.flow_style or not node.value:
            break
        node = node.value[-1][1] if isinstance(node, yaml.MappingNode) else node.value[-1]
    start, end = node.start_mark.index, node.end_mark.index
    if getattr(node, "style", None) in ("|", ">") and not _KEEPS.search(content, start, end):
        return start + len(content[start:end].rstrip())
    return end


def front_matter_fields(page: str) -> dict[str, str]:
    """The exact lines of each top-level key of a page's front matter; none where it has none."""
    block = BLOCK.match(page)
    if block is None:
        return {}
    try:
        return dict(_read(block["yaml"], "front matter", once=False))
    except LessonError:
        return {}


def apply_overlay(page: str, overlay: Overlay, path: str) -> str:
    """``page`` with an overlay's keys replaced in its front matter, or added at the end of it.

    A page without front matter gets one. LessonError where the front matter has not a key a line.
    """
    if not overlay.fields:
        return page
    fields = dict(overlay.fields)
    block = BLOCK.match(page)
    root = compose(block["yaml"], path, 1) if block else None
    if block is None or not (root is None or isinstance(root, yaml.MappingNode)):
        if not any(fields.values()):
            return page
        return _with_front_matter(page, fields, path)
    content = block["yaml"]
    if root is not None and root.flow_style:
        remedy = "Write one “key: value” a line, or delete the overlay."
        raise LessonError(path, 2, "an overlay needs front matter with a key a line", remedy)
    spans = {} if root is None else _fields(root, content, path, 1)
    laid = _laid(content, spans, fields, block["newline"])
    if "*" in laid or (root is not None and root.start_mark.column):
        _check(laid, path)
    return page[: block.start("yaml")] + laid + page[block.end("yaml") :]


def _with_front_matter(page: str, fields: dict[str, str], path: str) -> str:
    if TOML.match(page):
        remedy = "Write it as YAML between lines of “---”, or delete the overlay."
        raise LessonError(path, 1, "an overlay cannot be laid over TOML front matter", remedy)
    bom = "\ufeff" if page.startswith("\ufeff") else ""
    newline = "\r\n" if "\r\n" in page else "\n"
    laid = _laid("", {}, fields, newline)
    return f"{bom}---{newline}{laid}---{newline}{page.removeprefix(bom)}"


def _check(laid: str, path: str) -> None:
    """Re-read what refers to other lines, or is indented: a replaced line may break it."""
    try:
        compose(laid, path, 1)
    except LessonError as error:
        problem = error.problem.removeprefix("this is not YAML: ")
        raise LessonError(
            path,
            None,
            f"its front matter is no YAML once the overlay is laid over it: {problem}",
            "Write the values out instead of “&name” and “*name”, each key at the line's start.",
        ) from error


def _laid(
    content: str, spans: dict[str, tuple[int, int]], fields: dict[str, str], newline: str
) -> str:
    fields = {key: _ended(lines, newline) for key, lines in fields.items()}
    pieces, done = [], 0
    for key, (begin, end) in spans.items():
        if key in fields:
            pieces += [content[done:begin], fields[key]]
            done = end
            if _KEEPS.search(fields.pop(key)) and (blank := _BLANK_LINES.match(content, end)):
                done = blank.end()
    return "".join((*pieces, content[done:], *fields.values()))


def _ended(lines: str, newline: str) -> str:
    """Lines with the page's line ends, the last one included; nothing stays nothing."""
    if not lines:
        return lines
    lines = lines.replace("\r\n", "\n").removesuffix("\n") + "\n"
    return lines if newline == "\n" else lines.replace("\n", newline)


def field(key: str, value: str | int | bool) -> tuple[str, str]:  # noqa: FBT001 (YAML's own types)
    """One overlay field that sets ``key`` to a plain value."""
    if isinstance(value, bool):
        return key, f"{key}: {str(value).lower()}\n"
    if isinstance(value, int):
        return key, f"{key}: {value}\n"
    return key, f"{key}: {write_scalar(value, value, YamlEncoding('', chr(10), flow=False))}\n"
