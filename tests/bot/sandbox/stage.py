"""Who is in the sandbox of these tests, and a clock that the test moves."""

from datetime import UTC, datetime, timedelta

from bot.sandbox.telegram import Telegram

KIM, ALEX, ROUND = 1001, 1002, -2001
START = datetime(2026, 3, 3, 8, 0, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.moment = START

    def __call__(self) -> datetime:
        return self.moment

    def move(self, **by: float) -> None:
        self.moment += timedelta(**by)


class Machine:
    """Time that is told, and what was asked of it."""

    def __init__(self, due: datetime | None = None) -> None:
        self.moment, self.due = START, due

    def now(self) -> datetime:
        return self.moment

    async def next_due(self) -> datetime | None:
        return self.due

    async def move(self, by: timedelta) -> None:
        self.moment += by


def peopled(telegram: Telegram) -> Telegram:
    telegram.add_person(KIM, "Kim")
    telegram.add_person(ALEX, "Alex", username="alex_leitet")
    telegram.add_group(ROUND, "Quartiersrunde", [KIM, ALEX])
    telegram.type(KIM, KIM, "/start")
    return telegram
