"""Days named by the calendar: "3.5.", "Ende Juni", "2. Samstag im Juni", "am 15.", "nach Ostern", "vor dem 1.9."."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from scheduler.date_words import (
    ALONE,
    MONTH,
    MONTH_NUMBERS,
    ORDINAL,
    ORDINALS,
    STEP,
    STEPS,
    WEEKDAY,
    any_of,
    weekday_of,
)
from scheduler.days import AMOUNT, Asked, Unclear, add_months, shifted, weekday_beside
from scheduler.feasts import FEASTS

Form = tuple[re.Pattern[str], Callable[[re.Match[str], Asked], date]]

_SPAN_OF_SHORT_YEARS = 50

_START = r"(?<![0-9.,:/])(?<!\w)"
# What may stand before: "zwei Wochen vor", "am Dienstag nach dem", "vor"; or the weekday it should be.
_BESIDE = (
    rf"(?:(?:{AMOUNT} |(?P<beside>{WEEKDAY}) |tag )?\b(?P<side>vor|nach) (?:de[mnr] )?"
    rf"|(?:{STEP} )?(?P<stated>{WEEKDAY}),? (?:de[mnr] |am )?)"
)
_FROM = r"(?:(?P<first>[0-9]{1,2})(?:\.?-|\. ?(?:-|\+|bis|und|od(?:er|\.)?) ?)(?:zum |de[nm] )?)?"
_DAY = r"(?P<day>[0-9]{1,2})"
_YEAR = r"(?P<year>[12][0-9]{3})"
_STEPS = rf" (?:des )?(?P<steps>{STEP}) jahr(?:es|s)?\b"
_LEAD = rf"(?:(?P<lead>{STEP}) jahr,? (?:zu |an |am |im )?)?"
# Two digits after a month's name are a year only where they can't be an hour ("3. Mai 18 Uhr").
_YEAR_AFTER_NAME = rf"(?: {_YEAR}|{_STEPS}|(?: ?'| (?=2[5-9]|[3-9]))(?P<short>[0-9]{{2}})(?! ?uhr))?(?![0-9]|[.:][0-9])"
_MONTH = rf"(?P<month>{MONTH})\b\.?(?!-?[a-z])"
_NO_NUMBER = r"(?![0-9]|[.,:/][0-9])"
# "3.5 Stunden", "um 9.10", "9.10 Uhr", "Punkt 3.2": without the last dot much else looks like a date.
_UNITS = r"uhr|std|h|stunden?|minuten?|tagen?|wochen?|monaten?|jahren?|prozent|euro|eur|mio|km|m|kg"
_COUNTED = rf"(?! ?(?:{_UNITS})\b)(?! ?[%€])"
_NOT_AFTER = "".join(rf"(?<!\b{word} )" for word in ("um", "punkt", "kapitel", "version", "ziffer", "nr", "nr."))


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A day, and the first and last one of what it belongs to: "nach Ostern" is not "am Ostermontag"."""

    day: date
    first: date
    last: date


def _alone(day: date) -> _Stretch:
    return _Stretch(day, day, day)


def _beside(match: re.Match[str], there: _Stretch) -> date:
    """What "vor", "nach", "zwei Wochen vor" or "Dienstag nach" make of a day."""
    if not match["side"]:
        return there.day
    sign = -1 if match["side"] == "vor" else 1
    if match["n"] or match["part"]:
        return shifted(there.day, match, sign)
    if match["beside"]:
        return weekday_beside(there.day, weekday_of(match["beside"]), sign)
    return (there.first if sign < 0 else there.last) + timedelta(days=sign)


def _agreeing(match: re.Match[str], day: date) -> date:
    """A date that does not fall on the weekday it was given with is asked back rather than guessed."""
    if match["stated"] and weekday_of(match["stated"]) != day.weekday():
        raise Unclear
    return day


def _year(match: re.Match[str], asked: Asked) -> int | None:
    """Two digits mean the year within fifty years of now."""
    groups = match.groupdict()
    if step := groups.get("lead") or groups.get("steps"):
        return asked.today.year + STEPS[step]
    if groups.get("year"):
        return int(groups["year"])
    if not groups.get("short"):
        return None
    lowest = asked.today.year - _SPAN_OF_SHORT_YEARS
    return lowest + (int(groups["short"]) - lowest) % 100


def _yearly(pattern: str, of_year: Callable[[re.Match[str], int], _Stretch]) -> Form:
    """A form for what comes once a year, so that the year may be left out."""

    def read(match: re.Match[str], asked: Asked) -> date:
        def make(year: int) -> date:
            return _beside(match, of_year(match, year))

        year = _year(match, asked)
        return _agreeing(match, asked.nearest_of_years(make) if year is None else make(year))

    return re.compile(_START + _LEAD + pattern), read


def _day_of_month(match: re.Match[str], year: int) -> _Stretch:
    groups = match.groupdict()
    month = groups["month"]
    day = ORDINALS[groups["ordinal"]] if groups.get("ordinal") else int(groups["day"])
    first = int(groups.get("first") or day)
    if first > day:
        raise Unclear  # "vom 30. bis 2.5."
    return _alone(date(year, int(month) if month.isdecimal() else MONTH_NUMBERS[month], first))


def _part_of_month(match: re.Match[str], year: int) -> _Stretch:
    return _alone(_in_month(date(year, MONTH_NUMBERS[match["month"]], 1), match["where"]))


