"""What is to be sent. A row holds cause and keys, not text: the card is drawn when it is sent."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.tables import outbox
from bot.storage.upsert import insert

RETENTION = timedelta(days=7)
"""As long as a turn, whose answer can be edited until then."""

WAITING, SENDING = "waiting", "sending"
SENT, FAILED, UNCLEAR, DROPPED = "sent", "failed", "unclear", "dropped"

UNCERTAIN_TRIES = 3
"""After so many tries without knowing whether the message arrived it is reported as unclear."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One message to send or change. `op` is "send" or "edit"; an edit without `edits` means its turn's answer."""

    cause: str
    ordinal: int
    chat_id: int
    card: str
    op: str = "send"
    priority: int = 0
    turn_id: int | None = None
    reply_to: int | None = None
    edits: int | None = None
    id: int = 0
    tries: int = 0
    uncertain: int = 0


_FIELDS = tuple(Letter.__dataclass_fields__)


class Outbox:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def post(self, letter: Letter, now: datetime, not_before: datetime | None = None) -> None:
        """Written once for a cause and ordinal, however often it is posted."""
        values = {name: getattr(letter, name) for name in _FIELDS if name != "id"}
        await self._connection.execute(
            insert(self._connection, outbox)
            .values(values | {"created_at": now, "not_before": not_before or now, "state": WAITING})
            .on_conflict_do_nothing()
        )

    async def claim(self, now: datetime, busy: Collection[int], limit: int) -> list[Letter]:
        """Up to `limit` letters, the first of each chat that is not busy, now marked as being sent.

        Within a chat the order is priority, then age; a letter that must wait holds up its chat and no other.
        """
        first = (
            select(
                outbox.c.id,
                func.row_number()
                .over(partition_by=outbox.c.chat_id, order_by=(outbox.c.priority, outbox.c.id))
                .label("n"),
            )
            .where(outbox.c.state == WAITING, outbox.c.chat_id.not_in(list(busy)))
            .subquery()
        )
        query = (
            select(*(outbox.c[name] for name in _FIELDS))
            .join(first, and_(first.c.id == outbox.c.id, first.c.n == 1))
            .where(outbox.c.not_before <= now)
            .order_by(outbox.c.priority, outbox.c.id)
            .limit(limit)
        )
        letters = [Letter(**row._mapping) for row in await self._connection.execute(query)]
        ids = [letter.id for letter in letters]
        await self._connection.execute(update(outbox).where(outbox.c.id.in_(ids)).values(state=SENDING))
        return letters

    async def next_due(self, busy: Collection[int]) -> datetime | None:
        """When the next waiting letter may go, of the chats that are not busy."""
        query = select(func.min(outbox.c.not_before)).where(
            outbox.c.state == WAITING, outbox.c.chat_id.not_in(list(busy))
        )
        moment: datetime | None = (await self._connection.execute(query)).scalar()
        return moment

    async def recover(self, carried: Collection[int] = ()) -> list[Letter]:
        """Letters marked as being sent which nobody carries: each an uncertain try. Returns those now unclear."""
        await self._connection.execute(
            update(outbox)
            .where(outbox.c.state == SENDING, outbox.c.id.not_in(list(carried)))
            .values(state=WAITING, uncertain=outbox.c.uncertain + 1, tries=outbox.c.tries + 1)
        )
        worn = and_(outbox.c.state == WAITING, outbox.c.uncertain >= UNCERTAIN_TRIES)
        rows = await self._connection.execute(select(*(outbox.c[name] for name in _FIELDS)).where(worn))
        unclear = [Letter(**row._mapping) for row in rows]
        await self._connection.execute(update(outbox).where(worn).values(state=UNCLEAR))
        return unclear

    async def finish(
        self, letter_id: int, state: str, now: datetime, message_id: int | None = None, fault: str | None = None
    ) -> None:
        await self._connection.execute(
            update(outbox)
            .where(outbox.c.id == letter_id)
            .values(state=state, finished_at=now, message_id=message_id, fault=fault, tries=outbox.c.tries + 1)
        )

    async def put_back(self, letter_id: int, not_before: datetime, uncertain: bool) -> None:
        await self._connection.execute(
            update(outbox)
            .where(outbox.c.id == letter_id)
            .values(
                state=WAITING,
                not_before=not_before,
                tries=outbox.c.tries + 1,
                uncertain=outbox.c.uncertain + (1 if uncertain else 0),
            )
        )

    async def move_chat(self, old: int, new: int) -> None:
        """A group became a supergroup and has another id now."""
        await self._connection.execute(
            update(outbox).where(outbox.c.chat_id == old, outbox.c.state.in_((WAITING, SENDING))).values(chat_id=new)
        )

    async def drop_waiting(self, chat_id: int, now: datetime, fault: str) -> None:
        """Nothing more goes to a chat that has blocked the bot."""
        await self._connection.execute(
            update(outbox)
            .where(outbox.c.chat_id == chat_id, outbox.c.state == WAITING)
            .values(state=DROPPED, finished_at=now, fault=fault)
        )

    async def answer_of(self, turn_id: int) -> int | None:
        """The id of the message that shows a turn's answer, as far as it is known."""
        query = select(outbox.c.message_id).where(outbox.c.turn_id == turn_id, outbox.c.message_id.is_not(None))
        return (await self._connection.execute(query.order_by(outbox.c.id.desc()).limit(1))).scalar()

    async def count(self, *states: str) -> int:
        query = select(func.count()).select_from(outbox).where(or_(*(outbox.c.state == state for state in states)))
        return int((await self._connection.execute(query)).scalar_one())

    async def forget_finished(self, letter_id: int) -> None:
        """This one, unless it still waits for another try."""
        gone = delete(outbox).where(outbox.c.id == letter_id, outbox.c.state.not_in((WAITING, SENDING)))
        await self._connection.execute(gone)

    async def forget_before(self, moment: datetime) -> int:
        gone = delete(outbox).where(outbox.c.created_at < moment, outbox.c.state.not_in((WAITING, SENDING)))
        return (await self._connection.execute(gone)).rowcount
