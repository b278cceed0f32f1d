"""Reads the files of cases, which people without Python can write."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dragoman.document import Document, Segment
from dragoman.formats.base import Options

FOLDER = Path(__file__).parent / "cases"

MARKS = {
    "⏎": "\n",
    "␍": "\r",
    "␀": "\0",
    "␉": "\t",
    "␣": " ",
    "␤": "\n",
    "⌦": "\ufeff",
    "␡": "",
}


@dataclass(frozen=True)
class Case:
    """One case: its place, its page and what is expected of it."""

    title: str
    line: int
    options: Options
    page: str
    expected: str
    path: str
    """A name for the lesson, by which MDX is told."""

    @property
    def id(self) -> str:
        return f"{self.line}: {self.title}"


def read_cases(name: str, *, expected: bool) -> list[Case]:
    """The cases of a file, each with what is ``expected`` where the file has that."""
    cases = []
    blocks: list[list[str]] = [[]]
    for number, line in enumerate((FOLDER / name).read_text("utf-8").splitlines(), 1):
        if line != ".":
            blocks[-1].append(line)
        elif len(blocks) <= expected + 1:
            blocks.append([])
        else:
            title, options, at, path = _title(
                blocks[0], number - sum(map(len, blocks)) - len(blocks)
            )
            page, *rest = ("\n".join(block) for block in blocks[1:])
            cases.append(Case(title, at, options, _marked(page), "".join(rest), path))
            blocks = [[]]
    assert not any(map(str.strip, blocks[0])), f"{name} ends in the middle of a case"
    return cases


def _title(lines: list[str], before: int) -> tuple[str, Options, int, str]:
    """The last paragraph above a page: the title, then options; what is above is for people."""
    start = max((n for n, line in enumerate(lines) if not line.strip()), default=-1) + 1
    title, *settings = lines[start:]
    found = dict(setting.split(": ", 1) for setting in settings)
    options = Options(
        front_matter=_names(found.pop("front-matter", "title, description")),
        skip=_names(found.pop("skip", "")),
        translate=_names(found.pop("translate", "")),
        fold_lines=found.pop("fold", "") == "yes",
        keep_lines=found.pop("keep", "") == "yes",
        code_comments=found.pop("code", "") == "yes",
    )
    mdx = found.pop("mdx", "") == "yes"
    assert not found, f"“{title}” has an option that nobody knows: {found}"
    return title, options, before + start + 2, "lesson.mdx" if mdx else "lesson.md"


def _names(setting: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in setting.split(",") if name.strip())


def _marked(text: str) -> str:
    for mark, character in MARKS.items():
        text = text.replace(mark, character)
    return text


def written(segments: tuple[Segment, ...]) -> str:
    """Segments as the files of cases write them."""
    lines = []
    for segment in segments:
        text = segment.msgid.replace("\n", "⏎").replace("\r", "␍").replace("\0", "␀")
        lines.append(f"{segment.kind}: {text}")
        if segment.context is not None:
            lines.append(f"  context: {segment.context}")
        lines += [f"  note: {note}" for note in segment.comments]
    return "\n".join(lines)


def assert_lines(document: Document) -> None:
    """Each segment tells the line that its slot stands on."""
    before = ""
    for part in document.parts:
        if isinstance(part, str):
            before += part
        else:
            assert part.segment.line == before.count("\n") + 1
            before += part.raw
