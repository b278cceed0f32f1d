"""What has not changed since a run that left nothing to do, so that it can be passed over."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from itertools import zip_longest
from typing import NamedTuple

from dragoman.cache import RACY, Cache, digest, facts
from dragoman.coverage import Amount, Coverage
from dragoman.files.shelf import sweep
from dragoman.manifest import Manifest
from dragoman.project import Project
from dragoman.version import __version__
from dragoman.workflow.bundles import Bundle

ByLesson = dict[tuple[str, str], Coverage]
"""Coverage by lesson path and locale."""

_HALF = 16
"""Hexadecimal digits of one of the two hashes in a fingerprint."""
_WHOLE = ""
"""The cache's name for the project as a whole: which lessons it has, and its manifest."""


class Lost(NamedTuple):
    """A bundle of which nothing changed, but its pages are gone."""

    coverage: ByLesson
    names: tuple[str, ...]
    """Of its pages on the shelf; empty for those that were not published."""
    hashed: str
    """What ``pages_hash`` gives for them."""


class _Pending(NamedTuple):
    """Files to be remembered once the run has written."""

    paths: tuple[str, ...]
    facts: tuple[str, ...]
    """Of the paths, as they were before they were read."""
    pages: int
    """How many of the paths, the last ones, are localized pages."""
    payload: list[object]


class Unchanged:
    """The cache of a project: bundles whose files are all as the last run left them."""

    def __init__(self, project: Project, bundles: tuple[Bundle, ...], *, keep: bool) -> None:
        """Load the cache; ``keep`` what this run finds out only where it does everything."""
        self._project, self._bundles, self._keep = project, bundles, keep
        self._cache = Cache.load(project.root, _key(project))
        self._facts: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
        self._pending: dict[str, _Pending] = {}
        self._on_disk: dict[str, tuple[str, ...]] = {}
        self._opened: set[str] = set()
        self.lost: dict[str, Lost] = {}
        """Bundles by their template's path of which nothing but the pages is gone."""

    @property
    def keeps(self) -> bool:
        """Whether what this run finds out is for later runs too."""
        return self._keep

    def catalogs_on_disk(self, locale: str) -> tuple[str, ...]:
        """All catalogs of a locale, looked up once."""
        if locale not in self._on_disk:
            self._on_disk[locale] = self._project.catalogs_on_disk(locale)
        return self._on_disk[locale]

    def has_manifest(self) -> bool:
        """Whether the manifest is as the last run left it."""
        now = facts((self._project.manifest_path,), self._project.root)
        found = self._cache.get(_WHOLE)
        return bool(now and found and found[0] == digest(now))

    def is_whole(self) -> bool:
        """Whether the last run saw the same lessons, and its manifest is still there."""
        found = self._cache.get(_WHOLE)
        return self.has_manifest() and bool(found and found[1] == self._lessons())

    def saw_other_lessons(self) -> bool:
        """Whether the project had other lessons when the last run saw it."""
        found = self._cache.get(_WHOLE)
        return bool(found and found[1] != self._lessons())

    def _lessons(self) -> str:
        return digest(tuple(lesson.path for bundle in self._bundles for lesson in bundle.lessons))

    def recall(self, bundle: Bundle) -> ByLesson | None:
        """The coverage of a bundle, None where any of its files changed."""
        found = self._cache.get(bundle.template_path)
        if found is not None or self._keep:
            pages = self._pages(bundle)
            paths = (*self._paths(bundle), *pages)
            now = facts(paths, self._project.root)
            mark = _mark(now, len(pages))
            if found is not None and now and found[0] == mark:
                return _coverage(found[1])
            if found is not None and now and found[0][:_HALF] == mark[:_HALF]:
                self._see_lost(bundle, now[-len(pages) :], found[1])
            if self._keep:
                self._facts[bundle.template_path] = (paths, now)
        self._opened.add(bundle.template_path)
        return None

    def _see_lost(self, bundle: Bundle, pages: tuple[str, ...], payload: object) -> None:
        names, hashed = _kept(payload)
        coverage = _coverage(payload)
        if any(names) and coverage is not None and all(page.endswith("\0absent") for page in pages):
            self.lost[bundle.template_path] = Lost(coverage, names, hashed)

    def last_coverage(self) -> ByLesson:
        """The coverage of all bundles as the last run left it."""
        found: ByLesson = {}
        for bundle in self._bundles:
            known = self._cache.get(bundle.template_path)
            found.update((_coverage(known[1]) or {}) if known else {})
        return found

    def marks(self, bundle: Bundle) -> frozenset[int] | None:
        """Marks of the msgids that a bundle's catalogs had at the last run."""
        found = self._cache.get(bundle.template_path)
        try:
            text = found[1][1] if found else ""
            return frozenset(int(text[at : at + 8], 16) for at in range(0, len(text), 8)) or None
        except (TypeError, ValueError, LookupError):
            return None

    def _paths(self, bundle: Bundle) -> tuple[str, ...]:
        """All files that a bundle reads or writes, but its localized pages."""
        project = self._project
        paths = [bundle.template_path]
        for locale in project.locales:
            paths.append(project.catalog_path(bundle.page, locale))
            paths += (project.overlay_path(lesson.page, locale) for lesson in bundle.lessons)
        if project.publishing.values and any(map(project.publishes, bundle.lessons)):
            paths.append(project.publishing.values)
        return (*(lesson.path for lesson in bundle.lessons), *paths)

    def _pages(self, bundle: Bundle) -> tuple[str, ...]:
        """All localized pages that a bundle may have."""
        lessons = bundle.lessons
        return tuple(path for each in lessons for path in self._project.page_paths(each))

    def remember(
        self,
        bundle: Bundle,
        coverage: ByLesson,
        marks: frozenset[int],
        manifest: Manifest | None,
    ) -> None:
        """Note a bundle that will have nothing left to do when its files are written."""
        paths, before = self._facts.pop(bundle.template_path, ((), ()))
        if before:
            rows = [
                [lesson.path, locale, *_numbers(coverage[lesson.path, locale])]
                for lesson in bundle.lessons
                for locale in self._project.locales
            ]
            pages = self._pages(bundle)
            hashed = "" if manifest is None else pages_hash(map(manifest.hash_of, pages))
            packed = "".join(f"{mark:08x}" for mark in sorted(marks))
            payload: list[object] = [rows, packed, hashed]
            pending = _Pending(paths, before, len(pages), payload)
            self._pending[bundle.template_path] = pending

    def settle(self, written: frozenset[str], kept: Mapping[str, str], *, whole: bool) -> None:
        """Save what is known now that files were written; forget bundles that are gone.

        ``kept`` are the names of pages on the shelf by path; ``whole`` says that no page of a
        lesson that is gone had to be left.
        """
        if not self._keep:
            return
        if written:
            time.sleep(RACY / 1e9)
        for name, pending in self._pending.items():
            now = self._settled(pending, written)
            names = self._names(name, pending, written, kept)
            self._cache.put(name, _mark(now, pending.pages), [*pending.payload, names])
        for name in self._opened - self._pending.keys():
            self._cache.put(name, "", None)
        now = facts((self._project.manifest_path,), self._project.root)
        self._cache.put(_WHOLE, digest(now) if now and whole else "", self._lessons())
        self._cache.retain((_WHOLE, *(bundle.template_path for bundle in self._bundles)))
        self._cache.save()
        if written:
            found = (self._cache.get(bundle.template_path) for bundle in self._bundles)
            sweep(self._project.root, (name for one in found if one for name in _kept(one[1])[0]))

    def _names(
        self, bundle: str, pending: _Pending, written: frozenset[str], kept: Mapping[str, str]
    ) -> list[str]:
        """What the pages of a bundle are called on the shelf; those that stay keep their names."""
        pages = pending.paths[len(pending.paths) - pending.pages :]
        found = self._cache.get(bundle)
        before, hashed = _kept(found[1]) if found else ((), "")
        same = hashed == pending.payload[-1]
        return [
            kept.get(page) or (name if same or page not in written else "")
            for page, name in zip_longest(pages, before[: len(pages)], fillvalue="")
        ]

    def _settled(self, pending: _Pending, written: frozenset[str]) -> tuple[str, ...]:
        """The facts of a bundle's files today; none where somebody else changed one meanwhile."""
        if written.isdisjoint(pending.paths):
            return pending.facts
        now = facts(pending.paths, self._project.root)
        for path, was, fact in zip(pending.paths, pending.facts, now, strict=False):
            if was != fact and path not in written:
                return ()
        return now


