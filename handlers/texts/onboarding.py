"""The first day's three questions, and the tour."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

# Welcome -------------------------------------------------------------------------------------------------------------

WELCOME_TITLE = "Schön, dass du da bist."
WELCOME = (
    "Ich bin der Quartierslotse: Frag mich, wie du mit Mitbewerbern und Kommune gut zusammenarbeitest. "
    "Ich erinnere dich auch an das, was im Alltag untergeht.\n\n"
    "Den Wortlaut deiner Fragen lösche ich, sobald du eine Antwort hast. Alles läuft über Telegram, schreib also bitte "
    "keine Namen (mehr unter /datenschutz)."
)
BACK_TITLE = "Schön, dass du wieder da bist."
BACK_TEXT = "Frag mich, was dich gerade beschäftigt. Deine Einstellungen habe ich noch."
TRY_ONE = "Zum Ausprobieren:"
CHANGE_SETTINGS = "Einstellungen ändern"

# The three questions -------------------------------------------------------------------------------------------------


def question(number: int, of: int) -> str:
    return f"Frage {number} von {of}"


SKIP = "Überspringen"
FIRST_TITLE = "Wann ist dein erster Arbeitstag?"
FIRST_TIPS = "Ab dann schicke ich dir jede Woche einen Tipp für den Einstieg."
FIRST_TEXT = "Du kannst das Datum auch schreiben."
FIRST_ASK = "Schreib mir das Datum, zum Beispiel „1. April“ oder „nächsten Montag“."
FIRST_FAULT = "Das Datum kann ich nicht lesen. Welchen Tag meinst du?"
TODAY = "Heute"
NEXT_MONDAY = "Nächsten Montag"
ALREADY_HERE = "Ich bin schon da"
OTHER_DAY = "Anderer Tag"

READY_TITLE = "Gut, das habe ich mir gemerkt."


def ready(times: str, first_day: str) -> str:
    return f"{times}\nErster Arbeitstag: {first_day}\n\nÄndern kannst du das jederzeit unter /zeiten."


READY_ASK = "Jetzt bist du dran. Frag mich etwas, zum Beispiel:"
OPEN_TOUR = "Zum Einstieg"

# The tour ------------------------------------------------------------------------------------------------------------

NO_TOUR_TITLE = "Einen Einstieg in Schritten gibt es hier nicht."
NO_TOUR = "Diese Sammlung hat keinen. Frag mich einfach, oder schau in die Themen."
TASK = "Deine Aufgabe"
DONE = "Erledigt"
NOT_DONE = "Doch noch offen"
NEXT = "Weiter ›"
PREVIOUS = "‹ Zurück"
LATER = "Später"
GO_ON = "Weitermachen"
AGAIN = "Noch einmal ansehen"
AFTER_PAUSE = "Schön, dass du weitermachst. Hier waren wir."

PAUSED_TITLE = "Der Einstieg macht Pause."


def progress(number: int, of: int, done: bool) -> str:
    return f"Schritt {number} von {of}, erledigt" if done else f"Schritt {number} von {of}"


def bar(done: list[bool]) -> str:
    return "".join("●" if each else "○" for each in done)


def paused(number: int, of: int) -> str:
    return (
        f"So lange schicke ich dir keine Tipps daraus. Mit /einstieg geht es bei Schritt {number} von {of} weiter, "
        "wann du magst."
    )


def count_done(done: int, of: int) -> str:
    if done == of:
        return f"Alle {of} Schritte sind erledigt."
    verb = "ist" if done == 1 else "sind"
    return f"{done} von {of} Schritten {verb} erledigt. Der Rest bleibt unter /einstieg."


# Its end --------------------------------------------------------------------------------------------------------------

END = "Abschluss vom Einstieg"
SHOW_END = "Abschluss ansehen"


def end_why(of: int) -> str:
    """`of`: so many tips there were; 0 when that is not known any more."""
    all_there = f"Die {of} Tipps hast du jetzt alle." if of else "Die Tipps hast du jetzt alle."
    return f"{all_there} Wenn du magst, schauen wir, was schon eingerichtet ist und was noch fehlt."


SET_UP: Mapping[str, str] = MappingProxyType(
    {"press": "Pressekontakt anlegen", "contacts": "Wichtige Kontakte", "jour_fixe": "Jour fixe mit der Kommune"}
)
THERE: Mapping[str, str] = MappingProxyType({"press": "Pressekontakt"})
"""Called otherwise once it is there."""
PARTS: Mapping[str, str] = MappingProxyType(
    {"press": "der Pressekontakt", "contacts": "deine wichtigen Kontakte", "jour_fixe": "der Jour fixe mit der Kommune"}
)
WAYS_ON: Mapping[str, str] = MappingProxyType(
    {"contacts": "Weiter: wichtige Kontakte", "jour_fixe": "Weiter: Jour fixe"}
)
BACK_TO_END = f"‹ {END}"


def set_up(missing: Sequence[str]) -> str:
    """What is still to be set up, of three."""
    if not missing:
        return (
            "Damit deine Kontakte warm bleiben, ist alles eingerichtet: der Pressekontakt, deine wichtigen Kontakte "
            "und der Jour fixe mit der Kommune. Ich melde mich, wenn etwas dran ist."
        )
    return f"{_missing(missing)} Ich melde mich dann, wenn etwas dran ist. Was du nicht brauchst, lässt du weg."


def _missing(missing: Sequence[str]) -> str:
    if len(missing) == len(PARTS):
        return (
            "Damit deine Kontakte warm bleiben, richten wir jetzt noch drei Dinge ein. Das sind der Pressekontakt, "
            "deine wichtigen Kontakte und der Jour fixe mit der Kommune."
        )
    named = " und ".join(PARTS[part] for part in missing)
    if len(missing) == 1:
        verb = "fehlen" if missing[0] == "contacts" else "fehlt"
        return f"Damit deine Kontakte warm bleiben, ist das meiste eingerichtet. Es {verb} noch {named}."
    return f"Damit deine Kontakte warm bleiben, ist der Anfang gemacht. Es fehlen noch {named}."


def set_up_key(part: str, there: bool) -> str:
    return f"✓ {THERE.get(part, SET_UP[part])}" if there else SET_UP[part]
