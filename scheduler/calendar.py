"""Days and hours on which somebody may be written to: weekdays, holidays, leave, and the clock in Europe/Berlin.

Days are local days, moments are aware and in UTC. Where the two meet, the zone's two odd nights count: an hour that the
spring night leaves out moves forward, of one that the autumn night has twice the first is meant.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from zoneinfo import ZoneInfo

import holidays

BERLIN = ZoneInfo("Europe/Berlin")
LAST_YEAR = 2100
"""As far as the library knows holidays; no day is allowed after it."""
WORKDAYS = frozenset(range(5))
"""Monday is 0."""

BUNDESLAENDER: Mapping[str, str] = MappingProxyType(
    {
        "BW": "Baden-Württemberg",
        "BY": "Bayern",
        "BE": "Berlin",
        "BB": "Brandenburg",
        "HB": "Bremen",
        "HH": "Hamburg",
        "HE": "Hessen",
        "MV": "Mecklenburg-Vorpommern",
        "NI": "Niedersachsen",
        "NW": "Nordrhein-Westfalen",
        "RP": "Rheinland-Pfalz",
        "SL": "Saarland",
        "SN": "Sachsen",
        "ST": "Sachsen-Anhalt",
        "SH": "Schleswig-Holstein",
        "TH": "Thüringen",
    }
)
QUIET_DAYS = {(12, 24): "Heiligabend", (12, 31): "Silvester"}
"""No public holidays anywhere in Germany, but nobody wants to be reminded of work on them."""

_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Rhythm:
    """When somebody may be written to.

    `bundesland` is a code of BUNDESLAENDER, "" for nationwide holidays only. `days` are weekdays, Monday is 0. Hours
    are local; `until_hour` is the first one too late, 24 the end of the day. Leave includes both its days; without
    `leave_from` it has begun already, without `leave_until` it has no end yet, and without both there is none.
    """

    bundesland: str = ""
    days: frozenset[int] = WORKDAYS
    hour: int = 9
    until_hour: int = 18
    leave_from: date | None = None
    leave_until: date | None = None

    def __post_init__(self) -> None:
        if self.bundesland and self.bundesland not in BUNDESLAENDER:
            raise ValueError(f"no such Bundesland: {self.bundesland!r}")
        if not self.days or not self.days <= frozenset(range(7)):
            raise ValueError(f"needs at least one weekday, 0 to 6: {sorted(self.days)}")
        if not 0 <= self.hour < self.until_hour <= 24:
            raise ValueError(f"no hours of a day: {self.hour} to {self.until_hour}")
        if self.leave_from and self.leave_until and self.leave_until < self.leave_from:
            raise ValueError(f"leave ends before it begins: {self.leave_from} to {self.leave_until}")

    def has_leave(self, day: date) -> bool:
        if self.leave_from is None and self.leave_until is None:
            return False
        return (self.leave_from is None or self.leave_from <= day) and (
            self.leave_until is None or day <= self.leave_until
        )

    def next_allowed(self, day: date) -> date | None:
        return next_allowed(day, self)

    def previous_allowed(self, day: date, not_before: date | None = None) -> date | None:
        return previous_allowed(day, self, not_before)

    def next_opening(self, moment: datetime) -> datetime | None:
        return next_opening(moment, self)


@lru_cache(maxsize=512)
def holidays_of(bundesland: str, year: int) -> Mapping[date, str]:
    """A year's public holidays and the quiet days, with their German names.

    In Bavaria with Mariä Himmelfahrt, which is one in most of its municipalities. Fronleichnam, one in few
    municipalities of Saxony and Thuringia, is not among theirs.
    """
    categories = ("public", "catholic") if bundesland == "BY" else ("public",)
    table = holidays.country_holidays(
        "DE", subdiv=bundesland or None, years=year, expand=False, language="de", categories=categories
    )
    quiet = {date(year, month, day): name for (month, day), name in QUIET_DAYS.items()}
    return MappingProxyType(quiet | {day: name.replace("; ", " und ") for day, name in table.items()})


def holiday_name(day: date, bundesland: str) -> str | None:
    return holidays_of(bundesland, day.year).get(day)


def is_allowed(day: date, rhythm: Rhythm) -> bool:
    """A day of theirs, no holiday, no quiet day, no leave."""
    return (
        day.weekday() in rhythm.days
        and day.year <= LAST_YEAR
        and not rhythm.has_leave(day)
        and holiday_name(day, rhythm.bundesland) is None
    )


def next_allowed(day: date, rhythm: Rhythm) -> date | None:
    """The first allowed day, this one or later. None: there is none, as the leave has no end."""
    while day.year <= LAST_YEAR and not is_allowed(day, rhythm):
        if rhythm.has_leave(day):
            if rhythm.leave_until is None or rhythm.leave_until.year > LAST_YEAR:
                return None
            day = rhythm.leave_until
        day += _DAY
    return day if day.year <= LAST_YEAR else None


def previous_allowed(day: date, rhythm: Rhythm, not_before: date | None = None) -> date | None:
    """For what has a deadline: the last allowed day, this one or earlier, but not before `not_before`.

    If none remains, the first allowed one from `not_before` on (without it: from the day itself on): late is better
    than never.
    """
    found = _last_allowed(day, rhythm, not_before or date.min)
    return found or next_allowed(not_before or day, rhythm)


def _last_allowed(day: date, rhythm: Rhythm, not_before: date) -> date | None:
    while day >= not_before and not is_allowed(day, rhythm):
        if rhythm.has_leave(day):
            if rhythm.leave_from is None:
                return None
            day = rhythm.leave_from
        if day <= date.min:
            return None
        day -= _DAY
    return day if day >= not_before else None


def local_day(moment: datetime) -> date:
    """The day it is in Berlin."""
    return _aware(moment).astimezone(BERLIN).date()


def local_time(moment: datetime) -> time:
    """What clocks in Berlin show."""
    return _aware(moment).astimezone(BERLIN).time()


@lru_cache(maxsize=4096)
def local_moment(day: date, hour: int, minute: int = 0) -> datetime:
    """The moment when clocks in Berlin show that; hour 24 is the midnight that ends the day."""
    midnights, hour = divmod(hour, 24)
    local = datetime.combine(day + midnights * _DAY, time(hour, minute), tzinfo=BERLIN)
    return local.astimezone(UTC)


def opening(day: date, rhythm: Rhythm) -> datetime:
    """When the person's hours begin on a day, whether or not it is an allowed one."""
    return local_moment(day, rhythm.hour)


