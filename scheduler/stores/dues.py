"""The journal's store."""

from datetime import date
from typing import Protocol

from scheduler.dues import Due


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
