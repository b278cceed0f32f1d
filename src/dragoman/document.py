"""Segments, slots and documents: a lesson cut into what is translated and what is not."""

from __future__ import annotations

from typing import NamedTuple


class Segment(NamedTuple):
    """One translatable unit, as translators see it."""

    msgid: str
    """The text, with inline markup as the format writes it."""
    kind: str
    """What it is, in words a translator understands: ``paragraph``, ``heading 2``, ``alt text``."""
    context: str | None = None
    """gettext's msgctxt: a front-matter key, or what the author asked for."""
    comments: tuple[str, ...] = ()
    """The author's notes to translators."""
    line: int = 0
    """1-based line of the lesson; for messages only, never written to a catalog."""

    @property
    def key(self) -> tuple[str | None, str]:
        """What identifies the segment in a catalog: context and msgid."""
        return (self.context, self.msgid)


class Slot(NamedTuple):
    """A segment's place in a lesson."""

    segment: Segment
    raw: str
    """The exact source text of the slot."""
    encoding: object = None
    """What the slot's format needs to write a target here; opaque to everyone else."""


class Document(NamedTuple):
    """A lesson as literal text and slots; joined, they are the source byte for byte."""

    parts: tuple[str | Slot, ...]

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The slots, in the order of the lesson."""
        return tuple(part for part in self.parts if not isinstance(part, str))

    @property
    def source(self) -> str:
        """The lesson's text as it was parsed."""
        return "".join(part if isinstance(part, str) else part.raw for part in self.parts)
