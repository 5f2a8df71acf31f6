"""Audiences in the database: how they are written down, and who is in one."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.members import member_of
from bot.storage.tables import members, memberships
from scheduler.broadcasts import Audience
from scheduler.calendar import local_day
from scheduler.people import Member, Role


def audience_columns(audience: Audience) -> dict[str, Any]:
    return {
        "audience": audience.kind,
        "audience_teams": " ".join(map(str, audience.teams)),
        "newcomer_months": audience.months,
    }


def audience_of(columns: dict[str, Any]) -> Audience:
    """Takes its columns out of a row's."""
    teams = tuple(map(int, columns.pop("audience_teams").split()))
    return Audience(columns.pop("audience"), teams, columns.pop("newcomer_months"))


async def everybody_in(connection: AsyncConnection, audience: Audience, today: date) -> list[Member]:
    wanted = in_teams(audience)
    if audience.kind == "newcomers":
        wanted = and_(wanted, memberships.c.role == Role.NEWCOMER.value)
    inside = select(memberships.c.member_id).where(wanted)
    query = select(members).where(members.c.id.in_(inside)).order_by(members.c.id)
    found = [member_of(row) for row in await connection.execute(query)]
    if audience.kind != "newcomers" or audience.months is None:
        return found
    earliest = months_before(today, audience.months)
    return [member for member in found if (member.first_day or local_day(member.since)) >= earliest]


def in_teams(audience: Audience) -> ColumnElement[bool]:
    """Of a membership. Who was a newcomer when a broadcast was confirmed stays one."""
    if audience.kind == "all" or (audience.kind == "newcomers" and not audience.teams):
        return true()
    return memberships.c.team_id.in_(audience.teams)


def months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or its last one."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for number in range(day.day, 0, -1):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    raise AssertionError("every month has a first day")
