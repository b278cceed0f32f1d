"""Measure dragoman beside its peers, in one run: `python benchmarks/bench.py --help`."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

import accuracy
import big
import markdown
import rows
from corpora import Lesson, Project, real_lessons
from measure import CommandError
from rows import Bench, say
from table import Row, written

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
ROWS: Mapping[str, Callable[[Bench], list[Row]]] = {
    "version": rows.version,
    "unchanged": rows.unchanged,
    "full": rows.full,
    "update": rows.update,
    "unchanged-x2": partial(rows.unchanged, times=2),
    "full-x2": partial(rows.full, times=2),
    "update-x2": partial(rows.update, times=2),
    "update-by-kind": rows.update_by_kind,
    "full-x10": partial(rows.full, times=10),
    "update-x10": partial(rows.update, times=10),
    "full-x20": partial(rows.full, times=20),
    "hostile": big.hostile,
    "accuracy": partial(accuracy.accuracy, corpus=CORPUS),
    "markdown": partial(markdown.markdown, corpus=CORPUS),
    "full-x50": partial(rows.full, times=50),
    "merge": big.merge,
    "one-changed": big.one_changed,
}
ONLY_BIG = ("update-by-kind", "full-x20", "full-x50", "merge", "one-changed")


def arguments(words: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="bench.py", description=__doc__)
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="folder that holds website/")
    parser.add_argument("--only", nargs="+", choices=ROWS, metavar="NAME", help=", ".join(ROWS))
    parser.add_argument("--repeat", type=int, default=5, help="runs to take the median of")
    parser.add_argument("--big", action="store_true", help=f"also {', '.join(ONLY_BIG)}")
    parser.add_argument(
        "--slow-peers",
        action="store_true",
        help="also po4a ×50: many minutes",
    )
    parser.add_argument(
        "--work",
        type=Path,
        metavar="DIR",
        help="where to make the temporary folder; best in memory",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the rows there too")
    return parser.parse_args(words)


def chosen(options: argparse.Namespace) -> list[str]:
    """List the names of the rows to measure."""
    if options.only:
        return [name for name in ROWS if name in options.only]
    return [name for name in ROWS if options.big or name not in ONLY_BIG]


def warm_up(lessons: Sequence[Lesson], work: Path) -> None:
    """Run each verb once, to see that they work and to have their modules compiled."""
    project = Project(work / "warm-up", ("de",)).write(lessons[:1]).translated()
    project.publish("merge")
    project.publish("build")


def measure(
    bench: Bench, names: Sequence[str], corpus: Path = CORPUS
) -> tuple[list[Row], list[str]]:
    """Measure row after row; one that cannot be measured does not stop the others."""
    jobs = {
        **ROWS,
        "accuracy": partial(accuracy.accuracy, corpus=corpus),
        "markdown": partial(markdown.markdown, corpus=corpus),
    }
    table: list[Row] = []
    problems: list[str] = []
    for name in names:
        say(name)
        try:
            table += jobs[name](bench)
        except (CommandError, OSError) as error:
            problems.append(f"{name}: {error}")
    return table, problems


def record(path: Path, table: Sequence[Row], problems: Sequence[str]) -> None:
    """Write the result as JSON."""
    machine = {"python": platform.python_version(), "processors": os.cpu_count()}
    rows = [row.record() for row in table]
    result = {"machine": machine, "rows": rows, "problems": problems}
    path.write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def main(words: Sequence[str] | None = None) -> int:
    """Measure, print the table, and return 1 where something could not be measured."""
    options = arguments(words)
    lessons = real_lessons(options.corpus)
    if not lessons:
        print(
            f"skipped: no lessons under {options.corpus}/website; give their folder with --corpus"
        )
        return 0
    with tempfile.TemporaryDirectory(prefix="dragoman-bench-", dir=options.work) as folder:
        work = Path(folder)
        try:
            if chosen(options) != ["accuracy"]:
                warm_up(lessons, work)
        except CommandError as error:
            print(f"dragoman does not run: {error}", file=sys.stderr)
            return 2
        bench = Bench(lessons, work, options.repeat, options.slow_peers)
        table, problems = measure(bench, chosen(options), options.corpus)
    print(f"{len(lessons)} real lessons; medians of {options.repeat}; processor seconds (clock)\n")
    print(written(table))
    for problem in problems:
        print(f"not measured: {problem}")
    if options.json:
        record(options.json, table, problems)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
