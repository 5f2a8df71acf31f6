"""What is said of reminders: set by their owner's hand, to come, and which kinds of them there are."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from handlers.texts.dates import day_from, short_day
from handlers.texts.nudges import step_label
from scheduler.date_words import WEEKDAYS
from scheduler.dues import Kind

# Remind me -----------------------------------------------------------------------------------------------------------

REMIND = "Erinnere mich"
WHICH_STEP = "Woran soll ich dich erinnern?"
WHEN_TITLE = "Wann soll ich dich erinnern?"


def numbered(number: int, step: str) -> str:
    return f"{number} · {step_label(step)}"


def reminder_set(day: date, step: str, today: date | None) -> str:
    return f"Am {day_from(day, today)} erinnere ich dich: {step}"


def reminder_moved(chosen: date, day: date, step: str, today: date | None) -> str:
    """When nothing is sent on the day that was chosen."""
    return f"Am {day_from(chosen, today)} schreibe ich dir nicht. Ich erinnere dich am {day_from(day, today)}: {step}"


REMINDER_DROPPED = "In Ordnung, daran erinnere ich dich nicht."

# /heute and /erinnerungen --------------------------------------------------------------------------------------------

NOTHING_TITLE = "Heute ist nichts dran."


def nothing_today(following: date | None, today: date | None) -> str:
    if following is None:
        return "Es steht auch nichts bevor. Mit /kontakte und /jourfixe sagst du mir, woran ich denken soll."
    return f"Als Nächstes melde ich mich am {day_from(following, today)}. Alles Weitere zeigt dir /erinnerungen."


AHEAD_TITLE = "Das steht in den nächsten acht Wochen an"
AHEAD_HINT = "Tipp auf etwas, um es zu ändern."
AHEAD_EMPTY_TITLE = "In den nächsten acht Wochen steht nichts an."
AHEAD_EMPTY = (
    "Ich erinnere dich, sobald es etwas gibt. Kontakte legst du unter /kontakte an, den Termin mit der Kommune unter "
    "/jourfixe. Und unter jeder Empfehlung steht „Erinnere mich“."
)
NOW = "Jetzt"
THIS_WEEK = "Diese Woche"
COMING_WEEK = "Nächste Woche"


def week_from(monday: date) -> str:
    return f"Woche ab {short_day(monday)}"


def ahead_line(day: date, what: str) -> str:
    return f"{WEEKDAYS[day.weekday()][:2]}, {short_day(day)}: {what}"


def ahead_key(day: date, what: str) -> str:
    return f"{day.day}.{day.month}. · {what}"


QUIET = "Von selbst melde ich mich gerade nicht. Mit /start darf ich es wieder."
KINDS_KEY = "Woran ich erinnere"
KINDS_TITLE = "Woran soll ich dich erinnern?"
KINDS_TEXT = (
    "Tipp auf eine Zeile, um sie an- oder auszuschalten. Ohne Rundrufe bekommst du von keiner Teamleitung mehr welche, "
    "auch keine dringenden. Das bleibt so, wenn du das Team wechselst."
)
BROADCAST = "broadcast"
KINDS: Mapping[str, str] = MappingProxyType(
    {
        Kind.JOUR_FIXE.value: "Jour fixe",
        Kind.PRESS.value: "Presse",
        Kind.RELATIONSHIP.value: "Kontakte",
        Kind.STEP.value: "Schritte, die ich mir vornehme",
        Kind.TIP.value: "Tipp der Woche",
        BROADCAST: "Rundrufe der Teamleitung",
    }
)


def switch(kind: str, muted: bool) -> str:
    return f"{KINDS[kind]}: {'aus' if muted else 'an'}"
