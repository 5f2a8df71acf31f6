"""One thing that is or will be due, and when it may be asked."""

from dataclasses import dataclass
from datetime import date, datetime

from scheduler.dues import Due, Kind

Key = tuple[Kind, str, str]


SEASON = "season"
"""The stage that asks for a date with the municipality, as long as its half-year lasts."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """`due_on` is its true date, whether or not anything is sent on that day.

    `worth_until`: from that moment on it is not worth asking. `deadline`: when nothing is sent on the due date, it
    comes before instead of after. It goes out in `limit` messages at most, `pause` days apart, unless it was postponed.

    `known_on`: since when that is its date, if that may be later; what could not have been asked then is not late.

    The rest says why now. `stage` is which of the steps around a jour fixe, `half` its half-year, `at` the appointment.
    `since` is the last contact (if `met`) or the day it was put on the list.
    `place` and `of` are the tip's number.
    """

    kind: Kind
    subject: str
    period: str
    due_on: date
    worth_until: datetime | None = None
    deadline: bool = False
    limit: int = 2
    pause: int = 7
    stage: str = ""
    half: str = ""
    at: datetime | None = None
    since: date | None = None
    met: bool = False
    place: int = 0
    of: int = 0
    known_on: date | None = None

    @property
    def key(self) -> Key:
        return (self.kind, self.subject, self.period)


def key_of(due: Due) -> Key:
    return (due.kind, due.subject, due.period)
