"""What is said about the jour fixe with the municipality."""

from collections.abc import Mapping
from datetime import date, time
from types import MappingProxyType

from handlers.texts.dates import clock_name, day_name, half_name, month_name, short_day

# The overview --------------------------------------------------------------------------------------------------------

TITLE = "Jour fixe mit der Kommune"
INTRO = "Zwei feste Gespräche im Jahr, eins in jedem Halbjahr. Ich denke an alles, was dazugehört."
NO_DATE = "Noch kein Termin."

PLAN = "Termin festlegen"
MOVE = "Verschieben"
DROP = "Absagen"
INVITE = "Einladung"
AGENDA = "Tagesordnung"
MINUTES = "Protokollvorlage"
FILE = "Kalenderdatei"
NOTE = "Notiz"
SEASONS = "Monat ändern"
OVERVIEW = "‹ Jour fixe"


def half_title(half: str) -> str:
    name = half_name(half)
    return name[0].upper() + name[1:]


def appointment(day: date, clock: time, minutes: int, *, year: bool = False) -> str:
    return f"{day_name(day, year=year)}, {clock_name(clock)}, {minutes} Minuten"


def was_on(line: str) -> str:
    return f"Das war: {line}"


def reminded_on(day: date, today: date) -> str:
    return f"Daran erinnere ich dich um den {short_day(day, today)}."


STAGES: Mapping[str, str] = MappingProxyType(
    {
        "invite": "Einladung schicken",
        "agenda": "Tagesordnung schicken",
        "day_before": "kurz vorher noch einmal hinschauen",
        "minutes": "Protokoll schreiben",
        "follow_up": "nachfragen, was aus den Zusagen wurde",
    }
)


def next_step(stage: str, day: date, today: date) -> str:
    what = STAGES.get(stage, stage)
    return f"Jetzt dran: {what}" if day <= today else f"Als Nächstes: {what}, ab {short_day(day, today)}"


def notes_waiting(count: int) -> str:
    if not count:
        return "Fällt dir etwas für die Tagesordnung ein? Merk es dir hier: /jourfixe merken Bank am Marktplatz"
    return "1 Notiz wartet auf die Tagesordnung." if count == 1 else f"{count} Notizen warten auf die Tagesordnung."


def notes_key(count: int) -> str:
    return f"Notizen ({count})"


# Setting a date ------------------------------------------------------------------------------------------------------

ASK_DATE_TITLE = "Wann trefft ihr euch?"
DATE_UNREADABLE_TITLE = "Den Tag verstehe ich nicht."
ASK_CLOCK = "Um wie viel Uhr? Tipp auf eine Zeit oder schreib sie mir, zum Beispiel „halb zehn“."
ASK_CLOCK_TYPED = "Schreib mir die Uhrzeit, zum Beispiel „8:30“, „halb zehn“ oder „14 Uhr“."
CLOCK_UNREADABLE = "Die Uhrzeit verstehe ich nicht. Schreib sie so: „8:30“, „halb zehn“ oder „14 Uhr“."
ASK_MINUTES = "Wie lange plant ihr? Tipp auf eine Dauer, oder schreib sie mir in Minuten."
MINUTES_UNREADABLE = "Die Dauer verstehe ich nicht. Schreib mir die Minuten, zum Beispiel „45“. Es gehen 15 bis 480."
OTHER_CLOCK = "Andere Zeit"
OTHER_DAY = "Anderer Tag"
ANYWAY = "Trotzdem"
HOURS_WORD = r"(?:stunden?|std)"


def ask_date(example: date | None) -> str:
    return (
        f"Schreib mir den Tag, gern gleich mit Uhrzeit. Zum Beispiel: {_examples(example)}. Gut ist ein Tag in sechs "
        "bis "
        "acht Wochen, dann bleibt Zeit für die Einladung."
    )


def date_unreadable(example: date | None) -> str:
    return f"Schreib ihn so: {_examples(example)}." + (" Oder nimm einen von diesen Tagen." if example else "")


def _examples(day: date | None) -> str:
    """With a day that suits: who copies an example gets no complaint."""
    if day is None:
        return "„nächsten Dienstag, 9 Uhr“ oder „in sechs Wochen“"
    return f"„{day_name(day)}, 9 Uhr“, „{day.day}.{day.month}.“ oder „in sechs Wochen“"


def as_before(clock: time) -> str:
    return f"Wie bisher, {clock_name(clock)}"


def minutes_key(minutes: int) -> str:
    return f"{minutes} Minuten"


TROUBLES: Mapping[str, str] = MappingProxyType(
    {
        "weekend": "Das ist ein Wochenende. Im Rathaus ist dann meist niemand.",
        "leave": "An dem Tag hast du Pause eingetragen.",
    }
)
PAST = "Das Datum liegt schon hinter uns. Welchen Tag meinst du?"
PAST_LATELY = (
    "Das Datum liegt schon hinter uns. War der Jour fixe schon, trag ihn ruhig ein. Dann denke ich ans Protokoll."
)
UNUSUAL = "Das ist kein üblicher Tag für ein Treffen."


