"""The tags of a text in an order that does not matter, and how they are nested."""

from __future__ import annotations

from collections import Counter

from dragoman.checks.tokens import Signature, Token, read_tokens
from dragoman.formats.tags import GRAPHIC, LANGUAGE_ATTRIBUTES, VOID

_FREE = frozenset(("bdi", "wbr"))
"""Elements that a translation may add: they isolate directions and allow line breaks."""


_LINKS = frozenset(("href", "src", "cite", "poster"))
"""Attributes whose values are links."""


class Shape:
    """The shape of a text's markup, to be compared with that of another text."""

    __slots__ = ("nesting", "problems", "tags", "texts")

    def __init__(self, text: str) -> None:
        """Read the markup of ``text``; ``problems`` says in words what is not well formed."""
        self.tags: Counter[Signature] = Counter()
        self.texts: dict[Signature, Token] = {}
        self.nesting: Counter[tuple[Signature, Signature]] = Counter()
        problems: list[str] = []
        opened = _Opened()
        for token in read_tokens(text):
            signature = () if _is_free(token) else token.signature
            if signature:
                self.tags[signature] += 1
                self.texts.setdefault(signature, token)
            if token.kind == "end":
                problems += opened.close(token.name)
                continue
            if signature:
                self.nesting[opened.parent, signature] += 1
            if token.kind == "start" and not opened.keeps_empty(token):
                opened.append(token.name, signature or opened.parent)
        problems += [f"“<{name}>” is not closed" for name in opened.names]
        self.problems = tuple(problems)

    def without_links(self) -> tuple[object, ...]:
        """All of the shape but where its links lead."""
        tags = Counter({_linkless(tag): 0 for tag in self.tags})
        for tag, count in self.tags.items():
            tags[_linkless(tag)] += count
        nesting = Counter((_linkless(one), _linkless(two)) for one, two in self.nesting.elements())
        return tags, nesting, self.problems


def _linkless(signature: Signature) -> Signature:
    return tuple(
        (part[0], None) if isinstance(part, tuple) and part[0] in _LINKS else part
        for part in signature
    )


def _is_free(token: Token) -> bool:
    return token.name in _FREE and all(name in LANGUAGE_ATTRIBUTES for name, _ in token.attributes)


class _Opened:
    """The elements that are open at some place."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self._parents: list[Signature] = []
        self._counts: Counter[str] = Counter()

    @property
    def parent(self) -> Signature:
        """The signature of the innermost element that counts; empty outside of all."""
        return self._parents[-1] if self._parents else ()

    def keeps_empty(self, token: Token) -> bool:
        """Whether a start tag opens nothing; ``/>`` says so in graphics only."""
        if token.name in VOID:
            return True
        return token.text.endswith("/>") and (
            token.name in GRAPHIC or any(self._counts[name] for name in GRAPHIC)
        )

    def append(self, name: str, parent: Signature) -> None:
        """Open an element inside of which ``parent`` is the parent."""
        self.names.append(name)
        self._parents.append(parent)
        self._counts[name] += 1

    def close(self, name: str) -> list[str]:
        """Close the innermost element of a name with all in it; what is wrong with that."""
        if not self._counts[name]:
            return [f"“</{name}>” stands where no “<{name}>” is open"]
        innermost = self.names[-1]
        closed = ""
        while closed != name:
            closed = self.names.pop()
            self._parents.pop()
            self._counts[closed] -= 1
        return (
            [] if innermost == name else [f"“</{name}>” stands before the end of “<{innermost}>”"]
        )
