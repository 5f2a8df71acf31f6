"""Days and hours as people say them: "Dienstag, 3. März, 9 Uhr"."""

from datetime import date, time

from scheduler.date_words import MONTHS, WEEKDAYS


def day_name(day: date, *, year: bool = False) -> str:
    """ "Dienstag, 3. März", with `year` "Dienstag, 3. März 2026"."""
    named = f"{WEEKDAYS[day.weekday()]}, {day.day}. {MONTHS[day.month - 1]}"
    return f"{named} {day.year}" if year else named


def day_from(day: date, today: date | None) -> str:
    """With its year if that is another one than today's. None: it is not known when this is said."""
    return day_name(day, year=_is_of_another_year(day, today))


def short_day(day: date, today: date | None = None, *, year: bool = False) -> str:
    """ "3. März", with its year if that is another one than today's."""
    named = f"{day.day}. {MONTHS[day.month - 1]}"
    return f"{named} {day.year}" if year or _is_of_another_year(day, today) else named


def _is_of_another_year(day: date, today: date | None) -> bool:
    return today is not None and day.year != today.year


def clock_name(clock: time) -> str:
    """ "9 Uhr", "9:30 Uhr"."""
    return f"{clock.hour} Uhr" if clock.minute == 0 else f"{clock.hour}:{clock.minute:02d} Uhr"


def month_name(month: int) -> str:
    return MONTHS[month - 1]


def the_half(half: str) -> str:
    """ "das zweite Halbjahr 2026" for "2026-2", as it stands after "für"."""
    year, _, number = half.partition("-")
    return f"das {'erste' if number == '1' else 'zweite'} Halbjahr {year}"


def half_name(half: str) -> str:
    """ "erstes Halbjahr 2026" for "2026-1"."""
    year, _, number = half.partition("-")
    return f"{'erstes' if number == '1' else 'zweites'} Halbjahr {year}"
