"""When an occurrence may be asked: pure rules over its row in the journal and the person's rhythm."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from scheduler.calendar import local_moment
from scheduler.dues import Due, Kind, State
from scheduler.life import Life
from scheduler.occurrence import SEASON, Occurrence

STAYS = timedelta(weeks=1)
"""What somebody postponed is worth asking for that long after the day they chose."""
ASKED_FOR = frozenset({Kind.STEP})


def is_open(occurrence: Occurrence, row: Due | None) -> bool:
    """Not answered. What had expired, or was done, and is due all the same has come back: undone, or unpaused."""
    if row is None or row.state is State.OPEN:
        return True
    return row.state is not State.SKIPPED and occurrence.kind not in ASKED_FOR and _may_come_back(occurrence, row)


def _may_come_back(occurrence: Occurrence, row: Due) -> bool:
    return row.state is State.EXPIRED or occurrence.kind in (Kind.PRESS, Kind.RELATIONSHIP)


def is_put_off(row: Due) -> bool:
    """To a day on which it has not been asked yet."""
    return row.snoozed_to is not None and (row.asked_on is None or row.snoozed_to > row.asked_on)


def earliest_day(occurrence: Occurrence, row: Due | None, life: Life) -> date | None:
    """The first day on which it may go out, perhaps long ago. None: not any more, or on no day at all."""
    if not is_open(occurrence, row) or str(occurrence.kind) in life.member.muted:
        return None
    wanted = occurrence.due_on
    if row is not None and row.snoozed_to is not None and is_put_off(row):
        wanted = row.snoozed_to
    elif row is not None and row.asked_on is not None:
        if row.asked >= occurrence.limit:
            return None
        return life.rhythm.next_allowed(max(wanted, row.asked_on + timedelta(days=occurrence.pause)))
    before = life.rhythm.previous_allowed(wanted) if occurrence.deadline else None
    return before or life.rhythm.next_allowed(wanted)


def is_early_for_leave(occurrence: Occurrence, life: Life) -> bool:
    """It has a deadline, and without the leave it would come on another day."""
    at_work = replace(life.rhythm, leave_from=None, leave_until=None)
    day = occurrence.due_on
    return occurrence.deadline and life.rhythm.previous_allowed(day) != at_work.previous_allowed(day)


def worth_until(occurrence: Occurrence, row: Due | None, life: Life) -> datetime | None:
    """None: without end. What somebody postponed stays worth it, but never beyond the appointment it leads up to, nor
    beyond the half-year for which a date is wanted."""
    if occurrence.worth_until is None or row is None or row.snoozed_to is None:
        return occurrence.worth_until
    if occurrence.deadline:
        return occurrence.at
    chosen = life.rhythm.next_allowed(row.snoozed_to) or row.snoozed_to
    end = max(occurrence.worth_until, local_moment(chosen + STAYS, 0))
    return min(end, _end_of(occurrence.half)) if occurrence.stage == SEASON else end


def _end_of(half: str) -> datetime:
    year, number = map(int, half.split("-"))
    return local_moment(date(year + number // 2, 7 if number == 1 else 1, 1), 0)


def is_worth_it(occurrence: Occurrence, row: Due | None, life: Life, moment: datetime) -> bool:
    end = worth_until(occurrence, row, life)
    return end is None or moment < end


def next_moment(occurrence: Occurrence, life: Life, now: datetime) -> datetime | None:
    """When it goes out, as things stand; `now` itself if that is at once."""
    row = life.rows.get(occurrence.key)
    day = earliest_day(occurrence, row, life)
    if day is None:
        return None
    moment = next_message(life, day, now)
    return moment if moment is not None and is_worth_it(occurrence, row, life, moment) else None


def next_message(life: Life, day: date, now: datetime) -> datetime | None:
    """The first moment, not before `now` and `day`, at which this person may get a message of nudges."""
    last = life.member.digest_on
    if last is not None and last >= day:
        day = last + timedelta(days=1)
    return life.rhythm.next_opening(max(now, local_moment(day, 0)))
