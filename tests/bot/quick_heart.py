"""`python -m bot` with a heart that beats several times a second: for tests that move the clock and don't want to wait.

It goes without APScheduler, which counts the beats that a leap skips one by one: at short ones that takes seconds a
week. The heart as it is has tests of its own. Every beat leaves a byte in a file, so that a test can wait for beats.
"""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import bot.app
from bot.__main__ import main

PAUSE_SECONDS = 0.25
BEATS = "beats"


class QuickHeart:
    def __init__(self, beat: Callable[[], Awaitable[None]]) -> None:
        self._beat = beat
        self._beats = Path(os.environ["DATA_DIR"], BEATS)

    async def run(self) -> None:
        while True:
            await asyncio.sleep(PAUSE_SECONDS)
            await self._beat()
            with self._beats.open("ab") as beats:
                beats.write(b".")


if __name__ == "__main__":
    bot.app.Heartbeat = QuickHeart  # type: ignore[assignment, attr-defined]
    sys.exit(main([]))
