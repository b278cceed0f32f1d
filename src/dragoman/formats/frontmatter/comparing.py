"""Front matter of a lesson and of its translation, compared value by value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

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
    own = [key for key in (*other, *(() if lacking else extra)) if key in lines]
    same = tuple(key for key in shared if ours[key] == theirs[key])
    telling = [key for key in same if _tells(ours[key])]
    against = [key for key in other if _tells(ours[key])]
    return FrontMatterDifference(
        tuple((key, lines[key]) for key in own),
        same,
        other,
        tuple(_problems(extra, lacking)),
        alike=len(telling) > len(against),
        foreign=bool(against) and not telling,
    )


def _problems(extra: list[str], lacking: list[str]) -> Iterator[str]:
    """What a person should look at where one of the two has keys that the other lacks."""
    if extra and lacking:
        yield (
            f"its front matter has {_listed(extra)} and lacks {_listed(lacking)}: "
            "the names of keys are not translated"
        )
    elif lacking:
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


def _listed(keys: list[str]) -> str:
    return ", ".join(f"“{key}”" for key in keys)
