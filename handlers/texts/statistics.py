"""What is said about totals of weeks."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType

from handlers.texts import dates
from handlers.texts.numbers import number_words, short_number
from scheduler.totals import Metric
from scheduler.visibility import Obstacle

# Pictures ------------------------------------------------------------------------------------------------------------

PAGES: Mapping[str, str] = MappingProxyType(
    {
        "asked": "Fragen",
        "answers": "Antworten",
        "reminders": "Erinnerungen und Rundrufe",
        "tour": "Einstieg",
    }
)
EVERYBODY = "Alle"
WEEKLY = "Fragen je Woche"
TOPICS = "Womit die Fragen zu tun hatten"
OUTCOMES = "Was daraus wurde"
HELP = "Beantwortet?"
GAPS = "Wozu ich oft nichts Passendes hatte"
NUDGES = "Was aus Erinnerungen wurde"
TOUR = "So viele Menschen haben im Einstieg"
NO_TOPIC = "ohne Thema"
FOOTER = "Alle Zahlen sind auf Fünfer gerundet."
FEW_FOOTER = "„<5“ heißt: unter 5, auch gar nichts."
PARTIAL_FOOTER = "Ohne die wenigen, die in keinem dieser Teams sind."
UNREADABLE = "Der Name steht unter dem Bild."
"""Where none of its signs can be painted."""
STAGES = (
    "noch keinen Schritt erledigt",
    "1 bis 3 Schritte erledigt",
    "4 bis 6 Schritte erledigt",
    "mehr als 6 Schritte erledigt",
    "alles erledigt",
)
METRICS: Mapping[Metric, str] = MappingProxyType(
    {
        Metric.ANSWERED: "gleich beantwortet",
        Metric.CLARIFIED: "nachgefragt",
        Metric.UNKNOWN: "keine Empfehlung",
        Metric.HELPFUL: "Ja",
        Metric.UNHELPFUL: "Nein",
        Metric.NUDGE_DONE: "erledigt",
        Metric.NUDGE_LATER: "auf später verschoben",
        Metric.NUDGE_SKIPPED: "diesmal nicht",
        Metric.BROADCAST_DELIVERED: "zugestellte Nachrichten",
        Metric.BROADCAST_READ: "mit „Gelesen“ bestätigt",
    }
)


def sent(number: int | None) -> str:
    return f"Rundrufe: {number_words(number)} verschickt"


def near(area: str) -> str:
    return f"nahe an: {area}"


def percent(number: int) -> str:
    return f"rund {number} %"


def week_label(week: date) -> str:
    return f"{week.day}.{week.month}."


def span(weeks: Sequence[date]) -> str:
    """The days that the numbers are about."""
    last = weeks[-1] + timedelta(days=6)
    number = "1 Woche" if len(weeks) == 1 else f"{len(weeks)} Wochen"
    first_year = f" {weeks[0].year}" if weeks[0].year != last.year else ""
    return f"{number}: {dates.short_day(weeks[0])}{first_year} bis {dates.short_day(last)} {last.year}"


def end_of(weeks: Sequence[date]) -> str:
    last = weeks[-1] + timedelta(days=6)
    return f"Stand: {dates.short_day(last)} {last.year}"


# In words, for who can't see the picture ----------------------------------------------------------------------------


def title(page: str, whose: str) -> str:
    return f"{PAGES[page]}: {whose}"


def line(label: str, figure: int | None, note: str = "") -> str:
    return f"{label}: {number_words(figure)}{f' ({note})' if note else ''}"


def in_a_row(label: str, figures: Iterable[int | None]) -> str:
    return f"{label}: {', '.join(map(short_number, figures))}"


def together(questions: int | None, passed_on: int | None) -> str:
    return (
        f"Zusammen {number_words(questions)} Fragen, davon {number_words(passed_on)} an die Teamleitung weitergegeben."
    )


PARTIAL = "Wer in keinem der gezeigten Teams ist, zählt hier nicht mit: Das sind weniger als fünf Menschen."
CLOSED = "Gezählt sind nur abgeschlossene Wochen."

WHICH = "Alle oder ein Team"
WHOSE_TITLE = "Wessen Zahlen möchtest du sehen?"
WHOSE = "Ein Team steht hier allein, wenn in ihm und außerhalb mindestens fünf Menschen sind."

# Nothing to show -----------------------------------------------------------------------------------------------------


def nothing(whose: str) -> str:
    return f"{whose}: noch keine Zahlen"


OBSTACLES: Mapping[tuple[Obstacle, bool], str] = MappingProxyType(
    {
        (Obstacle.FEW, False): (
            "Zahlen zeige ich erst, wenn mindestens fünf Menschen dabei sind. Sonst wäre zu erkennen, von wem sie "
            "stammen. Mit /einladen holst du weitere dazu."
        ),
        (Obstacle.FEW, True): (
            "Dieses Team zeige ich erst allein, wenn mindestens fünf Menschen darin sind. Sonst wäre zu erkennen, von "
            "wem die Zahlen stammen. Wer in mehreren Teams ist, zählt in keinem davon."
        ),
        (Obstacle.REST, True): (
            "Außerhalb dieses Teams sind weniger als fünf Menschen dabei. Der Unterschied zu „Alle“ würde zeigen, was "
            "sie tun. Deshalb gibt es für dieses Team keine eigenen Zahlen."
        ),
        (Obstacle.NEW, False): (
            "Zahlen gibt es für ganze Wochen, von Montag bis Sonntag, in denen mindestens fünf Menschen dabei waren. "
            "Die erste davon ist noch nicht vorbei. Schau in der nächsten Woche wieder herein."
        ),
        (Obstacle.NEW, True): (
            "Zahlen gibt es für ganze Wochen, von Montag bis Sonntag, in denen mindestens fünf Menschen im Team "
            "waren. Die erste davon ist noch nicht vorbei. Schau in der nächsten Woche wieder herein."
        ),
    }
)


def blank(weeks: Sequence[date]) -> str:
    return f"{span(weeks)}. In dieser Zeit kam alles weniger als fünfmal vor. So kleine Zahlen zeige ich nicht einzeln."


def blank_tour(weeks: Sequence[date]) -> str:
    return f"{end_of(weeks)}. Auf jedem Stand sind weniger als fünf Menschen. So kleine Zahlen zeige ich nicht einzeln."


TOUR_OF_MANY = (
    "Wie weit ihr im Einstieg seid, zeige ich erst, wenn in der letzten Woche mindestens zehn Menschen dabei waren. "
    "Bei einem Team gilt das auch für alle außerhalb. Bei weniger wäre zu erkennen, wie weit Einzelne sind."
)


GONE_TITLE = "Dieses Team gibt es nicht mehr."
GONE = "Seine Zahlen sind mit ihm gelöscht. Unter „Alle“ stehen die der anderen."
NOT_YOURS_TITLE = "Die Zahlen dieses Teams sind für seine Leitung."
NOT_YOURS = "Du siehst die Zahlen von allen zusammen und von den Teams, die du leitest."
