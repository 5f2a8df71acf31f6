"""Takes letters from the outbox to Telegram.

Per chat one at a time and in order; over all at most eight on their way, which is what a crash can repeat. A letter is
marked as being sent before it goes, and as sent after Telegram said so: what dies in between is an uncertain try.
"""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from aiolimiter import AsyncLimiter
from telegram import Bot

from bot.clock import Clock
from bot.delivery import Outcome, Result, deliver
from bot.storage.engine import Storage
from bot.storage.outbox import DROPPED, FAILED, SENT, UNCERTAIN_TRIES, UNCLEAR, Letter
from bot.unbroken import unbroken
from handlers.cards import Card, KeptCard, Showcase, thaw
from handlers.screens import Screen

log = logging.getLogger("quartierslotse.postman")

IN_FLIGHT = 8
PER_SECOND = 25
"""Telegram allows about 30 messages a second over all chats."""
LONGEST_PAUSE = timedelta(minutes=1)
IDLE_SECONDS = 30
FAREWELL_SECONDS = 3
"""Whoever stops a process kills it some seconds later; five is what we promise."""


class Postman:
    def __init__(self, storage: Storage, bot: Bot, clock: Clock, showcase: Callable[[], Showcase]) -> None:
        self._storage, self._bot, self._clock, self._showcase = storage, bot, clock, showcase
        self._limiter = AsyncLimiter(PER_SECOND, 1)
        self._news = asyncio.Event()
        self._rounds: dict[int, asyncio.Task[None]] = {}
        self._on_their_way: set[int] = set()
        self._claiming = asyncio.Lock()

    def wake(self) -> None:
        """Something new lies in the outbox."""
        self._news.set()

    async def recover(self) -> None:
        """Takes up letters that are marked as being sent though nobody carries them: the process ended meanwhile, or
        the database failed when the letter's fate was to be written down. They may have arrived or not."""
        async with self._claiming, self._storage.transaction() as records:
            for letter in await records.outbox.recover(self._on_their_way):
                _report_unclear(letter)

    async def run(self) -> None:
        """Until cancelled. A failing database stops nothing: it is tried again."""
        while True:
            self._news.clear()
            pause = float(IDLE_SECONDS)
            try:
                pause = await unbroken(self._send_out())
            except Exception:
                log.exception("the outbox can't be read; trying again")
                pause = 1
            with suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), pause)

    async def stop(self) -> None:
        """Lets what is on its way arrive, for a few seconds."""
        if self._rounds:
            await asyncio.wait(list(self._rounds.values()), timeout=FAREWELL_SECONDS)
        for task in list(self._rounds.values()):
            task.cancel()
        await asyncio.gather(*self._rounds.values(), return_exceptions=True)

    async def idle(self) -> None:
        """Returns when nothing more can be sent now."""
        while True:
            await self._send_out()
            if not self._rounds:
                return
            await asyncio.wait(list(self._rounds.values()))
            await asyncio.sleep(0)

    async def _send_out(self) -> float:
        """Starts what may go; returns the seconds until there may be more."""
        free = IN_FLIGHT - len(self._rounds)
        if free <= 0:
            return IDLE_SECONDS
        now = self._clock.now()
        async with self._storage.look() as records:
            due = await records.outbox.next_due(self._rounds)
        if due is None:
            return IDLE_SECONDS
        if due <= now:
            letters = await self._set_out(free)
            if letters:
                return 0 if len(letters) < free else IDLE_SECONDS
            return 1  # the chat's first letter waits, a later one is due
        return min((due - now).total_seconds(), IDLE_SECONDS)

    async def _set_out(self, free: int) -> list[Letter]:
        # Between the mark in the database and the note here nobody may look for strays.
        async with self._claiming:
            async with self._storage.transaction() as records:
                letters = await records.outbox.claim(self._clock.now(), self._rounds, free)
            for letter in letters:
                self._start(letter)
        return letters

    def _start(self, letter: Letter) -> None:
        self._on_their_way.add(letter.id)
        task = asyncio.create_task(self._carry(letter), name="letter")
        self._rounds[letter.chat_id] = task
        task.add_done_callback(lambda done: self._end(letter, done))

    def _end(self, letter: Letter, task: asyncio.Task[None]) -> None:
        self._rounds.pop(letter.chat_id, None)
        self._on_their_way.discard(letter.id)
        if not task.cancelled() and task.exception() is not None:
            # The letter stays marked as being sent; the next beat finds it (`recover`).
            log.error("a letter's fate could not be written down", exc_info=task.exception())
        self.wake()

    async def _carry(self, letter: Letter) -> None:
        screen = await self._draw(letter)
        if screen is None:
            result = Result(Outcome.FAILED, fault="card can't be drawn")
        else:
            letter = await self._aim(letter)
            async with self._limiter:
                result = await deliver(self._bot, letter, screen)
        await self._write_down(letter, result)

    async def _draw(self, letter: Letter) -> Screen | None:
        try:
            card: Card = thaw(letter.card)
            if isinstance(card, KeptCard):
                async with self._storage.look() as records:
                    return await card.draw_kept(self._showcase(), records)
            return card.draw(self._showcase())
        except Exception:
            log.exception("letter %s can't be drawn", letter.id)
            return None

    async def _aim(self, letter: Letter) -> Letter:
        """An edit of a turn's answer: which message that is shows only now, when it has been sent."""
        if letter.op != "edit" or letter.edits is not None or letter.turn_id is None:
            return letter
        async with self._storage.look() as records:
            return replace(letter, edits=await records.outbox.answer_of(letter.turn_id))

    async def _write_down(self, letter: Letter, result: Result) -> None:
        now = self._clock.now()
        async with self._storage.transaction() as records:
            outbox = records.outbox
            match result.outcome:
                case Outcome.SENT:
                    await outbox.finish(letter.id, SENT, now, result.message_id)
                case Outcome.BLOCKED:
                    await outbox.finish(letter.id, DROPPED, now, fault=result.fault)
                    await outbox.drop_waiting(letter.chat_id, now, result.fault)
                    await records.members.set_blocked(letter.chat_id, now)
                case Outcome.FAILED:
                    log.error("letter %s was refused: %s", letter.id, result.fault)
                    await outbox.finish(letter.id, FAILED, now, fault=result.fault)
                case Outcome.MOVED:
                    await outbox.move_chat(letter.chat_id, result.moved_to)
                    await outbox.put_back(letter.id, now, uncertain=False)
                case Outcome.LATER:
                    await outbox.put_back(letter.id, now + result.after, uncertain=False)
                case Outcome.UNREACHABLE:
                    await outbox.put_back(letter.id, now + _pause(letter.tries), uncertain=False)
                case Outcome.UNCERTAIN if letter.uncertain + 1 >= UNCERTAIN_TRIES:
                    _report_unclear(letter)
                    await outbox.finish(letter.id, UNCLEAR, now, fault=result.fault)
                case Outcome.UNCERTAIN:
                    await outbox.put_back(letter.id, now + _pause(letter.tries), uncertain=True)
            if _is_fleeting(letter):
                await outbox.forget_finished(letter.id)


def _pause(tries: int) -> timedelta:
    """1, 2, 4 … seconds, one minute at most."""
    return min(timedelta(seconds=2 ** min(tries, 10)), LONGEST_PAUSE)


def _is_fleeting(letter: Letter) -> bool:
    """Whether its row goes as soon as it is at its end; a card that this version does not know stays for its time."""
    try:
        return thaw(letter.card).fleeting
    except (KeyError, TypeError):
        return False


def _report_unclear(letter: Letter) -> None:
    log.error("letter %s is unclear: after %s tries it may have arrived or not", letter.id, UNCERTAIN_TRIES)
