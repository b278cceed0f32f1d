"""How well old and new wordings are paired, on texts made by chance from a small vocabulary."""

from random import Random

import pytest

from dragoman.wordings.matching import ELSEWHERE, WordingIndex, nearest, pair, similarity

FREQUENT = "the of to and a in is you that for it with as on be at by this".split()
WORDS = """
    able answer ask author begin bridge build careful change choose clear code common community
    decide document early edit error example explain fast feature find first follow friend garden
    give good guide habit handle help idea improve include invite issue join keep know language
    large late learn lesson letter library listen maintain make many meeting member message mistake
    moment name need notice offer open owner page paper patch path people place plan practice
    problem process project promise propose public question quick quiet reader reason release
    repeat reply report request review river rule sample school search section send sentence share
    short simple small solve source speak start step story support table talk task teach team test
    text thank think time together tool topic track translate trust understand update useful value
    visit voice wait welcome window word work write year young
""".split()


def sentence(rng):
    words = [
        rng.choice(FREQUENT if rng.random() < 0.45 else WORDS) for _ in range(rng.randint(7, 18))
    ]
    return f"{' '.join(words).capitalize()}."


def paragraph(rng):
    return " ".join(sentence(rng) for _ in range(rng.randint(1, 4)))


def at_word(text, rng, change):
    words = text.split(" ")
    place = rng.randrange(len(words))
    return " ".join([*words[:place], *change(words[place]), *words[place + 1 :]])


def replace_word(text, rng):
    return at_word(text, rng, lambda _: [rng.choice(WORDS)])


def insert_word(text, rng):
    return at_word(text, rng, lambda word: [word, rng.choice(WORDS)])


def delete_word(text, rng):
    return at_word(text, rng, lambda _: [])


def append_sentence(text, rng):
    return f"{text} {sentence(rng)}"


def drop_sentence(text, _):
    sentences = text.split(". ")
    return ". ".join(sentences[1:]) if len(sentences) > 1 else text.removesuffix(".")


def change_case_or_punctuation(text, rng):
    return at_word(text, rng, lambda word: [word.swapcase()]).replace(".", "!")


def reorder(text, _):
    sentences = text.removesuffix(".").split(". ")
    return ". ".join([*sentences[1:], sentences[0]]) + "."


EDITS = (
    replace_word,
    insert_word,
    delete_word,
    append_sentence,
    drop_sentence,
    change_case_or_punctuation,
    reorder,
)


def keys(wordings):
    return tuple((None, wording) for wording in wordings)


def judge(pages, share, rng, *, dropped=0.0, added=0.0):
    """How many changed wordings were paired rightly and wrongly, and added ones at all; as shares."""
    changed = found = wrong = fresh = taken = 0
    for page in pages:
        new = {}
        for wording in page:
            if rng.random() < dropped:
                continue
            edited = rng.choice(EDITS)(wording, rng) if rng.random() < share else wording
            new[edited] = wording
            if rng.random() < added:
                new[paragraph(rng)] = None
        vanished = keys(wording for wording in page if wording not in new)
        pairs = pair(vanished, keys(wording for wording in new if wording not in page))
        for wording, old in new.items():
            if wording in page:
                continue
            paired = pairs.get((None, wording), (None, None))[1]
            if old is None:
                fresh += 1
                taken += paired is not None
            else:
                changed += 1
                found += paired == old
                wrong += paired not in {old, None}
    assert changed > 500
    return found / changed, wrong / changed, taken / max(fresh, 1)


def lessons(seed, count=60, size=25):
    rng = Random(seed)
    return [[paragraph(rng) for _ in range(size)] for _ in range(count)]


@pytest.mark.parametrize("share", [0.5, 1.0])
def test_changed_wordings_of_a_page_find_their_old_ones(share):
    found, wrong, _ = judge(lessons(1), share, Random(2))
    assert found >= 0.98
    assert wrong <= 0.005


def test_changed_wordings_find_their_old_ones_where_others_come_and_go():
    found, wrong, taken = judge(lessons(3, 120), 0.4, Random(4), dropped=0.1, added=0.1)
    assert found >= 0.98
    assert wrong <= 0.005
    assert taken <= 0.02


def test_a_bundle_of_many_pages_finds_them_through_the_index():
    page = [wording for lesson in lessons(5, 30, 30) for wording in lesson]
    found, wrong, _ = judge([page], 1.0, Random(6))
    assert found >= 0.995
    assert wrong <= 0.005


def test_thousands_of_wordings_are_not_all_compared(monkeypatch):
    asked = []
    candidates = WordingIndex.candidates

    def counted(self, wording):
        asked.append(candidates(self, wording))
        return asked[-1]

    monkeypatch.setattr(WordingIndex, "candidates", counted)
    old = [wording for lesson in lessons(7, 80) for wording in lesson]
    new = [f"{wording} Again." for wording in old]
    pairs = pair(keys(old), keys(new))
    found = [pairs.get((None, f"{wording} Again.")) == (None, wording) for wording in old]
    assert sum(found) >= 0.98 * 2000
    assert len(asked) == 2000
    assert max(map(len, asked)) <= 16


