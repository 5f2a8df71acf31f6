"""SQLite in memory without the way there: it answers at once, where otherwise each statement goes to another thread and
comes back from it, which took half of the suite's time. Databases in files keep their threads, as in the bot."""

import asyncio
import sqlite3
from typing import Any

import aiosqlite
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine


class Near(aiosqlite.Connection):
    async def _execute(self, fn: Any, *args: Any, **kwargs: Any) -> Any:
        await asyncio.sleep(0)  # others have their turn, as they would
        return fn(*args, **kwargs)


def bring_near(engine: AsyncEngine) -> None:
    """To be called before it is connected for the first time."""
    event.listen(engine.sync_engine, "do_connect", _connect_near)


def _connect_near(_dialect: object, _record: object, _arguments: object, parameters: dict[str, Any]) -> None:
    parameters["async_creator_fn"] = _open_near


def _open_near(database: str, **options: Any) -> Near:
    connection = Near(lambda: sqlite3.connect(database, **options | {"check_same_thread": False}), 64)
    connection._thread.daemon = True
    return connection
