"""The tour's end: its summary, and setting up press contact, key contacts and jour fixe, one after the other."""

from collections.abc import Mapping
from dataclasses import replace

from handlers import contacts, jour_fixe
from handlers.arrival import Arrival
from handlers.buttons import Deed, deed, hash_name
from handlers.cards import NoticeCard
from handlers.cards.contacts import ContactCard, newest
from handlers.cards.tour_end import CONTACTS, JOUR_FIXE, PRESS, TourEndCard, part_of
from handlers.contact_texts import close_prompt
from handlers.desk import Desk
from handlers.feature import Presser
from handlers.reply import Reply, Show, show
from scheduler.contacts import Contact
from scheduler.dues import Due, State
from scheduler.round import look_soon
from scheduler.tour import END_KEY


async def look_back(arrival: Arrival, desk: Desk) -> TourEndCard:
    """The summary. It is noted that it was seen: then no nudge comes about it."""
    await _note(arrival, desk)
    return TourEndCard(arrival.user_id, desk.today.isoformat())


async def _note(arrival: Arrival, desk: Desk) -> None:
    await desk.stores.members.welcome(arrival.user_id, desk.now)
    row = await desk.stores.dues.enter(Due(0, arrival.user_id, *END_KEY, due_on=desk.today))
    seen = replace(row, state=State.DONE, closed_on=desk.today)
    if seen != row:
        await desk.stores.dues.save(seen)
        await look_soon(desk.stores, arrival.user_id, desk.now)


async def press_end(arrival: Arrival, desk: Desk, _button: Deed) -> Reply:
    return show(await look_back(arrival, desk))


async def set_up(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    """One of the three things, in a message of its own: the list of the three stays."""
    maker = SET_UP.get(button.word(0))
    if maker is None:
        return show(NoticeCard("old_button"))
    await _note(arrival, desk)
    reply = await maker(arrival, desk, button)
    return Reply(tuple(Show(shown.card) for shown in reply.cards), reply.toast)


async def _set_up_press(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    there = await _there(arrival, desk, PRESS)
    press = next((kind for kind in desk.library.contact_kinds if kind.press), None)
    if len(there) == 1:
        await close_prompt(arrival, desk)
        return show(ContactCard(arrival.user_id, desk.today.isoformat(), there[0].id))
    if there:
        return await contacts.list_contacts(arrival, desk)
    if press is None:
        return await contacts.choose_kind(arrival, desk, button)
    after = newest(await desk.stores.contacts.of(arrival.user_id))
    return await contacts.ask_for_role(arrival, desk, deed("contact", "kind", hash_name(press.id), after))


async def _set_up_contacts(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    if await _there(arrival, desk, CONTACTS):
        return await contacts.list_contacts(arrival, desk)
    return await contacts.choose_kind(arrival, desk, button)


async def _there(arrival: Arrival, desk: Desk, part: str) -> list[Contact]:
    every = await desk.stores.contacts.of(arrival.user_id)
    return [contact for contact in every if part_of(contact, desk.library) == part]


SET_UP: Mapping[str, Presser] = {
    PRESS: _set_up_press,
    CONTACTS: _set_up_contacts,
    JOUR_FIXE: jour_fixe.press_overview,
}
