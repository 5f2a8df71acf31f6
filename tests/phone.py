"""A phone in the test's hand: type, look, tap. Behind it the whole bot, on the stand-in for Telegram.

phone = await exchange.phone("Kim")
await phone.type("Wer ist im Rathaus zuständig?")
assert "Ansprechperson" in phone.text
await phone.tap("Nein, passt nicht")
"""

import asyncio
import os
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.app import App, make_bot, read_knowledge
from bot.clock import Clock
from bot.dispatch import Knowledge
from bot.pace import Tempo
from bot.sandbox.request import SandboxRequest
from bot.sandbox.telegram import TOKEN, Telegram
from bot.settings import Settings
from bot.storage.engine import Storage
from tests.near_database import bring_near
from tests.recording import record

Message = dict[str, Any]

UNHURRIED = Tempo(per_second=10_000, hurrying=10_000, burst=1_000, rest=0.0)
"""Nobody waits in most tests; those of the limits keep Telegram's."""
MEMORY = "sqlite:///:memory:"
START = datetime(2026, 3, 3, 8, 0, tzinfo=UTC)


@cache
def migrated() -> bytes:
    """An empty SQLite database, with all tables: laid down a thousand times, and migrated once."""

    async def migrate(path: Path) -> None:
        storage = Storage(f"sqlite:///{path}")
        await storage.upgrade()
        await storage.close()

    with TemporaryDirectory() as folder, ThreadPoolExecutor(1) as aside:
        path = Path(folder) / "empty.db"
        aside.submit(lambda: asyncio.run(migrate(path))).result()
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")
            return connection.serialize()


async def lay_down(storage: Storage) -> None:
    """Only in memory, where the database is its connection."""
    bring_near(storage.engine)
    async with storage.engine.connect() as connection:
        driver: Any = (await connection.get_raw_connection()).driver_connection
        await driver._execute(driver._conn.deserialize, migrated())


@cache
def knowledge_of(directory: Path) -> Knowledge:
    """Read once for all tests."""
    return read_knowledge(directory)


class HandClock(Clock):
    """A clock that stands still until it is moved."""

    def __init__(self, moment: datetime = START) -> None:
        super().__init__()
        self.moment = moment

    def now(self) -> datetime:
        return self.moment

    def move(self, by: timedelta) -> None:
        self.moment += by


class Line(ABC):
    """What a phone is connected to: a bot and everybody who talks to it."""

    telegram: Telegram
    clock: Clock

    @abstractmethod
    async def settle(self) -> None:
        """Until nothing more happens by itself."""

    @abstractmethod
    async def restart(self) -> None:
        """The process ends and starts again; only what is stored survives."""

    @abstractmethod
    async def pass_time(self, by: timedelta) -> None: ...

    @abstractmethod
    async def next_due(self) -> datetime | None: ...

    async def pass_until_next(self) -> None:
        """To the moment at which the bot speaks up by itself; that may be this one."""
        before = self.messages_sent
        await self.pass_time(timedelta())
        if self.messages_sent == before:
            due = await self.next_due()
            assert due is not None, "nothing is due, ever"
            await self.pass_time(due - self.clock.now())

    @property
    def messages_sent(self) -> int:
        return sum(request["method"].startswith("send") for request in self.telegram.requests)

    def phone(self, user_id: int = 1001, name: str = "Kim", chat_id: int | None = None) -> "Phone":
        if user_id not in self.telegram.world.directory.people:
            self.telegram.add_person(user_id, name)
        return Phone(self, user_id, chat_id or user_id)


