"""Takes letters from the outbox to Telegram.

Per chat one at a time and in order; over all at most eight on their way, which is what a crash can repeat. A letter is
marked as being sent before it goes, and as sent after Telegram said so: what dies in between is an uncertain try.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from telegram import Bot

from bot import ledger, nudge_letters
from bot.clock import Clock
from bot.delivery import Outcome, Result, deliver
from bot.faults import places
from bot.ledger import Drawn, Slip, Withdrawn
from bot.pace import TELEGRAM, Pace, Tempo
from bot.storage.engine import Storage
from bot.storage.outbox import DROPPED, FAILED, SENT, UNCERTAIN_TRIES, UNCLEAR, Letter
from bot.storage.records import Records
from bot.unbroken import rest, unbroken
from handlers.cards import Card, KeptCard, Showcase, thaw

log = logging.getLogger("quartierslotse.postman")

IN_FLIGHT = 8
LONGEST_PAUSE = timedelta(minutes=1)
UNCERTAIN_PAUSES = (timedelta(seconds=5), timedelta(seconds=30))
"""Before the second and the third try of which nobody may know whether it arrives: an outage is often over by then."""
IDLE_SECONDS = 30
FAREWELL_SECONDS = 3
"""Whoever stops a process kills it some seconds later; five is what we promise."""


class Postman:
    def __init__(
        self,
        storage: Storage,
        bot: Bot,
        clock: Clock,
        showcase: Callable[[], Showcase],
        on_copy: Callable[[], None] = lambda: None,
        tempo: Tempo = TELEGRAM,
    ) -> None:
        """`on_copy` is called when a broadcast's letter has come to its end."""
        self._storage, self._bot, self._clock, self._showcase = storage, bot, clock, showcase
        self._on_copy = on_copy
        self._pace = Pace(clock, tempo)
        self._news = asyncio.Event()
        self._rounds: dict[int, asyncio.Task[None]] = {}
        self._on_their_way: set[int] = set()
        self._claiming = asyncio.Lock()
        self._busy = False

    def wake(self) -> None:
        """Something new lies in the outbox."""
        self._news.set()

    async def recover(self) -> None:
        """Takes up letters that are marked as being sent though nobody carries them: the process ended meanwhile, or
        the database failed when the letter's fate was to be written down. They may have arrived or not."""
        now = self._clock.now()
        async with self._claiming, self._storage.transaction() as records:
            # Not at once, as with answers: who crashes again and again would wear out the same ones.
            patience = [now + pause for pause in UNCERTAIN_PAUSES]
            for letter in await records.outbox.recover(self._on_their_way, patience):
                _report_unclear(letter)
                await ledger.note_unclear(records, letter, now)

    async def run(self) -> None:
        """Until cancelled. A failing database stops nothing: it is tried again."""
        while True:
            self._news.clear()
            pause = float(IDLE_SECONDS)
            try:
                pause = await unbroken(self._send_out())
            except Exception as error:
                log.error("the outbox can't be read; trying again: %s", places(error))
                pause = 1
            await rest(self._news, pause)

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
            carrying = bool(self._rounds)
            if not await self._send_out():
                continue  # another one may go at once
            if self._rounds:
                await asyncio.wait(list(self._rounds.values()))
                await asyncio.sleep(0)
            elif not carrying and not await self._rest():
                return  # with one on its way, its chat's next letter was not looked for

    async def _rest(self) -> bool:
        """Sleeps until chats have rested for which something lies here; False: there are none."""
        seconds = self._pace.seconds_of_rest()
        if not seconds:
            return False
        now = self._clock.now()
        async with self._storage.look() as records:
            due = await records.outbox.next_due()
            held_up = await records.outbox.next_due(brake=self._pace.brake())
        if due is None or due > now or (held_up is not None and held_up <= now):
            return False
        await asyncio.sleep(seconds)
        return True

    async def _send_out(self) -> float:
        """Starts the next letter, if one may go; returns the seconds until there may be more."""
        if len(self._rounds) >= IN_FLIGHT:
            return IDLE_SECONDS
        # After one there is mostly another; else look first, as whoever claims holds SQLite's only pen.
        if self._busy and await self._set_out():
            return 0
        now = self._clock.now()
        async with self._storage.look() as records:
            due = await records.outbox.next_due(self._rounds, self._pace.brake())
        patience = self._patience()
        if due is None:
            return patience
        if due <= now:
            if await self._set_out():
                return 0
            return min(1, patience)  # the chat's first letter waits, a later one is due
        return min((due - now).total_seconds(), patience)

    def _patience(self) -> float:
        """The seconds after which to look again if nothing happens."""
        loosens = self._pace.loosens_in()
        return IDLE_SECONDS if loosens is None else min(loosens, IDLE_SECONDS)

    async def _set_out(self) -> bool:
        # Its turn first, then the mark: what is marked as being sent goes at once: a crash leaves few in doubt.
        await self._pace.turn()
        # Between the mark in the database and the note here nobody may look for strays.
        async with self._claiming:
            async with self._storage.transaction() as records:
                letters = await records.outbox.claim(self._clock.now(), self._rounds, 1, self._pace.brake())
            for letter in letters:
                self._start(letter)
        self._busy = bool(letters)
        return self._busy

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
            log.error("a letter's fate could not be written down: %s", places(task.exception()))
        self.wake()

    async def _carry(self, letter: Letter) -> None:
        slip = ledger.slip_of(letter)
        try:
            drawn = await self._draw(letter, slip)
        except Withdrawn as withdrawn:
            await self._take_back(letter, slip, withdrawn)
            return
        if isinstance(drawn, Outcome):
            result = Result(drawn, fault="card can't be drawn")
        else:
            letter = await self._aim(letter)
            await self._pace.last_step()
            result = await deliver(self._bot, letter, drawn.screen)
            self._heed(letter, result)
        await self._write_down(letter, slip, result, drawn.version if isinstance(drawn, Drawn) else 0)

    def _heed(self, letter: Letter, result: Result) -> None:
        if result.outcome is Outcome.LATER:
            self._pace.scolded(letter, result.after)
        elif result.outcome in (Outcome.SENT, Outcome.UNCERTAIN):
            self._pace.sent(letter)

    async def _draw(self, letter: Letter, slip: Slip | None) -> Drawn | Outcome:
        """An outcome: it can't be drawn, ever or just now. Raises Withdrawn."""
        try:
            if slip is not None:
                async with self._storage.look() as records:
                    return await ledger.draw(records, slip, self._showcase(), self._clock.now())
            card: Card = thaw(letter.card)
            if isinstance(card, KeptCard):
                async with self._storage.look() as records:
                    showcase = self._showcase()
                    if not await nudge_letters.may_go(records, letter, card, showcase.library, self._clock.now()):
                        raise Withdrawn(None)
                    return Drawn(await card.draw_kept(showcase, records))
            return Drawn(card.draw(self._showcase()))
        except Withdrawn:
            raise
        except (OperationalError, InterfaceError, PoolTimeoutError, OSError) as error:
            log.error("letter %s can't be drawn now, the database is away: %s", letter.id, places(error))
            return Outcome.UNREACHABLE
        except Exception as error:
            log.error("letter %s can't be drawn: %s", letter.id, places(error))
            return Outcome.FAILED

    async def _take_back(self, letter: Letter, slip: Slip | None, withdrawn: Withdrawn) -> None:
        async with self._storage.transaction() as records:
            if slip is None:
                card, library = thaw(letter.card), self._showcase().library
                await nudge_letters.withdraw(records, letter, card, library, self._clock.now())
                return
            await ledger.withdraw(records, letter, slip, withdrawn.verdict)
        self._on_copy()

    async def _aim(self, letter: Letter) -> Letter:
        """An edit of a turn's answer: which message that is shows only now, when it has been sent."""
        if letter.op != "edit" or letter.edits is not None or letter.turn_id is None:
            return letter
        async with self._storage.look() as records:
            return replace(letter, edits=await records.outbox.answer_of(letter.turn_id))

    async def _write_down(self, letter: Letter, slip: Slip | None, result: Result, version: int) -> None:
        now = self._clock.now()
        async with self._storage.transaction() as records:
            # First, so that nobody corrects or recalls it between a look at the broadcast and the note in its copy.
            broadcast = None if slip is None else await records.broadcasts.lock(slip.broadcast_id)
            await self._close(records, letter, result, now)
            if slip is not None and broadcast is not None:
                await ledger.note(records, letter, slip, broadcast, result, version, now)
        if slip is not None:
            self._on_copy()

    async def _close(self, records: Records, letter: Letter, result: Result, now: datetime) -> None:
        outbox = records.outbox
        match result.outcome:
            case Outcome.SENT:
                await outbox.finish(letter.id, SENT, now, result.message_id)
            case Outcome.BLOCKED:
                await outbox.finish(letter.id, DROPPED, now, fault=result.fault)
                for dropped in await outbox.drop_waiting(letter.chat_id, now, result.fault):
                    await ledger.note_dropped(records, dropped, result.fault, now)
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
                await outbox.put_back(letter.id, now + _long_pause(letter), uncertain=True)
        if _is_fleeting(letter):
            await outbox.forget_finished(letter.id)


def _pause(tries: int) -> timedelta:
    """1, 2, 4 … seconds, one minute at most."""
    return min(timedelta(seconds=2 ** min(tries, 10)), LONGEST_PAUSE)


def _long_pause(letter: Letter) -> timedelta:
    """What only changes or deletes a message may be done twice, so it need not wait."""
    return UNCERTAIN_PAUSES[letter.uncertain] if letter.op == "send" else _pause(letter.tries)


def _is_fleeting(letter: Letter) -> bool:
    """Whether its row goes as soon as it is at its end; a card that this version does not know stays for its time."""
    try:
        return thaw(letter.card).fleeting
    except (KeyError, TypeError):
        return False


def _report_unclear(letter: Letter) -> None:
    log.error("letter %s is unclear: after %s tries it may have arrived or not", letter.id, UNCERTAIN_TRIES)
