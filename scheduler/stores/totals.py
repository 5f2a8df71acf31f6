"""The weekly totals' store."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Total:
    """`week` is its Monday; `team_id` 0 is everybody. Nobody's number stands here."""

    week: date
    team_id: int
    metric: str
    topic: str
    count: int


@dataclass(frozen=True, slots=True)
class Presence:
    """Somebody, as far as it matters for whether a number may be shown: since when they are here, in which team they
    count (0: in none, or in several) and since when, and how many steps of the tour they have ticked off."""

    since: datetime
    team_id: int
    in_team_since: datetime | None
    steps: int


class Totals(Protocol):
    async def add(self, week: date, team_id: int, metric: str, topic: str, number: int) -> None:
        """To what is there already; additions at the same time are all kept."""
        ...

    async def since(self, week: date, team_ids: Iterable[int]) -> list[Total]:
        """All of these teams' of that week and later, oldest first."""
        ...

    async def forget_before(self, week: date) -> int:
        """How many rows were forgotten."""
        ...

    async def presences(self) -> list[Presence]:
        """One of everybody, in no order that says who is who."""
        ...
