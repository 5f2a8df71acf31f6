"""What team leads have changed in the knowledge, page by page, and what can be changed anew."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.buttons import deed
from handlers.cards.base import KeptCard, Showcase
from handlers.cards.curation import FEATURE, author_name, resting_among, summary, turning
from handlers.screens import Row, Screen, bold, italic, lines, paragraphs, plain, press
from handlers.texts import curation as texts
from handlers.texts import page as page_of
from knowledge.changes import What
from scheduler.curations import Curation
from scheduler.stores import Stores

PAGE_LENGTH = 6
LABEL_LENGTH = 40


@dataclass(frozen=True)
class CurationListCard(KeptCard, name="curations"):
    """`member` is who reads it: drafts are their author's only."""

    member: int = 0
    page: int = 0

    def draw(self, showcase: Showcase) -> Screen:
        return self._draw([], [])

    async def draw_kept(self, showcase: Showcase, stores: Stores) -> Screen:
        curations = await stores.curations.readable_by(self.member)
        pages = -(-len(curations) // PAGE_LENGTH) or 1
        page = min(max(self.page, 0), pages - 1)
        shown = curations[page * PAGE_LENGTH : (page + 1) * PAGE_LENGTH]
        resting = resting_among(shown, showcase.library)
        told = [_told(one, await author_name(stores, one.made_by), one.id in resting) for one in shown]
        return self._draw(shown, told, page, pages)

    def _draw(self, shown: Sequence[Curation], told: Sequence[str], page: int = 0, pages: int = 1) -> Screen:
        html = paragraphs(
            bold(texts.LIST_TITLE),
            plain(texts.LIST_TEXT),
            *(told or [plain(texts.LIST_EMPTY)]),
            italic(page_of(page + 1, pages)) if pages > 1 else "",
        )
        picks = tuple((press(_label(curation), deed(FEATURE, "open", curation.id)),) for curation in shown)
        new: tuple[Row, ...] = (
            (
                press(texts.NEW_PHRASING, deed(FEATURE, "new", What.PHRASING.value)),
                press(texts.NEW_ENTRY, deed(FEATURE, "new", What.ENTRY.value)),
            ),
            (
                press(texts.NEW_DECOY, deed(FEATURE, "new", What.DECOY.value)),
                press(texts.NEW_OCCASION, deed(FEATURE, "new", What.OCCASION.value)),
            ),
        )
        return Screen(html, (*picks, *turning(page, pages), *new))


def _told(curation: Curation, author: str, rests: bool) -> str:
    words = texts.shortened(summary(curation.change), texts.QUESTION_SHOWN)
    return lines([bold(words), plain(texts.list_line(curation, author, rests))])


def _label(curation: Curation) -> str:
    return texts.shortened(summary(curation.change), LABEL_LENGTH)
