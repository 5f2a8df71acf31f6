"""The teams' store."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from scheduler.people import Admission, Role, Standing
from scheduler.teams import Leader, Membership, Team


class Teams(Protocol):
    async def add(self, name: str, now: datetime) -> Team | None:
        """None: there is one of that name already."""
        ...

    async def get(self, team_id: int) -> Team | None: ...

    async def all(self) -> list[Team]:
        """By name."""
        ...

    async def rename(self, team_id: int, name: str) -> bool:
        """False: there is another one of that name."""
        ...

    async def remove(self, team_id: int) -> None:
        """With its memberships, invitations and weekly totals but for the number of its people: see `belonging`."""
        ...

    async def join(self, member_id: int, team_id: int, role: Role, now: datetime) -> Membership:
        """Who is in the team already keeps the date and gets the role."""
        ...

    async def leave(self, member_id: int, team_id: int) -> None:
        """Only the membership: `belonging.leave` also counts it."""
        ...

    async def of(self, member_id: int) -> list[Membership]:
        """Oldest first."""
        ...

    async def members_of(self, team_id: int) -> list[Membership]:
        """Oldest first."""
        ...

    async def members_of_any(self, team_ids: Sequence[int]) -> list[int]:
        """Ids of members, each once, in order."""
        ...

    async def membership(self, membership_id: int) -> Membership | None: ...

    async def count_of(self, team_id: int) -> int:
        """How many belong to it, to the one: to be rounded before anybody reads it."""
        ...

    async def leads_of(self, team_id: int) -> list[Leader]:
        """Longest in the team first."""
        ...

    async def standing(self, member_id: int, admission: Admission) -> Standing:
        """Also of somebody unknown, who stands nowhere."""
        ...

    async def admins(self) -> list[Leader]:
        """Those whom an invitation made one, the first first; the operator's own are not kept here."""
        ...

    async def hold_admins(self) -> list[int]:
        """Their ids; until the transaction ends, nobody else can end being one."""
        ...

    async def make_admin(self, member_id: int, since: datetime | None) -> None:
        """None: no longer."""
        ...

    async def outdated_menus(self, menu: str, admission: Admission) -> list[tuple[int, str]]:
        """Members whose chat shows another menu than it should: who leads or administers gets `menu`, everybody else
        "". With what it should show. Who has blocked the bot is left alone."""
        ...

    async def set_menu(self, member_id: int, menu: str) -> None:
        """Notes what a chat shows now."""
        ...
