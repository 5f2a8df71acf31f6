"""The way to a date: day, hour, length, each typed or pressed, at once or one by one; questions where it looks odd."""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice
from uuid import uuid4

from handlers.appointment_draft import LONGEST, SHORTEST, Draft, read_draft
from handlers.arrival import Arrival
from handlers.buttons import Deed
from handlers.cards import Card
from handlers.cards.jour_fixe import JourFixeDateCard, JourFixeFileCard, JourFixeNoticeCard
from handlers.cards.jour_fixe_planning import (
    AskClockCard,
    AskDateCard,
    AskMinutesCard,
    HalfTakenCard,
    JourFixeSettledCard,
    QuestionDayCard,
)
from handlers.desk import Desk
from handlers.interjection import answer_between, close_prompt, is_terse
from handlers.jour_fixe_book import own, say, stale
from handlers.reply import Change, Reply, Show, show
from handlers.texts import jour_fixe as texts
from handlers.typed import read_number
from scheduler import planning
from scheduler.agenda import hand_on
from scheduler.calendar import Trouble, check_appointment, half_year, local_day
from scheduler.dates import Reading, read_clock, read_date
from scheduler.jour_fixe import PLANNED, JourFixe
from scheduler.life import rhythm_of
from scheduler.round import look_soon
from scheduler.stores.prompts import LIFETIME, Prompt

DATE, CLOCK, LENGTH = "jour_fixe_date", "jour_fixe_clock", "jour_fixe_length"
LATELY = timedelta(weeks=4)
"""A date that has passed may be entered so long afterwards: as long as its chain has a step left."""
LAST_YEAR = 2099
A_TRY = 3
"""Words."""
_LENGTH = re.compile(rf"(\d{{1,3}}) ?(min\w*|{texts.HOURS_WORD})?\.?", re.IGNORECASE)


