"""The tour's end: what was done, and the three things to set up, with what is there of them already."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from handlers.buttons import deed
from handlers.cards.base import Showcase
from handlers.cards.member import MemberCard
from handlers.cards.onboarding import FEATURE, NoTourCard
from handlers.screens import Row, Screen, italic, paragraphs, plain, press
from handlers.texts import onboarding as texts
from knowledge.entries import Library
from scheduler.calendar import half_year
from scheduler.contacts import Contact
from scheduler.people import Member
from scheduler.planning import planned
from scheduler.stores import Stores
from scheduler.tour import saw_end_on

PARTS = PRESS, CONTACTS, JOUR_FIXE = "press", "contacts", "jour_fixe"
"""What is set up at the end of the tour, in this order."""


def part_of(contact: Contact, library: Library) -> str:
    return PRESS if any(kind.press and kind.id == contact.kind for kind in library.contact_kinds) else CONTACTS


async def parts_there(stores: Stores, member: int, library: Library, today: date) -> frozenset[str]:
    """Which of them somebody has."""
    there = {part_of(contact, library) for contact in await stores.contacts.of(member)}
    if any(each.half >= half_year(today) for each in planned(await stores.jour_fixes.of(member))):
        there.add(JOUR_FIXE)
    return frozenset(there)


@dataclass(frozen=True)
class TourEndCard(MemberCard, name="tour_end"):
    """After the last step: what comes now is keeping in touch."""

    async def draw_kept(self, showcase: Showcase, stores: Stores) -> Screen:
        member = await stores.members.get(self.member)
        if member is None:
            return self.draw(showcase)
        return self._draw(showcase, member, await parts_there(stores, member.id, showcase.library, self.today))

    def _draw(self, showcase: Showcase, member: Member, there: Collection[str]) -> Screen:
        tour = showcase.library.onboarding
        if not tour.steps:
            return NoTourCard().draw(showcase)
        done = sum(step.id in member.tour_done for step in tour.steps)
        html = paragraphs(
            *(plain(line) for line in tour.summary.splitlines()),
            plain(texts.set_up([part for part in PARTS if part not in there])),
            italic(texts.count_done(done, len(tour.steps))),
        )
        rows = tuple((press(texts.set_up_key(part, part in there), deed(FEATURE, "set", part)),) for part in PARTS)
        return Screen(html, (*rows, (press(texts.AGAIN, deed(FEATURE, "go", tour.steps[0].id)),)))


async def on_the_way(screen: Screen, part: str, member: int, today: date, showcase: Showcase, stores: Stores) -> Screen:
    """The screen of one part with the way on to the next and back, on the day on which the tour's end was looked at."""
    if not saw_end_on(today, await stores.dues.of(member)):
        return screen
    there = await parts_there(stores, member, showcase.library, today)
    following = next((each for each in PARTS[PARTS.index(part) + 1 :] if each not in there), None)
    forth: tuple[Row, ...] = ()
    if following is not None:
        forth = ((press(texts.WAYS_ON[following], deed(FEATURE, "set", following)),),)
    back = (press(texts.BACK_TO_END, deed(FEATURE, "end")),)
    return replace(screen, rows=(*forth, *screen.rows, back))
