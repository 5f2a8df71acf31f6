"""What one team lead decides about another's proposal: asked before, and told after."""

from dataclasses import dataclass

from handlers.buttons import deed
from handlers.cards.base import Showcase
from handlers.cards.curation import FEATURE, OneCurationCard, author_name, back_row, brief
from handlers.screens import Screen, bold, paragraphs, plain, press
from handlers.texts import curation_decided as texts
from handlers.texts.curation import proposed_by
from scheduler.curations import Curation
from scheduler.stores import Stores


@dataclass(frozen=True)
class CurationDropCard(OneCurationCard, name="curation_drop"):
    """Before somebody else's proposal is dropped."""

    async def draw_one(self, showcase: Showcase, stores: Stores, curation: Curation) -> Screen:
        author = await author_name(stores, curation.made_by)
        html = paragraphs(
            bold(texts.DROP_TITLE),
            brief(curation.change, showcase.library),
            plain(proposed_by(author)),
            plain(texts.DROP_TEXT) if curation.made_by is not None else "",
        )
        yes = press(texts.DROP_YES, deed(FEATURE, "return", curation.id))
        return Screen(html, ((yes, press(texts.DROP_NO, deed(FEATURE, "open", curation.id))),))


@dataclass(frozen=True)
class CurationToldCard(OneCurationCard, name="curation_told"):
    """Says to its author what somebody else has decided. `what` names one of `texts.told`."""

    what: str = "accepted"
    by: int = 0

    async def draw_one(self, showcase: Showcase, stores: Stores, curation: Curation) -> Screen:
        title, text = texts.told(self.what, await author_name(stores, self.by))
        html = paragraphs(bold(title), brief(curation.change, showcase.library), plain(text))
        return Screen(html, ((press(texts.SHOW_IT, deed(FEATURE, "open", curation.id)),), back_row()))
