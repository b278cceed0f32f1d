"""A locale's own front matter: keys of an overlay laid over a page's, verbatim."""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from dragoman.errors import LessonError
from dragoman.formats.frontmatter import BLOCK, compose
from dragoman.formats.scalars import YamlEncoding, write_scalar

_BLANK = re.compile(r"[ \t]*(?:#.*)?\r?\n?\Z")


@dataclass(frozen=True, slots=True)
class Overlay:
    """Front-matter keys, each with the exact lines that set it."""

    fields: tuple[tuple[str, str], ...]


def read_overlay(text: str, path: str) -> Overlay:
    """The keys of an overlay file; LessonError where it is no YAML mapping of plain keys."""
    text = text.removeprefix("\ufeff")
    start = re.match(r"(?:---[ \t]*\r?\n)?", text)
    offset = start.end() if start else 0
    content = text[offset:]
    lines_before = text.count("\n", 0, offset)
    root = compose(content, path, lines_before)
    if root is None:
        return Overlay(())
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        line = root.start_mark.line + 1 + lines_before
        remedy = "Write one “key: value” a line, as in a lesson's front matter."
        raise LessonError(path, line, "an overlay is a list of front-matter keys", remedy)
    return Overlay(
        tuple((key, content[begin:end]) for key, (begin, end) in _fields(root, content).items())
    )


def _fields(root: yaml.MappingNode, content: str) -> dict[str, tuple[int, int]]:
    """The span of each top-level key's lines, without the blank and comment lines behind it."""
    starts = [key.start_mark.index for key, _ in root.value]
    spans: dict[str, tuple[int, int]] = {}
    for number, (key, value) in enumerate(root.value):
        begin = starts[number]
        limit = starts[number + 1] if number + 1 < len(starts) else len(content)
        block = isinstance(value, yaml.ScalarNode) and value.style in ("|", ">")
        least = value.end_mark.index if block else begin
        end = limit
        while end > least:
            line = content.rfind("\n", 0, end - 1) + 1
            if line <= begin or not _BLANK.fullmatch(content, line, end):
                break
            end = line
        spans[str(key.value)] = (begin, end)
    return spans


def apply_overlay(page: str, overlay: Overlay, path: str) -> str:
    """``page`` with an overlay's keys replaced in its front matter, or added at the end of it.

    A page without front matter gets one. LessonError where the front matter is in flow style.
    """
    if not overlay.fields:
        return page
    block = BLOCK.match(page)
    if block is None:
        bom = "\ufeff" if page.startswith("\ufeff") else ""
        newline = "\r\n" if "\r\n" in page else "\n"
        fresh = "".join(_ended(lines, newline) for _, lines in overlay.fields)
        return f"{bom}---{newline}{fresh}---{newline}{page.removeprefix(bom)}"
    content, newline = block["yaml"], block["newline"]
    root = compose(content, path, 1)
    if root is not None and (not isinstance(root, yaml.MappingNode) or root.flow_style):
        remedy = "Write one “key: value” a line, or delete the overlay."
        raise LessonError(path, 2, "an overlay needs front matter with a key a line", remedy)
    spans = _fields(root, content) if isinstance(root, yaml.MappingNode) else {}
    return (
        page[: block.start("yaml")]
        + _laid(content, spans, overlay, newline)
        + page[block.end("yaml") :]
    )


def _laid(content: str, spans: dict[str, tuple[int, int]], overlay: Overlay, newline: str) -> str:
    fields = {key: _ended(lines, newline) for key, lines in overlay.fields}
    pieces, done = [], 0
    for key, (begin, end) in spans.items():
        if key in fields:
            pieces += [content[done:begin], fields.pop(key)]
            done = end
    pieces.append(_ended(content[done:], newline) if done < len(content) else "")
    return "".join((*pieces, *fields.values()))


def _ended(lines: str, newline: str) -> str:
    """Lines with the page's line ends, the last one included."""
    lines = lines.replace("\r\n", "\n").removesuffix("\n") + "\n"
    return lines if newline == "\n" else lines.replace("\n", newline)


def field(key: str, value: str | int | bool) -> tuple[str, str]:  # noqa: FBT001 (YAML's own types)
    """One overlay field that sets ``key`` to a plain value."""
    if isinstance(value, bool):
        return key, f"{key}: {str(value).lower()}\n"
    if isinstance(value, int):
        return key, f"{key}: {value}\n"
    return key, f"{key}: {write_scalar(value, value, YamlEncoding('', chr(10), flow=False))}\n"
