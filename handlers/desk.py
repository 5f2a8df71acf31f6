"""What a handler has before it while it serves one arrival."""

from dataclasses import dataclass
from datetime import datetime

from knowledge.entries import Library
from knowledge.matcher import Matcher
from scheduler.stores import Stores


@dataclass(frozen=True, slots=True)
class Desk:
    """`stores` lives in the arrival's transaction; `now` is aware and UTC."""

    library: Library
    matcher: Matcher
    stores: Stores
    now: datetime
