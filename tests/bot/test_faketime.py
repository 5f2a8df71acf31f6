"""The real process under a clock that is moved (libfaketime): half a year, killed and down around what is due.

It plays the dialog that was written by the simulation and reviewed by eye, over HTTP, and must show every word of it.
"""

import asyncio
from datetime import UTC, datetime, timedelta
from itertools import cycle, pairwise
from pathlib import Path
from random import random

import pytest

from bot.clock import Clock
from tests.bot.process import LONGEST_WAIT, Process, running
from tests.bot.quick_heart import BEATS, PAUSE_SECONDS
from tests.conftest import IN_CI
from tests.dialog import INDENT, Stage
from tests.phone import START, Line, Message, Phone, open_exchange, words_of

LIBRARIES = sorted(Path("/usr/lib").glob("**/faketime/libfaketimeMT.so.1"))

pytestmark = [
    pytest.mark.slow,
    pytest.mark.faketime,
    pytest.mark.skipif(not LIBRARIES and not IN_CI, reason="needs libfaketime (Debian: apt install faketime)"),
]

SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - the system's own name for it
HALF_A_YEAR = Path(__file__).parents[1] / "dialogs" / "halbes-jahr.txt"
PLAIN, QUICK = "bot", "tests.bot.quick_heart"
FIRST_TIP = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)
LONGEST_BEAT = 60.0


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


class Faked(Process):
    """A process whose clock is moved while it runs."""

    clock: FileClock

    def __init__(self, folder: Path, module: str = QUICK) -> None:
        clock = FileClock(folder / "clock.txt")
        super().__init__(folder, clock, module=module)
        self.environment |= {
            "LD_PRELOAD": str(LIBRARIES[0]),
            "FAKETIME_TIMESTAMP_FILE": str(clock.file),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            # Or whoever waits for Python's lock would time out at once, again and again, and keep a core busy with it.
            "FAKETIME_FORCE_MONOTONIC_FIX": "0",
            "NO_FAKE_STAT": "1",
        }

    async def ended(self, seconds: float = LONGEST_WAIT) -> int:
        """Tidies up, too: killed, it leaves a semaphore, perhaps taken, to whoever gets its number next."""
        code = await super().ended(seconds)
        self._tidy_up()
        return code

    def _tidy_up(self) -> None:
        for left in SHARED_MEMORY.glob(f"*faketime_s[eh]m_{self.number}"):
            left.unlink()

    async def pass_time(self, by: timedelta) -> None:
        self.clock.move(by)
        await self.looked_after()

    async def looked_after(self, seconds: float = LONGEST_WAIT) -> None:
        """Until a beat has seen whatever was to be seen by now."""
        await self.until("nobody was looked after", self._is_looked_after, seconds)
        await self.settle()

    async def _is_looked_after(self) -> bool:
        due = await self.next_due()
        return due is None or due > self.clock.now()

    async def beat_twice(self) -> None:
        """For what must not happen, there is nothing else to wait for."""
        enough = self._beats() + 3  # the first one may have begun already
        await self.until("its heart stopped", lambda: self._beats() >= enough)
        await self.settle()

    def _beats(self) -> int:
        beats = self.folder / BEATS
        return beats.stat().st_size if beats.exists() else 0


class Killed(Faked):
    """Killed around whatever is due, each time in another way. `copies` counts what came twice."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.copies = 0
        self._hidden: set[int] = set()
        self._ways = cycle((self._just_before, self._while_sending, self._meanwhile, self._just_after))

    def phone(self, user_id: int = 1001, name: str = "Kim", chat_id: int | None = None) -> Phone:
        super().phone(user_id, name, chat_id)
        self._phone = _WithoutCopies(self, user_id, chat_id or user_id, self._hidden)
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
        self._hidden |= {message["message_id"] for message in copies}
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
        with self.at_message(1, self.kill_now):
            self.clock.move(by)
            await self.ended()
        await self._come_back()
        return 1

    async def _meanwhile(self, by: timedelta) -> int:
        """While the beat is at it: whether before, in or after its transaction is left to chance."""
        self.clock.move(by)
        await asyncio.sleep(PAUSE_SECONDS * random())  # noqa: S311 - a die, not a secret
        await self.kill()
        await self._come_back()
        return 1

    async def _just_after(self, by: timedelta) -> int:
        await super().pass_time(by)
        await self.kill()
        await self._come_back()
        return 0

    async def _come_back(self) -> None:
        await self.start()
        await self.looked_after()
        await self.beat_twice()


class _WithoutCopies(Phone):
    """Does not show the first of two messages that are alike, as the second is the one that keys belong to."""

    def __init__(self, line: Line, user_id: int, chat_id: int, hidden: set[int]) -> None:
        super().__init__(line, user_id, chat_id)
        self._hidden = hidden

    @property
    def screen(self) -> list[Message]:
        return [message for message in super().screen if message["message_id"] not in self._hidden]


def _words(message: Message) -> tuple[str, str]:
    return words_of(message), str(message.get("reply_markup"))


class Down(Faked):
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
    async with running(Faked(tmp_path)) as process:
        script = HALF_A_YEAR.read_text(encoding="utf-8")
        assert await Stage(process, process.phone()).play(script) == script
        assert "Traceback" not in process.log, process.log


async def test_killed_around_what_is_due_each_thing_comes_once(tmp_path: Path) -> None:
    """At most one copy of the message in flight; apart from that every word is the same."""
    async with running(Killed(tmp_path)) as process:
        script = HALF_A_YEAR.read_text(encoding="utf-8").partition("\n# Nach Ostern")[0]
        assert await Stage(process, process.phone()).play(script) == script
        assert "Traceback" not in process.log, process.log
        assert process.copies >= 1, "it was never caught while sending"


OUTAGES = "... 50 Tage", "... bis zur nächsten Nachricht", "... 8 Tage", "... bis zur nächsten Nachricht"


async def test_what_was_due_while_it_was_down_comes_once_and_late(tmp_path: Path) -> None:
    script = "\n".join((first_day(), *OUTAGES))
    async with open_exchange() as exchange:
        simulated = await Stage(exchange, exchange.phone()).play(script)
    async with running(Down(tmp_path)) as process:
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
    async with running(Faked(tmp_path, PLAIN)) as process:
        await Stage(process, process.phone()).play(first_day())
        before = process.messages_sent
        process.clock.move(FIRST_TIP - process.clock.now())
        await process.looked_after(LONGEST_BEAT + LONGEST_WAIT)
        assert process.messages_sent == before + 1
