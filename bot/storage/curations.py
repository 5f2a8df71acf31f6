"""Changes in the knowledge, in the database."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, func, or_, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.rows import Rows
from bot.storage.tables import curations
from scheduler.curations import DRAFT_LIFETIME, RETENTION, Curation, State


class CurationRecords(Rows[Curation]):
    def __init__(self, connection: AsyncConnection) -> None:
        super().__init__(connection, curations, Curation)

    async def where(self, *which: ColumnElement[bool], order: Any = None) -> list[Curation]:
        return [replace(row, state=State(row.state)) for row in await super().where(*which, order=order)]

    async def version(self) -> int:
        return int((await self._connection.execute(select(func.max(curations.c.version)))).scalar() or 0)

    async def next_version(self) -> int:
        if self._connection.dialect.name == "postgresql":  # SQLite has one writer at a time anyway
            await self._connection.execute(text("LOCK TABLE curations IN SHARE ROW EXCLUSIVE MODE"))
        return await self.version() + 1

    async def live(self) -> list[Curation]:
        return await self.where(curations.c.state == State.LIVE.value, order=curations.c.version)

    async def waiting(self) -> list[Curation]:
        return await self.where(curations.c.state.in_((State.PROPOSED.value, State.ACCEPTED.value)))

    async def drafts_of(self, member_id: int) -> list[Curation]:
        return await self.where(curations.c.state == State.DRAFT.value, curations.c.made_by == member_id)

    async def readable_by(self, member_id: int) -> list[Curation]:
        shared = or_(curations.c.state != State.DRAFT.value, curations.c.made_by == member_id)
        return await self.where(shared, order=curations.c.id.desc())

    async def forget(self, now: datetime) -> None:
        ended = or_(curations.c.made_by.is_(None), curations.c.made_at < now - DRAFT_LIFETIME)
        draft = and_(curations.c.state == State.DRAFT.value, ended)
        undone = and_(curations.c.state == State.UNDONE.value, curations.c.undone_at < now - RETENTION)
        # Version numbers must go on counting: another process may remember the highest.
        old = and_(undone, curations.c.version < await self.version())
        await self._connection.execute(delete(curations).where(or_(draft, old)))
