"""What is said about series: a tip a week."""

from datetime import date, time

from handlers.texts.broadcast_draft import ZONE
from handlers.texts.dates import clock_name, day_name, short_day
from scheduler.date_words import WEEKDAYS

TITLE = "Serien"
INTRO = "Eine Serie schickt jede Woche einen Tipp aus der Sammlung, bis alle gewählten Tipps verschickt sind."
NONE_RUNS = "Gerade läuft keine."
NEW = "Neue Serie"
ALL_SERIES = "‹ Serien"
TO_SERIES = "‹ Zur Serie"

ONE_TITLE = "Deine Serie"
WHEN, TIPS, NEXT, UNTIL = "Wann", "Tipps", "Nächster", "Der letzte"
NOT_STARTED = "Noch nicht gestartet."
PAUSED = "Pausiert. Es wird nichts verschickt."
ENDED = "Diese Serie ist zu Ende."
NO_TIPS = "noch keine gewählt"


def every(weekday: int, clock: time) -> str:
    return f"jeden {WEEKDAYS[weekday]}, {clock_name(clock)} ({ZONE})"


def tips(count: int, first: str) -> str:
    if not count:
        return NO_TIPS
    return f"1, „{first}“" if count == 1 else f"{count}, zuerst „{first}“"


def next_one(day: date, title: str) -> str:
    return f"{day_name(day)}, „{title}“"


def last_one(day: date) -> str:
    return day_name(day, year=True)


def list_line(weekday: int, day: date | None, state: str) -> str:
    """ "Jeden Dienstag, der nächste am 10. März"."""
    said = f"Jeden {WEEKDAYS[weekday]}"
    if day is not None:
        return f"{said}, der nächste am {short_day(day)}"
    return f"{said}, {'pausiert' if state == 'paused' else 'noch nicht gestartet'}"


def open_key(weekday: int, whom: str) -> str:
    return f"Jeden {WEEKDAYS[weekday]}: {whom}"


CHANGE_WHEN, CHANGE_WHOM, CHANGE_TIPS = "Tag und Uhrzeit", "An wen", "Tipps wählen"
START, GO_ON, PAUSE = "Starten", "Weiter senden", "Pause"
SKIP, SHOW_NEXT, END = "Diesmal auslassen", "Vorschau", "Serie beenden"
END_TITLE = "Diese Serie beenden?"
END_TEXT = "Dann kommt kein Tipp mehr. Verschicktes bleibt stehen. Für eine Weile reicht vielleicht eine Pause."
END_YES, END_NO = "Ja, beenden", "Nein, behalten"

WHEN_TITLE = "An welchem Tag, um wie viel Uhr?"
WHEN_TEXT = "Es gilt die deutsche Zeit. Wer dann frei hat, bekommt den Tipp zur nächsten eigenen Zeit."
TIPS_TITLE = "Welche Tipps gehören zur Serie?"
TIPS_TEXT = (
    "Tipp auf ein Thema, dann kommen alle seine Empfehlungen dazu. Oder schreib mir ein Stichwort, dann suche ich "
    "einzelne heraus. Tippst du dieselbe Zeile noch einmal an, fällt sie wieder weg."
)
FOUND = "Das passt dazu. Was davon soll in die Serie?"
NOT_FOUND = "Dazu finde ich nichts. Schreib ein anderes Stichwort, oder nimm ein Thema."
CHOSEN = "Bisher gewählt:"


def more(count: int) -> str:
    return "… und 1 weiterer" if count == 1 else f"… und {count} weitere"


def day_key(weekday: int) -> str:
    return WEEKDAYS[weekday][:2]


def hour_key(hour: int) -> str:
    return f"{hour} Uhr"


SAID = {
    "no_tips": "Wähl zuerst Tipps aus.",
    "nobody": "Dort ist gerade niemand, an den sie gehen könnte. Wähl andere Menschen aus.",
    "not_yours": "Zu dieser Serie gehört ein Team, das du nicht leitest. Wähl noch einmal aus, an wen sie geht.",
    "started": "Läuft. Den nächsten Tipp schicke ich von selbst.",
    "skipped": "Ausgelassen. Der Tipp kommt eine Woche später.",
}
GONE = "Diese Serie gibt es nicht mehr."
NOT_YOURS = "Diese Serie gehört zu einem Team, das du nicht leitest."
ENDED_TOAST = "Beendet."
