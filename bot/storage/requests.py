"""Requests to change to a team, or to lead one, in the database."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, or_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.rows import Rows
from bot.storage.tables import team_requests
from scheduler.people import Role
from scheduler.team_requests import TeamRequest


class RequestRecords(Rows[TeamRequest]):
    def __init__(self, connection: AsyncConnection) -> None:
        super().__init__(connection, team_requests, TeamRequest)

    async def where(self, *which: ColumnElement[bool], order: Any = None) -> list[TeamRequest]:
        return [replace(row, role=Role(row.role)) for row in await super().where(*which, order=order)]

    async def put(self, request: TeamRequest) -> TeamRequest:
        await self._connection.execute(delete(team_requests).where(team_requests.c.member_id == request.member_id))
        return await self.add(request)

    async def of(self, member_id: int) -> TeamRequest | None:
        return next(iter(await self.where(team_requests.c.member_id == member_id)), None)

    async def name(self, request_id: int, name: str) -> None:
        draft = update(team_requests).where(team_requests.c.id == request_id, team_requests.c.asked_at.is_(None))
        await self._connection.execute(draft.values(name=name))

    async def send(self, request_id: int, now: datetime) -> bool:
        draft = update(team_requests).where(team_requests.c.id == request_id, team_requests.c.asked_at.is_(None))
        return (await self._connection.execute(draft.values(asked_at=now))).rowcount == 1

    async def take(self, request_id: int) -> bool:
        gone = delete(team_requests).where(team_requests.c.id == request_id)
        return (await self._connection.execute(gone)).rowcount == 1

    async def asked(self) -> list[TeamRequest]:
        return await self.where(team_requests.c.asked_at.is_not(None))

    async def forget_before(self, drafts: datetime, asked: datetime) -> None:
        draft = team_requests.c.asked_at.is_(None) & (team_requests.c.made_at < drafts)
        gone = delete(team_requests).where(or_(draft, team_requests.c.asked_at < asked))
        await self._connection.execute(gone)
