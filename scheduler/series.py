"""Series of broadcasts: a recommendation a week, until they are used up. Pure but for the stores it is given."""

from collections.abc import Container
from dataclasses import replace
from datetime import date, datetime, timedelta

from scheduler.broadcasting import Changed, confirm, recipients
from scheduler.broadcasts import Broadcast, Content, Series
from scheduler.calendar import local_day
from scheduler.stores import Stores

WEEK = timedelta(weeks=1)


def started(series: Series, now: datetime, last: datetime | None = None) -> Series:
    """Running, its next one on its next day: today, if its time is still to come. `last` is when it sent its latest
    one: that week has had its tip, whatever its day and hour are now."""
    first = local_day(now) if last is None else max(local_day(now), _monday_after(local_day(last)))
    running = replace(series, paused=False).from_day(first)
    if running.next_at is not None and running.next_at <= now:
        return running.from_day(first + timedelta(days=1))
    return running


def _monday_after(day: date) -> date:
    return day + timedelta(days=7 - day.weekday())


def paused(series: Series) -> Series:
    return replace(series, paused=True)


async def issue(stores: Stores, series: Series, known: Container[str], now: datetime) -> Broadcast | None:
    """The series' next recommendation as a broadcast of its own, if it is due; None: it is not, or has nobody to go to.

    After a time out of work one comes, late; those in between are not made up for. An entry that is not known any more
    is left out. Without anybody to send it to, an entry waits for the next week.
    """
    current = await stores.series.get(series.id)
    if current is None or current.next_at is None or current.next_at > now:
        return None
    left = tuple(entry for entry in current.entries if entry in known)
    count = len(await recipients(stores, current.audience, now))
    made = await _send(stores, current, left[0], count, now) if left and count else None
    rest = left[1:] if made is not None else left
    current = started(replace(current, entries=rest), now)
    await stores.series.save(current if rest else replace(current, next_on=None, ended_at=now))
    return made


async def _send(stores: Stores, series: Series, entry: str, count: int, now: datetime) -> Broadcast | None:
    draft = Broadcast(
        0,
        series.made_by,
        now,
        series.audience,
        Content("entry", entry=entry),
        read_button=False,
        expires_at=now + WEEK,
        series_id=series.id,
    )
    confirmed = await confirm(stores, await stores.broadcasts.add(draft), count, now)
    return None if isinstance(confirmed, Changed) else confirmed
