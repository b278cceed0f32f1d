"""Lessons read and parsed."""

from __future__ import annotations

from functools import cached_property

from dragoman.catalog import Catalog, Key
from dragoman.coverage import count
from dragoman.document import Document
from dragoman.errors import ConfigError, LessonError
from dragoman.files import read
from dragoman.formats import FORMATS, format_for
from dragoman.formats.base import CaptionLimits, Format, Options
from dragoman.project import Lesson, Project
from dragoman.template import make_template
from dragoman.workflow.bundles import Bundle


class Loaded:
    """A bundle as it was read and parsed, once for all locales."""

    def __init__(self, bundle: Bundle, documents: tuple[Document, ...]) -> None:
        """Know the documents of a bundle's lessons."""
        self.bundle, self.documents = bundle, documents

    @cached_property
    def template(self) -> Catalog:
        """What translators are to translate."""
        paths = (lesson.path for lesson in self.bundle.lessons)
        return make_template(zip(paths, self.documents, strict=True))

    @cached_property
    def words(self) -> tuple[dict[Key, int], ...]:
        """For each lesson the words of its segments by key."""
        return tuple(
            count(slot.segment.key for slot in document.slots) for document in self.documents
        )


def load(project: Project, bundle: Bundle) -> Loaded:
    """Read and parse the lessons of a bundle; LessonError where one cannot be read."""
    return Loaded(bundle, tuple(_document(project, lesson) for lesson in bundle.lessons))


def lesson_format(project: Project, lesson: Lesson) -> Format:
    """The format of a lesson; LessonError where there is none for its name."""
    known = format_for(lesson.path, project.format_name(lesson))
    if known is None:
        suffixes = ", ".join(suffix for each in FORMATS for suffix in each.suffixes)
        raise LessonError(
            lesson.path,
            None,
            f"there is no format for “{lesson.suffix}” files",
            f"Known are: {suffixes}. Leave other files out under “lessons” or “exclude”.",
        )
    return known


def _document(project: Project, lesson: Lesson) -> Document:
    known = lesson_format(project, lesson)
    data = read(project.absolute(lesson.path), lesson.path)
    if data is None:
        raise LessonError(lesson.path, None, "the lesson is gone", "Run again.")
    text = decoded(data, lesson.path, "lesson")
    try:
        return known.parse(text, lesson.path, options_for(project, lesson))
    except ConfigError as error:  # a selector that is none; the format knows no file and line
        place = project.config_path, project.line("html")
        raise ConfigError(*place, error.problem, error.remedy) from None


def options_for(project: Project, lesson: Lesson) -> Options:
    """A project's choices about a lesson."""
    return Options(
        front_matter=project.front_matter,
        skip=project.html_skip,
        translate=project.html_translate,
        fold_lines=project.folds_lines(lesson),
        captions=CaptionLimits(*project.caption_limits),
        keep_lines=project.keeps_lines(lesson),
        code_comments=project.code_comments,
    )


def decoded(data: bytes, path: str, what: str) -> str:
    """The text of a file in UTF-8; LessonError with the line of the first byte that is not."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problem = f"byte 0x{data[error.start]:02X} is not UTF-8"
        raise LessonError(path, line, problem, f"Save the {what} as UTF-8.") from None
