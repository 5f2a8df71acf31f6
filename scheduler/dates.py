"""German dates and times of day as people type them. Pure: today is an argument, and no text makes it raise.

What is decided here, so that it can be read in one place:

- A date without its year is the next one, today included; 29.2. is the next 29 February there is. "am 15." likewise.
- A weekday is the next one after today, and so is "nächsten" or "kommenden Dienstag": on a Tuesday that is a week away.
  "übernächsten Dienstag" and "Dienstag in einer Woche" are seven days later than that; "diesen Dienstag" may be today.
- "Dienstag nächster Woche" goes by the calendar week, which begins on Monday; so does "in zwei Wochen am Dienstag".
- "nächste Woche" is its Monday, "nächsten Monat" its first day, "im Mai" and "Anfang Mai" the 1st, "Mitte Mai" the
  15th, "Ende der Woche" Friday, "Wochenende" Saturday.
- "zweiter Samstag im Juni" and "letzter Freitag im Mai" count within the month, whatever today is.
- "nach Ostern" is the Tuesday after Easter Monday, "vor Ostern" the Thursday before Good Friday; "vor dem 3.5." the day
  before.
- A month that is too short gives its last day: 31 January and a month is 28 or 29 February.
- Of several dates the first counts; of a span ("3.-5. Mai") its first day.
- Impossible ("31.2."), contradicting ("Montag, 3.5." on a Tuesday) or recurring ("jeden Dienstag"): not readable, so
  that the bot asks back. A number that counts something ("2 Vereine", "3.5 Stunden") is no date.

Asked for a day gone by (`allow_past`, for logging a contact), all that is turned round: "3.5." is the last 3 May, today
included, "Freitag" the last one before today, "zwei Wochen" two weeks ago.
"""

from dataclasses import dataclass
from datetime import date

from scheduler.date_words import MONTHS, WEEKDAYS, normal
from scheduler.days import Asked
from scheduler.daytimes import is_clock_alone, read_clock
from scheduler.named_days import NAMED_DAYS
from scheduler.relative_days import RELATIVE_DAYS

__all__ = ["MONTHS", "WEEKDAYS", "Reading", "is_clock_alone", "read_clock", "read_date"]

FIRST_YEAR, LAST_YEAR = 1900, 2099
_FORMS = (*NAMED_DAYS, *RELATIVE_DAYS)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: one of the three, or nothing at all.

    `day` can be used. `past` was understood but lies before today, `future` after today where a day gone by was asked
    for: to be asked back, not to be used.
    """

    day: date | None = None
    past: date | None = None
    future: date | None = None


def read_date(text: str, today: date, *, allow_past: bool = False) -> Reading:
    """The day a text names, looked for from today on, or with `allow_past` from today back."""
    found = _find(normal(text), Asked(today, past=allow_past))
    if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
        return Reading()
    if allow_past:
        return Reading(future=found) if found > today else Reading(day=found)
    return Reading(past=found) if found < today else Reading(day=found)


def _find(text: str, asked: Asked) -> date | None:
    """The form that begins first in the text, and of those the longest, decides; if it makes no sense, nothing does."""
    matches = [(match, read) for pattern, read in _FORMS if (match := pattern.search(text))]
    if not matches:
        return None
    match, read = min(matches, key=lambda found: (found[0].start(), -found[0].end()))
    try:
        return read(match, asked)
    except (ValueError, OverflowError):
        return None
