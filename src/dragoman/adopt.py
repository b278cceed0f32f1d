"""A lesson and its existing translation to catalog entries; nothing that was translated is lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from dragoman.alignment import Alignment, align
from dragoman.alignment.captions import align_by_time
from dragoman.alignment.evidence import traits
from dragoman.alignment.pairing import Pair
from dragoman.catalog import FUZZY, Entry, Key
from dragoman.document import Document, Segment, Slot
from dragoman.formats.base import Refusal
from dragoman.formats.inline import Read, read_html
from dragoman.wordings.sentences import joined, sentences

SURE = 0.95
"""Least confidence at which a pair is taken for a translation."""

SURE_IN_PLACE = 0.6
"""The same where both pages have the same kinds of segments in the same order."""

UNLIKE = -1.0
"""Likeness below which two documents are hardly lesson and translation."""

_UNLIKE_BRIEF = 1.2
_BRIEF = 6
"""The same for so few segments, which any page can seem to have, where all else differs."""

_UNLIKE_KINDRED = -2.5
_SHARED = 3
"""The same for documents that share so many links and pieces of code."""

_STRAY = "Stands here in the translation, but not in the lesson"

_COPIED_WORDS = 4
"""So many words that stand alike in both pages are text that nobody has translated yet."""

Problems = Callable[[str, str], tuple[tuple[str, str], ...]]
"""All that speaks against publishing a msgstr for a msgid: rules and messages."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something about an adopted translation that a person should know."""

    rule: str
    msgid: str
    message: str


@dataclass(frozen=True, slots=True)
class Adopted:
    """What was made of an existing translation."""

    entries: tuple[Entry, ...]
    """One for each translated segment of the lesson, to be laid over its template."""
    alignment: Alignment
    leftovers: tuple[str, ...]
    """Text of the translation that belongs to no segment; kept in translator comments."""
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """How existing translations are taken over."""

    encode: Callable[[Slot, str], str | Refusal]
    problems: Problems
    to_source: Callable[[str], str]
    """A target with its localized links turned back into the source's."""
    sure: float = SURE
    read: Read = read_html
    """How the inline markup of their format is read."""
    adapt: Callable[[str, str], str] = lambda _, msgstr: msgstr
    """A msgstr with what a translator must not translate as its msgid has it."""


def adopt(lesson: Document, translation: Document, terms: Terms) -> Adopted:
    """Align a lesson with its translation and make entries of what belongs together."""
    source = [slot.segment for slot in lesson.slots]
    target = [slot.segment for slot in translation.slots]
    alignment = align_by_time(lesson.slots, translation.slots) or align(source, target, terms.read)
    if terms.sure == SURE:
        terms = replace(terms, sure=least_confidence(source, target, alignment))
    work = _Adoption(lesson.slots, translation.slots, terms)
    for pair in alignment.pairs:
        work.take(pair)
    work.finish()
    return Adopted(
        tuple(work.entries.values()), alignment, tuple(work.leftovers), tuple(work.doubts)
    )


def least_confidence(
    source: Sequence[Segment], target: Sequence[Segment], alignment: Alignment
) -> float:
    """The confidence from which a pair is sure; less where both pages have the same structure."""
    alike = [one.kind for one in source] == [one.kind for one in target]
    in_place = alike and all(pair.source == pair.target for pair in alignment.pairs)
    return SURE_IN_PLACE if in_place else SURE


def least_likeness(segments: int, *, foreign: bool, kindred: bool = False) -> float:
    """The likeness from which two documents are taken for lesson and translation.

    ``foreign`` says that they have nothing else in common that would tell so, ``kindred`` that
    they have much.
    """
    if kindred:
        return _UNLIKE_KINDRED
    return _UNLIKE_BRIEF if foreign and segments < _BRIEF else UNLIKE


def are_kindred(lesson: Document, translation: Document, read: Read) -> bool:
    """Whether most links and code of one document, which few documents share, are the other's."""
    ours, theirs = (
        {piece for slot in document.slots for piece in _telling(slot.segment, read)}
        for document in (lesson, translation)
    )
    shared = len(ours & theirs)
    return shared >= _SHARED and shared * 2 >= min(len(ours), len(theirs))


def _telling(segment: Segment, read: Read) -> set[str]:
    found = traits(segment, read)
    return {*found.links, *found.codes}


