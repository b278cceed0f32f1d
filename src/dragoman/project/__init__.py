"""The settings of a project, and where its lessons, catalogs and localized pages lie."""

# ruff: noqa: PTH112, PTH113, PTH118, PTH122 - pathlib is slow to import, and slow

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from dragoman.errors import ConfigError
from dragoman.project import configfile, tables
from dragoman.project.lessons import Lesson, Names, check_place, inside, walk
from dragoman.project.patterns import expression, globs, literal
from dragoman.project.reader import Reader
from dragoman.project.tables import Banner, Publishing, Updating

if TYPE_CHECKING:
    from dragoman.rules import Level

__all__ = ["Lesson", "Project", "load"]


class Project(NamedTuple):
    """A configuration, read once, with the paths it lays out, all relative to ``root``."""

    root: str
    """Absolute, without symbolic links."""
    config_path: str
    """``dragoman.toml`` or ``pyproject.toml``."""
    name: str
    version: str
    source: str
    """The folder of the lessons; empty for the root itself."""
    source_locale: str
    locales: tuple[str, ...]
    lesson_globs: tuple[str, ...]
    exclude: tuple[str, ...]
    templates: str
    catalogs: str
    overlays: str
    output: str
    publish_at: float
    """Percent of source words."""
    fallback: str
    """``source``, or ``fuzzy`` to publish what a translator has still to confirm."""
    front_matter: tuple[str, ...]
    """Keys to translate, such as ``title`` and ``contributors[].name``."""
    banner: Banner
    keep: tuple[str, ...]
    """Terms that stay as they are in every locale."""
    glossary: str
    """The pattern of the glossaries' paths; empty for none."""
    checks: tuple[tuple[str, str, Level], ...]
    """Locale (empty for all), rule and level, where the project chose one."""
    baseline: str
    """The findings that are accepted; empty for no such file."""
    html_skip: tuple[str, ...]
    """CSS selectors of what is not translated."""
    html_translate: tuple[str, ...]
    heading_ids: str
    """``source``, or ``asciidoctor`` to derive them from the translated headings by its rule."""
    links: tuple[tuple[str, str], ...]
    """URL patterns of source pages, each with that of the localized pages."""
    html_fold: tuple[str, ...]
    """Globs of lessons whose line breaks inside a paragraph are shown as spaces."""
    caption_limits: tuple[int, int, float]
    """Characters in a line, lines, and characters a second that captions should have at most."""
    markdown_keep: tuple[str, ...]
    """Globs of lessons whose line breaks inside a paragraph are shown as they are."""
    code_comments: bool
    """Whether comments in fenced code are translated."""
    formats: tuple[tuple[str, str], ...]
    """Globs of lessons, each with the name of their format; the first that matches counts."""
    publishing: Publishing
    updating: Updating

    @property
    def manifest_path(self) -> str:
        """The list of written pages, in the folder that all of them share."""
        folder = literal(self.output).rpartition("/")[0]
        return f"{folder}/.dragoman.sha256" if folder else ".dragoman.sha256"

    @property
    def pages_depend_on_each_other(self) -> bool:
        """Whether links or ids of a localized page may hang on what other pages are."""
        return bool(self.links) or self.heading_ids != "source"

    @property
    def publishes_by_coverage(self) -> bool:
        """Whether localized pages, or what stands in them, hang on how much is translated."""
        return (
            self.publish_at > 0
            or any(self.banner)
            or self.pages_depend_on_each_other
            or bool(self.publishing.lessons)
        )

    def absolute(self, path: str) -> str:
        """A path of the project as the operating system takes it."""
        return os.path.join(self.root, path)

    def template_path(self, page: str) -> str:
        """The template of a page."""
        return self.templates.format(page=page)

    def catalog_path(self, page: str, locale: str) -> str:
        """The catalog of a page; the same for every page where the pattern bundles them."""
        return self.catalogs.format(page=page, locale=locale)

    def overlay_path(self, page: str, locale: str) -> str:
        """The overlay of a page."""
        return self.overlays.format(page=page, locale=locale)

    def folds_lines(self, lesson: Lesson) -> bool:
        """Whether line breaks inside the paragraphs of an HTML lesson mean nothing."""
        return self._matches(lesson, self.html_fold)

    def keeps_lines(self, lesson: Lesson) -> bool:
        """Whether line breaks inside the paragraphs of a Markdown lesson mean something."""
        return self._matches(lesson, self.markdown_keep)

    def format_name(self, lesson: Lesson) -> str:
        """The format that the configuration gives a lesson; empty for that of its suffix."""
        names = (name for glob, name in self.formats if self._matches(lesson, (glob,)))
        return next(names, "")

    def _matches(self, lesson: Lesson, wanted: tuple[str, ...]) -> bool:
        start = len(self.source) + 1 if self.source else 0
        return bool(wanted and globs(wanted).fullmatch(lesson.path, start))

    def output_path(self, lesson: Lesson, locale: str) -> str:
        """The localized page of a lesson."""
        return self.output.format(page=lesson.page, locale=locale, suffix=self._suffix(lesson))

    def _suffix(self, lesson: Lesson) -> str:
        return self.publishing.suffix if self.publishes(lesson) else lesson.suffix

    def page_paths(self, lesson: Lesson) -> tuple[str, ...]:
        """All pages that are made of a lesson."""
        own = self.publishing.source_page(lesson.page) if self.publishes(lesson) else ""
        return (*(self.output_path(lesson, tag) for tag in self.locales), *((own,) if own else ()))

    def publishes(self, lesson: Lesson) -> bool:
        """Whether a lesson becomes a page in HTML."""
        return self._matches(lesson, self.publishing.lessons)

    def lessons(self) -> tuple[Lesson, ...]:
        """The lessons by path; an error where two of them, or a catalog, claim one file."""
        self._check_source()
        start = len(self.source) + 1 if self.source else 0
        wanted, left_out = globs(self.lesson_globs), globs((*self.exclude, *self._folders()))
        laid_out = (self.output, self.catalogs, self.overlays, self.templates)
        ours = tuple((literal(path), expression(path, self.locales)) for path in laid_out)
        found, own = [], ""
        for path, link in walk(self.root, self.source, lambda at: left_out.fullmatch(at, start)):
            if not wanted.fullmatch(path, start) or left_out.fullmatch(path, start):
                continue
            check_place(self.root, path, link=link)
            if any(path.startswith(head) and form.fullmatch(path) for head, form in ours):
                own = path
            elif not link or os.path.isfile(self.absolute(path)):
                found.append(self._lesson(path, path[start:]))
        if own and not found:
            problem = f'every lesson lies where it puts files itself, "{own}" for one'
            raise self._error("output", problem, "Write localized pages to a folder of their own.")
        lessons = tuple(sorted(found, key=lambda lesson: lesson.path))
        self._check_clashes(lessons)
        return lessons

    def _check_source(self) -> None:
        place = self.absolute(self.source)
        if not os.path.isdir(place):
            remedy = "Make the folder, or set source to the one that holds the lessons."
            raise self._error("source", f'there is no folder "{self.source}"', remedy)
        if self.source and not inside(self.root, place):
            raise self._error("source", f'"{self.source}" leads out of the project\'s folder')

    def _folders(self) -> tuple[str, ...]:
        """Globs of all that is in the folders which exclude names without wildcards."""
        return tuple(f"{g}/**" for g in self.exclude if not set("*?[") & {*g.rpartition("/")[2]})

    def _lesson(self, path: str, name: str) -> Lesson:
        page, suffix = os.path.splitext(name)
        return Lesson(path, page.removesuffix(f".{self.source_locale}"), suffix)

    def _check_clashes(self, lessons: tuple[Lesson, ...]) -> None:
        parts = [(at, {"page": at.page, "suffix": self._suffix(at)}) for at in lessons]
        form, tags = self.output.format, self.locales
        paths = [(form(locale=tag, **part), at) for tag in tags for at, part in parts]
        if self.publishing.source:
            own = self.publishing.source_page
            paths += [(own(at.page), at) for at in lessons if self.publishes(at)]
        owners = dict(paths)
        if len(owners) < len(paths):
            raise self._clash(paths)
        self._check_apart("output", owners, (self.catalogs, self.overlays, self.templates))
        templates = {self.template_path(lesson.page): lesson for lesson in lessons}
        self._check_apart("templates", templates, (self.catalogs, self.overlays))
        if self.catalogs.endswith(self.overlays.rpartition("}")[2]):
            made = {self.catalog_path(at.page, tag): at for tag in self.locales for at in lessons}
            key = "overlays" if self.line("overlays") else "catalogs"
            self._check_apart(key, made, (self.overlays,))

    def _clash(self, paths: Sequence[tuple[str, Lesson]]) -> ConfigError:
        first: dict[str, Lesson] = {}
        path, one, other = next(
            (path, first[path], at) for path, at in paths if first.setdefault(path, at) is not at
        )
        problem = f'"{one.path}" and "{other.path}" would both become "{path}"'
        remedy = "Rename one of them, or have {suffix} in output."
        return self._error("output", problem, remedy)

    def _check_apart(self, key: str, made: Mapping[str, Lesson], taken: Sequence[str]) -> None:
        ends = tuple(pattern.rpartition("}")[2] for pattern in taken)
        for path in (path for path in made if path.endswith(ends)):
            for pattern in taken:
                if expression(pattern, self.locales).fullmatch(path):
                    problem = f'"{path}", of "{made[path].path}", is also a path of "{pattern}"'
                    raise self._error(key, problem, f"Give {key} a folder or suffix of its own.")

    def _error(self, key: str, problem: str, remedy: str = "") -> ConfigError:
        return ConfigError(self.config_path, self.line(key), problem, remedy)

    def line(self, key: str) -> int | None:
        """The line of the configuration where a key begins."""
        return configfile.find(self.root).line(key)

    def catalogs_on_disk(self, locale: str) -> tuple[str, ...]:
        """The catalogs of a locale by path, those of lessons that are gone among them."""
        pattern = self.catalogs.replace("{locale}", locale)
        wanted = expression(pattern, ())
        files = walk(self.root, literal(pattern).rpartition("/")[0], lambda _: None)
        return tuple(sorted(path for path, _ in files if wanted.fullmatch(path)))

    def select(self, names: Sequence[str], cwd: str) -> tuple[Lesson, ...]:
        """The lessons that pages, paths as seen from ``cwd``, folders and globs name; or all."""
        lessons = self.lessons()
        if not names:
            return lessons
        known = Names(lessons, self.root)
        chosen = {at for name in names for at in known.find(name, cwd)}
        return tuple(lesson for lesson in lessons if lesson in chosen)


