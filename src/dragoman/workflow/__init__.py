"""One function per verb: where the core and the files meet."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence

from dragoman.errors import ConfigError
from dragoman.project import Project
from dragoman.workflow.run import Outcome, Progress, Request, Run, Steps

__all__ = ["Outcome", "Progress", "commit", "plan"]


def plan(  # noqa: PLR0913 (one parameter for each thing a user can choose)
    project: Project,
    steps: Sequence[str],
    *,
    pages: Sequence[str] = (),
    locales: Sequence[str] = (),
    force: bool = False,
    progress: Progress = lambda _done, _total: None,
) -> Outcome:
    """Work out what ``steps`` (of extract, update and merge) change; nothing is written yet.

    ``pages`` and ``locales`` choose a part of the project, all of it if empty. Raises
    DragomanError for anything that cannot be read.
    """
    all_lessons = project.lessons()
    chosen = project.select(pages, os.getcwd()) if pages else all_lessons  # noqa: PTH109
    unknown = [locale for locale in locales if locale not in project.locales]
    if unknown:
        known = ", ".join(project.locales) or "none"
        remedy = f"The project has: {known}. Start a new one with: dragoman init {unknown[0]}"
        raise ConfigError(project.config_path, None, f"no locale “{unknown[0]}”", remedy)
    asked = tuple(locale for locale in project.locales if not locales or locale in locales)
    request = Request(
        Steps(**dict.fromkeys(steps, True)),
        chosen,
        asked,
        whole=not pages and len(asked) == len(project.locales),
        now=_now(),
        force=force,
    )
    return Run(project, request, all_lessons).plan(progress)


def commit(outcome: Outcome) -> None:
    """Write what was planned: each file whole or not at all."""
    outcome.commit()


def _now() -> str:
    """The date as gettext writes it; SOURCE_DATE_EPOCH sets it for reproducible builds."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = time.gmtime(int(epoch)) if epoch.isdigit() else time.gmtime()
    return time.strftime("%Y-%m-%d %H:%M+0000", moment)
