"""Weekly totals in the database."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import and_, delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.tables import members, memberships, totals
from bot.storage.upsert import insert
from scheduler.stores.totals import Presence, Total

_KEY = (totals.c.week, totals.c.team_id, totals.c.metric, totals.c.topic)


class TotalRecords:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, week: date, team_id: int, metric: str, topic: str, number: int) -> None:
        # The database adds, not this process: of two at the same time the second waits for the first.
        added = insert(self._connection, totals).values(
            week=week, team_id=team_id, metric=str(metric), topic=topic, count=number
        )
        raised = {"count": totals.c.count + added.excluded["count"]}
        await self._connection.execute(added.on_conflict_do_update(index_elements=list(_KEY), set_=raised))

    async def since(self, week: date, team_ids: Iterable[int]) -> list[Total]:
        query = select(totals).where(totals.c.week >= week, totals.c.team_id.in_(list(team_ids))).order_by(*_KEY)
        return [Total(**row._mapping) for row in await self._connection.execute(query)]

    async def forget_before(self, week: date) -> int:
        return (await self._connection.execute(delete(totals).where(totals.c.week < week))).rowcount

    async def presences(self) -> list[Presence]:
        alone = (
            select(
                memberships.c.member_id,
                func.min(memberships.c.team_id).label("team_id"),
                func.min(memberships.c.since).label("since"),
            )
            .group_by(memberships.c.member_id)
            .having(func.count() == 1)
            .subquery()
        )
        query = select(members.c.since, alone.c.team_id, alone.c.since.label("in_team_since"), members.c.tour_done)
        query = query.select_from(members.outerjoin(alone, and_(alone.c.member_id == members.c.id)))
        return [
            Presence(row.since, row.team_id or 0, row.in_team_since, len(row.tour_done.split()))
            for row in await self._connection.execute(query)
        ]
