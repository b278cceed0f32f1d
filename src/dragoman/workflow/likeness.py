"""Whether a file is the translation of the lesson that it is imported for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dragoman.adopt import are_kindred, least_likeness
from dragoman.document import Document
from dragoman.errors import LessonError
from dragoman.files import read
from dragoman.formats.frontmatter.comparing import FrontMatterDifference, is_told_by
from dragoman.formats.inline import Read
from dragoman.project import Lesson, Project


class Evidence(NamedTuple):
    """What speaks for or against a pair."""

    lesson: Document
    translation: Document
    likeness: float
    """Of their alignment."""
    difference: FrontMatterDifference
    read: Read


def check_likeness(project: Project, lesson: Lesson, path: str, found: Evidence) -> None:
    """Refuse what does not look like a translation: LessonError."""
    count, difference = len(found.lesson.slots), found.difference
    if not count or found.likeness >= least_likeness(count, foreign=difference.foreign):
        return
    if difference.alike and is_told_by(
        found.lesson.source, difference.same, _other_lessons(project, lesson)
    ):
        return
    kindred = are_kindred(found.lesson, found.translation, found.read)
    if kindred and found.likeness >= least_likeness(count, foreign=False, kindred=True):
        return
    problem = f"this does not look like a translation of {lesson.path}"
    remedy = "Check which lesson it translates; --force imports it all the same."
    raise LessonError(path, None, problem, remedy)


def _other_lessons(project: Project, lesson: Lesson) -> Iterator[str]:
    """The texts of the project's other lessons."""
    for other in project.lessons():
        if other.path != lesson.path:
            data = read(project.absolute(other.path), other.path)
            yield "" if data is None else data.decode("utf-8", "replace")
