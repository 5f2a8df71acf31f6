"""The migrations lead to exactly the tables that the code describes."""

from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection

from bot.storage.engine import Storage
from bot.storage.tables import metadata


def differences(connection: Connection) -> list[Any]:
    return list(compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), metadata))


async def test_migrated_and_described_tables_are_the_same(storage: Storage) -> None:
    async with storage.engine.connect() as connection:
        assert await connection.run_sync(differences) == []


async def test_upgrading_twice_changes_nothing(storage: Storage) -> None:
    await storage.upgrade()
    async with storage.engine.connect() as connection:
        assert await connection.run_sync(differences) == []
