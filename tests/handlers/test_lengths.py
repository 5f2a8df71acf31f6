"""Lists at their fullest: every one of them is a message that Telegram takes.

The stand-in refuses what Telegram refuses (more than 4,096 units of text, more than 100 keys), and then nothing comes.
"""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from handlers.texts import NEXT_PAGE
from knowledge.changes import SENTENCE_LONGEST, WORDING_LONGEST, Change, What
from knowledge.fields import TITLE_LONGEST
from scheduler.agenda import LONGEST_NOTE, MOST_NOTES
from scheduler.calendar import local_day
from scheduler.contacts import MOST_CONTACTS, NOTE_LENGTH, ROLE_LENGTH, Contact
from scheduler.curations import Curation, State
from scheduler.dues import Due, Kind
from scheduler.jour_fixe import AgendaNote
from scheduler.nudges import MOST_LINES
from scheduler.people import Role
from scheduler.questions import LONGEST_QUESTION, MOST_OPEN, OpenQuestion
from scheduler.seals import seal_with
from scheduler.stores import Stores
from scheduler.teams import MOST_TEAMS, NAME_LENGTH, Invite
from tests.phone import Exchange, Message, Phone, words_of

Filling = Callable[[Stores, Exchange], Awaitable[None]]
ME, OTHERS = 1001, range(2001, 2041)
TREE = "🌳"
LONG_AGO = date(2025, 10, 1)


def filled(start: str, length: int) -> str:
    """As long as may be; emoji count twice."""
    return f"{start} {TREE * length}"[:length]


async def many_contacts(stores: Stores, exchange: Exchange, kind: str = "lokalredaktion") -> None:
    for number in range(MOST_CONTACTS):
        contact = Contact(0, ME, kind, filled(f"Rolle {number:02d}", ROLE_LENGTH), 6, LONG_AGO, last_on=LONG_AGO)
        await stores.contacts.add(replace(contact, note=filled("Notiz", NOTE_LENGTH)))


async def many_other_contacts(stores: Stores, exchange: Exchange) -> None:
    await many_contacts(stores, exchange, "seniorenbeirat")


async def many_steps(stores: Stores, exchange: Exchange) -> None:
    """The longest of all steps."""
    library, today = exchange.app.knowledge.library, local_day(exchange.clock.now())
    steps = [
        (len(step), f"{entry.id}:{place}")
        for entry in library.recommendations.values()
        for place, step in enumerate(entry.steps)
    ]
    for _, subject in sorted(steps, reverse=True)[:40]:
        await stores.dues.enter(Due(0, ME, Kind.STEP, subject, today.isoformat(), due_on=today))


async def many_notes(stores: Stores, exchange: Exchange) -> None:
    for number in range(4 * MOST_NOTES):
        taken = "2026-1" if number >= MOST_NOTES else ""
        note = AgendaNote(0, ME, filled(f"Punkt {number:02d}", LONGEST_NOTE), exchange.clock.now())
        await stores.jour_fixes.save_note(replace(await stores.jour_fixes.note(note), half=taken))


async def many_teams(stores: Stores, exchange: Exchange) -> None:
    """All there can be, led by me and by twenty more."""
    now = exchange.clock.now()
    await stores.members.welcome(ME, now)
    await stores.teams.make_admin(ME, now)
    for number in OTHERS[:20]:
        member = await stores.members.welcome(number, now)
        await stores.members.save(replace(member, name=filled(f"Leitung {number}", NAME_LENGTH)))
    for number in range(MOST_TEAMS):
        team = await stores.teams.add(filled(f"Quartier {number:03d}", NAME_LENGTH), now)
        assert team is not None
        for member_id in (ME, *(OTHERS[:20] if number < 10 else ())):
            await stores.teams.join(member_id, team.id, Role.LEAD, now)


async def many_invites(stores: Stores, exchange: Exchange) -> None:
    await many_teams(stores, exchange)
    now = exchange.clock.now()
    for number in range(50):
        made = Invite(0, ME, "", Role.NEWCOMER, 1, now, now + timedelta(days=1 + number % 9), None)
        await stores.invites.add(made, seal_with(exchange.app.bot.token))


async def ask_many(stores: Stores, exchange: Exchange, text: str, each: int) -> None:
    now = exchange.clock.now()
    team = await stores.teams.add("Nord", now)
    assert team is not None
    await stores.members.welcome(ME, now)
    await stores.teams.join(ME, team.id, Role.LEAD, now)
    for member_id in OTHERS:
        await stores.members.welcome(member_id, now)
        await stores.teams.join(member_id, team.id, Role.NEWCOMER, now)
        for number in range(each):
            wording = text.format(f"{member_id} {number}")[:LONGEST_QUESTION]
            name = filled(f"Name {member_id}", 80)
            asked = await stores.questions.add(OpenQuestion(0, member_id, wording, now, name))
            await stores.questions.submit(asked.id, name, [team.id], now)


