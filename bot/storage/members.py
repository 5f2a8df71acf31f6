"""Members in the database."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.inbox import OPEN
from bot.storage.tables import broadcasts, inbox, invites, members, outbox, prompts, turns
from bot.storage.upsert import insert
from scheduler.people import Member, Role

_ASKABLE = (members.c.look_at.is_not(None), members.c.quiet_since.is_(None), members.c.blocked_since.is_(None))


class MemberRecords:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, member_id: int) -> Member | None:
        # `save` writes the whole row: whoever read it must be the next to write it (SQLite has one pen anyway).
        query = select(members).where(members.c.id == member_id).with_for_update()
        row = (await self._connection.execute(query)).first()
        return None if row is None else member_of(row)

    async def welcome(self, member_id: int, now: datetime) -> Member:
        await self._connection.execute(
            insert(self._connection, members)
            .values(id=member_id, since=now)
            .on_conflict_do_update(index_elements=[members.c.id], set_={"blocked_since": None})
        )
        member = await self.get(member_id)
        assert member is not None  # noqa: S101 - it was written in this transaction
        return member

    async def save(self, member: Member) -> None:
        await self._connection.execute(update(members).where(members.c.id == member.id).values(_columns(member)))

    async def set_quiet(self, member_id: int, since: datetime | None) -> None:
        await self._connection.execute(update(members).where(members.c.id == member_id).values(quiet_since=since))

    async def set_blocked(self, member_id: int, since: datetime | None) -> None:
        marked = update(members).where(members.c.id == member_id).values(blocked_since=since)
        if since is not None:  # who is blocked already is so since the first time
            marked = marked.where(members.c.blocked_since.is_(None))
        await self._connection.execute(marked)

    async def due_by(self, now: datetime, limit: int) -> list[Member]:
        query = select(members).where(*_ASKABLE, members.c.look_at <= now).order_by(members.c.look_at).limit(limit)
        return [member_of(row) for row in await self._connection.execute(query)]

    async def next_look(self) -> datetime | None:
        moment: datetime | None = (
            await self._connection.execute(select(func.min(members.c.look_at)).where(*_ASKABLE))
        ).scalar()
        return moment

    async def blocked_before(self, moment: datetime) -> list[int]:
        query = select(members.c.id).where(members.c.blocked_since < moment).order_by(members.c.blocked_since)
        return list((await self._connection.execute(query)).scalars())

    async def remove(self, member_id: int) -> None:
        """A private chat's number is its person's. What is keyed by `member_id` goes by the database's own cascade."""
        gone = (
            delete(outbox).where(outbox.c.chat_id == member_id),
            delete(inbox).where(inbox.c.chat_id == member_id, inbox.c.state != OPEN),
            delete(turns).where(or_(turns.c.user_id == member_id, turns.c.chat_id == member_id)),
            delete(prompts).where(or_(prompts.c.user_id == member_id, prompts.c.chat_id == member_id)),
            # Those that lead further than into a team hold only as long as there is somebody who may make them.
            delete(invites).where(invites.c.made_by == member_id, invites.c.role != Role.NEWCOMER.value),
            # A private chat's number is its person's.
            update(broadcasts).where(broadcasts.c.board_chat == member_id).values(board_chat=None, board_message=None),
            delete(members).where(members.c.id == member_id),
        )
        for deletion in gone:
            await self._connection.execute(deletion)


def _columns(member: Member) -> dict[str, Any]:
    columns = asdict(member)
    del columns["id"], columns["since"]
    return columns | {
        "days": _joined(sorted(member.days)),
        "muted": _joined(sorted(member.muted)),
        "tour_done": _joined(member.tour_done),
        "tour_passed": _joined(member.tour_passed),
        "season_months": _joined(member.season_months),
    }


def _joined(values: Any) -> str:
    return " ".join(map(str, values))


def member_of(row: Row[Any]) -> Member:
    columns = {name: row._mapping[name] for name in Member.__dataclass_fields__}
    spring, autumn = map(int, columns["season_months"].split())
    return Member(
        **columns
        | {
            "days": frozenset(map(int, columns["days"].split())),
            "muted": frozenset(columns["muted"].split()),
            "tour_done": tuple(columns["tour_done"].split()),
            "tour_passed": tuple(columns["tour_passed"].split()),
            "season_months": (spring, autumn),
        }
    )
