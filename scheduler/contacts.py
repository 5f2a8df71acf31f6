"""Key contacts, kept by role."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Contact:
    """`kind` is the id of a `knowledge.entries.ContactKind`; `role` what its owner calls it ("Lokalredaktion").

    `last_on` is the last contact that was logged, `before_on` the one before it, so that logging can be undone.
    `since` is the day it was put on the list: intervals count from the last contact, or else from then.
    """

    id: int
    member_id: int
    kind: str
    role: str
    interval_weeks: int
    since: date
    last_on: date | None = None
    before_on: date | None = None
    note: str = ""
    paused: bool = False
