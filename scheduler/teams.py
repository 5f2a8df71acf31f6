"""Teams, who belongs to them, and how one gets in."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from scheduler.people import Role
from scheduler.seals import Seal

NEWCOMER_LIFETIME = timedelta(days=14)
LEAD_LIFETIME = timedelta(hours=24)
"""Also an admin's: such an invitation opens more doors, so it is open for less time, and once."""
NAME_LENGTH = 40
"""Characters of a team's name, and of the name under which somebody leads one: both stand on buttons."""
MOST_TEAMS = 200
MOST_OPEN = 50
"""Open invitations of one person; more than that nobody looks after."""


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
class Leader:
    """Somebody whose name others may read, "" where none was chosen. `membership_id` 0: an admin, of all teams."""

    member_id: int
    name: str
    membership_id: int = 0


@dataclass(frozen=True, slots=True)
class Invite:
    """The link itself is not kept, only its SHA-256. `uses` None: as often as wanted. An admin's has no team.

    `made_by` None: the program made it when it started, so that somebody can become the first admin.
    """

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

    def token(self, seal: Seal) -> str:
        """What stands in the link, made anew each time it is shown. Another one once the seal has changed."""
        return seal(f"invite:{self.id}:{self.made_at.isoformat()}")


def hash_of(token: str) -> str:
    return sha256(token.encode("utf-8", "replace")).hexdigest()


def lifetime_of(role: Role) -> timedelta:
    return NEWCOMER_LIFETIME if role is Role.NEWCOMER else LEAD_LIFETIME
