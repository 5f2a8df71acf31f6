"""When an occasion falls: a small language of date rules, and what the coming weeks bring.

A rule is the same every year: `05-12`, `last friday of may`, `easter-46`, `first advent`. Three things go beyond that.
`02-29` is 1 March in years without that day. `unless` moves a weekday a week earlier in the years in which it would
meet another day: `last friday of may unless easter+40` keeps off the Friday after Ascension Day, when everybody is
away. And `2027-06-12` is that one day only.
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from knowledge.entries import Occasion

# The words of a rule, in the order of what they stand for.
ORDINALS = ("first", "second", "third", "fourth", "last")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_FIRST_HALF = ("january", "february", "march", "april", "may", "june")
MONTHS = (*_FIRST_HALF, "july", "august", "september", "october", "november", "december")

_FIXED = r"(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9])|(?:0[13-9]|1[0-2])-30|(?:0[13578]|1[02])-31"
_FEAST = r"(?:easter|first advent)(?:[+-][1-9][0-9]?)?"
_WEEKDAY = rf"(?:{'|'.join(ORDINALS)}) (?:{'|'.join(WEEKDAYS)}) of (?:{'|'.join(MONTHS)})"
_LEAP_DAY = r"20(?:[02468][048]|[13579][26])-02-29"
_SINGLE = rf"20[0-9]{{2}}-(?!02-29)(?:{_FIXED})|{_LEAP_DAY}"

RULE = rf"(?:{_SINGLE}|{_FIXED}|{_FEAST}|{_WEEKDAY}(?: unless {_FEAST})?)"
FORMS = (
    "`05-12` (month-day), `last friday of may` (first to fourth, or last), `easter`, `first advent`, "
    "up to 99 days from these two (`easter-46`), or in quotes `2027-06-12` (that day only)"
)
FEASTS = (
    *("easter-48", "easter-46", "easter-2", "easter", "easter+1", "easter+39", "easter+49", "easter+50", "easter+60"),
    *("first advent-14", "first advent-7", "first advent", "first advent+7", "first advent+14", "first advent+21"),
)
"""Rules of days that have a name of their own."""


def upcoming(occasions: Iterable[Occasion], today: date, weeks: int | None = None) -> list[tuple[date, Occasion]]:
    """What falls between today and so many weeks from now, both included, the nearest first.

    Without `weeks` each occasion's own `lead_weeks` decide: what is worth mentioning today.
    """
    found = [
        (day, occasion)
        for occasion in occasions
        for day in _days(occasion, today, occasion.lead_weeks if weeks is None else weeks)
    ]
    return sorted(found, key=lambda pair: pair[0])


def _days(occasion: Occasion, today: date, weeks: int) -> list[date]:
    end = today + timedelta(weeks=weeks)
    years = range(today.year - 1, end.year + 2)  # a feast's distance may lead into the year before or after
    days = {date_in(occasion.when, year) for year in years}
    return [day for day in days if today <= day <= end]


def single_day(when: str) -> date | None:
    """The day, if the rule is for that one only."""
    return date.fromisoformat(when) if re.fullmatch(_SINGLE, when) else None


def rules_for(day: date) -> tuple[str, ...]:
    """What a day may stand for: the same date every year, the same weekday of its month, a feast, or this day only."""
    weekday, month = WEEKDAYS[day.weekday()], MONTHS[day.month - 1]
    is_last = (day + timedelta(weeks=1)).month != day.month
    which = [ORDINALS[(day.day - 1) // 7], *(["last"] if is_last else [])]
    weekdays = [f"{ordinal} {weekday} of {month}" for ordinal in dict.fromkeys(which)]
    feasts = [rule for rule in FEASTS if date_in(rule, day.year) == day]
    return (f"{day:%m-%d}", *weekdays, *feasts, day.isoformat())


def date_in(when: str, year: int) -> date:
    """The day that a rule means in a year; a single day is itself, whatever the year. Raises `ValueError` for what is
    no rule."""
    if not re.fullmatch(RULE, when):
        raise ValueError(f"“{when}” is no rule; use {FORMS}")
    if single := single_day(when):
        return single
    if when[0].isdigit():
        return _fixed(int(when[:2]), int(when[3:]), year)
    rule, _, other = when.partition(" unless ")
    if " of " not in rule:
        return _feast(rule, year)
    day = _weekday(rule, year)
    return day - timedelta(weeks=1) if other and day == _feast(other, year) else day


def _fixed(month: int, day: int, year: int) -> date:
    """29 February is the day after the 28th, in any year."""
    return date(year, month, 1) + timedelta(days=day - 1)


def _feast(rule: str, year: int) -> date:
    name = rule.rstrip("+-0123456789")
    feast = _easter(year) if name == "easter" else _first_advent(year)
    return feast + timedelta(days=int(rule.removeprefix(name) or 0))


def _weekday(rule: str, year: int) -> date:
    ordinal, weekday, _, month_name = rule.split()
    month, weeks = MONTHS.index(month_name) + 1, ORDINALS.index(ordinal)
    if ordinal == "last":  # the first one of the next month, less a week
        month, year, weeks = (month + 1, year, -1) if month < 12 else (1, year + 1, -1)
    first = date(year, month, 1)
    return first + timedelta(days=(WEEKDAYS.index(weekday) - first.weekday()) % 7, weeks=weeks)


def _first_advent(year: int) -> date:
    """The fourth Sunday before Christmas Day: three weeks before the last one until 24 December."""
    eve = date(year, 12, 24)
    return eve - timedelta(days=eve.isoweekday() % 7, weeks=3)


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by Butcher's rule (Meeus, Astronomical Algorithms)."""
    golden, century, rest = year % 19, year // 100, year % 100
    shift = century - (century + 8) // 25 + 1
    moon = (19 * golden + century - century // 4 - shift // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)
