"""The journal of due things: what was due, whether it was asked, and what became of it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """Kinds of nudges, in the order of their priority within a digest."""

    JOUR_FIXE = "jour_fixe"
    PRESS = "press"
    RELATIONSHIP = "relationship"
    STEP = "step"
    TIP = "tip"


class State(StrEnum):
    OPEN = "open"
    DONE = "done"
    SKIPPED = "skipped"
    """The person said: not this time."""
    EXPIRED = "expired"
    """Past its worth before it could be asked, or its subject is gone."""


@dataclass(frozen=True, slots=True)
class Due:
    """One due thing. (member, kind, subject, period) is unique: asked about as this, whatever happens in between.

    `subject` is the id of what it is about: a contact, a jour fixe, "entry:step" of a recommendation, a tour step.
    `period` tells one occurrence from the next (the day of the last contact, a half-year and stage, …). `due_on` is
    the true date, which may lie on a day on which nothing is sent. `asked` counts the messages it was part of, anew
    from a day that was chosen (`snoozed_to`: not before that day); `asked_on` is the last one's.
    """

    id: int
    member_id: int
    kind: Kind
    subject: str
    period: str
    due_on: date
    state: State = State.OPEN
    asked: int = 0
    asked_on: date | None = None
    snoozed_to: date | None = None
    closed_on: date | None = None
