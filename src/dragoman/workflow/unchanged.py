"""What has not changed since a run that left nothing to do, so that it can be passed over."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.cache import RACY, Cache, digest, facts
from dragoman.coverage import Amount, Coverage
from dragoman.project import Project
from dragoman.version import __version__
from dragoman.workflow.bundles import Bundle

ByLesson = dict[tuple[str, str], Coverage]
"""Coverage by lesson path and locale."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the last run found out about a bundle."""

    coverage: ByLesson
    marks: frozenset[int]
    """Marks of the msgids that its catalogs have."""


@dataclass(frozen=True, slots=True)
class _Pending:
    """A bundle to be remembered once the run has written its files."""

    paths: tuple[str, ...]
    facts: tuple[str, ...]
    """Of the paths, as they were before the bundle was read."""
    payload: list[object]


class Unchanged:
    """The cache of a project: bundles whose files are all as the last run left them."""

    def __init__(self, project: Project, *, keep: bool) -> None:
        """Load the cache; ``keep`` what this run finds out only where it does everything."""
        self._project = project
        self._keep = keep
        self._cache = Cache.load(project.root, _key(project))
        self._facts: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
        self._pending: dict[str, _Pending] = {}
        self._on_disk: dict[str, tuple[str, ...]] = {}

    def catalogs_on_disk(self, locale: str) -> tuple[str, ...]:
        """All catalogs of a locale, looked up once."""
        if locale not in self._on_disk:
            self._on_disk[locale] = self._project.catalogs_on_disk(locale)
        return self._on_disk[locale]

    def recall(self, bundle: Bundle) -> Known | None:
        """What is known of a bundle, None where any of its files changed."""
        paths = self._paths(bundle)
        now = facts(paths, self._project.root)
        found = self._cache.get(bundle.template_path)
        if found is not None and now and found[0] == digest(now):
            return _known(found[1])
        if self._keep:
            self._facts[bundle.template_path] = (paths, now)
        return None

    def _paths(self, bundle: Bundle) -> tuple[str, ...]:
        """All files that a bundle reads or writes."""
        project = self._project
        paths = [bundle.template_path]
        for locale in project.locales:
            paths.append(project.catalog_path(bundle.page, locale))
            for lesson in bundle.lessons:
                paths.append(project.overlay_path(lesson.page, locale))
                paths.append(project.output_path(lesson, locale))
        return (*(lesson.path for lesson in bundle.lessons), *paths)

    def remember(self, bundle: Bundle, coverage: ByLesson, marks: frozenset[int]) -> None:
        """Note a bundle that will have nothing left to do when its files are written."""
        paths, before = self._facts.pop(bundle.template_path, ((), ()))
        if before:
            ours = {lesson.path for lesson in bundle.lessons}
            rows = {key: value for key, value in coverage.items() if key[0] in ours}
            payload = _payload(rows, marks)
            self._pending[bundle.template_path] = _Pending(paths, before, payload)

    def settle(self, template_paths: Iterable[str], written: frozenset[str]) -> None:
        """Save what is known now that files were written; forget bundles that are gone."""
        if not self._keep:
            return
        if written:
            time.sleep(RACY / 1e9)
        for name, pending in self._pending.items():
            now = self._settled(pending, written)
            self._cache.put(name, digest(now) if now else "", pending.payload)
        self._cache.retain(template_paths)
        self._cache.save()

    def _settled(self, pending: _Pending, written: frozenset[str]) -> tuple[str, ...]:
        """The facts of a bundle's files today; none where somebody else changed one meanwhile."""
        if written.isdisjoint(pending.paths):
            return pending.facts
        now = facts(pending.paths, self._project.root)
        for path, was, fact in zip(pending.paths, pending.facts, now, strict=False):
            if was != fact and path not in written:
                return ()
        return now


def _key(project: Project) -> str:
    """What a cache is good for: one version of dragoman with one configuration."""
    return f"{__version__} {hashlib.blake2b(repr(project).encode(), digest_size=12).hexdigest()}"


def _payload(coverage: ByLesson, marks: frozenset[int]) -> list[object]:
    """What JSON can hold: rows of path, locale and eight numbers; the marks in one text."""
    rows = [
        [path, locale, *(number for amount in _amounts(row) for number in amount)]
        for (path, locale), row in coverage.items()
    ]
    return [rows, "".join(f"{mark:08x}" for mark in sorted(marks))]


def _amounts(coverage: Coverage) -> list[tuple[int, int]]:
    states = (coverage.translated, coverage.stale, coverage.fuzzy, coverage.untranslated)
    return [(amount.segments, amount.words) for amount in states]


def _known(payload: object) -> Known | None:
    """A payload read back; None where it is none of this version's."""
    try:
        rows, marks = payload  # type: ignore[misc]
        coverage = {
            (path, locale): Coverage(
                Amount(*numbers[:2]), Amount(*numbers[2:4]), Amount(*numbers[4:6]), Amount(*numbers[6:])
            )
            for path, locale, *numbers in rows
        }
        return Known(
            coverage, frozenset(int(marks[at : at + 8], 16) for at in range(0, len(marks), 8))
        )
    except (TypeError, ValueError):
        return None
