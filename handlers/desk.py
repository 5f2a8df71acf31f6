"""What a handler has before it while it serves one arrival."""

from dataclasses import dataclass
from datetime import date, datetime

from knowledge.entries import Library
from knowledge.matcher import Matcher
from scheduler.calendar import local_day
from scheduler.stores import Stores


@dataclass(frozen=True, slots=True)
class Desk:
    """`stores` lives in the arrival's transaction; `now` is aware and UTC."""

    library: Library
    matcher: Matcher
    stores: Stores
    now: datetime

    @property
    def today(self) -> date:
        """The day it is in Berlin."""
        return local_day(self.now)
