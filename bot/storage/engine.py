"""Opens the database, brings it up to date, and hands out transactions."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from functools import cache
from importlib.resources import as_file, files
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, event
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.storage.records import Records

BUSY_MILLISECONDS = 20_000
"""How long SQLite waits for another process's write lock (a backup, a second console) before it gives up."""


class DatabaseUrlError(ValueError):
    """DATABASE_URL is not one this program can open."""


def async_url(url: str) -> str:
    """The URL with the driver that is installed: people write postgresql:// or sqlite:/// and mean just that."""
    try:
        parsed = make_url(url)
    except Exception as error:
        raise DatabaseUrlError(
            "not a database URL; write postgresql://user:password@host/name or leave it out"
        ) from error
    drivers = {"postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg", "sqlite": "sqlite+aiosqlite"}
    family = parsed.drivername.partition("+")[0]
    if family not in drivers:
        raise DatabaseUrlError(f"{family!r} is not supported; use postgresql:// or sqlite:///")
    return parsed.set(drivername=drivers[family]).render_as_string(hide_password=False)


class Storage:
    """The database. Writers queue on SQLite (one at a time, from the start of their transaction)."""

    def __init__(self, url: str) -> None:
        self.engine = _open(async_url(url))

    async def upgrade(self, revision: str = "head") -> None:
        """Runs the migrations that are missing, to the newest or to one of them. Safe to call at every start."""
        async with self.engine.begin() as connection:
            if revision != "head" or await connection.run_sync(_revision_of) != _newest():
                await connection.run_sync(_migrate, revision)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Records]:
        """Everything done with the records becomes true together when the block ends, or not at all."""
        async with self.engine.begin() as connection:
            yield Records(connection)

    @asynccontextmanager
    async def look(self) -> AsyncIterator[Records]:
        """Only for reading: takes no write lock."""
        async with self.engine.connect() as connection:
            await connection.execution_options(read_only=True)
            yield Records(connection)

    async def close(self) -> None:
        await self.engine.dispose()


def _open(url: str) -> AsyncEngine:
    if not url.startswith("sqlite"):
        return create_async_engine(url, pool_pre_ping=True, hide_parameters=True)
    memory = make_url(url).database in (None, "", ":memory:")
    # A database in memory lives in its one connection; transactions then wait for each other in the pool.
    pool: dict[str, Any] = {"pool_size": 1, "max_overflow": 0} if memory else {}
    if memory:
        from sqlalchemy.pool import AsyncAdaptedQueuePool

        pool["poolclass"] = AsyncAdaptedQueuePool
    engine = create_async_engine(url, hide_parameters=True, **pool)  # an error must not repeat what somebody wrote
    event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver must not begin by itself: `_begin_sqlite` does
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={BUSY_MILLISECONDS}"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # IMMEDIATE, because a read that turns into a write fails at once when somebody else writes: no timeout helps it.
    reading = connection.get_execution_options().get("read_only", False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


@contextmanager
def _migrations() -> Iterator[Config]:
    with as_file(files("bot.storage") / "migrations") as folder:
        config = Config()
        config.set_main_option("script_location", str(folder))
        yield config


@cache
def _newest() -> str | None:
    """Found out once: every migration has to be read for it."""
    with _migrations() as config:
        return ScriptDirectory.from_config(config).get_current_head()


def _revision_of(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _migrate(connection: Connection, revision: str) -> None:
    with _migrations() as config:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
