"""The people's store."""

from datetime import datetime
from typing import Protocol

from scheduler.people import Member


class Members(Protocol):
    async def get(self, member_id: int) -> Member | None: ...

    async def welcome(self, member_id: int, now: datetime) -> Member:
        """The member, made now if unknown. A blocked mark is lifted: who writes has not blocked."""
        ...

    async def set_quiet(self, member_id: int, since: datetime | None) -> None: ...

    async def set_blocked(self, member_id: int, since: datetime | None) -> None:
        """Marks a known member; someone unknown stays unknown."""
        ...