async def ask_date(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    """To set a date (no arguments) or to move one (its id and sequence)."""
    draft = Draft(max(button.number(0), 0), max(button.number(1), 0))
    if draft.moves:
        gone = stale(await own(arrival, desk, draft.moves), draft.sequence, desk.today)
        if gone is not None:
            return show(gone)
    return show(await _ask_date(arrival, desk, draft))


async def begin_with(arrival: Arrival, desk: Desk, text: str) -> Reply:
    """A date that was typed behind the command."""
    return await _read_day(arrival, desk, Draft(), text)


async def read_day(arrival: Arrival, desk: Desk, prompt: Prompt) -> Reply:
    draft = _draft_of(prompt)
    if not is_terse(arrival.text) or read_date(arrival.text, desk.today) == Reading():
        between = await _answer_between(arrival, desk, prompt)
        if between is not None:
            return between
    return await _read_day(arrival, desk, draft, arrival.text)


async def _read_day(arrival: Arrival, desk: Desk, draft: Draft, text: str) -> Reply:
    reading = read_date(text, desk.today)
    day = reading.day or reading.past
    if day is None or day.year > LAST_YEAR:
        return show(await _ask_date(arrival, desk, draft, again=True))
    return await _go_on(arrival, desk, replace(draft, day=day, clock=read_clock(text) or draft.clock, sure=False))


async def _answer_between(arrival: Arrival, desk: Desk, prompt: Prompt) -> Reply | None:
    """Two or three words that can't be read are a try, not a question that happens to resemble one of ours."""
    words = arrival.text.split()
    a_try = is_terse(arrival.text) and len(words) <= A_TRY and read_number(arrival.text) is None
    return None if a_try else await answer_between(arrival, desk, prompt)


async def ask_clock(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    """None of the hours on the keys."""
    draft = read_draft(button.args)
    if draft is None or draft.day is None:
        return say(arrival, JourFixeNoticeCard("draft_over"))
    await _await(arrival, desk, CLOCK, draft)
    return say(arrival, AskClockCard(draft.words(), "typed", _today(desk)))


async def read_hour(arrival: Arrival, desk: Desk, prompt: Prompt) -> Reply:
    """An hour; or another day after all."""
    draft, clock = _draft_of(prompt), read_clock(arrival.text)
    day = read_date(arrival.text, desk.today).day if clock is None else None
    if clock is None and day is None:
        between = await _answer_between(arrival, desk, prompt)
        if between is not None:
            return between
        await _await(arrival, desk, CLOCK, draft)
        return show(AskClockCard(draft.words(), "again", _today(desk)))
    if day is not None:
        draft = replace(draft, day=day, sure=False)
    return await _go_on(arrival, desk, replace(draft, clock=clock))


async def read_length(arrival: Arrival, desk: Desk, prompt: Prompt) -> Reply:
    draft, minutes = _draft_of(prompt), _minutes(arrival.text)
    if minutes is None:
        between = await _answer_between(arrival, desk, prompt)
        if between is not None:
            return between
        await _await(arrival, desk, LENGTH, draft)
        return show(AskMinutesCard(draft.words(), again=True, on=_today(desk)))
    return await _go_on(arrival, desk, replace(draft, minutes=minutes))


def _minutes(text: str) -> int | None:
    found = _LENGTH.fullmatch(text.strip())
    if found is None:
        return None
    hours = found[2] is not None and re.fullmatch(texts.HOURS_WORD, found[2], re.IGNORECASE) is not None
    minutes = int(found[1]) * (60 if hours else 1)
    return minutes if SHORTEST <= minutes <= LONGEST else None


async def go_on_with(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    """A key was pressed that carries what was chosen so far."""
    draft = read_draft(button.args)
    if draft is None or draft.day is None or not desk.today.year - 1 <= draft.day.year <= LAST_YEAR:
        return say(arrival, JourFixeNoticeCard("draft_over"))
    await close_prompt(arrival, desk, (DATE, CLOCK, LENGTH))
    return await _go_on(arrival, desk, draft)


async def _go_on(arrival: Arrival, desk: Desk, draft: Draft) -> Reply:
    """Asks the next thing that is open; with everything known, writes it down."""
    moved = await own(arrival, desk, draft.moves) if draft.moves else None
    gone = stale(moved, draft.sequence, desk.today) if draft.moves else None
    jour_fixes = await desk.stores.jour_fixes.of(arrival.user_id)
    done = _written_before(draft, moved, jour_fixes)
    if done is not None:
        return _already(arrival, desk, done)
    if gone is not None:
        return say(arrival, gone)
    draft = _with_length(draft, moved)
    question = await _question(arrival, desk, draft, moved, jour_fixes)
    if question is not None:
        kind, asked = question
        await _await(arrival, desk, kind, replace(draft, day=None, sure=False) if kind == DATE else draft)
        return say(arrival, asked)
    return await _write_down(arrival, desk, draft, moved, jour_fixes)


def _written_before(draft: Draft, moved: JourFixe | None, jour_fixes: list[JourFixe]) -> JourFixe | None:
    """The date, if the draft has become one already: the key was pressed twice, or the same was typed again."""
    at = _moment(draft)
    if draft.moves:
        found = moved if moved is not None and moved.sequence != draft.sequence else None
    else:
        found = next((one for one in jour_fixes if one.at == at), None)
    return found if found is not None and found.state == PLANNED and found.at == at else None


def _already(arrival: Arrival, desk: Desk, jour_fixe: JourFixe) -> Reply:
    if arrival.button:
        return Reply(toast=texts.ALREADY)
    return show(JourFixeDateCard(jour_fixe.id, desk.now.isoformat()))


async def _question(
    arrival: Arrival, desk: Desk, draft: Draft, moved: JourFixe | None, jour_fixes: list[JourFixe]
) -> tuple[str, Card] | None:
    """The prompt that takes what is typed instead of pressed, and the question itself."""
    if draft.day is None:
        return DATE, await _date_card(arrival, desk, draft)
    taken = planning.in_half(half_year(draft.day), planning.planned(jour_fixes))
    if taken is not None and taken.id != draft.moves:
        over = taken.at <= desk.now
        return DATE, HalfTakenCard(draft.words(), taken.id, over, moved is not None, _today(desk))
    odd = None if draft.sure else await _oddity(arrival, desk, draft)
    if odd is not None:
        return DATE, odd
    if draft.clock is None:
        return CLOCK, AskClockCard(draft.words(), on=_today(desk))
    return (LENGTH, AskMinutesCard(draft.words(), on=_today(desk))) if not draft.minutes else None


async def _oddity(arrival: Arrival, desk: Desk, draft: Draft) -> Card | None:
    day, today = draft.day or desk.today, desk.today
    member = await desk.stores.members.welcome(arrival.user_id, desk.now)
    troubles = check_appointment(day, rhythm_of(member), today)
    if troubles:
        first, lately = troubles[0], today - day <= LATELY
        return QuestionDayCard(draft.words(), first.trouble, first.name, lately, _today(desk))
    if draft.clock is not None and planning.moment(day, draft.clock) <= desk.now:
        return QuestionDayCard(draft.words(), Trouble.PAST, lately=True, on=_today(desk))
    return None


def _with_length(draft: Draft, moved: JourFixe | None) -> Draft:
    """A date that goes to another moment keeps its length; asked for again at the same one, it wants another."""
    if moved is None or draft.minutes or draft.clock is None or moved.at == _moment(draft):
        return draft
    return replace(draft, minutes=moved.minutes)


def _moment(draft: Draft) -> datetime | None:
    return planning.moment(draft.day, draft.clock) if draft.day and draft.clock else None


async def _write_down(
    arrival: Arrival, desk: Desk, draft: Draft, moved: JourFixe | None, jour_fixes: list[JourFixe]
) -> Reply:
    at = _moment(draft)
    if at is None:
        return say(arrival, JourFixeNoticeCard("draft_over"))
    if moved is not None and (moved.at, moved.minutes) == (at, draft.minutes):
        return _already(arrival, desk, moved)
    await desk.stores.members.welcome(arrival.user_id, desk.now)
    before = planning.in_half(planning.half_of(at), jour_fixes)
    if moved is not None:
        kept = await _move(desk, moved, planning.move(moved, at, draft.minutes, desk.today), before)
    else:
        kept = await _plan(desk, arrival.user_id, at, draft.minutes, before)
    await look_soon(desk.stores, arrival.user_id, desk.now)
    file = Show(JourFixeFileCard(kept.id, desk.now.isoformat(), moved=moved is not None))
    return (
        Reply((Change(JourFixeSettledCard(kept.id, _today(desk)), arrival.message_id), file))
        if arrival.button
        else Reply((file,))
    )


async def _plan(desk: Desk, member_id: int, at: datetime, minutes: int, dropped: JourFixe | None) -> JourFixe:
    uid = f"{uuid4()}@quartierslotse"
    if dropped is None:
        return await desk.stores.jour_fixes.add(
            JourFixe(0, member_id, planning.half_of(at), at, minutes, uid, fixed_on=desk.today)
        )
    again = planning.plan_again(dropped, at, minutes, uid, desk.today)
    await desk.stores.jour_fixes.save(again)
    return again


async def _move(desk: Desk, before: JourFixe, after: JourFixe, there: JourFixe | None) -> JourFixe:
    """`there` is what the half-year has: the date itself, or one that was dropped, whose place it takes."""
    store = desk.stores.jour_fixes
    if after.half != before.half:
        if there is not None:
            await store.remove(there.id)
        for note in hand_on(await store.notes_of(before.member_id), before.half, after.half):
            await store.save_note(note)
    await store.save(after)
    return after


async def _ask_date(arrival: Arrival, desk: Desk, draft: Draft, again: bool = False) -> Card:
    draft = replace(draft, day=None, sure=False)
    await _await(arrival, desk, DATE, draft)
    return await _date_card(arrival, desk, draft, again)


async def _date_card(arrival: Arrival, desk: Desk, draft: Draft, again: bool = False) -> Card:
    """With some days that would suit."""
    member = await desk.stores.members.welcome(arrival.user_id, desk.now)
    jour_fixes = await desk.stores.jour_fixes.of(arrival.user_id)
    others = [other for other in jour_fixes if other.id != draft.moves]
    days = planning.suggest(desk.today, rhythm_of(member), others)
    now_on = {local_day(moved.at) for moved in jour_fixes if moved.id == draft.moves}
    suggested = islice((day for day in days if day not in now_on), planning.SUGGESTIONS)
    return AskDateCard(draft.words(), tuple(day.isoformat() for day in suggested), again, _today(desk))


async def _await(arrival: Arrival, desk: Desk, kind: str, draft: Draft) -> None:
    prompt = Prompt(kind, 0, desk.now + LIFETIME, ":".join(draft.words()))
    await desk.stores.prompts.open(arrival.chat_id, arrival.user_id, prompt)


def _today(desk: Desk) -> str:
    return desk.today.isoformat()


def _draft_of(prompt: Prompt) -> Draft:
    return read_draft(prompt.data.split(":")) or Draft()
