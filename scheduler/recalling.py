"""A broadcast is taken back, as far as Telegram lets it. Pure but for the stores it is given."""

from dataclasses import replace
from datetime import datetime

from scheduler.broadcasting import cancel, rhythm_for
from scheduler.broadcasts import RECALLABLE, Broadcast, CopyState, State
from scheduler.people import Member
from scheduler.rounding import FEW, MANY
from scheduler.stores import Stores


async def recall(stores: Stores, broadcast: Broadcast, now: datetime) -> Broadcast:
    """Takes it back: what was not sent is stopped, what was sent within 48 hours is deleted; older copies stay.

    If it is too late for that it is only stopped, so that it can still be corrected.
    """
    current = await stores.broadcasts.lock(broadcast.id) or broadcast
    if current.state is State.DRAFT or current.is_beyond_change:
        return current
    if await is_too_late(stores, current, now):
        return await cancel(stores, current, now)
    recalled = replace(current, state=State.RECALLED, finished_at=None)
    await stores.broadcasts.save(recalled)
    await stores.broadcasts.pull_back(current.id, CopyState.STOPPED)
    await stores.broadcasts.want_changed(current.id, now - RECALLABLE)
    return recalled


async def is_too_late(stores: Stores, broadcast: Broadcast, now: datetime) -> bool:
    """Whether as good as nothing can be taken back any more.

    Of many it is if fewer than five copies can still be deleted, and more can't: whether somebody got theirs late is
    not to be seen from it. Of a few only the time decides since it came to whoever has changed nothing.
    """
    counts = await stores.broadcasts.report(broadcast.id)
    if counts.total >= MANY:
        young = await stores.broadcasts.count_sent(broadcast.id, now - RECALLABLE)
        return young < FEW <= counts.delivered - young
    start = broadcast.send_at or broadcast.confirmed_at or now
    opening = rhythm_for(Member(0, start), broadcast).next_opening(start)
    return opening is not None and opening + RECALLABLE <= now
