"""Lessons in AsciiDoc, with or without front matter."""

# ruff: noqa: PLC0415 - what reads and writes them costs nothing where there are none

from __future__ import annotations

from typing import NamedTuple

from dragoman.document import Document, Slot
from dragoman.formats.base import DEFAULTS, Options, Refusal


class AsciiDoc(NamedTuple):
    """The AsciiDoc format."""

    name: str = "asciidoc"
    suffixes: tuple[str, ...] = (".adoc", ".asciidoc", ".asc")

    def parse(self, text: str, path: str = "<lesson>", options: Options = DEFAULTS) -> Document:
        """Cut a lesson into skeleton and slots; never fails on malformed AsciiDoc."""
        from dragoman.formats import frontmatter
        from dragoman.formats.asciidoc.parts import Parts
        from dragoman.formats.asciidoc.scan import AsciiDocScan
        from dragoman.formats.asciidoc.slots import State

        head = frontmatter.parse(text, path, options.front_matter)
        out = Parts(text, head.end, path, options)
        start = head.end or int(text.startswith("\ufeff"))
        AsciiDocScan(out, start, len(text), State(first=True)).scan()
        return Document((*head.parts, *out.finish()))

    def encode(self, slot: Slot, target: str) -> str | Refusal:
        """Write ``target`` for a slot, or say why it would change the page's shape."""
        from dragoman.formats.asciidoc.writing import encode

        return encode(slot, target)
