"""Lessons to measure with: the real ones, many varied ones, and projects made of them."""

from __future__ import annotations

import os
import random
import re
import shutil
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from measure import CommandError, Usage, run
from pseudo import fill_all

SEED = 20_26
LOCALES = ("de", "es", "fr", "it", "ja", "pt-br", "ru", "zh")
CONFIGURATION = """\
source = "source"
source-locale = "en"
locales = [{locales}]
lessons = ["**/*.md"]
templates = "translations/templates/{{page}}.pot"
catalogs = "translations/{{locale}}/{{page}}.po"
overlays = "translations/{{locale}}/{{page}}.yaml"
output = "build/{{page}}.{{locale}}{{suffix}}"
publish-at = 0
"""

_FRONT_MATTER = re.compile(r"---\r?\n.*?\n---\r?\n", re.DOTALL)
_HTML_BLOCK = re.compile(r"<(?:p|div|h[1-6]|ul|ol|table)\b", re.IGNORECASE)
_TOKEN = re.compile(
    r"<!--.*?-->|<[^>]*>|&\#?\w+;|https?://[^\s<]+|(?P<word>[^\W\d_]{4,})", re.DOTALL
)
_TRANSLATED_KEY = re.compile(r"(?m)^(?:title|description): .*$")
_VARIED_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Lesson:
    """One source file: front matter and an HTML body."""

    page: str
    text: str

    @property
    def body(self) -> str:
        """The text after the front matter."""
        found = _FRONT_MATTER.match(self.text)
        return self.text[found.end() :] if found else self.text


def real_lessons(corpus: Path) -> list[Lesson]:
    """Read the English lessons of the corpus that have an HTML body."""
    paths = [path for path in (corpus / "website").rglob("*.md") if "." not in path.stem]
    if not paths:
        return []
    top = os.path.commonpath([path.parent for path in paths])
    return [lesson for lesson in _read(Path(top)) if _HTML_BLOCK.search(lesson.body)]


def _read(folder: Path) -> list[Lesson]:
    """Read the lessons under a folder, in the order of their pages; localized ones are not."""
    return [
        Lesson(
            path.relative_to(folder).with_suffix("").as_posix(), path.read_bytes().decode("utf-8")
        )
        for path in sorted(folder.rglob("*.md"))
        if "." not in path.stem
    ]


def vocabulary(lessons: Iterable[Lesson]) -> list[str]:
    """List the words of the lessons' text, a frequent word often."""
    tokens = (token["word"] for lesson in lessons for token in _TOKEN.finditer(lesson.body))
    return [word.lower() for word in tokens if word is not None]


def varied(lessons: list[Lesson], count: int) -> Iterator[Lesson]:
    """Yield so many lessons: the real ones first, then copies of them with other words."""
    words = vocabulary(lessons)
    yield from lessons[:count]
    for number in range(len(lessons), count):
        copy, index = divmod(number, len(lessons))
        original = lessons[index]
        text = vary(original, words, random.Random(f"{SEED} {number}"))
        yield Lesson(f"copy-{copy:03}/{original.page}", text)


def vary(lesson: Lesson, words: list[str], rng: random.Random) -> str:
    """Replace half of the words of the body's text nodes and of translated front matter."""

    def token(match: re.Match[str]) -> str:
        word = match["word"]
        if word is None or rng.random() > _VARIED_SHARE:
            return match[0]
        other = rng.choice(words)
        return other.capitalize() if word[0].isupper() else other

    def value(match: re.Match[str]) -> str:
        key, rest = match[0].split(": ", 1)
        return f"{key}: {_TOKEN.sub(token, rest)}"

    front = lesson.text[: len(lesson.text) - len(lesson.body)]
    return _TRANSLATED_KEY.sub(value, front) + _TOKEN.sub(token, lesson.body)


@dataclass(frozen=True, slots=True)
class Project:
    """A dragoman project in a folder of its own."""

    root: Path
    locales: tuple[str, ...] = LOCALES

    def write(self, lessons: Iterable[Lesson]) -> Project:
        """Write the configuration and the lessons."""
        self.root.mkdir(parents=True)
        locales = ", ".join(f'"{locale}"' for locale in self.locales)
        (self.root / "dragoman.toml").write_text(CONFIGURATION.format(locales=locales))
        for lesson in lessons:
            self.write_lesson(lesson)
        return self

    def write_lesson(self, lesson: Lesson) -> None:
        """Write one lesson's source."""
        path = self.root / "source" / f"{lesson.page}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(lesson.text.encode("utf-8"))

    def lessons(self) -> list[Lesson]:
        """Read the lessons back in the order of their pages."""
        return _read(self.root / "source")

    def catalog(self, locale: str, page: str) -> Path:
        """Lay out the path of one catalog."""
        return self.root / "translations" / locale / f"{page}.po"

    def template(self, page: str) -> Path:
        """Lay out the path of one template."""
        return self.root / "translations" / "templates" / f"{page}.pot"

    def translated(self) -> Project:
        """Have dragoman make the catalogs, then pseudo-translate them."""
        self.call("extract")
        self.call("update")
        catalogs = [
            (path, locale)
            for locale in self.locales
            for path in sorted((self.root / "translations" / locale).rglob("*.po"))
        ]
        if not catalogs:
            problem = "update: no catalog was written"
            raise CommandError("dragoman", problem)
        fill_all(catalogs)
        return self

    def call(self, *words: str, time_limit: float = 600.0) -> Usage:
        """Run dragoman here; findings (exit code 1) are fine, a crash is not."""
        command = [sys.executable, "-m", "dragoman", *words]
        return run(command, self.root, accept=(0, 1), time_limit=time_limit)

    def publish(self, verb: str) -> Usage:
        """Run a verb that writes localized pages, and see that all of them are there."""
        usage = self.call(verb)
        sources = sum(1 for _ in (self.root / "source").rglob("*.md"))
        pages = sum(1 for _ in (self.root / "build").rglob("*.md"))
        if pages != sources * len(self.locales):
            problem = f"{pages} localized pages of {sources} lessons in {len(self.locales)} locales"
            raise CommandError("dragoman", f"{verb}: {problem}")
        return usage

    def forget_outputs(self) -> None:
        """Delete the localized pages."""
        shutil.rmtree(self.root / "build", ignore_errors=True)

    def forget(self) -> None:
        """Delete the localized pages and the cache."""
        self.forget_outputs()
        shutil.rmtree(self.root / ".dragoman", ignore_errors=True)

    def forget_all(self) -> None:
        """Delete all that dragoman can make again from lessons and catalogs."""
        self.forget()
        shutil.rmtree(self.root / "translations" / "templates", ignore_errors=True)

    def copy(self, root: Path) -> Project:
        """Copy the project without what dragoman can make again."""
        shutil.copytree(
            self.root, root, ignore=shutil.ignore_patterns(".dragoman", "build", "templates")
        )
        return Project(root, self.locales)


def make_project(root: Path, lessons: list[Lesson], count: int | None = None) -> Project:
    """Write a translated project of so many lessons (all real ones by default)."""
    shutil.rmtree(root, ignore_errors=True)
    several = varied(lessons, len(lessons) if count is None else count)
    return Project(root).write(several).translated()
