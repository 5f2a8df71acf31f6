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

    async def save(self, member: Member) -> None:
        """Writes everything the member holds."""
        ...

    async def due_by(self, now: datetime, limit: int) -> list[Member]:
        """Members to look at, the longest waiting first: `look_at` has come, not quiet, not blocked."""
        ...

    async def next_look(self) -> datetime | None:
        """When the next of them has to be looked at."""
        ...

    async def blocked_before(self, moment: datetime) -> list[int]:
        """Whose account has been paused since before then, because they blocked the bot."""
        ...

    async def remove(self, member_id: int) -> None:
        """Everything of this person's, in every table, at once. What is on its way to them is dropped too."""
        ...
