"""Notes for the next agenda. What looks as if it named a person is kept only if wanted."""

from handlers.arrival import Arrival
from handlers.buttons import Deed
from handlers.cards import Card
from handlers.cards.jour_fixe import JourFixeNoticeCard
from handlers.cards.jour_fixe_papers import AskNoteCard, NotedCard, NoteHintCard, NotesCard, NotesFullCard
from handlers.desk import Desk
from handlers.jour_fixe_book import say
from handlers.personal_data import looks_personal
from handlers.reply import Reply, show
from scheduler.agenda import LONGEST_NOTE, MOST_NOTES, waiting
from scheduler.jour_fixe import AgendaNote
from scheduler.round import look_soon
from scheduler.stores.prompts import LIFETIME, Prompt

NOTE, PERSONAL = "jour_fixe_note", "jour_fixe_personal"
"""Prompts: a note is to be typed · one that looks personal waits for a yes."""


async def ask(arrival: Arrival, desk: Desk, fault: str = "") -> Reply:
    await _open(arrival, desk, NOTE)
    return show(AskNoteCard(fault))


async def press_note(arrival: Arrival, desk: Desk, _button: Deed) -> Reply:
    return await ask(arrival, desk)


async def read_note(arrival: Arrival, desk: Desk, _prompt: Prompt) -> Reply:
    return await note(arrival, desk, arrival.text)


async def note(arrival: Arrival, desk: Desk, typed: str) -> Reply:
    text = _storable(typed)
    if not text or len(text) > LONGEST_NOTE:
        return await ask(arrival, desk, "too_long" if text else "")
    if looks_personal(text):
        await _open(arrival, desk, PERSONAL, text)
        return show(NoteHintCard())
    return show(await _keep(arrival, desk, text))


def _storable(typed: str) -> str:
    """One line, without what a database can't hold: NUL, half a surrogate pair."""
    return " ".join(typed.replace("\0", " ").encode("utf-8", "replace").decode("utf-8").split())


async def keep(arrival: Arrival, desk: Desk, _button: Deed) -> Reply:
    """The note that looked personal is wanted so. Pressed again, or too late, it is no longer there."""
    prompt = await desk.stores.prompts.take(arrival.chat_id, arrival.user_id, desk.now)
    if prompt is not None and prompt.kind == PERSONAL:
        return say(arrival, await _keep(arrival, desk, prompt.data))
    if prompt is not None:
        await desk.stores.prompts.open(arrival.chat_id, arrival.user_id, prompt)
    return show(JourFixeNoticeCard("note_over"))


async def _keep(arrival: Arrival, desk: Desk, text: str) -> Card:
    await desk.stores.members.welcome(arrival.user_id, desk.now)
    store = desk.stores.jour_fixes
    notes = await store.notes_of(arrival.user_id)
    if len(waiting(notes)) >= MOST_NOTES:
        return NotesFullCard()
    kept = await store.note(AgendaNote(0, arrival.user_id, text, desk.now))
    await look_soon(desk.stores, arrival.user_id, desk.now)
    return NotedCard(arrival.user_id, kept.id)


async def show_list(arrival: Arrival, desk: Desk) -> Reply:
    return show(NotesCard(arrival.user_id))


async def press_list(arrival: Arrival, desk: Desk, _button: Deed) -> Reply:
    return await show_list(arrival, desk)


async def turn_page(arrival: Arrival, _desk: Desk, button: Deed) -> Reply:
    return say(arrival, NotesCard(arrival.user_id, button.number(0)))


async def forget(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    """Pressed again, or forged, it only shows the list as it is."""
    notes = await desk.stores.jour_fixes.notes_of(arrival.user_id)
    for found in notes:
        if found.id == button.number(0):
            await desk.stores.jour_fixes.remove_note(found.id)
    return say(arrival, NotesCard(arrival.user_id, max(button.number(1), 0)))


async def _open(arrival: Arrival, desk: Desk, kind: str, data: str = "") -> None:
    prompt = Prompt(kind, 0, desk.now + LIFETIME, data)
    await desk.stores.prompts.open(arrival.chat_id, arrival.user_id, prompt)
