"""/jourfixe: two dates a year with the municipality, and what leads up to them."""

from dataclasses import replace

from handlers import ask as questions
from handlers import jour_fixe_notes as notes
from handlers import jour_fixe_planning as planning
from handlers.arrival import Arrival
from handlers.buttons import Deed
from handlers.cards.jour_fixe import (
    FEATURE,
    MONTHS_OFFERED,
    JourFixeCard,
    JourFixeDateCard,
    JourFixeDropCard,
    JourFixeFileCard,
    JourFixeNoticeCard,
    JourFixeSeasonsCard,
)
from handlers.cards.jour_fixe_papers import PaperCard, paper_parts
from handlers.desk import Desk
from handlers.feature import Command, Feature, Presser
from handlers.jour_fixe_book import own, say, stale
from handlers.reply import Reply, Show, show
from handlers.texts import jour_fixe_papers as papers
from scheduler.agenda import hand_on, take
from scheduler.jour_fixe import JourFixe
from scheduler.planning import drop
from scheduler.round import look_soon


async def command(arrival: Arrival, desk: Desk) -> Reply:
    """/jourfixe alone, with "merken …", with "notizen", or with a date to set."""
    if desk.matcher.answer(arrival.argument, limit=1).topic == questions.EMERGENCY:
        return await questions.answer_emergency(arrival, desk)
    verb, _, rest = arrival.argument.partition(" ")
    if verb.casefold() in papers.NOTE_WORDS:
        return await notes.note(arrival, desk, rest) if rest.strip() else await notes.ask(arrival, desk)
    if verb.casefold() in papers.NOTES_WORDS:
        return await notes.show_list(arrival, desk)
    if arrival.argument:
        return await planning.begin_with(arrival, desk, arrival.argument)
    return await show_overview(arrival, desk)


async def show_overview(arrival: Arrival, desk: Desk) -> Reply:
    await desk.stores.members.welcome(arrival.user_id, desk.now)
    return show(JourFixeCard(arrival.user_id, desk.now.isoformat()))


async def press_overview(arrival: Arrival, desk: Desk, _button: Deed) -> Reply:
    return await show_overview(arrival, desk)


async def open_date(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    jour_fixe = await own(arrival, desk, button.number(0))
    return show(JourFixeDateCard(jour_fixe.id, desk.now.isoformat()) if jour_fixe else JourFixeNoticeCard())


async def send_file(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    jour_fixe = await own(arrival, desk, button.number(0))
    return show(JourFixeFileCard(jour_fixe.id, desk.now.isoformat()) if jour_fixe else JourFixeNoticeCard())


async def ask_to_drop(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    jour_fixe = await own(arrival, desk, button.number(0))
    gone = stale(jour_fixe, button.number(1), desk.today)
    if gone is not None:
        return show(gone)
    if jour_fixe is None or jour_fixe.at <= desk.now:
        return show(JourFixeNoticeCard("over"))
    return show(JourFixeDropCard(jour_fixe.id, desk.today.isoformat()))


async def drop_date(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    """Pressed again, it says what is."""
    jour_fixe = await own(arrival, desk, button.number(0))
    gone = stale(jour_fixe, button.number(1), desk.today)
    if gone is not None or jour_fixe is None:
        return say(arrival, gone or JourFixeNoticeCard())
    if jour_fixe.at <= desk.now:
        return say(arrival, JourFixeNoticeCard("over"))
    await _drop(desk, jour_fixe)
    told = say(arrival, JourFixeNoticeCard("drops"))
    return replace(told, cards=(*told.cards, Show(JourFixeFileCard(jour_fixe.id, desk.now.isoformat()))))


async def _drop(desk: Desk, jour_fixe: JourFixe) -> None:
    await desk.stores.jour_fixes.save(drop(jour_fixe))
    for note in hand_on(await desk.stores.jour_fixes.notes_of(jour_fixe.member_id), jour_fixe.half):
        await desk.stores.jour_fixes.save_note(note)
    await look_soon(desk.stores, jour_fixe.member_id, desk.now)


async def keep_date(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    jour_fixe = await own(arrival, desk, button.number(0))
    return say(arrival, stale(jour_fixe, button.number(1), desk.today) or JourFixeNoticeCard("stays"))


def paper(name: str) -> Presser:
    """Opens an invitation, an agenda, minutes or an inquiry to copy. An agenda takes the notes that wait."""

    async def open_paper(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
        jour_fixe = await own(arrival, desk, button.number(0))
        if jour_fixe is None:
            return show(JourFixeNoticeCard())
        if name == "agenda":
            for note in take(jour_fixe, await desk.stores.jour_fixes.notes_of(jour_fixe.member_id), desk.now):
                await desk.stores.jour_fixes.save_note(note)
        of = len(paper_parts(name, jour_fixe, await desk.stores.jour_fixes.notes_of(jour_fixe.member_id)))
        return Reply(tuple(Show(PaperCard(jour_fixe.id, name, page, of)) for page in range(of)))

    return open_paper


async def show_seasons(arrival: Arrival, desk: Desk, _button: Deed) -> Reply:
    await desk.stores.members.welcome(arrival.user_id, desk.now)
    return show(JourFixeSeasonsCard(arrival.user_id))


async def choose_month(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    """The month says which half-year's season it is."""
    member = await desk.stores.members.welcome(arrival.user_id, desk.now)
    month = button.number(0)
    spring, autumn = member.season_months
    if month in MONTHS_OFFERED[0]:
        spring = month
    elif month in MONTHS_OFFERED[1]:
        autumn = month
    await desk.stores.members.save(replace(member, season_months=(spring, autumn)))
    await look_soon(desk.stores, arrival.user_id, desk.now)
    return say(arrival, JourFixeSeasonsCard(arrival.user_id))


JOUR_FIXE = Feature(
    FEATURE,
    commands=(Command(("jourfixe", "jour_fixe", "jf"), command, personal=True),),
    deeds={
        "overview": press_overview,
        "open": open_date,
        "date": planning.ask_date,
        "plan": planning.go_on_with,
        "clock": planning.ask_clock,
        "file": send_file,
        "drop": ask_to_drop,
        "dropped": drop_date,
        "stays": keep_date,
        "invite": paper("invite"),
        "agenda": paper("agenda"),
        "minutes": paper("minutes"),
        "inquiry": paper("inquiry"),
        "note": notes.press_note,
        "keep_note": notes.keep,
        "notes": notes.press_list,
        "turn": notes.turn_page,
        "forget": notes.forget,
        "seasons": show_seasons,
        "month": choose_month,
    },
    prompts={
        planning.DATE: planning.read_day,
        planning.CLOCK: planning.read_hour,
        planning.LENGTH: planning.read_length,
        notes.NOTE: notes.read_note,
        notes.PERSONAL: notes.read_note,
    },
)
