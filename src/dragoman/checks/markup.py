"""The tags of a translation: those of its source, nested in the same way."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from dragoman.checks.base import Problem
from dragoman.checks.shape import Shape
from dragoman.checks.tokens import Signature, Token
from dragoman.formats.tags import RAW_TEXT, TAG, token_parts

_TOLD = 3
"""So many tags a message names; of more it tells the number."""


def check_tags(msgid: str, msgstr: str) -> Problem | None:
    """Tags, their attributes and their nesting are those of the source, in any order."""
    if ("<" not in msgid and "<" not in msgstr) or has_same_tokens(msgid, msgstr):
        return None
    wanted, found = _shape(msgid), Shape(msgstr)
    if wanted.tags != found.tags:
        rule = "urls" if wanted.without_links() == found.without_links() else "tags"
        return Problem(rule, _difference(wanted, found))
    if found.problems and wanted.problems != found.problems:
        worse = [problem for problem in found.problems if problem not in wanted.problems]
        return Problem("wellformed", f"in the translation, {(worse or found.problems)[0]}")
    if wanted.nesting != found.nesting:
        return Problem("tags", _other_nesting(wanted, found))
    return None


@lru_cache(maxsize=4096)
def _is_plain(msgid: str) -> bool:
    """Whether no text of a msgid belongs to its markup."""
    return not any(token[5] or token[1].lower() in RAW_TEXT for token in TAG.findall(msgid))


def has_same_tokens(msgid: str, msgstr: str) -> bool:
    """Whether a translation surely has just the markup of its msgid, in the same order."""
    same = token_parts(msgid) == token_parts(msgstr)
    return same and _is_plain(msgid) and not msgstr.rstrip().endswith("</")


@lru_cache(maxsize=1024)
def _shape(msgid: str) -> Shape:
    return Shape(msgid)


def _difference(wanted: Shape, found: Shape) -> str:
    """What a translator has to do about tags that are not those of the source."""
    lacking = _tokens(wanted, wanted.tags - found.tags)
    extra = _tokens(found, found.tags - wanted.tags)
    for token in extra:
        if token.kind == "unfinished":
            return _never_ends(token)
    changed = _changed(lacking, extra)
    told = []
    if changed:
        told.append(f"has {changed[0][1]} where the source has {changed[0][0]}")
        if len(changed) > 1:
            told[0] += f", and {len(changed) - 1} more such changes"
    for verb, tokens in (("lacks", lacking), ("adds", extra)):
        if tokens := _without_pairs(tokens):
            told.append(f"{verb} {_listed(tokens)}")
    return f"the translation {' and '.join(told)}"


def _tokens(shape: Shape, signatures: Counter[Signature]) -> list[Token]:
    return [shape.texts[signature] for signature in signatures.elements()]


def _never_ends(token: Token) -> str:
    if token.name == "<!--":
        return "the translation has a comment without its “-->”"
    return (
        f"the translation has {token} without a “>” behind it; "
        "a less-than sign needs a space after it"
    )


def _changed(lacking: list[Token], extra: list[Token]) -> list[tuple[Token, Token]]:
    """Take the start tags out of both lists that have another one of their name for them."""
    pairs: list[tuple[Token, Token]] = []
    for old in list(lacking):
        for new in extra:
            if (old.kind, old.name) == ("start", new.name) and new.kind == "start":
                pairs.append((old, new))
                lacking.remove(old)
                extra.remove(new)
                break
    return pairs


def _without_pairs(tokens: list[Token]) -> list[Token]:
    """The tokens without the end tags whose start tags are among them."""
    started = Counter(token.name for token in tokens if token.kind == "start")
    kept = []
    for token in tokens:
        if token.kind == "end" and started[token.name]:
            started[token.name] -= 1
        else:
            kept.append(token)
    return kept


def _listed(tokens: list[Token]) -> str:
    told = ", ".join(str(token) for token in tokens[:_TOLD])
    return told if len(tokens) <= _TOLD else f"{told} and {len(tokens) - _TOLD} more"


def _other_nesting(wanted: Shape, found: Shape) -> str:
    parent, tag = next(iter(found.nesting - wanted.nesting))
    before = next(old for old, moved in wanted.nesting - found.nesting if moved == tag)
    return (
        f"the translation has {found.texts[tag]} {_place(found, parent)}; "
        f"the source has it {_place(wanted, before)}"
    )


def _place(shape: Shape, parent: Signature) -> str:
    return f"inside {shape.texts[parent]}" if parent else "outside all other tags"
