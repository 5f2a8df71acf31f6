"""The real process under a clock that is moved (libfaketime): half a year, killed and down around what is due.

It plays the dialog that was written by the simulation and reviewed by eye, over HTTP, and must show every word of it.
"""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from itertools import cycle, pairwise
from pathlib import Path
from random import random

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
from tests.phone import START, Line, Message, Phone, open_exchange, words_of

LIBRARIES = sorted(Path("/usr/lib").glob("**/faketime/libfaketimeMT.so.1"))

pytestmark = [
    pytest.mark.slow,
    pytest.mark.faketime,
    pytest.mark.skipif(not LIBRARIES and not IN_CI, reason="needs libfaketime (Debian: apt install faketime)"),
]

ROOT = Path(__file__).parents[2]
HALF_A_YEAR = ROOT / "tests" / "dialogs" / "halbes-jahr.txt"
PLAIN, QUICK = "bot", "tests.bot.quick_heart"
FIRST_TIP = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)
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

    clock: FileClock

    def __init__(self, telegram: Telegram, clock: FileClock, address: str, folder: Path, module: str) -> None:
        self.telegram, self.clock = telegram, clock
        self._command = (sys.executable, "-m", module)
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

        async def has_polled() -> bool:
            return self._polls() > asked

        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *self._command,
                cwd=ROOT,
                env=self._environment,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        await self._until("it did not start", has_polled)

    async def _until(self, what: str, done: Callable[[], Awaitable[bool]], seconds: float = LONGEST_WAIT) -> None:
        async with self.watched(what, seconds):
            while not await done():  # noqa: ASYNC110 - nobody tells, as it is another process
                await asyncio.sleep(0.05)

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
        await self._until("it did not come to rest", self._rests)

    async def _rests(self) -> bool:
        world = self.telegram.world
        if world.updates or any(tap.answer is None for tap in world.taps.values()):
            return False
        async with self._storage.engine.connect() as connection:
            await connection.execution_options(read_only=True)
            for table in (tables.inbox, tables.outbox):
                left = select(table.c.state).where(table.c.state.in_(UNFINISHED)).limit(1)
                if (await connection.execute(left)).first() is not None:
                    return False
        return True

    async def next_due(self) -> datetime | None:
        async with self._storage.look() as records:
            return await records.members.next_look()

    async def pass_time(self, by: timedelta) -> None:
        self.clock.move(by)
        await self.looked_after()

    async def looked_after(self, seconds: float = LONGEST_WAIT) -> None:
        """Until a beat has seen whatever was to be seen by now."""
        await self._until("nobody was looked after", self._is_looked_after, seconds)
        await self.settle()

    async def _is_looked_after(self) -> bool:
        due = await self.next_due()
        return due is None or due > self.clock.now()

    async def beat_twice(self) -> None:
        """For what must not happen, there is nothing to wait for."""
        await asyncio.sleep(2 * BEAT_SECONDS + 0.5)
        await self.settle()

    async def close(self) -> None:
        if self._process is not None:
            await self.kill()
        await self._storage.close()


@asynccontextmanager
async def running(folder: Path, module: str = QUICK, kind: type[Process] = Process) -> AsyncIterator[Process]:
    clock = FileClock(folder / "clock.txt")
    telegram = Telegram(clock.now)
    async with server.serve(server.build(telegram)) as address:
        process = kind(telegram, clock, address, folder, module)
        try:
            await process.start()
            yield process
        finally:
            await process.close()


