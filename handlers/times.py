"""/zeiten and /pause: when the bot may write, and when it keeps still."""

from datetime import date, timedelta

from handlers import ask, rhythm
from handlers.arrival import Arrival
from handlers.buttons import Deed
from handlers.cards import Card, NoticeCard
from handlers.cards.times import FEATURE, LeaveCard, TimesCard, leave_of
from handlers.desk import Desk
from handlers.feature import Command, Feature
from handlers.interjection import answer_between, await_text, close_prompt, is_terse
from handlers.reply import Change, Reply, show
from handlers.texts import times as texts
from handlers.typed_spans import Span, read_span
from scheduler.stores.prompts import Prompt

PROMPTS = HOUR, LEAVE, OFFERED = "times_hour", "times_leave", "times_offered"
MOST_WEEKS = 8


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
        return show(await _offer(arrival, desk))
    span = read_span(arrival.argument, desk.today)
    if _ends_it(arrival.argument) and not span.said:
        await rhythm.take_leave(arrival, desk, None, None)
        return show(leave_card(arrival, desk, over=True))
    return show(await _take(arrival, desk, span))


async def read_leave(arrival: Arrival, desk: Desk, prompt: Prompt) -> Reply:
    """The prompt's reply: a day, or something else altogether. Its data is the first day, if that is settled."""
    span = read_span(arrival.text, desk.today, _day(prompt.data))
    if not is_terse(arrival.text) or not span.said:
        answered = await answer_between(arrival, desk, prompt)
        if answered is not None:
            return answered
    return show(await _take(arrival, desk, span))


async def read_offered(arrival: Arrival, desk: Desk, _prompt: Prompt) -> Reply:
    """/pause has asked, but with buttons: whoever types no day at all has gone on to something else."""
    span = read_span(arrival.text, desk.today)
    if not is_terse(arrival.text) or not span.said:
        return await ask.answer_text(arrival, desk)
    return show(await _take(arrival, desk, span))


async def open_leave(arrival: Arrival, desk: Desk, _button: Deed) -> Reply:
    await desk.stores.members.welcome(arrival.user_id, desk.now)
    return instead(arrival, await _offer(arrival, desk))


async def choose_weeks(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    """From the first day that was named, or else the day on which the button is pressed."""
    weeks = button.number(0)
    if not 1 <= weeks <= MOST_WEEKS:
        return show(NoticeCard("old_button"))
    await close_prompt(arrival, desk, PROMPTS)
    start = max(_day(button.word(1)) or desk.today, desk.today)
    await rhythm.take_leave(arrival, desk, start, start + timedelta(weeks=weeks))
    return instead(arrival, leave_card(arrival, desk))


async def ask_leave(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    await desk.stores.members.welcome(arrival.user_id, desk.now)
    start = _day(button.word(0))
    await await_text(arrival, desk, LEAVE, _said(start, desk.today))
    return instead(arrival, leave_card(arrival, desk, ask=True, start=_said(start, desk.today)))


async def end_leave(arrival: Arrival, desk: Desk, _button: Deed) -> Reply:
    await close_prompt(arrival, desk, PROMPTS)
    await rhythm.take_leave(arrival, desk, None, None)
    return instead(arrival, leave_card(arrival, desk, over=True))


def _ends_it(text: str) -> bool:
    return any(word.strip(".,!") in texts.END_WORDS for word in text.lower().split())


async def _offer(arrival: Arrival, desk: Desk) -> Card:
    """The leave, or the question for one, which a typed day answers as well as a button does."""
    member = await desk.stores.members.welcome(arrival.user_id, desk.now)
    if leave_of(member, desk.today) is None:
        await await_text(arrival, desk, OFFERED)
    return leave_card(arrival, desk)


async def _take(arrival: Arrival, desk: Desk, span: Span) -> Card:
    """Without its last day it is asked for; the first one stays known meanwhile, in the prompt and in the buttons."""
    if span.end is None:
        start = _said(span.start, desk.today)
        await await_text(arrival, desk, LEAVE, start)
        return leave_card(arrival, desk, ask=not span.fault, fault=span.fault, start=start)
    await rhythm.take_leave(arrival, desk, span.start, span.end)
    return leave_card(arrival, desk)


def _day(word: str) -> date | None:
    """None: there is none, or it is forged."""
    try:
        return date.fromisoformat(word)
    except ValueError:
        return None


def _said(start: date | None, today: date) -> str:
    """A first day that is still to come, as prompts, cards and buttons carry it; "" is the day of the answer."""
    return start.isoformat() if start and start > today else ""


def times_card(arrival: Arrival, desk: Desk, part: str = "") -> TimesCard:
    return TimesCard(arrival.user_id, desk.today.isoformat(), part)


def leave_card(
    arrival: Arrival, desk: Desk, *, ask: bool = False, over: bool = False, fault: str = "", start: str = ""
) -> LeaveCard:
    return LeaveCard(arrival.user_id, desk.today.isoformat(), ask, over, fault, start)


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
    prompts={HOUR: read_hour, LEAVE: read_leave, OFFERED: read_offered},
)