def pages_hash(hashes: Iterable[str]) -> str:
    """A short hash of pages by their digests, empty for one that is not there."""
    return digest(tuple(hashes))


def _mark(known: tuple[str, ...], pages: int) -> str:
    """The fingerprint of a bundle's files, with that of its pages behind; empty for no facts."""
    cut = len(known) - pages
    return digest(known[:cut]) + digest(known[cut:]) if known else ""


def _kept(payload: object) -> tuple[tuple[str, ...], str]:
    """The names of pages on the shelf in a payload, and their hash."""
    try:
        hashed, names = payload[2], payload[3]  # type: ignore[index]
        return tuple(map(str, names)), str(hashed)
    except (TypeError, LookupError):
        return (), ""


def _key(project: Project) -> str:
    """What a cache is good for: one version of dragoman with one configuration."""
    return f"{__version__} {digest((repr(project),))}"


def _numbers(coverage: Coverage) -> list[int]:
    """Coverage as eight numbers: segments and words, state by state."""
    states = (coverage.translated, coverage.stale, coverage.fuzzy, coverage.untranslated)
    return [number for amount in states for number in (amount.segments, amount.words)]


def _coverage(payload: object) -> ByLesson | None:
    """The coverage in a payload; None where it is none of this version's."""
    try:
        return {
            (path, locale): Coverage(*(Amount(*numbers[at : at + 2]) for at in range(0, 8, 2)))
            for path, locale, *numbers in payload[0]  # type: ignore[index]
        }
    except (TypeError, ValueError, LookupError):
        return None
