"""A broadcast to many people, against a stand-in that enforces Telegram's limits.

    python -m tests.benchmarks.broadcast --people 10000 --speed 4

Everything that waits, waits on an event loop whose clock runs `--speed` times as fast as the wall's: 10,000 messages at
25 a second take 400 seconds, and at most a quarter of that here. The database, the drawing and the stand-in are not
spared anything by it: they have less time. Where the machine is too slow for a speed, the rate falls, and says so.
"""

import argparse
import asyncio
import selectors
import sys
import tempfile
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

from sqlalchemy import insert
from telegram._utils.types import ODVInput
from telegram.request import BaseRequest, RequestData

from bot.app import App, make_bot
from bot.clock import Clock
from bot.pace import TELEGRAM
from bot.sandbox.request import SandboxRequest
from bot.sandbox.telegram import TOKEN, Telegram
from bot.settings import Settings
from bot.storage import tables
from bot.storage.engine import Storage
from scheduler.broadcasting import Changed, confirm, recipients, report
from scheduler.broadcasts import Broadcast, Content, Report, State
from scheduler.people import Role
from tests.phone import START, knowledge_of

LATENCY = 0.1
"""Seconds that Telegram takes to answer, as the loop counts them."""
PATIENCE = 5
"""How many times as long as at full speed it may take."""
LEAD, FIRST = 900, 1001
AT_ONCE = 1000


class _Selector(selectors.DefaultSelector):
    speed = 1.0

    def select(self, timeout: float | None = None) -> list[Any]:
        return list(super().select(timeout / self.speed if timeout else timeout))


class FastLoop(asyncio.SelectorEventLoop):
    """An event loop whose seconds are shorter than the wall's."""

    def __init__(self, speed: float) -> None:
        selector = _Selector()
        selector.speed = self._speed = speed
        super().__init__(selector)

    def time(self) -> float:
        return super().time() * self._speed


class LoopClock(Clock):
    """Tuesday morning, and as fast as the loop."""

    def __init__(self) -> None:
        super().__init__()
        self._start = asyncio.get_running_loop().time()

    def now(self) -> datetime:
        return START + timedelta(seconds=asyncio.get_running_loop().time() - self._start)


class Line(SandboxRequest):
    """Takes its time, and notes when each message came."""

    def __init__(self, telegram: Telegram) -> None:
        super().__init__(telegram)
        self.sent: list[float] = []
        self.refused = 0

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        await asyncio.sleep(LATENCY / 2)
        status, body = await super().do_request(url, method, request_data)
        self.refused += status == 429
        if url.endswith("/sendMessage") and status == 200:
            self.sent.append(asyncio.get_running_loop().time())
        await asyncio.sleep(LATENCY / 2)
        return status, body


@dataclass(frozen=True)
class Measured:
    people: int
    speed: float
    seconds: float
    wall: float
    confirming: float
    refused: int
    most: int
    edits: int
    report: Report
    doubled: int

    @property
    def rate(self) -> float:
        """Messages a second between the first and the last."""
        return (self.people - 1) / self.seconds

    @property
    def share(self) -> float:
        """Of the rate that we allow ourselves."""
        return self.rate / TELEGRAM.per_second

    def __str__(self) -> str:
        return (
            f"{self.people} people, {self.speed:g} times as fast as the wall's clock: {self.rate:.2f} messages a"
            f" second, {self.share:.1%} of the {TELEGRAM.per_second} we allow ourselves; {self.seconds:.0f} s"
            f" (on the wall {self.wall:.0f} s), at most {self.most} within a second, {self.refused} times 429,"
            f" {self.doubled} doubled; confirmed in {self.confirming:.2f} s of the wall,"
            f" the board changed {self.edits} times; {self.report}"
        )


def measure(people: int, speed: float, url: str = "") -> Measured:
    with asyncio.Runner(loop_factory=lambda: FastLoop(speed)) as runner, tempfile.TemporaryDirectory() as folder:
        return runner.run(_measure(people, speed, url or f"sqlite:///{Path(folder) / 'broadcast.db'}"))


