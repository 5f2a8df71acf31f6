"""The journal of due things in the database."""

from datetime import date
from typing import Any

from sqlalchemy import Row, and_, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.tables import dues
from bot.storage.upsert import insert
from scheduler.dues import Due, Kind, State


class DueRecords:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def enter(self, due: Due) -> Due:
        values = _columns(due)
        await self._connection.execute(insert(self._connection, dues).values(values).on_conflict_do_nothing())
        same = and_(*(dues.c[name] == values[name] for name in ("member_id", "kind", "subject", "period")))
        return _due((await self._connection.execute(select(dues).where(same))).one())

    async def get(self, due_id: int) -> Due | None:
        row = (await self._connection.execute(select(dues).where(dues.c.id == due_id))).first()
        return None if row is None else _due(row)

    async def of(self, member_id: int) -> list[Due]:
        query = select(dues).where(dues.c.member_id == member_id).order_by(dues.c.due_on, dues.c.id)
        return [_due(row) for row in await self._connection.execute(query)]

    async def save(self, due: Due) -> None:
        await self._connection.execute(update(dues).where(dues.c.id == due.id).values(_columns(due)))

    async def forget_closed_before(self, day: date) -> int:
        gone = delete(dues).where(dues.c.state != State.OPEN, dues.c.closed_on < day)
        return (await self._connection.execute(gone)).rowcount

    async def forget_settled_before(self, day: date) -> int:
        contacted = and_(dues.c.kind.in_([Kind.PRESS, Kind.RELATIONSHIP]), dues.c.state == State.DONE)
        settled = or_(contacted, and_(dues.c.kind == Kind.STEP, dues.c.state != State.OPEN))
        return (await self._connection.execute(delete(dues).where(settled, dues.c.closed_on < day))).rowcount


def _columns(due: Due) -> dict[str, Any]:
    columns = {name: getattr(due, name) for name in Due.__dataclass_fields__ if name != "id"}
    return columns | {"kind": str(due.kind), "state": str(due.state)}


def _due(row: Row[tuple[object, ...]]) -> Due:
    columns = dict(row._mapping)
    return Due(**columns | {"kind": Kind(columns["kind"]), "state": State(columns["state"])})
