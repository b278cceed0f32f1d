"""Placeholders that a program fills in, and addresses that stand in the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from dragoman.checks.base import Problem, first_change
from dragoman.checks.case import Case
from dragoman.checks.unsafe import TEMPLATE_CODE
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
    change = first_change(_placeholders(case.msgid), _placeholders(case.msgstr))
    if change is not None:
        verb, placeholder = change
        yield Problem("placeholders", f"the translation {verb} the placeholder “{placeholder}”")


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
    change = first_change(*(_addresses(read(text).text) for text in (case.msgid, case.msgstr)))
    if change is not None:
        verb, address = change
        yield Problem("urls", f"the translation {verb} the address “{address}”")


def _addresses(text: str) -> Counter[str]:
    """The addresses of a text, each once, for how often it stands there is a matter of style."""
    found = (at for at in _ADDRESS.findall(text) if not _OTHER_LANGUAGES.search(at))
    return Counter(dict.fromkeys((address.rstrip(_TRAILING) for address in found), 1))
