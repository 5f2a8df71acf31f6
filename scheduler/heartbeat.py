"""The beat: calls something every minute. The only file that knows APScheduler."""

import asyncio
import time
from collections.abc import Awaitable, Callable

from apscheduler.schedulers.asyncio import AsyncIOScheduler

INTERVAL_SECONDS = 60
WATCH_SECONDS = 15
PATIENCE_BEATS = 2


class Heartbeat:
    """Beats every `interval` seconds, each beat after the one before has ended.

    APScheduler goes by the wall clock and stops beating while a clock that was set back catches up (its #351). So a
    watchdog on the monotonic clock starts it anew when two beats are missing.
    """

    def __init__(
        self,
        beat: Callable[[], Awaitable[None]],
        interval: float = INTERVAL_SECONDS,
        watch: float = WATCH_SECONDS,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._beat, self._interval, self._watch, self._monotonic = beat, interval, watch, monotonic
        self._scheduler: AsyncIOScheduler | None = None
        self._last = monotonic()
        self._beating = False

    async def run(self) -> None:
        """Until cancelled."""
        self._start()
        try:
            while True:
                await asyncio.sleep(self._watch)
                self.look_after()
        finally:
            self._stop()

    def look_after(self) -> bool:
        """Starts the beat anew if it is overdue; says whether it was. One that still runs is long, not missing: to
        start anew would cancel it."""
        silent = self._monotonic() - self._last > PATIENCE_BEATS * self._interval
        overdue = silent and not self._beating
        if overdue:
            self._stop()
            self._start()
        return overdue

    def _start(self) -> None:
        self._last = self._monotonic()
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._scheduler.add_job(
            self._once, "interval", seconds=self._interval, misfire_grace_time=None, coalesce=True, max_instances=1
        )
        self._scheduler.start()

    def _stop(self) -> None:
        if self._scheduler is not None:
            self._scheduler.shutdown(wait=False)
            self._scheduler = None

    async def _once(self) -> None:
        self._beating = True
        try:
            await self._beat()
        finally:
            self._beating, self._last = False, self._monotonic()
