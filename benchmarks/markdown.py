"""Markdown lessons cut into templates, against md2po of translate-toolkit."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from measure import Usage, run, take_turns
from peers import present, program
from rows import Bench, say
from table import Row, faster

TIMES = 5
"""So often the lessons are there, so that the start of both programs counts for little."""


def markdown(bench: Bench, corpus: Path) -> list[Row]:
    """Extract all Markdown lessons of the corpus, in any language, a few times over."""
    lessons = sorted((corpus / "markdown").rglob("*.md"))
    if not lessons or not present("md2po"):
        return []
    root = bench.work / "markdown"
    for number in range(TIMES):
        folder = root / "source" / str(number)
        folder.mkdir(parents=True)
        for at, lesson in enumerate(lessons):
            shutil.copyfile(lesson, folder / f"{at}.md")
    (root / "dragoman.toml").write_text('source = "source"\n', encoding="utf-8")
    say(f"{TIMES * len(lessons)} Markdown lessons")

    def extract() -> Usage:
        for made in ("translations", ".dragoman"):
            shutil.rmtree(root / made, ignore_errors=True)
        return run([sys.executable, "-m", "dragoman", "extract", "--quiet"], root)

    def md2po() -> Usage:
        shutil.rmtree(root / "pot", ignore_errors=True)
        (root / "pot").mkdir()
        return run([program("md2po") or "md2po", "-P", "--progress=none", "source", "pot"], root)

    took = take_turns({"dragoman": (extract, bench.repeat), "md2po": (md2po, bench.repeat)})
    work = f"extract {TIMES * len(lessons)} Markdown lessons"
    return [faster(work, took["dragoman"], "md2po", took["md2po"], 4)]
