"""The ledger of broadcasts, as those who send need it: what is to go, and what became of it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.audiences import in_teams
from bot.storage.members import member_of
from bot.storage.tables import copies, members, memberships
from scheduler.broadcasting import Recipient
from scheduler.broadcasts import Broadcast, Copy, CopyState, Task
from scheduler.calendar import local_day
from scheduler.people import Member

OPEN = (CopyState.WAITING, CopyState.POSTED)


class Copies:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, copy_id: int) -> Copy | None:
        return next(iter(await self._where(copies.c.id == copy_id)), None)

    async def of(self, broadcast_id: int, member_id: int) -> Copy | None:
        found = await self._where(copies.c.broadcast_id == broadcast_id, copies.c.member_id == member_id)
        return found[0] if found else None

    async def ready(self, broadcast_id: int, now: datetime, limit: int) -> list[Copy]:
        """Waiting ones whose moment has come, the longest waiting first."""
        due = (copies.c.broadcast_id == broadcast_id, copies.c.state == CopyState.WAITING, copies.c.not_before <= now)
        return await self._where(*due, limit=limit)

    async def wanted(self, broadcast_id: int, limit: int) -> list[Copy]:
        """Those to be corrected or deleted."""
        return await self._where(copies.c.broadcast_id == broadcast_id, copies.c.task == Task.WANTED, limit=limit)

    async def recipients(self, broadcast: Broadcast, found: Sequence[Copy]) -> list[Recipient]:
        """What decides about each of these copies, as it is now."""
        people = {member.id: (member, inside, last) for member, inside, last in await self._people(broadcast, found)}
        return [
            Recipient(copy, *people.get(copy.member_id or 0, (None, False, None)))  # 0 is nobody's number
            for copy in found
        ]

    async def _people(self, broadcast: Broadcast, found: Sequence[Copy]) -> list[tuple[Member, bool, date | None]]:
        """Their members, whether they belong to the audience, and the day of each one's latest other broadcast. What
        lies in the outbox for them counts as sent when it was put there, what was taken back as not sent."""
        others = copies.alias()
        last = (
            select(func.max(func.coalesce(others.c.sent_at, others.c.not_before)))
            .where(others.c.member_id == members.c.id, others.c.broadcast_id != broadcast.id)
            .where(or_(others.c.sent_at.is_not(None), others.c.state == CopyState.POSTED))
            .where(others.c.state != CopyState.RECALLED)
            .scalar_subquery()
        )
        inside = exists().where(memberships.c.member_id == members.c.id, in_teams(broadcast.audience))
        query = select(inside.label("inside"), last.label("last"), members)
        ids = [copy.member_id for copy in found if copy.member_id is not None]
        rows = (await self._connection.execute(query.where(members.c.id.in_(ids)))).all()
        return [(member_of(row), row.inside, None if row.last is None else local_day(row.last)) for row in rows]

    async def settle(self, copy: Copy, verdict: CopyState | datetime) -> None:
        """Of a copy that has not gone: its end, its way to the outbox, or the moment until which it waits."""
        if isinstance(verdict, datetime):
            values: dict[str, Any] = {"state": CopyState.WAITING, "not_before": verdict}
        elif copy.uncertain and verdict is not CopyState.POSTED:
            values = {"state": CopyState.UNCLEAR}  # it may have arrived
        else:
            values = {"state": verdict}
        await self.note(copy.id, uncertain=copy.uncertain, **values)

    async def post(self, found: Sequence[Copy], now: datetime) -> None:
        """They lie in the outbox from now on, and take this day of their members'."""
        posted = update(copies).where(copies.c.id.in_([copy.id for copy in found]))
        await self._connection.execute(posted.values(state=CopyState.POSTED, not_before=now))

    async def take_on(self, found: Sequence[Copy]) -> None:
        """What is to be done with them lies in the outbox from now on."""
        posted = update(copies).where(copies.c.id.in_([copy.id for copy in found]))
        await self._connection.execute(posted.values(task=Task.POSTED))

    async def note(self, copy_id: int, **values: Any) -> None:
        await self._connection.execute(update(copies).where(copies.c.id == copy_id).values(**values))

    async def end_overdue(self, broadcast: Broadcast, now: datetime) -> None:
        """Waiting copies of an expired broadcast, and unsent ones of people who have deleted their account."""
        its_own = copies.c.broadcast_id == broadcast.id
        gone = update(copies).where(its_own, copies.c.member_id.is_(None))
        await self._connection.execute(gone.where(copies.c.state.in_(OPEN)).values(state=CopyState.LEFT))
        unreachable = gone.where(copies.c.task.in_((Task.WANTED, Task.POSTED)))
        await self._connection.execute(unreachable.values(task=Task.MISSED))
        if not broadcast.is_expired(now):
            return
        late = update(copies).where(its_own, copies.c.state == CopyState.WAITING)
        await self._connection.execute(late.where(copies.c.uncertain > 0).values(state=CopyState.UNCLEAR))
        await self._connection.execute(late.values(state=CopyState.EXPIRED))

    async def is_open(self, broadcast_id: int) -> bool:
        """Whether something is left to be done."""
        for unfinished in (copies.c.state.in_(OPEN), copies.c.task.in_((Task.WANTED, Task.POSTED))):
            query = select(copies.c.id).where(copies.c.broadcast_id == broadcast_id, unfinished).limit(1)
            if (await self._connection.execute(query)).first() is not None:
                return True
        return False

    async def next_moment(self, broadcast_id: int) -> datetime | None:
        """When the first of its waiting copies may go."""
        waiting = and_(copies.c.broadcast_id == broadcast_id, copies.c.state == CopyState.WAITING)
        query = select(func.min(copies.c.not_before)).where(waiting)
        moment: datetime | None = (await self._connection.execute(query)).scalar()
        return moment

    async def _where(self, *which: ColumnElement[bool], limit: int | None = None) -> list[Copy]:
        query = select(copies).where(*which).order_by(copies.c.not_before, copies.c.id).limit(limit)
        return [_copy(row) for row in await self._connection.execute(query)]


def _copy(row: Row[Any]) -> Copy:
    columns = dict(row._mapping)
    return Copy(**columns | {"state": CopyState(columns["state"]), "task": Task(columns["task"])})
