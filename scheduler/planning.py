"""A jour fixe is planned, moved, dropped: what becomes of its row and its calendar entry. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from scheduler.calendar import BERLIN, Rhythm, check_appointment, half_year, local_day, local_moment
from scheduler.jour_fixe import DROPPED, PLANNED, JourFixe

FIRST_SUGGESTED, LAST_SUGGESTED = timedelta(weeks=6), timedelta(weeks=10)
"""From now: time for the invitation, and near enough to be agreed."""
SUGGESTED_WEEKDAY = 1
SUGGESTIONS = 3


def moment(day: date, clock: time) -> datetime:
    return local_moment(day, clock.hour, clock.minute)


def local(at: datetime) -> datetime:
    return at.astimezone(BERLIN)


def half_of(at: datetime) -> str:
    return half_year(local_day(at))


def in_half(half: str, jour_fixes: Iterable[JourFixe]) -> JourFixe | None:
    return next((jour_fixe for jour_fixe in jour_fixes if jour_fixe.half == half), None)


def planned(jour_fixes: Iterable[JourFixe]) -> list[JourFixe]:
    return [jour_fixe for jour_fixe in jour_fixes if jour_fixe.state == PLANNED]


def halves_to_show(today: date, jour_fixes: Iterable[JourFixe]) -> list[str]:
    """This half-year, the next, and later ones that have a date already."""
    this = half_year(today)
    following = half_year(date(today.year + (today.month > 6), 1 if today.month > 6 else 7, 1))
    later = {jour_fixe.half for jour_fixe in planned(jour_fixes) if jour_fixe.half > following}
    return [this, following, *sorted(later)]


def move(jour_fixe: JourFixe, at: datetime, minutes: int, today: date) -> JourFixe:
    """The calendar finds its entry by the UID, and takes the one with the higher sequence."""
    moved = replace(jour_fixe, at=at, minutes=minutes, half=half_of(at), sequence=jour_fixe.sequence + 1)
    return moved if local_day(at) == local_day(jour_fixe.at) else replace(moved, fixed_on=today)


def drop(jour_fixe: JourFixe) -> JourFixe:
    return replace(jour_fixe, state=DROPPED, sequence=jour_fixe.sequence + 1)


def plan_again(dropped: JourFixe, at: datetime, minutes: int, uid: str, today: date) -> JourFixe:
    """A new date in a half-year whose first one was dropped. A new UID, because some calendars refuse an entry that was
    deleted; the sequence goes on, because buttons tell by it what they were about."""
    return replace(move(dropped, at, minutes, today), state=PLANNED, uid=uid, fixed_on=today)


def suggest(today: date, rhythm: Rhythm, jour_fixes: Iterable[JourFixe]) -> Iterator[date]:
    """Ordinary days some weeks ahead, in half-years without a date."""
    full = {jour_fixe.half for jour_fixe in planned(jour_fixes)}
    day = today + FIRST_SUGGESTED
    day += timedelta(days=(SUGGESTED_WEEKDAY - day.weekday()) % 7)
    while day <= today + LAST_SUGGESTED:
        if half_year(day) not in full and not check_appointment(day, rhythm, today):
            yield day
        day += timedelta(weeks=1)
