"""The rows that take long: thousands of pages, and hostile input."""

from __future__ import annotations

import shutil
import sys
from functools import partial
from itertools import count
from pathlib import Path

from corpora import Lesson, Project
from edits import edit_one
from measure import Job, Usage, least, run, take_turns
from rows import Bench, say
from table import Goal, Outcome, Row, shown, within

PAGES = 3000
FEWER_PAGES = 300
HOSTILE = ("<p ", "&", "[", '"', "<!--", "<a href='")
HOSTILE_SIZE = 5_000_000
"""Bytes of the smaller of the two hostile lessons."""
HOSTILE_LIMIT = 120.0
"""Seconds after which a run on hostile input is ended."""
HOSTILE_REPEAT = 3
"""Fewer runs than this mistake noise for growth; more take long."""
NOISE = 0.05
"""Seconds by which two runs of the same work differ."""
LINEAR = Goal(most=2.6)
"""Twice the input may take about twice the time; four times would be quadratic."""


def merge_cold(project: Project) -> Usage:
    """Merge without a cache."""
    project.forget()
    return project.publish("merge")


def merge_warm(project: Project) -> Usage:
    """Merge with what an earlier build from nothing left; all localized pages are missing."""
    project.forget()
    project.call("build")
    project.forget_outputs()
    return project.publish("merge")


def limit(project: Project) -> Usage:
    """Read and write the same files, without doing anything with them."""
    project.forget_outputs()
    script = Path(__file__).with_name("limit.py").resolve()
    usage = run([sys.executable, script, *project.locales], project.root)
    project.forget_outputs()  # dragoman would not overwrite pages that it did not write
    return usage


def merge(bench: Bench) -> list[Row]:
    """Merge the big corpus, against the limit, and against a tenth of the pages."""
    project, fewer = bench.project_of(PAGES), bench.project_of(FEWER_PAGES)
    jobs: dict[str, tuple[Job, int]] = {
        "cold": (partial(merge_cold, project), bench.repeat),
        "warm": (partial(merge_warm, project), bench.repeat),
        "limit": (partial(limit, project), bench.repeat),
        "fewer": (partial(merge_cold, fewer), bench.repeat),
    }
    took = take_turns(jobs)
    work = f"merge of {PAGES} pages, {len(project.locales)} locales"
    return [
        within(f"{work}, cold", took["cold"], "limit", took["limit"], 6),
        within(f"{work}, warm", took["warm"], "limit", took["limit"], 4),
        *memory_and_growth(work, took["cold"], took["fewer"]),
    ]


def memory_and_growth(work: str, cold: Outcome, fewer: Outcome) -> list[Row]:
    """Tell the peak memory, and whether time grows faster than the number of pages."""
    if not isinstance(cold, Usage) or not isinstance(fewer, Usage):
        return []
    each, each_of_fewer = cold.cpu / PAGES, fewer.cpu / FEWER_PAGES
    return [
        Row(f"{work}, memory", "", "", cold.peak / 1e6, Goal(most=300, unit=" MB")),
        Row(
            "merge, time a page",
            f"{each * 1e3:.3f} ms at {PAGES}",
            f"{each_of_fewer * 1e3:.3f} ms at {FEWER_PAGES}",
            each / each_of_fewer,
            Goal(most=1.15),
        ),
    ]


def change_one(project: Project, page: str, turns: count[int]) -> Usage:
    """Change one paragraph of one lesson, and build."""
    path = project.root / "source" / f"{page}.md"
    lesson = Lesson(page, path.read_bytes().decode("utf-8"))
    project.write_lesson(edit_one(lesson, next(turns)))
    return project.call("build")


def one_changed(bench: Bench) -> list[Row]:
    """Build the big corpus after one paragraph changed, against nothing changed."""
    project = bench.project_of(PAGES)
    say("building all of it once")
    project.publish("build")
    page = bench.lessons[0].page
    took = take_turns(
        {
            "version": (partial(project.call, "--version"), bench.repeat),
            "unchanged": (partial(project.call, "build"), bench.repeat),
            "changed": (partial(change_one, project, page, count()), bench.repeat),
        }
    )
    work, unchanged = f"one paragraph of {PAGES} pages changed", took["unchanged"]
    return [
        within(f"nothing changed, {PAGES} pages", unchanged, "dragoman --version", took["version"]),
        within(work, took["changed"], "nothing changed", unchanged, 3),
    ]


def build_hostile(root: Path, body: str) -> Usage:
    """Build a project of one lesson in one locale, from nothing."""
    shutil.rmtree(root, ignore_errors=True)
    text = f"---\ntitle: Hostile\n---\n{body}\n"
    project = Project(root, ("de",)).write([Lesson("hostile", text)])
    return project.call("build", time_limit=HOSTILE_LIMIT)


def hostile(bench: Bench) -> list[Row]:
    """Double lessons of nothing but the start of markup, as HTML and as Markdown."""
    rows = []
    for kind, start in (("HTML", "<p>Text.</p>\n"), ("Markdown", "Text.\n\n")):
        for piece in HOSTILE:
            say(f"hostile {kind}: {piece!r}")
            times = HOSTILE_SIZE // len(piece)
            rows.append(hostile_row(bench, f"{kind}: {piece!r}", start, piece, times))
    return rows


def hostile_row(bench: Bench, name: str, start: str, piece: str, times: int) -> Row:
    """Compare so many and twice as many pieces, without the time of an empty lesson."""
    bodies = {"base": start, "once": start + piece * times, "twice": start + piece * times * 2}
    took = take_turns(
        {
            size: (partial(build_hostile, bench.work / "hostile", body), HOSTILE_REPEAT)
            for size, body in bodies.items()
        },
        least,
    )
    base, once, twice = took["base"], took["once"], took["twice"]
    work = f"hostile {name} × {times} and twice that"
    if not (isinstance(base, Usage) and isinstance(once, Usage) and isinstance(twice, Usage)):
        return Row(work, shown(twice), shown(once))
    growth = max(twice.cpu - base.cpu, 0.0) / max(once.cpu - base.cpu, NOISE)
    return Row(work, shown(twice), shown(once), growth, LINEAR)
