"""Fetches updates from Telegram: into the inbox first, and only then is Telegram told that they arrived."""

import asyncio
import json
import logging
from typing import Any

from telegram import Bot, InlineQuery
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError, TimedOut

from bot.clock import Clock
from bot.dispatch import Dispatcher
from bot.inline import InlineDesk
from bot.reading import ALLOWED_UPDATES
from bot.storage.engine import Storage
from bot.storage.inbox import Delivery
from bot.unbroken import unbroken

log = logging.getLogger("quartierslotse.intake")

LONG_POLL_SECONDS = 25
LONGEST_PAUSE_SECONDS = 30.0


RawUpdate = dict[str, Any]


class TokenRefused(Exception):
    """Telegram does not know the token (any more)."""


class Intake:
    def __init__(self, storage: Storage, bot: Bot, clock: Clock, dispatcher: Dispatcher, inline: InlineDesk) -> None:
        self._storage, self._bot, self._clock = storage, bot, clock
        self._dispatcher, self._inline = dispatcher, inline

    async def run(self) -> None:
        """Until cancelled. Raises TokenRefused; anything else is tried again."""
        offset: int | None = None
        failures = 0
        while True:
            try:
                offset = await self.fetch(offset, LONG_POLL_SECONDS)
                failures = 0
            except InvalidToken as error:
                raise TokenRefused from error
            except TimedOut:
                continue
            except Exception as error:
                failures += 1
                await self._wait_after(error, failures)

    async def fetch(self, offset: int | None, seconds: int) -> int | None:
        """Takes in one batch and returns the offset that tells Telegram so with the next call.

        None after a quiet call: by then everything is confirmed, and without an offset nothing is lost when Telegram
        starts its numbers anew (it may after a week without updates).
        """
        # As raw JSON: `get_updates` reads the whole batch at once, and one update that it can't read (Telegram is newer
        # than the library) would stop everybody's and be written into the log. So each is read by itself, later.
        asked = {"timeout": seconds, "offset": offset, "allowed_updates": ALLOWED_UPDATES if offset is None else None}
        updates: list[RawUpdate] = await self._bot._post("getUpdates", asked, read_timeout=seconds + 10)
        await unbroken(self._take_in([update for update in updates if "inline_query" not in update]))
        for update in updates:
            if "inline_query" in update:
                self._answer_inline(update)
        return max(update["update_id"] for update in updates) + 1 if updates else None

    async def _take_in(self, updates: list[RawUpdate]) -> None:
        if not updates:
            return
        deliveries = [Delivery(update["update_id"], _lane_of(update), json.dumps(update)) for update in updates]
        async with self._storage.transaction() as records:
            await records.inbox.take_in(deliveries, self._clock.now())
        for delivery in deliveries:
            self._dispatcher.wake(delivery.chat_id)

    def _answer_inline(self, update: RawUpdate) -> None:
        try:
            query = InlineQuery.de_json(update["inline_query"], self._bot)
        except Exception as error:
            log.error("inline query %s can't be read: %s", update["update_id"], type(error).__name__)
        else:
            self._inline.answer(query)

    async def _wait_after(self, error: Exception, failures: int) -> None:
        pause = min(0.5 * 2**failures, LONGEST_PAUSE_SECONDS)
        if isinstance(error, RetryAfter):
            after = error.retry_after
            pause = max(pause, float(after if isinstance(after, int) else after.total_seconds()))
        if isinstance(error, Conflict):
            log.error("another process fetches updates with this token; stop one of the two")
        elif isinstance(error, TelegramError):
            log.warning("Telegram can't be reached (%s); trying again in %.0f s", type(error).__name__, pause)
        else:
            log.error("updates can't be taken in (%s); trying again in %.0f s", type(error).__name__, pause)
        await asyncio.sleep(pause)


def _lane_of(update: RawUpdate) -> int:
    """The chat whose order an update must keep; 0 for what has none."""
    for content in update.values():
        if isinstance(content, dict):
            chat = content.get("chat") or (content.get("message") or {}).get("chat") or {}
            return int(chat.get("id", 0))
    return 0