def _weekday_of_month(match: re.Match[str], year: int) -> _Stretch:
    first = date(year, MONTH_NUMBERS[match["month"]], 1)
    weekday = weekday_of(match["weekday"])
    if match["last"]:
        return _alone(weekday_beside(add_months(first, 1), weekday, -1))
    which = int(match["which"]) if match["which"] else ORDINALS[match["ordinal"]]
    day = weekday_beside(first - timedelta(days=1), weekday, 1) + timedelta(weeks=which - 1)
    if day.month != first.month:
        raise Unclear  # "5. Samstag im Februar"
    return _alone(day)


def _part_of_year(match: re.Match[str], year: int) -> _Stretch:
    month = {"anfang": 1, "mite": 7, "ende": 12}[match["where"]]
    return _alone(date(year, month, 31 if month == 12 else 1))


def _in_month(first: date, where: str) -> date:
    if where == "mite":
        return first.replace(day=15)
    return add_months(first, 1) - timedelta(days=1) if where == "ende" else first


def _feast(match: re.Match[str], year: int) -> _Stretch:
    feast = FEASTS[match["feast"]]
    day = feast.in_year(year)
    return _Stretch(day, day - timedelta(days=feast.before), day + timedelta(days=feast.after))


def _month_alone(match: re.Match[str], asked: Asked) -> date:
    """ "im September" is its first day; said in September it says nothing."""
    month = MONTH_NUMBERS[match["month"]]
    year = _year(match, asked)
    if year is None and month == asked.today.month:
        raise Unclear
    return asked.nearest_of_years(lambda year: date(year, month, 1)) if year is None else date(year, month, 1)


def _day_alone(match: re.Match[str], asked: Asked) -> date:
    groups = match.groupdict()
    day = ORDINALS[groups["ordinal"]] if groups.get("ordinal") else int(groups["day"])
    if "side" not in groups:
        return asked.nearest_of_months(lambda first: first.replace(day=day))
    return _agreeing(match, asked.nearest_of_months(lambda first: _beside(match, _alone(first.replace(day=day)))))


NAMED_DAYS: Sequence[Form] = (
    _yearly(rf"{_BESIDE}?{_YEAR}(?P<dash>[-./])(?P<month>[0-9]{{1,2}})(?P=dash){_DAY}(?![0-9])", _day_of_month),
    _yearly(rf"{_BESIDE}?{_DAY}(?P<dash>[-/])(?P<month>[0-9]{{1,2}})(?P=dash){_YEAR}{_NO_NUMBER}", _day_of_month),
    _yearly(
        rf"{_BESIDE}?{_FROM}{_DAY}\. ?(?P<month>[0-9]{{1,2}})\."
        rf"(?: ?{_YEAR}|{_STEPS}|(?P<short>[0-9]{{2}}))?{_NO_NUMBER}",
        _day_of_month,
    ),
    _yearly(
        rf"{_BESIDE}?{_FROM}{_NOT_AFTER}{_DAY}\.(?P<month>0?[1-9]|1[0-2])"
        rf"(?: {_YEAR}|{_STEPS})?{_NO_NUMBER}(?!\.){_COUNTED}",
        _day_of_month,
    ),
    _yearly(
        rf"{_BESIDE}?{_FROM}(?:{_DAY}(?:\.|te[nr]?)? ?|(?P<ordinal>{ORDINAL}) ){_MONTH}{_YEAR_AFTER_NAME}",
        _day_of_month,
    ),
    _yearly(
        rf"{_BESIDE}?(?P<where>anfang|mite|ende) (?:de[rs] |vo[nm] )?{_MONTH}{_YEAR_AFTER_NAME}",
        _part_of_month,
    ),
    _yearly(
        rf"(?:(?:am|de[mnr]) )?{_BESIDE}?(?:(?P<which>[1-5])\.|(?P<ordinal>{ORDINAL})|(?P<last>letzte[mnr]?))"
        rf" (?P<weekday>{WEEKDAY}) (?:im |in |des |vom )?{_MONTH}{_YEAR_AFTER_NAME}",
        _weekday_of_month,
    ),
    _yearly(rf"{_BESIDE}?(?P<where>anfang|mite|ende) {_YEAR}(?![0-9])", _part_of_year),
    _yearly(rf"{_BESIDE}?(?P<feast>{any_of(FEASTS)})\b{_YEAR_AFTER_NAME}", _feast),
    (re.compile(rf"{_START}{_LEAD}(?<=\bim ){_MONTH}{_YEAR_AFTER_NAME}"), _month_alone),
    (re.compile(rf"{_START}{_MONTH}(?: {_YEAR}|{_STEPS})(?![0-9])"), _month_alone),
    (re.compile(rf"{_START}{_BESIDE}(?:{_DAY}\.|(?P<ordinal>{ORDINAL})){ALONE}"), _day_alone),
    (
        re.compile(rf"\b(?:am|auf|bis|ab|vom|zum|de[mnr]) (?:{_DAY}\.|(?P<ordinal>{ORDINAL})){ALONE}"),
        _day_alone,
    ),
    (re.compile(rf"\b(?:am|den|zum) {_DAY}{ALONE}"), _day_alone),
    (re.compile(rf"^{_DAY}\.$"), _day_alone),
)
