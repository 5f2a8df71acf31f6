"""The base of cards about how one person wants to be written to."""

from dataclasses import dataclass
from datetime import date

from handlers.cards.base import KeptCard, Showcase
from handlers.screens import Screen, plain
from handlers.texts import times as texts
from scheduler.people import Member
from scheduler.stores import Stores

UNSET = "1970-01-01"


@dataclass(frozen=True)
class MemberCard(KeptCard):
    """What the person has chosen is looked up when it is sent; `on` is the day on which it is said."""

    member: int = 0
    on: str = UNSET

    async def draw_kept(self, showcase: Showcase, stores: Stores) -> Screen:
        member = await stores.members.get(self.member)
        return self.draw(showcase) if member is None else self.draw_of(showcase, member)

    def draw(self, showcase: Showcase) -> Screen:
        return Screen(plain(texts.GONE))

    def draw_of(self, showcase: Showcase, member: Member) -> Screen:
        raise TypeError(f"{type(self).__name__} can't be drawn")

    @property
    def today(self) -> date:
        return date.fromisoformat(self.on)
