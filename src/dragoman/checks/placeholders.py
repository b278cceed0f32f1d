"""Placeholders that a program fills in, and addresses that stand in the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from dragoman.checks.base import Problem
from dragoman.checks.case import Case
from dragoman.checks.prose import TEMPLATE_CODE
from dragoman.formats.inline import reader_of

_TEMPLATE = re.compile(TEMPLATE_CODE, re.DOTALL)

_PLACEHOLDER = re.compile(
    r"\$?\{[A-Za-z_][A-Za-z0-9_.]*+\}|\{\d{1,2}\}|%\(\w++\)[sd]|%\d\$[sd@]|(?<![\w%])%[sd@]\b"
)

_ADDRESS = re.compile(r"(?<![A-Za-z0-9])(?:https?|ftp)://[!#-&*-;=?-Z_a-z~]++")

_OTHER_LANGUAGES = re.compile(r"//[a-z-]{2,7}\.(?:m\.)?wik[a-z]+\.org/")
"""Sites with an address of its own for each language."""

_TRAILING = ".,;:!?)]*_/"


def check_placeholders(case: Case) -> Iterator[Problem]:
    """Placeholders such as ``{name}`` and ``%s`` are the source's."""
    wanted, found = (_placeholders(text) for text in (case.msgid, case.msgstr))
    for placeholder in wanted - found:
        yield Problem("placeholders", f"the translation lacks the placeholder “{placeholder}”")
        return
    for placeholder in found - wanted:
        yield Problem("placeholders", f"the translation adds the placeholder “{placeholder}”")
        return


def check_code(case: Case) -> Iterator[Problem]:
    """Code of Markdown is the source's."""
    if case.format == "markdown":
        from dragoman.checks.markdown import check_code as check  # noqa: PLC0415 (seldom needed)

        yield from check(case.msgid, case.msgstr)


def _placeholders(text: str) -> Counter[str]:
    if "{" not in text and "%" not in text:
        return Counter()
    return Counter(_PLACEHOLDER.findall(_TEMPLATE.sub(" ", text)))


def check_addresses(case: Case) -> Iterator[Problem]:
    """Addresses that stand in the text, outside of tags, are the source's."""
    if "://" not in case.msgid and "://" not in case.msgstr:
        return
    read = reader_of(case.format)
    wanted, found = (_addresses(read(text).text) for text in (case.msgid, case.msgstr))
    for address in wanted - found:
        yield Problem("urls", f"the translation lacks the address “{address}”")
        return
    for address in found - wanted:
        yield Problem("urls", f"the translation adds the address “{address}”")
        return


def _addresses(text: str) -> frozenset[str]:
    found = _ADDRESS.findall(text)
    return frozenset(at.rstrip(_TRAILING) for at in found if not _OTHER_LANGUAGES.search(at))
