"""Broadcasts and the totals of their ledger in the database."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.audiences import audience_columns, audience_of, everybody_in
from bot.storage.copies import Copies
from bot.storage.outbox import BROADCAST_PRIORITY
from bot.storage.outbox import WAITING as LYING
from bot.storage.tables import broadcasts, copies, outbox, series
from bot.storage.upsert import insert as upsert
from scheduler.broadcasts import Audience, Broadcast, Content, Copy, CopyState, Report, State, Task
from scheduler.people import Member

_AT_ONCE = 1000
"""Rows in one statement."""
_NAMES = {CopyState.SENT: "delivered", CopyState.WAITING: "open", CopyState.POSTED: "open"}
_CONTENT = tuple(Content.__dataclass_fields__)


class BroadcastRecords:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, broadcast: Broadcast) -> Broadcast:
        added = insert(broadcasts).values(_columns(broadcast)).returning(broadcasts)
        return _broadcast((await self._connection.execute(added)).one())

    async def get(self, broadcast_id: int) -> Broadcast | None:
        found = await self._all(select(broadcasts).where(broadcasts.c.id == broadcast_id))
        return found[0] if found else None

    async def lock(self, broadcast_id: int) -> Broadcast | None:
        found = await self._all(select(broadcasts).where(broadcasts.c.id == broadcast_id).with_for_update())
        return found[0] if found else None

    async def save(self, broadcast: Broadcast) -> None:
        changed = update(broadcasts).where(broadcasts.c.id == broadcast.id)
        await self._connection.execute(changed.values(_columns(broadcast)))

    async def remove(self, broadcast_id: int) -> None:
        await self._connection.execute(delete(broadcasts).where(broadcasts.c.id == broadcast_id))

    async def newest(self, limit: int, made_by: int | None = None) -> list[Broadcast]:
        query = select(broadcasts).order_by(broadcasts.c.id.desc()).limit(limit)
        return await self._all(query if made_by is None else query.where(broadcasts.c.made_by == made_by))

    async def in_states(self, *states: State) -> list[Broadcast]:
        return await self._all(select(broadcasts).where(broadcasts.c.state.in_(states)).order_by(broadcasts.c.id))

    async def unfinished(self) -> list[Broadcast]:
        """Confirmed ones with something left to be done; urgent ones first, then in the order of confirmation."""
        query = select(broadcasts).where(broadcasts.c.confirmed_at.is_not(None), broadcasts.c.finished_at.is_(None))
        return await self._all(query.order_by(broadcasts.c.urgent.desc(), broadcasts.c.confirmed_at, broadcasts.c.id))

    async def audience(self, audience: Audience, today: date) -> list[Member]:
        return await everybody_in(self._connection, audience, today)

    async def enlist(self, broadcast: Broadcast, moments: Mapping[int, datetime]) -> None:
        waiting = {"broadcast_id": broadcast.id, "state": CopyState.WAITING}
        rows = [waiting | {"member_id": member_id, "not_before": moment} for member_id, moment in moments.items()]
        for first in range(0, len(rows), _AT_ONCE):
            entered = upsert(self._connection, copies).on_conflict_do_nothing()
            await self._connection.execute(entered, rows[first : first + _AT_ONCE])

    async def look_again(self, member_id: int, now: datetime) -> None:
        waiting = update(copies).where(copies.c.member_id == member_id, copies.c.state == CopyState.WAITING)
        await self._connection.execute(waiting.values(not_before=now))

    async def strike(self, broadcast_id: int) -> None:
        await self._connection.execute(delete(copies).where(copies.c.broadcast_id == broadcast_id))

    async def pull_back(self, broadcast_id: int, unsent: CopyState) -> None:
        lying = and_(_letters_of(broadcast_id), outbox.c.op == "send")
        taken = delete(outbox).where(lying).returning(outbox.c.cause, outbox.c.uncertain)
        for cause, uncertain in (await self._connection.execute(taken)).all():
            back = update(copies).where(copies.c.id == int(cause.split(":")[1]), copies.c.state == CopyState.POSTED)
            await self._connection.execute(back.values(state=CopyState.WAITING, uncertain=uncertain))
        if unsent is CopyState.WAITING:
            return
        waiting = update(copies).where(copies.c.broadcast_id == broadcast_id, copies.c.state == CopyState.WAITING)
        await self._connection.execute(waiting.where(copies.c.uncertain > 0).values(state=CopyState.UNCLEAR))
        await self._connection.execute(waiting.values(state=unsent))

    async def want_changed(self, broadcast_id: int, since: datetime | None) -> None:
        await self._connection.execute(delete(outbox).where(_letters_of(broadcast_id), outbox.c.op != "send"))
        sent = update(copies).where(copies.c.broadcast_id == broadcast_id, copies.c.state == CopyState.SENT)
        within = and_(copies.c.message_id.is_not(None), copies.c.member_id.is_not(None))
        if since is not None:
            within = and_(within, copies.c.sent_at > since)
        await self._connection.execute(sent.where(within).values(task=Task.WANTED))
        await self._connection.execute(sent.where(~within).values(task=Task.MISSED))

    async def count_sent(self, broadcast_id: int, since: datetime) -> int:
        sent = (copies.c.broadcast_id == broadcast_id, copies.c.state == CopyState.SENT, copies.c.sent_at > since)
        return int((await self._connection.execute(select(func.count()).where(*sent))).scalar_one())

    async def report(self, broadcast_id: int) -> Report:
        query = select(copies.c.state, copies.c.task, copies.c.read, func.count())
        query = query.where(copies.c.broadcast_id == broadcast_id).group_by(
            copies.c.state, copies.c.task, copies.c.read
        )
        counts = dict.fromkeys(Report.__dataclass_fields__, 0)
        for state, task, read, count in await self._connection.execute(query):
            counts["total"] += count
            counts[_NAMES.get(state, state)] += count
            counts["read"] += count if read else 0
            counts["changing"] += count if task in (Task.WANTED, Task.POSTED) else 0
            counts["unreached"] += count if task == Task.MISSED else 0
        return Report(**counts)

    async def mark_read(self, broadcast_id: int, member_id: int) -> bool:
        marked = update(copies).where(copies.c.broadcast_id == broadcast_id, copies.c.member_id == member_id)
        return (await self._connection.execute(marked.where(~copies.c.read).values(read=True))).rowcount > 0

    async def copy(self, copy_id: int) -> Copy | None:
        return await Copies(self._connection).get(copy_id)

    async def copy_of(self, broadcast_id: int, member_id: int) -> Copy | None:
        return await Copies(self._connection).of(broadcast_id, member_id)

    async def finished_before(self, moment: datetime) -> list[Broadcast]:
        query = select(broadcasts).where(broadcasts.c.finished_at < moment, broadcasts.c.kept.is_(None))
        return await self._all(query.order_by(broadcasts.c.id))

    async def forget_before(self, drafts: datetime, finished: datetime) -> None:
        old_draft = and_(broadcasts.c.state == State.DRAFT, broadcasts.c.made_at < drafts)
        await self._connection.execute(delete(broadcasts).where(or_(old_draft, broadcasts.c.finished_at < finished)))
        await self._connection.execute(delete(series).where(series.c.ended_at < finished))

    async def _all(self, query: Select[Any]) -> list[Broadcast]:
        return [_broadcast(row) for row in await self._connection.execute(query)]


def _letters_of(broadcast_id: int) -> ColumnElement[bool]:
    """Those that lie in the outbox."""
    return and_(
        outbox.c.state == LYING,
        outbox.c.priority == BROADCAST_PRIORITY,
        outbox.c.cause.like(f"b{broadcast_id}:%"),
    )


def _columns(broadcast: Broadcast) -> dict[str, Any]:
    columns = {name: getattr(broadcast, name) for name in Broadcast.__dataclass_fields__}
    for name in ("id", "audience", "content", "window", "kept"):
        del columns[name]
    window = broadcast.window or (None, None)
    return (
        columns
        | audience_columns(broadcast.audience)
        | {name: getattr(broadcast.content, name) for name in _CONTENT}
        | {"window_from": window[0], "window_until": window[1], "state": str(broadcast.state)}
        | {"kept": json.dumps(asdict(broadcast.kept)) if broadcast.kept else None}
    )


def _broadcast(row: Row[Any]) -> Broadcast:
    columns = dict(row._mapping)
    audience = audience_of(columns)
    content = Content(**{name: columns.pop(name) for name in _CONTENT})
    first, last = columns.pop("window_from"), columns.pop("window_until")
    kept = columns.pop("kept")
    return Broadcast(
        **columns
        | {
            "audience": audience,
            "content": content,
            "window": None if first is None or last is None else (first, last),
            "state": State(columns["state"]),
            "kept": Report(**json.loads(kept)) if kept else None,
        }
    )