def load(start: str) -> Project:
    """The project whose configuration is in the folder ``start`` or the nearest one above it."""
    reader = Reader(configfile.find(start))
    project = _read(reader, reader.tag("source-locale", "en"))
    if not reader.errors and ("{page}" in project.templates) != ("{page}" in project.catalogs):
        problem = '"templates" and "catalogs" must both have {page}, or both lack it'
        reader.error("templates", problem, "Without it, one catalog bundles all pages.")
    tables.check_source(reader, project.publishing.source, project.manifest_path)
    reader.finish()
    return project


def _read(reader: Reader, locale: str) -> Project:
    locales = reader.tags("locales", locale)
    return Project(
        root=reader.source.root,
        config_path=reader.source.path,
        name=reader.text("name", reader.source.name),
        version=reader.text("version", ""),
        source=reader.pattern("source", "source"),
        source_locale=locale,
        locales=locales,
        lesson_globs=reader.globs("lessons", ("**/*.md",)),
        exclude=reader.globs("exclude"),
        templates=reader.pattern("templates", "translations/templates/{page}.pot", may="page"),
        catalogs=reader.pattern("catalogs", "translations/{locale}/{page}.po", "locale", "page"),
        overlays=reader.pattern("overlays", "translations/{locale}/{page}.yaml", "locale", "page"),
        output=reader.pattern("output", "build/{page}.{locale}{suffix}", "page locale", "suffix"),
        publish_at=reader.percent("publish-at"),
        fallback=reader.choice("fallback", ("source", "fuzzy")),
        front_matter=reader.paths("front-matter.translate", ("title", "description")),
        banner=Banner(*(reader.text(f"front-matter.banner.{key}", "") for key in Banner._fields)),
        keep=reader.texts("terms.keep"),
        glossary=tables.glossary(reader),
        checks=tables.levels(reader, locales),
        baseline=reader.pattern("checks.baseline", ""),
        html_skip=reader.texts("html.skip"),
        html_translate=reader.texts("html.translate"),
        heading_ids=reader.choice("heading-ids", ("source", "asciidoctor")),
        links=tables.links(reader),
        html_fold=reader.globs("html.fold-lines"),
        caption_limits=(
            int(reader.number("captions.line", 42, whole=True)),
            int(reader.number("captions.lines", 2, whole=True)),
            reader.number("captions.rate", 20),
        ),
        markdown_keep=reader.globs("markdown.keep-lines"),
        code_comments=reader.flag("markdown.code-comments"),
        formats=tables.formats(reader),
        publishing=tables.publishing(reader),
        updating=tables.updating(reader),
    )