def closing(day: date, rhythm: Rhythm) -> datetime:
    """The first moment that is too late."""
    return local_moment(day, rhythm.until_hour)


def is_open(moment: datetime, rhythm: Rhythm) -> bool:
    day = local_day(moment)
    return is_allowed(day, rhythm) and opening(day, rhythm) <= moment < closing(day, rhythm)


def next_opening(moment: datetime, rhythm: Rhythm) -> datetime | None:
    """The first moment, this one or later, at which a message may go. None: none, as the leave has no end.

    Hours that consist of nothing but the one that the spring night leaves out are no hours on that day.
    """
    moment = _aware(moment).astimezone(UTC)
    day = next_allowed(local_day(moment), rhythm)
    while day is not None:
        first = max(moment, opening(day, rhythm))
        if first < closing(day, rhythm):
            return first
        day = next_allowed(day + _DAY, rhythm)
    return None


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment without its time zone")
    return moment


def half_year(day: date) -> str:
    """ "2027-1" until the end of June, "2027-2" after it."""
    return f"{day.year}-{1 if day.month <= 6 else 2}"


class Trouble(StrEnum):
    PAST = "past"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a day should be thought over as an appointment; `name` is the holiday's, in German."""

    trouble: Trouble
    name: str = ""


def check_appointment(day: date, rhythm: Rhythm, today: date | None = None) -> tuple[Problem, ...]:
    """What speaks against meeting the municipality on a day; it has weekends even if the person's days have none.

    Without today, whether the day is past is not looked at.
    """
    holiday = holiday_name(day, rhythm.bundesland)
    found = (
        Problem(Trouble.PAST) if today is not None and day < today else None,
        Problem(Trouble.HOLIDAY, holiday) if holiday else None,
        Problem(Trouble.WEEKEND) if day.weekday() >= _SATURDAY else None,
        Problem(Trouble.LEAVE) if rhythm.has_leave(day) else None,
    )
    return tuple(problem for problem in found if problem)
