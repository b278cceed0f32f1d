"""Front-matter values by page, from a YAML file beside the lessons."""

from __future__ import annotations

import textwrap

import yaml

from dragoman.errors import LessonError
from dragoman.formats.frontmatter.nodes import compose

_ALL = "*"


class Values:
    """The values of a file whose keys are pages, ``*`` for those of every page."""

    def __init__(self, text: str, path: str) -> None:
        """Read a file's text; LessonError where it is no YAML, or has no pages with keys."""
        self._lines: dict[str, dict[str, str]] = {}
        root = compose(text, path, 0)
        if root is not None and not isinstance(root, yaml.MappingNode):
            raise LessonError(path, 1, "it has no pages as keys", _EXAMPLE)
        for name, fields in root.value if root is not None else ():
            if not isinstance(fields, yaml.MappingNode) or fields.flow_style:
                line = fields.start_mark.line + 1
                raise LessonError(path, line, f"“{name.value}” has no keys below it", _EXAMPLE)
            self._lines[str(name.value)] = {
                str(key.value): _dedented(text, key, value) for key, value in fields.value
            }

    def lines(self, page: str, key: str) -> str:
        """The lines that set a key of a page, exactly as they stand; empty for none."""
        own = self._lines.get(page, {})
        return own.get(key) or self._lines.get(_ALL, {}).get(key, "")


_EXAMPLE = "Write a page's name and a colon, and below it, indented, one “key: value” a line."


def _dedented(text: str, key: yaml.Node, value: yaml.Node) -> str:
    start = key.start_mark.index
    lines = text[start - key.start_mark.column : value.end_mark.index].rstrip()
    return textwrap.dedent(lines) + "\n"
