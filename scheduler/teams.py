"""Teams, who belongs to them, and how one gets in."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from scheduler.people import Role

NEWCOMER_LIFETIME = timedelta(days=14)
LEAD_LIFETIME = timedelta(hours=24)
"""Also an admin's: such an invitation opens more doors, so it is open for less time, and once."""


@dataclass(frozen=True, slots=True)
class Team:
    id: int
    name: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Membership:
    """`role` is NEWCOMER or LEAD; whoever leads a team belongs to it. One a member and team."""

    id: int
    member_id: int
    team_id: int
    role: Role
    since: datetime


@dataclass(frozen=True, slots=True)
class Invite:
    """The link itself is not kept, only its SHA-256. `uses` None: as often as wanted. An admin's has no team."""

    id: int
    made_by: int | None
    token_hash: str
    role: Role
    team_id: int | None
    made_at: datetime
    expires_at: datetime
    uses: int | None = 1
    used: int = 0
    revoked_at: datetime | None = None

    def is_open(self, now: datetime) -> bool:
        return self.revoked_at is None and now < self.expires_at and (self.uses is None or self.used < self.uses)
