"""Members in the database."""

from datetime import datetime

from sqlalchemy import Row, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.tables import members
from bot.storage.upsert import insert
from scheduler.people import Member


class MemberRecords:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, member_id: int) -> Member | None:
        row = (await self._connection.execute(select(members).where(members.c.id == member_id))).first()
        return None if row is None else _member(row)

    async def welcome(self, member_id: int, now: datetime) -> Member:
        await self._connection.execute(
            insert(self._connection, members)
            .values(id=member_id, since=now)
            .on_conflict_do_update(index_elements=[members.c.id], set_={"blocked_since": None})
        )
        member = await self.get(member_id)
        assert member is not None  # noqa: S101 - it was written in this transaction
        return member

    async def set_quiet(self, member_id: int, since: datetime | None) -> None:
        await self._connection.execute(update(members).where(members.c.id == member_id).values(quiet_since=since))

    async def set_blocked(self, member_id: int, since: datetime | None) -> None:
        await self._connection.execute(update(members).where(members.c.id == member_id).values(blocked_since=since))


def _member(row: Row[tuple[object, ...]]) -> Member:
    return Member(row.id, row.since, row.quiet_since, row.blocked_since)
