"""YAML scalars written so that they read back as the same text.

Source: YAML 1.1 as PyYAML implements it; what YAML 1.2 reads differently is quoted as well.
"""

from __future__ import annotations

import re
from io import StringIO
from typing import Any, NamedTuple

_SIMPLE = re.compile(r"[^\W\d_](?:[\w ]|[^\w\s:#\[\]{},&*!|>'\"%@`\\\x00-\x1f-])*+(?<! )")
"""Plain text beyond doubt, and the common case."""

_WORDS = frozenset("null true false yes no on off y n nan inf".split())
"""Plain words that some YAML reader takes for something else than text."""

_NUMBER_LIKE = re.compile(r"[-+.]?[\d.][\d_.,:eExXoOa-fA-F+-]*\Z|[~=<]")

_INDENT = re.compile(r"^[ ]+(?=\S)", re.MULTILINE)


class YamlEncoding(NamedTuple):
    """How a value is written into front matter."""

    style: str
    """The quoting it had: ``""`` (plain), ``'``, ``"``, ``|`` or ``>``."""
    newline: str
    flow: bool
    """Whether it stands in ``[…]`` or ``{…}``."""


def write_scalar(target: str, raw: str, encoding: YamlEncoding) -> str:
    """``target`` as a scalar that can stand where ``raw`` stood."""
    style = encoding.style
    if style in ("|", ">"):
        return _block(target, raw, encoding) or (quoted(target, '"') + encoding.newline)
    if target.isprintable():
        if style == "" and _is_simple(target, flow=encoding.flow):
            return target
        if style and style not in target and (style == "'" or "\\" not in target):
            return f"{style}{target}{style}"
    fitting = _fitting(target, flow=encoding.flow)
    if style not in fitting:
        style = fitting[0]
    return target if style == "" else quoted(target, style)


def _is_simple(target: str, *, flow: bool) -> bool:
    if flow and "?" in target:
        return False
    return _SIMPLE.fullmatch(target) is not None and target.lower() not in _WORDS


def quoted(target: str, style: str) -> str:
    """``target`` in single or double quotes, escaped as YAML asks."""
    if style == '"' and target.isprintable():  # PyYAML would write emoji as numbers
        escaped = target.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    import yaml  # noqa: PLC0415 (costly; most values are simple)

    return yaml.dump(
        target, Dumper=yaml.SafeDumper, default_style=style, allow_unicode=True, width=2**31
    ).rstrip("\n")


def _fitting(target: str, *, flow: bool) -> tuple[str, ...]:
    """The quotings that say ``target`` on one line, the least first."""
    import yaml  # noqa: PLC0415 (as above)

    analysis = yaml.emitter.Emitter(StringIO(), allow_unicode=True).analyze_scalar(target)
    if analysis.multiline or not analysis.allow_single_quoted or not target.isprintable():
        return ('"',)
    plain = analysis.allow_flow_plain if flow else analysis.allow_block_plain
    single = ("'",) if "'" not in target else ()
    return (*(("",) if plain and _is_text(target) else ()), *single, '"', "'")


def _is_text(target: str) -> bool:
    """Whether a plain scalar is text to readers of YAML 1.1 and 1.2."""
    import yaml  # noqa: PLC0415 (as above)

    resolver: Any = yaml.resolver.Resolver()
    tag = resolver.resolve(yaml.ScalarNode, target, (True, False))
    return (
        tag == "tag:yaml.org,2002:str"
        and target.lower() not in _WORDS
        and not _NUMBER_LIKE.match(target)
        and not target.startswith(("---", "..."))
    )


def _block(target: str, raw: str, encoding: YamlEncoding) -> str | None:
    """A block scalar with the header, indent and end of ``raw``; None where it cannot say it."""
    header, _, body = raw.partition("\n")
    indent = _INDENT.search(body)
    lines = target.split("\n")
    printable = all(line.isprintable() for line in lines)
    if indent is None or re.search(r"\d", header.split("#")[0]) or not printable:
        return None
    if any(line[:1] == " " for line in lines) or (encoding.style == ">" and "" in lines):
        return None
    between = encoding.newline * (2 if encoding.style == ">" else 1)
    end = body[len(body.rstrip("\r\n")) :]
    written = between.join(indent[0] + line if line else "" for line in lines)
    return f"{header}\n{written}{end}"
