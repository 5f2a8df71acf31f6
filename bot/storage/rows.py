"""Rows that are one frozen value each, with an `id` that the database gives."""

from dataclasses import asdict, replace
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Table, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

Value = TypeVar("Value")


class Rows(Generic[Value]):
    """The everyday of a table whose columns are named as the value's fields."""

    def __init__(self, connection: AsyncConnection, table: Table, value: type[Value]) -> None:
        self._connection, self._table, self._value = connection, table, value

    async def add(self, value: Value) -> Value:
        added = insert(self._table).values(_columns(value)).returning(self._table.c.id)
        return replace(value, id=(await self._connection.execute(added)).scalar_one())  # type: ignore[type-var]

    async def get(self, row_id: int) -> Value | None:
        return next(iter(await self.where(self._table.c.id == row_id)), None)

    async def where(self, *which: ColumnElement[bool], order: Any = None) -> list[Value]:
        query = select(self._table).where(*which).order_by(self._table.c.id if order is None else order)
        return [self._value(**row._mapping) for row in await self._connection.execute(query)]

    async def save(self, value: Value) -> None:
        changed = update(self._table).where(self._table.c.id == value.id)  # type: ignore[attr-defined]
        await self._connection.execute(changed.values(_columns(value)))

    async def remove(self, row_id: int) -> None:
        await self._connection.execute(delete(self._table).where(self._table.c.id == row_id))


def _columns(value: Any) -> dict[str, Any]:
    columns = asdict(value)
    del columns["id"]
    return columns
