"""The real bot as a process of its own, which a test may start and kill as often as it likes: real HTTP, real kill -9.

async with running(Process(tmp_path)) as process:
    phone = process.phone()
    await phone.type("/hilfe")
    await process.kill()
    await process.start()
"""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from sqlalchemy import select

from bot.clock import Clock
from bot.sandbox import server
from bot.sandbox.telegram import TOKEN, Telegram
from bot.storage import tables
from bot.storage.engine import Storage
from tests.phone import Line

ROOT = Path(__file__).parents[2]
LONGEST_WAIT = 120.0
"""Nothing takes so long on a quiet machine; a busy one shall fail no test, and who is right never waits for it."""
BETWEEN_LOOKS = 0.02
UNFINISHED = {"open", "waiting", "sending"}


class Process(Line):
    """`environment` is what the next start will find; what else is set there comes from outside.

    `telegram` is there before the process is, so that a test can people it.
    """

    def __init__(self, folder: Path, clock: Clock | None = None, database_url: str = "", module: str = "bot") -> None:
        self.clock = clock or Clock()
        self.telegram = Telegram(self.clock.now)
        self.storage = Storage(database_url or f"sqlite:///{folder / 'test.db'}")
        self.folder = folder
        self.environment = {
            "PYTHONPATH": str(ROOT),
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "RESPONSIBLE_BODY": "AWO Musterstadt e. V.",
            "DATA_DIR": str(folder),
            "DATABASE_URL": database_url or f"sqlite:///{folder / 'test.db'}",
        }
        self._command = (sys.executable, "-m", module)
        self._log = folder / "log.txt"
        self._process: asyncio.subprocess.Process | None = None

    @property
    def log(self) -> str:
        return self._log.read_text(encoding="utf-8") if self._log.exists() else ""

    async def launch(self) -> None:
        """In `folder`, as a developer's own .env lies in the project's."""
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *self._command,
                cwd=self.folder,
                env=os.environ | self.environment,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    async def start(self) -> None:
        """Returns when this process (and not the one before) has asked Telegram for updates."""
        asked = self._polls()
        await self.launch()
        await self.until("it did not start", lambda: self._polls() > asked)

    def _polls(self) -> int:
        return sum(request["method"] == "getUpdates" for request in self.telegram.requests)

    def terminate(self) -> None:
        self._running.terminate()

    def kill_now(self) -> None:
        """For a moment that does not wait; `ended` says when it is over."""
        if self._running.returncode is None:
            self._running.kill()

    async def kill(self) -> None:
        self.kill_now()
        await self.ended()

    async def ended(self, seconds: float = LONGEST_WAIT) -> int:
        """The exit code, once it has ended, by whosever hand."""
        async with self._patience("it did not end", seconds):
            return await self._running.wait()
        raise AssertionError("no patience is without end")

    @property
    def number(self) -> int:
        """The system's, also when it has ended."""
        return self._running.pid

    @property
    def _running(self) -> asyncio.subprocess.Process:
        assert self._process is not None, "it was never started"
        return self._process

    @contextmanager
    def at_message(self, number: int, deed: Callable[[], None]) -> Iterator[None]:
        """Does it the moment that the bot's next `number`th message has taken effect, before the bot hears of it."""
        due = self.messages_sent + number

        def look() -> None:
            nonlocal due
            if 0 < due <= self.messages_sent:
                due = 0
                deed()

        end = self.telegram.subscribe(look)
        try:
            yield
        finally:
            end()

    async def until(self, what: str, done: Callable[[], bool | Awaitable[bool]], seconds: float = LONGEST_WAIT) -> None:
        """Waits for it, as long as the process lives; `what` is missing if it is not so in time."""
        async with self._patience(what, seconds):
            while not await _truth(done()):
                assert self._running.returncode is None, f"it ended by itself:\n{self._last_words}"
                await asyncio.sleep(BETWEEN_LOOKS)

    @asynccontextmanager
    async def _patience(self, what: str, seconds: float) -> AsyncIterator[None]:
        try:
            async with asyncio.timeout(seconds):
                yield
        except TimeoutError:
            pytest.fail(f"{what} after {seconds:.0f} s ({self._running.returncode=}):\n{self._last_words}")

    @property
    def _last_words(self) -> str:
        return self.log[-4000:]

    async def settle(self) -> None:
        """Until everything that was typed and tapped is handled and answered."""
        await self.until("it did not come to rest", self._rests)

    async def _rests(self) -> bool:
        world = self.telegram.world
        if world.updates or any(tap.answer is None for tap in world.taps.values()):
            return False
        return not await self.states() & UNFINISHED

    async def states(self) -> set[str]:
        """Those that occur in inbox and outbox."""
        async with self.storage.engine.connect() as connection:
            await connection.execution_options(read_only=True)
            columns = (table.c.state for table in (tables.inbox, tables.outbox))
            found = [await connection.execute(select(column).distinct()) for column in columns]
            return {state for result in found for state in result.scalars()}

    async def restart(self) -> None:
        await self.kill()
        await self.start()
        await self.settle()

    async def next_due(self) -> datetime | None:
        async with self.storage.look() as records:
            return await records.members.next_look()

    async def pass_time(self, by: timedelta) -> None:
        """As time passes."""
        await asyncio.sleep(by.total_seconds())
        await self.settle()

    async def close(self) -> None:
        if self._process is not None:
            await self.kill()
        await self.storage.close()


async def _truth(answer: bool | Awaitable[bool]) -> bool:
    return answer if isinstance(answer, bool) else await answer


AnyProcess = TypeVar("AnyProcess", bound=Process)


@asynccontextmanager
async def running(process: AnyProcess) -> AsyncIterator[AnyProcess]:
    """Serves its Telegram over HTTP, starts it, and kills it in the end, whatever happens."""
    async with server.serve(server.build(process.telegram)) as address:
        process.environment["TELEGRAM_API_URL"] = address
        try:
            await process.start()
            yield process
        finally:
            await process.close()
