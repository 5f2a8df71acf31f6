"""Bundesland, days, hour and leave: the words of /zeiten and /pause, shared with the questions of the first day."""

from collections.abc import Collection, Mapping
from datetime import date, time
from types import MappingProxyType

from handlers.texts.dates import clock_name, day_from
from scheduler.date_words import WEEKDAYS

GONE = "Dazu ist nichts mehr gespeichert. Mit /start fangen wir neu an."

# /zeiten -------------------------------------------------------------------------------------------------------------

TITLE = "Wann ich mich melden darf"
NO_LAND = "nicht gewählt, ich kenne nur die bundesweiten Feiertage"
NO_LEAVE = "keine"
QUIET = "Gerade melde ich mich gar nicht von selbst. Mit /start darf ich wieder."
STILL = "An Feiertagen und in deiner Pause bleibe ich still. Fragen beantworte ich immer."
CHANGE_LAND = "Bundesland ändern"
CHANGE_WHEN = "Tage und Uhrzeit ändern"
SET_LEAVE = "Pause machen"
SET_UP_LEAVE = "Pause ändern"
END_LEAVE = "Pause beenden"
BACK = "‹ Zurück"
FITS = "So passt es"

LAND_TITLE = "In welchem Bundesland liegt dein Quartier?"
LAND_TEXT = "Dann bleibe ich an euren Feiertagen still."
WITHOUT_LAND = "Ohne Bundesland"
WHEN_TITLE = "Wann darf ich mich melden?"
WHEN_TEXT = "Tipp auf Tage und Uhrzeit. Was einen Haken hat, gilt."
OTHER_HOUR = "andere Uhrzeit"
HOUR_TITLE = "Ab wie viel Uhr passt es dir?"
HOUR_FAULT = "Das kann ich nicht als Uhrzeit lesen."
LAST_DAY = "Ein Tag muss bleiben. Ganz still werde ich mit /stopp."

SHORT_DAYS = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")


def hour_text(earliest: int, latest: int) -> str:
    return f"Schreib mir eine volle Stunde von {earliest} bis {latest}, zum Beispiel „{earliest + 1} Uhr“."


def chosen(label: str, is_chosen: bool) -> str:
    return f"✓ {label}" if is_chosen else label


def hour_name(hour: int) -> str:
    return clock_name(time(hour))


def facts(land: str, days: Collection[int], hour: int, leave: str) -> str:
    return (
        f"Bundesland: {land or NO_LAND}\n"
        f"Tage: {days_named(days)}\n"
        f"Uhrzeit: ab {hour_name(hour)}\n"
        f"Pause: {leave or NO_LEAVE}"
    )


def when_facts(days: Collection[int], hour: int) -> str:
    return f"Gerade: {days_named(days)}, ab {hour_name(hour)}."


def days_named(days: Collection[int]) -> str:
    """ "Montag bis Freitag", "Dienstag und Donnerstag", "jeden Tag"."""
    numbers = sorted(days)
    if len(numbers) == len(WEEKDAYS):
        return "jeden Tag"
    names = [WEEKDAYS[number] for number in numbers]
    if len(names) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"{names[0]} bis {names[-1]}"
    return " und ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


# /pause --------------------------------------------------------------------------------------------------------------

LEAVE_TITLE = "Deine Pause"
NO_LEAVE_TEXT = "Bis wann soll ich still bleiben? Fragen beantworte ich auch in der Pause."
LEAVE_STILL = "So lange erinnere ich dich an nichts. Fragen beantworte ich weiter."
LEAVE_OVER = "Die Pause ist zu Ende. Ich melde mich wieder, wenn etwas dran ist."
LEAVE_ASK = "Schreib mir das Datum, zum Beispiel „15.8.“ oder „Ende des Monats“."
ONE_WEEK = "Eine Woche"
TWO_WEEKS = "Zwei Wochen"
OTHER_DAY = "Anderer Tag"
OTHER_END = "Anderes Ende"
PAST = "Das Datum liegt schon hinter uns. Bis wann soll ich still bleiben?"
UNREADABLE = "Das Datum kann ich nicht lesen. Bis wann soll ich still bleiben?"
BEFORE = "Das Ende liegt vor dem Anfang. Bis wann soll ich still bleiben?"
FAULTS: Mapping[str, str] = MappingProxyType({"past": PAST, "unreadable": UNREADABLE, "before": BEFORE})

END_WORDS = frozenset({"ende", "beenden", "beendet", "aus", "vorbei", "stopp", "stop", "schluss", "fertig"})


def leave(start: date, end: date, today: date) -> str:
    named = f"bis {day_from(end, today)}"
    return f"von {day_from(start, today)}, {named}" if start > today else named


def leave_start(start: date, today: date) -> str:
    return f"Die Pause beginnt am {day_from(start, today)}."


def leave_line(start: date, end: date, today: date) -> str:
    return f"Ich bleibe still {leave(start, end, today)}, diesen Tag eingeschlossen."
