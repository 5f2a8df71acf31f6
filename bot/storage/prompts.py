"""Open prompts in the database."""

from datetime import datetime

from sqlalchemy import and_, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.tables import prompts
from bot.storage.upsert import insert
from scheduler.stores.prompts import Prompt


class PromptRecords:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def open(self, chat_id: int, user_id: int, prompt: Prompt) -> None:
        values = {"kind": prompt.kind, "turn_id": prompt.turn, "expires_at": prompt.expires_at, "data": prompt.data}
        await self._connection.execute(
            insert(self._connection, prompts)
            .values(chat_id=chat_id, user_id=user_id, **values)
            .on_conflict_do_update(index_elements=[prompts.c.chat_id, prompts.c.user_id], set_=values)
        )

    async def take(self, chat_id: int, user_id: int, now: datetime) -> Prompt | None:
        mine = and_(prompts.c.chat_id == chat_id, prompts.c.user_id == user_id)
        row = (await self._connection.execute(select(prompts).where(mine))).first()
        if row is None:
            return None
        await self._connection.execute(delete(prompts).where(mine))
        return Prompt(row.kind, row.turn_id, row.expires_at, row.data) if row.expires_at > now else None

    async def forget_expired(self, now: datetime) -> int:
        return (await self._connection.execute(delete(prompts).where(prompts.c.expires_at <= now))).rowcount
