"""`python -m bot` at an hour at which people may be written to, whenever the test runs: its clock is ahead."""

import os
import sys
from datetime import UTC, datetime, timedelta

import bot.app
from bot.__main__ import main
from bot.clock import Clock
from scheduler.calendar import Rhythm, local_day, local_moment, next_opening

AHEAD = "AHEAD_SECONDS"


class Daylight(Clock):
    def __init__(self) -> None:
        super().__init__()
        self.move(timedelta(seconds=float(os.environ[AHEAD])))


def to_next_morning() -> timedelta:
    """From now to ten o'clock on the next working day: late enough for everybody, and far from the evening."""
    now = datetime.now(UTC)
    tomorrow = local_moment(local_day(now) + timedelta(days=1), 10)
    opening = next_opening(tomorrow, Rhythm(hour=10))
    assert opening is not None
    return opening - now


if __name__ == "__main__":
    bot.app.Clock = Daylight  # type: ignore[attr-defined]
    sys.exit(main([]))
