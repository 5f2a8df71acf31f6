"""The journal's store."""

from datetime import date, timedelta
from typing import Protocol

from scheduler.dues import Due

SETTLED_RETENTION = timedelta(days=30)
"""For what no nudge ever looks at again: a contact that was had (the next one counts from that day), a step that is
done with. So long the keys under its message still know it. A contact turned down is looked at until its next turn."""
JOUR_FIXE_RETENTION = timedelta(days=190)
"""For what was answered around a jour fixe: as long as its half-year may last, in which it must not be asked again."""
TIP_RETENTION = timedelta(days=90)
"""For a tip's days: the word at the tour's end follows from the last ones. That it was sent at all outlasts them, in
`Member.tour_passed`."""


class Dues(Protocol):
    async def enter(self, due: Due) -> Due:
        """The due thing as it stands in the journal: as it was, if (member, kind, subject, period) was there."""
        ...

    async def get(self, due_id: int) -> Due | None: ...

    async def of(self, member_id: int) -> list[Due]:
        """All that is remembered of a member's, oldest due date first."""
        ...

    async def save(self, due: Due) -> None: ...

    async def forget_settled_before(self, day: date) -> None:
        """Steps and contacts, closed before that day; one that was turned down only when it has had its next turn."""
        ...

    async def forget_jour_fixes_before(self, day: date) -> None:
        """What was both due and closed before that day."""
        ...

    async def take_tips_before(self, day: date, limit: int) -> list[Due]:
        """Forgets as many tips that were closed before that day, and tells which."""
        ...
