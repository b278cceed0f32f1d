"""Markup of a translation: the same as the source's, and nothing dangerous."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from html import unescape

from dragoman.checks.base import Problem
from dragoman.formats.tags import ATTRIBUTE, TAG, VOID

TRANSLATABLE = frozenset(("alt", "title", "aria-label", "placeholder"))
"""Attributes whose values are text."""

LANGUAGE = frozenset(("lang", "dir", "hreflang"))
"""Attributes that a translation may set as it needs."""

FREE = frozenset(("bdi", "wbr"))
"""Elements that a translation may add: they isolate directions and allow line breaks."""

DANGEROUS = frozenset("script style iframe object embed form base link meta svg math".split())

_SCHEME = re.compile(r"(?:javascript|data|vbscript):", re.IGNORECASE)

_TEMPLATE_CODE = re.compile(r"\{\{.*?(?:\}\}|\Z)|\{%.*?(?:%\}|\Z)|<\?.*?(?:\?>|\Z)|<%", re.DOTALL)
"""Code that a site generator would run."""

Tag = tuple[str, tuple[tuple[str, str], ...]]


def check_unsafe_markup(msgid: str, msgstr: str) -> Problem | None:
    """Scripts, forms, event handlers, script links or template code that the source has not."""
    if not any(sign in msgstr for sign in ("<", "{{", "{%", "{#")):
        return None
    allowed = Counter(_dangers(msgid))
    for danger, count in Counter(_dangers(msgstr)).items():
        if count > allowed[danger]:
            return Problem("unsafe-markup", f"the translation adds {danger}")
    return None


def check_tags(msgid: str, msgstr: str) -> Problem | None:
    """Tags, their attributes and their nesting are those of the source, in any order."""
    if "<" not in msgid and "<" not in msgstr:
        return None
    wanted, found = _shape(msgid), _shape(msgstr)
    if wanted == found:
        return None
    lacking, extra = Counter(wanted.tags), Counter(found.tags)
    lacking, extra = lacking - extra, extra - lacking
    if lacking or extra:
        return Problem("tags", _difference(lacking, extra))
    if found.problem:
        return Problem("tags", found.problem)
    return Problem("tags", "the translation nests its tags in another way than the source")


class Shape:
    """The tags of a text in an order that does not matter, and how they are nested."""

    __slots__ = ("nesting", "problem", "tags")

    def __init__(self, tags: list[str], nesting: list[tuple[str, str]], problem: str) -> None:
        """``problem`` says in words what is not well formed; empty where all is."""
        self.tags = sorted(tags)
        self.nesting = sorted(nesting)
        self.problem = problem

    def __eq__(self, other: object) -> bool:
        """Whether tags, nesting and well-formedness are the same."""
        return isinstance(other, Shape) and (
            (self.tags, self.nesting, self.problem) == (other.tags, other.nesting, other.problem)
        )

    __hash__ = None  # type: ignore[assignment]


@lru_cache(maxsize=8192)
def _shape(text: str) -> Shape:
    tags: list[str] = []
    nesting: list[tuple[str, str]] = []
    open_tags: list[tuple[str, str]] = []
    problem = ""
    for match in TAG.finditer(text):
        name = (match[2] or "").lower()
        if name in FREE:
            continue
        tag = _signature(match, name)
        tags.append(tag)
        if match[6] is not None:
            problem = "a tag is not closed with “>”"
        if match[1]:
            if not open_tags or open_tags[-1][0] != name:
                problem = problem or f"“{tag}” closes nothing that is open there"
                continue
            open_tags.pop()
            continue
        nesting.append((open_tags[-1][1] if open_tags else "", tag))
        if name and name not in VOID and not match[0].endswith("/>"):
            open_tags.append((name, tag))
    if open_tags and not problem:
        problem = f"“{open_tags[-1][1]}” is not closed"
    return Shape(tags, nesting, problem)


def _signature(match: re.Match[str], name: str) -> str:
    """A tag as it must stand in the translation: text attributes and language ones left open."""
    if not name:
        return match[0] or "<"
    if match[1]:
        return f"</{name}>"
    kept = []
    for attribute in ATTRIBUTE.finditer(match[3]):
        key = attribute[1].lower()
        if key in LANGUAGE:
            continue
        value = next((attribute[group] for group in (2, 3, 4) if attribute[group] is not None), "")
        kept.append(f"{key}=…" if key in TRANSLATABLE else f'{key}="{unescape(value)}"')
    return f"<{' '.join((name, *sorted(kept)))}>"


def _difference(lacking: Counter[str], extra: Counter[str]) -> str:
    told = []
    if lacking:
        told.append("lacks " + ", ".join(f"“{tag}”" for tag in sorted(lacking.elements())))
    if extra:
        told.append("adds " + ", ".join(f"“{tag}”" for tag in sorted(extra.elements())))
    return "the translation " + " and ".join(told)


def _dangers(text: str) -> list[str]:
    """What in a text could run or load something, in words."""
    found = [f"the template code “{code[:40]}”" for code in _TEMPLATE_CODE.findall(text)]
    for match in TAG.finditer(text):
        name = (match[2] or "").lower()
        if name in DANGEROUS and not match[1]:
            found.append(f"“<{name}>”")
        if match[6] is not None:
            found.append("a tag that never ends")
        for attribute in ATTRIBUTE.finditer(match[3] or ""):
            key = attribute[1].lower()
            value = next((attribute[part] for part in (2, 3, 4) if attribute[part]), "")
            if key.startswith("on") or key in {"srcdoc", "formaction"}:
                found.append(f"the attribute “{key}”")
            elif scheme := _SCHEME.match(_squeezed(value)):
                found.append(f"a “{scheme[0].lower()}” link")
    return found


def _squeezed(value: str) -> str:
    """A link as a browser reads it: references resolved, spaces and control characters gone."""
    return "".join(char for char in unescape(value) if char > " " and char.isprintable())
