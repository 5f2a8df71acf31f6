"""Dates with the municipality and notes for their agendas, in the database."""

from datetime import datetime

from sqlalchemy import delete, exists
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.rows import Rows
from bot.storage.tables import agenda_notes, jour_fixes
from scheduler.jour_fixe import AgendaNote, JourFixe


class JourFixeRecords(Rows[JourFixe]):
    def __init__(self, connection: AsyncConnection) -> None:
        super().__init__(connection, jour_fixes, JourFixe)
        self._notes: Rows[AgendaNote] = Rows(connection, agenda_notes, AgendaNote)

    async def of(self, member_id: int) -> list[JourFixe]:
        return await self.where(jour_fixes.c.member_id == member_id, order=jour_fixes.c.half)

    async def note(self, note: AgendaNote) -> AgendaNote:
        return await self._notes.add(note)

    async def notes_of(self, member_id: int) -> list[AgendaNote]:
        return await self._notes.where(agenda_notes.c.member_id == member_id)

    async def save_note(self, note: AgendaNote) -> None:
        await self._notes.save(note)

    async def remove_note(self, note_id: int) -> None:
        await self._notes.remove(note_id)

    async def forget_notes_before(self, moment: datetime) -> int:
        its_date = jour_fixes.c.member_id == agenda_notes.c.member_id, jour_fixes.c.half == agenda_notes.c.half
        over = exists().where(*its_date, jour_fixes.c.at < moment)
        gone = delete(agenda_notes).where(agenda_notes.c.half != "", over)
        return (await self._connection.execute(gone)).rowcount
