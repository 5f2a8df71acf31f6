"""Weekly totals in the database."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import delete, func, select
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

    async def enter(self, week: date, team_id: int, metric: str, topic: str, number: int) -> bool:
        entered = insert(self._connection, totals).values(
            week=week, team_id=team_id, metric=str(metric), topic=topic, count=number
        )
        return (await self._connection.execute(entered.on_conflict_do_nothing())).rowcount > 0

    async def since(self, week: date, team_ids: Iterable[int]) -> list[Total]:
        query = select(totals).where(totals.c.week >= week, totals.c.team_id.in_(list(team_ids))).order_by(*_KEY)
        return [Total(**row._mapping) for row in await self._connection.execute(query)]

    async def of(self, metric: str, week: date) -> list[Total]:
        query = select(totals).where(totals.c.metric == str(metric), totals.c.week >= week).order_by(*_KEY)
        return [Total(**row._mapping) for row in await self._connection.execute(query)]

    async def forget_before(self, week: date) -> int:
        return (await self._connection.execute(delete(totals).where(totals.c.week < week))).rowcount

    async def presences(self) -> list[Presence]:
        theirs = (
            select(
                memberships.c.member_id,
                func.count().label("teams"),
                func.min(memberships.c.team_id).label("team_id"),
                func.max(memberships.c.since).label("since"),
            )
            .group_by(memberships.c.member_id)
            .subquery()
        )
        query = select(
            members.c.since, members.c.tour_done, theirs.c.teams, theirs.c.team_id, theirs.c.since.label("in")
        )
        query = query.select_from(members.outerjoin(theirs, theirs.c.member_id == members.c.id))
        return [
            Presence(team_id if number == 1 else 0, max(since, joined or since), len(tour_done.split()))
            for since, tour_done, number, team_id, joined in await self._connection.execute(
                query.where(members.c.blocked_since.is_(None))
            )
        ]
