"""AsciiDoc lessons as HTML pages, rendered by Asciidoctor."""

# ruff: noqa: PTH118 - paths are texts here

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections import Counter
from dataclasses import dataclass

from dragoman.document import Slot
from dragoman.errors import ConfigError, DragomanError, LessonError
from dragoman.files import read
from dragoman.formats.asciidoc import AsciiDoc
from dragoman.formats.base import Options
from dragoman.formats.frontmatter import BLOCK
from dragoman.formats.frontmatter.overlay import field, front_matter_fields, read_overlay
from dragoman.project import Lesson, Project
from dragoman.workflow.loading import decoded, lesson_format
from dragoman.workflow.values import Values

_SCRIPT = os.path.join(os.path.dirname(__file__), "asciidoctor.mjs")  # noqa: PTH120

_INSTALL = "Install Node.js, and in the project's folder run: npm install asciidoctor"


class Asciidoctor:
    """One process of Node.js that renders page after page; started with the first one."""

    def __init__(self, project: Project) -> None:
        """Start nothing yet."""
        self._project = project
        self._process: subprocess.Popen[str] | None = None
        self._failure: DragomanError | None = None

    def html(self, text: str, lesson: Lesson) -> str:
        """The HTML of AsciiDoc; includes are looked for beside the lesson."""
        folder = os.path.dirname(self._project.absolute(lesson.path))  # noqa: PTH120
        attributes = list(self._project.publishing.attributes)
        answer = self._ask({"text": text, "folder": folder, "attributes": attributes})
        if not isinstance(answer.get("html"), str):
            problem = f"Asciidoctor cannot render it: {answer.get('problem', 'it ended')}"
            raise LessonError(lesson.path, None, problem)
        return str(answer["html"])

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.communicate()
            self._process = None

    def _ask(self, question: dict[str, object]) -> dict[str, object]:
        process = self._started()
        assert process.stdin is not None
        try:
            process.stdin.write(json.dumps(question) + "\n")
            process.stdin.flush()
        except BrokenPipeError:
            return {}
        return _answer(process)

    def _started(self) -> subprocess.Popen[str]:
        if self._failure is not None:
            raise self._failure
        if self._process is None:
            node = shutil.which("node")
            if node is None:
                self._fail("node is not on PATH")
            self._process = subprocess.Popen(  # noqa: S603 (a script of our own)
                [str(node), _SCRIPT],
                cwd=self._project.root,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                encoding="utf-8",
            )
            answer = _answer(self._process)
            if not answer.get("ready"):
                self.close()
                missing = answer.get("missing")
                told = "the npm package asciidoctor is not there"
                self._fail(told if missing else f"it ends with: {answer.get('problem', 'nothing')}")
        return self._process

    def _fail(self, what: str) -> None:
        """Raise an error that is the same for every lesson."""
        path, line = self._project.config_path, self._project.line("publish.lessons")
        self._failure = ConfigError(path, line, f"[publish] needs Asciidoctor: {what}", _INSTALL)
        raise self._failure


def _answer(process: subprocess.Popen[str]) -> dict[str, object]:
    assert process.stdout is not None
    line = process.stdout.readline()
    found = json.loads(line) if line else {}
    return found if isinstance(found, dict) else {}


@dataclass(frozen=True, slots=True)
class _Split:
    """A lesson's text taken apart."""

    fields: dict[str, str]
    """The lines of its front matter by key."""
    title: str
    body: str


class Rendering:
    """Makes pages of AsciiDoc lessons."""

    def __init__(self, project: Project) -> None:
        """Read the values by page; start nothing yet."""
        self._project = project
        self._asciidoctor = Asciidoctor(project)
        path = project.publishing.values
        data = read(project.absolute(path), path) if path else None
        if path and data is None:
            line = project.line("publish.values")
            raise ConfigError(project.config_path, line, f'there is no file "{path}"')
        self._values = Values(decoded(data, path, "file") if data else "", path)

    def page(self, lesson: Lesson, text: str, locale: str | None) -> str:
        """The page of a lesson's text in a locale, None for the lesson's own."""
        if lesson_format(self._project, lesson).name != "asciidoc":
            remedy = "Only AsciiDoc lessons can be published as HTML."
            problem = f"[publish] has {lesson.path}, which is not AsciiDoc"
            line = self._project.line("publish.lessons")
            raise ConfigError(self._project.config_path, line, problem, remedy)
        split, publishing = _split(text), self._project.publishing
        html = self._asciidoctor.html(split.body, lesson)
        overlay = self._overlay(lesson, locale or self._project.source_locale)
        keys = dict.fromkeys((*publishing.front_matter, *split.fields, *overlay))
        lines = "".join(
            overlay[key] if key in overlay else self._field(key, split, lesson, locale)
            for key in keys
        )
        head = f"---\n{lines}---\n" if lines else ""
        return f"{head}{html}\n{publishing.end}"

    def close(self) -> None:
        """End what was started."""
        self._asciidoctor.close()

    def _overlay(self, lesson: Lesson, locale: str) -> dict[str, str]:
        path = self._project.overlay_path(lesson.page, locale)
        data = read(self._project.absolute(path), path)
        return (
            {} if data is None else dict(read_overlay(decoded(data, path, "overlay"), path).fields)
        )

    def _field(self, key: str, split: _Split, lesson: Lesson, locale: str | None) -> str:
        """The lines that set a key; empty where nothing is known of it."""
        known = split.fields.get(key) or self._values.lines(lesson.page, key)
        if known:
            return known
        number = _number(lesson.page)
        if key == "title" and split.title:
            return field(key, split.title)[1]
        if key == "weight" and number is not None:
            return field(key, number)[1]
        if key == "featured" and number is not None:
            return field(key, number == 1)[1]
        if key == "contributors" and self._project.publishing.contributors == "git":
            catalog = locale and self._project.catalog_path(lesson.page, locale)
            return _contributors(self._project, catalog or lesson.path)
        return ""


def _split(text: str) -> _Split:
    """Take off front matter and the heading that gives the page its title."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    block = BLOCK.match(text)
    fields = front_matter_fields(text) if block else {}
    start = block.end() if block and fields else 0
    place = start
    for part in AsciiDoc().parse(text[start:], options=Options(front_matter=())).parts:
        if isinstance(part, Slot):
            if part.segment.kind in ("heading 1", "heading 2"):
                begin = text.rfind("\n", 0, place) + 1
                end = text.find("\n", place + len(part.raw))
                rest = text[end:] if end >= 0 else ""
                title = part.segment.msgid.replace("{empty}", "")
                return _Split(fields, title, text[start:begin] + rest)
            break
        place += len(part)
    return _Split(fields, "", text[start:])


def _number(page: str) -> int | None:
    """The number that a page's name begins with."""
    name = page.rpartition("/")[2]
    digits = name[: len(name) - len(name.lstrip("0123456789"))]
    return int(digits) if digits.isascii() and 0 < len(digits) < 10 else None  # noqa: PLR2004


def _contributors(project: Project, path: str) -> str:
    """Those who changed a file, most commits first, as git tells them."""
    git = shutil.which("git")
    if git is None:
        return ""
    command = [git, "log", "--format=%aN", "--", path]
    ran = subprocess.run(  # noqa: S603 (the project's own history)
        command, cwd=project.root, capture_output=True, encoding="utf-8", check=False
    )
    names = Counter(reversed(ran.stdout.split("\n")[:-1]))
    lines = (f"  - {field('name', name)[1]}" for name, _ in names.most_common())
    listed = "".join(lines)
    return f"contributors:\n{listed}" if listed else ""
