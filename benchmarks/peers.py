"""The tools that dragoman is measured against, one function a job.

What each tool is given, so that it can do its best:

- po4a reads the lessons as `xhtml`, in its manual's layout: one PO a language, all languages in
  one process. (One PO a page and language takes it longer.) It takes a front matter for a paragraph
  and wraps it, and its `text` module, which knows front matter, takes an HTML body for a few
  verbatim blocks; so it gets the bodies alone, and less to do than dragoman.
- html2po and po2html know no front matter either, want `.html` names, and go through a whole folder
  in one process for each language.
- msgmerge and pot2po update catalogs of any origin: they get dragoman's own catalogs from before an
  edit and dragoman's templates from after it. Dragoman's own update reads the lessons besides.
  msgmerge uses all processors, so its processor time is more than the clock's.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from corpora import LOCALES, Lesson, Project
from measure import NOTHING, Usage, run, run_each
from pseudo import fill_all


def program(name: str) -> str | None:
    """Find a program next to this Python, or on the path."""
    return shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)


def present(*names: str) -> bool:
    """Tell whether all of these programs are installed."""
    return all(program(name) for name in names)


def _found(name: str) -> str:
    """Give a program's path; callers asked `present` before."""
    return program(name) or name


def _fresh(folder: Path) -> Path:
    """Make a folder that is empty."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def _write_bodies(root: Path, lessons: Iterable[Lesson]) -> list[str]:
    """Write the lessons without front matter as source/*.html and return their pages."""
    pages = []
    for lesson in lessons:
        path = root / "source" / f"{lesson.page}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(lesson.body.encode("utf-8"))
        pages.append(lesson.page)
    return pages


@dataclass(frozen=True, slots=True)
class Po4a:
    """A po4a project in a folder of its own."""

    root: Path

    @staticmethod
    def make(root: Path, lessons: Iterable[Lesson]) -> Po4a:
        """Write configuration, bodies and pseudo-translated catalogs."""
        pages = _write_bodies(root, lessons)
        lines = [
            f"[po4a_langs] {' '.join(LOCALES)}",
            "[po4a_paths] po/lessons.pot $lang:po/$lang.po",
            '[options] opt:"--keep 0"',
            *(f"[type: xhtml] source/{page}.html $lang:build/{page}.$lang.html" for page in pages),
        ]
        (root / "po4a.cfg").write_text("\n".join(lines) + "\n")
        run([_found("po4a"), "--no-translations", "po4a.cfg"], root)
        fill_all((root / "po" / f"{locale}.po", locale) for locale in LOCALES)
        return Po4a(root)

    def full(self) -> Usage:
        """Extract, update and translate everything."""
        shutil.rmtree(self.root / "build", ignore_errors=True)
        return run([_found("po4a"), "-f", "po4a.cfg"], self.root)

    def unchanged(self) -> Usage:
        """Run once more, after a full run, with nothing changed."""
        return run([_found("po4a"), "po4a.cfg"], self.root)


@dataclass(frozen=True, slots=True)
class Toolkit:
    """A folder for html2po, pot2po and po2html of translate-toolkit."""

    root: Path

    @staticmethod
    def make(root: Path, lessons: Iterable[Lesson]) -> Toolkit:
        """Write bodies and pseudo-translated catalogs."""
        _write_bodies(root, lessons)
        toolkit = Toolkit(root)
        toolkit._extract()
        for locale in LOCALES:
            toolkit._update(locale, "po")
            fill_all((path, locale) for path in sorted((root / "po" / locale).rglob("*.po")))
        return toolkit

    def full(self) -> Usage:
        """Extract once, then update and translate each language from its filled catalogs."""
        shutil.rmtree(self.root / "build", ignore_errors=True)
        shutil.rmtree(self.root / "updated", ignore_errors=True)
        usage = self._extract()
        for locale in LOCALES:
            usage += self._update(locale, "updated", "-t", f"po/{locale}") + self._translate(locale)
        return usage

    def _extract(self) -> Usage:
        """Make the templates."""
        _fresh(self.root / "pot")
        command = [_found("html2po"), "-P", "--progress=none", "source", "pot"]
        return run(command, self.root)

    def _update(self, locale: str, folder: str, *options: str) -> Usage:
        """Update one language's catalogs into a folder."""
        _fresh(self.root / folder / locale)
        command = [_found("pot2po"), "--progress=none", *options, "pot", f"{folder}/{locale}"]
        return run(command, self.root)

    def _translate(self, locale: str) -> Usage:
        """Write one language's pages."""
        _fresh(self.root / "build" / locale)
        command = [_found("po2html"), "--progress=none", "-t", "source"]
        return run([*command, f"updated/{locale}", f"build/{locale}"], self.root)


@dataclass(frozen=True, slots=True)
class Update:
    """Catalogs before an edit and templates after it, for tools that update catalogs."""

    root: Path
    before: Project
    after: Project
    pages: tuple[str, ...]

    def bundle(self) -> None:
        """Join the pages' catalogs to one a locale, and the templates to one."""
        _fresh(self.root)
        self._join(map(self.after.template, self.pages), self.root / "lessons.pot")
        for locale in LOCALES:
            self._join(
                (self.before.catalog(locale, page) for page in self.pages), self._old(locale)
            )

    def _join(self, catalogs: Iterable[Path], target: Path) -> None:
        """Join catalogs to one; what stands in several is taken from the first."""
        names = self.root / "names"
        names.write_text("".join(f"{path}\n" for path in catalogs))
        run([_found("msgcat"), "--use-first", "-f", names, "-o", target], self.root)

    def _old(self, locale: str) -> Path:
        """Lay out a locale's one catalog before the update."""
        return self.root / f"{locale}.old.po"

    def msgmerge_bundled(self) -> Usage:
        """Update one catalog a locale."""
        return run_each(
            [
                self._msgmerge(
                    self._old(locale), self.root / "lessons.pot", self.root / f"{locale}.po"
                )
                for locale in LOCALES
            ],
            self.root,
        )

    def msgmerge_by_page(self) -> Usage:
        """Update one catalog a page and locale."""
        commands = []
        for locale in LOCALES:
            for page, target in self.updated("msgmerge_by_page", locale).items():
                target.parent.mkdir(parents=True, exist_ok=True)
                old = self.before.catalog(locale, page)
                commands.append(self._msgmerge(old, self.after.template(page), target))
        return run_each(commands, self.root)

    @staticmethod
    def _msgmerge(old: Path, template: Path, target: Path) -> list[str | Path]:
        """Compose the command that updates one catalog."""
        return [_found("msgmerge"), "--previous", "--quiet", "-o", target, old, template]

    def pot2po(self) -> Usage:
        """Update each locale's folder of catalogs."""
        usage = NOTHING
        for locale in LOCALES:
            target = _fresh(self.root / "pot2po" / locale)
            old = self.before.root / "translations" / locale
            templates = self.after.root / "translations" / "templates"
            command: list[str | Path] = [_found("pot2po"), "--progress=none", "-t", old]
            usage += run([*command, templates, target], self.root)
        return usage

    def updated(self, tool: str, locale: str) -> Mapping[str, Path]:
        """Give the catalogs that a job left, by page."""
        if tool == "msgmerge_bundled":
            return dict.fromkeys(self.pages, self.root / f"{locale}.po")
        return {page: self.root / tool / locale / f"{page}.po" for page in self.pages}
