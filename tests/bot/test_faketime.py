"""The real process under a clock that is moved (libfaketime): half a year, killed and down around what is due.

It plays the dialog that was written by the simulation and reviewed by eye, over HTTP, and must show every word of it.
"""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from itertools import cycle
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.clock import Clock
from bot.sandbox import server
from bot.sandbox.telegram import TOKEN, Telegram
from bot.storage import tables
from bot.storage.engine import Storage
from tests.bot.quick_heart import BEAT_SECONDS
from tests.conftest import IN_CI
from tests.dialog import INDENT, Stage
from tests.phone import START, Line, Message, Phone, open_exchange

LIBRARIES = sorted(Path("/usr/lib").glob("**/faketime/libfaketimeMT.so.1"))

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not LIBRARIES and not IN_CI, reason="needs libfaketime (Debian: apt install faketime)"),
]

ROOT = Path(__file__).parents[2]
HALF_A_YEAR = ROOT / "tests" / "dialogs" / "halbes-jahr.txt"
PLAIN, QUICK = ("bot",), ("tests.bot.quick_heart",)
LONGEST_WAIT = 40.0
LONGEST_FIRST_BEAT = 90.0
UNFINISHED = ("open", "waiting", "sending")


class FileClock(Clock):
    """The clock of everybody: written to the file that libfaketime reads, as seconds ahead of this machine's."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.file = file
        self._set(int((START - datetime.now(UTC)).total_seconds()))

    def _set(self, ahead: int) -> None:
        self._ahead = timedelta(seconds=ahead)
        fresh = self.file.with_suffix(".new")
        fresh.write_text(f"{ahead:+d}\n", encoding="ascii")
        fresh.replace(self.file)

    def move(self, by: timedelta) -> None:
        """To whole seconds, and rather one too late than one too early."""
        self._set(-int(-(self._ahead + by) // timedelta(seconds=1)))


class Process(Line):
    """The bot as a process of its own. `settle` waits until it has handled and sent everything."""

    def __init__(self, telegram: Telegram, clock: FileClock, address: str, folder: Path, module: tuple[str, ...]) -> None:
        self.telegram, self.clock = telegram, clock
        self._command = (sys.executable, "-m", *module)
        self._log = folder / "log.txt"
        self._url = f"sqlite:///{folder / 'test.db'}"
        self._storage = Storage(self._url)
        wanted = {
            "LD_PRELOAD": str(LIBRARIES[0]),
            "FAKETIME_TIMESTAMP_FILE": str(clock.file),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "NO_FAKE_STAT": "1",
            "TELEGRAM_API_URL": address,
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "RESPONSIBLE_BODY": "AWO Musterstadt e. V.",
            "DATA_DIR": str(folder),
            "DATABASE_URL": self._url,
        }
        self._environment = os.environ | wanted
        self._process: asyncio.subprocess.Process | None = None

    @property
    def process(self) -> asyncio.subprocess.Process:
        assert self._process is not None, "it was never started"
        return self._process

    @property
    def log(self) -> str:
        return self._log.read_text(encoding="utf-8") if self._log.exists() else ""

    async def start(self) -> None:
        """Returns when this process (and not the one before) has asked Telegram for updates."""
        asked = self._polls()
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *self._command, cwd=ROOT, env=self._environment, stdin=asyncio.subprocess.DEVNULL, stdout=log, stderr=log
            )
        async with self.watched("it did not start"):
            while self._polls() == asked:
                await asyncio.sleep(0.01)

    @asynccontextmanager
    async def watched(self, what: str, seconds: float = LONGEST_WAIT) -> AsyncIterator[None]:
        try:
            async with asyncio.timeout(seconds):
                yield
        except TimeoutError:
            pytest.fail(f"{what} after {seconds:.0f} s ({self.process.returncode=}):\n{self.log[-4000:]}")

    def _polls(self) -> int:
        return sum(request["method"] == "getUpdates" for request in self.telegram.requests)

    def kill_now(self) -> None:
        if self.process.returncode is None:
            self.process.kill()

    async def kill(self) -> None:
        self.kill_now()
        await self.process.wait()

    async def restart(self) -> None:
        await self.kill()
        await self.start()
        await self.settle()

    async def settle(self) -> None:
        async with self.watched("it did not come to rest"):
            while self._waits() or await self._is_busy():
                await asyncio.sleep(0.02)

    def _waits(self) -> bool:
        world = self.telegram.world
        return bool(world.updates) or any(tap.answer is None for tap in world.taps.values())

    async def _is_busy(self) -> bool:
        async with self._storage.look() as records:
            for table in (tables.inbox, tables.outbox):
                left = select(table.c.state).where(table.c.state.in_(UNFINISHED)).limit(1)
                if (await records.members._connection.execute(left)).first() is not None:
                    return True
        return False

    async def next_due(self) -> datetime | None:
        async with self._storage.look() as records:
            return await records.members.next_look()

    async def pass_time(self, by: timedelta) -> None:
        self.clock.move(by)
        await self.looked_after()

    async def looked_after(self, seconds: float = LONGEST_WAIT) -> None:
        """Until a beat has seen whatever was to be seen by now."""
        async with self.watched("nobody was looked after", seconds):
            while (due := await self.next_due()) is not None and due <= self.clock.now():
                await asyncio.sleep(0.02)
        await self.settle()

    async def beat_twice(self) -> None:
        """For what must not happen, there is nothing to wait for."""
        await asyncio.sleep(2 * BEAT_SECONDS + 0.5)
        await self.settle()

    async def close(self) -> None:
        if self._process is not None:
            await self.kill()
        await self._storage.close()


@asynccontextmanager
async def running(folder: Path, module: tuple[str, ...] = QUICK, kind: type[Process] = Process) -> AsyncIterator[Process]:
    clock = FileClock(folder / "clock.txt")
    telegram = Telegram(clock.now)
    async with server.serve(server.build(telegram)) as address:
        process = kind(telegram, clock, address, folder, module)
        try:
            await process.start()
            yield process
        finally:
            await process.close()


async def test_half_a_year_shows_word_by_word_what_the_simulation_shows(tmp_path: Path) -> None:
    async with running(tmp_path) as process:
        script = HALF_A_YEAR.read_text(encoding="utf-8")  # noqa: ASYNC240
        assert await Stage(process, process.phone()).play(script) == script
        assert "Traceback" not in process.log
        assert "ERROR" not in process.log
