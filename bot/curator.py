"""Looks after the knowledge while the bot runs: checks what team leads propose, and takes in what has gone live.

Both take a second of computing, so they happen in a thread and never in a handler's transaction. All of it can be
broken off at any moment: what is to be done stands in the database.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from secrets import token_hex

from bot.clock import Clock
from bot.dispatch import Knowledge
from bot.faults import places
from bot.storage.engine import Storage
from bot.storage.outbox import Letter
from bot.storage.records import Records
from bot.unbroken import rest, unbroken
from handlers.cards.base import freeze
from handlers.cards.curation import CurationCard
from knowledge.curation import merge
from knowledge.gate import Report, examine, fingerprint
from knowledge.matcher import Matcher
from scheduler.curations import Curation, Numbered, State, changes_of

log = logging.getLogger("quartierslotse.curator")

IDLE_SECONDS = 60
"""How late another process's change may come."""


class Curator:
    """`shipped` is the collection as its files say; `swap` gets it with the changes, whenever these have changed."""

    def __init__(
        self,
        storage: Storage,
        clock: Clock,
        shipped: Knowledge,
        swap: Callable[[Knowledge], None],
        on_posted: Callable[[], None],
    ) -> None:
        self._storage, self._clock, self._shipped = storage, clock, shipped
        self._swap, self._on_posted = swap, on_posted
        self._knowledge = shipped
        self._live: Sequence[Numbered] = ()
        self._version = 0
        self._news = asyncio.Event()
        self._news.set()  # proposals may have been left by a process that ended
        self._working = asyncio.Lock()

    def wake(self) -> None:
        """There may be something to check, or to take in."""
        self._news.set()

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            self._news.clear()
            try:
                await unbroken(self.work())
            except Exception as error:
                log.error("changes of the knowledge wait; trying again: %s", places(error))
            await rest(self._news, IDLE_SECONDS)

    async def idle(self) -> None:
        """Returns when all is done that it was woken for."""
        while self._news.is_set():
            self._news.clear()
            await self.work()

    async def work(self) -> None:
        """Takes in what has gone live, and checks what waits for it."""
        async with self._working:
            await self._take_in()
            while waiting := await self._waiting():
                await self._check_safely(waiting[0])
                await self._take_in()

    async def take_in(self) -> None:
        """The knowledge is up to date when this returns."""
        async with self._working:
            await self._take_in()

    async def _waiting(self) -> list[Curation]:
        async with self._storage.look() as records:
            return await records.curations.waiting()

    async def _take_in(self) -> None:
        async with self._storage.look() as records:
            version = await records.curations.version()
            if version == self._version:
                return
            live = await records.curations.live()
        changes, unknown = changes_of(live)
        if unknown:
            log.error("changes %s are of a kind that this version does not know, and are left out", unknown)
        self._live, self._version = changes, version
        try:
            self._knowledge = await asyncio.to_thread(_build, self._shipped, self._knowledge, changes)
        except Exception as error:
            # What was true before is a better answer than none: a bot that can't start helps nobody.
            log.error("the changes can't be taken in, answers stay as they were: %s", places(error))
            return
        self._swap(self._knowledge)
        log.info("the knowledge is at version %s, with %s changes above the files", version, len(changes))

    async def _check_safely(self, curation: Curation) -> None:
        try:
            await self._check(curation)
        except Exception as error:
            # No exception text: it may hold what somebody wrote.
            log.error("change %s could not be checked: %s", curation.id, places(error))
            async with self._storage.transaction() as records:
                await self._hand_back(records, curation.id, "failed")
        self._on_posted()

    async def _check(self, curation: Curation) -> None:
        version = self._version
        report = await asyncio.to_thread(_examined, self._knowledge, self._live, curation)
        async with self._storage.transaction() as records:
            number = await records.curations.next_version()
            current = await records.curations.get(curation.id)
            if current is None or (current.state, current.content) != (curation.state, curation.content):
                return
            if report is None:
                await self._hand_back(records, curation.id)
            elif number == version + 1:
                await self._write_down(records, current, replace(report, base=version), number)
            # Else another process has changed the knowledge meanwhile: it is checked again, against that.

    async def _write_down(self, records: Records, curation: Curation, report: Report, number: int) -> None:
        """Whoever has said yes already is asked again only if it got worse."""
        before = curation.checked
        agreed = curation.state is State.ACCEPTED and before is not None and not report.worse_than(before)
        checked = replace(curation, state=State.CHECKED, report=report.write(), live_by=None)
        if agreed:
            now, accepter = self._clock.now(), curation.live_by
            checked = replace(checked, state=State.LIVE, version=number, live_at=now, live_by=accepter)
        await records.curations.save(checked)
        await self._tell(records, checked, also=curation.live_by)

    async def _hand_back(self, records: Records, number: int, fault: str = "") -> None:
        """A draft again: it does not fit any more, which its card says, or checking it failed."""
        current = await records.curations.get(number)
        if current is not None and current.state in (State.PROPOSED, State.ACCEPTED):
            draft = replace(current, state=State.DRAFT, report="", made_at=self._clock.now(), live_by=None)
            await records.curations.save(draft)
            await self._tell(records, draft, fault)

    async def _tell(self, records: Records, curation: Curation, fault: str = "", also: int | None = None) -> None:
        """In the transaction that changes its state, so it is told once: its author, and who has said yes to it. A
        private chat has its person's number."""
        for member_id in dict.fromkeys((curation.made_by, also)):
            if member_id is not None:
                card = CurationCard(member_id, curation.id, fault)
                letter = Letter(f"k{curation.id}:{token_hex(8)}", 0, member_id, freeze(card))
                await records.outbox.post(letter, self._clock.now())


def _build(shipped: Knowledge, current: Knowledge, changes: Sequence[Numbered]) -> Knowledge:
    """The thresholds are fitted anew, as they would be for files that say the same: confidences move with every text,
    and what is exported must answer like what was live. Where nothing changed that is matched, who answers stays."""
    merged = merge(shipped.library, changes)
    for number, misfit in merged.skipped.items():
        log.warning("change %s does not fit this collection and is left out: %s", number, misfit.value)
    if len(merged.skipped) == len(changes):
        return shipped
    matched = fingerprint(merged.library)
    for known in (shipped, current):
        if fingerprint(known.library) == matched:
            return Knowledge(merged.library, known.matcher)
    return Knowledge(merged.library, Matcher(merged.library))


def _examined(knowledge: Knowledge, live: Sequence[Numbered], curation: Curation) -> Report | None:
    """None: the change does not fit the knowledge as it is."""
    merged = merge(knowledge.library, [(curation.id, curation.change)])
    if merged.skipped:
        return None
    others = [change for _, change in live]
    report = examine(curation.change, others, knowledge.matcher, merged.library)
    return replace(report, collection=fingerprint(knowledge.library))
