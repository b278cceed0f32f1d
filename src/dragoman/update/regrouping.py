"""Paragraphs that were split or joined: their parts get the sentences that they had."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from dragoman.catalog import Entry, Key
from dragoman.wordings.matching import similarity
from dragoman.wordings.sentences import joined, sentences

_ALIKE = 80.0
"""Least similarity, in per cent, of each part and its share of a paragraph."""

_TRIES = 8
"""So many sentences that a paragraph shares with others are looked at."""

_SPLIT = "From a paragraph that was split."
_JOINED = "From paragraphs that were joined."


class Part(NamedTuple):
    """What a new wording has of old ones."""

    msgstr: str
    previous: Key | None
    """The wording that it translates; None where it is just the new one."""
    note: str


class _Run(NamedTuple):
    """A whole paragraph, and the places of its parts, which follow each other."""

    whole: int
    first: int
    after: int


def regroup(
    old: Mapping[Key, Entry], vanished: tuple[Key, ...], new: tuple[Key, ...]
) -> dict[Key, Part]:
    """Parts for those of the new keys that were made by splitting or joining vanished ones.

    They are translations that somebody confirmed, but not in this cut.
    """
    splits, joins = _plan(vanished, new)
    found: dict[Key, Part] = {}
    for run in splits:
        entry = old.get(vanished[run.whole])
        if entry is not None and _is_sure(entry):
            found.update(_split(entry, new[run.first : run.after]))
    for run in joins:
        entries = [old.get(key) for key in vanished[run.first : run.after]]
        sure = [entry for entry in entries if entry is not None and _is_sure(entry)]
        key = new[run.whole]
        if len(sure) == len(entries) and key not in found:
            was = joined([entry.msgid for entry in sure])
            msgstr = joined([entry.msgstr.strip() for entry in sure])
            found[key] = Part(msgstr, _previous(was, key), _JOINED)
    return found


def _is_sure(entry: Entry) -> bool:
    return bool(entry.msgstr.strip()) and not entry.fuzzy


def _split(entry: Entry, keys: Sequence[Key]) -> dict[Key, Part]:
    """The sentences of a translation for the parts of its paragraph, where they are as many."""
    was, text = sentences(entry.msgid), sentences(entry.msgstr)
    if len(was) != len(text):
        return {}
    found: dict[Key, Part] = {}
    done = 0
    for key in keys:
        end = done + len(sentences(key[1]))
        part = joined(was[done:end])
        found[key] = Part(joined(text[done:end]), _previous(part, key), _SPLIT)
        done = end
    return found


def _previous(was: str, key: Key) -> Key | None:
    return None if was.split() == key[1].split() else (key[0], was)


@lru_cache(maxsize=64)
def _plan(
    vanished: tuple[Key, ...], new: tuple[Key, ...]
) -> tuple[tuple[_Run, ...], tuple[_Run, ...]]:
    """The splits of vanished keys into new ones, and their joins; all locales ask the same."""
    splits = tuple(_runs(vanished, new)) if len(new) > 1 else ()
    joins = tuple(_runs(new, vanished)) if len(vanished) > 1 else ()
    return splits, joins


@lru_cache(maxsize=4096)
def _plain_sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text without their line breaks."""
    return tuple(" ".join(sentence.split()) for sentence in sentences(text))


def _runs(wholes: Sequence[Key], parts: Sequence[Key]) -> Iterator[_Run]:
    """Each whole that several parts make up which follow each other; no part is in two."""
    cut = [_plain_sentences(key[1]) for key in parts]
    places: dict[str, list[tuple[int, int]]] = {}
    for place, found in enumerate(cut):
        for number, sentence in enumerate(found):
            places.setdefault(sentence, []).append((place, number))
    taken: set[int] = set()
    for whole, (context, msgid) in enumerate(wholes):
        own = _plain_sentences(msgid)
        if len(own) < 2:  # noqa: PLR2004 (one sentence has no parts)
            continue
        run = _run(own, places, [len(found) for found in cut])
        if run is None or not taken.isdisjoint(range(*run)):
            continue
        if _agree(context, own, parts[slice(*run)], cut[slice(*run)]):
            taken.update(range(*run))
            yield _Run(whole, *run)


def _agree(
    context: str | None, own: Sequence[str], keys: Sequence[Key], cut: Sequence[Sequence[str]]
) -> bool:
    """Whether each part says nearly what its share of the sentences of a whole says."""
    done = 0
    for key, found in zip(keys, cut, strict=True):
        share = own[done : done + len(found)]
        done += len(found)
        if key[0] != context or similarity(joined(share), joined(found)) < _ALIKE:
            return False
    return True


def _run(
    own: Sequence[str], places: Mapping[str, list[tuple[int, int]]], counts: list[int]
) -> tuple[int, int] | None:
    """The parts around one with a sentence of a whole that have just as many sentences as it."""
    shared = [
        (number, places[sentence][0]) for number, sentence in enumerate(own) if sentence in places
    ]
    for number, (place, inside) in shared[:_TRIES]:
        first, start = place, number - inside
        after, end = place + 1, start + counts[place]
        while start > 0 and first > 0:
            first -= 1
            start -= counts[first]
        while end < len(own) and after < len(counts):
            end += counts[after]
            after += 1
        if start == 0 and end == len(own) and after - first > 1:
            return first, after
    return None
