"""One pass over what time makes due. Pure but for the stores it is given."""

from datetime import datetime

from scheduler.stores import Stores
from scheduler.stores.turns import RETENTION


async def tick(stores: Stores, now: datetime) -> None:
    """Forgets what is past its retention: conversation turns after seven days, prompts when their time is over."""
    await stores.turns.forget_before(now - RETENTION)
    await stores.prompts.forget_expired(now)