async def many_long_questions(stores: Stores, exchange: Exchange) -> None:
    await ask_many(stores, exchange, "Was kostet {} " + TREE * LONGEST_QUESTION, MOST_OPEN // 2)


async def many_same_questions(stores: Stores, exchange: Exchange) -> None:
    await ask_many(stores, exchange, "was kostet ein platz im pflegeheim", MOST_OPEN // 2)


async def many_curations(stores: Stores, exchange: Exchange) -> None:
    now = exchange.clock.now()
    await many_teams(stores, exchange)
    title, sentence = filled("Titel", TITLE_LONGEST), filled("Satz", SENTENCE_LONGEST)
    text = filled("Frage", WORDING_LONGEST)
    entry = Change(
        What.ENTRY, text, "kommune-neu-1", title[:30], TREE * 800, "kommune", "umsetzungsidee", (TREE * 100,) * 4
    )
    occasion = Change(
        What.OCCASION, "", "anlass-1", title, day="2026-05-01", when="05-01", why=sentence, opening=sentence
    )
    phrasing = Change(What.PHRASING, text, "kommune-loesungsweg-2")
    for number, change in enumerate([entry, occasion, phrasing, Change(What.DECOY, text)] * 3):
        state = (State.DRAFT, State.LIVE, State.UNDONE)[number // 4]
        draft = Curation(0, ME, now, change.what.value, change.write())
        kept = await stores.curations.add(draft)
        await stores.curations.save(replace(kept, state=state, version=number, live_at=now, live_by=ME, undone_at=now))


async def show(phone: Phone, do: Awaitable[object]) -> str:
    """What is on the screen once it has been done. Nothing new: it was refused."""
    before = list(map(_as_read, phone.shown))
    await do
    after = list(map(_as_read, phone.shown))
    assert after != before, "nothing came"
    assert "ging etwas schief" not in phone.text
    return phone.text


def _as_read(message: Message) -> tuple[int, str, str]:
    return message["message_id"], words_of(message), str(message.get("reply_markup"))


async def look_through(phone: Phone, *taps: str) -> list[str]:
    """Opened by the first of `taps`, which is typed, to its last page."""
    command, *keys = taps
    seen = [await show(phone, phone.type(command))]
    for key in keys:
        seen.append(await show(phone, phone.tap(key)))
    while NEXT_PAGE in phone.keys:
        seen.append(await show(phone, phone.tap(NEXT_PAGE)))
    return seen


async def prepare(exchange: Exchange, phone: Phone, fill: Filling) -> None:
    await phone.type("/hilfe")
    exchange.telegram.world.directory.people[ME].wrote = True
    async with exchange.app.storage.transaction() as records:
        await records.members.welcome(ME, exchange.clock.now())
        await fill(records, exchange)


@pytest.mark.parametrize(
    ("fill", "taps"),
    [
        (many_contacts, ("/kontakte",)),
        (many_contacts, ("/kontakte", "Rolle 00")),
        (many_contacts, ("/erinnerungen",)),
        (many_steps, ("/erinnerungen",)),
        (many_notes, ("/jourfixe notizen",)),
        (many_notes, ("/meinedaten",)),
        (many_contacts, ("/meinedaten",)),
        (many_teams, ("/team",)),
        (many_teams, ("/team", "Quartier 000")),
        (many_teams, ("/team", "Alle Teams")),
        (many_teams, ("/einladen", "Teamleitung")),
        (many_invites, ("/einladen", "Offene")),
        (many_long_questions, ("/offen",)),
        (many_long_questions, ("/offen", "1 ·")),
        (many_same_questions, ("/offen", "1 ·")),
        (many_curations, ("/wissen",)),
    ],
)
async def test_a_full_list_is_shown(exchange: Exchange, phone: Phone, fill: Filling, taps: tuple[str, ...]) -> None:
    await prepare(exchange, phone, fill)
    await look_through(phone, *taps)


@pytest.fixture(autouse=True)
def _nothing_is_refused(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    told = caplog.get_records("call")
    assert [record.getMessage() for record in told if record.levelname == "ERROR"] == []


async def test_every_change_of_the_knowledge_is_shown(exchange: Exchange, phone: Phone) -> None:
    await prepare(exchange, phone, many_curations)
    async with exchange.app.storage.look() as records:
        found = await records.curations.readable_by(ME)
    for one in found:
        await phone.type("/wissen")
        await show(phone, phone.tap_data(phone.last, f"1:d:curation:open:{one.id:x}"))


@pytest.mark.parametrize("fill", [many_contacts, many_other_contacts, many_steps])
async def test_today_shows_as_much_as_a_message_takes_and_how_much_more_there_is(
    exchange: Exchange, phone: Phone, fill: Filling
) -> None:
    await prepare(exchange, phone, fill)
    text = await show(phone, phone.type("/heute"))
    waiting = 40 if fill is many_steps else MOST_CONTACTS
    assert f"… und {waiting - MOST_LINES} weitere Erinnerungen" in text
    assert len(phone.keys) == MOST_LINES + 1
    shown = len(phone.shown)
    await show(phone, phone.tap("Alle Erinnerungen"))
    assert NEXT_PAGE in phone.keys
    assert len(phone.shown) == shown + 1, "the list of today stays"
