"""One message of nudges as data: what is asked, and why now. The words are found elsewhere."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from scheduler.asking import is_early_for_leave, is_put_off
from scheduler.calendar import local_day
from scheduler.dues import Due, Kind
from scheduler.life import Life
from scheduler.occurrence import Occurrence

LATE = timedelta(days=4)
"""More than a long weekend: then its true date is said."""


@dataclass(frozen=True, slots=True)
class Line:
    """Plain values, so that it can be kept. Days are ISO dates, "" where there is none.

    `due` is the row's id. What a contact is called is not here: it is its owner's word, looked up when it is said.
    `days`: since the last contact (`met`) or since it was put on the list; until the appointment (negative: since).
    `on` is the appointment's moment or the step's day. `again`: it was asked before and not postponed. `late`: its true
    date, when that is days ago; `early`: when leave makes it come before. `notes`: how much was noted for the agenda.

    `asked`, `asked_on`, `snoozed_to` are what the journal's row said before this message, to be said again should the
    message not go out; -1: written by a version that did not keep it.
    """

    due: int
    kind: str
    subject: str
    stage: str = ""
    half: str = ""
    on: str = ""
    days: int = 0
    met: bool = False
    place: int = 0
    of: int = 0
    again: bool = False
    late: str = ""
    early: str = ""
    notes: int = 0
    asked: int = -1
    asked_on: str = ""
    snoozed_to: str = ""


@dataclass(frozen=True, slots=True)
class Digest:
    """`day` is the only one on which it may go out, `last` the day of the message before it."""

    member_id: int
    day: date
    lines: tuple[Line, ...]
    last: date | None = None


def line_of(row: Due, occurrence: Occurrence, life: Life, today: date) -> Line:
    """`row` as it was before this message."""
    return Line(
        due=row.id,
        kind=str(occurrence.kind),
        subject=occurrence.subject,
        stage=occurrence.stage,
        half=occurrence.half,
        on=_on(occurrence),
        days=_days(occurrence, today),
        met=occurrence.met,
        place=occurrence.place,
        of=occurrence.of,
        again=row.asked_on is not None and not is_put_off(row),
        late=occurrence.due_on.isoformat() if _is_late(row, occurrence, life, today) else "",
        early=occurrence.due_on.isoformat() if _is_early(row, occurrence, life, today) else "",
        notes=life.notes if occurrence.at is not None else 0,
        asked=row.asked,
        asked_on=_iso(row.asked_on),
        snoozed_to=_iso(row.snoozed_to),
    )


def before(line: Line, row: Due) -> Due:
    """The row as it was before the message with this line."""
    if line.asked < 0:
        return replace(row, asked=max(row.asked - 1, 0), asked_on=None)
    return replace(row, asked=line.asked, asked_on=_day(line.asked_on), snoozed_to=_day(line.snoozed_to))


def _iso(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def _day(iso: str) -> date | None:
    return date.fromisoformat(iso) if iso else None


def _on(occurrence: Occurrence) -> str:
    if occurrence.at is not None:
        return occurrence.at.isoformat()
    return occurrence.due_on.isoformat() if occurrence.kind is Kind.STEP else ""


def _days(occurrence: Occurrence, today: date) -> int:
    if occurrence.at is not None:
        return (local_day(occurrence.at) - today).days
    return 0 if occurrence.since is None else (today - occurrence.since).days


def _is_late(row: Due, occurrence: Occurrence, life: Life, today: date) -> bool:
    """Not what nobody could have asked on its date: it was entered afterwards, or they came afterwards."""
    if occurrence.due_on < max(local_day(life.member.since), occurrence.known_on or occurrence.due_on):
        return False
    return _is_fresh(row) and occurrence.kind is not Kind.TIP and today - occurrence.due_on >= LATE


def _is_early(row: Due, occurrence: Occurrence, life: Life, today: date) -> bool:
    return _is_fresh(row) and today < occurrence.due_on and is_early_for_leave(occurrence, life)


def _is_fresh(row: Due) -> bool:
    return row.asked == 0 and row.snoozed_to is None
