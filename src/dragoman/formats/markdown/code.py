"""Comments in the code of fenced blocks, told by the language that a fence names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.formats.tags import LETTER

_HASH = (
    "bash sh shell zsh console python py ruby rb r yaml yml toml make makefile dockerfile perl "
    "elixir julia nix powershell conf gitignore"
)
_SLASHES = (
    "c h cpp c++ cc java javascript js jsx typescript ts tsx rust rs go golang csharp cs c# swift "
    "kotlin kt scala php dart json5 jsonc groovy zig"
)
_DASHES = "sql haskell hs lua ada elm"

_STARTS = {
    **dict.fromkeys(_HASH.split(), "#"),
    **dict.fromkeys(_SLASHES.split(), "//"),
    **dict.fromkeys(_DASHES.split(), "--"),
    **dict.fromkeys("lisp clojure scheme ini asm".split(), ";"),
    **dict.fromkeys("latex tex erlang matlab".split(), "%"),
}
"""How a comment to the end of the line begins, by language."""

_LANGUAGE = re.compile(r"\s*+\{?\s*+\.?([\w+#-]++)")

_STRING = re.compile(r"\"(?:[^\"\\]|\\.)*+\"|'(?:[^'\\]|\\.)*+'|`[^`]*+`")


def comments(info: str, lines: list[str]) -> Iterator[tuple[int, int, int]]:
    """The texts of comments in lines of code: line, start and end; ``info`` names the language."""
    language = _LANGUAGE.match(info)
    mark = _STARTS.get(language[1].lower()) if language else None
    if mark is None:
        return
    for number, line in enumerate(lines):
        start = _start(line, mark)
        if start >= 0 and not line.startswith("#!"):
            text = line[start:].lstrip(mark[0] + "!").strip()
            if LETTER.search(text):
                yield number, line.index(text, start), line.index(text, start) + len(text)


def _start(line: str, mark: str) -> int:
    """Where a comment begins on a line, outside of strings; -1 where none does."""
    if line.startswith(mark):
        return 0
    for found in re.finditer(re.escape(mark), line):
        at = found.start()
        in_string = any(s.start() < at < s.end() for s in _STRING.finditer(line))
        if line[at - 1].isspace() and not in_string:
            return at
    return -1
