"""The rows of everyday size: starting, full runs, nothing changed, updates."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from corpora import LOCALES, Lesson, Project, make_project
from edits import EDITS, KINDS, Change, Edit, Quality, changes, edited, judge, keys
from measure import Job, Usage, run, take_turns
from peers import Po4a, Toolkit, Update, present
from table import Goal, Outcome, Row, faster, within

TOOLKIT = ("html2po", "pot2po", "po2html")
CHANGED_SHARE = 0.1
AS_MEASURED = 2
"""Times the lessons of the corpus up to which goals of the real lessons hold: they were set on the
whole website, which has about twice the lessons. The goal of ten times those is for ten times this.
"""


@dataclass(slots=True)
class Bench:
    """The lessons, the folder to work in, and how often to run what."""

    lessons: list[Lesson]
    work: Path
    repeat: int = 5
    slow_peers: bool = False
    _projects: dict[int, Project] = field(default_factory=dict)

    def project(self, times: int = 1) -> Project:
        """Make, once, the translated project with so many times the lessons."""
        return self.project_of(times * len(self.lessons))

    def project_of(self, count: int) -> Project:
        """Make, once, the translated project of so many lessons."""
        if count not in self._projects:
            say(f"making a project of {count} lessons")
            root = self.work / f"dragoman-{count}"
            self._projects[count] = make_project(root, self.lessons, count)
        return self._projects[count]


def say(message: str) -> None:
    """Tell on stderr what is going on, and since when."""
    print(time.strftime("%H:%M:%S"), message, file=sys.stderr, flush=True)


def version(bench: Bench) -> list[Row]:
    """Start dragoman, against starting Python."""
    here, often = bench.work, 4 * bench.repeat
    jobs: dict[str, tuple[Job, int]] = {
        "dragoman": (lambda: run([sys.executable, "-m", "dragoman", "--version"], here), often),
        "python": (lambda: run([sys.executable, "-c", "pass"], here), often),
    }
    took = take_turns(jobs)
    return [within("dragoman --version", took["dragoman"], "python -c pass", took["python"], 7)]


def from_nothing(project: Project) -> Usage:
    """Build everything; only lessons and catalogs are there before."""
    project.forget_all()
    return project.publish("build")


def full_jobs(bench: Bench, times: int, repeat: int, *, po4a: bool) -> dict[str, tuple[Job, int]]:
    """Set up full runs of all tools."""
    project = bench.project(times)
    lessons = project.lessons()
    jobs: dict[str, tuple[Job, int]] = {"dragoman": (partial(from_nothing, project), bench.repeat)}
    if po4a and present("po4a"):
        say(f"preparing po4a, ×{times}")
        jobs["po4a -f"] = (Po4a.make(bench.work / f"po4a-{times}", lessons).full, repeat)
    if present(*TOOLKIT):
        say(f"preparing translate-toolkit, ×{times}")
        jobs["toolkit"] = (Toolkit.make(bench.work / f"toolkit-{times}", lessons).full, repeat)
    return jobs


def full(bench: Bench, times: int = 1) -> list[Row]:
    """Extract, update and merge all lessons for all locales, against po4a and translate-toolkit."""
    slow = bench.repeat if times <= AS_MEASURED else 1
    po4a = times <= 20 or bench.slow_peers
    small = times <= AS_MEASURED
    many = 60.0 if times >= 10 * AS_MEASURED else None
    goals = {"po4a -f": 25.0 if small else many, "toolkit": 6.0 if small else None}
    took = take_turns(full_jobs(bench, times, slow, po4a=po4a))
    work = f"full run, lessons ×{times}, {len(LOCALES)} locales"
    return [
        faster(work, took["dragoman"], name, took.get(name), goals[name])
        for name in goals
        if po4a or name != "po4a -f"
    ]


def unchanged(bench: Bench, times: int = 1) -> list[Row]:
    """Run once more with nothing changed, against --version and po4a."""
    project = bench.project(times)
    project.call("build")
    jobs: dict[str, tuple[Job, int]] = {
        "build": (partial(project.call, "build"), bench.repeat),
        "version": (partial(project.call, "--version"), bench.repeat),
    }
    if present("po4a"):
        po4a = Po4a.make(bench.work / f"po4a-unchanged-{times}", project.lessons())
        po4a.full()
        jobs["po4a"] = (po4a.unchanged, bench.repeat)
    took = take_turns(jobs)
    work = f"nothing changed, lessons ×{times}"
    return [
        within(work, took["build"], "dragoman --version", took["version"], 2),
        faster(work, took["build"], "po4a", took.get("po4a"), 8),
    ]


def prepare_update(
    bench: Bench, times: int, kinds: Sequence[Edit] = EDITS
) -> tuple[Update, list[Change]]:
    """Edit a share of the segments, and tell which segments that changed."""
    before = bench.project(times)
    before.call("extract")
    shutil.rmtree(bench.work / f"edited-{times}", ignore_errors=True)
    after = before.copy(bench.work / f"edited-{times}")
    pages = tuple(lesson.page for lesson in before.lessons())
    segments = sum(len(keys(before.template(page))) for page in pages)
    for lesson in edited(before.lessons(), round(segments * CHANGED_SHARE), kinds):
        after.write_lesson(lesson)
    after.call("extract")
    made = Update(bench.work / f"update-{times}", before, after, pages)
    return made, changes(pages, before.template, after.template)


def update_job(made: Update, root: Path) -> Usage:
    """Update with dragoman from the state before the edit, without templates and cache."""
    shutil.rmtree(root, ignore_errors=True)
    return made.after.copy(root).call("update")


def update(
    bench: Bench, times: int = 1, kinds: Sequence[Edit] = EDITS, how: str = "changed"
) -> list[Row]:
    """Update all catalogs after a tenth of the segments changed, against msgmerge and pot2po."""
    say(f"editing, ×{times}")
    made, changed = prepare_update(bench, times, kinds)
    slow = bench.repeat if times <= AS_MEASURED else 1
    ours = bench.work / f"updated-{times}"
    jobs: dict[str, tuple[Job, int]] = {"dragoman": (partial(update_job, made, ours), bench.repeat)}
    if present("msgmerge", "msgcat"):
        made.bundle()
        jobs["msgmerge_bundled"] = (made.msgmerge_bundled, slow)
        jobs["msgmerge_by_page"] = (made.msgmerge_by_page, slow)
    if present("pot2po"):
        jobs["pot2po"] = (made.pot2po, slow)
    took = take_turns(jobs)
    work = f"update, lessons ×{times}, {len(changed)} segments {how}"
    return update_rows(work, took) + quality_rows(work, Project(ours), made, changed, took)


def update_by_kind(bench: Bench) -> list[Row]:
    """Update after edits that go less or more far; goals of time hold for all of them in turn."""
    rows = [
        row
        for kind, kinds in KINDS.items()
        for row in update(bench, AS_MEASURED, kinds, f"changed: {kind}")
    ]
    return [row if row.clock is None else replace(row, goal=None) for row in rows]


def update_rows(work: str, took: Mapping[str, Outcome]) -> list[Row]:
    """Compare the times of an update."""
    peers = (
        ("msgmerge_bundled", "msgmerge, a catalog a locale", 20),
        ("msgmerge_by_page", "msgmerge, a catalog a page", None),
        ("pot2po", "pot2po", 5),
    )
    return [
        faster(work, took["dragoman"], name, took.get(key), goal)
        for key, name, goal in peers
        if key in took or not present(key.partition("_")[0])
    ]


def quality_rows(
    work: str, ours: Project, made: Update, changed: list[Change], took: Mapping[str, Outcome]
) -> list[Row]:
    """Judge what each tool proposes for the changed segments, in all locales."""
    theirs = {
        tool: judged(partial(made.updated, tool), changed)
        for tool, outcome in took.items()
        if tool != "dragoman" and isinstance(outcome, Usage)
    }
    rows = [Row(f"{work}: {tool}", "", str(theirs[tool])) for tool in theirs]
    if not isinstance(took["dragoman"], Usage):
        return rows
    mine = judged(lambda at: {page: ours.catalog(at, page) for page in made.pages}, changed)
    least, most = Goal(least=0.98, unit=""), Goal(most=0.005, unit="")
    return [
        Row(f"{work}: right text found", str(mine), "", mine.found_share, least),
        Row(f"{work}: wrong text given", str(mine), "", mine.wrong_share, most),
        *rows,
    ]


def judged(catalogs: Callable[[str], Mapping[str, Path]], changed: list[Change]) -> Quality:
    """Judge the catalogs of every locale."""
    return sum((judge(changed, catalogs(locale), locale) for locale in LOCALES), Quality())
