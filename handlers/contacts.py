"""/kontakte: the list, one contact, and "Kontakt gehabt"."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from handlers import contact_texts
from handlers.arrival import Arrival
from handlers.buttons import Deed
from handlers.cards import NoticeCard
from handlers.cards.base import Card
from handlers.cards.contact_steps import (
    SETUP,
    ContactDropCard,
    ContactIntervalCard,
    ContactKindsCard,
    ContactRoleCard,
)
from handlers.cards.contacts import FEATURE, ContactCard, ContactListCard
from handlers.contact_texts import book_of, close_prompt, on
from handlers.desk import Desk
from handlers.feature import Command, Feature, Presser
from handlers.reply import Change, Reply, show
from handlers.texts import contacts as texts
from scheduler.contacts import LONGEST_INTERVAL, Contact

ContactDeed = Callable[[Arrival, Desk, Contact, Deed], Awaitable[Reply]]
LONGEST_AGO = 31
"""Days that a button can mean; further back it is typed."""


async def list_contacts(arrival: Arrival, desk: Desk) -> Reply:
    return show(ContactListCard(arrival.user_id, on(desk)))


async def turn_page(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    await close_prompt(arrival, desk)
    return _instead(arrival, ContactListCard(arrival.user_id, on(desk), max(button.number(0), 0)))


async def choose_kind(arrival: Arrival, desk: Desk, _button: Deed) -> Reply:
    await close_prompt(arrival, desk)
    return _instead(arrival, ContactKindsCard(arrival.user_id, on(desk)))


async def ask_for_role(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    """The kind is chosen; a role that is typed now goes before the one that is offered."""
    await close_prompt(arrival, desk)
    target = contact_texts.Target("new", kind=button.word(0), contact=max(button.number(1), 0))
    if contact_texts.kind_of(desk, target) is None:
        return show(NoticeCard("old_button"))
    await contact_texts.ask(arrival, desk, target)
    return _instead(arrival, ContactRoleCard(arrival.user_id, on(desk), target.kind, target.contact))


async def take_role(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    """The role that was offered: the kind's title."""
    await close_prompt(arrival, desk)
    target = contact_texts.Target("new", kind=button.word(0), contact=max(button.number(1), 0))
    card = await contact_texts.add(arrival, desk, target)
    return _instead(arrival, card) if card else show(NoticeCard("old_button"))


async def keep_text(arrival: Arrival, desk: Desk, _button: Deed) -> Reply:
    """What looked personal is wanted all the same."""
    card = await contact_texts.keep(arrival, desk)
    return _instead(arrival, card) if card else Reply(toast=texts.KEPT_NO_LONGER)


def _owned(do: ContactDeed) -> Presser:
    """A deed about a contact: only for whom it belongs to. What was asked before it is asked no longer."""

    async def press(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
        contact = await book_of(arrival, desk).contact(button.number(0))
        if contact is None:
            return show(NoticeCard("old_button"))
        await close_prompt(arrival, desk)
        return await do(arrival, desk, contact, button)

    return press


async def _open(arrival: Arrival, desk: Desk, contact: Contact, _button: Deed) -> Reply:
    return _instead(arrival, ContactCard(arrival.user_id, on(desk), contact.id))


async def _log(arrival: Arrival, desk: Desk, contact: Contact, button: Deed) -> Reply:
    """Days are counted from the press: "heute" under an old message is the day on which it is pressed."""
    days, page = button.number(1), button.number(2)
    if not 0 <= days <= LONGEST_AGO:
        return show(NoticeCard("old_button"))
    card = await contact_texts.log(arrival, desk, contact, desk.today - timedelta(days=days))
    if page < 0:
        return _instead(arrival, card, texts.NOTED if card.logged else "")
    return _instead(arrival, ContactListCard(arrival.user_id, on(desk), page, contact.id), texts.NOTED)


async def _undo(arrival: Arrival, desk: Desk, contact: Contact, button: Deed) -> Reply:
    page, said = button.number(2), texts.ALREADY
    day = contact.last_on
    if day is not None and day.toordinal() == button.number(1):
        await book_of(arrival, desk).undo(contact, day)
        said = texts.UNDONE
    if page < 0:
        return _instead(arrival, ContactCard(arrival.user_id, on(desk), contact.id), said)
    return _instead(arrival, ContactListCard(arrival.user_id, on(desk), page), said)


async def _show_intervals(arrival: Arrival, desk: Desk, contact: Contact, button: Deed) -> Reply:
    return _instead(arrival, ContactIntervalCard(arrival.user_id, on(desk), contact.id))


async def _set_interval(arrival: Arrival, desk: Desk, contact: Contact, button: Deed) -> Reply:
    if not 1 <= button.number(1) <= LONGEST_INTERVAL:
        return show(NoticeCard("old_button"))
    setup = button.word(2) == SETUP
    return _instead(arrival, await contact_texts.set_interval(arrival, desk, contact, button.number(1), setup))


async def _ask(arrival: Arrival, desk: Desk, contact: Contact, button: Deed) -> Reply:
    """A text, a day or a number is to be typed: which one is the button's verb."""
    target = contact_texts.Target(_ASKED[button.verb], contact.id, setup=button.word(1) == SETUP)
    return _instead(arrival, await contact_texts.ask(arrival, desk, target))


async def _pause(arrival: Arrival, desk: Desk, contact: Contact, button: Deed) -> Reply:
    await book_of(arrival, desk).change(contact, paused=button.verb == "pause")
    return await _open(arrival, desk, contact, button)


async def _clear_note(arrival: Arrival, desk: Desk, contact: Contact, button: Deed) -> Reply:
    await book_of(arrival, desk).change(contact, note="")
    return await _open(arrival, desk, contact, button)


async def _confirm_removal(arrival: Arrival, desk: Desk, contact: Contact, _button: Deed) -> Reply:
    return _instead(arrival, ContactDropCard(arrival.user_id, on(desk), contact.id))


async def _remove(arrival: Arrival, desk: Desk, contact: Contact, _button: Deed) -> Reply:
    await book_of(arrival, desk).remove(contact)
    return _instead(arrival, ContactListCard(arrival.user_id, on(desk)), texts.DELETED)


def _instead(arrival: Arrival, card: Card, toast: str = "") -> Reply:
    return Reply((Change(card, message_id=arrival.message_id),), toast)


_ASKED = {"date": "date", "note": "note", "name": "name", "other": "weeks"}

CONTACTS = Feature(
    FEATURE,
    commands=(Command(("kontakte", "kontakt"), list_contacts, personal=True),),
    deeds={
        "list": turn_page,
        "new": choose_kind,
        "kind": ask_for_role,
        "take": take_role,
        "keep": keep_text,
        "open": _owned(_open),
        "log": _owned(_log),
        "undo": _owned(_undo),
        "every": _owned(_show_intervals),
        "weeks": _owned(_set_interval),
        **{verb: _owned(_ask) for verb in _ASKED},
        "blank": _owned(_clear_note),
        "pause": _owned(_pause),
        "go": _owned(_pause),
        "drop": _owned(_confirm_removal),
        "remove": _owned(_remove),
    },
    prompts=contact_texts.PROMPTS,
)
