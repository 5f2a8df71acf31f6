"""Work that is not torn in the middle when its task is cancelled.

A database call that is cancelled half-way costs its connection, and with a database in memory everything. So a loop
that is told to stop ends what it has begun, for a moment, and stops then.
"""

import asyncio
from collections.abc import Coroutine
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
