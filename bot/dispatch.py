"""Takes updates from the inbox to their handlers, each once, in the order of their chat.

One transaction holds a handler's changes, the mark that the update is handled, and the cards to be sent.
"""

import asyncio
import json
import logging
from collections.abc import Callable
from dataclasses import dataclass

from telegram import Bot, Update
from telegram.error import TelegramError

from bot.clock import Clock
from bot.faults import places
from bot.reading import read
from bot.storage.engine import Storage
from bot.storage.inbox import Delivery
from bot.storage.outbox import Letter
from bot.storage.records import Records
from handlers.arrival import Arrival, Kind
from handlers.cards import NoticeCard, freeze
from handlers.desk import Desk
from handlers.reply import Change, Reply, Show
from handlers.routes import serve
from knowledge.entries import Library
from knowledge.matcher import Matcher
from scheduler.people import OPEN_TO_ALL, Admission
from scheduler.seals import Seal, unsealed

log = logging.getLogger("quartierslotse.dispatch")

TRIES = 3
"""After so many failures an update is set aside and reported: it must not hold up its chat for ever."""
BACKOFF_SECONDS = 0.5
HANDLER_SECONDS = 5.0
"""A handler waits for the database only. It holds a transaction (on SQLite: the one pen) and must give it back."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    library: Library
    matcher: Matcher


class Dispatcher:
    """One worker per chat that has something open; chats do not wait for each other."""

    def __init__(
        self,
        storage: Storage,
        bot: Bot,
        clock: Clock,
        knowledge: Callable[[], Knowledge],
        on_posted: Callable[[frozenset[str]], None],
        admission: Admission = OPEN_TO_ALL,
        seal: Seal = unsealed,
        on_roles: Callable[[frozenset[int]], None] | None = None,
    ) -> None:
        """`on_posted` gets the names of the stores that a handler had in hand; `on_roles`, whose role has changed. Both
        are called once that is committed."""
        self._storage, self._bot, self._clock, self._knowledge = storage, bot, clock, knowledge
        self._on_posted, self._admission = on_posted, admission
        self._seal, self._on_roles = seal, on_roles
        self._workers: dict[int, asyncio.Task[None]] = {}
        self._again: set[int] = set()
        self._acknowledgements: set[asyncio.Task[None]] = set()

    async def resume(self) -> None:
        """Goes on with what was open when the process ended."""
        async with self._storage.look() as records:
            lanes = await records.inbox.lanes()
        for lane in lanes:
            self.wake(lane)

    def wake(self, lane: int) -> None:
        """Something new lies in the inbox for this chat."""
        if lane in self._workers:
            self._again.add(lane)
            return
        self._workers[lane] = asyncio.create_task(self._work(lane), name="chat worker")
        self._workers[lane].add_done_callback(lambda _task: self._rest(lane))

    def _rest(self, lane: int) -> None:
        task = self._workers.pop(lane)
        if not task.cancelled() and task.exception() is not None:
            # Not the exception itself: it drags along the handler's, whose text may hold what somebody wrote.
            log.error("a worker stopped; its chat goes on with the next beat: %s", places(task.exception()))
        if lane in self._again:
            self._again.discard(lane)
            self.wake(lane)

    async def idle(self) -> None:
        """Returns when every worker is done."""
        while self._workers or self._acknowledgements:
            await asyncio.wait([*self._workers.values(), *self._acknowledgements])
            await asyncio.sleep(0)

    async def stop(self) -> None:
        self._again.clear()  # else an ending worker would be followed by a new one
        for task in [*self._workers.values(), *self._acknowledgements]:
            task.cancel()
        await asyncio.gather(*self._workers.values(), *self._acknowledgements, return_exceptions=True)

    async def _work(self, lane: int) -> None:
        while True:
            async with self._storage.look() as records:
                delivery = await records.inbox.next_of(lane)
            if delivery is None:
                return
            await self._handle_safely(delivery)

    async def _handle_safely(self, delivery: Delivery) -> None:
        try:
            await self._handle(delivery)
        except Exception as error:
            await self._fail(delivery, error)

    async def _handle(self, delivery: Delivery) -> None:
        update = Update.de_json(json.loads(delivery.payload), self._bot)
        arrival = read(update, self._bot.username)
        async with self._storage.transaction() as records:
            if not await records.inbox.close(delivery.update_id):
                return
            reply = await self._serve(arrival, records) if arrival is not None else Reply()
            await self._post(f"u{delivery.update_id}", arrival, reply, records)
        if reply.cards:
            self._on_posted(records.used)
        if reply.roles and self._on_roles is not None:
            self._on_roles(reply.roles)
        if update.callback_query is not None:
            self._acknowledge(update.callback_query.id, reply.toast)

    async def _serve(self, arrival: Arrival, records: Records) -> Reply:
        knowledge = self._knowledge()
        async with asyncio.timeout(HANDLER_SECONDS):
            desk = Desk(knowledge.library, knowledge.matcher, records, self._clock.now(), self._admission, self._seal)
            return await serve(arrival, desk)

    async def _post(self, cause: str, arrival: Arrival | None, reply: Reply, records: Records) -> None:
        if arrival is None:
            return
        for ordinal, shown in enumerate(reply.cards):
            await records.outbox.post(_letter(cause, ordinal, arrival, shown), self._clock.now())

    def _acknowledge(self, query_id: str, toast: str) -> None:
        """Ends the button's waiting sign. Goes directly: it may get lost, and is worth nothing late."""
        task = asyncio.create_task(self._answer_query(query_id, toast))
        self._acknowledgements.add(task)
        task.add_done_callback(self._acknowledgements.discard)

    async def _answer_query(self, query_id: str, toast: str) -> None:
        try:
            await self._bot.answer_callback_query(query_id, text=toast or None)
        except TelegramError as error:
            log.info("a button's acknowledgement got lost: %s", type(error).__name__)

    async def _fail(self, delivery: Delivery, error: Exception) -> None:
        """Counts a failed try; after the last the update is set aside, and its writer is told."""
        fault = type(error).__name__
        # No exception text: it may hold what somebody wrote. The traceback has only our own lines.
        log.error("update %s failed (try %s of %s): %s", delivery.update_id, delivery.tries + 1, TRIES, places(error))
        async with self._storage.transaction() as records:
            if delivery.tries + 1 < TRIES:
                await records.inbox.count_try(delivery.update_id)
            elif await records.inbox.set_aside(delivery.update_id, fault) and delivery.chat_id:
                log.error("update %s is set aside: %s", delivery.update_id, fault)
                apology = Letter(f"u{delivery.update_id}", 0, delivery.chat_id, freeze(NoticeCard("loss")))
                if delivery.chat_id > 0:
                    await records.outbox.post(apology, self._clock.now())
        self._on_posted(frozenset())
        await asyncio.sleep(BACKOFF_SECONDS * (delivery.tries + 1))


def _letter(cause: str, ordinal: int, arrival: Arrival, shown: Show | Change) -> Letter:
    card = freeze(shown.card)
    if isinstance(shown, Change):
        op = "edit" if shown.anew else "amend"
        return Letter(cause, ordinal, arrival.chat_id, card, op=op, edits=shown.message_id, turn_id=shown.turn)
    if shown.to is not None:
        return Letter(cause, ordinal, shown.to, card)
    quoted = shown.reply_to
    if quoted is None and not arrival.private and arrival.kind is not Kind.BUTTON:
        quoted = arrival.message_id  # in a group it must be seen whom the answer is for
    return Letter(cause, ordinal, arrival.chat_id, card, turn_id=shown.turn, reply_to=quoted)
