"""Front matter of a lesson and of its translation, compared value by value."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

import frontmatter
import yaml

from dragoman.formats.frontmatter.overlay import ABSENT, front_matter_fields


@dataclass(frozen=True, slots=True)
class FrontMatterDifference:
    """What a translation's front matter has of its own."""

    fields: tuple[tuple[str, str], ...]
    """Keys with other values than the lesson's, each with the exact lines that set it."""
    same: tuple[str, ...]
    """Untranslated keys with the lesson's values."""
    other: tuple[str, ...]
    """Untranslated keys of both with different values."""
    problems: tuple[str, ...]
    """What a person should look at; sentences without their full stop."""
    alike: bool
    """Whether the values say that the two belong together: an image, the code of a video."""
    foreign: bool
    """Whether they all say that the two do not."""


def compare_front_matter(
    lesson: str, translation: str, translated: tuple[str, ...]
) -> FrontMatterDifference:
    """Compare the metadata of two pages; keys that are ``translated`` are left out."""
    ours, theirs = _metadata(lesson), _metadata(translation)
    top = {key.partition(".")[0].removesuffix("[]") for key in translated}
    lines = front_matter_fields(translation)
    shared = [key for key in ours if key in theirs and key not in top]
    other = tuple(key for key in shared if ours[key] != theirs[key])
    extra = [key for key in theirs if key not in ours]
    lacking = [key for key in ours if key not in theirs]
    renamed = _renamed(ours, theirs, top)
    own = [key for key in (*other, *extra) if key in lines and key not in renamed]
    same = tuple(key for key in shared if ours[key] == theirs[key])
    telling = [key for key in same if _tells(ours[key])]
    against = [key for key in other if _tells(ours[key])]
    return FrontMatterDifference(
        tuple((key, lines[key]) for key in own),
        same,
        other,
        tuple(_problems(renamed, [key for key in lacking if key not in renamed.values()])),
        alike=len(telling) > len(against),
        foreign=bool(against) and not telling,
    )


def _renamed(
    ours: Mapping[str, object], theirs: Mapping[str, object], translated: Container[str]
) -> dict[str, str]:
    """Keys of a translation whose names were translated: each with the lesson's in its place."""
    mine, other = list(ours), list(theirs)
    blocks = SequenceMatcher(None, mine, other, autojunk=False).get_opcodes()
    pairs = [
        (other[there], mine[here])
        for tag, start, end, begin, stop in blocks
        if tag == "replace" and end - start == stop - begin
        for here, there in zip(range(start, end), range(begin, stop), strict=True)
    ]
    return {
        new: old
        for new, old in pairs
        if new not in ours and old not in theirs
        if theirs[new] == ours[old] or (old in translated and type(theirs[new]) is type(ours[old]))
    }


def _problems(renamed: dict[str, str], lacking: list[str]) -> Iterator[str]:
    """What a person should look at where one of the two has keys that the other lacks."""
    if renamed:
        yield (
            f"its front matter has {_listed(renamed)} and lacks {_listed(renamed.values())}: "
            "the names of keys are not translated"
        )
    if lacking:
        yield (
            f"its front matter lacks {_listed(lacking)}; the lesson's value is taken, "
            f"unless the overlay says “{lacking[0]}: {ABSENT}”"
        )


def is_told_by(lesson: str, keys: Iterable[str], others: Iterable[str]) -> bool:
    """Whether one of some values in a lesson's front matter tells it from all other lessons."""
    ours = _metadata(lesson)
    left = {key for key in keys if _tells(ours[key])}
    for other in others if left else ():
        theirs = _metadata(other)
        left = {key for key in left if theirs.get(key) != ours[key]}
    return bool(left)


def _tells(value: object) -> bool:
    """Whether a value can tell one lesson from another; numbers and booleans are shared by many."""
    return isinstance(value, (str, list, dict)) and bool(value)


def _metadata(text: str) -> dict[str, object]:
    try:
        return dict(frontmatter.loads(text.removeprefix("\ufeff")).metadata)
    except (yaml.YAMLError, ValueError):
        return {}


def _listed(keys: Iterable[str]) -> str:
    return ", ".join(f"“{key}”" for key in keys)
