"""The topics: areas, their kinds, their entries, in one message that turns its pages."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers import texts
from handlers.buttons import BrowseEntry, Topics, hash_name
from handlers.cards.base import Card, Showcase
from handlers.screens import Key, Row, Screen, bold, italic, paragraphs, plain, press
from knowledge.entries import Library, Recommendation

PAGE_LENGTH = 8


@dataclass(frozen=True)
class TopicsCard(Card, name="topics"):
    """`area` and `kind` are hashes of names (`buttons.hash_name`), empty for the level above.

    A name that is gone leads to the level above; an area with a single kind shows its entries at once.
    """

    area: str = ""
    kind: str = ""
    page: int = 0

    def draw(self, showcase: Showcase) -> Screen:
        library = showcase.library
        area = _find(self.area, library.areas)
        if area is None:
            return _areas(library)
        kinds = library.kinds(area)
        kind = kinds[0] if len(kinds) == 1 else _find(self.kind, kinds)
        if kind is None:
            return _kinds(library, area)
        return _entries(library, area, kind, self.page)


def _find(hashed: str, names: Sequence[str]) -> str | None:
    return next((name for name in names if hashed and hash_name(name) == hashed), None)


def _areas(library: Library) -> Screen:
    rows = []
    for area in library.areas:
        count = sum(entry.area == area for entry in library.recommendations.values())
        rows.append((press(texts.counted(library.naming.area(area), count), Topics(hash_name(area))),))
    return Screen(paragraphs(bold(texts.TOPICS_TITLE), plain(texts.TOPICS_TEXT)), tuple(rows))


def _kinds(library: Library, area: str) -> Screen:
    rows = []
    for kind in library.kinds(area):
        label = library.naming.kind(kind) if kind else texts.WITHOUT_KIND
        count = len(library.entries(area, kind))
        rows.append((press(texts.counted(label, count), Topics(hash_name(area), hash_name(kind))),))
    html = paragraphs(bold(library.naming.area(area)), plain(texts.KIND_TEXT))
    return Screen(html, (*rows, (press(texts.BACK_TO_AREAS, Topics()),)))


def _entries(library: Library, area: str, kind: str, page: int) -> Screen:
    entries = library.entries(area, kind)
    pages = -(-len(entries) // PAGE_LENGTH)
    page = min(max(page, 0), pages - 1)
    heading = texts.place(library.naming.area(area), library.naming.kind(kind) if kind else "")
    html = paragraphs(bold(heading), plain(texts.ENTRY_TEXT), italic(texts.page(page + 1, pages)) if pages > 1 else "")
    shown = entries[page * PAGE_LENGTH : (page + 1) * PAGE_LENGTH]
    return Screen(html, (*_picks(shown), *_turning(area, kind, page, pages), (_way_back(library, area),)))


def _picks(entries: Sequence[Recommendation]) -> tuple[Row, ...]:
    return tuple((press(entry.title, BrowseEntry(entry.id)),) for entry in entries)


def _turning(area: str, kind: str, page: int, pages: int) -> tuple[Row, ...]:
    keys = []
    if page > 0:
        keys.append(press(texts.PREVIOUS_PAGE, Topics(hash_name(area), hash_name(kind), page - 1)))
    if page + 1 < pages:
        keys.append(press(texts.NEXT_PAGE, Topics(hash_name(area), hash_name(kind), page + 1)))
    return (tuple(keys),) if keys else ()


def _way_back(library: Library, area: str) -> Key:
    if len(library.kinds(area)) == 1:
        return press(texts.BACK_TO_AREAS, Topics())
    return press(texts.back_to(library.naming.area(area)), Topics(hash_name(area)))
