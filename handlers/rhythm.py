"""Changes to when somebody may be written to: for the first day's questions and for /zeiten."""

from dataclasses import replace
from datetime import date

from handlers.arrival import Arrival
from handlers.cards.times import EARLIEST, LATEST
from handlers.desk import Desk
from scheduler.calendar import BUNDESLAENDER
from scheduler.dates import read_clock
from scheduler.life import rhythm_of
from scheduler.people import Member
from scheduler.round import look_soon


async def change(arrival: Arrival, desk: Desk, **changes: object) -> Member:
    """The member with these changes, looked at again soon, and so is each broadcast that waits for them. Whoever was
    deleted and presses an old button is new."""
    member = await desk.stores.members.welcome(arrival.user_id, desk.now)
    changed = replace(member, **changes)  # type: ignore[arg-type]
    if changed != member:
        await desk.stores.members.save(changed)
        await look_soon(desk.stores, member.id, desk.now)
    if rhythm_of(changed) != rhythm_of(member):
        await desk.stores.broadcasts.look_again(member.id, desk.now)
    return changed


async def choose_land(arrival: Arrival, desk: Desk, code: str) -> bool:
    """False: there is no such Bundesland. "" is none in particular."""
    if code and code not in BUNDESLAENDER:
        return False
    await change(arrival, desk, bundesland=code)
    return True


async def toggle_day(arrival: Arrival, desk: Desk, day: int) -> bool:
    """False: it would have been the last one, or there is no such day."""
    member = await desk.stores.members.welcome(arrival.user_id, desk.now)
    days = member.days ^ {day}
    if not days or not 0 <= day <= 6:
        return False
    await change(arrival, desk, days=frozenset(days))
    return True


async def choose_hour(arrival: Arrival, desk: Desk, hour: int) -> bool:
    """False: nobody should be written to at that hour."""
    if not EARLIEST <= hour <= LATEST:
        return False
    await change(arrival, desk, hour=hour)
    return True


async def choose_clock(arrival: Arrival, desk: Desk, text: str) -> bool:
    """The hour as it was typed; "halb acht" is eight, for at seven it would be too early."""
    clock = read_clock(text)
    return clock is not None and await choose_hour(arrival, desk, clock.hour + (clock.minute > 0))


async def take_leave(arrival: Arrival, desk: Desk, start: date | None, end: date | None) -> None:
    await change(arrival, desk, leave_from=start, leave_until=end)
