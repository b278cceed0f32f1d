"""The laws of join, identity, locality and shape, as the formats of pages have to keep them."""

from __future__ import annotations

from collections.abc import Callable

from fragments import replaced
from hypothesis import strategies as st

from dragoman.document import Document, Slot
from dragoman.errors import LessonError
from dragoman.formats.base import Format, Options, Refusal


def parsed(known: Format, page: str, path: str, chosen: Options) -> Document | None:
    """The document of a page; None where its front matter or a directive is wrong."""
    try:
        return known.parse(page, path, chosen)
    except LessonError:
        return None


def kinds(document: Document) -> list[str]:
    return [slot.segment.kind for slot in document.slots]


def raws(document: Document) -> list[str]:
    return [slot.raw for slot in document.slots]


def assert_join(known: Format, page: str, path: str) -> None:
    """The parts of a page are the page."""
    document = parsed(known, page, path, Options())
    assert document is None or document.source == page


def assert_join_and_identity(
    known: Format, page: str, path: str, chosen: Options, spaces: str
) -> None:
    """The parts of a page are the page, and so are its own texts written into it."""
    document = parsed(known, page, path, chosen)
    if document is None:
        return
    assert document.source == page
    for slot in document.slots:
        assert known.encode(slot, slot.segment.msgid) == slot.raw
        assert slot.segment.msgid == slot.segment.msgid.strip(spaces) != ""


def assert_locality_and_shape(  # noqa: PLR0917 (all that a page is made of)
    data: st.DataObject,
    known: Format,
    page: str,
    path: str,
    chosen: Options,
    targets: Callable[[Slot], st.SearchStrategy[str]],
) -> None:
    """A translation that is not refused changes the page in its slot alone, which stays one."""
    document = parsed(known, page, path, chosen)
    if document is None or not document.slots:
        return
    number = data.draw(st.integers(0, len(document.slots) - 1))
    slot = document.slots[number]
    text = known.encode(slot, data.draw(targets(slot)))
    if isinstance(text, Refusal):
        return
    again = known.parse(replaced(document, number, text), path, chosen)
    assert kinds(again) == kinds(document)
    bare = getattr(slot.encoding, "place", "") == "bare"  # an attribute gets quotes
    text = text[1:-1] if bare and text != slot.raw else text
    assert raws(again) == [*raws(document)[:number], text, *raws(document)[number + 1 :]]


def assert_all_at_once(
    known: Format, page: str, path: str, chosen: Options, translated: Callable[[Slot], str]
) -> None:
    """With all its slots translated, but those that refuse it, a page has the same slots."""
    document = parsed(known, page, path, chosen)
    if document is None:
        return
    written = ""
    for part in document.parts:
        text = part if isinstance(part, str) else known.encode(part, translated(part))
        written += part.raw if isinstance(text, Refusal) else text
    assert kinds(known.parse(written, path, chosen)) == kinds(document)
