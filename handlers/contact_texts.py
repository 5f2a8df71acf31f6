"""What is typed about contacts: roles, notes, days, intervals. What looks personal is kept only if wanted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from handlers import ask as questions
from handlers.arrival import Arrival
from handlers.buttons import hash_name
from handlers.cards.base import Card
from handlers.cards.contact_steps import (
    ContactHintCard,
    ContactIntervalCard,
    ContactKindsCard,
    ContactLastCard,
    ContactPromptCard,
    ContactRoleCard,
)
from handlers.cards.contacts import ContactCard, kinds_of
from handlers.desk import Desk
from handlers.feature import Answerer
from handlers.personal_data import looks_personal
from handlers.reply import Reply, show
from handlers.typed import read_weeks
from knowledge.entries import ContactKind
from scheduler.contact_book import ContactBook
from scheduler.contacts import LONGEST_INTERVAL, NOTE_LENGTH, ROLE_LENGTH, Contact, free_role
from scheduler.dates import read_date
from scheduler.stores.prompts import LIFETIME, Prompt

ASKED, HELD = "contact_asked", "contact_held"
"""Prompts: something is to be typed · something typed waits for "Trotzdem speichern"."""
_LENGTHS = {"new": ROLE_LENGTH, "name": ROLE_LENGTH, "note": NOTE_LENGTH}
_COLONS = 4


@dataclass(frozen=True, slots=True)
class Target:
    """What a typed text is for: "new", "name", "note", "date" or "weeks".

    `contact` is its id; for a new one, the newest contact when it was begun, and `kind` is its kind's hash. `setup`: it
    is still being added.
    """

    what: str
    contact: int = 0
    kind: str = ""
    setup: bool = False

    def write(self, text: str = "") -> str:
        return ":".join((self.what, str(self.contact), self.kind, "s" if self.setup else "", text))


def _read_target(data: str) -> tuple[Target, str]:
    what, contact, kind, setup, text = data.split(":", _COLONS)
    return Target(what, int(contact), kind, bool(setup)), text


def on(desk: Desk) -> str:
    """The day, as cards carry it."""
    return desk.today.isoformat()


def book_of(arrival: Arrival, desk: Desk) -> ContactBook:
    return ContactBook(desk.stores, arrival.user_id, desk.today, desk.now)


async def ask(arrival: Arrival, desk: Desk, target: Target, fault: str = "") -> Card:
    """The next text is for this."""
    prompt = Prompt(ASKED, 0, desk.now + LIFETIME, target.write())
    await desk.stores.prompts.open(arrival.chat_id, arrival.user_id, prompt)
    if target.what == "new":
        return ContactRoleCard(arrival.user_id, on(desk), target.kind, target.contact, fault)
    return ContactPromptCard(arrival.user_id, on(desk), target.contact, target.what, fault)


async def close_prompt(arrival: Arrival, desk: Desk) -> Prompt | None:
    """The open prompt, if it is about contacts; another feature's stays open."""
    prompt = await desk.stores.prompts.take(arrival.chat_id, arrival.user_id, desk.now)
    if prompt is not None and prompt.kind not in (ASKED, HELD):
        await desk.stores.prompts.open(arrival.chat_id, arrival.user_id, prompt)
        return None
    return prompt


async def answer(arrival: Arrival, desk: Desk, prompt: Prompt) -> Reply:
    """A text came while one was asked for, or instead of a yes to one that looked personal."""
    target, _held = _read_target(prompt.data)
    text = _clean(arrival.text)
    if target.what == "new" and text.endswith("?"):
        return await questions.answer_text(arrival, desk)
    contact = await book_of(arrival, desk).contact(target.contact)
    if target.what == "new":
        return show(await _take_text(arrival, desk, target, text))
    if contact is None:  # deleted in the meantime: the card says so
        return show(ContactCard(arrival.user_id, on(desk), target.contact))
    if target.what == "date":
        return show(await _take_day(arrival, desk, contact, target, text))
    if target.what == "weeks":
        return show(await _take_weeks(arrival, desk, contact, target, text))
    return show(await _take_text(arrival, desk, target, text))


