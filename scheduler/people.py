"""Who uses the assistant."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Member:
    """One person, known by Telegram's user id alone: no name, no phone number.

    `quiet_since`: asked to be written to only in answer. `blocked_since`: Telegram says that the bot is blocked; the
    account is paused, not erased. Both aware, UTC.
    """

    id: int
    since: datetime
    quiet_since: datetime | None = None
    blocked_since: datetime | None = None
