"""Translation memories as TMX 1.4 files, for other programs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from io import BytesIO
from typing import NamedTuple
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from dragoman.errors import CatalogError
from dragoman.version import __version__

_CONTEXT = "x-context"

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""Characters that XML cannot hold, not even as references."""

_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4">
  <header creationtool="dragoman" creationtoolversion={version} segtype="paragraph" \
o-tmf="PO" adminlang="en" srclang={source} datatype="html"/>
  <body>
"""


class TmxUnit(NamedTuple):
    """A wording in several languages."""

    texts: tuple[tuple[str, str], ...]
    """Language tags as they stand, each with its text."""
    source: str = ""
    """The language that was translated; empty where none is named."""
    context: str = ""
    line: int = 0
    """1-based, where it begins."""

    def text(self, tag: str) -> str | None:
        """The text in a language: in just this one, else in the only one of its regions."""
        exact = [text for found, text in self.texts if found.lower() == tag.lower()]
        if exact:
            return exact[0]
        near = [text for found, text in self.texts if _language(found) == _language(tag)]
        return near[0] if len(near) == 1 else None


def _language(tag: str) -> str:
    return re.split("[-_]", tag.lower(), maxsplit=1)[0]


def write_tmx(units: Iterable[TmxUnit], source: str) -> bytes:
    """Units as a TMX file, without dates; those that XML cannot hold are left out."""
    file = BytesIO()
    head = _HEAD.format(version=quoteattr(__version__), source=quoteattr(source))
    file.write(head.encode())
    for unit in units:
        if is_writable(unit):
            file.write(_tu(unit).encode())
    file.write(b"  </body>\n</tmx>\n")
    return file.getvalue()


def _tu(unit: TmxUnit) -> str:
    pieces = ["    <tu>\n"]
    if unit.context:
        pieces.append(f'      <prop type="{_CONTEXT}">{_escaped(unit.context)}</prop>\n')
    for tag, text in unit.texts:
        seg = f"<seg>{_escaped(text)}</seg>"
        pieces.append(f"      <tuv xml:lang={quoteattr(tag)}>{seg}</tuv>\n")
    pieces.append("    </tu>\n")
    return "".join(pieces)


def is_writable(unit: TmxUnit) -> bool:
    """Whether XML can hold the texts of a unit."""
    return not any(_NO_XML.search(text) for text in (unit.context, *dict(unit.texts).values()))


def _escaped(text: str) -> str:
    return escape(text, {"\r": "&#13;"})


def read_tmx(data: bytes, path: str) -> tuple[TmxUnit, ...]:
    """The units of a TMX file; CatalogError, with ``path`` and line, where it is none.

    Nothing outside the file is read, and a file that declares entities is refused.
    """
    return tuple(_Reader(path).read(data))


class _Reader:
    """What is known of the place in a TMX file where its parser is."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._found: list[TmxUnit] = []
        self._unit = TmxUnit(())
        self._header_source = ""
        self._tag = ""
        self._text: list[str] | None = None
        """What is being collected: the text of a segment or of a context."""
        self._is_root = True
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.EntityDeclHandler = self._refuse_entity
        self._parser.SkippedEntityHandler = self._refuse_skipped

    def read(self, data: bytes) -> list[TmxUnit]:
        try:
            self._parser.Parse(data, True)  # noqa: FBT003 (expat takes no keywords)
        except expat.ExpatError as error:
            problem = f"not well-formed XML: {expat.errors.messages[error.code]}"
            raise CatalogError(self._path, error.lineno, problem) from None
        except (LookupError, ValueError) as error:
            raise CatalogError(self._path, None, f"cannot be read: {error}") from None
        return self._found

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self._is_root and name != "tmx":
            problem = f"not a TMX file: it begins with <{name}>"
            raise self._error(problem)
        self._is_root = False
        if name == "header":
            self._header_source = attributes.get("srclang", "")
        elif name == "tu":
            source = attributes.get("srclang", self._header_source)
            source = "" if source == "*all*" else source
            self._unit = TmxUnit((), source, "", self._parser.CurrentLineNumber)
        elif name == "tuv":
            self._tag = attributes.get("xml:lang") or attributes.get("lang", "")
            if not self._tag:
                problem = "a <tuv> without xml:lang"
                raise self._error(problem, "Name the language of each text.")
        elif name == "seg" or (name == "prop" and attributes.get("type") == _CONTEXT):
            self._text = []

    def _end(self, name: str) -> None:
        text = "".join(self._text or ())
        if name == "seg":
            self._unit = self._unit._replace(texts=(*self._unit.texts, (self._tag, text)))
            self._text = None
        elif name == "prop" and self._text is not None:
            self._unit = self._unit._replace(context=text)
            self._text = None
        elif name == "tu":
            self._found.append(self._unit)

    def _characters(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def _refuse_entity(self, name: str, *_: object) -> None:
        problem = f"declares the entity “{name}”"
        raise self._error(problem, "TMX needs none; write the text itself.")

    def _refuse_skipped(self, name: str, *_: object) -> None:
        problem = f"the entity “{name}” is not known"
        raise self._error(problem, "Write the character itself.")

    def _error(self, problem: str, remedy: str = "") -> CatalogError:
        return CatalogError(self._path, self._parser.CurrentLineNumber, problem, remedy)
