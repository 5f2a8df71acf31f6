"""The store of changes in the knowledge."""

from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # the gate comes with it, which `ask` can do without
    from scheduler.curations import Curation


class Curations(Protocol):
    async def add(self, curation: "Curation") -> "Curation":
        """With its id, which never comes again."""
        ...

    async def get(self, row_id: int) -> "Curation | None": ...

    async def save(self, curation: "Curation") -> None: ...

    async def remove(self, row_id: int) -> None: ...

    async def version(self) -> int:
        """The highest there is, 0 before the first change."""
        ...

    async def next_version(self) -> int:
        """Nobody else gets one until this transaction has ended."""
        ...

    async def live(self) -> "list[Curation]":
        """In the order in which they went live."""
        ...

    async def waiting(self) -> "list[Curation]":
        """Those to be checked, oldest first."""
        ...

    async def drafts_of(self, member_id: int) -> "list[Curation]":
        """Oldest first."""
        ...

    async def readable_by(self, member_id: int) -> "list[Curation]":
        """All, without the drafts of others; newest first."""
        ...

    async def forget(self, now: datetime) -> None:
        """Drafts after a day or with their author, what was taken back after 400 days; the newest version stays."""
        ...
