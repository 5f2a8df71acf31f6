"""Words around broadcasts: what recipients see below one, and what its lead sees of its way."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from handlers.texts.broadcast_draft import window as hours
from handlers.texts.dates import clock_name, day_name
from scheduler.broadcasts import Report, State
from scheduler.calendar import BERLIN
from scheduler.rounding import MANY, rounded

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
WHY_NO_NUMBERS = (
    f"Bei wie vielen er ankam, sage ich erst ab {MANY} Menschen. So ist nicht zu erkennen, wer keine Rundrufe möchte."
)
CALLED_OFF = "Er ist an niemanden gegangen."
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
    """How far it is, in fives: what is through may have been sent, or not be wanted. With few it is not told at all."""
    if _is_small(report):
        return "Ich bin noch nicht durch." if report.open else ""
    if not report.open:
        return f"{_FULL * _BAR_LENGTH} {report.total} von {report.total}"
    done = report.total - report.open
    if rounded(report.open) is None:
        return f"{_FULL * (_BAR_LENGTH - 1)}{_EMPTY} fast alle {report.total}"
    full = _BAR_LENGTH * (rounded(done) or 0) // report.total
    return f"{_FULL * full}{_EMPTY * (_BAR_LENGTH - full)} {about(done)} von {report.total}"


def delivered(report: Report) -> str:
    """Never exactly, not even if it is all or none: else it could be worked out how many have stopped broadcasts or
    the bot."""
    if report.open:
        return "" if _is_small(report) else f"Noch offen: {about_of(report.open, report.total)}."
    if _is_small(report):
        return f"Er war für {people(report.total)}. {WHY_NO_NUMBERS}"
    if rounded(report.total - report.delivered) is None:
        return f"Bei allen {report.total} oder fast allen angekommen."
    return f"Zugestellt: {about(report.delivered)} von {report.total}."


def had_arrived(report: Report) -> str:
    """Of one that is taken back: as many as had it before that, as coarsely as then."""
    if report.open or _is_small(report):
        return delivered(report)
    return f"War angekommen: {about_of(report.delivered + report.recalled, report.total)}."


def resting(window: tuple[int, int] | None) -> str:
    """Why it may stand still for a while. Always said while it goes on, so it tells nothing of anybody."""
    if window is None:
        return "Wer gerade frei hat, bekommt ihn zur nächsten eigenen Zeit, solange er gilt."
    return f"Er kommt {hours(window)} an. Wer gerade frei hat, bekommt ihn am nächsten passenden Tag, solange er gilt."


def people(number: int) -> str:
    return "einen Menschen" if number == 1 else f"{number} Menschen"


def _is_small(report: Report) -> bool:
    return report.total < MANY


def begins(moment: datetime, planned_at: datetime) -> str:
    """With its year if it is not that in which it was planned."""
    local = moment.astimezone(BERLIN)
    year = local.year != planned_at.astimezone(BERLIN).year
    return f"Ich sende am {day_name(local.date(), year=year)}, {clock_name(local.time())} (deutsche Zeit)."


def changing(report: Report, recalled: bool) -> str:
    if not report.changing:
        return ""
    what = "Noch zurückzuholen" if recalled else "Noch zu korrigieren"
    if _is_small(report):
        return "Ich hole ihn gerade zurück." if recalled else "Ich korrigiere ihn gerade."
    return f"{what}: {about_of(report.changing, report.total)}."


def unreached(report: Report, recalled: bool, corrected: bool) -> str:
    """Whether it is nobody or a few is not told: who has blocked the bot can't be reached any more. So something is
    said in any case."""
    if recalled and _is_small(report):
        return "Wo ich nicht mehr herankomme, bleibt die Nachricht stehen."
    if recalled:
        return f"Nicht zurückgeholt: {about_of(report.unreached, report.total)}. Dort bleibt die Nachricht stehen."
    if not corrected or report.changing:
        return ""
    if _is_small(report):
        return "Er ist korrigiert. Wo ich nicht mehr herankomme, bleibt die alte Fassung stehen."
    missed = about_of(report.unreached, report.total)
    return f"Er ist korrigiert. Nicht korrigiert: {missed}. Dort bleibt die alte Fassung stehen."


def counts(report: Report, read_button: bool) -> list[str]:
    """What became of them: exact numbers only of what Telegram did, which says nothing about a person's own choice.

    With few recipients even "etwa 5" and "unter 5" would tell about each of them, so the rest is not told.
    """
    exact = (("Von Telegram abgelehnt", report.failed), ("Unklar, ob angekommen", report.unclear))
    told = [f"{name}: {count}" for name, count in exact if count]
    if _is_small(report):
        return told
    rough = (
        *((("Zu spät, nicht mehr gesendet", report.expired),) if report.expired else ()),
        *((("Vorher gestoppt", report.stopped),) if report.stopped else ()),
        *((("Zurückgeholt", report.recalled),) if report.recalled else ()),
        *((("Gelesen", report.read),) if read_button else ()),
        ("Rundrufe abbestellt", report.opted_out),
        ("Bot blockiert", report.blocked),
        ("Nicht mehr im Team", report.left),
    )
    return [*told, *(f"{name}: {about_of(count, report.total)}" for name, count in rough)]


def about(count: int) -> str:
    """As much as may be known of a number of people: "unter 5", or rounded to fives."""
    number = rounded(count)
    return "unter 5" if number is None else f"etwa {number}"


def about_of(count: int, total: int) -> str:
    """The same of a whole that is known exactly: how many are missing in it is a number of people, too."""
    return "alle oder fast alle" if rounded(total - count) is None else about(count)
