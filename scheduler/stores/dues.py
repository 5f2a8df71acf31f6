"""The journal's store."""

from datetime import date, timedelta
from typing import Protocol

from scheduler.dues import Due

RETENTION = timedelta(days=400)
"""For what is answered or over. Longer than the longest interval, so that "not this time" is known when it ends."""


class Dues(Protocol):
    async def enter(self, due: Due) -> Due:
        """The due thing as it stands in the journal: as it was, if (member, kind, subject, period) was there."""
        ...

    async def get(self, due_id: int) -> Due | None: ...

    async def of(self, member_id: int) -> list[Due]:
        """All that is remembered of a member's, oldest due date first."""
        ...

    async def save(self, due: Due) -> None: ...

    async def forget_closed_before(self, day: date) -> int:
        """How many were forgotten. What is open stays."""
        ...
