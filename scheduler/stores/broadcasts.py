"""The broadcasts' store, with the ledger of their copies, and the series' store."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from scheduler.people import Member

if TYPE_CHECKING:  # else asking on the command line would load the calendar with it
    from scheduler.broadcasts import Audience, Broadcast, Copy, CopyState, Report, Series, State


class Broadcasts(Protocol):
    async def add(self, broadcast: Broadcast) -> Broadcast:
        """With its number."""
        ...

    async def get(self, broadcast_id: int) -> Broadcast | None: ...

    async def lock(self, broadcast_id: int) -> Broadcast | None:
        """As it is now; nobody else changes it until the transaction ends."""
        ...

    async def save(self, broadcast: Broadcast) -> None: ...

    async def remove(self, broadcast_id: int) -> None:
        """With its ledger."""
        ...

    async def newest(self, limit: int, made_by: int | None = None) -> list[Broadcast]:
        """Newest first; with `made_by` only this member's."""
        ...

    async def in_states(self, *states: State) -> list[Broadcast]:
        """Oldest first."""
        ...

    async def audience(self, audience: Audience, today: date) -> list[Member]:
        """Everybody in it, each once, in the order of their numbers, whether or not they can be reached."""
        ...

    async def enlist(self, broadcast: Broadcast, moments: Mapping[int, datetime]) -> None:
        """A copy for each of these members, waiting until its moment. Who is in the ledger already stays as they
        are."""
        ...

    async def look_again(self, member_id: int, now: datetime) -> None:
        """All that waits for this member is judged anew: when they may be written to has changed."""
        ...

    async def strike(self, broadcast_id: int) -> None:
        """Removes its whole ledger."""
        ...

    async def pull_back(self, broadcast_id: int, unsent: CopyState) -> None:
        """Takes its copies out of the outbox but for those on their way; all that are not sent get into that state.
        What may have arrived already is unclear, unless it is to wait."""
        ...

    async def want_changed(self, broadcast_id: int, since: datetime | None) -> None:
        """Each sent copy is to be corrected or deleted; with `since` only those that were sent then or later."""
        ...

    async def count_sent(self, broadcast_id: int, since: datetime) -> int:
        """How many sent copies were sent then or later."""
        ...

    async def report(self, broadcast_id: int) -> Report: ...

    async def mark_read(self, broadcast_id: int, member_id: int) -> bool:
        """Whether it was not marked before."""
        ...

    async def copy(self, copy_id: int) -> Copy | None: ...

    async def copy_of(self, broadcast_id: int, member_id: int) -> Copy | None: ...

    async def finished_before(self, moment: datetime) -> list[Broadcast]:
        """Whose ledger is still kept."""
        ...

    async def forget_before(self, drafts: datetime, finished: datetime) -> None:
        """Drafts made before the one moment, and what was finished before the other, also series."""
        ...


class SeriesStore(Protocol):
    async def add(self, series: Series) -> Series: ...

    async def get(self, series_id: int) -> Series | None: ...

    async def save(self, series: Series) -> None: ...

    async def remove(self, series_id: int) -> None: ...

    async def last_issue(self, series_id: int) -> datetime | None:
        """When it sent its latest one."""
        ...

    async def all(self) -> list[Series]:
        """Newest first."""
        ...
