"""Localized pages: which are published, and which files may be written or removed."""

from __future__ import annotations

from typing import NamedTuple

from dragoman.coverage import Coverage
from dragoman.files.stage import Stage
from dragoman.findings import Finding
from dragoman.formats.webvtt import is_captions
from dragoman.locales import facts
from dragoman.manifest import Manifest, digest
from dragoman.project import Lesson, Project
from dragoman.workflow.loading import decoded


class Publisher(NamedTuple):
    """Writes localized pages into a stage, and guards what dragoman did not write."""

    project: Project
    stage: Stage
    manifest: Manifest
    force: bool

    def publish(
        self, lesson: Lesson, text: str, coverage: Coverage, locale: str
    ) -> tuple[Finding, ...]:
        """Write the localized page of a lesson, or remove it where too little is translated."""
        path = self.project.output_path(lesson, locale)
        if self.project.publish_at and coverage.percent < self.project.publish_at:
            return self.withdraw(path, lesson.page, locale)
        if not is_captions(lesson.path):
            text = self._with_front_matter(text, lesson, coverage, locale)
        return self.write(path, text, lesson.page, locale)

    def _with_front_matter(self, text: str, lesson: Lesson, coverage: Coverage, locale: str) -> str:
        path = self.project.overlay_path(lesson.page, locale)
        data = self.stage.on_disk(path)
        if data is None and not any(self.project.banner):
            return text
        from dragoman.formats.frontmatter.overlay import (  # noqa: PLC0415 (costly; seldom needed)
            Overlay,
            apply_overlay,
            read_overlay,
        )

        fields = (
            *(() if data is None else read_overlay(decoded(data, path, "overlay"), path).fields),
            *self._banner(lesson, coverage, locale),
        )
        return apply_overlay(text, Overlay(fields), lesson.path)

    def _banner(
        self, lesson: Lesson, coverage: Coverage, locale: str
    ) -> tuple[tuple[str, str], ...]:
        """The keys that a site's own banner shows, as far as the project names them."""
        keys = self.project.banner
        if not any(keys):
            return ()
        values: list[tuple[str, str | int | bool]] = [
            (keys.coverage, int(coverage.percent)),
            (keys.stale, bool(coverage.stale.segments)),
            (keys.source, lesson.path),
            (keys.locale, locale),
        ]
        if keys.direction:
            known = facts(locale)
            values.append((keys.direction, known.direction if known else "ltr"))
        from dragoman.formats.frontmatter.overlay import field  # noqa: PLC0415 (as above)

        return tuple(field(key, value) for key, value in values if key)

    def write(self, path: str, text: str, page: str, locale: str | None) -> tuple[Finding, ...]:
        """Write a page, unless that would overwrite what dragoman did not write."""
        return self.write_bytes(path, text.encode("utf-8"), page, locale)

    def write_bytes(
        self, path: str, data: bytes, page: str, locale: str | None
    ) -> tuple[Finding, ...]:
        """As ``write``."""
        before = self.stage.on_disk(path)
        if before is None or before == data or self.force:
            allowed = True
        else:
            allowed = self.manifest.state(path, before) == "ours"
        if not allowed:
            return (self._guarded(path, before, page, locale),)
        if before != data:
            self.stage.write(path, data, page=True)
        self.manifest.wrote(path, digest(data))
        return ()

    def withdraw(self, path: str, page: str, locale: str | None) -> tuple[Finding, ...]:
        """Remove a page that dragoman wrote and that no longer qualifies."""
        before = self.stage.on_disk(path)
        state = self.manifest.state(path, before)
        if state == "edited" and not self.force:
            return (self._guarded(path, before, page, locale),)
        if state in {"ours", "edited"}:
            self.stage.remove(path)
        self.manifest.forget(path)
        return ()

    def _guarded(self, path: str, before: bytes | None, page: str, locale: str | None) -> Finding:
        """The finding for a page that is kept as it stands on disk."""
        if self.manifest.state(path, before) == "edited":
            message = (
                f"{path} was edited after dragoman wrote it; it is left as it is. Bring the change "
                "into the catalog or the overlay, then run with --force to write the page again."
            )
            return Finding("edited-page", "error", page, locale, "", message)
        message = f"{path} was not written by dragoman; it is left as it is. " + (
            "Move it away, or run with --force to replace it."
            if locale is None
            else "If it is a translation, bring it into the catalog with “dragoman import”. "
            "Then run with --force to replace it, or move it away."
        )
        return Finding("foreign-page", "error", page, locale, "", message)
