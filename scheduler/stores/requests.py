"""The store of requests to change to a team, or to lead one."""

from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # what a request is asks the stores who decides on it
    from scheduler.team_requests import TeamRequest


class Requests(Protocol):
    async def put(self, request: "TeamRequest") -> "TeamRequest":
        """With a number that never comes again; in place of whatever this member has asked for before."""
        ...

    async def get(self, request_id: int) -> "TeamRequest | None": ...

    async def of(self, member_id: int) -> "TeamRequest | None": ...

    async def name(self, request_id: int, name: str) -> None:
        """The name that would go with a draft."""
        ...

    async def send(self, request_id: int, now: datetime) -> bool:
        """False: it has gone already, or there is none."""
        ...

    async def take(self, request_id: int) -> bool:
        """It is no more. False: somebody else has taken it; of two who decide at once, one does."""
        ...

    async def asked(self) -> list["TeamRequest"]:
        """All that have gone, oldest first."""
        ...

    async def forget_before(self, drafts: datetime, asked: datetime) -> None:
        """Drafts made before then, and what was asked before then."""
        ...
