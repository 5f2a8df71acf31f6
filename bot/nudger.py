"""Takes what is due to the outbox, one member at a time.

One transaction holds a member's journal, the day of the message and the message itself: killed at any moment, it goes
out once.
"""

import logging
from collections.abc import Callable
from datetime import datetime

from bot.faults import places
from bot.nudge_letters import letter_of
from bot.storage.engine import Storage
from knowledge.entries import Library
from scheduler.life import Facts
from scheduler.round import nudge, set_aside

log = logging.getLogger("quartierslotse.nudger")

AT_ONCE = 100


class Nudger:
    def __init__(self, storage: Storage, library: Callable[[], Library]) -> None:
        self._storage, self._library = storage, library

    async def run(self, now: datetime) -> None:
        """Until nobody is left to be looked at. Each look ends with a later moment for the next, so this ends."""
        facts = Facts.of(self._library())
        while True:
            async with self._storage.look() as records:
                members = await records.members.due_by(now, AT_ONCE)
            for member in members:
                await self._look_after_safely(member.id, facts, now)
            if len(members) < AT_ONCE:
                return

    async def _look_after_safely(self, member_id: int, facts: Facts, now: datetime) -> None:
        try:
            await self._look_after(member_id, facts, now)
        except Exception as error:
            # No number and no exception text: nobody's nudges may be read in a log.
            log.error("one member's nudges failed and rest for a while: %s", places(error))
            async with self._storage.transaction() as records:
                await set_aside(records, member_id, now)

    async def _look_after(self, member_id: int, facts: Facts, now: datetime) -> None:
        async with self._storage.transaction() as records:
            member = await records.members.get(member_id)
            if member is None or member.look_at is None or member.look_at > now:
                return
            if member.quiet_since is not None or member.blocked_since is not None:
                return
            digest = await nudge(records, member, facts, now)
            if digest is not None:
                await records.outbox.post(letter_of(digest), now)
