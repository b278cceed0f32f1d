"""What the translations of a locale are held against: rules, language and terms."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.catalog import Entry
from dragoman.checks.base import Problem
from dragoman.checks.glossary import Glossary, Term, keep, of_locale, read_glossary
from dragoman.checks.languages import Language, language
from dragoman.errors import ConfigError
from dragoman.files import read
from dragoman.findings import Finding, Located, Severity
from dragoman.locales import facts
from dragoman.project import Project
from dragoman.rules import Policy
from dragoman.workflow.baseline import mark_of
from dragoman.workflow.loading import decoded


@dataclass(frozen=True, slots=True)
class Standard:
    """What is the same for all catalogs of a locale."""

    locale: str
    language: Language
    source_language: Language
    glossary: Glossary
    levels: dict[str, Severity]

    def located(
        self, problem: Problem, page: str, entry: Entry | None, path: str, line: int
    ) -> Located | None:
        """The finding for a problem, None where its rule is off here or the entry is exempt."""
        severity = self.levels.get(problem.rule)
        if severity is None:
            return None
        if entry is not None and problem.rule in entry.exempt and problem.rule != "unsafe-markup":
            return None
        msgid = "" if entry is None else entry.msgid
        finding = Finding(problem.rule, severity, page, self.locale, msgid, f"{problem.message}.")
        if entry is None:
            mark = mark_of(problem.rule, self.locale, page)
        else:
            mark = mark_of(problem.rule, self.locale, entry.msgctxt, msgid, entry.msgstr)
        return Located(finding, path, line, mark)


def standard_of(project: Project, locale: str, policy: Policy) -> Standard:
    """The standard of a locale; ConfigError where the glossary cannot be read."""
    known = facts(locale)
    return Standard(
        locale,
        language(locale, known.decimal if known else "."),
        language(project.source_locale),
        of_locale((*keep(project.keep), *_terms(project, locale)), locale),
        policy.levels(locale),
    )


def _terms(project: Project, locale: str) -> tuple[Term, ...]:
    """The terms of the glossary; a locale may have none of its own."""
    if not project.glossary:
        return ()
    path = project.glossary.format(locale=locale)
    data = read(project.absolute(path), path)
    if data is None:
        if path != project.glossary:
            return ()
        problem = "there is no such glossary"
        raise ConfigError(path, None, problem, 'Write it, or take it out of "glossary".')
    own = locale if path != project.glossary else ""
    return read_glossary(decoded(data, path, "glossary"), path, own)
