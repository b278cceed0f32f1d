"""Edit lessons in seven ways, and judge what an update made of the edited segments."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polib

from corpora import SEED, Lesson, vocabulary
from pseudo import translate

_BLOCK = re.compile(r"(<(?P<tag>p|h[1-6]|td)\b[^>]*>)(?P<text>.*?)(?=</(?P=tag)>)", re.DOTALL)
_TOKEN = re.compile(r"<[^>]*>|&\#?\w+;|(?P<word>[^\W\d_]+)", re.DOTALL)
_DELETABLE = re.compile(r"<[^>]*>|(?<=\w)(?P<word>[ \n][a-z]{3,})(?=[ \n])")
_TAG = re.compile(r"<(/?)[a-zA-Z][^>]*>")
_BETWEEN_SENTENCES = re.compile(r"(?<=[.!?])\s+")
_FEWEST_WORDS = 5

Edit = Callable[[str, random.Random, list[str]], str]
"""Takes a segment's markup, a source of chance, words to use; the same text means "cannot"."""


def _at_word(text: str, rng: random.Random, change: Callable[[str], str]) -> str:
    """Change one word outside tags and character references."""
    spots = [match for match in _TOKEN.finditer(text) if len(match["word"] or "") > 3]
    if not spots:
        return text
    spot = rng.choice(spots)
    return text[: spot.start()] + change(spot[0]) + text[spot.end() :]


def replace_word(text: str, rng: random.Random, words: list[str]) -> str:
    """Put another word in the place of one."""
    return _at_word(text, rng, lambda _: rng.choice(words))


def insert_word(text: str, rng: random.Random, words: list[str]) -> str:
    """Insert a word after another."""
    return _at_word(text, rng, lambda word: f"{word} {rng.choice(words)}")


def delete_word(text: str, rng: random.Random, _words: list[str]) -> str:
    """Delete a word and the space before it."""
    spots = [match for match in _DELETABLE.finditer(text) if match["word"]]
    if not spots:
        return text
    spot = rng.choice(spots)
    return text[: spot.start()] + text[spot.end() :]


def append_sentence(text: str, rng: random.Random, words: list[str]) -> str:
    """Append a sentence of six to ten words."""
    sentence = " ".join(rng.choice(words) for _ in range(rng.randint(6, 10)))
    return f"{text} {sentence.capitalize()}."


def drop_sentence(text: str, _rng: random.Random, _words: list[str]) -> str:
    """Drop the shortest of several sentences."""
    sentences = _sentences(text)
    if len(sentences) < 2:
        return text
    shortest = min(sentences, key=len)
    kept = [sentence for sentence in sentences if sentence is not shortest]
    return " ".join(kept)


def change_case_or_punctuation(text: str, rng: random.Random, _words: list[str]) -> str:
    """Change the capital of a word, or the full stop at the end."""
    if text.endswith(".") and rng.random() < 0.5:
        return text[:-1] + rng.choice("!:;")
    return _at_word(
        text, rng, lambda word: word.lower() if word[0].isupper() else word.capitalize()
    )


def reorder(text: str, _rng: random.Random, _words: list[str]) -> str:
    """Move the first sentence to the end, or the first word where there is one sentence."""
    sentences = _sentences(text)
    if len(sentences) > 1:
        return " ".join([*sentences[1:], sentences[0]])
    parts = text.split(" ")
    return text if "<" in text else " ".join([*parts[1:], parts[0]])


EDITS: tuple[Edit, ...] = (
    replace_word,
    insert_word,
    delete_word,
    append_sentence,
    drop_sentence,
    change_case_or_punctuation,
    reorder,
)


KINDS: Mapping[str, tuple[Edit, ...]] = {
    "words and signs edited": (replace_word, insert_word, delete_word, change_case_or_punctuation),
    "sentences added and dropped": (append_sentence, drop_sentence),
    "sentences moved": (reorder,),
}
"""The same by how far they go."""


def _sentences(text: str) -> list[str]:
    """Split at sentence ends, or not at all where that would part a tag from its end tag."""
    sentences = _BETWEEN_SENTENCES.split(text)
    whole = all(
        sentence.count("<") == sentence.count(">")
        and sum(-1 if slash else 1 for slash in _TAG.findall(sentence)) == 0
        for sentence in sentences
    )
    return sentences if whole else [text]


