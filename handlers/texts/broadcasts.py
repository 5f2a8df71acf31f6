"""Words around broadcasts: what recipients see below one, and what its lead sees of its way."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from handlers.texts.dates import clock_name, day_name
from scheduler.broadcasts import Report, State
from scheduler.calendar import BERLIN
from scheduler.rounding import rounded

READ = "Gelesen"
WAS_READ = "Als gelesen gemerkt"
TIP_OF_THE_WEEK = "Tipp der Woche"

STATES: Mapping[State, str] = MappingProxyType(
    {
        State.DRAFT: "Entwurf",
        State.SCHEDULED: "geplant",
        State.SENDING: "wird gesendet",
        State.PAUSED: "angehalten",
        State.FINISHED: "fertig",
        State.CANCELLED: "abgebrochen",
        State.RECALLED: "zurückgeholt",
    }
)
PAUSE = "Anhalten"
RESUME = "Weiter senden"
CANCEL = "Abbrechen"
UNSCHEDULE = "Zurück zum Entwurf"
CORRECT = "Korrigieren"
RECALL = "Zurückholen"
REPORT = "Bericht"
LIST = "Alle Rundrufe"

_FULL, _EMPTY, _BAR_LENGTH = "▓", "░", 10
_SUMMARY_LENGTH = 60
_FEW = 10
"""Below that even a rounded number of them says too much."""
_WITHOUT_TEXT = {"photo": "Bild ohne Text", "document": "Dokument ohne Text"}


def title(state: State) -> str:
    return f"Rundruf: {STATES[state]}"


def summary(kind: str, text: str) -> str:
    """The first words, by which its lead knows it again."""
    line = " ".join(text.split())
    if not line:
        return _WITHOUT_TEXT.get(kind, "")
    return line if len(line) <= _SUMMARY_LENGTH else f"{line[: _SUMMARY_LENGTH - 1].rstrip()}…"


def progress(report: Report) -> str:
    done = report.total - report.open
    full = _BAR_LENGTH * done // report.total if report.total else _BAR_LENGTH
    return f"{_FULL * full}{_EMPTY * (_BAR_LENGTH - full)} {done} von {report.total}"


def delivered(report: Report) -> str:
    """Roughly, unless everybody has it: else it could be worked out how many have stopped broadcasts or the bot."""
    if report.open:
        return f"Noch offen: {report.open}."
    if report.delivered in (0, report.total):
        return f"Zugestellt: {report.delivered} von {report.total}."
    if report.total < _FEW:
        return f"Angekommen, aber nicht bei allen {report.total}."
    return f"Zugestellt: {about(report.delivered)} von {report.total}."


def begins(moment: datetime) -> str:
    local = moment.astimezone(BERLIN)
    return f"Ich sende am {day_name(local.date())}, {clock_name(local.time())} (deutsche Zeit)."


def changing(report: Report, recalled: bool) -> str:
    if not report.changing:
        return ""
    what = "Noch zurückzuholen" if recalled else "Noch zu korrigieren"
    return f"{what}: {report.changing}."


def unreached(report: Report, recalled: bool) -> str:
    if not report.unreached:
        return ""
    if recalled:
        return f"Nicht zurückgeholt: {report.unreached}. Dort bleibt die Nachricht stehen."
    return f"Nicht korrigiert: {report.unreached}. Dort bleibt die alte Fassung stehen."


def counts(report: Report, read_button: bool) -> list[str]:
    """What became of the others: their exact numbers where they say nothing about a person's own choice."""
    exact = (
        ("Von Telegram abgelehnt", report.failed),
        ("Unklar, ob angekommen", report.unclear),
        ("Zu spät, nicht mehr gesendet", report.expired),
        ("Vorher gestoppt", report.stopped),
    )
    rough = (
        *((("Zurückgeholt", report.recalled),) if report.recalled else ()),
        *((("Gelesen", report.read),) if read_button else ()),
        ("Rundrufe abbestellt", report.opted_out),
        ("Bot blockiert", report.blocked),
        ("Nicht mehr im Team", report.left),
    )
    return [
        *(f"{name}: {count}" for name, count in exact if count),
        *(f"{name}: {about(count)}" for name, count in rough),
    ]


def about(count: int) -> str:
    """As much as may be known of a number of people: "unter 5", or rounded to fives."""
    number = rounded(count)
    return "unter 5" if number is None else f"etwa {number}"
