"""One message of nudges as data: what is asked, and why now. The words are found elsewhere."""

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Digest:
    member_id: int
    day: date
    lines: tuple[Line, ...]


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
        late=occurrence.due_on.isoformat() if _is_late(row, occurrence, today) else "",
        early=occurrence.due_on.isoformat() if _is_early(row, occurrence, life, today) else "",
        notes=life.notes if occurrence.at is not None else 0,
    )


def _on(occurrence: Occurrence) -> str:
    if occurrence.at is not None:
        return occurrence.at.isoformat()
    return occurrence.due_on.isoformat() if occurrence.kind is Kind.STEP else ""


def _days(occurrence: Occurrence, today: date) -> int:
    if occurrence.at is not None:
        return (local_day(occurrence.at) - today).days
    return 0 if occurrence.since is None else (today - occurrence.since).days


def _is_late(row: Due, occurrence: Occurrence, today: date) -> bool:
    return _is_fresh(row) and occurrence.kind is not Kind.TIP and today - occurrence.due_on >= LATE


def _is_early(row: Due, occurrence: Occurrence, life: Life, today: date) -> bool:
    return _is_fresh(row) and today < occurrence.due_on and is_early_for_leave(occurrence, life)


def _is_fresh(row: Due) -> bool:
    return row.asked == 0 and row.snoozed_to is None
