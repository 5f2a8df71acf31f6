"""What is due, and what a person does about it: done, later, not this time; /heute."""

from dataclasses import replace
from datetime import date, timedelta

from handlers import contact_texts
from handlers.arrival import Arrival
from handlers.buttons import Deed, deed
from handlers.cards.base import Card
from handlers.cards.nudge_lines import CONTACT_KINDS, JOUR_FIXE_FEATURE, keep
from handlers.cards.nudges import DigestCard, LaterCard, NudgeGoneCard, SettledCard
from handlers.cards.reminders import NothingDueCard
from handlers.desk import Desk
from handlers.interjection import answer_between
from handlers.jour_fixe_planning import ask_date
from handlers.reply import Change, Reply, Show, show
from handlers.settling import (
    DONE,
    POSTPONED,
    SKIPPED,
    Thing,
    contact_of,
    find,
    life_of,
    postpone,
    postponed,
    settle,
    skip,
    take_back,
)
from handlers.texts import nudges as texts
from handlers.tour_end import look_back
from scheduler.asking import next_moment
from scheduler.calendar import local_day
from scheduler.dates import read_date
from scheduler.digest import line_of
from scheduler.dues import Kind, State
from scheduler.nudges import MOST_LINES, due_now, next_due_after
from scheduler.occurrence import SEASON, key_of
from scheduler.round import enter
from scheduler.stores.prompts import LIFETIME, Prompt
from scheduler.tour import END_KEY, has_seen_end, is_over

LATER_PROMPT = "nudge_later"
FARTHEST = timedelta(days=366)
ASK = "d"


async def show_today(arrival: Arrival, desk: Desk) -> Reply:
    """What waits now, whatever the hour, as much as a message takes. That somebody looked does not count as asking."""
    life = await life_of(arrival, desk)
    due = due_now(life, desk.today, desk.now)
    entered = await enter(desk.stores, life, due[:MOST_LINES])
    if not entered:
        following = next_due_after(life, desk.now)
        quiet = life.member.quiet_since is not None
        return show(
            NothingDueCard(
                "" if following is None or quiet else local_day(following).isoformat(), quiet, desk.today.isoformat()
            )
        )
    lines = tuple(keep(line_of(row, each, life, desk.today)) for row, each in entered)
    more = len(due) - len(lines)
    return show(DigestCard(arrival.user_id, desk.today.isoformat(), lines, about="today", more=more))


async def press_today(arrival: Arrival, desk: Desk, _button: Deed) -> Reply:
    return await show_today(arrival, desk)


