"""The store of the dates with the municipality, and of notes for their agendas."""

from datetime import datetime, timedelta
from typing import Protocol

from scheduler.jour_fixe import AgendaNote, JourFixe

NOTES_RETENTION = timedelta(weeks=8)
"""After the appointment: until the minutes are written and somebody has asked what became of it."""


class JourFixes(Protocol):
    async def add(self, jour_fixe: JourFixe) -> JourFixe:
        """With the id it got. A half-year has one: a second one for the same half is refused by the database."""
        ...

    async def get(self, jour_fixe_id: int) -> JourFixe | None: ...

    async def of(self, member_id: int) -> list[JourFixe]:
        """By half-year, the earliest first."""
        ...

    async def save(self, jour_fixe: JourFixe) -> None: ...

    async def remove(self, jour_fixe_id: int) -> None: ...

    async def note(self, note: AgendaNote) -> AgendaNote: ...

    async def notes_of(self, member_id: int) -> list[AgendaNote]:
        """Oldest first."""
        ...

    async def save_note(self, note: AgendaNote) -> None: ...

    async def remove_note(self, note_id: int) -> None: ...

    async def forget_notes_before(self, moment: datetime) -> int:
        """Deletes, of everybody, what the agendas of appointments before that moment have taken. How many."""
        ...