class _Adoption:
    """The entries made so far."""

    def __init__(self, source: tuple[Slot, ...], target: tuple[Slot, ...], terms: Terms) -> None:
        self.source, self.target, self.terms = source, target, terms
        self.entries: dict[Key, Entry] = {}
        self.leftovers: list[str] = []
        self.doubts: list[Doubt] = []
        self.last: Key | None = None
        self.early: list[str] = []

    def take(self, pair: Pair) -> None:
        """Make the entries of one pair."""
        if not pair.source:
            self._leave_over([self.target[place] for place in pair.target])
        elif pair.target:
            for place, text in self._texts(pair):
                self._enter(self.source[place], text, pair)
        else:
            self.last = self.source[pair.source[0]].segment.key

    def finish(self) -> None:
        """Keep what stood before every segment of the lesson that has a translation."""
        key = next(iter(self.entries), self.source[0].segment.key if self.source else None)
        if key is not None:
            for text in self.early:
                self._comment(key, _STRAY, text)

    def _texts(self, pair: Pair) -> list[tuple[int, str]]:
        """The translation of each source segment of a pair."""
        targets = [self.target[place] for place in pair.target]
        if len(pair.source) == 1 == len(targets):
            return [(pair.source[0], self._exact(self.source[pair.source[0]], targets[0]))]
        whole = "\n".join(slot.segment.msgid for slot in targets)
        if len(pair.source) == 1:
            return [(pair.source[0], whole)]
        parts = _divided([self.source[place].segment.msgid for place in pair.source], whole)
        return list(zip(pair.source, parts, strict=False))

    def _exact(self, source: Slot, target: Slot) -> str:
        """The msgstr that gives back the translation's very bytes, if there is one."""
        for text in (target.segment.msgid, target.raw):
            if self.terms.encode(source, text) == target.raw:
                return text
        return target.segment.msgid

    def _enter(self, source: Slot, text: str, pair: Pair) -> None:
        segment = source.segment
        self.last = segment.key
        msgstr = self.terms.adapt(segment.msgid, self.terms.to_source(text))
        if msgstr == segment.msgid and len(self.terms.read(msgstr).text.split()) >= _COPIED_WORDS:
            self._doubt("untranslated", segment.msgid, "the translation has the lesson's own words")
            return
        known = self.entries.get(segment.key)
        if known is not None:
            self._again(known, msgstr)
            return
        reasons, exempt = self._judge(source, msgstr, pair)
        entry = Entry(segment.msgid, msgstr, segment.context)
        comments = [f"Imported: {reason}." for reason in reasons]
        if exempt:
            comments.append(f"dragoman: ignore {', '.join(exempt)}")
        flags = (FUZZY,) if reasons else ()
        self.entries[segment.key] = entry._replace(translator_comments=tuple(comments), flags=flags)

    def _judge(self, source: Slot, msgstr: str, pair: Pair) -> tuple[list[str], list[str]]:
        """Why a translator should look, and the rules that the translation is exempt from."""
        msgid = source.segment.msgid
        reasons = [reason for reason in pair.reasons if len(pair.source) != len(pair.target)]
        if pair.confidence < self.terms.sure:
            sure = f"it belongs here with a confidence of {pair.confidence:.0%}"
            reasons = [sure, *pair.reasons]
        refusal = self.terms.encode(source, msgstr)
        if isinstance(refusal, Refusal):
            reasons.append(refusal.message)
        exempt: list[str] = []
        for rule, message in self.terms.problems(msgid, msgstr):
            self._doubt(rule, msgid, message)
            if rule == "unsafe-markup":
                reasons.append(message)
            else:
                exempt.append(rule)
        for reason in reasons:
            self._doubt("doubtful", msgid, reason)
        return reasons, [] if reasons else exempt

    def _again(self, known: Entry, msgstr: str) -> None:
        """A second place of the same segment: one entry serves both."""
        if known.msgstr != msgstr:
            self._doubt("inconsistent", known.msgid, f"it is also translated as “{msgstr}”")
            self._comment(known.key, "Elsewhere on the page", msgstr)

    def _leave_over(self, slots: list[Slot]) -> None:
        for slot in slots:
            text = slot.segment.msgid
            self.leftovers.append(text)
            self._doubt("unmatched", "", f"the lesson has nothing for “{text}”")
            if self.last is not None and self.last in self.entries:
                self._comment(self.last, _STRAY, text)
            else:
                self.early.append(text)

    def _comment(self, key: Key, what: str, text: str) -> None:
        entry = self.entries.get(key) or Entry(key[1], "", key[0])
        lines = f"{what}: {text}".split("\n")
        self.entries[key] = entry._replace(translator_comments=(*entry.translator_comments, *lines))

    def _doubt(self, rule: str, msgid: str, message: str) -> None:
        self.doubts.append(Doubt(rule, msgid, message))


def _divided(msgids: list[str], text: str) -> list[str]:
    """A translation of several segments in as many parts, where their sentences agree."""
    ends = list(accumulate(len(sentences(msgid)) for msgid in msgids))
    found = sentences(text)
    if ends[-1] != len(found):
        return [text]
    return [joined(found[start:end]) for start, end in pairwise([0, *ends])]
