"""The journal's store."""

from datetime import date, timedelta
from typing import Protocol

from scheduler.dues import Due

RETENTION = timedelta(days=400)
"""For what is answered or over. Longer than the longest interval, so that "not this time" is known when it ends."""
SETTLED_RETENTION = timedelta(days=30)
"""For what no nudge ever looks at again: a contact that was had (the next one counts from that day), a step that is
done with. So long the keys under its message still know it."""


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

    async def forget_settled_before(self, day: date) -> int:
        """As `forget_closed_before`, but only what no nudge looks at again (SETTLED_RETENTION)."""
        ...
