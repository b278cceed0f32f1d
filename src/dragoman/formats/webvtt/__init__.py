"""Captions of videos: WebVTT, and SubRip, which is much the same.

Translators see sentences; a translation is laid over the cues that its sentence had. What reads
captions is imported with the first of them: most projects have none.
"""

# ruff: noqa: PLC0415

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dragoman.document import Document, Slot
from dragoman.formats.base import DEFAULTS, Options, Refusal

if TYPE_CHECKING:
    from dragoman.formats.webvtt.scan import Dialect


class Captions(NamedTuple):
    """A format of captions."""

    name: str
    suffixes: tuple[str, ...]

    @property
    def dialect(self) -> Dialect:
        """How its files are written."""
        from dragoman.formats.webvtt.scan import SUBRIP, WEBVTT

        return SUBRIP if self.name == "srt" else WEBVTT

    def parse(self, text: str, path: str = "<captions>", options: Options = DEFAULTS) -> Document:
        """Cut captions into skeleton and sentences; LessonError for what is no caption file."""
        from dragoman.formats.webvtt.track import read_captions

        return read_captions(text, path, options, self.dialect)

    def encode(self, slot: Slot, target: str) -> str | Refusal:
        """Lay ``target`` over the cues of a sentence, or say why it cannot stand there."""
        if target == slot.segment.msgid:
            return slot.raw
        from dragoman.formats.webvtt.track import lay

        return lay(slot, target, self.dialect)


WEBVTT_CAPTIONS = Captions("webvtt", (".vtt",))
SUBRIP_CAPTIONS = Captions("srt", (".srt",))


def is_captions(path: str) -> bool:
    """Whether a file has captions, by its name: there are no links in it, and no front matter."""
    return path.lower().endswith((*WEBVTT_CAPTIONS.suffixes, *SUBRIP_CAPTIONS.suffixes))
