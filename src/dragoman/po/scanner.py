"""A line scanner for PO entries of any legal layout, which knows exactly where one is broken."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

import polib

from dragoman.errors import CatalogError

_LINE = re.compile(
    r"[ \t\r\f\v]*+(?:(#~\|?+|#\|)[ \t\r\f\v]*+)?+"
    r"(?:(\#[^\n]*+)|([A-Za-z_]\w*+)(?:[ \t]*+\[[ \t]*+(\d++)[ \t]*+\])?+[ \t\r\f\v]*+)?+"
    r'((?:"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"[ \t\r\f\v]*+)*+)'
    r"([^\n]*+)(?:\n|\Z)"
)
_STRING = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"')
_CONFLICT = re.compile(r"(?:<{7}|\|{7}|={7}|>{7})(?:[ \r\n]|\Z)")
_ESCAPE = re.compile(
    r"(?P<known>\\[\\\"bfnrtv])|(?P<bell>\\a)"
    r"|(?P<bytes>(?:\\[0-7]{1,3}|\\x[0-9A-Fa-f]++)++)|(?P<unknown>\\)"
)
_BYTE = re.compile(r"\\(?:x([0-9A-Fa-f]++)|([0-7]++))")

_AFTER = {
    "": ("#| msgctxt", "#| msgid", "#| msgid_plural", "msgctxt", "msgid"),
    "#| msgctxt": ("#| msgid", "#| msgid_plural", "msgctxt", "msgid"),
    "#| msgid": ("#| msgid_plural", "msgctxt", "msgid"),
    "#| msgid_plural": ("msgctxt", "msgid"),
    "msgctxt": ("msgid",),
    "msgid": ("msgid_plural", "msgstr"),
    "msgid_plural": ("msgstr[]",),
    "msgstr": (),
    "msgstr[]": ("msgstr[]",),
}
"""Which keyword may follow which within an entry."""
_WANTED = {"msgid": "msgstr", "msgid_plural": "msgstr[0]"}
_LAST = ("msgstr", "msgstr[]")
_MOST_FORMS = 10
_LONGEST_NAME = 40

_ORDER = "An entry is msgctxt (if it has one), msgid, msgid_plural (if it has one), msgstr."
_KEYWORDS = "A line begins with msgctxt, msgid, msgid_plural, msgstr, a quote or #."
_FORMS = "Number the forms from 0 upwards, without a gap, to 9 at most."
_QUOTES = 'Write a quote inside a text as \\", and a remark after #.'
_OBSOLETE = "Begin each of its lines with #~, or none."


class Scanned(NamedTuple):
    """One entry, written anew in the common shape, as if it were not obsolete."""

    comments: str
    fields: str
    obsolete: bool
    end: int
    """Where the entry's text ends in the file's."""


@dataclass(slots=True)
class _Field:
    kind: str
    index: str
    mark: str
    start: int
    strings: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.kind.replace("[]", f"[{self.index}]")[:_LONGEST_NAME]


def scan(text: str, start: int, path: str, charset: str) -> Scanned | None:
    """Take the entry that begins at ``start``; None where only comments are left."""
    scanner = _Scanner(text, path, start)
    scanner.run(start)
    if not scanner.fields:
        return None
    fields = "".join(_written(part, charset) for part in scanner.fields)
    obsolete = scanner.fields[-1].mark == "#~"
    return Scanned(_sorted(scanner.comments), fields, obsolete, scanner.end)


class _Scanner:
    """The lines of one entry, as far as they have been taken."""

    def __init__(self, text: str, path: str, start: int) -> None:
        self.text = text
        self.path = path
        self.end = start
        self.comments: list[str] = []
        self.fields: list[_Field] = []

    @property
    def state(self) -> str:
        return self.fields[-1].kind if self.fields else ""

    def run(self, position: int) -> None:
        """Take lines until the next entry begins or the text ends."""
        while position < len(self.text):
            line = _LINE.match(self.text, position)
            if line is None or not self.take(line):
                break
            position = line.end()
        self.finish()

    def take(self, line: re.Match[str]) -> bool:
        """Take a line; False for one that begins the next entry."""
        mark, comment, keyword, index, strings, rest = line.groups(default="")
        if rest:
            raise self.misplaced(line.start(), rest)
        kind = f"#| {keyword}" if mark.endswith("|") else keyword
        kind += "[]" if index else ""
        if (comment or keyword) and self.state in _LAST and kind not in _AFTER[self.state]:
            return False
        if comment:
            self.comments.append(comment.rstrip("\r"))
        elif keyword:
            self.begin(_Field(kind, index, mark, line.start()))
        if strings:
            self.extend(mark, strings, line.start())
        if comment or keyword or strings:
            self.end = line.end()
        return True

    def begin(self, new: _Field) -> None:
        """Take a keyword."""
        if new.kind not in _AFTER:
            raise self.error(new.start, f'unknown keyword "{new.name}"', _KEYWORDS)
        if new.kind in _AFTER[""] and new.kind not in _AFTER[self.state]:
            self.finish()
        if new.kind not in _AFTER[self.state]:
            raise self.error(new.start, f"{new.name} does not belong here", _ORDER)
        forms = sum(part.kind == "msgstr[]" for part in self.fields)
        if new.index and (new.index != str(forms) or forms == _MOST_FORMS):
            raise self.error(new.start, f"{new.name} has the wrong number", _FORMS)
        if self.fields:
            self.need_string(self.fields[-1])
            if self.fields[-1].mark != new.mark and not self.fields[-1].mark.endswith("|"):
                raise self.error(new.start, "only a part of this entry is obsolete", _OBSOLETE)
        self.fields.append(new)

    def extend(self, mark: str, strings: str, start: int) -> None:
        """Take the strings of a line."""
        if not self.fields or self.fields[-1].mark != mark:
            raise self.error(start, "this text belongs to no msgid or msgstr", _ORDER)
        self.fields[-1].strings += _STRING.findall(strings)

    def finish(self) -> None:
        """Refuse an entry that stops too early."""
        if self.fields:
            last = self.fields[-1]
            self.need_string(last)
            if last.kind not in _LAST:
                wanted = _WANTED.get(last.kind, "msgid")
                raise self.error(last.start, f"this {last.name} has no {wanted}", _ORDER)

    def need_string(self, part: _Field) -> None:
        if not part.strings:
            remedy = 'Write its text after it in quotes; where it is empty, "".'
            raise self.error(part.start, f"this {part.name} has no text", remedy)

    def misplaced(self, start: int, rest: str) -> CatalogError:
        """Explain what cannot be read on a line."""
        if _CONFLICT.match(self.text, start):
            remedy = "Resolve the conflict, then run again."
            return self.error(start, "this is a merge-conflict marker", remedy)
        if rest.startswith('"'):
            remedy = "End it with a quote on the same line."
            return self.error(start, "this string has no closing quote", remedy)
        return self.error(start, "there is text outside the quotes", _QUOTES)

    def error(self, start: int, problem: str, remedy: str) -> CatalogError:
        return CatalogError(self.path, self.text.count("\n", 0, start) + 1, problem, remedy)


def _sorted(comments: list[str]) -> str:
    """Write comments in gettext's order: translator's, extracted, references, flags."""
    kinds: dict[str, list[str]] = {"": [], ".": [], ":": [], ",": []}
    for comment in comments:
        kind = comment[1:2] if comment[1:2] in (".", ":", ",") else ""
        body = comment[1 + len(kind) :]
        kinds[kind].append(body if body.startswith(" ") or not body else f" {body}")
    written = [f"#{kind}{body}\n" for kind in ("", ".") for body in kinds[kind]]
    written += [f"#:{body}\n" for body in kinds[":"] if body.strip()]
    if flags := ",".join(kinds[","]).strip():
        written.append(f"#, {flags}\n")
    return "".join(written)


def _written(part: _Field, charset: str) -> str:
    prefix, _, keyword = part.name.rpartition(" ")
    prefix += " " if prefix else ""
    text = "".join(_escaped(string[1:-1], charset) for string in part.strings)
    return f'{prefix}{keyword} "{text}"\n'


def _escaped(string: str, charset: str) -> str:
    """Turn the escapes that polib does not know into those that it does, or into characters."""

    def known(found: re.Match[str]) -> str:
        if found["bytes"]:
            return str(polib.escape(_decoded(found["bytes"], charset)))
        return "\a" if found["bell"] else "\\\\" if found["unknown"] else found[0]

    return _ESCAPE.sub(known, string) if "\\" in string else string


def _decoded(escapes: str, charset: str) -> str:
    """Read octal and hexadecimal escapes, which stand for bytes in the file's charset."""
    values = (int(x, 16) if x else int(o, 8) for x, o in _BYTE.findall(escapes))
    data = bytes(value & 0xFF for value in values)
    try:
        return data.decode(charset)
    except UnicodeDecodeError:
        return data.decode("latin-1")
