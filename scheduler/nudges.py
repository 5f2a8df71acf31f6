"""What is due, and when something will be next. Pure: a life and a moment in, data out.

All kinds go one way: each says what is or will be due (`upkeep`, `appointments`, `steps`, `tour`), `asking` says when
that may go out, and here it becomes one message a day.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import chain
from operator import itemgetter

from scheduler.appointments import appointments
from scheduler.asking import earliest_day, is_open, is_put_off, is_worth_it, next_message, next_moment
from scheduler.calendar import local_day
from scheduler.dues import Due, Kind, State
from scheduler.life import Life
from scheduler.occurrence import Occurrence
from scheduler.steps import steps
from scheduler.tour import tips
from scheduler.upkeep import upkeep

MOST_LINES = 8
"""In one message; what is left comes on the next day there is one."""
PRIORITY = {kind: place for place, kind in enumerate(Kind)}


@dataclass(frozen=True, slots=True)
class Expected:
    """An occurrence with the day on which it will be asked, as things stand."""

    day: date
    occurrence: Occurrence


def occurrences(life: Life, now: datetime) -> Sequence[Occurrence]:
    """All that is or will be due and has not lost its worth, in no order; of later periods only what is certain."""
    if now not in life.known:
        today = local_day(now)
        every = chain(appointments(life, today), upkeep(life), steps(life), tips(life, now))
        life.known[now] = [each for each in every if is_worth_it(each, life.rows.get(each.key), life, now)]
    return life.known[now]


def in_message(life: Life, now: datetime) -> list[Occurrence]:
    """What goes out at this moment; nothing if none may go out now."""
    today = local_day(now)
    if next_message(life, today, now) != now:
        return []
    return _ranked(each for day, each in _by_day(life, now) if day <= today)[:MOST_LINES]


def due_now(life: Life, today: date, now: datetime) -> list[Occurrence]:
    """What waits for an answer today, also at night or on Sundays, also if it rests; not what was postponed."""
    return _ranked(each for each in occurrences(life, now) if _waits(each, life, today))


def expected(life: Life, now: datetime, until: date) -> list[Expected]:
    """What is going to be asked until then, by day; first of all what waits already."""
    today = local_day(now)
    found = [Expected(today, each) for each in due_now(life, today, now)]
    waiting = {each.occurrence.key for each in found}
    for each in occurrences(life, now):
        moment = None if each.key in waiting else next_moment(each, life, now)
        if moment is not None and local_day(moment) <= until:
            found.append(Expected(local_day(moment), each))
    return sorted(found, key=lambda each: (each.day, PRIORITY[each.occurrence.kind]))


def next_due_after(life: Life, now: datetime) -> datetime | None:
    """When the next message goes out, if nothing changes until then. None: never."""
    for day, each in sorted(_by_day(life, now), key=itemgetter(0)):
        moment = next_message(life, day, now)
        if moment is not None and is_worth_it(each, life.rows.get(each.key), life, moment):
            return moment
    return None


def _by_day(life: Life, now: datetime) -> Iterator[tuple[date, Occurrence]]:
    """What may be asked, each with the earliest day for it; the later that is, the later its message."""
    for each in occurrences(life, now):
        day = earliest_day(each, life.rows.get(each.key), life)
        if day is not None:
            yield day, each


def gone(life: Life, now: datetime) -> list[Due]:
    """Open rows whose subject has gone, or which are not worth asking any more."""
    alive = {each.key for each in occurrences(life, now)}
    return [row for key, row in life.rows.items() if row.state is State.OPEN and key not in alive]


def asked(row: Due, today: date) -> Due:
    """The row once the message is written. What was postponed beyond a weekend and came before it has had its day.

    Whoever chose a day is asked on it as if for the first time: the repeat is still to come.
    """
    snoozed_to = None if row.snoozed_to is None else min(row.snoozed_to, today)
    return replace(row, asked=1 if is_put_off(row) else row.asked + 1, asked_on=today, snoozed_to=snoozed_to)


def refreshed(row: Due, occurrence: Occurrence) -> Due:
    """The row of something that is due, with its true date as it is now; open again if it had gone. A message before
    that date, which was another one then or was brought forward, was not about it: it is asked for the first time."""
    row = replace(row, due_on=occurrence.due_on, state=State.OPEN, closed_on=None)
    if occurrence.deadline or row.asked_on is None or row.asked >= occurrence.limit or is_put_off(row):
        return row
    return replace(row, asked=0, asked_on=None, snoozed_to=None) if row.asked_on < occurrence.due_on else row


def _ranked(found: Iterable[Occurrence]) -> list[Occurrence]:
    return sorted(found, key=lambda each: (PRIORITY[each.kind], each.due_on, each.subject))


def _waits(occurrence: Occurrence, life: Life, today: date) -> bool:
    row = life.rows.get(occurrence.key)
    if not is_open(occurrence, row) or str(occurrence.kind) in life.member.muted:
        return False
    if row is not None and row.snoozed_to is not None and row.snoozed_to > today:
        return False
    if occurrence.due_on <= today or (occurrence.deadline and row is not None and row.asked > 0):
        return True
    day = earliest_day(occurrence, row, life)
    return day is not None and day <= today
