"""Runs the sandbox's time ahead, from one due message to the next, so that each goes out at its own hour."""

import asyncio
from datetime import datetime, timedelta

from bot.app import App
from bot.clock import Clock


class TimeMachine:
    """What `bot.sandbox.clock_api` asks for. The app comes aboard when it has started."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._app: App | None = None
        self._moving = asyncio.Lock()

    def board(self, app: App) -> None:
        self._app = app

    def now(self) -> datetime:
        return self._clock.now()

    async def next_due(self) -> datetime | None:
        if self._app is None:
            return None
        due = await self._app.next_due()
        if due is not None and due <= self.now():
            # Somebody's data changed, and the next beat would look at them.
            await self._app.beat()
            due = await self._app.next_due()
        return due

    async def move(self, by: timedelta) -> None:
        async with self._moving:
            target = self.now() + by
            while (due := await self.next_due()) is not None and self.now() < due <= target:
                await self._go_to(due)
            await self._go_to(max(target, self.now()))

    async def _go_to(self, moment: datetime) -> None:
        self._clock.move(max(moment - self.now(), timedelta()))
        if self._app is not None:
            await self._app.beat()
            # A message then bears the hour at which it was due.
            await self._app.rest()
