"""Conversation turns: what was offered, so that "2" and "Passt nicht" work later. Never the question's wording."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

RETENTION = timedelta(days=7)
TAKEN = "taken"
"""The outcome of a message that was no question: it was typed because something was asked for."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and what was made of it.

    `candidates` is the ranking's ids; of what was TAKEN it says for what: a feature and a number. `shown` are those
    that were already on the screen, `options` those which a typed
    number means now. `round` counts how often "Passt nicht" or "nichts davon" led on, so that a button pressed twice
    does nothing twice. `rephrased` counts the unlucky tries before this one. `rated`: it was said whether it helped.
    """

    id: int
    chat_id: int
    user_id: int
    question_id: int
    outcome: str
    created_at: datetime
    candidates: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    round: int = 0
    rephrased: int = 0
    rated: bool = False

    @property
    def remaining(self) -> tuple[str, ...]:
        return tuple(candidate for candidate in self.candidates if candidate not in self.shown)


class Turns(Protocol):
    async def add(self, turn: Turn) -> Turn:
        """The turn with the id it got; the one passed in has id 0."""
        ...

    async def get(self, turn_id: int) -> Turn | None: ...

    async def latest(self, chat_id: int, user_id: int) -> Turn | None:
        """Of a question: what was taken for something else does not count."""
        ...

    async def of_question(self, chat_id: int, question_id: int) -> Turn | None:
        """The turn that a message of the person's began, for when that message is edited."""
        ...

    async def save(self, turn: Turn) -> None: ...

    async def forget_before(self, moment: datetime) -> int:
        """How many were forgotten."""
        ...
