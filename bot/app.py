"""The composition root: joins storage, handlers and Telegram, and runs them until told to stop."""

import asyncio
import logging
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from telegram import Bot
from telegram.error import InvalidToken, TelegramError
from telegram.request import BaseRequest, HTTPXRequest

from bot.broadcaster import Broadcaster
from bot.clock import Clock
from bot.curator import Curator
from bot.dispatch import Dispatcher, Knowledge
from bot.first_admin import SPOKEN, first_admin_link
from bot.inline import InlineDesk
from bot.intake import Intake, TokenRefused
from bot.menus import Menus
from bot.nudger import Nudger
from bot.pace import TELEGRAM, Tempo
from bot.postman import IN_FLIGHT, Postman
from bot.profile import publish
from bot.settings import Settings
from bot.storage import inbox, outbox
from bot.storage.engine import Storage
from handlers.cards import Showcase
from knowledge.library import load
from knowledge.matcher import Matcher
from scheduler.heartbeat import Heartbeat
from scheduler.round import tick
from scheduler.seals import seal_with

log = logging.getLogger("quartierslotse")

FIRST_CONTACT_SECONDS = (1, 2, 5, 10, 30)


class App:
    """One running bot. `start` and `stop` bracket it; `run` does both and waits."""

    def __init__(
        self,
        settings: Settings,
        bot: Bot,
        storage: Storage,
        clock: Clock,
        knowledge: Knowledge,
        tempo: Tempo = TELEGRAM,
    ) -> None:
        self.knowledge = knowledge
        self.bot, self.storage, self.clock, self._settings = bot, storage, clock, settings
        self._seal, admission = seal_with(bot.token), settings.admission
        self.menus = Menus(storage, bot, admission)
        self.postman = Postman(storage, bot, clock, self.showcase, self._count_copy, tempo)
        self.broadcaster = Broadcaster(storage, clock, lambda: self.knowledge.library, self.postman.wake, admission)
        self.dispatcher = Dispatcher(
            storage,
            bot,
            clock,
            lambda: self.knowledge,
            self._spread_news,
            admission,
            self._seal,
            self.menus.follow,
        )
        self.inline = InlineDesk(bot, lambda: self.knowledge.matcher, self.showcase, storage, admission)
        self.curator = Curator(storage, clock, knowledge, self._swap, self.postman.wake)
        self.nudger = Nudger(storage, lambda: self.knowledge.library)
        self.intake = Intake(storage, bot, clock, self.dispatcher, self.inline)
        self._tasks: list[asyncio.Task[None]] = []

    def showcase(self) -> Showcase:
        settings = self._settings
        return Showcase(
            self.knowledge.library,
            self.bot.username,
            settings.responsible_body,
            settings.contact_person,
            settings.backup_days,
            settings.admission,
            self._seal,
        )

    def _swap(self, knowledge: Knowledge) -> None:
        """From here on everybody answers with this; what was begun with the knowledge before ends with it."""
        self.knowledge = knowledge

    def _count_copy(self) -> None:
        self.broadcaster.count_down()

    def _spread_news(self, used: frozenset[str]) -> None:
        """A handler has left something to be sent, and perhaps changed a broadcast or the knowledge."""
        self.postman.wake()
        if used & {"broadcasts", "series"}:
            self.broadcaster.wake()
        if "curations" in used:
            self.curator.wake()

    def _wake_all(self) -> None:
        self.postman.wake()
        self.broadcaster.wake()
        self.curator.wake()

    async def prepare(self) -> None:
        """Database up to date, Telegram reached, unfinished work taken up. Raises TokenRefused."""
        await self.storage.upgrade()
        await self.curator.take_in()
        await self._greet_telegram()
        await self.postman.recover()
        await self.dispatcher.resume()

    async def run(self) -> None:
        """Until cancelled, or until Telegram refuses the token (TokenRefused)."""
        await self.prepare()
        log.info(
            "running as @%s with %s recommendations", self.bot.username, len(self.knowledge.library.recommendations)
        )
        await self._offer_administration()
        async with asyncio.TaskGroup() as group:
            group.create_task(publish(self.bot))
            group.create_task(self.postman.run())
            group.create_task(self.broadcaster.run())
            group.create_task(self.curator.run())
            group.create_task(Heartbeat(self.beat).run())
            group.create_task(self.intake.run())

    async def beat(self) -> None:
        """Every minute: forget what is past its time, and look after work that was left lying."""
        now = self.clock.now()
        async with self.storage.transaction() as records:
            await tick(records, now)
            await records.inbox.forget_before(now - inbox.RETENTION)
            await records.outbox.forget_before(now - outbox.RETENTION)
            await records.curations.forget(now)
        await self.nudger.run(now)
        self.menus.follow()
        await self.postman.recover()
        await self.dispatcher.resume()
        self._wake_all()

    async def next_due(self) -> datetime | None:
        """When the bot writes by itself next, if nobody does anything until then; None: never. May lie in the past."""
        async with self.storage.look() as records:
            look = await records.members.next_look()
        moments = (look, await self.broadcaster.next_moment())
        return min((moment for moment in moments if moment is not None), default=None)

    async def rest(self) -> None:
        """Returns when nothing more can be sent now."""
        await self.broadcaster.work()
        await self.postman.idle()
        while await self.broadcaster.work():
            await self.postman.idle()

    async def close(self) -> None:
        await self.dispatcher.stop()
        await self.menus.stop()
        await self.postman.stop()
        await self.bot.shutdown()
        await self.storage.close()

    async def _offer_administration(self) -> None:
        """To whoever starts the program, and to nobody who reads its log."""
        async with self.storage.transaction() as records:
            link = await first_admin_link(
                records, self._settings.admission, self._seal, self.bot.username, self.clock.now()
            )
        if link is not None:
            sys.stdout.write(SPOKEN.format(link=link))
            sys.stdout.flush()

    async def _greet_telegram(self) -> None:
        """Telegram may be away at start; a wrong token is no reason to wait."""
        for pause in (*FIRST_CONTACT_SECONDS, None):
            try:
                await self.bot.initialize()
                await self.bot.delete_webhook()
                return
            except InvalidToken as error:
                raise TokenRefused from error
            except TelegramError as error:
                if pause is None:
                    raise
                log.warning("Telegram can't be reached (%s); trying again in %s s", type(error).__name__, pause)
                await asyncio.sleep(pause)


