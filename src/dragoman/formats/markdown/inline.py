"""Inline markup of Markdown, found without a parser: what a translation has to keep.

Source: CommonMark 0.31, 6 (inlines); GFM 6.9 (autolinks); footnotes of pandoc and GFM.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from dragoman.formats.inline import Inline, link_of
from dragoman.formats.tags import TAG

_TEMPLATE = r"\{\{.*?(?:\}\}|\Z)|\{%.*?(?:%\}|\Z)|\{:[^\n]*?(?:\}|\Z)"

_CODE_IN_URL = r"\{\{[^{}\n]*+\}\}|\{%[^{}\n]*+%\}"

_URL = (
    rf"<[^<>\n]*+>|(?:{_CODE_IN_URL}|\\.|[^\s()\\]"
    r"|\((?:\\.|[^\s()\\]|\((?:\\.|[^\s()\\])*+\))*+\))*+"
)

_TITLE = r"\"(?:\\.|[^\"\\])*+\"|'(?:\\.|[^'\\])*+'|\((?:\\.|[^()\\])*+\)"

_TOKEN = re.compile(
    r"(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<ticks>`++)"
    rf"|(?P<template>{_TEMPLATE})"
    r"|(?P<footnote>\[\^[^\[\]\s]{1,200}+\])"
    r"|(?P<open>!?\[)"
    rf"|\](?:(?P<inline>\(\s*+(?P<url>{_URL})(?:\s++(?:{_TITLE}))?+\s*+\))"
    r"|(?P<full>\[(?P<label>[^\[\]]{0,999}+)\]))?+"
    r"|(?P<address>(?<![A-Za-z0-9])(?:https?|ftp)://[^\s<>\[\]`\"*|\\{}]++)"
    r"|<(?P<auto>[A-Za-z][A-Za-z0-9+.\-]{1,31}+:[^\s<>]*+|[\w.+\-]{1,64}+@[\w.\-]{1,255}+)>"
    r"|(?P<less><)"
    r"|(?P<mark>\*++|_++|~~)",
    re.DOTALL,
)

_TRAILING = ".,;:!?)'_"
"""What at the end of a bare address belongs to the sentence."""

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


class Piece(NamedTuple):
    """A piece of markup: its kind, where it leads or what it holds, and its place."""

    kind: str
    """``open``, ``link``, ``image``, ``label``, ``footnote``, ``auto``, ``address``, ``code``,
    ``ticks`` (of no code), ``template``, ``tag``, ``mark`` or ``escape``."""
    value: str
    start: int
    end: int


@lru_cache(maxsize=4096)
def pieces(text: str) -> tuple[Piece, ...]:
    """The inline markup of a Markdown text, in its order."""
    return tuple(sorted(_Scan(text).found, key=lambda piece: piece.start))


class _Scan:
    """One pass over a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: list[Piece] = []
        self._opened: list[tuple[str, int, int]] = []
        self._ends: dict[int, list[int]] | None = None
        self._tags = True
        at = 0
        while match := _TOKEN.search(text, at):
            at = self._take(match)

    def _take(self, match: re.Match[str]) -> int:
        """Note a piece; give back where to go on."""
        kind = match.lastgroup or "close"
        start, end = match.span()
        if kind == "ticks":
            return self._code(start, end)
        if kind == "open":
            self._opened.append((match[0], start, end))
        elif kind in ("close", "inline", "full"):
            return self._close(match)
        elif kind == "less":
            return self._tag(start)
        elif kind == "address":
            value = match[0].rstrip(_TRAILING)
            if "(" in value and match[0].startswith(f"{value})"):
                value += ")"
            self._note(kind, value, start, start + len(value))
        else:
            value = match[kind][2:-1] if kind == "footnote" else match[kind]
            self._note(kind, value, start, end)
        return end

    def _note(self, kind: str, value: str, start: int, end: int) -> None:
        self.found.append(Piece(kind, value, start, end))

    def _code(self, start: int, end: int) -> int:
        """A code span, where a run of as many backquotes ends it."""
        if self._ends is None:
            self._ends = {}
            for run in re.finditer("`++", self.text):
                self._ends.setdefault(len(run[0]), []).append(run.start())
            for places in self._ends.values():
                places.reverse()
        places = self._ends.get(end - start, [])
        while places and places[-1] < end:
            places.pop()
        if not places:
            self._note("ticks", self.text[start:end], start, end)
            return end
        stop = places[-1] + end - start
        self._note("code", " ".join(self.text[end : places[-1]].split()), start, stop)
        return stop

    def _close(self, match: re.Match[str]) -> int:
        """What a closing bracket ends."""
        start, end = match.span()
        if not self._opened:
            return start + 1
        sign, opened, inside = self._opened.pop()
        if match["inline"] is not None:
            self._note("open", sign, opened, inside)
            url = match["url"]
            url = url[1:-1] if url.startswith("<") else url
            kind = "link" if sign == "[" else "image"
            self._note(kind, _ESCAPED.sub(r"\1", url), start, end)
        elif match["full"] is not None:
            self._note("open", sign, opened, inside)
            label = match["label"] or self.text[inside:start]
            self._note("label", " ".join(label.casefold().split()), start, end)
        else:
            return start + 1
        return end

    def _tag(self, start: int) -> int:
        """A tag or comment of HTML; what never ends is text."""
        match = TAG.match(self.text, start) if self._tags else None
        if match is None or match[6] is not None:
            self._tags = self._tags and match is None
            return start + 1
        self._note("tag", match[0], start, match.end())
        return match.end()


_NAMES = {"link": "a", "label": "a", "auto": "a", "image": "img", "code": "code"}
_SHOWN = ("code", "address", "escape", "ticks")
_LEADING = ("link", "image", "auto", "address")


def read_markdown(msgid: str) -> Inline:
    """The inline markup of Markdown but emphasis, which languages use in different places."""
    tags: list[str] = []
    links: list[str] = []
    codes: list[str] = []
    read: list[str] = []
    at = 0
    for piece in pieces(msgid):
        read.append(msgid[at : piece.start])
        at = piece.end
        kind, value = piece.kind, piece.value
        if kind in _SHOWN:
            read.append(value.removeprefix("\\"))
        if kind in _NAMES:
            tags.append(_NAMES[kind])
        if kind in _LEADING:
            links.append(value)
        if kind == "code":
            codes.append(value)
        elif kind == "footnote":
            links.append(f"^{value}")
        elif kind == "tag" and (tag := TAG.match(value)) and tag[2] and not tag[1]:
            tags.append(tag[2].lower())
            links += link_of(tag[3])
    read.append(msgid[at:])
    return Inline("".join(read), tuple(tags), tuple(links), tuple(codes))


def with_labels(msgid: str, msgstr: str) -> str:
    """A translation with its own labels of references as the source's, where it is clear which.

    The definitions that they stand for are the lesson's, and are not translated.
    """
    ours, theirs = (
        [piece for piece in pieces(text) if piece.kind == "label"] for text in (msgid, msgstr)
    )
    known = {piece.value for piece in ours}
    lacking = known - {piece.value for piece in theirs}
    own = {piece.value for piece in theirs} - known
    if len(lacking) != 1 or len(own) != 1:
        return msgstr
    label = next(iter(lacking))
    for piece in reversed(theirs):
        if piece.value in own:
            msgstr = f"{msgstr[: piece.start]}][{label}]{msgstr[piece.end :]}"
    return msgstr
