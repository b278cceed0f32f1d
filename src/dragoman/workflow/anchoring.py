"""Links and ids of existing translations, beside those of the source."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from dragoman.alignment.pairing import Pair
from dragoman.catalog import Key
from dragoman.document import Document
from dragoman.errors import LessonError
from dragoman.files import read
from dragoman.formats.anchors import automatic_ids, ids_of, paired_ids
from dragoman.links import Links, rewritten, targets
from dragoman.project import Lesson, Project
from dragoman.workflow.loading import decoded


class SourceLinks:
    """Knows the ids that headings have in the lessons, by those of their translations."""

    def __init__(
        self,
        project: Project,
        translations: Mapping[Lesson, str],
        renamed: Callable[[str], Mapping[str, str]],
    ) -> None:
        """Take the path of each lesson's translation; pages are read when a link needs them.

        ``renamed`` gives the ids of the localized page of any other lesson, by the source's.
        """
        self._project, self._renamed = project, renamed
        self._pages = {lesson.page: (lesson.path, path) for lesson, path in translations.items()}
        self._ids: dict[str, dict[str, str]] = {}

    def of(self, links: Links, source: str) -> Callable[[str], str]:
        """Turns the links of a translation of ``source`` into the source's, anchors included."""
        in_source = targets(source)

        def followed(url: str) -> str:
            target, mark, anchor = url.partition("#")
            if not anchor or url in in_source:
                return url
            page = links.lesson(target) if target else links.page
            ours = self._ids_of(page).get(anchor, anchor) if page is not None else anchor
            return f"{target}{mark}{ours}"

        return lambda text: rewritten(links.to_source(text), followed)

    def _ids_of(self, page: str) -> dict[str, str]:
        """The ids of a lesson's headings by those of its translation."""
        if page not in self._ids:
            if page in self._pages:
                source, translation = map(self._text, self._pages[page])
                self._ids[page] = paired_ids(source, translation)
            else:
                self._ids[page] = {theirs: ours for ours, theirs in self._renamed(page).items()}
        return self._ids[page]

    def _text(self, path: str) -> str:
        """A file's text; nothing where it cannot be read, which the import itself tells."""
        try:
            return decoded(read(self._project.absolute(path), path) or b"", path, "page")
        except LessonError:
            return ""


def own_ids(lesson: Document, translation: Document, pairs: Iterable[Pair]) -> dict[Key, str]:
    """Ids that a translation's headings have neither from its lesson nor by the rule."""
    by_rule = automatic_ids(translation.source)
    ours, theirs = _heading_ids(lesson), _heading_ids(translation)
    own: dict[Key, str] = {}
    for pair in pairs:
        if len(pair.source) == 1 == len(pair.target):
            id_ = theirs.get(pair.target[0])
            known = ours.get(pair.source[0])
            if id_ and known and id_ != known and id_ not in by_rule:
                own.setdefault(lesson.slots[pair.source[0]].segment.key, id_)
    return own


def _heading_ids(document: Document) -> dict[int, str | None]:
    """The ids of headings by the places of their segments."""
    places = [
        place
        for place, slot in enumerate(document.slots)
        if slot.segment.kind.startswith("heading")
    ]
    found = ids_of((document.slots[place].raw for place in places), document.source)
    return dict(zip(places, found, strict=True))
