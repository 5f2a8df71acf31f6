"""/zeiten and /pause: when the bot may write, and when it keeps still."""

import re
from datetime import date, timedelta

from handlers import rhythm
from handlers.arrival import Arrival
from handlers.buttons import Deed
from handlers.cards import Card, NoticeCard
from handlers.cards.times import FEATURE, LeaveCard, TimesCard
from handlers.desk import Desk
from handlers.feature import Command, Feature
from handlers.interjection import answer_between, await_text, close_prompt, is_terse
from handlers.reply import Change, Reply, show
from handlers.texts import times as texts
from handlers.typed_days import nearest_day
from scheduler.dates import Reading, read_date
from scheduler.stores.prompts import Prompt

PROMPTS = HOUR, LEAVE = "times_hour", "times_leave"
MOST_WEEKS = 8
_UNTIL = re.compile(rf"\b(?:{'|'.join(texts.UNTIL)})\b", re.IGNORECASE)


async def show_times(arrival: Arrival, desk: Desk) -> Reply:
    await desk.stores.members.welcome(arrival.user_id, desk.now)
    return show(times_card(arrival, desk))


async def open_new(arrival: Arrival, desk: Desk, _button: Deed) -> Reply:
    return await show_times(arrival, desk)


async def open_part(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    """The overview or one of its parts, in place; whatever was asked for is asked no longer."""
    await desk.stores.members.welcome(arrival.user_id, desk.now)
    await close_prompt(arrival, desk, PROMPTS)
    return instead(arrival, times_card(arrival, desk, _PARTS.get(button.verb, "")))


async def choose_land(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    if not await rhythm.choose_land(arrival, desk, button.word(0)):
        return show(NoticeCard("old_button"))
    return instead(arrival, times_card(arrival, desk))


async def toggle_day(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    done = await rhythm.toggle_day(arrival, desk, button.number(0))
    return instead(arrival, times_card(arrival, desk, "when"), "" if done else texts.LAST_DAY)


async def choose_hour(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    if not await rhythm.choose_hour(arrival, desk, button.number(0)):
        return show(NoticeCard("old_button"))
    return instead(arrival, times_card(arrival, desk, "when"))


async def ask_hour(arrival: Arrival, desk: Desk, _button: Deed) -> Reply:
    await desk.stores.members.welcome(arrival.user_id, desk.now)
    await await_text(arrival, desk, HOUR)
    return instead(arrival, times_card(arrival, desk, "hour"))


async def read_hour(arrival: Arrival, desk: Desk, prompt: Prompt) -> Reply:
    if is_terse(arrival.text) and await rhythm.choose_clock(arrival, desk, arrival.text):
        return show(times_card(arrival, desk, "when"))
    answered = await answer_between(arrival, desk, prompt)
    if answered is not None:
        return answered
    await await_text(arrival, desk, HOUR)
    return show(TimesCard(arrival.user_id, desk.today.isoformat(), "hour", fault=True))


async def pause(arrival: Arrival, desk: Desk) -> Reply:
    """/pause alone shows the leave or asks for one; "bis 15.8." takes it, "beenden" ends it."""
    await desk.stores.members.welcome(arrival.user_id, desk.now)
    if not arrival.argument:
        return show(leave_card(arrival, desk))
    if _ends_it(arrival.argument) and _reading(arrival.argument, desk.today)[1] == Reading():
        await rhythm.take_leave(arrival, desk, None, None)
        return show(leave_card(arrival, desk, over=True))
    return show(await _take_typed(arrival, desk, arrival.argument))


async def read_leave(arrival: Arrival, desk: Desk, prompt: Prompt) -> Reply:
    """The prompt's reply: a day, or something else altogether."""
    if not is_terse(arrival.text) or _reading(arrival.text, desk.today)[1] == Reading():
        answered = await answer_between(arrival, desk, prompt)
        if answered is not None:
            return answered
    return show(await _take_typed(arrival, desk, arrival.text))


async def open_leave(arrival: Arrival, desk: Desk, _button: Deed) -> Reply:
    await desk.stores.members.welcome(arrival.user_id, desk.now)
    return instead(arrival, leave_card(arrival, desk))


async def choose_weeks(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    """From the day on which the button is pressed."""
    weeks = button.number(0)
    if not 1 <= weeks <= MOST_WEEKS:
        return show(NoticeCard("old_button"))
    await close_prompt(arrival, desk, PROMPTS)
    await rhythm.take_leave(arrival, desk, desk.today, desk.today + timedelta(weeks=weeks))
    return instead(arrival, leave_card(arrival, desk))


async def ask_leave(arrival: Arrival, desk: Desk, _button: Deed) -> Reply:
    await desk.stores.members.welcome(arrival.user_id, desk.now)
    await await_text(arrival, desk, LEAVE)
    return instead(arrival, leave_card(arrival, desk, ask=True))


async def end_leave(arrival: Arrival, desk: Desk, _button: Deed) -> Reply:
    await close_prompt(arrival, desk, PROMPTS)
    await rhythm.take_leave(arrival, desk, None, None)
    return instead(arrival, leave_card(arrival, desk, over=True))


def _ends_it(text: str) -> bool:
    return any(word.strip(".,!") in texts.END_WORDS for word in text.lower().split())


async def _take_typed(arrival: Arrival, desk: Desk, text: str) -> Card:
    start, end = _reading(text, desk.today)
    if end.day is None or end.day < start:
        await await_text(arrival, desk, LEAVE)
        return leave_card(arrival, desk, fault="past" if end.past else "unreadable")
    await rhythm.take_leave(arrival, desk, start, end.day)
    return leave_card(arrival, desk)


def _reading(text: str, today: date) -> tuple[date, Reading]:
    """First and last day: "1.8. bis 15.8." has both, "15.8." begins today. The end is looked for after the start."""
    *before, after = _UNTIL.split(text, maxsplit=1)
    start = read_date(before[0], today).day if before else None
    return (start, read_date(after, start)) if start else (today, nearest_day(after, today))


def times_card(arrival: Arrival, desk: Desk, part: str = "") -> TimesCard:
    return TimesCard(arrival.user_id, desk.today.isoformat(), part)


def leave_card(arrival: Arrival, desk: Desk, *, ask: bool = False, over: bool = False, fault: str = "") -> LeaveCard:
    return LeaveCard(arrival.user_id, desk.today.isoformat(), ask, over, fault)


def instead(arrival: Arrival, card: Card, toast: str = "") -> Reply:
    return Reply((Change(card, message_id=arrival.message_id),), toast)


_PARTS = {"open": "", "fits": "", "lands": "land", "when": "when"}

TIMES = Feature(
    FEATURE,
    commands=(Command(("zeiten",), show_times, personal=True), Command(("pause",), pause, personal=True)),
    deeds={
        "new": open_new,
        **dict.fromkeys(_PARTS, open_part),
        "land": choose_land,
        "day": toggle_day,
        "hour": choose_hour,
        "clock": ask_hour,
        "leave": open_leave,
        "weeks": choose_weeks,
        "until": ask_leave,
        "back": end_leave,
    },
    prompts={HOUR: read_hour, LEAVE: read_leave},
)
