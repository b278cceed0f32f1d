"""The tables of the configuration whose keys belong together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from dragoman.project.configfile import inner
from dragoman.project.patterns import path_problem, plain
from dragoman.project.reader import Reader

if TYPE_CHECKING:
    from dragoman.rules import Level

_UNCHOSEN = "default"
"""What a rule is called that keeps the level it has without the project's choice."""

_KEYS = ("title", "contributors", "weight", "featured")


class Banner(NamedTuple):
    """Front-matter keys that localized pages get; empty for none."""

    coverage: str
    stale: str
    source: str
    locale: str
    direction: str


class Publishing(NamedTuple):
    """Which AsciiDoc lessons become HTML pages, and with what front matter."""

    lessons: tuple[str, ...]
    """Globs below the source folder; empty where no lesson does."""
    source: str
    """The pattern of the source locale's own pages; empty for none."""
    suffix: str
    """What the ``{suffix}`` of such a page is."""
    front_matter: tuple[str, ...]
    """Its keys, in their order."""
    values: str
    """The YAML file that has further values by page; empty for none."""
    contributors: str
    """``overlay``, or ``git`` for those of a page that has none in its overlay."""
    attributes: tuple[str, ...]
    """What Asciidoctor is given: ``name``, ``name=value``."""
    end: str
    """What stands behind the page's body."""

    def source_page(self, page: str) -> str:
        """The page of a lesson in its own language; empty where there is to be none."""
        return self.source.format(page=page, suffix=self.suffix)


class Updating(NamedTuple):
    """What updates do with translations of other wordings."""

    typos: bool
    """Whether translations stay confirmed where nothing but a typo was mended."""
    least: float
    """Least score, in percent, of what the memory fills in."""
    store: str
    """The file of a memory that outlives catalogs; empty for none."""


def levels(reader: Reader, locales: tuple[str, ...]) -> tuple[tuple[str, str, Level], ...]:
    """What the project makes of rules: locale (empty for all), rule and level."""
    if "checks" not in reader.source.settings:
        return ()
    from dragoman.rules import LEVELS, RULES  # noqa: PLC0415 (needed where there are choices only)

    found: list[tuple[str, str, Level]] = []
    for locale in ("", *locales):
        for rule in RULES:
            key = f"checks.{locale}.{rule}" if locale else f"checks.{rule}"
            chosen = reader.choice(key, (_UNCHOSEN, *LEVELS))
            found += [(locale, rule, level) for level in LEVELS if level == chosen]
    return tuple(found)


def glossary(reader: Reader) -> str:
    """The pattern of the glossaries' paths; empty for none."""
    if "glossary" in (inner(reader.source.settings, ("terms",)) or {}):
        return reader.pattern("terms.glossary", "translations/{locale}/terms.tsv", may="locale")
    reader.known.append("terms.glossary")
    return ""


def links(reader: Reader) -> tuple[tuple[str, str], ...]:
    """The pairs of URL patterns, each checked for its fields."""
    source = reader.texts("links.source")
    localized = reader.texts("links.localized")
    if len(source) != len(localized):
        problem = '"source" and "localized" in [links] need as many patterns'
        reader.error("links.localized", problem, "They go together by their places.")
    for url in source:
        if "{page}" not in url or "{locale}" in url:
            reader.error("links.source", f'"{url}" needs {{page}}, and no {{locale}}', "", url)
    for url in localized:
        if "{page}" not in url or "{locale}" not in url:
            reader.error("links.localized", f'"{url}" needs {{page}} and {{locale}}', "", url)
    return tuple(zip(source, localized, strict=False))


def formats(reader: Reader) -> tuple[tuple[str, str], ...]:
    """Globs of lessons, each with the name of their format."""
    if "formats" not in reader.source.settings:
        return reader.choices("formats", ())
    from dragoman.formats import FORMATS  # noqa: PLC0415 (costly; seldom asked for)

    return reader.choices("formats", tuple(known.name for known in FORMATS))


def publishing(reader: Reader) -> Publishing:
    """The table ``[publish]``; what is wrong with it is noted by the reader."""
    suffix = reader.text("publish.suffix", ".md")
    if not re.fullmatch(r"\.[^/.{}]+", suffix):
        problem = f'"suffix" in [publish] must be like ".md", not "{suffix}"'
        reader.error("publish.suffix", problem)
    values = reader.text("publish.values", "")
    if values and (wrong := path_problem(values)):
        reader.error("publish.values", f'"values" in [publish] {wrong}')
    source = reader.text("publish.source", "")
    return Publishing(
        reader.globs("publish.lessons"),
        source and reader.checked("publish.source", source, "page", "suffix"),
        suffix,
        reader.texts("publish.front-matter", _KEYS),
        plain(values),
        reader.choice("publish.contributors", ("overlay", "git")),
        reader.texts("publish.attributes"),
        reader.lines("publish.end"),
    )


def check_source(reader: Reader, source: str, manifest: str) -> None:
    """Note where the source locale's pages would lie outside of what the manifest lists."""
    folder = manifest.rpartition("/")[0]
    if source and not f"/{source}".startswith(f"/{folder}"):
        reader.error("publish.source", f'"source" in [publish] must be in "{folder}"')


def updating(reader: Reader) -> Updating:
    """The tables ``[update]`` and ``[memory]``; what is wrong with them is noted by the reader."""
    return Updating(
        reader.flag("update.typos"),
        reader.percent("memory.least", 75),
        reader.text("memory.store", ""),
    )
