"""What is said in nudges, and about them."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType

from handlers.texts.dates import clock_name, day_from, short_day, the_half
from scheduler.date_words import WEEKDAYS

# Spans ---------------------------------------------------------------------------------------------------------------


def _span(days: int) -> str:
    """The dative, as it stands behind vor, in and seit."""
    if days < 14:
        return "einem Tag" if days == 1 else f"{days} Tagen"
    if days < 366:
        return f"{days // 7} Wochen"
    return "über einem Jahr"


def ago(days: int) -> str:
    return f"vor {_span(days)}" if days > 1 else "gestern" if days == 1 else "heute"


def ahead(days: int) -> str:
    """Below three weeks each day counts: "in 2 Wochen" is said of fourteen days only."""
    if days <= 1:
        return "morgen" if days == 1 else "heute"
    return f"in {days} Tagen" if 14 < days < 21 else f"in {_span(days)}"


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


# A message of nudges -------------------------------------------------------------------------------------------------

DIGEST_TITLE = "Heute passt das gut"
TODAY_TITLE = "Das ist heute dran"


def coming(day: date, today: date) -> str:
    return f"Das kommt am {day_from(day, today)}"


PICK = "Tipp auf das, worum du dich kümmerst."
SHOW_EVERY = "Alle Erinnerungen"


def and_more(count: int) -> str:
    return "… und eine weitere Erinnerung" if count == 1 else f"… und {count} weitere Erinnerungen"


AGAIN = "Ich frage noch einmal, danach lasse ich es ruhen."
SOME_CONTACT = "Ein Kontakt"


def late(day: date, today: date) -> str:
    return f"Dran war das schon am {day_from(day, today)}."


def early(day: date, today: date) -> str:
    return f"Wegen deiner Pause kommt das früher, dran wäre es am {day_from(day, today)}."


def contact_why(met: bool, days: int) -> str:
    if met:
        return f"Letzter Kontakt {ago(days)}."
    return f"Steht seit {_span(days)} auf deiner Liste, noch ohne Kontakt." if days else "Noch ohne Kontakt."


def occasion(title: str, day: date, today: date) -> str:
    """As people say it: within a week the weekday is enough."""
    when = f"Am {WEEKDAYS[day.weekday()]}" if (day - today).days < 7 else f"Am {day_from(day, today)}"
    when = {0: "Heute", 1: "Morgen"}.get((day - today).days, when)
    return f"{when} ist {title}, das wäre ein Anlass."


def opening(sentence: str) -> str:
    return f"Zum Beispiel so: „{sentence}“"


JOUR_FIXE = "Jour fixe mit der Kommune"
STAGES: Mapping[str, str] = MappingProxyType(
    {
        "season": "Termin für den Jour fixe",
        "invite": "Einladung zum Jour fixe",
        "agenda": "Tagesordnung für den Jour fixe",
        "day_before": "Jour fixe vorbereiten",
        "minutes": "Protokoll vom Jour fixe",
        "follow_up": "Nachhaken nach dem Jour fixe",
    }
)


def season_why(half: str, again: bool) -> str:
    still = "immer noch" if again else "noch"
    return f"Für {the_half(half)} steht {still} kein Termin. Jetzt sind die Kalender offen, ein Vorschlag genügt."


def stage_why(stage: str, at: datetime, days: int, notes: int) -> str:
    """`at` is the appointment, local, `days` away."""
    when = f"am {day_from(at.date(), at.date() - timedelta(days=days))}, {clock_name(at.time())}"
    match stage:
        case "invite":
            return f"{_upper(ahead(days))} ist es so weit: {when}. Ein guter Zeitpunkt für die Einladung."
        case "agenda":
            return f"{_upper(ahead(days))} ist es so weit: {when}. Schick die Punkte herum.{_noted(notes)}"
        case "day_before":
            return f"{_upper(ahead(days))} ist es so weit: {when}. Leg dir deine Punkte zurecht."
        case "minutes":
            return f"Euer Gespräch war {ago(-days)}. Halte die Zusagen auf einer Seite fest und schick sie herum."
    return f"Euer Gespräch war {ago(-days)}. Frag nach, was aus den Zusagen geworden ist."


def _noted(notes: int) -> str:
    if notes == 0:
        return ""
    return " Einen Punkt hast du dir gemerkt." if notes == 1 else f" {notes} Punkte hast du dir gemerkt."


def step_why(day: date, today: date, entry: str) -> str:
    when = "heute" if day == today else day_from(day, today)
    return f"Das hast du dir für {when} vorgenommen. Es gehört zu „{entry}“."


STEP_GONE = "Die Empfehlung dazu gibt es nicht mehr. Den Schritt kannst du abhaken."
STEP_UNKNOWN = "Ein Schritt, den du dir vorgenommen hast"

LABEL = 44


def step_label(step: str) -> str:
    """As much as fits a key, in whole words."""
    if len(step) <= LABEL:
        return step
    return f"{step[:LABEL].rpartition(' ')[0].rstrip(' ,.;:')} …"


def tip_title(place: int, of: int, title: str) -> str:
    return f"Tipp {place} von {of}: {title}"


TIP_WHY = "Dein Tipp für diese Woche."
TIP_UNKNOWN = "Ein Tipp zum Einstieg"
TASK = "Deine Aufgabe:"

# What can be done ----------------------------------------------------------------------------------------------------

MET = "Kontakt gehabt"
MET_YESTERDAY = "Kontakt gestern"
MET_OTHER_DAY = "Anderes Datum"
DONE = "Erledigt"
LATER = "Später"
SKIP = "Diesmal nicht"
DELETE = "Löschen"
READ_ENTRY = "Empfehlung lesen"
UNDO = "Rückgängig"
BACK = "‹ Zurück"
WHAT_ELSE = "Was noch ansteht"
FIX_DATE = "Termin eintragen"
PAPERS: Mapping[str, str] = MappingProxyType(
    {
        "invite": "Einladung zum Kopieren",
        "agenda": "Tagesordnung zum Kopieren",
        "minutes": "Protokoll zum Kopieren",
        "inquiry": "Nachfrage zum Kopieren",
    }
)

LATER_TITLE = "Wann soll ich wieder fragen?"
TOMORROW = "Morgen"
IN_THREE_DAYS = "In 3 Tagen"
NEXT_WEEK = "Nächste Woche"
NEXT_MONDAY = "Nächsten Montag"
IN_TWO_WEEKS = "In zwei Wochen"
OTHER_DAY = "Anderer Tag"
ASK_DAY = "Schreib mir den Tag, zum Beispiel „Freitag“, „3.5.“ oder „in zwei Wochen“."
FAULTS: Mapping[str, str] = MappingProxyType(
    {
        "unread": "Den Tag verstehe ich nicht. Welchen meinst du?",
        "past": "Das Datum liegt schon hinter uns. Welchen Tag meinst du?",
        "today": "Heute ist schon da. An welchem Tag danach passt es?",
        "far": "Das ist mir zu lange hin. Nenn mir einen Tag in den nächsten zwölf Monaten.",
        "over": "Dann ist es dafür zu spät. Welcher Tag davor passt?",
        "muted": "Diese Art Erinnerung hast du abgeschaltet. Unter /erinnerungen schaltest du sie wieder ein.",
    }
)


def met_done(role: str, following: date | None, today: date) -> str:
    again = "" if following is None else f" Ich melde mich um den {short_day(following, today)} wieder."
    return f"Notiert: {role}, Kontakt heute.{again}"


def _ended(what: str) -> str:
    """A tip's title may be a question."""
    return what if what.endswith(("?", "!", ".")) else f"{what}."


def done(what: str) -> str:
    return f"Erledigt: {_ended(what)}"


def later(what: str, day: date, today: date) -> str:
    return f"Gut, am {day_from(day, today)} frage ich wieder: {_ended(what)}"


def skipped(what: str, following: date | None, today: date) -> str:
    again = "" if following is None else f" Ich melde mich um den {short_day(following, today)} wieder."
    return f"Gut, diesmal nicht: {_ended(what)}{again}"


def deleted(what: str) -> str:
    return f"Gelöscht: {_ended(what)}"


GONE_TITLE = "Diese Erinnerung hat sich erledigt."
GONE = "Sie ist beantwortet oder gehört zu etwas, das es nicht mehr gibt. Was gerade ansteht, zeigt dir /heute."
ALREADY = "Das ist schon erledigt."
CANNOT_UNDO = "Das lässt sich nicht mehr zurücknehmen."
UNDONE = "Zurückgenommen."