async def open_one(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    """One thing of several, in a message of its own: the list of all stays as it is."""
    thing = await find(arrival, desk, button.number(0))
    if thing is not None and key_of(thing.row) == END_KEY:
        return show(await look_back(arrival, desk))
    return show(_card(desk, thing) if thing is not None and thing.alive else NudgeGoneCard())


async def go_back(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    """From the choice of a day to the thing itself."""
    await desk.stores.prompts.take(arrival.chat_id, arrival.user_id, desk.now)
    thing = await find(arrival, desk, button.number(0))
    return _instead(arrival, _card(desk, thing) if thing is not None and thing.alive else NudgeGoneCard())


def _card(desk: Desk, thing: Thing) -> Card:
    moment = next_moment(thing.occurrence, thing.life, desk.now)
    waits = any(each.key == thing.occurrence.key for each in due_now(thing.life, desk.today, desk.now))
    about = "today" if waits or moment is None else local_day(moment).isoformat()
    return DigestCard(thing.row.member_id, desk.today.isoformat(), (dict(thing.line(desk.today)),), about)


async def finish(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    """A contact may be noted under the oldest of messages: it is about today. Its row is forgotten long before."""
    thing = await find(arrival, desk, button.number(0))
    if thing is None:
        return _instead(arrival, await _noted(arrival, desk, button.number(1)) or NudgeGoneCard())
    if key_of(thing.row) == END_KEY:
        return _instead(arrival, await look_back(arrival, desk))
    if thing.occurrence.stage == SEASON and thing.alive:
        return await ask_date(arrival, desk, deed(JOUR_FIXE_FEATURE, "date"))  # the first messages offered "Erledigt"
    if thing.row.state is State.DONE and not thing.alive:
        noted = None if thing.row.closed_on == desk.today else await _noted(arrival, desk, button.number(1))
        return _instead(arrival, noted) if noted else Reply(toast=texts.ALREADY)
    if thing.row.kind in CONTACT_KINDS and await contact_of(desk, thing) is None:
        return _instead(arrival, NudgeGoneCard())
    reply = _settled(arrival, desk, thing, DONE, await settle(desk, thing))
    return await _with_end_of_tour(arrival, desk, thing, reply)


async def _noted(arrival: Arrival, desk: Desk, contact_id: int) -> Card | None:
    """A contact of today, as it is noted where contacts are. None: they have no such contact."""
    contact = await contact_texts.book_of(arrival, desk).contact(contact_id)
    return None if contact is None else await contact_texts.log(arrival, desk, contact, desk.today)


async def _with_end_of_tour(arrival: Arrival, desk: Desk, thing: Thing, reply: Reply) -> Reply:
    """The summary comes below the tour's last tip, and below any other after which none is open."""
    steps = [step.id for step in desk.library.onboarding.steps]
    if thing.row.kind is not Kind.TIP or thing.row.subject not in steps:
        return reply
    if thing.row.subject != steps[-1]:
        life = await life_of(arrival, desk)
        if not is_over(life, desk.now) or (has_seen_end(life) and not set(steps) <= set(life.member.tour_done)):
            return reply
    return replace(reply, cards=(*reply.cards, Show(await look_back(arrival, desk))))


async def decline(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    thing = await find(arrival, desk, button.number(0))
    if thing is not None and thing.row.state is State.SKIPPED:
        return Reply(toast=texts.ALREADY)
    if thing is None or not thing.alive:
        return _instead(arrival, NudgeGoneCard())
    reply = _settled(arrival, desk, thing, SKIPPED, await skip(desk, thing))
    return await _with_end_of_tour(arrival, desk, thing, reply)


async def choose_later(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    thing = await find(arrival, desk, button.number(0))
    if thing is None or not thing.alive:
        return _instead(arrival, NudgeGoneCard())
    return _instead(arrival, _later(desk, thing))


async def snooze(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    thing = await find(arrival, desk, button.number(0))
    if thing is None or not thing.alive:
        return _instead(arrival, NudgeGoneCard())
    if button.word(1) == ASK:
        await _await_day(arrival, desk, thing.row.id)
        return _instead(arrival, _later(desk, thing, ask=True))
    await desk.stores.prompts.take(arrival.chat_id, arrival.user_id, desk.now)
    return _instead(arrival, await _postponed(arrival, desk, thing, day_of(button.word(1), desk.today)))


async def take_day(arrival: Arrival, desk: Desk, prompt: Prompt) -> Reply:
    """The day was typed."""
    day, fault = read_day(arrival.text, desk.today)
    if fault == "unread" and (answer := await answer_between(arrival, desk, prompt)) is not None:
        return answer
    thing = await find(arrival, desk, int(prompt.data))
    if thing is None or not thing.alive:
        return show(NudgeGoneCard())
    if day is None:
        await _await_day(arrival, desk, thing.row.id)
        return show(_later(desk, thing, ask=True, fault=fault))
    return show(await _postponed(arrival, desk, thing, day))


async def undo(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    thing = await find(arrival, desk, button.number(0))
    if thing is None:
        return _instead(arrival, NudgeGoneCard())
    if not await take_back(desk, thing, button.word(1)):
        return Reply(toast=texts.CANNOT_UNDO)
    thing = await find(arrival, desk, button.number(0))
    card = NudgeGoneCard() if thing is None or not thing.alive else _card(desk, thing)
    return Reply((Change(card, message_id=arrival.message_id),), texts.UNDONE)


def day_of(code: str, today: date) -> date:
    """What a button for a day means on the day it is pressed."""
    monday = today + timedelta(days=7 - today.weekday())
    days = {"3": today + timedelta(days=3), "w": monday, "m": monday, "2": today + timedelta(weeks=2)}
    return days.get(code, today + timedelta(days=1))


def read_day(text: str, today: date) -> tuple[date | None, str]:
    """The day that was typed, or what is wrong with it."""
    reading = read_date(text, today)
    if reading.day is None:
        return None, "past" if reading.past else "unread"
    if reading.day == today:
        return None, "today"
    return (None, "far") if reading.day - today > FARTHEST else (reading.day, "")


async def _await_day(arrival: Arrival, desk: Desk, due: int) -> None:
    prompt = Prompt(LATER_PROMPT, 0, desk.now + LIFETIME, str(due))
    await desk.stores.prompts.open(arrival.chat_id, arrival.user_id, prompt)


async def _postponed(arrival: Arrival, desk: Desk, thing: Thing, day: date) -> Card:
    """Said with the day on which it will really come; a day after the appointment is asked back."""
    after = postponed(thing, day)
    moment = next_moment(thing.occurrence, after, desk.now)
    if moment is None and str(thing.row.kind) in after.member.muted:
        return _later(desk, thing, fault="muted")
    if moment is None and (thing.occurrence.deadline or thing.occurrence.stage == SEASON):
        await _await_day(arrival, desk, thing.row.id)
        return _later(desk, thing, ask=True, fault="over")
    await postpone(desk, thing, day)
    on = (day if moment is None else local_day(moment)).isoformat()
    line, today = dict(thing.line(desk.today)), desk.today.isoformat()
    return SettledCard(thing.row.member_id, line, today, POSTPONED, on, thing.others_wait(desk))


def _later(desk: Desk, thing: Thing, ask: bool = False, fault: str = "") -> Card:
    line = dict(thing.line(desk.today))
    return LaterCard(thing.row.member_id, line, desk.today.isoformat(), ask, fault)


def _settled(arrival: Arrival, desk: Desk, thing: Thing, what: str, following: date | None) -> Reply:
    on = "" if following is None else following.isoformat()
    line, day = dict(thing.line(desk.today)), desk.today.isoformat()
    return _instead(arrival, SettledCard(thing.row.member_id, line, day, what, on, thing.others_wait(desk)))


def _instead(arrival: Arrival, card: Card) -> Reply:
    return Reply((Change(card, message_id=arrival.message_id),))
