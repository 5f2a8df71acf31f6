"""The jour fixe with the municipality: one in each half-year."""

from dataclasses import dataclass
from datetime import date, datetime

PLANNED, DROPPED = "planned", "dropped"


@dataclass(frozen=True, slots=True)
class JourFixe:
    """`half` is "2027-1" or "2027-2". `at` is aware and in UTC. `uid` and `sequence` are those of its calendar entry:
    moving the date keeps the one and raises the other (RFC 5545). `fixed_on`: when its day was agreed."""

    id: int
    member_id: int
    half: str
    at: datetime
    minutes: int
    uid: str
    sequence: int = 0
    state: str = PLANNED
    fixed_on: date | None = None


@dataclass(frozen=True, slots=True)
class AgendaNote:
    """Something dropped for the next agenda. `half` is "" until an agenda has taken it."""

    id: int
    member_id: int
    text: str
    noted_at: datetime
    half: str = ""
