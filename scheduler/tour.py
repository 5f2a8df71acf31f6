"""The tips of the first weeks: one a week, in the tour's order."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from scheduler.calendar import local_moment
from scheduler.dues import Due, Kind, State
from scheduler.life import Life
from scheduler.occurrence import Occurrence

WEEK = timedelta(weeks=1)
PERIOD = "tour"


def tips(life: Life, today: date) -> Iterator[Occurrence]:
    """A step that was sent stays for a week; it is not sent again, the next one follows it.

    The week counts from the tip before, so that one that came late doesn't meet its follower. What was missed
    altogether (leave, a program that was down) leaves no gap: the step is still the next one.
    """
    begins = life.member.tour_from or life.member.first_day
    if begins is None or life.member.tour_paused:
        return
    rows = {row.subject: row for row in life.rows_of(Kind.TIP)}
    day = _next_slot(begins, rows.values(), today)
    for step in life.facts.tour:
        if step in life.member.tour_done:
            continue
        row = rows.get(step)
        if row is None or _is_still_to_come(row):
            yield _tip(life, step, day, None)
            day = (life.rhythm.next_allowed(day) or day) + WEEK
        elif row.state is State.OPEN:
            yield _tip(life, step, row.due_on, max(row.due_on, row.asked_on or row.due_on) + WEEK)


def _is_still_to_come(row: Due) -> bool:
    """It is only looked forward to: neither sent, nor turned down, nor postponed to a day of its own."""
    return row.asked == 0 and row.snoozed_to is None and row.state in (State.OPEN, State.EXPIRED)


def _next_slot(begins: date, rows: Iterable[Due], today: date) -> date:
    first = max([begins, *(row.asked_on + WEEK for row in rows if row.asked_on is not None)])
    return first + WEEK * max((today - first) // WEEK, 0)


def _tip(life: Life, step: str, day: date, worthless: date | None) -> Occurrence:
    return Occurrence(
        Kind.TIP,
        step,
        PERIOD,
        due_on=day,
        worth_until=None if worthless is None else local_moment(worthless, 0),
        limit=1,
        place=life.facts.tour.index(step) + 1,
        of=len(life.facts.tour),
    )
