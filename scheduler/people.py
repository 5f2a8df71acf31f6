"""Who uses the assistant, and how they want to be reminded."""

from dataclasses import dataclass, field
from datetime import date, datetime

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
    steps that were ticked off, `tour_at` the one that is open; its weekly tips begin on `first_day`, or on `tour_from`
    after a pause. `digest_on` is the last day that had a message of nudges: there is one a day at most. `look_at` is
    when there may be something due again; None: nothing ever.
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
    tour_at: str = ""
    tour_paused: bool = False
    tour_from: date | None = None
    digest_on: date | None = None
    look_at: datetime | None = None
    season_months: tuple[int, int] = field(default=(2, 9))
