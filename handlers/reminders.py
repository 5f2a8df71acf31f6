"""What is to come (/erinnerungen), which kinds may come at all, and "Erinnere mich" under a recommendation."""

from dataclasses import replace
from datetime import date, timedelta

from handlers.arrival import Arrival
from handlers.buttons import Deed
from handlers.cards.base import Card
from handlers.cards.notices import GoneCard
from handlers.cards.nudge_lines import keep
from handlers.cards.nudges import NudgeGoneCard
from handlers.cards.reminders import (
    PAGE_LENGTH,
    AheadCard,
    KindsCard,
    ReminderCard,
    ReminderDroppedCard,
    StepDayCard,
    StepsCard,
)
from handlers.desk import Desk
from handlers.interjection import answer_between
from handlers.nudges import ASK, day_of, read_day
from handlers.reply import Change, Reply, show
from handlers.settling import life_of
from handlers.texts import reminders as texts
from knowledge.entries import Recommendation
from scheduler.asking import next_moment
from scheduler.calendar import local_day
from scheduler.digest import line_of
from scheduler.dues import Due, Kind, State
from scheduler.life import Life
from scheduler.nudges import expected
from scheduler.occurrence import key_of
from scheduler.round import enter, look_soon
from scheduler.steps import steps
from scheduler.stores.prompts import LIFETIME, Prompt

STEP_PROMPT = "nudge_step"
WEEKS_AHEAD = timedelta(weeks=8)


async def show_ahead(arrival: Arrival, desk: Desk) -> Reply:
    return show(await _ahead(arrival, desk, 0))


async def press_ahead(arrival: Arrival, desk: Desk, _button: Deed) -> Reply:
    """Below a list of its own, which stays."""
    return await show_ahead(arrival, desk)


async def turn_ahead(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    return _instead(arrival, await _ahead(arrival, desk, button.number(0)))


async def _ahead(arrival: Arrival, desk: Desk, page: int) -> Card:
    """Each thing is entered in the journal, so that it can be changed before it is due."""
    life = await life_of(arrival, desk)
    found = expected(life, desk.now, desk.today + WEEKS_AHEAD)
    pages = max(-(-len(found) // PAGE_LENGTH), 1)
    page = min(max(page, 0), pages - 1)
    shown = found[page * PAGE_LENGTH : (page + 1) * PAGE_LENGTH]
    entered = await enter(desk.stores, life, (each.occurrence for each in shown))
    lines = tuple(
        keep(line_of(row, each.occurrence, life, desk.today)) | {"day": each.day.isoformat()}
        for each, (row, _) in zip(shown, entered, strict=True)
    )
    quiet = life.member.quiet_since is not None
    return AheadCard(arrival.user_id, desk.today.isoformat(), lines, page, pages, quiet)


async def show_kinds(arrival: Arrival, desk: Desk, _button: Deed) -> Reply:
    member = await desk.stores.members.welcome(arrival.user_id, desk.now)
    return _instead(arrival, KindsCard(tuple(sorted(member.muted))))


async def switch_kind(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    """The button says on or off, so pressing it twice does the same as once."""
    member = await desk.stores.members.welcome(arrival.user_id, desk.now)
    kind = button.word(0)
    if kind in texts.KINDS:
        muted = member.muted | {kind} if button.number(1) == 1 else member.muted - {kind}
        await desk.stores.members.save(replace(member, muted=muted))
        await look_soon(desk.stores, member.id, desk.now)
        member = replace(member, muted=muted)
    return _instead(arrival, KindsCard(tuple(sorted(member.muted))))


async def remind(_arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    """Under a recommendation: in a new message, so that the answer stays."""
    entry = desk.library.recommendations.get(button.word(0))
    if entry is None:
        return show(GoneCard())
    return show(StepsCard(entry.id) if len(entry.steps) > 1 else StepDayCard(entry.id, 0))


async def choose_day(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    entry, step = _step(desk, button.word(0), button.number(1))
    return _instead(arrival, GoneCard() if entry is None else StepDayCard(entry.id, step))


async def set_day(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    entry, step = _step(desk, button.word(0), button.number(1))
    if entry is None:
        return _instead(arrival, GoneCard())
    if button.word(2) == ASK:
        await _await_day(arrival, desk, entry, step)
        return _instead(arrival, StepDayCard(entry.id, step, ask=True))
    await desk.stores.prompts.take(arrival.chat_id, arrival.user_id, desk.now)
    return _instead(arrival, await _set(arrival, desk, entry, step, day_of(button.word(2), desk.today)))


async def take_step_day(arrival: Arrival, desk: Desk, prompt: Prompt) -> Reply:
    """The day was typed."""
    entry_id, _, number = prompt.data.rpartition(":")
    day, fault = read_day(arrival.text, desk.today)
    if fault == "unread" and (answer := await answer_between(arrival, desk, prompt)) is not None:
        return answer
    entry, step = _step(desk, entry_id, int(number))
    if entry is None:
        return show(GoneCard())
    if day is None:
        await _await_day(arrival, desk, entry, step)
        return show(StepDayCard(entry.id, step, ask=True, fault=fault))
    return show(await _set(arrival, desk, entry, step, day))


async def drop(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    row = await desk.stores.dues.get(button.number(0))
    if row is None or row.member_id != arrival.user_id or row.kind is not Kind.STEP:
        return _instead(arrival, NudgeGoneCard())
    if row.state is State.OPEN:
        await desk.stores.dues.save(replace(row, state=State.SKIPPED, closed_on=desk.today))
        await look_soon(desk.stores, arrival.user_id, desk.now)
    return _instead(arrival, ReminderDroppedCard())


def _step(desk: Desk, entry_id: str, step: int) -> tuple[Recommendation | None, int]:
    """None for what the collection does not have (any more)."""
    entry = desk.library.recommendations.get(entry_id)
    return (entry, step) if entry is not None and 0 <= step < max(len(entry.steps), 1) else (None, 0)


async def _await_day(arrival: Arrival, desk: Desk, entry: Recommendation, step: int) -> None:
    prompt = Prompt(STEP_PROMPT, 0, desk.now + LIFETIME, f"{entry.id}:{step}")
    await desk.stores.prompts.open(arrival.chat_id, arrival.user_id, prompt)


async def _set(arrival: Arrival, desk: Desk, entry: Recommendation, step: int, day: date) -> Card:
    """The same step on the same day is one reminder, however often it is set."""
    life = await life_of(arrival, desk)
    wanted = Due(0, arrival.user_id, Kind.STEP, f"{entry.id}:{step}", day.isoformat(), due_on=day)
    known = await desk.stores.dues.enter(wanted)
    row = replace(wanted, id=known.id)  # asked anew, whatever became of it before
    await desk.stores.dues.save(row)
    await look_soon(desk.stores, arrival.user_id, desk.now)
    comes_on = _comes_on(life.after(life.member, [row]), row, desk)
    return ReminderCard(row.id, row.subject, day.isoformat(), comes_on, desk.today.isoformat())


def _comes_on(life: Life, row: Due, desk: Desk) -> str:
    occurrence = next(each for each in steps(life) if each.key == key_of(row))
    moment = next_moment(occurrence, life, desk.now)
    return (row.due_on if moment is None else local_day(moment)).isoformat()


def _instead(arrival: Arrival, card: Card) -> Reply:
    return Reply((Change(card, message_id=arrival.message_id),))
