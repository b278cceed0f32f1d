"""The settings of what localized pages are beyond their lessons' text."""

from __future__ import annotations

import re
from typing import NamedTuple

from dragoman.patterns import path_problem, plain
from dragoman.settings import Reader

KEYS = ("title", "contributors", "weight", "featured")


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


def read_publishing(reader: Reader) -> Publishing:
    """The table ``[publish]``; what is wrong with it is noted by the reader."""
    suffix = reader.text("publish.suffix", ".md")
    if not re.fullmatch(r"\.[^/.{}]+", suffix):
        problem = f'"suffix" in [publish] must be like ".md", not "{suffix}"'
        reader.error("publish.suffix", problem)
    values = reader.text("publish.values", "")
    if values and (problem := path_problem(values) or ""):
        reader.error("publish.values", f'"values" in [publish] {problem}')
    source = reader.text("publish.source", "")
    return Publishing(
        reader.globs("publish.lessons"),
        source and reader.checked("publish.source", source, "page", "suffix"),
        suffix,
        reader.texts("publish.front-matter", KEYS),
        plain(values),
        reader.choice("publish.contributors", ("overlay", "git")),
        reader.texts("publish.attributes"),
        reader.lines("publish.end"),
    )


def check_source(reader: Reader, publishing: Publishing, manifest: str) -> None:
    """Note where the source locale's pages would lie outside of what the manifest lists."""
    folder = manifest.rpartition("/")[0]
    if publishing.source and not f"/{publishing.source}".startswith(f"/{folder}"):
        reader.error("publish.source", f'"source" in [publish] must be in "{folder}"')
