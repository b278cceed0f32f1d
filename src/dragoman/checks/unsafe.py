"""What a translation must not bring onto a page: code of any kind that its source has not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from dragoman.checks.base import Problem
from dragoman.checks.tokens import Token, read_tokens
from dragoman.formats.tags import LANGUAGE_ATTRIBUTES, TEXT_ATTRIBUTES, named_values, unescape

_DANGEROUS = frozenset(
    "applet base embed form frame frameset iframe link math meta object portal script style "
    "svg".split()
)
"""Elements that run or load something, or that change what the rest of the page means."""

_HANDLER = re.compile(r"on[a-z]|srcdoc\Z|formaction\Z|http-equiv\Z")

SCHEME = re.compile(r"(?:javascript|vbscript|data):", re.IGNORECASE)
"""How a link begins that runs something."""

_LOADING_STYLE = re.compile(r"(?:java|vb)script:|data:|url\(|expression\(|@import", re.IGNORECASE)

_WRITTEN_LINK = re.compile(r"\](?:\(|:)\s*<?(?=(.{0,200}))", re.DOTALL)
"""The start of a link as Markdown writes it: some generators read it in HTML lessons too."""

_IN_BRACES = re.compile(r"\{((?:=\"[^\"{]*+\"|='[^'{]*+'|[^{}])*+)")
"""What may be attributes, which some generators give to the Markdown before them."""

_IN_BRACKETS = re.compile(r"\[(?:\\.|[^\]\\])*+", re.DOTALL)

_SET_HANDLER = re.compile(r"(?<![\w-])(on[a-z]{3,}+)\s*+=", re.IGNORECASE)

TEMPLATE_CODE = r"\{\{.*?(?:\}\}|\Z)|\{%.*?(?:%\}|\Z)|\{#.*?(?:#\}|\Z)|\{:.*?(?:\}|\Z)"
"""Code in braces that a site generator would run: Liquid, Jinja, Hugo, kramdown."""

_TEMPLATE_CODE = re.compile(rf"{TEMPLATE_CODE}|<\?.*?(?:\?>|\Z)|<%.*?(?:%>|\Z)", re.DOTALL)
"""The same, and PHP and ERB."""

_SHOWN = 40
"""So much of template code is shown in a message."""

_CLOSING_CODE = re.compile(r"\{%-?\s*end|\{\{[<%]\s*/")


def check_unsafe_markup(msgid: str, msgstr: str) -> Problem | None:
    """Scripts, forms, event handlers, script links or template code that the source has not."""
    if not any(sign in msgstr for sign in "<{["):
        return None
    for code in Counter(_TEMPLATE_CODE.findall(msgstr)) - Counter(_TEMPLATE_CODE.findall(msgid)):
        return Problem("unsafe-markup", f"the translation adds {_quoted(code)}")
    allowed = Counter(_dangers(msgid))
    for danger, count in Counter(_dangers(msgstr)).items():
        if count > allowed[danger]:
            return Problem("unsafe-markup", f"the translation adds {danger}")
    return None


def check_template_code(msgid: str, msgstr: str) -> Problem | None:
    """Template code of the source is all there, and what opens stands before what closes."""
    if "{" not in msgid and "<" not in msgid:
        return None
    wanted = _TEMPLATE_CODE.findall(msgid)
    found = _TEMPLATE_CODE.findall(msgstr) if wanted else []
    for code in Counter(wanted) - Counter(found):
        return Problem("placeholders", f"the translation lacks {_quoted(code)}")
    if wanted != found and any(_CLOSING_CODE.match(code) for code in wanted):
        first = next(old for old, new in zip(wanted, found, strict=True) if old != new)
        message = f"the translation has {_quoted(first)} in another order than the source"
        return Problem("placeholders", message)
    return None


def _quoted(code: str) -> str:
    code = " ".join(code.split())
    return f"the template code “{code if len(code) <= _SHOWN else code[:_SHOWN] + '…'}”"


def _dangers(text: str) -> Iterator[str]:
    """What in a text could run or load something, in words."""
    for match in _WRITTEN_LINK.finditer(text):
        start = match[1].replace("\\", "")  # Markdown takes it away before punctuation
        if (":" in start or "&" in start) and (scheme := SCHEME.match(_squeezed(start))):
            yield f"a “{scheme[0].lower()}” link"
    for inside in _IN_BRACES.findall(text):
        yield from _dangers_in(named_values(inside))
    for inside in _IN_BRACKETS.findall(text):
        # Asciidoctor writes a role as it stands, even where a quote in it ends the attribute.
        for handler in _SET_HANDLER.findall(inside.partition('"')[2]):
            yield f"the attribute “{handler.lower()}”"
    for token in read_tokens(text):
        yield from _dangers_of(token)


def _dangers_of(token: Token) -> Iterator[str]:
    if token.kind == "unfinished":
        names = [str(beginning).lstrip("<") for beginning in token.signature[1:]]
    else:
        names = [] if token.kind == "end" else [token.name]
    for name in names:
        if name in _DANGEROUS:
            yield f"“<{name}>”"
    words = token.kind == "unfinished"  # behind a less-than sign
    yield from _dangers_in(token.attributes, words=words)


def _dangers_in(
    attributes: Iterable[tuple[str, str | None]], *, words: bool = True
) -> Iterator[str]:
    """What is dangerous in attributes, among which may be mere words."""
    for attribute, value in attributes:
        if value is None and words:
            continue
        if _HANDLER.match(attribute):
            yield f"the attribute “{attribute}”"
        elif value is None or attribute in TEXT_ATTRIBUTES or attribute in LANGUAGE_ATTRIBUTES:
            continue
        elif scheme := SCHEME.match(_squeezed(value)):
            yield f"a “{scheme[0].lower()}” link"
        elif attribute == "style" and _LOADING_STYLE.search(_squeezed(value)):
            yield "a style that loads something"


def _squeezed(value: str) -> str:
    """A link as a browser reads it: references resolved, spaces and control characters gone."""
    return "".join(char for char in unescape(value) if char > " " and char.isprintable())