async def _measure(people: int, speed: float, url: str) -> Measured:
    clock = LoopClock()
    telegram = Telegram(clock.now, rate_limits=True)
    line, storage = Line(telegram), Storage(url)
    settings = Settings(_env_file=None, responsible_body="Test")  # type: ignore[call-arg]
    app = App(settings, make_bot(settings, TOKEN, line), storage, clock, knowledge_of(settings.knowledge_dir))
    await app.prepare()
    await _settle(storage, telegram, people)
    board = telegram.call("sendMessage", {"chat_id": LEAD, "text": "…"})["result"]["message_id"]
    await asyncio.sleep(1)  # whoever confirms has needed a moment to read it
    begun = perf_counter()
    broadcast = await _confirmed(storage, clock.now(), board)
    confirming = perf_counter() - begun
    working = [asyncio.create_task(app.postman.run()), asyncio.create_task(app.broadcaster.run())]
    async with asyncio.timeout(people / TELEGRAM.per_second * PATIENCE + 60):
        while not await _is_finished(storage, broadcast.id):
            ended, _ = await asyncio.wait(working, timeout=2, return_when=asyncio.FIRST_COMPLETED)
            if ended:
                ended.pop().result()
                raise RuntimeError("nobody works any more, and it is not finished")
    wall = perf_counter() - begun - confirming
    for task in working:
        task.cancel()
    await asyncio.gather(*working, return_exceptions=True)
    async with storage.look() as records:
        found = await report(records, broadcast)
    await app.close()
    edits = sum(request["method"] == "editMessageText" for request in telegram.requests)
    seconds = line.sent[-1] - line.sent[0]
    doubled = len(line.sent) - people
    return Measured(people, speed, seconds, wall, confirming, line.refused, _most(line.sent), edits, found, doubled)


def _most(sent: list[float]) -> int:
    """How many came within any one second."""
    most = first = 0
    for last, moment in enumerate(sent):
        while moment - sent[first] >= 1:
            first += 1
        most = max(most, last - first + 1)
    return most


async def _settle(storage: Storage, telegram: Telegram, people: int) -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    ids = range(FIRST, FIRST + people)
    for person in (LEAD, *ids):
        telegram.add_person(person, f"Person {person}").wrote = True
    async with storage.transaction() as records:
        team = await records.teams.add("Nord", now)
        assert team is not None
        lead = await records.members.welcome(LEAD, now)
        await records.members.save(replace(lead, admin_since=now))  # else nobody would see the board
    newcomer = {"team_id": team.id, "role": Role.NEWCOMER.value, "since": now}
    async with storage.engine.begin() as connection:
        for first in range(0, people, AT_ONCE):
            some = ids[first : first + AT_ONCE]
            await connection.execute(insert(tables.members), [{"id": person, "since": now} for person in some])
            theirs = [{"member_id": person, **newcomer} for person in some]
            await connection.execute(insert(tables.memberships), theirs)


async def _confirmed(storage: Storage, now: datetime, board: int) -> Broadcast:
    async with storage.transaction() as records:
        draft = Broadcast(0, LEAD, now, content=Content("text", "Am Freitag ist Sommerfest."))
        draft = await records.broadcasts.add(draft)
        everybody = await recipients(records, draft.audience, now)
        confirmed = await confirm(records, draft, len(everybody), now, (LEAD, board))
    assert not isinstance(confirmed, Changed), confirmed
    return confirmed


async def _is_finished(storage: Storage, broadcast_id: int) -> bool:
    async with storage.look() as records:
        broadcast = await records.broadcasts.get(broadcast_id)
    return broadcast is not None and broadcast.state is State.FINISHED


def main() -> None:
    parser = argparse.ArgumentParser(description="A broadcast against Telegram's limits.")
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--speed", type=float, default=1.0, help="how much faster than the wall's clock")
    parser.add_argument("--database-url", default="", help="a database that is empty; without it SQLite in a file")
    options = parser.parse_args()
    sys.stdout.write(f"{measure(options.people, options.speed, options.database_url)}\n")


if __name__ == "__main__":
    main()
