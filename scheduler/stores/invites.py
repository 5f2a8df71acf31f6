"""The invitations' store."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Protocol

from scheduler.seals import Seal
from scheduler.teams import Invite

RETENTION = timedelta(days=30)
"""How long an invitation is remembered after it has ended, so that its link can still be told from an unknown one."""


class Invites(Protocol):
    async def add(self, invite: Invite, seal: Seal) -> Invite:
        """With its number, and the hash of the token that follows from it."""
        ...

    async def get(self, invite_id: int) -> Invite | None: ...

    async def by_hash(self, token_hash: str) -> Invite | None: ...

    async def use(self, invite_id: int, now: datetime) -> bool:
        """Counts one use. False: it is not open (any more). Of two that come at once for the last use, one gets it."""
        ...

    async def revoke(self, invite_id: int, now: datetime) -> None: ...

    async def revoke_unsigned(self, now: datetime) -> None:
        """Those that the program made itself."""
        ...

    async def open_to(self, teams: Collection[int] | None, now: datetime) -> list[Invite]:
        """Open ones into these teams, oldest first; None: all there are, also an admin's."""
        ...

    async def newest_of(self, member_id: int) -> Invite | None:
        """The last one that this member has made."""
        ...

    async def forget_before(self, moment: datetime) -> int:
        """Those that ended before then. How many were forgotten."""
        ...
