"""What a lesson format must offer."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from dragoman.document import Document, Slot


class CaptionLimits(NamedTuple):
    """What viewers can take in of a caption."""

    line: int = 42
    """Characters in a line."""
    lines: int = 2
    rate: float = 20
    """Characters a second."""


class Options(NamedTuple):
    """A project's choices about what is translated."""

    front_matter: tuple[str, ...] = ("title", "description")
    """Front-matter keys: ``title``, ``params.subtitle``, ``keypoints[]``, ``people[].role``."""
    skip: tuple[str, ...] = ()
    """CSS selectors of elements that are not translated."""
    translate: tuple[str, ...] = ()
    """CSS selectors of elements that are translated although they are skipped by default."""
    fold_lines: bool = False
    """Whether line breaks inside a segment are shown to translators as spaces.

    Of HTML and AsciiDoc; Markdown's are, see ``keep_lines``.
    """
    keep_lines: bool = False
    """Whether line breaks inside a paragraph of Markdown are shown to translators as they are."""
    code_comments: bool = False
    """Whether comments in Markdown's fenced code are translated."""
    captions: CaptionLimits = CaptionLimits()


DEFAULTS = Options()
"""The choices of a project that made none."""


class Refusal(NamedTuple):
    """Why a translation cannot stand in a slot without changing the page's shape."""

    message: str


NO_LETTER = Refusal("it has no letter, so the page would lose this text")
SHAPE = Refusal("its markup would change the structure of the page")


class Format(Protocol):
    """One lesson format: a parser, and the way back for one slot."""

    @property
    def name(self) -> str:
        """What the configuration calls it."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """File name endings that mean this format."""

    def parse(self, text: str, path: str, options: Options) -> Document:
        """Cut a lesson into skeleton and slots; raise LessonError naming ``path`` and line."""

    def encode(self, slot: Slot, target: str) -> str | Refusal:
        """Write ``target`` as the exact text to stand in ``slot``, or say why it cannot."""
