"""The tags of a translation: those of its source, nested in the same way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from dragoman.checks.base import Problem
from dragoman.checks.tokens import LANGUAGE, Token, read_tokens
from dragoman.formats.tags import GRAPHIC, RAW_TEXT, TAG, VOID

_FREE = frozenset(("bdi", "wbr"))
"""Elements that a translation may add: they isolate directions and allow line breaks."""

_TOLD = 3
"""So many tags a message names; of more it tells the number."""

Signature = tuple[object, ...]


def check_tags(msgid: str, msgstr: str) -> Problem | None:
    """Tags, their attributes and their nesting are those of the source, in any order."""
    if ("<" not in msgid and "<" not in msgstr) or has_same_tokens(msgid, msgstr):
        return None
    wanted, found = _shape(msgid), _shape(msgstr)
    if wanted.tags != found.tags:
        return Problem("tags", _difference(wanted, found))
    if found.problems and wanted.problems != found.problems:
        worse = [problem for problem in found.problems if problem not in wanted.problems]
        return Problem("tags", f"in the translation, {(worse or found.problems)[0]}")
    if wanted.nesting != found.nesting:
        return Problem("tags", _other_nesting(wanted, found))
    return None


@lru_cache(maxsize=8192)
def _plain_tokens(msgid: str) -> list[tuple[str, ...]] | None:
    """The markup of a msgid as ``TAG`` finds it, None where text may belong to its markup."""
    found = TAG.findall(msgid)
    return None if any(token[5] or token[1].lower() in RAW_TEXT for token in found) else found


def has_same_tokens(msgid: str, msgstr: str) -> bool:
    """Whether a translation surely has just the markup of its msgid, in the same order."""
    return TAG.findall(msgstr) == _plain_tokens(msgid) and not msgstr.rstrip().endswith("</")


class Shape:
    """The tags of a text in an order that does not matter, and how they are nested."""

    __slots__ = ("nesting", "problems", "tags", "texts")

    def __init__(self, tokens: Iterable[Token]) -> None:
        """``problems`` says in words what is not well formed."""
        self.tags: Counter[Signature] = Counter()
        self.texts: dict[Signature, Token] = {}
        self.nesting: Counter[tuple[Signature, Signature]] = Counter()
        problems: list[str] = []
        open_tags: list[tuple[str, Signature | None]] = []
        for token in tokens:
            signature = None if _is_free(token) else token.signature
            if signature is not None:
                self.tags[signature] += 1
                self.texts.setdefault(signature, token)
            if token.kind == "end":
                problems += _close(open_tags, token.name)
                continue
            if signature is not None:
                parents = [parent for _, parent in open_tags if parent is not None]
                self.nesting[parents[-1] if parents else (), signature] += 1
            if token.kind == "start" and not _is_empty(token, open_tags):
                open_tags.append((token.name, signature))
        problems += [f"“<{name}>” is not closed" for name, _ in open_tags]
        self.problems = tuple(problems)


@lru_cache(maxsize=8192)
def _shape(text: str) -> Shape:
    return Shape(read_tokens(text))


def _is_free(token: Token) -> bool:
    return token.name in _FREE and all(name in LANGUAGE for name, _ in token.attributes)


def _is_empty(token: Token, open_tags: list[tuple[str, Signature | None]]) -> bool:
    """Whether a start tag opens nothing; ``/>`` says so in graphics only."""
    if token.name in VOID:
        return True
    in_graphic = token.name in GRAPHIC or any(name in GRAPHIC for name, _ in open_tags)
    return in_graphic and token.text.endswith("/>")


def _close(open_tags: list[tuple[str, Signature | None]], name: str) -> list[str]:
    """Close the innermost open element of a name; what is wrong with that."""
    for place in range(len(open_tags) - 1, -1, -1):
        if open_tags[place][0] == name:
            del open_tags[place]
            if place == len(open_tags):
                return []
            return [f"“</{name}>” stands before the end of “<{open_tags[-1][0]}>”"]
    return [f"“</{name}>” stands where no “<{name}>” is open"]


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
