"""Baselines: findings that a project has accepted, so that only new ones are told."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence

from dragoman.errors import ConfigError
from dragoman.findings import Located

_HEAD = "# Findings that `dragoman check` accepts, by what they say and not by where they stand.\n"

_LENGTH = 16


def mark_of(*parts: str | None) -> str:
    """A short text that is the same for the same parts."""
    joined = "\0".join("\1" if part is None else part for part in parts)
    data = joined.encode("utf-8", "surrogatepass")
    return hashlib.blake2b(data, digest_size=_LENGTH // 2).hexdigest()


def render(findings: Iterable[Located]) -> bytes:
    """A baseline of findings, one a line, in an order of its own."""
    lines = sorted(
        f"{each.mark} {each.finding.rule} {each.finding.locale or '-'} {each.finding.page}\n"
        for each in findings
    )
    return (_HEAD + "".join(lines)).encode("utf-8")


def parse(data: bytes, path: str) -> Counter[str]:
    """The marks in a baseline; ConfigError with path and line where it is none."""
    marks: Counter[str] = Counter()
    for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
        mark = line.split(" ", maxsplit=1)[0]
        if not line.strip() or line.startswith("#"):
            continue
        if len(mark) != _LENGTH or set(mark) - set("0123456789abcdef"):
            remedy = "Write it anew with --write-baseline."
            raise ConfigError(path, number, "this is no line of a baseline", remedy)
        marks[mark] += 1
    return marks


def unaccepted(findings: Sequence[Located], marks: Counter[str]) -> list[Located]:
    """The findings that a baseline has not; each line accepts one."""
    left = Counter(marks)
    found = []
    for each in findings:
        if left[each.mark] > 0:
            left[each.mark] -= 1
        else:
            found.append(each)
    return found


def leftover(path: str, marks: Counter[str], used: int) -> tuple[str, ...]:
    """What to tell of the lines of a baseline that nothing needs any more."""
    left = marks.total() - used
    lines = "1 line is" if left == 1 else f"{left} lines are"
    return (f"{path}: {lines} no longer needed; renew it with --write-baseline.",) if left else ()
