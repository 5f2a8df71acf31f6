"""The first day: a welcome and three questions."""

from datetime import timedelta

from handlers import rhythm, tour
from handlers.arrival import Arrival
from handlers.buttons import Deed
from handlers.cards import NoticeCard
from handlers.cards.onboarding import FEATURE, ReadyCard, SetupCard, WelcomeBackCard, WelcomeCard
from handlers.desk import Desk
from handlers.feature import Feature
from handlers.interjection import answer_between, await_text, close_prompt, is_terse
from handlers.reply import Change, Reply, Show, show
from handlers.texts import times as times_texts
from handlers.typed_days import nearest_day
from scheduler.dates import Reading
from scheduler.people import Member
from scheduler.round import look_soon
from scheduler.stores.prompts import LIFETIME, Prompt

PROMPTS = FIRST, HOUR = "tour_first", "tour_hour"


async def greet(arrival: Arrival, desk: Desk, member: Member) -> Reply:
    """/start: the questions, unless they were answered."""
    if member.first_day is not None:
        return show(WelcomeBackCard())
    return Reply((Show(WelcomeCard()), Show(await _ask(arrival, desk, "land"))))


async def choose_land(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    if not await rhythm.choose_land(arrival, desk, button.word(0)):
        return show(NoticeCard("old_button"))
    await await_text(arrival, desk, FIRST)
    return _instead(arrival, await _ask(arrival, desk, "first"))


async def choose_first(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    """Days count from the press. Skipped, or there already: the tour begins now."""
    if button.word(0) == "other":
        await desk.stores.members.welcome(arrival.user_id, desk.now)
        await await_text(arrival, desk, FIRST)
        return _instead(arrival, await _ask(arrival, desk, "first", ask=True))
    if button.word(0) not in ("today", "monday", "here", "skip"):
        return show(NoticeCard("old_button"))
    monday = desk.today + timedelta(days=7 - desk.today.weekday())
    await rhythm.change(arrival, desk, first_day=monday if button.word(0) == "monday" else desk.today)
    await close_prompt(arrival, desk, PROMPTS)
    return _instead(arrival, await _ask(arrival, desk, "when"))


async def read_first(arrival: Arrival, desk: Desk, prompt: Prompt) -> Reply:
    """A first day may lie behind us."""
    reading = nearest_day(arrival.text, desk.today) if is_terse(arrival.text) else Reading()
    day = reading.day or reading.past
    if day is not None:
        await rhythm.change(arrival, desk, first_day=day)
        return show(await _ask(arrival, desk, "when"))
    answered = await answer_between(arrival, desk, prompt)
    if answered is not None:
        return answered
    await await_text(arrival, desk, FIRST)
    return show(await _ask(arrival, desk, "first", fault=True))


async def toggle_day(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    done = await rhythm.toggle_day(arrival, desk, button.number(0))
    return _instead(arrival, await _ask(arrival, desk, "when"), "" if done else times_texts.LAST_DAY)


async def choose_hour(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    if not await rhythm.choose_hour(arrival, desk, button.number(0)):
        return show(NoticeCard("old_button"))
    return _instead(arrival, await _ask(arrival, desk, "when"))


async def ask_hour(arrival: Arrival, desk: Desk, _button: Deed) -> Reply:
    await desk.stores.members.welcome(arrival.user_id, desk.now)
    await await_text(arrival, desk, HOUR)
    return _instead(arrival, await _ask(arrival, desk, "when", ask=True))


async def read_hour(arrival: Arrival, desk: Desk, prompt: Prompt) -> Reply:
    if is_terse(arrival.text) and await rhythm.choose_clock(arrival, desk, arrival.text):
        return show(await _ask(arrival, desk, "when"))
    answered = await answer_between(arrival, desk, prompt)
    if answered is not None:
        return answered
    await await_text(arrival, desk, HOUR)
    return show(await _ask(arrival, desk, "when", ask=True, fault=True))


async def ask_when(arrival: Arrival, desk: Desk, _button: Deed) -> Reply:
    await desk.stores.members.welcome(arrival.user_id, desk.now)
    await close_prompt(arrival, desk, PROMPTS)
    return _instead(arrival, await _ask(arrival, desk, "when"))


async def finish(arrival: Arrival, desk: Desk, _button: Deed) -> Reply:
    """Without a first day (the question was passed by) the tour begins today."""
    await close_prompt(arrival, desk, PROMPTS)
    member = await desk.stores.members.welcome(arrival.user_id, desk.now)
    await rhythm.change(arrival, desk, first_day=member.first_day or desk.today)
    await look_soon(desk.stores, member.id, desk.now)
    return _instead(arrival, ReadyCard(arrival.user_id, desk.today.isoformat()))


async def _ask(arrival: Arrival, desk: Desk, question: str, *, ask: bool = False, fault: bool = False) -> SetupCard:
    """Nudges wait until all is answered, as they follow from it; but not for ever, should it stay unanswered."""
    await look_soon(desk.stores, arrival.user_id, desk.now + LIFETIME)
    return SetupCard(arrival.user_id, desk.today.isoformat(), question, ask, fault)


def _instead(arrival: Arrival, card: SetupCard | ReadyCard, toast: str = "") -> Reply:
    return Reply((Change(card, message_id=arrival.message_id),), toast)


TOUR = Feature(
    FEATURE,
    commands=tour.COMMANDS,
    deeds={
        "land": choose_land,
        "first": choose_first,
        "day": toggle_day,
        "hour": choose_hour,
        "clock": ask_hour,
        "when": ask_when,
        "fits": finish,
        **tour.DEEDS,
    },
    prompts={FIRST: read_first, HOUR: read_hour},
)