def holiday(name: str) -> str:
    return f"Das ist ein Feiertag: {name}. Im Rathaus ist dann niemand."


def taken(line: str, half: str, *, over: bool) -> str:
    if over:
        return (
            f"Im Kalender steht für das {genitive_free(half)} schon: {line}. Fiel das Treffen aus, verschieb es. "
            "Sonst nimm "
            "einen Tag im anderen Halbjahr."
        )
    return f"Für das {genitive_free(half)} steht schon ein Termin: {line}. Willst du ihn verschieben?"


def genitive_free(half: str) -> str:
    """ "erste Halbjahr 2026", as it stands after "das"."""
    name = half_name(half)
    first, _, rest = name.partition(" ")
    return f"{first.removesuffix('s')} {rest}"


def blocked(line: str, half: str) -> str:
    return (
        f"Für das {genitive_free(half)} steht schon ein Termin: {line}. In jedem Halbjahr gibt es einen. Nimm einen "
        "anderen Tag, oder "
        "verschieb zuerst den anderen Termin."
    )


def move_key(day: date, today: date | None) -> str:
    return f"Auf den {short_day(day, today)} verschieben"


def settled(line: str) -> str:
    return f"Eingetragen: {line}."


PLANNED_TITLE = "Der Termin steht."
MOVED_TITLE = "Der Termin ist verschoben."
FILE_HINT = "Öffne die Datei, dann steht der Termin in deinem Kalender. Du kannst sie auch weiterschicken."
MOVED_HINT = (
    "Öffne die Datei: Viele Kalender ändern dann den alten Eintrag. Steht er danach doppelt da, lösch den alten bitte "
    "selbst."
)
ALREADY = "Das steht schon so."

# Dropping a date -----------------------------------------------------------------------------------------------------

DROP_QUESTION = "Diesen Termin absagen?"
DROP_CONSEQUENCE = "Dann gilt das Halbjahr wieder als ohne Termin. Notizen bleiben für den nächsten."
DROP_YES = "Ja, absagen"
DROP_NO = "Nein, er bleibt"
STAYS = "Gut, der Termin bleibt."
DROPS = "Abgesagt."
DROPPED_TITLE = "Der Termin ist abgesagt."
DROPPED_HINT = (
    "Sag bitte auch der Kommune Bescheid. Steht der Termin in deinem Kalender? Öffne die Datei, dann gilt er als "
    "abgesagt. "
    "Bleibt er trotzdem stehen: bitte selbst löschen."
)


def dropped(half: str) -> str:
    return f"Das {genitive_free(half)} ist damit wieder ohne Termin."


# The calendar's entry ------------------------------------------------------------------------------------------------

EVENT_SUMMARY = "Jour fixe mit der Kommune"
EVENT_SUMMARY_DROPPED = "Abgesagt: Jour fixe mit der Kommune"
EVENT_DESCRIPTION = "Halbjährliches Gespräch mit der Kommune über die Arbeit im Quartier."
EVENT_DESCRIPTION_DROPPED = "Dieser Termin ist abgesagt. Bitte selbst löschen, falls er noch im Kalender steht."


def file_name(day: date, *, dropped: bool) -> str:
    return f"jour-fixe-{day.isoformat()}{'-abgesagt' if dropped else ''}.ics"


# The seasons ---------------------------------------------------------------------------------------------------------

SEASONS_TITLE = "Wann soll ich nach einem Termin fragen?"
SEASONS_TEXT = "Solange ein Halbjahr keinen Termin hat, erinnere ich dich am Anfang dieses Monats."
SPRING, AUTUMN = "Frühjahr", "Herbst"


def season(name: str, month: int) -> str:
    return f"{name}: {month_name(month)}"


def month_key(month: int, *, chosen: bool) -> str:
    return f"✓ {month_name(month)}" if chosen else month_name(month)


# What can't be done --------------------------------------------------------------------------------------------------

NOTICES: Mapping[str, str] = MappingProxyType(
    {
        "gone": "Diesen Termin gibt es nicht mehr.",
        "dropped": "Dieser Termin ist abgesagt.",
        "moved": "Dieser Termin ist inzwischen verschoben. Unter /jourfixe steht, was jetzt gilt.",
        "over": "Dieser Termin liegt schon hinter uns. Absagen geht nicht mehr.",
        "draft_over": "Diese Auswahl ist schon älter. Fang bitte noch einmal an.",
        "note_over": "Diese Notiz habe ich nicht mehr. Schreib sie mir bitte noch einmal.",
        "drops": DROPS,
        "stays": STAYS,
    }
)


def now_planned(line: str) -> str:
    return f"Dieser Termin ist inzwischen verschoben. Jetzt gilt: {line}."
