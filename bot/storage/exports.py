"""Everything that is stored about one person, out of every table there is."""

from sqlalchemy import ColumnElement, Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.tables import metadata
from scheduler.stores.exports import Export

_OWNERS = ("member_id", "user_id", "chat_id", "made_by")
"""The column that says whose row it is: the first of these that a table has. A table without belongs to nobody."""


def _owner(table: Table) -> ColumnElement[int] | None:
    if table.name == "members":
        return table.c.id
    return next((table.c[name] for name in _OWNERS if name in table.c), None)


PERSONAL = {table: owner for table in metadata.sorted_tables if (owner := _owner(table)) is not None}
"""Every table that says something about a person, with the column that says about whom."""


class ExportRecords:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def of(self, member_id: int) -> Export:
        """A private chat has its person's number. A new table is in it by itself, as it is in a deletion."""
        export = {}
        for table, owner in PERSONAL.items():
            query = select(table).where(owner == member_id).order_by(*table.primary_key)
            export[table.name] = [dict(row._mapping) for row in await self._connection.execute(query)]
        return export
