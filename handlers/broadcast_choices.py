"""Whom a draft is for, when it goes and how long it counts: each pressed, or typed where it is a time."""

from datetime import date, datetime, time, timedelta

from handlers.arrival import Arrival
from handlers.broadcast_book import WHEN, change, count_of, draft_card, from_prompt, no_draft, say
from handlers.buttons import Deed
from handlers.cards import NoticeCard
from handlers.cards.base import Card
from handlers.cards.broadcast_choices import (
    LIFETIMES,
    MONTHS,
    NOW,
    WINDOWS,
    AudienceCard,
    PartCard,
    WhenCard,
    read_moment,
    today_of,
)
from handlers.cards.broadcast_draft import days_of
from handlers.desk import Desk
from handlers.interjection import answer_between, is_terse
from handlers.reply import Reply, show
from handlers.typed_days import nearest_day
from scheduler.broadcasts import Audience, Broadcast
from scheduler.calendar import local_moment
from scheduler.dates import Reading, is_clock_alone, read_clock
from scheduler.people import Standing
from scheduler.stores.prompts import LIFETIME, Prompt

FARTHEST = timedelta(days=366)
JUST_PASSED = timedelta(days=300)
"""So far ahead, a day without its year was meant to be the one of the last two months. In spring "1.12." is not."""

# Whom ----------------------------------------------------------------------------------------------------------------


async def choose_audience(arrival: Arrival, desk: Desk, broadcast: Broadcast, button: Deed) -> Reply:
    standing = await desk.standing(arrival.user_id)
    count, teams = await count_of(desk, broadcast.audience), await offered(desk, standing)
    return say(arrival, AudienceCard(broadcast.id, count, teams, standing.admin, page=page_of(button)))


def page_of(button: Deed) -> int:
    """Of the teams: a key for one of them leads back to where it stood."""
    place = {"whom": 1, "team": 3}.get(button.verb.removeprefix("series_"))
    return max(button.number(place), 0) if place is not None else 0


async def offered(desk: Desk, standing: Standing) -> tuple[int, ...]:
    """The teams somebody may write to: an admin to all, by name."""
    return tuple(team.id for team in await desk.stores.teams.all() if standing.admin or team.id in standing.leads)


async def set_audience(arrival: Arrival, desk: Desk, broadcast: Broadcast, button: Deed) -> Reply:
    standing = await desk.standing(arrival.user_id)
    teams = await offered(desk, standing)
    audience = wanted_audience(broadcast.audience, button, standing, teams)
    if audience is None:
        return show(NoticeCard("old_button"))
    if audience != broadcast.audience:
        broadcast = await change(desk, broadcast, audience=audience)
    return await choose_audience(arrival, desk, broadcast, button)


def wanted_audience(before: Audience, button: Deed, standing: Standing, teams: tuple[int, ...]) -> Audience | None:
    """What a key makes of the audience; None: it asks for what this person may not choose. Each key says what it will
    be, so that pressing it twice does the same as once."""
    theirs = tuple(team for team in before.teams if team in teams)
    match button.verb:
        case "all":
            return Audience() if standing.admin else None
        case "mine":
            return Audience("teams", teams)
        case "team":
            return _with_team(before, theirs, button.number(1), button.number(2) == 1, teams)
        case "fresh":
            return _newcomers(theirs, button.number(1), standing, teams)
    return None


def _with_team(
    before: Audience, theirs: tuple[int, ...], team: int, on: bool, teams: tuple[int, ...]
) -> Audience | None:
    if team not in teams:
        return None
    chosen = tuple(one for one in teams if (on if one == team else one in theirs))
    if before.kind == "newcomers" and chosen:
        return Audience("newcomers", chosen, before.months)
    return Audience("teams", chosen)


def _newcomers(theirs: tuple[int, ...], months: int, standing: Standing, teams: tuple[int, ...]) -> Audience | None:
    """0 months: newcomers or not. An admin's may be of any team; without one it would mean everybody's for a lead."""
    chosen = theirs or (() if standing.admin else teams)
    if months == 0:
        return Audience("teams", chosen) if chosen else Audience()
    return Audience("newcomers", chosen, months) if months in MONTHS and (chosen or standing.admin) else None


# When ----------------------------------------------------------------------------------------------------------------


async def choose_when(arrival: Arrival, desk: Desk, broadcast: Broadcast, _button: Deed) -> Reply:
    return say(arrival, await ask_when(arrival, desk, broadcast))


