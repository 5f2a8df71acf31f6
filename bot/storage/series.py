"""Series of broadcasts in the database."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.audiences import audience_columns, audience_of
from bot.storage.tables import broadcasts, series
from scheduler.broadcasts import Series


class SeriesRecords:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, value: Series) -> Series:
        added = insert(series).values(_columns(value)).returning(series)
        return _series((await self._connection.execute(added)).one())

    async def get(self, series_id: int) -> Series | None:
        # Written back whole, as members are: whoever read it must be the next to write it.
        query = select(series).where(series.c.id == series_id).with_for_update()
        row = (await self._connection.execute(query)).first()
        return None if row is None else _series(row)

    async def save(self, value: Series) -> None:
        await self._connection.execute(update(series).where(series.c.id == value.id).values(_columns(value)))

    async def remove(self, series_id: int) -> None:
        await self._connection.execute(delete(series).where(series.c.id == series_id))

    async def last_issue(self, series_id: int) -> datetime | None:
        query = select(func.max(broadcasts.c.confirmed_at)).where(broadcasts.c.series_id == series_id)
        moment: datetime | None = (await self._connection.execute(query)).scalar()
        return moment

    async def all(self) -> list[Series]:
        return [_series(row) for row in await self._connection.execute(select(series).order_by(series.c.id.desc()))]


def _columns(value: Series) -> dict[str, Any]:
    own = ("made_by", "made_at", "weekday", "hour", "minute", "next_on", "paused", "ended_at")
    columns = {name: getattr(value, name) for name in own}
    return columns | audience_columns(value.audience) | {"entries": " ".join(value.entries)}


def _series(row: Row[Any]) -> Series:
    columns = dict(row._mapping)
    audience = audience_of(columns)
    return Series(**columns | {"audience": audience, "entries": tuple(columns["entries"].split())})
