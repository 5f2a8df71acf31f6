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
    """Somebody who is here, as far as a head count needs it: in which team they count (0: in none, or several), since
    when no joining has changed that (leaving does not show), and how many steps of the tour they have ticked off. Who
    has blocked the bot is not here."""

    team_id: int
    since: datetime
    steps: int


class Totals(Protocol):
    async def add(self, week: date, team_id: int, metric: str, topic: str, number: int) -> None:
        """To what is there already; additions at the same time are all kept."""
        ...

    async def enter(self, week: date, team_id: int, metric: str, topic: str, number: int) -> bool:
        """Whether it was the first: what is there already stays as it is."""
        ...

    async def since(self, week: date, team_ids: Iterable[int]) -> list[Total]:
        """All of these teams' of that week and later, oldest first."""
        ...

    async def of(self, metric: str, week: date) -> list[Total]:
        """This metric's of that week and later, of every team there is or was."""
        ...

    async def forget_before(self, week: date) -> int:
        """How many rows were forgotten."""
        ...

    async def presences(self) -> list[Presence]:
        """One of everybody, in no order that says who is who."""
        ...
