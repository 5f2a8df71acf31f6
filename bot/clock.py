"""The one place that reads the time. Everything else is told it."""

from datetime import UTC, datetime, timedelta


class Clock:
    """The wall clock, aware and in UTC. The sandbox may run it ahead."""

    def __init__(self) -> None:
        self._ahead = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def move(self, by: timedelta) -> None:
        if by < timedelta():
            raise ValueError("time does not go back")
        self._ahead += by
