"""Who uses the assistant, how they want to be reminded, and what they may do."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

WORKING_DAYS = frozenset({0, 1, 2, 3, 4})
"""Monday is 0."""
DEFAULT_HOUR = 9


@dataclass(frozen=True, slots=True)
class Member:
    """One person, known by Telegram's user id alone: no name, no phone number.

    Moments are aware and in UTC; days are days in Europe/Berlin.

    `quiet_since`: asked to be written to only in answer. `blocked_since`: Telegram says that the bot is blocked; the
    account is paused, not erased. `bundesland` is the two-letter code, "" means nationwide holidays only. `days` and
    `hour` say when nudges may come. `muted` are kinds of nudges that are switched off. `tour_done` are the tour's
    steps that were ticked off, `tour_passed` those that were sent or turned down so long ago that their days are
    forgotten, `tour_at` the one that is open; its weekly tips begin on `first_day`, or on `tour_from`
    after a pause. `digest_on` is the last day that had a message of nudges: there is one a day at most. `look_at` is
    when there may be something due again; None: nothing ever. `name` is what others read, chosen by who leads a team,
    "" for everybody else. `menu` is the edition of the commands that their chat alone shows, "" where it shows
    everybody's.
    """

    id: int
    since: datetime
    quiet_since: datetime | None = None
    blocked_since: datetime | None = None
    bundesland: str = ""
    first_day: date | None = None
    days: frozenset[int] = WORKING_DAYS
    hour: int = DEFAULT_HOUR
    leave_from: date | None = None
    leave_until: date | None = None
    muted: frozenset[str] = frozenset()
    tour_done: tuple[str, ...] = ()
    tour_passed: tuple[str, ...] = ()
    tour_at: str = ""
    tour_paused: bool = False
    tour_from: date | None = None
    digest_on: date | None = None
    look_at: datetime | None = None
    season_months: tuple[int, int] = field(default=(2, 9))
    name: str = ""
    admin_since: datetime | None = None
    menu: str = ""


class Role(StrEnum):
    """What somebody is in a team; admins are so for all of them."""

    NEWCOMER = "newcomer"
    LEAD = "lead"
    ADMIN = "admin"


class Right(StrEnum):
    """What a route asks of who takes it."""

    ANYBODY = "anybody"
    """Help, privacy, and what belongs to the person anyway."""
    USING = "using"
    """Questions, reminders: everybody's, or only theirs who were invited."""
    LEADING = "leading"
    ADMINISTERING = "administering"


@dataclass(frozen=True, slots=True)
class Admission:
    """The operator's rules: may anybody ask, or only who was invited; and whom the operator made an admin."""

    open: bool = True
    admins: frozenset[int] = frozenset()


OPEN_TO_ALL = Admission()


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands at this moment. `teams` are all of theirs, `leads` those of them that they lead."""

    member_id: int
    teams: frozenset[int] = frozenset()
    leads: frozenset[int] = frozenset()
    admin: bool = False
    invited_only: bool = False

    @property
    def belongs(self) -> bool:
        return self.admin or bool(self.teams)


def may(standing: Standing, right: Right, team_id: int | None = None) -> bool:
    """Whether somebody may do what asks for a right; with a team, whether they may do it there."""
    match right:
        case Right.ANYBODY:
            return True
        case Right.USING:
            return standing.belongs or not standing.invited_only
        case Right.LEADING:
            return standing.admin or (bool(standing.leads) if team_id is None else team_id in standing.leads)
        case Right.ADMINISTERING:
            return standing.admin
