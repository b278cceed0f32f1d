"""Patterns of paths and globs: what may stand in them, and the regular expressions they mean."""

from __future__ import annotations

import re
from functools import lru_cache

FIELDS = ("locale", "page", "suffix")
"""What the braces of a pattern may hold."""

_MEANT = {"lang": "locale", "language": "locale", "lesson": "page", "file": "page", "name": "page"}
_MEANT |= {"path": "page", "stem": "page", "ext": "suffix", "extension": "suffix"}
_BRACES = re.compile(r"\{([^{}]*)\}")
_WILD = re.compile(r"(\*+|\?|\[!?\]?[^\]]*\])")
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters, of direction too, line ends, and bytes of a name that are not UTF-8."""


def path_problem(path: str) -> str | None:
    """Why a path of the configuration cannot be a path inside the project; None where it can."""
    parts = path.split("/")
    if "\\" in path:
        return f'needs forward slashes: "{path.replace(chr(92), "/")}"'
    if path.startswith(("/", "~")) or re.match("[A-Za-z]:", path):
        return "must be relative to the project's folder"
    if ".." in parts:
        return "must not lead out of the project's folder"
    return "must not lead into .git" if ".git" in map(str.lower, parts) else None


def field_problem(pattern: str, needs: str, may: str) -> tuple[str, str] | None:
    """What is wrong with a pattern's fields, and what to do; names of fields stand in one text."""
    fields = _BRACES.findall(pattern)
    allowed = (*needs.split(), *may.split())
    for name in fields:
        if name in FIELDS and name not in allowed:
            return f"must not have {{{name}}}", ""
        if name not in FIELDS:
            return f'has an unknown field "{{{name}}}"', _did_you_mean(name, allowed)
    if set("{}") & set(_BRACES.sub("", pattern)):
        return "has a brace without its partner", ""
    lacking = next((name for name in needs.split() if name not in fields), None)
    return (f"needs {{{lacking}}}", "") if lacking else None


def _did_you_mean(name: str, allowed: tuple[str, ...]) -> str:
    if not allowed:
        return "It is a plain path."
    meant = _MEANT.get(name.lower()) or nearest(name, FIELDS)
    return f'Did you mean "{{{meant if meant in allowed else allowed[0]}}}"?'


def nearest(name: str, known: tuple[str, ...]) -> str | None:
    """The known name most like a mistyped one, if any is like it."""
    from difflib import get_close_matches  # noqa: PLC0415  # costs 5 ms, wanted after an error only

    near = get_close_matches(name.lower(), known, 1)
    return near[0] if near else None


def plain(path: str) -> str:
    """A path without empty parts and single dots."""
    return "/".join(part for part in path.split("/") if part not in ("", "."))


def literal(pattern: str) -> str:
    """What stands before a pattern's first field."""
    return pattern.partition("{")[0]


@lru_cache(maxsize=64)
def expression(pattern: str, locales: tuple[str, ...]) -> re.Pattern[str]:
    """Matches the paths that a pattern makes for these locales; its fields are named groups."""
    tags = "|".join(map(re.escape, locales)) or "(?!)"
    forms = {"locale": tags, "page": ".+", "suffix": r"(?:\.[^/.]*)?"}
    pieces = _BRACES.split(pattern)
    for index, piece in enumerate(pieces):
        if index % 2 == 0:
            pieces[index] = re.escape(piece)
        else:
            form = forms.pop(piece, None)
            pieces[index] = f"(?P<{piece}>{form})" if form else f"(?P={piece})"
    return re.compile("".join(pieces), re.DOTALL)


@lru_cache(maxsize=64)
def globs(wanted: tuple[str, ...]) -> re.Pattern[str]:
    """Matches the paths of any of the globs; a folder's path with ``/`` where all in it match."""
    return re.compile("|".join(map(_glob, wanted)) or "(?!)", re.DOTALL)


def _glob(glob: str) -> str:
    parts = plain(glob).split("/")
    made = []
    for index, part in enumerate(parts):
        last = index == len(parts) - 1
        if part == "**":
            made.append(".*" if last else "(?:.+/)?" if parts[index + 1] != "**" else "")
        else:
            made.append("[^/]+" if part == "*" else "".join(map(_wildcard, _WILD.split(part))))
            made.append("" if last else "/")
    return "".join(made)


def _wildcard(piece: str) -> str:
    if piece == "?":
        return "[^/]"
    if piece.startswith("*"):
        return "[^/]*"
    body = re.escape(piece[1:-1].removeprefix("!")).replace(r"\-", "-")
    if len(piece) < 3 or piece[0] + piece[-1] != "[]" or not body or "--" in body:  # noqa: PLR2004
        return re.escape(piece)
    chosen = f"(?!/)[{'^' if piece[1] == '!' else ''}{body}]"
    try:
        re.compile(chosen)
    except re.error:
        return re.escape(piece)
    return chosen