async def ask_when(
    arrival: Arrival, desk: Desk, broadcast: Broadcast, fault: str = "", day: date | None = None
) -> Card:
    data = f"{broadcast.id}:{day.isoformat() if day else ''}"
    await desk.stores.prompts.open(arrival.chat_id, arrival.user_id, Prompt(WHEN, 0, desk.now + LIFETIME, data))
    return WhenCard(broadcast.id, today_of(desk.now), day.isoformat() if day else "", fault)


async def set_moment(arrival: Arrival, desk: Desk, broadcast: Broadcast, button: Deed) -> Reply:
    """The key carries day and hour: pressed much later it means a time gone by."""
    if button.word(1) == NOW:
        return say(arrival, await draft_card(desk, await _send_at(desk, broadcast, None)))
    chosen = read_moment(button.word(1))
    if chosen is None:
        return show(NoticeCard("old_button"))
    return say(arrival, await _take_moment(arrival, desk, broadcast, *chosen))


async def read_when(arrival: Arrival, desk: Desk, prompt: Prompt) -> Reply:
    """A day with its hour; or the one after the other."""
    found = await from_prompt(arrival, desk, prompt)
    gone = found if isinstance(found, Card) else no_draft(found)
    if isinstance(found, Card) or gone is not None:
        return show(gone or NoticeCard("old_button"))
    reading, clock = nearest_day(arrival.text, desk.today, JUST_PASSED), read_clock(arrival.text)
    known = prompt.data.partition(":")[2]
    if (not is_terse(arrival.text) or (reading == Reading() and clock is None)) and (
        between := await answer_between(arrival, desk, prompt)
    ) is not None:
        return between
    if reading == Reading() and clock is not None and not is_clock_alone(arrival.text):  # "31.2. um 9"
        return show(await ask_when(arrival, desk, found, "unread"))
    return show(await _take_reading(arrival, desk, found, reading, clock, date.fromisoformat(known) if known else None))


async def _take_reading(
    arrival: Arrival, desk: Desk, broadcast: Broadcast, reading: Reading, clock: time | None, known: date | None
) -> Card:
    if reading.past is not None:
        return await ask_when(arrival, desk, broadcast, "past")
    day = reading.day or known
    if day is None and clock is not None:  # "um 14 Uhr": the next time it is that late
        today = local_moment(desk.today, clock.hour, clock.minute) > desk.now
        day = desk.today if today else desk.today + timedelta(days=1)
    if day is None:
        return await ask_when(arrival, desk, broadcast, "unread")
    if clock is None:
        return await ask_when(arrival, desk, broadcast, day=day)
    return await _take_moment(arrival, desk, broadcast, day, clock)


async def _take_moment(arrival: Arrival, desk: Desk, broadcast: Broadcast, day: date, clock: time) -> Card:
    moment = local_moment(day, clock.hour, clock.minute)
    if moment <= desk.now or moment > desk.now + FARTHEST:
        return await ask_when(arrival, desk, broadcast, "past" if moment <= desk.now else "far")
    return await draft_card(desk, await _send_at(desk, broadcast, moment))


async def _send_at(desk: Desk, broadcast: Broadcast, moment: datetime | None) -> Broadcast:
    """How long it counts moves along."""
    if moment == broadcast.send_at:
        return broadcast
    ends = (moment or broadcast.made_at) + timedelta(days=days_of(broadcast))
    return await change(desk, broadcast, send_at=moment, expires_at=ends)


# The rest ------------------------------------------------------------------------------------------------------------


async def open_part(arrival: Arrival, desk: Desk, broadcast: Broadcast, button: Deed) -> Reply:
    return say(arrival, PartCard(broadcast.id, button.verb))


async def set_part(arrival: Arrival, desk: Desk, broadcast: Broadcast, button: Deed) -> Reply:
    changes = _changes(broadcast, button)
    if changes is None:
        return show(NoticeCard("old_button"))
    if any(getattr(broadcast, name) != value for name, value in changes.items()):
        broadcast = await change(desk, broadcast, **changes)
    return say(arrival, await draft_card(desk, broadcast))


def _changes(broadcast: Broadcast, button: Deed) -> dict[str, object] | None:
    """None for what no key ever offered."""
    number = button.number(1)
    match button.verb:
        case "window":
            window = (number, button.number(2))
            return {"window": None if window == (0, 0) else window} if window in ((0, 0), *WINDOWS) else None
        case "days":
            start = broadcast.send_at or broadcast.made_at
            return {"expires_at": start + timedelta(days=number)} if number in LIFETIMES else None
        case "rush":
            return {"urgent": number == 1} if number in (0, 1) else None
        case "button":
            return {"read_button": number == 1} if number in (0, 1) else None
    return None
