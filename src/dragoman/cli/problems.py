"""Errors and findings as a terminal shows them, with the line to mend."""

from __future__ import annotations

from dragoman.errors import DragomanError, ManyErrors
from dragoman.files import read
from dragoman.findings import Finding
from dragoman.project import Project

_MOST = 20
"""So many errors of one run are told."""


def told(error: DragomanError) -> str:
    """The message of an error; of very many, only the first ones and how many more there are."""
    errors = error.errors if isinstance(error, ManyErrors) else (error,)
    messages = [str(each) for each in errors[:_MOST]]
    if len(errors) > _MOST:
        messages.append(f"… and {len(errors) - _MOST} more errors.")
    return "\n".join(messages)


class Places:
    """Finds the line of a catalog that a finding is about."""

    def __init__(self, project: Project) -> None:
        """Read nothing yet."""
        self._project = project
        self._lines: dict[str, dict[str, int]] = {}

    def tell(self, finding: Finding) -> str:
        """A finding in one line: where to mend it, and what is wrong."""
        path, line = self.find(finding)
        if path is None:
            return str(finding)
        place = finding.page if finding.locale is None else f"{finding.page} ({finding.locale})"
        return f"{path}:{line}{str(finding).removeprefix(place)}"

    def as_values(self, finding: Finding) -> dict[str, object]:
        """A finding as values that JSON can hold, with the catalog's ``path`` and ``line``."""
        path, line = self.find(finding)
        return {**finding._asdict(), "path": path, "line": line}

    def find(self, finding: Finding) -> tuple[str | None, int | None]:
        """The catalog and the line of the msgstr; None where the finding is of a whole page."""
        if finding.locale is None or not finding.msgid:
            return None, None
        path = self._project.catalog_path(finding.page, finding.locale)
        if path not in self._lines:
            data = read(self._project.absolute(path), path)
            self._lines[path] = {} if data is None else _msgstr_lines(data, path)
        line = self._lines[path].get(finding.msgid)
        return (None, None) if line is None else (path, line)


def _msgstr_lines(data: bytes, path: str) -> dict[str, int]:
    """The 1-based lines where the translations of a PO file begin, by msgid."""
    from dragoman import po  # noqa: PLC0415 (needed after a finding only)
    from dragoman.workflow.catalogs import msgstr_lines  # noqa: PLC0415

    found = po.read(data, path)
    lines: dict[str, int] = {}
    for entry, line in zip(found.catalog.entries, msgstr_lines(found), strict=True):
        if entry.msgstr and not entry.obsolete:
            lines.setdefault(entry.msgid, line)
    return lines