async def _take_text(arrival: Arrival, desk: Desk, target: Target, text: str) -> Card:
    if not any(sign.isalnum() for sign in text):
        return await ask(arrival, desk, target, "empty")
    if len(text) > _LENGTHS[target.what]:
        return await ask(arrival, desk, target, "long_note" if target.what == "note" else "long_role")
    if looks_personal(text):
        held = Prompt(HELD, 0, desk.now + LIFETIME, target.write(text))
        await desk.stores.prompts.open(arrival.chat_id, arrival.user_id, held)
        return ContactHintCard(arrival.user_id, on(desk), target.what, target.contact, target.kind)
    return await _store(arrival, desk, target, text)


async def keep(arrival: Arrival, desk: Desk) -> Card | None:
    """None: nothing waits (any more)."""
    prompt = await close_prompt(arrival, desk)
    if prompt is None or prompt.kind != HELD:
        return None
    target, text = _read_target(prompt.data)
    return await _store(arrival, desk, target, text)


async def _store(arrival: Arrival, desk: Desk, target: Target, text: str) -> Card:
    if target.what == "new":
        return await add(arrival, desk, target, text) or ContactKindsCard(arrival.user_id, on(desk))
    book = book_of(arrival, desk)
    contact = await book.contact(target.contact)
    if contact is not None:
        await book.change(contact, **{"note" if target.what == "note" else "role": text})
    return ContactCard(arrival.user_id, on(desk), target.contact)


def kind_of(desk: Desk, target: Target) -> ContactKind | None:
    return next((kind for kind in kinds_of(desk.library) if hash_name(kind.id) == target.kind), None)


async def add(arrival: Arrival, desk: Desk, target: Target, role: str = "") -> Card | None:
    """Puts a contact on the list and asks on; pressed again, only asks on. None: that kind is no longer there."""
    kind = kind_of(desk, target)
    if kind is None:
        return None
    book = book_of(arrival, desk)
    contacts = await book.all()
    there = [each for each in contacts if each.id > target.contact and each.kind == kind.id]
    if there:
        return ContactIntervalCard(arrival.user_id, on(desk), there[-1].id, setup=True)
    added = await book.add(kind.id, role or free_role(kind.title, contacts), kind.interval_weeks)
    if added is None:
        return ContactKindsCard(arrival.user_id, on(desk))
    return ContactIntervalCard(arrival.user_id, on(desk), added.id, setup=True)


async def _take_day(arrival: Arrival, desk: Desk, contact: Contact, target: Target, text: str) -> Card:
    reading = read_date(text, desk.today, allow_past=True)
    if reading.day is None:
        return await ask(arrival, desk, target, "future" if reading.future else "unread")
    return await log(arrival, desk, contact, reading.day)


async def _take_weeks(arrival: Arrival, desk: Desk, contact: Contact, target: Target, text: str) -> Card:
    weeks = read_weeks(text)
    if weeks is None or not 1 <= weeks <= LONGEST_INTERVAL:
        return await ask(arrival, desk, target, "weeks")
    return await set_interval(arrival, desk, contact, weeks, target.setup)


async def log(arrival: Arrival, desk: Desk, contact: Contact, day: date) -> ContactCard:
    """The contact's card, with a way to take it back; or with the word that a later contact is known."""
    logged = await book_of(arrival, desk).log(contact, day)
    card = ContactCard(arrival.user_id, on(desk), contact.id)
    if logged.last_on == day:
        return ContactCard(card.member, card.on, card.contact, logged=day.isoformat())
    return ContactCard(card.member, card.on, card.contact, known=True)


async def set_interval(arrival: Arrival, desk: Desk, contact: Contact, weeks: int, setup: bool) -> Card:
    await book_of(arrival, desk).change(contact, interval_weeks=weeks)
    card = ContactLastCard if setup else ContactCard
    return card(arrival.user_id, on(desk), contact.id)


def _clean(text: str) -> str:
    """On one line, without what can't be seen: no database keeps lone surrogates, and no list reads backwards."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


PROMPTS: Mapping[str, Answerer] = {ASKED: answer, HELD: answer}