def edited(lessons: list[Lesson], count: int, kinds: Sequence[Edit] = EDITS) -> list[Lesson]:
    """Edit so many of the lessons' longer segments, the kinds in turn."""
    words = vocabulary(lessons)
    rng = random.Random(SEED)
    spots = [(page, spot) for page, lesson in enumerate(lessons) for spot in _editable(lesson)]
    chosen = sorted(rng.sample(range(len(spots)), count), reverse=True)
    result = list(lessons)
    for turn, index in enumerate(
        chosen
    ):  # from the back, so that earlier spots stay where they are
        page, (start, end) = spots[index]
        text = result[page].text
        new = _edit(text[start:end], turn, rng, words, kinds)
        result[page] = replace(result[page], text=text[:start] + new + text[end:])
    return result


def edit_one(lesson: Lesson, turn: int) -> Lesson:
    """Insert a word into one paragraph; each turn gives another text."""
    start, end = _editable(lesson)[turn % len(_editable(lesson))]
    new = insert_word(lesson.text[start:end], random.Random(turn), [f"word{turn}"])
    return replace(lesson, text=lesson.text[:start] + new + lesson.text[end:])


def _edit(text: str, turn: int, rng: random.Random, words: list[str], kinds: Sequence[Edit]) -> str:
    """Edit in the kind whose turn it is, or in the next that can."""
    for offset in range(len(kinds)):
        new = kinds[(turn + offset) % len(kinds)](text, rng, words)
        if new != text:
            return new
    return text


def _editable(lesson: Lesson) -> list[tuple[int, int]]:
    """Find the segments of some words whose text stands once in the lesson."""
    blocks = list(_BLOCK.finditer(lesson.text, len(lesson.text) - len(lesson.body)))
    texts = [block["text"] for block in blocks]
    return [
        block.span("text")
        for block, text in zip(blocks, texts, strict=True)
        if texts.count(text) == 1
        and len(re.findall(r"[^\W\d_]+", _TAG.sub("", text))) >= _FEWEST_WORDS
    ]


Key = tuple[str, str]
"""msgctxt and msgid of an entry."""


@dataclass(frozen=True, slots=True)
class Change:
    """A segment's key after an edit, and the text whose translation it should keep."""

    page: str
    key: Key
    old: str


def keys(catalog: Path) -> list[Key]:
    """List the keys of a template in order."""
    return [(entry.msgctxt or "", entry.msgid) for entry in polib.pofile(str(catalog))]


def changes(
    pages: Iterable[str], before: Callable[[str], Path], after: Callable[[str], Path]
) -> list[Change]:
    """Pair old and new segments by position; an edit leaves number and order as they were."""
    found = []
    for page in pages:
        old, new = keys(before(page)), keys(after(page))
        if len(old) == len(new):
            known = set(old)
            pairs = zip(old, new, strict=True)
            found += [Change(page, b, a[1]) for a, b in pairs if a != b and b not in known]
    return found


@dataclass(frozen=True, slots=True)
class Quality:
    """How many changed segments an update gave their own old translation, or another's."""

    changed: int = 0
    found: int = 0
    wrong: int = 0
    unflagged: int = 0

    def __add__(self, other: Quality) -> Quality:
        """Add up, locale by locale."""
        return Quality(
            self.changed + other.changed,
            self.found + other.found,
            self.wrong + other.wrong,
            self.unflagged + other.unflagged,
        )

    def __str__(self) -> str:
        """Give the shares."""
        flags = f", {self.unflagged} not fuzzy" if self.unflagged else ""
        return f"found {self.found_share:.3f}, wrong {self.wrong_share:.3f}{flags}"

    @property
    def found_share(self) -> float:
        """The share that kept its own translation."""
        return self.found / max(self.changed, 1)

    @property
    def wrong_share(self) -> float:
        """The share that got another segment's translation."""
        return self.wrong / max(self.changed, 1)


def targets(catalog: Path) -> dict[Key, tuple[str, bool]]:
    """Read the msgstr and the fuzzy flag of each live entry."""
    return {
        (entry.msgctxt or "", entry.msgid): (entry.msgstr, entry.fuzzy)
        for entry in polib.pofile(str(catalog))
        if not entry.obsolete
    }


def judge(changed: list[Change], catalogs: Mapping[str, Path], locale: str) -> Quality:
    """Judge one locale's updated catalogs, given by page."""
    read = {path: targets(path) for path in sorted(set(catalogs.values()))}
    found = wrong = unflagged = 0
    for change in changed:
        target, fuzzy = read[catalogs[change.page]].get(change.key, ("", True))
        right = target == translate(change.old, locale)
        found += right
        wrong += bool(target) and not right
        unflagged += bool(target) and not fuzzy
    return Quality(len(changed), found, wrong, unflagged)
