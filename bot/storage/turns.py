"""Conversation turns in the database. Lists of ids are kept as words with a space between: an id has none."""

from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.tables import turns
from scheduler.stores.turns import TAKEN, Turn

_LISTS = ("candidates", "shown", "options")


class TurnRecords:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, turn: Turn) -> Turn:
        result = await self._connection.execute(insert(turns).values(_columns(turn)).returning(turns.c.id))
        return replace(turn, id=result.scalar_one())

    async def get(self, turn_id: int) -> Turn | None:
        return await self._newest(turns.c.id == turn_id)

    async def latest(self, chat_id: int, user_id: int) -> Turn | None:
        mine = (turns.c.chat_id == chat_id, turns.c.user_id == user_id)
        return await self._newest(and_(*mine, turns.c.outcome != TAKEN))

    async def of_question(self, chat_id: int, question_id: int) -> Turn | None:
        return await self._newest(and_(turns.c.chat_id == chat_id, turns.c.question_id == question_id))

    async def save(self, turn: Turn) -> None:
        await self._connection.execute(update(turns).where(turns.c.id == turn.id).values(_columns(turn)))

    async def forget_before(self, moment: datetime) -> int:
        return (await self._connection.execute(delete(turns).where(turns.c.created_at < moment))).rowcount

    async def _newest(self, which: ColumnElement[bool]) -> Turn | None:
        query = select(turns).where(which).order_by(turns.c.id.desc()).limit(1)
        row = (await self._connection.execute(query)).first()
        return None if row is None else _turn(row)


def _columns(turn: Turn) -> dict[str, Any]:
    columns = asdict(turn)
    del columns["id"]
    return columns | {name: " ".join(columns[name]) for name in _LISTS}


def _turn(row: Row[tuple[object, ...]]) -> Turn:
    columns = dict(row._mapping)
    return Turn(**columns | {name: tuple(columns[name].split()) for name in _LISTS})
