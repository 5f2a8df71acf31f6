"""What is said where a team lead enters an occasion of their own."""

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType

from handlers.texts import dates
from handlers.texts.curation import when
from knowledge.occasions import MONTHS, ORDINALS, WEEKDAYS, single_day
from scheduler import date_words

NEXT = "Sobald du den Anlass übernimmst, gilt er. Antworten ändern sich dadurch nicht."
AS_REMINDED = "So klingt es, wenn ich an den Kontakt zur Presse erinnere:"
CHANGE_NAME = "Name"
CHANGE_DAY = "Datum"
CHANGE_WHY = "Warum"
CHANGE_OPENING = "Erster Satz"
OTHER_DAY = "Anderes Datum"
RULE_TEXT = "Kommt der Anlass wieder?"
ONCE = "Nur dieses Mal"
RENEW = "Neu fassen"
UNDO_TEXT = (
    "Dann nenne ich den Anlass nicht mehr, für alle Teams. Nur was inzwischen fest in der Sammlung steht, bleibt. Neu "
    "fassen kannst du ihn danach."
)
_WHICH = ("ersten", "zweiten", "dritten", "vierten", "letzten")
_FEASTS: Mapping[str, str] = MappingProxyType(
    {
        "easter-48": "am Rosenmontag",
        "easter-46": "am Aschermittwoch",
        "easter-2": "am Karfreitag",
        "easter": "am Ostersonntag",
        "easter+1": "am Ostermontag",
        "easter+39": "an Christi Himmelfahrt",
        "easter+49": "am Pfingstsonntag",
        "easter+50": "am Pfingstmontag",
        "easter+60": "an Fronleichnam",
        "first advent-14": "am Volkstrauertag",
        "first advent-7": "am Totensonntag",
        "first advent": "am ersten Advent",
        "first advent+7": "am zweiten Advent",
        "first advent+14": "am dritten Advent",
        "first advent+21": "am vierten Advent",
    }
)


def rhythm(when: str) -> str:
    """When an occasion falls: one of `occasions.rules_for`."""
    single = single_day(when)
    return f"Nur am {dates.day_name(single, year=True)}" if single else f"Jedes Jahr {_yearly(when)}"


def _yearly(when: str) -> str:
    if when in _FEASTS:
        return _FEASTS[when]
    if when[:1].isdigit():
        return f"am {int(when[3:])}. {dates.month_name(int(when[:2]))}"
    ordinal, weekday, _, month = when.split()
    which, day = _WHICH[ORDINALS.index(ordinal)], date_words.WEEKDAYS[WEEKDAYS.index(weekday)]
    return f"am {which} {day} im {dates.month_name(MONTHS.index(month) + 1)}"


def typed_day(day: date) -> str:
    return f"{day.day}.{day.month}.{day.year}"


def on_day(day: date) -> str:
    return dates.day_name(day, year=True)


def twin(title: str) -> tuple[str, str]:
    """Why it does not fit, and what can be done about it while it is a draft."""
    return f"„{title}“ steht schon im Kalender.", "Gib dem Anlass einen anderen Namen, oder verwirf ihn."


FAULTY = (
    "So passt es nicht in den Kalender.",
    "Schreib die Texte bitte kürzer oder neu, oder wähl das Datum noch einmal.",
)


def entered_on(moment: datetime, author: str) -> str:
    """Of an occasion, which nobody proposes first."""
    return f"Gilt seit {when(moment)}. Eingetragen von: {author}."


def removed_on(moment: datetime, by: str, author: str) -> str:
    return f"Zurückgenommen am {when(moment)} von: {by}. Eingetragen hatte ihn: {author}."
