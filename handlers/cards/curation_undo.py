"""Before a change is taken back: what that means, and what hangs on it."""

from dataclasses import dataclass

from handlers.buttons import deed
from handlers.cards.base import Showcase
from handlers.cards.curation import FEATURE, OneCurationCard, brief, rests
from handlers.screens import Screen, bold, paragraphs, plain, press
from handlers.texts import curation as texts
from handlers.texts import occasions
from knowledge.changes import What
from knowledge.curation import misfits
from knowledge.entries import Library
from scheduler.curations import Curation, changes_of
from scheduler.stores import Stores


@dataclass(frozen=True)
class CurationUndoCard(OneCurationCard, name="curation_undo"):
    async def draw_one(self, showcase: Showcase, stores: Stores, curation: Curation) -> Screen:
        others = await _hanging_on(stores, showcase.library, curation)
        said = occasions.UNDO_TEXT if curation.change.what is What.OCCASION else texts.undo_text(others)
        html = paragraphs(bold(texts.UNDO_TITLE), brief(curation.change, showcase.library), plain(said))
        yes = press(texts.UNDO_YES, deed(FEATURE, "undone", curation.id))
        return Screen(html, ((yes, press(texts.UNDO_NO, deed(FEATURE, "open", curation.id))),))


async def _hanging_on(stores: Stores, library: Library, curation: Curation) -> int:
    """Other changes of the entry that this one has added, as far as they do something now."""
    if curation.change.what is not What.ENTRY:
        return 0
    changes, _ = changes_of(await stores.curations.live())
    own = [one for number, one in changes if number != curation.id and one.entry == curation.change.entry]
    return sum(not rests(why) for why in misfits(library, own))