class Exchange(Line):
    """One bot and everybody who talks to it. Nothing runs by itself: `settle` lets everything happen that can."""

    clock: HandClock

    def __init__(self, telegram: Telegram, clock: HandClock, settings: Settings, url: str = MEMORY) -> None:
        self.telegram, self.clock, self.settings, self.url = telegram, clock, settings, url
        self.app = self._new_app(Storage(url))
        self._offset: int | None = None

    def _new_app(self, storage: Storage) -> App:
        bot = make_bot(self.settings, TOKEN, SandboxRequest(self.telegram))
        return App(self.settings, bot, storage, self.clock, knowledge_of(self.settings.knowledge_dir), UNHURRIED)

    async def restart(self) -> None:
        await self.app.dispatcher.stop()
        self.app = self._new_app(self.app.storage)
        self._offset = None
        await self.app.prepare()
        await self.settle()

    async def settle(self) -> None:
        """Until no update, no letter that may go now, and no direct answer is left."""
        looked = False
        while True:
            self._offset = await self.app.intake.fetch(self._offset, 0)
            if looked and self._offset is None:
                return  # all that had come is done with
            looked = True
            await self.app.dispatcher.idle()
            await self.app.curator.idle()
            await (self.app.rest() if self.app.broadcaster.awake else self.app.postman.idle())
            await self.app.inline.idle()
            await self.app.menus.idle()
            if self._offset is None:
                return

    async def pass_time(self, by: timedelta) -> None:
        self.clock.move(by)
        await self.app.beat()
        await self.settle()

    async def next_due(self) -> datetime | None:
        return await self.app.next_due()


class Phone:
    def __init__(self, exchange: Line, user_id: int, chat_id: int) -> None:
        self.exchange, self.user_id, self.chat_id = exchange, user_id, chat_id
        self._telegram = exchange.telegram
        self.toast = ""

    async def type(self, text: str, reply_to: int | None = None) -> Message:
        message = self._telegram.type(self.chat_id, self.user_id, text, reply_to)
        await self.exchange.settle()
        return message

    async def edit(self, message: Message, text: str) -> None:
        self._telegram.edit(self.chat_id, self.user_id, message["message_id"], text)
        await self.exchange.settle()

    async def send(self, kind: str) -> None:
        self._telegram.send(self.chat_id, self.user_id, kind)
        await self.exchange.settle()

    async def open_link(self, parameter: str) -> None:
        self._telegram.open_link(self.user_id, parameter)
        await self.exchange.settle()

    async def tap(self, label: str, message: Message | None = None) -> None:
        """Presses the key whose label holds `label`: under the newest message that has one, or under `message`."""
        under, key = self._find_key(label, message)
        await self.tap_data(under, key["callback_data"], force=message is not None)

    async def tap_data(self, message: Message, data: str, *, force: bool = True) -> None:
        query = self._telegram.tap(self.chat_id, self.user_id, message["message_id"], data, force=force)
        await self.exchange.settle()
        answer = self._telegram.answer_to(query)
        assert answer is not None, "the button would go on waiting"
        self.toast = answer.get("text") or ""

    def _find_key(self, label: str, message: Message | None) -> tuple[Message, Message]:
        for candidate in [message] if message else reversed(self.screen):
            for key in _keys(candidate):
                if label in key["text"] and "callback_data" in key:
                    return candidate, key
        raise AssertionError(f"no key {label!r} on the screen; last keys: {self.keys}")

    @property
    def screen(self) -> list[Message]:
        return self._telegram.screen(self.chat_id)

    @property
    def shown(self) -> list[Message]:
        """The bot's messages, oldest first."""
        return [message for message in self.screen if message["from"]["is_bot"]]

    @property
    def last(self) -> Message:
        assert self.shown, "the bot has said nothing"
        return self.shown[-1]

    @property
    def text(self) -> str:
        """The bot's newest message; of one with a file, what is written below it."""
        return words_of(self.last)

    @property
    def keys(self) -> list[str]:
        return [key["text"] for key in _keys(self.last)] if self.shown else []


def words_of(message: Message) -> str:
    return str(message.get("text", message.get("caption", "")))


def _keys(message: Message) -> list[Message]:
    return [key for row in message.get("reply_markup", {}).get("inline_keyboard", []) for key in row]


@asynccontextmanager
async def open_exchange(url: str = MEMORY, **settings: Any) -> AsyncIterator[Exchange]:
    clock = HandClock()
    wanted: dict[str, Any] = {"responsible_body": "AWO Musterstadt e. V.", **settings}
    chosen = Settings(_env_file=None, **wanted)  # type: ignore[call-arg]
    exchange = Exchange(Telegram(clock.now), clock, chosen, url)
    if url == MEMORY:
        await lay_down(exchange.app.storage)
    await exchange.app.prepare()
    try:
        yield exchange
    finally:
        await exchange.app.close()
        record(exchange.telegram.requests, os.environ.get("RECORD_REQUESTS"))
