"""Updates that have arrived: committed here before Telegram is told so, handled once, then erased.

A row without payload stays for a while, so that an update which Telegram delivers again is known.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.tables import inbox
from bot.storage.upsert import insert

RETENTION = timedelta(days=2)
"""Telegram keeps an unconfirmed update for 24 hours at most; after that it can't come twice."""

OPEN, DONE, SET_ASIDE = "open", "done", "set_aside"


@dataclass(frozen=True, slots=True)
class Delivery:
    """An update as it came, `payload` being Telegram's JSON, `chat_id` the lane that keeps its order."""

    update_id: int
    chat_id: int
    payload: str
    tries: int = 0


class Inbox:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def take_in(self, deliveries: list[Delivery], now: datetime) -> None:
        """Keeps what is new; what was delivered before is left as it is."""
        for delivery in deliveries:
            await self._connection.execute(
                insert(self._connection, inbox)
                .values(
                    update_id=delivery.update_id,
                    chat_id=delivery.chat_id,
                    payload=delivery.payload,
                    received_at=now,
                    state=OPEN,
                    tries=0,
                )
                .on_conflict_do_nothing()
            )

    async def lanes(self) -> list[int]:
        """Chats with something to handle."""
        query = select(inbox.c.chat_id).where(inbox.c.state == OPEN).distinct()
        return list((await self._connection.execute(query)).scalars())

    async def next_of(self, chat_id: int) -> Delivery | None:
        """The oldest open update of a chat."""
        query = select(inbox).where(inbox.c.state == OPEN, inbox.c.chat_id == chat_id).order_by(inbox.c.update_id)
        row = (await self._connection.execute(query.limit(1))).first()
        return None if row is None else Delivery(row.update_id, row.chat_id, row.payload or "", row.tries)

    async def close(self, update_id: int) -> bool:
        """Marks as handled and erases what was written. False: somebody else has handled it."""
        return await self._end(update_id, DONE, None)

    async def set_aside(self, update_id: int, fault: str) -> bool:
        return await self._end(update_id, SET_ASIDE, fault)

    async def count_try(self, update_id: int) -> None:
        await self._connection.execute(
            update(inbox).where(inbox.c.update_id == update_id).values(tries=inbox.c.tries + 1)
        )

    async def forget_before(self, moment: datetime) -> int:
        gone = delete(inbox).where(inbox.c.received_at < moment, inbox.c.state != OPEN)
        return (await self._connection.execute(gone)).rowcount

    async def _end(self, update_id: int, state: str, fault: str | None) -> bool:
        ended = await self._connection.execute(
            update(inbox)
            .where(inbox.c.update_id == update_id, inbox.c.state == OPEN)
            .values(state=state, payload=None, fault=fault)
        )
        return ended.rowcount == 1
