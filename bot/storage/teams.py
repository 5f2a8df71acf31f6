"""Teams and memberships in the database."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import case, delete, func, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.tables import members, memberships, teams, totals
from bot.storage.upsert import insert
from scheduler.people import Admission, Role, Standing
from scheduler.teams import Leader, Membership, Team
from scheduler.totals import Metric


class TeamRecords:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, name: str, now: datetime) -> Team | None:
        added = insert(self._connection, teams).values(name=name, since=now).on_conflict_do_nothing()
        team_id = (await self._connection.execute(added.returning(teams.c.id))).scalar()
        return None if team_id is None else Team(team_id, name, now)

    async def get(self, team_id: int) -> Team | None:
        row = (await self._connection.execute(select(teams).where(teams.c.id == team_id))).first()
        return None if row is None else Team(**row._mapping)

    async def all(self) -> list[Team]:
        rows = await self._connection.execute(select(teams).order_by(teams.c.name))
        return [Team(**row._mapping) for row in rows]

    async def rename(self, team_id: int, name: str) -> bool:
        taken = select(teams.c.id).where(teams.c.name == name, teams.c.id != team_id)
        if (await self._connection.execute(taken)).first() is not None:
            return False
        await self._connection.execute(update(teams).where(teams.c.id == team_id).values(name=name))
        return True

    async def remove(self, team_id: int) -> None:
        # How many people it had stays: else the few outside of it could be told apart afterwards.
        counted = delete(totals).where(totals.c.team_id == team_id, totals.c.metric != Metric.HEADS.value)
        await self._connection.execute(counted)
        await self._connection.execute(delete(teams).where(teams.c.id == team_id))

    async def join(self, member_id: int, team_id: int, role: Role, now: datetime) -> Membership:
        joined = insert(self._connection, memberships).values(
            member_id=member_id, team_id=team_id, role=role.value, since=now
        )
        once = [memberships.c.member_id, memberships.c.team_id]
        await self._connection.execute(joined.on_conflict_do_update(index_elements=once, set_={"role": role.value}))
        return next(one for one in await self.of(member_id) if one.team_id == team_id)

    async def leave(self, member_id: int, team_id: int) -> None:
        gone = delete(memberships).where(memberships.c.member_id == member_id, memberships.c.team_id == team_id)
        await self._connection.execute(gone)

    async def of(self, member_id: int) -> list[Membership]:
        query = select(memberships).where(memberships.c.member_id == member_id).order_by(memberships.c.id)
        return [_membership(row._mapping) for row in await self._connection.execute(query)]

    async def members_of(self, team_id: int) -> list[Membership]:
        query = select(memberships).where(memberships.c.team_id == team_id).order_by(memberships.c.id)
        return [_membership(row._mapping) for row in await self._connection.execute(query)]

    async def members_of_any(self, team_ids: Sequence[int]) -> list[int]:
        query = select(memberships.c.member_id).where(memberships.c.team_id.in_(team_ids)).distinct()
        return list((await self._connection.execute(query.order_by(memberships.c.member_id))).scalars())

    async def standing(self, member_id: int, admission: Admission) -> Standing:
        theirs = await self.of(member_id)
        query = select(members.c.admin_since).where(members.c.id == member_id)
        made_admin = (await self._connection.execute(query)).scalar() is not None
        return Standing(
            member_id,
            teams=frozenset(one.team_id for one in theirs),
            leads=frozenset(one.team_id for one in theirs if one.role is Role.LEAD),
            admin=made_admin or member_id in admission.admins,
            invited_only=not admission.open,
        )

    async def membership(self, membership_id: int) -> Membership | None:
        query = select(memberships).where(memberships.c.id == membership_id)
        row = (await self._connection.execute(query)).first()
        return None if row is None else _membership(row._mapping)

    async def count_of(self, team_id: int) -> int:
        query = select(func.count()).select_from(memberships).where(memberships.c.team_id == team_id)
        return int((await self._connection.execute(query)).scalar_one())

    async def leads_of(self, team_id: int) -> list[Leader]:
        query = (
            select(members.c.id, members.c.name, memberships.c.id)
            .join(memberships, memberships.c.member_id == members.c.id)
            .where(memberships.c.team_id == team_id, memberships.c.role == Role.LEAD.value)
            .order_by(memberships.c.id)
        )
        return [Leader(*row) for row in await self._connection.execute(query)]

    async def admins(self) -> list[Leader]:
        query = select(members.c.id, members.c.name).where(members.c.admin_since.is_not(None))
        rows = await self._connection.execute(query.order_by(members.c.admin_since, members.c.id))
        return [Leader(*row) for row in rows]

    async def hold_admins(self) -> list[int]:
        # In one order for everybody, so that two who come at once don't wait for each other.
        query = select(members.c.id).where(members.c.admin_since.is_not(None)).order_by(members.c.id)
        return list((await self._connection.execute(query.with_for_update())).scalars())

    async def make_admin(self, member_id: int, since: datetime | None) -> None:
        await self._connection.execute(update(members).where(members.c.id == member_id).values(admin_since=since))

    async def outdated_menus(self, menu: str, admission: Admission) -> list[tuple[int, str]]:
        leads = select(memberships.c.member_id).where(memberships.c.role == Role.LEAD.value)
        above = or_(members.c.id.in_(leads), members.c.admin_since.is_not(None), members.c.id.in_(admission.admins))
        wanted = case((above, literal(menu)), else_=literal(""))
        query = select(members.c.id, wanted).where(members.c.menu != wanted, members.c.blocked_since.is_(None))
        return [(row[0], row[1]) for row in await self._connection.execute(query.order_by(members.c.id))]

    async def set_menu(self, member_id: int, menu: str) -> None:
        await self._connection.execute(update(members).where(members.c.id == member_id).values(menu=menu))


def _membership(columns: object) -> Membership:
    values = dict(columns)  # type: ignore[call-overload]
    return Membership(**values | {"role": Role(values["role"])})
