"""The tips of the first weeks: one a week, in the tour's order."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from scheduler.asking import is_put_off, is_worth_it, next_message, next_moment
from scheduler.calendar import local_day, local_moment
from scheduler.dues import Due, Kind, State
from scheduler.life import Life
from scheduler.occurrence import Occurrence

WEEK = timedelta(weeks=1)
PERIOD = "tour"


def tips(life: Life, now: datetime) -> Iterator[Occurrence]:
    """A step that was sent stays for a week; it is not sent again, the next one follows it.

    The week counts from the tip before, so that one that came late doesn't meet its follower. What was missed
    altogether (leave, a program that was down) leaves no gap: the step is still the next one. A tip that was postponed
    has its week too: those that follow keep a week's distance from it, before and after.
    """
    begins = life.member.tour_from or life.member.first_day
    if begins is None or life.member.tour_paused:
        return
    rows = {row.subject: row for row in life.rows_of(Kind.TIP)}
    sent = [_sent(life, step, rows[step]) for step in life.facts.tour if _is_out(life, rows.get(step))]
    yield from sent
    taken = sorted(_days_put_off(life, sent, now))
    day = _next_slot(begins, rows.values(), local_day(now))
    for step in life.facts.tour:
        if step not in life.member.tour_done and _is_still_to_come(rows.get(step)):
            day = _apart(day, taken, life, now)
            yield _tip(life, step, day, None)
            day = (life.rhythm.next_allowed(day) or day) + WEEK


def _is_out(life: Life, row: Due | None) -> bool:
    """It was sent or postponed, and waits for an answer."""
    if row is None or row.subject in life.member.tour_done or _is_still_to_come(row):
        return False
    return row.state is State.OPEN


def _sent(life: Life, step: str, row: Due) -> Occurrence:
    return _tip(life, step, row.due_on, max(row.due_on, row.asked_on or row.due_on) + WEEK)


def _days_put_off(life: Life, sent: Iterable[Occurrence], now: datetime) -> Iterator[date]:
    """On which postponed tips are going to come."""
    for each in sent:
        row = life.rows[each.key]
        moment = next_moment(each, life, now) if is_put_off(row) and is_worth_it(each, row, life, now) else None
        if moment is not None:
            yield local_day(moment)


def _apart(day: date, taken: Iterable[date], life: Life, now: datetime) -> date:
    """The day, or the first one after it on which a tip comes at least a week before or after each of those."""
    for other in taken:
        moment = next_message(life, day, now)
        comes = day if moment is None else local_day(moment)
        if abs(comes - other) < WEEK:
            day = other + WEEK
    return day


def _is_still_to_come(row: Due | None) -> bool:
    """It is only looked forward to: neither sent, nor turned down, nor postponed to a day of its own."""
    if row is None:
        return True
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