def read_knowledge(directory: Path) -> Knowledge:
    """Raises CollectionError: a running bot never has a faulty collection."""
    library = load(directory)
    return Knowledge(library, Matcher(library))


def make_bot(settings: Settings, token: str, request: BaseRequest | None = None) -> Bot:
    """A Bot for the configured server. `request` replaces HTTP in tests."""
    root = settings.telegram_api_url
    return Bot(
        token,
        base_url=f"{root}/bot",
        base_file_url=f"{root}/file/bot",
        request=request or HTTPXRequest(connection_pool_size=2 * IN_FLIGHT, read_timeout=10, connect_timeout=10),
        get_updates_request=request or HTTPXRequest(connection_pool_size=1, connect_timeout=10),
    )


async def serve(
    settings: Settings, token: str, clock: Clock | None = None, on_ready: Callable[[App], None] | None = None
) -> None:
    """Runs the bot until SIGINT or SIGTERM. `on_ready` gets it once it is put together."""
    knowledge = read_knowledge(settings.knowledge_dir)
    storage = Storage(settings.database)
    app = App(settings, make_bot(settings, token), storage, clock or Clock(), knowledge)
    if on_ready is not None:
        on_ready(app)
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    running = asyncio.create_task(app.run())
    waiting = asyncio.create_task(stopped.wait())
    try:
        await asyncio.wait({running, waiting}, return_when=asyncio.FIRST_COMPLETED)
        if running.done():
            running.result()
    finally:
        for task in (running, waiting):
            task.cancel()
        with suppress(asyncio.CancelledError, Exception):
            await running
        await app.close()
