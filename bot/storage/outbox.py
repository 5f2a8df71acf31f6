"""What is to be sent. A row holds cause and keys, not text: the card is drawn when it is sent."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, case, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.tables import outbox
from bot.storage.upsert import insert

RETENTION = timedelta(days=7)
"""As long as a turn, whose answer can be edited until then."""

WAITING, SENDING = "waiting", "sending"
SENT, FAILED, UNCLEAR, DROPPED = "sent", "failed", "unclear", "dropped"

BROADCAST_PRIORITY = 9
"""Answers (0) overtake nudges (5), nudges overtake broadcasts."""

UNCERTAIN_TRIES = 3
"""After so many tries without knowing whether the message arrived it is reported as unclear."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One message to send or change.

    `op` is "send", "edit" (what is gone is sent anew; without `edits` its turn's answer is meant), "amend" (what is
    gone stays gone) or "delete".
    """

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


@dataclass(frozen=True, slots=True)
class Brake:
    """What must not go just now: anything to `hushed` chats, anything but answers to `resting` ones, and no broadcast
    at all with `no_broadcasts`."""

    hushed: frozenset[int] = field(default_factory=frozenset)
    resting: frozenset[int] = field(default_factory=frozenset)
    no_broadcasts: bool = False


FREE = Brake()

_FIELDS = tuple(Letter.__dataclass_fields__)


class Outbox:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def post(self, letter: Letter, now: datetime, not_before: datetime | None = None) -> None:
        """Written once for a cause and ordinal, however often it is posted."""
        await self.post_all([letter], now, not_before)

    async def post_all(self, letters: Collection[Letter], now: datetime, not_before: datetime | None = None) -> None:
        """In one go, however many."""
        more = {"created_at": now, "not_before": not_before or now, "state": WAITING}
        rows = [{name: getattr(letter, name) for name in _FIELDS if name != "id"} | more for letter in letters]
        if rows:
            await self._connection.execute(insert(self._connection, outbox).on_conflict_do_nothing(), rows)

    async def claim(self, now: datetime, busy: Collection[int], limit: int, brake: Brake = FREE) -> list[Letter]:
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
            .where(*_free(busy, brake))
            .subquery()
        )
        due = (
            select(outbox.c.id)
            .join(first, and_(first.c.id == outbox.c.id, first.c.n == 1))
            .where(outbox.c.not_before <= now)
            .order_by(outbox.c.priority, outbox.c.id)
            .limit(limit)
        )
        # Only those that still wait: a broadcast that is paused meanwhile takes its own back.
        still = and_(outbox.c.id.in_(due), outbox.c.state == WAITING)
        marked = update(outbox).where(still).values(state=SENDING).returning(*(outbox.c[name] for name in _FIELDS))
        letters = [Letter(**row._mapping) for row in await self._connection.execute(marked)]
        return sorted(letters, key=lambda letter: (letter.priority, letter.id))

    async def next_due(self, busy: Collection[int] = (), brake: Brake = FREE) -> datetime | None:
        """When the next waiting letter may go, of the chats that are not busy."""
        query = select(func.min(outbox.c.not_before)).where(*_free(busy, brake))
        moment: datetime | None = (await self._connection.execute(query)).scalar()
        return moment

    async def recover(self, carried: Collection[int] = (), patience: Sequence[datetime] = ()) -> list[Letter]:
        """Letters marked as being sent which nobody carries: each an uncertain try. Returns those now unclear.

        Those of broadcasts wait, after the first such try until the first moment of `patience`, and so on.
        """
        found = and_(outbox.c.state == SENDING, outbox.c.id.not_in(list(carried)))
        for tries, moment in enumerate(patience):
            patient = update(outbox).where(found, outbox.c.priority == BROADCAST_PRIORITY, outbox.c.uncertain == tries)
            await self._connection.execute(patient.values(not_before=moment))
        counted = {"uncertain": outbox.c.uncertain + 1, "tries": outbox.c.tries + 1}
        await self._connection.execute(update(outbox).where(found).values(state=WAITING, **counted))
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

    async def drop_waiting(self, chat_id: int, now: datetime, fault: str) -> list[Letter]:
        """Nothing more goes to a chat that has blocked the bot. Returns what was dropped."""
        dropped = (
            update(outbox)
            .where(outbox.c.chat_id == chat_id, outbox.c.state == WAITING)
            .values(state=DROPPED, finished_at=now, fault=fault)
            .returning(*(outbox.c[name] for name in _FIELDS))
        )
        return [Letter(**row._mapping) for row in await self._connection.execute(dropped)]

    async def remove(self, letter_id: int) -> None:
        """Without a trace: it may be posted again."""
        await self._connection.execute(delete(outbox).where(outbox.c.id == letter_id))

    async def lies(self, cause: str) -> bool:
        """Whether a letter of this cause waits."""
        query = select(outbox.c.id).where(outbox.c.cause == cause, outbox.c.state == WAITING).limit(1)
        return (await self._connection.execute(query)).first() is not None

    async def count_broadcasts(self, soon: datetime) -> tuple[int, int]:
        """Letters of broadcasts that wait: those that may go until then, and all."""
        going = func.coalesce(func.sum(case((outbox.c.not_before <= soon, 1), else_=0)), 0)
        query = select(going, func.count()).select_from(outbox)
        query = query.where(outbox.c.state == WAITING, outbox.c.priority == BROADCAST_PRIORITY)
        row = (await self._connection.execute(query)).one()
        return int(row[0]), int(row[1])

    async def answer_of(self, turn_id: int) -> int | None:
        """The id of the message that shows a turn's answer, as far as it is known."""
        query = select(outbox.c.message_id).where(outbox.c.turn_id == turn_id, outbox.c.message_id.is_not(None))
        return (await self._connection.execute(query.order_by(outbox.c.id.desc()).limit(1))).scalar()

    async def card_at(self, chat_id: int, message_id: int) -> str | None:
        """The frozen card that a message of ours shows now, after the last change of it."""
        shown = (outbox.c.state == SENT, outbox.c.chat_id == chat_id, outbox.c.message_id == message_id)
        return (
            await self._connection.execute(select(outbox.c.card).where(*shown).order_by(outbox.c.id.desc()).limit(1))
        ).scalar()

    async def message_of(self, chat_id: int, card: str) -> int | None:
        """The message that shows this frozen card, or did last."""
        shown = (outbox.c.state == SENT, outbox.c.chat_id == chat_id, outbox.c.card == card)
        query = select(outbox.c.message_id).where(*shown).order_by(outbox.c.id.desc()).limit(1)
        return (await self._connection.execute(query)).scalar()

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


def _free(busy: Collection[int], brake: Brake) -> list[ColumnElement[bool]]:
    """What waits and may go."""
    conditions = [outbox.c.state == WAITING, outbox.c.chat_id.not_in([*busy, *brake.hushed])]
    if brake.resting:
        conditions.append(or_(outbox.c.priority == 0, outbox.c.chat_id.not_in(list(brake.resting))))
    if brake.no_broadcasts:
        conditions.append(outbox.c.priority < BROADCAST_PRIORITY)
    return conditions
