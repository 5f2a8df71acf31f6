"""The journal of due things in the database."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, String, and_, cast, delete, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.tables import contacts, dues
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

    async def forget_settled_before(self, day: date) -> None:
        upkeep = and_(dues.c.kind.in_([Kind.PRESS, Kind.RELATIONSHIP]), or_(dues.c.state == State.DONE, ~_rests()))
        settled = or_(dues.c.kind == Kind.STEP, upkeep)
        await self._connection.execute(delete(dues).where(_closed_before(day), settled))

    async def forget_jour_fixes_before(self, day: date) -> None:
        over = and_(_closed_before(day), dues.c.kind == Kind.JOUR_FIXE, dues.c.due_on < day)
        await self._connection.execute(delete(dues).where(over))

    async def take_tips_before(self, day: date, limit: int) -> list[Due]:
        over = and_(_closed_before(day), dues.c.kind == Kind.TIP)
        query = select(dues).where(over).order_by(dues.c.closed_on, dues.c.id).limit(limit)
        tips = [_due(row) for row in await self._connection.execute(query)]
        await self._connection.execute(delete(dues).where(dues.c.id.in_([tip.id for tip in tips])))
        return tips


def _closed_before(day: date) -> ColumnElement[bool]:
    return and_(dues.c.state != State.OPEN, dues.c.closed_on < day)


def _rests() -> ColumnElement[bool]:
    """Its contact is still on the list, and has not had its next turn yet."""
    later = dues.alias("later")
    whose = and_(contacts.c.member_id == dues.c.member_id, cast(contacts.c.id, String) == dues.c.subject)
    same = and_(later.c.member_id == dues.c.member_id, later.c.kind == dues.c.kind, later.c.subject == dues.c.subject)
    return and_(exists().where(whose), ~exists().where(same, later.c.id > dues.c.id))


def _columns(due: Due) -> dict[str, Any]:
    columns = {name: getattr(due, name) for name in Due.__dataclass_fields__ if name != "id"}
    return columns | {"kind": str(due.kind), "state": str(due.state)}


def _due(row: Row[tuple[object, ...]]) -> Due:
    columns = dict(row._mapping)
    return Due(**columns | {"kind": Kind(columns["kind"]), "state": State(columns["state"])})
