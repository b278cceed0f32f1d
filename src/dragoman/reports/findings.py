"""Findings as text, JSON, SARIF 2.1.0 and annotations of GitHub."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from urllib.parse import quote

from dragoman.findings import Located
from dragoman.rules import RULES
from dragoman.version import __version__

_DOCS = "docs/checks.md"

SARIF_MOST = 25_000
"""So many results of one run code scanning takes; it refuses a file with more."""

_MOST = 5
"""So many locales are named in a line."""


def summary(findings: Sequence[Located]) -> str:
    """How many errors and warnings there are, in one sentence."""
    counts = Counter(each.finding.severity for each in findings)
    told = [_number(counts[name], name) for name in ("error", "warning") if counts[name]]
    return f"{' and '.join(told)}." if told else "No findings."


def _number(count: int, name: str) -> str:
    return f"{count} {name}" if count == 1 else f"{count} {name}s"


def by_rule(findings: Sequence[Located]) -> str:
    """How often each rule is broken, errors first, and in which locales most."""
    places: dict[tuple[str, str], Counter[str]] = {}
    for finding in (each.finding for each in findings):
        counts = places.setdefault((finding.severity, finding.rule), Counter())
        counts[finding.locale or "lessons"] += 1
    found = [
        (severity, rule, _number(counts.total(), severity), counts)
        for (severity, rule), counts in places.items()
    ]
    found.sort(key=lambda at: (at[0], -at[3].total(), at[1]))
    name = max((len(rule) for _, rule, _, _ in found), default=0)
    width = max((len(number) for _, _, number, _ in found), default=0)
    lines = (f"{rule:<{name}}  {number:<{width}}  {_most(at)}" for _, rule, number, at in found)
    return "\n".join(lines)


def _most(counts: Counter[str]) -> str:
    told = [f"{locale} {count}" for locale, count in counts.most_common(_MOST)]
    more = [f"{len(counts) - _MOST} more"] if len(counts) > _MOST else []
    return ", ".join(told + more)


def as_text(findings: Sequence[Located]) -> str:
    """One finding a line, with its path and line in front."""
    return "\n".join(map(str, findings))


def as_json(findings: Sequence[Located], mended: dict[str, int], *, each_one: bool = True) -> str:
    """The findings if ``each_one``, how many there are by severity and rule, what was mended."""
    counts = Counter(each.finding.severity for each in findings)
    named = [{**each.finding._asdict(), "path": each.path, "line": each.line} for each in findings]
    told = {
        **({"findings": named} if each_one else {}),
        "errors": counts["error"],
        "warnings": counts["warning"],
        "rules": dict(Counter(each.finding.rule for each in findings).most_common()),
        "mended": mended,
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def as_github(findings: Sequence[Located]) -> str:
    """Workflow commands, which GitHub shows beside the lines of a pull request."""
    lines = []
    for path, line, finding in ((each.path, each.line, each.finding) for each in findings):
        place = f"file={_property(path)},line={line}"
        title = _property(f"dragoman: {finding.rule}")
        shown = f"{finding.locale}: {finding.message}" if finding.locale else finding.message
        lines.append(f"::{finding.severity} {place},title={title}::{_message(shown)}")
    return "\n".join(lines)


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")


def as_sarif(findings: Sequence[Located]) -> str:
    """The findings as SARIF, which code scanning services read; of very many, errors first."""
    if len(findings) > SARIF_MOST:
        findings = sorted(findings, key=lambda each: each.finding.severity)[:SARIF_MOST]
    used = sorted({each.finding.rule for each in findings})
    driver = {
        "name": "dragoman",
        "version": __version__,
        "rules": [
            {
                "id": rule,
                "shortDescription": {"text": f"See “{rule}” in {_DOCS}."},
                "defaultConfiguration": {"level": RULES[rule]},
            }
            for rule in used
        ],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(each, used.index(each.finding.rule)) for each in findings],
    }
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return json.dumps(
        {"$schema": schema, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2
    )


def _result(each: Located, rule: int) -> dict[str, object]:
    finding = each.finding
    place = {
        "artifactLocation": {"uri": quote(each.path), "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": each.line},
    }
    return {
        "ruleId": finding.rule,
        "ruleIndex": rule,
        "level": finding.severity,
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"dragoman/v1": each.mark},
        "properties": {"page": finding.page, "locale": finding.locale, "msgid": finding.msgid},
    }
