"""Loops that work, rest, and stop when they are told to: not torn in the middle, and not deaf at rest.

A database call that is cancelled half-way costs its connection, and with a database in memory everything. So a loop
that is told to stop ends what it has begun, for a moment, and stops then.
"""

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any, TypeVar

Result = TypeVar("Result")

PATIENCE_SECONDS = 3.0


async def unbroken(work: Coroutine[Any, Any, Result]) -> Result:
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait({task}, timeout=PATIENCE_SECONDS)
        task.cancel()
        raise


async def rest(news: asyncio.Event, seconds: float) -> None:
    """Until there is news, or the time is over.

    Not with asyncio.wait_for: before Python 3.12 it forgets a cancellation that comes together with the news, and a
    loop that forgets it never ends.
    """
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await news.wait()
