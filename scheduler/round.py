"""One pass over what time makes due. Pure but for the stores it is given."""

from dataclasses import replace
from datetime import datetime

from scheduler.stores import Stores
from scheduler.stores.turns import RETENTION


async def tick(stores: Stores, now: datetime) -> None:
    """Forgets what is past its retention: conversation turns after seven days, prompts when their time is over."""
    await stores.turns.forget_before(now - RETENTION)
    await stores.prompts.forget_expired(now)


async def look_soon(stores: Stores, member_id: int, now: datetime) -> None:
    """To be called by whoever changed something that nudges follow from: the next beat looks at the member again."""
    member = await stores.members.get(member_id)
    if member is not None:
        await stores.members.save(replace(member, look_at=now))
