"""Reckoning with days, and what a reading of a date is asked for."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from scheduler.date_words import DAYPART, NUMBER, number_of

# "zwei Wochen", "14 tage", "ein halbes Jahr": groups `n` and `unit`, or `part` of a year.
AMOUNT = (
    rf"(?:(?:eine?[mns]? |ne?m? )?(?P<part>halb|dreiviertel|viertel|anderthalb|eineinhalb)(?:e[nrs]?)? ?jahr(?:e[ns]?)?"
    rf"|(?P<n>{NUMBER}) (?P<unit>tag|woche|monat|quartal|halbjahr|jahr)(?:en|e|n)?)\b"
)
PART_OF_DAY = rf"(?: {DAYPART}\b)?"
_MONTHS_OF_PART = {"viertel": 3, "halb": 6, "dreiviertel": 9, "anderthalb": 18, "eineinhalb": 18}
_MONTHS_OF_UNIT = {"monat": 1, "quartal": 3, "halbjahr": 6, "jahr": 12}
_DAYS_OF_UNIT = {"tag": 1, "woche": 7}
_YEARS_AROUND = 9  # 29 February may be eight years away


T = TypeVar("T")


class Unclear(ValueError):
    """Looks like a date and is none, or contradicts itself."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which way a day is looked for that leaves its year or month open: the coming one, or the last one."""

    today: date
    past: bool

    @property
    def sign(self) -> int:
        return -1 if self.past else 1

    def nearest(self, days: Iterable[date]) -> date:
        """Today counts, either way."""
        if self.past:
            return max(day for day in days if day <= self.today)
        return min(day for day in days if day >= self.today)

    def nearest_of_years(self, of_year: Callable[[int], date]) -> date:
        around = range(self.today.year - _YEARS_AROUND, self.today.year + _YEARS_AROUND + 1)
        return self.nearest(_possible(of_year, around))

    def nearest_of_months(self, of_month: Callable[[date], date]) -> date:
        firsts = [add_months(self.today.replace(day=1), number) for number in range(-13, 14)]
        return self.nearest(_possible(of_month, firsts))

    def weekday(self, number: int) -> date:
        """The next or the last one; today is neither, one would have said "heute"."""
        return weekday_beside(self.today, number, self.sign)


def _possible(make: Callable[[T], date], of: Iterable[T]) -> Iterator[date]:
    for each in of:
        try:
            yield make(each)
        except (ValueError, OverflowError):
            continue


def add_months(day: date, number: int) -> date:
    """The same day of another month, or that month's last one if it is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    if not date.min.year <= year <= date.max.year:
        raise OverflowError
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def weekday_beside(day: date, number: int, sign: int) -> date:
    """The first such weekday strictly after a day, or the last one strictly before it."""
    away = (sign * (number - day.weekday())) % 7 or 7
    return day + timedelta(days=sign * away)


def week_of(day: date) -> date:
    """Its Monday."""
    return day - timedelta(days=day.weekday())


def shifted(day: date, amount: re.Match[str], sign: int) -> date:
    """A day moved by the AMOUNT that a form has matched."""
    if amount["part"]:
        return add_months(day, sign * _MONTHS_OF_PART[amount["part"]])
    number, unit = sign * number_of(amount["n"]), amount["unit"]
    if unit in _DAYS_OF_UNIT:
        return day + timedelta(days=number * _DAYS_OF_UNIT[unit])
    return add_months(day, number * _MONTHS_OF_UNIT[unit])