class Killed(Process):
    """Killed around whatever is due, each time in another way. `copies` counts what came twice."""

    copies = 0

    def phone(self, user_id: int = 1001, name: str = "Kim", chat_id: int | None = None) -> Phone:
        super().phone(user_id, name, chat_id)
        self._phone = _WithoutCopies(self, user_id, chat_id or user_id)
        self._ways = cycle((self._just_before, self._while_sending, self._meanwhile, self._just_after))
        return self._phone

    async def pass_time(self, by: timedelta) -> None:
        if by <= timedelta():
            await super().pass_time(by)
            return
        seen = len(self._phone.shown)
        allowed = await next(self._ways)(by)
        came = self._phone.shown[seen:]
        copies = [message for message, following in pairwise(came) if _words(message) == _words(following)]
        assert len(copies) <= allowed, f"{len(copies)} copies:\n{self.log[-2000:]}"
        self._phone.hidden |= {message["message_id"] for message in copies}
        self.copies += len(copies)

    async def _just_before(self, by: timedelta) -> int:
        minute = timedelta(minutes=1)
        await super().pass_time(max(by - minute, timedelta()))
        await self.kill()
        await self.start()
        await super().pass_time(min(minute, by))
        return 0

    async def _while_sending(self, by: timedelta) -> int:
        """The moment that a message has arrived, before the bot hears of it."""
        before = self.messages_sent
        end = self.telegram.subscribe(lambda: self.kill_now() if self.messages_sent > before else None)
        self.clock.move(by)
        async with self.watched("nothing was sent"):
            await self.process.wait()
        end()
        await self.start()
        await self.looked_after()
        return 1

    async def _meanwhile(self, by: timedelta) -> int:
        """While the beat is at it: whether before, in or after its transaction is left to chance."""
        self.clock.move(by)
        await asyncio.sleep(BEAT_SECONDS * random())  # noqa: S311 - a die, not a secret
        await self.kill()
        await self.start()
        await self.looked_after()
        return 1

    async def _just_after(self, by: timedelta) -> int:
        await super().pass_time(by)
        await self.kill()
        await self.start()
        await self.beat_twice()
        return 0


class _WithoutCopies(Phone):
    """Does not show the first of two messages that are alike, as the second is the one that keys belong to."""

    def __init__(self, line: Line, user_id: int, chat_id: int) -> None:
        super().__init__(line, user_id, chat_id)
        self.hidden: set[int] = set()

    @property
    def screen(self) -> list[Message]:
        return [message for message in super().screen if message["message_id"] not in self.hidden]


def _words(message: Message) -> tuple[str, str]:
    return words_of(message), str(message.get("reply_markup"))


class Down(Process):
    """Not running whenever time passes."""

    async def pass_time(self, by: timedelta) -> None:
        await self.kill()
        self.clock.move(by)
        await self.start()
        await self.looked_after()


def first_day() -> str:
    """The dialog until time begins to pass."""
    return HALF_A_YEAR.read_text(encoding="utf-8").partition("\n...")[0]


async def test_half_a_year_shows_word_by_word_what_the_simulation_shows(tmp_path: Path) -> None:
    async with running(tmp_path) as process:
        script = HALF_A_YEAR.read_text(encoding="utf-8")
        assert await Stage(process, process.phone()).play(script) == script
        assert "Traceback" not in process.log, process.log


async def test_killed_around_what_is_due_each_thing_comes_once(tmp_path: Path) -> None:
    """At most one copy of the message in flight; apart from that every word is the same."""
    async with running(tmp_path, kind=Killed) as process:
        script = HALF_A_YEAR.read_text(encoding="utf-8").partition("\n# Nach Ostern")[0]
        assert await Stage(process, process.phone()).play(script) == script
        assert "Traceback" not in process.log, process.log
        assert isinstance(process, Killed)
        assert process.copies >= 1, "it was never caught while sending"


OUTAGES = "... 50 Tage", "... bis zur nächsten Nachricht", "... 8 Tage", "... bis zur nächsten Nachricht"


async def test_what_was_due_while_it_was_down_comes_once_and_late(tmp_path: Path) -> None:
    script = "\n".join((first_day(), *OUTAGES))
    async with open_exchange() as exchange:
        simulated = await Stage(exchange, exchange.phone()).play(script)
    async with running(tmp_path, kind=Down) as process:
        shown = await Stage(process, process.phone()).play(script)
        assert _undated(shown) == _undated(simulated)
        before = process.messages_sent
        await process.beat_twice()
        assert process.messages_sent == before
    assert "Dran war das schon am" in shown


def _undated(played: str) -> list[str]:
    """Without the hours, as a process takes some minutes where the simulation takes none."""
    return [line for line in played.splitlines() if not line.startswith(f"{INDENT}—")]


async def test_the_heart_as_it_is_notices_a_clock_that_leapt(tmp_path: Path) -> None:
    """`python -m bot` itself, with its beat of a minute."""
    async with running(tmp_path, PLAIN) as process:
        await Stage(process, process.phone()).play(first_day())
        before = process.messages_sent
        process.clock.move(FIRST_TIP - process.clock.now())
        await process.looked_after(LONGEST_FIRST_BEAT)
        assert process.messages_sent == before + 1
