"""What is said about key contacts."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from handlers.texts import dates
from scheduler.contacts import (
    LONGEST_INTERVAL,
    MOST_CONTACTS,
    NOTE_LENGTH,
    ROLE_LENGTH,
    Contact,
    Standing,
    due_on,
    standing,
)

# The list ------------------------------------------------------------------------------------------------------------

LIST_TITLE = "Deine Kontakte"
GROUPS: Mapping[Standing, str] = MappingProxyType(
    {
        Standing.DUE: "Jetzt dran",
        Standing.SOON: "Bald dran",
        Standing.FINE: "Gerade gut",
        Standing.PAUSED: "Pausiert",
    }
)
EMPTY_TITLE = "Noch steht niemand auf deiner Liste."
EMPTY = (
    "Im Alltag geht schnell unter, wer lange nichts von dir gehört hat. Sag mir, mit wem du in Verbindung bleiben "
    "willst. Ich erinnere dich, wenn es wieder Zeit ist.\n\n"
    "Rollen genügen, Namen brauche ich nicht. Ein guter Anfang ist die Presse vor Ort. Mit wem fangen wir an?"
)
GONE_TITLE = "Dieser Kontakt steht nicht mehr auf deiner Liste."
GONE = "Vielleicht hast du ihn gelöscht. Unter /kontakte siehst du alle, die du hast."
NEW = "Neuer Kontakt"
ALL = "‹ Alle Kontakte"
MET = "Kontakt gehabt"
NEVER_MET = "noch kein Kontakt"
RESTS = "ruht"


def last_contact(contact: Contact, today: date) -> str:
    return f"letzter Kontakt {ago(contact.last_on, today)}" if contact.last_on else NEVER_MET


def when_due(contact: Contact, today: date) -> str:
    day = due_on(contact)
    if contact.paused:
        return RESTS
    if day == today:
        return "heute dran"
    if standing(contact, today) is Standing.DUE:
        return f"dran seit {day_name(day, today)}"
    return f"{'wieder dran' if contact.last_on else 'dran'} am {day_name(day, today)}"


def list_line(contact: Contact, today: date) -> str:
    return f"{last_contact(contact, today)}, {when_due(contact, today)}"


def noted(role: str, day: date, today: date) -> str:
    return f"Notiert: {role}, {ago(day, today)}."


# Days ----------------------------------------------------------------------------------------------------------------


def day_name(day: date, today: date) -> str:
    """Dienstag, 3. März; with the year where it is another one."""
    return dates.day_from(day, today)


def ago(day: date, today: date) -> str:
    days = (today - day).days
    if days <= 1:
        return "gestern" if days == 1 else "heute"
    if days < 14:
        return f"vor {days} Tagen"
    return f"vor {days // 7} Wochen" if days < 366 else "vor über einem Jahr"


def weeks(number: int) -> str:
    return "1 Woche" if number == 1 else f"{number} Wochen"


def every(number: int) -> str:
    return "jede Woche" if number == 1 else f"alle {number} Wochen"


# One contact ---------------------------------------------------------------------------------------------------------


def last_line(contact: Contact, today: date) -> str:
    if contact.last_on is None:
        return "Letzter Kontakt: noch keiner notiert"
    return f"Letzter Kontakt: {ago(contact.last_on, today)} ({day_name(contact.last_on, today)})"


def next_line(contact: Contact, today: date) -> str:
    if contact.paused:
        return f"Pausiert: Ich erinnere dich nicht. Sonst {every(contact.interval_weeks)}."
    day, rhythm = due_on(contact), every(contact.interval_weeks)
    if day < today:
        return f"Dran seit: {day_name(day, today)} ({rhythm})"
    label = "Wieder dran" if contact.last_on else "Dran"
    return f"{label}: {'heute' if day == today else day_name(day, today)} ({rhythm})"


def note_line(note: str) -> str:
    return f"Notiz: {note}"


STARTER = "So kannst du anfangen:"
OCCASIONS = "Das steht bevor, und so kannst du es anbieten:"


def quoted(sentence: str) -> str:
    return f"„{sentence}“"


def occasion(title: str, day: date, today: date) -> str:
    return f"{title}, {'heute' if day == today else day_name(day, today)}"


MET_TODAY = "Kontakt gehabt: heute"
YESTERDAY = "Gestern"
OTHER_DAY = "Anderes Datum"
UNDO = "Rückgängig"
CHANGE_INTERVAL = "Abstand ändern"
NOTE = "Notiz"
RENAME = "Umbenennen"
PAUSE = "Pause"
GO_ON = "Weiter erinnern"
DELETE = "Löschen"
BACK = "‹ Zurück"


def undo_of(role: str) -> str:
    return f"Rückgängig: {role}"


def delete_question(role: str) -> str:
    return f"{role} von der Liste löschen?"


DELETE_TEXT = (
    "Notiz und letzter Kontakt gehen mit. Erinnert wirst du daran nicht mehr. Für eine Weile reicht vielleicht eine "
    "Pause."
)
DELETE_YES = "Ja, löschen"
DELETE_NO = "Nein, behalten"

# Adding --------------------------------------------------------------------------------------------------------------

OTHER_KIND = "Andere Rolle"
KINDS_TITLE = "Mit wem willst du in Verbindung bleiben?"
KINDS = "Den genauen Namen der Rolle kannst du gleich noch ändern."
FULL_TITLE = "Deine Liste ist voll."
FULL = (
    f"Mehr als {MOST_CONTACTS} Kontakte kann niemand gut pflegen, deshalb ist hier Schluss. Lösch einen, den du nicht "
    "mehr brauchst. Dann ist wieder Platz."
)
ROLE_TITLE = "Wie nennst du diesen Kontakt?"
INTERVAL_CURRENT = "✓"
LAST_TITLE = "Wann hattet ihr zuletzt Kontakt?"
LAST_WEEK = "Letzte Woche"
LONG_AGO = "Länger her oder noch nie"
A_DATE = "Datum"
TODAY = "Heute"
OTHER_INTERVAL = "Anderer Abstand"


ROLE_OPEN = "Schreib mir die Rolle, zum Beispiel „Hausarztpraxis am Markt“ oder „Küsterin“. Namen brauche ich nicht."


def role_text(role: str) -> str:
    return f"Ich schlage „{role}“ vor. Passt das, tipp darauf. Sonst schreib mir die Rolle. Namen brauche ich nicht."


def interval_title(role: str) -> str:
    return f"{role}: In welchem Abstand?"


def interval_text(number: int, setup: bool) -> str:
    said = f"Mein Vorschlag: {every(number)}." if setup else f"Gerade: {every(number)}."
    return f"{said} Ich zähle ab dem letzten Kontakt und erinnere dich, wenn es so weit ist."


def last_text(role: str) -> str:
    return f"{role} steht auf deiner Liste. Ich zähle ab dem letzten Kontakt. Gab es noch keinen, zähle ich ab heute."


# What is typed -------------------------------------------------------------------------------------------------------

PROMPTS: Mapping[str, str] = MappingProxyType(
    {
        "name": "Wie soll der Kontakt heißen? Schreib mir die Rolle.",
        "note": "Was willst du dir merken? Ein, zwei kurze Sätze, zum Beispiel „donnerstags gut erreichbar“.",
        "date": "Wann hattet ihr Kontakt? Schreib mir den Tag, zum Beispiel „Montag“, „3.5.“ oder „vor zwei Wochen“.",
        "weeks": f"Nach wie vielen Wochen soll ich dich erinnern? Schreib mir eine Zahl von 1 bis {LONGEST_INTERVAL}.",
    }
)
FAULTS: Mapping[str, str] = MappingProxyType(
    {
        "unread": "Den Tag verstehe ich nicht.",
        "future": "Der Tag liegt noch vor uns. Notieren kann ich nur, was schon war.",
        "weeks": "Diesen Abstand verstehe ich nicht.",
        "long_role": f"Das ist zu lang: Eine Rolle hat höchstens {ROLE_LENGTH} Zeichen.",
        "long_note": f"Das ist zu lang: In eine Notiz passen höchstens {NOTE_LENGTH} Zeichen.",
        "empty": "Darin finde ich keinen Text.",
    }
)
CLEAR_NOTE = "Notiz löschen"
LATER_KNOWN = "Es ist schon ein späterer Kontakt notiert. Der bleibt stehen."

HELD = "Willst du es trotzdem so? Sonst vergesse ich es nach einer Viertelstunde."
KEEP = "Trotzdem speichern"
WRITE_ROLE = "Rolle schreiben"
WRITE_ANEW = "Anders schreiben"

# Short lines over the chat -------------------------------------------------------------------------------------------

ALREADY = "Das ist schon erledigt."
KEPT_NO_LONGER = "Das ist schon erledigt oder zu lange her. Schreib es sonst noch einmal."
NOTED = "Notiert."
UNDONE = "Zurückgenommen."
DELETED = "Gelöscht."
