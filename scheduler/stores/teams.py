"""The teams' store."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from scheduler.people import Admission, Role, Standing
from scheduler.teams import Membership, Team


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
        """With its memberships and invitations."""
        ...

    async def join(self, member_id: int, team_id: int, role: Role, now: datetime) -> Membership:
        """Who is in the team already keeps the date and gets the role."""
        ...

    async def leave(self, member_id: int, team_id: int) -> None: ...

    async def of(self, member_id: int) -> list[Membership]:
        """Oldest first."""
        ...

    async def members_of(self, team_id: int) -> list[Membership]:
        """Oldest first."""
        ...

    async def members_of_any(self, team_ids: Sequence[int]) -> list[int]:
        """Ids of members, each once, in order."""
        ...

    async def standing(self, member_id: int, admission: Admission) -> Standing:
        """Also of somebody unknown, who stands nowhere."""
        ...

    async def admins(self) -> list[int]:
        """Ids of those whom an invitation or another admin made one; the operator's own are not kept here."""
        ...
