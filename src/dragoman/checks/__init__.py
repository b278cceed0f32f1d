"""Checks of translations; those at the gate keep a translation off the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from dragoman.checks.base import GateCheck, Problem
from dragoman.checks.markup import check_tags, has_same_tokens
from dragoman.checks.unsafe import check_template_code, check_unsafe_markup

GATE: tuple[GateCheck, ...] = (check_unsafe_markup, check_tags, check_template_code)
"""Checks that every published translation has passed."""


def gate(msgid: str, msgstr: str, exempt: frozenset[str] = frozenset()) -> Problem | None:
    """The first problem that keeps ``msgstr`` off the page, None where it may be published.

    Of the rules of which an entry is ``exempt``, ``unsafe-markup`` counts all the same.
    """
    if msgid == msgstr or _is_harmless(msgid, msgstr):
        return None
    return _first(problems(msgid, msgstr), exempt)


def _first(found: Iterator[Problem], exempt: frozenset[str]) -> Problem | None:
    return next(
        (each for each in found if each.rule == "unsafe-markup" or each.rule not in exempt), None
    )


def problems(msgid: str, msgstr: str) -> Iterator[Problem]:
    """All problems of a translation that the gate looks for, one a check."""
    for check in GATE:
        problem = check(msgid, msgstr)
        if problem is not None:
            yield problem


def problems_of(markup: str) -> Callable[[str, str], Iterator[Problem]]:
    """What ``problems`` is for texts in a markup: a format's name."""
    return _PROBLEMS.get(markup, problems)


def gate_of(markup: str) -> Callable[[str, str, frozenset[str]], Problem | None]:
    """What ``gate`` is for texts in a markup."""
    return _GATES.get(markup, gate)


def _rendered_gate(
    find: Callable[[str, str], Iterator[Problem]], msgid: str, msgstr: str, exempt: frozenset[str]
) -> Problem | None:
    """As ``gate``, of a text that becomes HTML later on."""
    if _is_plain(msgid) and _is_plain(msgstr):
        return None
    return _first(find(msgid, msgstr), exempt)


def _asciidoc_problems(msgid: str, msgstr: str) -> Iterator[Problem]:
    """All problems of a translation in AsciiDoc, where most less-than signs begin no tag."""
    from dragoman.checks.asciidoc import as_html, check_targets  # noqa: PLC0415 (seldom needed)

    unsafe = check_unsafe_markup(msgid, msgstr)
    yield from _beside(unsafe, check_targets(msgid, msgstr), as_html(msgid), as_html(msgstr))


def _is_plain(text: str) -> bool:
    """Whether a text surely has nothing that the gates of AsciiDoc and Markdown look at."""
    return not ("[" in text or "<" in text or "{" in text or "]" in text)


def _markdown_problems(msgid: str, msgstr: str) -> Iterator[Problem]:
    """All problems of a translation in Markdown, where no tag begins in code."""
    if _is_plain(msgid) and _is_plain(msgstr):
        return
    from dragoman.checks.markdown import (  # noqa: PLC0415 (seldom needed)
        as_html,
        check_targets,
        check_unsafe_link,
    )

    unsafe = check_unsafe_markup(msgid, msgstr) or check_unsafe_link(msgid, msgstr)
    texts = as_html(msgid, msgid), as_html(msgstr, msgid)
    yield from _beside(unsafe, check_targets(msgid, msgstr), *texts)


def _beside(
    unsafe: Problem | None, targets: Problem | None, msgid: str, msgstr: str
) -> Iterator[Problem]:
    """Problems that are known, and those of the HTML in two texts."""
    if unsafe is not None:
        yield unsafe
    if targets is not None:
        yield targets
    for problem in problems(msgid, msgstr):
        if unsafe is None or problem.rule != unsafe.rule:
            yield problem


_PROBLEMS = {"asciidoc": _asciidoc_problems, "markdown": _markdown_problems}
_GATES = {markup: partial(_rendered_gate, find) for markup, find in _PROBLEMS.items()}


def _is_harmless(msgid: str, msgstr: str) -> bool:
    """Whether a translation surely passes: no markup, or just its msgid's in the same order."""
    if "{" in msgid or "{" in msgstr:
        return False
    if "]" in msgstr and ("](" in msgstr or "]:" in msgstr):
        return False
    if "<" not in msgid and "<" not in msgstr:
        return True
    if "<?" in msgid or "<%" in msgid or "<%" in msgstr:
        return False
    return has_same_tokens(msgid, msgstr)