def test_nothing_vanished_or_nothing_new():
    assert pair((), keys(["One"])) == {}
    assert pair(keys(["One"]), ()) == {}


def test_wordings_alike_are_paired_in_order():
    old = [f"Question {number}" for number in range(1, 10)]
    new = [f"Question {number}:" for number in range(1, 10)]
    assert pair(keys(old), keys(new)) == dict(zip(keys(new), keys(old), strict=True))
    new = [f"Big question {number}" for number in range(1, 10)]
    assert pair(keys(old), keys(new)) == dict(zip(keys(new), keys(old), strict=True))
    new = [f"Question number {word}" for word in "one two six ten red blue pink gold grey".split()]
    assert pair(keys(old), keys(new)) == dict(zip(keys(new), keys(old), strict=True))


def test_of_wordings_alike_the_one_at_its_place_is_taken():
    old = keys(["Ask when in doubt", "Answer: aaa", "Answer: bbb"])
    new = keys(["Ask when you are in doubt", "Something else", "Answer: ccc"])
    assert pair(old, new) == {new[0]: old[0], new[2]: old[2]}


def test_a_wording_in_another_context_is_paired_where_it_is_nearly_the_same():
    old = ((None, "Read the guide before you start"),)
    same = ("title", "Read the guide before you start.")
    other = ("title", "Read the whole guide before you ever start.")
    assert pair(old, (same, other)) == {same: old[0]}
    assert pair(old, (other,)) == {}


def test_the_same_context_is_preferred_unless_another_has_the_very_wording():
    old = ((None, "Read the guide before you start"), ("x", "Read the guides before you start"))
    one, two = (None, "Read the guide as you start"), ("x", "Read the guide before you start")
    assert pair(old, (one, two)) == {one: old[0], two: old[1]}
    assert pair(old[:1], (one, two)) == {two: old[0]}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "The harvest begins when the first frost has gone.",
            "Write to us whenever you need help.",
        ),
        (
            "In this lesson we look at the way in which rivers run.",
            "Is a tool that helps to be kind?",
        ),
        ("Openness", "Summary"),
        (f"a b c d {'x' * 30}", f"a b c d {'y' * 30}"),
    ],
)
def test_different_texts_are_not_paired(one, other):
    assert pair(keys([one]), keys([other])) == {}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("始める前に手引きを読んでください。", "始める前に手引きを最後まで読んでください。"),
        ("请在开始之前阅读指南。", "请在开始工作之前阅读指南!"),
        ("시작하기 전에 안내서를 읽으세요.", "시작하기 전에 먼저 안내서를 읽으세요."),
        ("อ่านคู่มือก่อนเริ่ม", "อ่านคู่มือทั้งหมดก่อนเริ่ม"),
        ("اقرأ الدليل قبل أن تبدأ.", "اقرأ الدليل كله قبل أن تبدأ."),
        ("Прочитайте руководство, прежде чем начать.", "Прочитайте руководство до начала."),
    ],
)
def test_every_script_is_paired(old, new):
    others = [
        "質問がある場合は、誰かに聞いてください。",
        "如果你有问题,就问。",
        "Ask when in doubt.",
    ]
    assert pair(keys([*others, old]), keys([new])) == {(None, new): (None, old)}


def test_the_index_works_without_spaces_between_words():
    rng = Random(8)
    characters = [chr(0x4E00 + number) for number in range(600)]
    known = ["".join(rng.choices(characters, k=rng.randint(10, 40))) for _ in range(1000)]
    index = WordingIndex(known)
    assert all(index.nearest(f"{known[at]}新") == (known[at],) for at in range(0, 1000, 25))


def test_a_text_without_words_is_compared_as_it_is():
    assert pair(keys(["→ →", "…"]), keys(["→ →!", "…"])) == {(None, "…"): (None, "…")}
    assert WordingIndex(["→", "…"]).nearest("→") == ("→",)


def test_the_nearest_come_first():
    known = ["Read the guide.", "Read the whole guide.", "Read the whole guide today.", "Ask."]
    assert nearest("Read the whole guide now.", known) == (
        "Read the whole guide.",
        "Read the whole guide today.",
        "Read the guide.",
    )
    assert WordingIndex(known).nearest("Read the whole guide now.") == nearest(
        "Read the whole guide now.", known
    )


def test_similarity_is_a_percentage():
    assert similarity("abc", "abc") == 100.0
    assert similarity("abc", "xyz") == 0.0
    assert similarity("Read the guide.", "Read the whole guide.") > ELSEWHERE
