"""Invitations in the database."""

from collections.abc import Collection
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, Row, delete, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.tables import invites
from scheduler.people import Role
from scheduler.seals import Seal
from scheduler.teams import Invite, hash_of


def _is_open(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """`Invite.is_open`, asked of the database."""
    return (
        invites.c.revoked_at.is_(None),
        invites.c.expires_at > now,
        or_(invites.c.uses.is_(None), invites.c.used < invites.c.uses),
    )


class InviteRecords:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, invite: Invite, seal: Seal) -> Invite:
        # The token follows from the number, which is known only when the row is there.
        columns = asdict(invite) | {"role": invite.role.value, "token_hash": f"-{uuid4().hex}"}
        del columns["id"]
        added = await self._connection.execute(insert(invites).values(columns).returning(invites.c.id))
        numbered = replace(invite, id=added.scalar_one())
        made = replace(numbered, token_hash=hash_of(numbered.token(seal)))
        known = update(invites).where(invites.c.id == made.id)
        await self._connection.execute(known.values(token_hash=made.token_hash))
        return made

    async def get(self, invite_id: int) -> Invite | None:
        return await self._first(invites.c.id == invite_id)

    async def by_hash(self, token_hash: str) -> Invite | None:
        return await self._first(invites.c.token_hash == token_hash)

    async def use(self, invite_id: int, now: datetime) -> bool:
        # One statement: whoever comes second waits for the row, and sees that it is used up.
        used = update(invites).where(invites.c.id == invite_id, *_is_open(now)).values(used=invites.c.used + 1)
        return (await self._connection.execute(used)).rowcount == 1

    async def revoke(self, invite_id: int, now: datetime) -> None:
        await self._revoke(invites.c.id == invite_id, now)

    async def revoke_unsigned(self, now: datetime) -> None:
        await self._revoke(invites.c.made_by.is_(None) & (invites.c.role == Role.ADMIN.value), now)

    async def open_to(self, teams: Collection[int] | None, now: datetime) -> list[Invite]:
        query = select(invites).where(*_is_open(now)).order_by(invites.c.id)
        if teams is not None:
            query = query.where(invites.c.team_id.in_(teams))
        return [_invite(row) for row in await self._connection.execute(query)]

    async def newest_of(self, member_id: int) -> Invite | None:
        query = select(invites).where(invites.c.made_by == member_id).order_by(invites.c.id.desc()).limit(1)
        row = (await self._connection.execute(query)).first()
        return None if row is None else _invite(row)

    async def forget_before(self, moment: datetime) -> int:
        gone = delete(invites).where(or_(invites.c.expires_at < moment, invites.c.revoked_at < moment))
        return (await self._connection.execute(gone)).rowcount

    async def _first(self, condition: ColumnElement[bool]) -> Invite | None:
        row = (await self._connection.execute(select(invites).where(condition))).first()
        return None if row is None else _invite(row)

    async def _revoke(self, condition: ColumnElement[bool], now: datetime) -> None:
        ended = update(invites).where(condition, invites.c.revoked_at.is_(None)).values(revoked_at=now)
        await self._connection.execute(ended)


def _invite(row: Row[Any]) -> Invite:
    columns = dict(row._mapping)
    return Invite(**columns | {"role": Role(columns["role"])})
