"""The tips of the first weeks: one a week, in the tour's order, and a word at their end."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from scheduler.asking import is_put_off, is_worth_it, next_message, next_moment
from scheduler.calendar import local_day, local_moment
from scheduler.dues import Due, Kind, State
from scheduler.life import Life
from scheduler.occurrence import Key, Occurrence, key_of
from scheduler.people import Member

WEEK = timedelta(weeks=1)
PERIOD = "tour"
END = "tour:end"
"""The subject of the word at the end, and of the note that its reader has seen it already. No step is called so."""
END_KEY: Key = (Kind.TIP, END, PERIOD)
END_WORTH = timedelta(weeks=8)
"""Longer after the last tip nobody expects a word about it."""


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
    to_come = [step for step in life.facts.tour if _is_to_come(life, step, rows.get(step))]
    for step in to_come:
        day = _apart(day, taken, life, now)
        yield _tip(life, step, day, None)
        day = (life.rhythm.next_allowed(day) or day) + WEEK
    if not to_come and not taken:
        yield from _end(life, rows, begins)


def _end(life: Life, rows: Mapping[str, Due], begins: date) -> Iterator[Occurrence]:
    """In the week after the last tip, if it was not answered. Whoever has ticked it off has seen the end."""
    row = rows.get(END)
    if not life.facts.tour or life.facts.tour[-1] in life.member.tour_done:
        return
    if row is not None and row.state is State.OPEN and not _is_still_to_come(row):
        yield _sent(life, END, row)  # perhaps postponed so far that the tips before it are forgotten
        return
    asked_on = [rows[step].asked_on for step in life.facts.tour if step in rows]
    last = max((day for day in asked_on if day is not None), default=None)
    if last is not None and END not in life.member.tour_passed and _is_still_to_come(row):
        day = max(begins, last + WEEK)
        yield _tip(life, END, day, day + END_WORTH)


def is_over(life: Life, now: datetime) -> bool:
    """Every step was done, or was sent and will not come again."""
    rows = {row.subject: row for row in life.rows_of(Kind.TIP)}
    return bool(life.facts.tour) and not any(_is_ahead(life, step, rows.get(step), now) for step in life.facts.tour)


def _is_ahead(life: Life, step: str, row: Due | None, now: datetime) -> bool:
    if _is_to_come(life, step, row):
        return True
    return row is not None and _is_out(life, row) and is_worth_it(_sent(life, step, row), row, life, now)


def has_seen_end(life: Life) -> bool:
    """Perhaps so long ago that the journal has forgotten it."""
    row = life.rows.get(END_KEY)
    return END in life.member.tour_passed or (row is not None and row.state is State.DONE)


def saw_end_on(day: date, journal: Iterable[Due]) -> bool:
    """The last time they looked at it, that is."""
    return any(key_of(row) == END_KEY and row.state is State.DONE and row.closed_on == day for row in journal)


def passed(member: Member, tip: Due) -> Member:
    """As they are remembered once the tip's row is forgotten: it was sent or turned down, and doesn't come again."""
    if _is_still_to_come(tip) or tip.subject in member.tour_passed:
        return member
    return replace(member, tour_passed=(*member.tour_passed, tip.subject))


def _is_to_come(life: Life, step: str, row: Due | None) -> bool:
    """Not ticked off, not sent. What was sent long ago has no row any more."""
    member = life.member
    return step not in member.tour_done and step not in member.tour_passed and _is_still_to_come(row)


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
    """Also the word at the end, which has no number."""
    return Occurrence(
        Kind.TIP,
        step,
        PERIOD,
        due_on=day,
        worth_until=None if worthless is None else local_moment(worthless, 0),
        limit=1,
        place=0 if step == END else life.facts.tour.index(step) + 1,
        of=len(life.facts.tour),
    )
