"""What a handler has before it while it serves one arrival."""

from dataclasses import dataclass
from datetime import datetime

from knowledge.matcher import Matcher

from knowledge.entries import Library
from scheduler.stores import Stores


@dataclass(frozen=True, slots=True)
class Desk:
    """`stores` lives in the arrival's transaction; `now` is aware and UTC. `person` says that there is somebody to
    refer to."""

    library: Library
    matcher: Matcher
    stores: Stores
    now: datetime
    person: bool = False
