"""What a handler has before it while it serves one arrival."""

from dataclasses import dataclass
from datetime import date, datetime

from knowledge.entries import Library
from knowledge.matcher import Matcher
from scheduler.calendar import local_day
from scheduler.people import OPEN_TO_ALL, Admission, Right, Standing, may
from scheduler.seals import Seal, unsealed
from scheduler.stores import Stores


@dataclass(frozen=True, slots=True)
class Desk:
    """`stores` lives in the arrival's transaction; `now` is aware and UTC."""

    library: Library
    matcher: Matcher
    stores: Stores
    now: datetime
    admission: Admission = OPEN_TO_ALL
    seal: Seal = unsealed

    @property
    def today(self) -> date:
        """The day it is in Berlin."""
        return local_day(self.now)

    async def standing(self, member_id: int) -> Standing:
        """Where somebody stands now; asked anew each time, as it may have changed since a button was drawn."""
        return await self.stores.teams.standing(member_id, self.admission)

    async def allows(self, member_id: int, right: Right, team_id: int | None = None) -> bool:
        """Spares the question where nothing can be refused."""
        if right is Right.ANYBODY or (right is Right.USING and self.admission.open):
            return True
        return may(await self.standing(member_id), right, team_id)
