"""Takes broadcasts through the outbox: a small portion at a time, so that a pause is one at once.

What has to be done follows from the database alone, and a portion is one transaction: it goes on after any crash.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.faults import places
from bot.ledger import change_letter, first_letter
from bot.storage.engine import Storage
from bot.storage.outbox import Letter
from bot.storage.records import Records
from bot.unbroken import rest, unbroken
from handlers.broadcast_book import may_tend
from handlers.cards import BoardCard, freeze
from knowledge.entries import Library
from scheduler.broadcasting import count_as_sent, judge, report
from scheduler.broadcasts import Broadcast, CopyState, Report, State
from scheduler.people import OPEN_TO_ALL, Admission
from scheduler.series import issue

log = logging.getLogger("quartierslotse.broadcaster")

LYING = 50
"""So many letters of broadcasts lie in the outbox at most: what is sent in two seconds."""
LOW = 25
"""So few left, and there is a new portion."""
SOON = timedelta(seconds=5)
"""What must wait for longer (Telegram said so, or nobody knows whether it arrived) takes no place from others …"""
MOST_HELD = 1_000
"""… up to so many."""
BOARD_EVERY = timedelta(seconds=3)
BOARD_PRIORITY = 5
IDLE_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class _Shown:
    """What a board says, and since when."""

    since: datetime
    state: State
    report: Report
    over: bool


class Broadcaster:
    def __init__(
        self,
        storage: Storage,
        clock: Clock,
        library: Callable[[], Library],
        on_posted: Callable[[], None],
        admission: Admission = OPEN_TO_ALL,
    ) -> None:
        """`on_posted` is called when letters have been put into the outbox."""
        self._storage, self._clock, self._library, self._on_posted = storage, clock, library, on_posted
        self._admission = admission
        self._news = asyncio.Event()
        self._working = asyncio.Lock()
        self._lying = 0
        self._boards: dict[int, _Shown] = {}

    def wake(self) -> None:
        """Somebody has changed a broadcast, or time has passed."""
        self._news.set()

    @property
    def awake(self) -> bool:
        """There is news that nobody has looked at."""
        return self._news.is_set()

    def count_down(self) -> None:
        """One of its letters has come to an end."""
        self._lying -= 1
        if self._lying <= LOW:
            self.wake()

    async def run(self) -> None:
        """Until cancelled. A failing database stops nothing: it is tried again."""
        while True:
            pause = 1.0
            try:
                await unbroken(self.work())
                pause = await unbroken(self._patience())
            except Exception as error:
                log.error("broadcasts can't be looked after; trying again: %s", places(error))
            await rest(self._news, pause)

    async def work(self) -> int:
        """Does what can be done now; returns how many letters were put into the outbox."""
        async with self._working:
            self._news.clear()
            now = self._clock.now()
            async with self._storage.look() as records:
                due = [
                    series.id
                    for series in await records.series.all()
                    if series.next_at is not None and series.next_at <= now
                ]
                going, lying = await records.outbox.count_broadcasts(now + SOON)
                self._lying = going if lying < MOST_HELD else max(going, LYING)
            for series_id in due:
                await self._issue(series_id, now)
            async with self._storage.look() as records:
                unfinished = [broadcast.id for broadcast in await records.broadcasts.unfinished()]
            posted = 0
            for broadcast_id in unfinished:
                posted += await self._look_after_safely(broadcast_id, now)
        if posted:
            self._on_posted()
        return posted

    async def next_moment(self) -> datetime | None:
        """When something happens by itself next; None: never. May lie in the past."""
        async with self._storage.look() as records:
            moments = [series.next_at for series in await records.series.all()]
            for broadcast in await records.broadcasts.unfinished():
                moments.append(await _next_of(records, broadcast))
        return min((moment for moment in moments if moment is not None), default=None)

    async def _patience(self) -> float:
        """Seconds until there may be something to do without anybody's news."""
        moment = await self.next_moment()
        if self._lying > 0:
            return BOARD_EVERY.total_seconds()
        if moment is None:
            return IDLE_SECONDS
        return min(max((moment - self._clock.now()).total_seconds(), 1.0), IDLE_SECONDS)

    async def _issue(self, series_id: int, now: datetime) -> None:
        known = self._library().recommendations
        async with self._storage.transaction() as records:
            series = await records.series.get(series_id)
            if series is not None:
                await issue(records, series, known, now)

    async def _look_after_safely(self, broadcast_id: int, now: datetime) -> int:
        posted = 0
        try:
            while True:
                portion, again = await self._look_after(broadcast_id, now)
                posted += portion
                if not again:
                    break
        except Exception as error:
            log.error("broadcast %s rests for a while: %s", broadcast_id, places(error))
        return posted

    async def _look_after(self, broadcast_id: int, now: datetime) -> tuple[int, bool]:
        """One portion. Returns how many letters were posted, and whether there is room for another portion."""
        async with self._storage.transaction() as records:
            broadcast = await records.broadcasts.lock(broadcast_id)
            if broadcast is None or broadcast.finished_at is not None or broadcast.confirmed_at is None:
                return 0, False
            if broadcast.state is State.SCHEDULED:
                if broadcast.send_at is not None and broadcast.send_at > now:
                    return 0, False
                broadcast = replace(broadcast, state=State.SENDING)
                await records.broadcasts.save(broadcast)
                await count_as_sent(records, broadcast, now)
            await records.copies.end_overdue(broadcast, now)
            posted = await self._change(records, broadcast, now)
            fed, again = await self._feed(records, broadcast, now)
            if not await records.copies.is_open(broadcast.id):
                broadcast = _finished(broadcast, now)
                await records.broadcasts.save(broadcast)
            posted += fed + await self._show(records, broadcast, now)
        return posted, again

    async def _feed(self, records: Records, broadcast: Broadcast, now: datetime) -> tuple[int, bool]:
        """Puts copies whose moment has come into the outbox, as many as there is room for."""
        room = LYING - self._lying
        if broadcast.state is not State.SENDING or room <= 0:
            return 0, False
        ready = await records.copies.ready(broadcast.id, now, room)
        going = []
        for recipient in await records.copies.recipients(broadcast, ready):
            verdict = judge(broadcast, recipient, now)
            if verdict is CopyState.POSTED:
                going.append(recipient.copy)
            else:
                await records.copies.settle(recipient.copy, verdict)
        await records.copies.post(going, now)
        await records.outbox.post_all([first_letter(copy) for copy in going], now)
        self._lying += len(going)
        return len(going), len(ready) == room and len(going) < room

    async def _change(self, records: Records, broadcast: Broadcast, now: datetime) -> int:
        """Has copies that were sent corrected, or taken back."""
        room = LYING - self._lying
        wanted = await records.copies.wanted(broadcast.id, room) if room > 0 else []
        await records.copies.take_on(wanted)
        await records.outbox.post_all([change_letter(copy, broadcast) for copy in wanted], now)
        self._lying += len(wanted)
        return len(wanted)

    async def _show(self, records: Records, broadcast: Broadcast, now: datetime) -> int:
        """Has the board drawn anew, if it would say something else; not too often while it goes on."""
        if broadcast.board_chat is None or broadcast.board_message is None:
            return 0
        last, over = self._boards.get(broadcast.id), broadcast.finished_at is not None
        if last is not None and (last.state, last.over) == (broadcast.state, over) and now - last.since < BOARD_EVERY:
            return 0
        shown = _Shown(now, broadcast.state, await report(records, broadcast), over)
        if last is not None and replace(last, since=now) == shown:
            return 0
        if not may_tend(await records.teams.standing(broadcast.board_chat, self._admission), broadcast):
            # Whose role has ended sees no more of it; the next lead who opens it follows it in their own chat.
            await records.broadcasts.save(replace(broadcast, board_chat=None, board_message=None))
            return 0
        self._boards[broadcast.id] = shown
        if over:
            del self._boards[broadcast.id]
        if not over and await records.outbox.lies(_board_cause(broadcast)):
            return 0  # it is drawn when it is sent
        await records.outbox.post(_board_letter(broadcast, broadcast.board_chat, broadcast.board_message, now), now)
        return 1


def _finished(broadcast: Broadcast, now: datetime) -> Broadcast:
    state = State.FINISHED if broadcast.state in (State.SENDING, State.PAUSED) else broadcast.state
    return replace(broadcast, state=state, finished_at=now)


def _board_cause(broadcast: Broadcast) -> str:
    return f"p{broadcast.id}"


def _board_letter(broadcast: Broadcast, chat: int, message: int, now: datetime) -> Letter:
    """Its row goes when it is sent, so the moment is enough to tell it from the one before."""
    moment = int(now.timestamp() * 1000) % 2**31
    card = freeze(BoardCard(broadcast.id))
    return Letter(_board_cause(broadcast), moment, chat, card, op="amend", priority=BOARD_PRIORITY, edits=message)


async def _next_of(records: Records, broadcast: Broadcast) -> datetime | None:
    """When something is due for this one: its beginning, its next copy, or its end."""
    if broadcast.state is State.SCHEDULED:
        return broadcast.send_at
    waiting = await records.copies.next_moment(broadcast.id)
    if waiting is None:
        return None
    due = waiting if broadcast.state is State.SENDING else None
    return min((moment for moment in (due, broadcast.expires_at) if moment is not None), default=None)
