"""What is written for others before and after a jour fixe, and the notes that go into it."""

from collections.abc import Sequence
from datetime import date, time

from handlers.texts.dates import day_name, half_name
from handlers.texts.jour_fixe import EVENT_SUMMARY, appointment

# What to copy --------------------------------------------------------------------------------------------------------


def to_copy(day: date, clock: time, minutes: int) -> str:
    return f"{EVENT_SUMMARY}\n{appointment(day, clock, minutes, year=True)}"


INVITE_TITLE = "Die Einladung zum Kopieren"
INVITE_HINT = (
    "Tipp auf den Text, dann ist er kopiert. Häng die Kalenderdatei an und ergänze, was in eckigen Klammern steht."
)
AGENDA_TITLE = "Die Tagesordnung zum Kopieren"
AGENDA_HINT = "Drei Punkte reichen meist. Streich, was warten kann, und schick sie zwei Wochen vorher."
MINUTES_TITLE = "Das Protokoll zum Kopieren"
MINUTES_HINT = "Eine Seite genügt: wer macht was bis wann. Schick es herum, solange sich alle erinnern."

INQUIRY_TITLE = "Die Nachfrage zum Kopieren"
INQUIRY_HINT = "Ergänze, was in eckigen Klammern steht. Bleibt etwas offen, merk es dir gleich für die Tagesordnung."


PART_GONE = "Hier steht nichts mehr. Den Stand von jetzt findest du unter /jourfixe."


def part(number: int, of: int) -> str:
    return f"Teil {number} von {of}, einzeln zum Kopieren"


def invitation(day: date, clock: time, minutes: int) -> str:
    return (
        "Guten Tag,\n\n"
        "zweimal im Jahr sprechen wir über das Quartier. Zum nächsten Jour fixe lade ich herzlich ein:\n\n"
        f"{appointment(day, clock, minutes, year=True)}\n"
        "Ort: [Ort]\n\n"
        "Zwei Wochen vorher schicke ich eine kurze Tagesordnung. Was soll aus Ihrer Sicht darauf stehen?\n\n"
        "Passt der Termin? Über eine kurze Antwort freue ich mich.\n\n"
        "Freundliche Grüße\n[Name]"
    )


# An agenda and minutes are as long as what was noted: they come in pieces, between which they may be divided.


def agenda(day: date, clock: time, minutes: int, points: Sequence[str]) -> list[str]:
    own = points or ("[Thema]", "[Thema]")
    numbered = [
        *("Was ist aus den Zusagen vom letzten Mal geworden?",),
        *own,
        "Wer macht was bis wann? Nächster Termin",
    ]
    body = [f"\n{number}. {point}" for number, point in enumerate(numbered, start=1)]
    return [f"Tagesordnung Jour fixe\n{appointment(day, clock, minutes, year=True)}\nOrt: [Ort]\n", *body]


def minutes_template(day: date, points: Sequence[str]) -> list[str]:
    body = [
        f"\n\n{point}\nVerabredet: [was]\nWer macht es, bis wann: [Rolle, Datum]" for point in points or ("[Thema]",)
    ]
    head = f"Protokoll Jour fixe\n{day_name(day, year=True)}\nDabei: [Rollen]"
    return [head, *body, "\n\nNächster Termin: [Datum]"]


def inquiry(day: date) -> str:
    return (
        "Guten Tag,\n\n"
        f"danke noch einmal für unser Gespräch am {day_name(day)}. Damals haben wir verabredet:\n\n"
        "[was, wer, bis wann]\n\n"
        "Wie steht es damit? Falls etwas hakt, überlege ich gern mit.\n\n"
        "Freundliche Grüße\n[Name]"
    )


# Notes for the agenda ------------------------------------------------------------------------------------------------

NOTE_WORDS = frozenset({"merken", "merke", "merk", "notiz", "notieren"})
NOTES_WORDS = frozenset({"notizen", "liste"})
ASK_NOTE_TITLE = "Was soll auf die Tagesordnung?"
ASK_NOTE = "Schreib mir ein Stichwort oder einen Satz, zum Beispiel „Bank am Marktplatz“."
NOTES_TITLE = "Notizen für die Tagesordnung"
NOTES_EMPTY = "Noch ist nichts notiert. Schreib mir, was du mit der Kommune besprechen willst."
NOTED_TITLE = "Gemerkt."
KEEP_ANYWAY = "So merken"
NEW_WORDING = "Anders schreiben"
ANOTHER_NOTE = "Noch eine Notiz"


def noted(text: str) -> str:
    return f"„{text}“ kommt auf die nächste Tagesordnung."


def forget_key(number: int, text: str) -> str:
    return f"✕ {number} löschen: {text}"


def note_taken(half: str) -> str:
    return f"(Tagesordnung {half_name(half)})"


def note_too_long(most: int) -> str:
    return f"Das ist zu lang für eine Notiz. Schreib es mir kürzer, mit höchstens {most} Zeichen."


def notes_full(most: int) -> str:
    return f"Mehr als {most} Notizen passen in kein Gespräch. Lösch zuerst eine, die warten kann."
