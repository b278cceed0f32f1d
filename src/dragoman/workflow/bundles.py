"""Bundles: the lessons that share catalogs; one lesson each by default."""

from __future__ import annotations

from typing import NamedTuple

from dragoman.project import Lesson, Project


class Bundle(NamedTuple):
    """Lessons with one template, and one catalog a locale."""

    template_path: str
    lessons: tuple[Lesson, ...]

    @property
    def page(self) -> str:
        """The page that its catalog paths are made from."""
        return self.lessons[0].page


def bundles(project: Project, lessons: tuple[Lesson, ...]) -> tuple[Bundle, ...]:
    """Lessons by the template that they share, in the order of the lessons."""
    grouped: dict[str, list[Lesson]] = {}
    for lesson in lessons:
        grouped.setdefault(project.template_path(lesson.page), []).append(lesson)
    return tuple(Bundle(path, tuple(members)) for path, members in grouped.items())
