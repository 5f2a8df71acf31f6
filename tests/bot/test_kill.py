"""The promise: killed at any moment, it comes back and goes on. A real process, real HTTP, a real kill -9."""

import asyncio
import os
import random
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.postman import IN_FLIGHT
from bot.sandbox import server
from bot.sandbox.telegram import TOKEN, Telegram
from bot.storage import tables
from bot.storage.engine import Storage

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
COMMAND = (sys.executable, "-m", "bot")
KILLS = 20
LONGEST_START = 30.0
LONGEST_ANSWER = 30.0

# What people send, each with an answer of its own, so that it shows which one is missing, doubled or out of turn.
SAID = ("/hilfe", "/themen", "/datenschutz", "/abbrechen", "/gibtesnicht", "voice", "photo", "location")
PEOPLE = tuple(range(1001, 1013))
REHEARSER = 1000

UNFINISHED = {"open", "waiting", "sending"}


class Bot:
    """The bot's process, which a test may start and kill as often as it likes."""

    def __init__(self, telegram: Telegram, address: str, folder: Path, database_url: str) -> None:
        self._telegram = telegram
        self._log = folder / "log.txt"
        wanted = {
            "TELEGRAM_API_URL": address,
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "RESPONSIBLE_BODY": "Test",
            "DATA_DIR": str(folder),
            "DATABASE_URL": database_url,
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

    async def launch(self) -> None:
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *COMMAND, cwd=ROOT, env=self._environment, stdin=asyncio.subprocess.DEVNULL, stdout=log, stderr=log
            )

    async def start(self) -> None:
        """Returns when this process (and not the one before) has asked Telegram for updates."""
        asked = self._polls()
        await self.launch()
        await self._alive_until(lambda: self._polls() > asked, LONGEST_START, "it did not start")

    async def answers(self, done: Callable[[], bool]) -> None:
        await self._alive_until(done, LONGEST_ANSWER, "answers are missing")

    async def _alive_until(self, done: Callable[[], bool], seconds: float, what: str) -> None:
        try:
            async with asyncio.timeout(seconds):
                while not done():
                    assert self.process.returncode is None, f"it ended by itself:\n{self.log[-4000:]}"
                    await asyncio.sleep(0.01)
        except TimeoutError:
            pytest.fail(f"{what} after {seconds:.0f} s:\n{self.log[-4000:]}")

    def _polls(self) -> int:
        return sum(request["method"] == "getUpdates" for request in self._telegram.requests)

    def kill_now(self) -> None:
        if self.process.returncode is None:
            self.process.kill()

    async def killed(self) -> None:
        self.kill_now()
        await self.process.wait()

    async def ended(self) -> None:
        """Returns when somebody else has killed it."""
        await asyncio.wait_for(self.process.wait(), LONGEST_START)


class Street:
    """People with phones, who know what answer belongs to what they send."""

    def __init__(self, telegram: Telegram) -> None:
        self.telegram = telegram
        self._turn = 0
        self._sent: dict[int, list[str]] = {person: [] for person in PEOPLE}
        self._seen: dict[int, int] = dict.fromkeys(PEOPLE, 0)
        self._answers: dict[str, str] = {}
        for person in (REHEARSER, *PEOPLE):
            telegram.add_person(person, f"Person {person}")

    def send(self, person: int, what: str) -> None:
        if what.startswith("/"):
            self.telegram.type(person, person, what)
        else:
            self.telegram.send(person, person, what)

    async def rehearse(self, bot: Bot) -> float:
        """Learns each answer from a bot that nobody kills; returns the seconds that one takes."""
        started = asyncio.get_running_loop().time()
        for number, what in enumerate(SAID):
            self.send(REHEARSER, what)
            await bot.answers(lambda wanted=number + 1: len(self.shown(REHEARSER)) == wanted)  # type: ignore[misc]
            self._answers[self.shown(REHEARSER)[-1]] = what
        assert len(self._answers) == len(SAID), "two of them are answered alike"
        return (asyncio.get_running_loop().time() - started) / len(SAID)

    def talk(self, people: list[int], each: int) -> None:
        """Everybody sends some messages at once; nobody the same twice in a row."""
        for _ in range(each):
            for person in people:
                what = SAID[(len(self._sent[person]) + person) % len(SAID)]
                self._sent[person].append(what)
                self.send(person, what)

    def shown(self, person: int) -> list[str]:
        """The bot's messages on a phone."""
        return [message["text"] for message in self.telegram.screen(person) if message["from"]["is_bot"]]

    def answered(self, person: int) -> list[str]:
        """What each message of the bot since the last look is the answer to."""
        return [self._answers[text] for text in self.shown(person)[self._seen[person] :]]

    def is_served(self) -> bool:
        return all(len(_once(self.answered(person))) >= len(self._sent[person]) for person in PEOPLE)

    def judge(self, crashes: int) -> int:
        """Everybody has one answer to each message, in order. Returns the extra copies: as few as promised."""
        extra = 0
        for person in PEOPLE:
            answers = self.answered(person)
            assert _once(answers) == self._sent[person], f"lost, or out of order, for {person}"
            copies = len(answers) - len(self._sent[person])
            assert copies <= crashes, f"{person} got {copies} extra copies at {crashes} crashes"
            extra += copies
        assert extra <= IN_FLIGHT * crashes
        return extra

    def turn_page(self) -> None:
        for person in PEOPLE:
            self._seen[person] = len(self.shown(person))
            self._sent[person] = []


def _once(answers: list[str]) -> list[str]:
    """Without repeats: a copy stands right behind its original, or the order of the chat was broken."""
    return [answer for answer, _ in groupby(answers)]


@contextmanager
def _at_message(telegram: Telegram, number: int, deed: Callable[[], None]) -> Iterator[None]:
    """Does it the moment that the bot's next `number`th message has taken effect, before the bot hears of it."""
    before = _messages(telegram)

    def look() -> None:
        if _messages(telegram) >= before + number:
            deed()

    end = telegram.subscribe(look)
    try:
        yield
    finally:
        end()


def _messages(telegram: Telegram) -> int:
    return sum(request["method"] == "sendMessage" for request in telegram.requests)


@asynccontextmanager
async def _world(folder: Path, database_url: str) -> AsyncIterator[tuple[Street, Bot]]:
    telegram = Telegram(lambda: datetime.now(UTC))
    async with server.serve(server.build(telegram)) as address:
        bot = Bot(telegram, address, folder, database_url)
        try:
            yield Street(telegram), bot
        finally:
            if bot._process is not None:
                await bot.killed()


@pytest.mark.parametrize("database_url", ["sqlite-file", "postgresql"], indirect=True)
async def test_killed_twenty_times_at_random_moments_it_loses_nothing(database_url: str, tmp_path: Path) -> None:
    chance = random.Random(20)  # noqa: S311
    async with _world(tmp_path, database_url) as (street, bot), _opened(database_url) as storage:
        await bot.start()
        one_answer = await street.rehearse(bot)
        kills = interrupted = extra = 0
        while kills < KILLS:
            people = chance.sample(PEOPLE, chance.choice((1, 3, len(PEOPLE))))
            each = chance.choice((1, 2))
            street.talk(people, each)
            if chance.random() < 0.5:
                with _at_message(street.telegram, chance.randint(1, len(people) * each), bot.kill_now):
                    await bot.ended()
            else:
                await asyncio.sleep(chance.uniform(0, one_answer * (1 + len(people) * each / IN_FLIGHT)))
                await bot.killed()
            crashes = 1
            interrupted += not street.is_served() or bool(await _states(storage) & UNFINISHED)
            if not street.is_served() and kills + 1 < KILLS and chance.random() < 0.4:
                # And once more, while it picks up what the first crash has left.
                with _at_message(street.telegram, 1, bot.kill_now):
                    await bot.launch()
                    await bot.ended()
                crashes = 2
            kills += crashes
            await bot.start()
            await bot.answers(street.is_served)
            await _rest(storage)
            extra += street.judge(crashes)
            street.turn_page()
        await asyncio.sleep(1)  # would a late copy still come?
        assert street.judge(0) == 0
        assert await _states(storage) == {"done", "sent"}
        assert "unclear" not in bot.log
        print(f"{kills} kills, {interrupted} bursts interrupted, {extra} extra copies")  # noqa: T201
        assert interrupted >= KILLS / 4, "the moments were badly chosen"


@asynccontextmanager
async def _opened(database_url: str) -> AsyncIterator[Storage]:
    storage = Storage(database_url)
    try:
        yield storage
    finally:
        await storage.close()


async def _rest(storage: Storage) -> None:
    """Returns when nothing is left to be handled or sent: a copy may still follow the last answer."""
    async with asyncio.timeout(LONGEST_ANSWER):
        while await _states(storage) & UNFINISHED:  # noqa: ASYNC110
            await asyncio.sleep(0.02)


async def _states(storage: Storage) -> set[str]:
    """The states that occur in inbox and outbox."""
    inbox, outbox = tables.inbox.c, tables.outbox.c
    async with storage.engine.connect() as connection:
        await connection.execution_options(read_only=True)
        kept = await connection.scalar(select(func.count(inbox.payload)).where(inbox.state != "open"))
        assert kept == 0, "what was handled must be erased"
        return {
            *(await connection.execute(select(inbox.state).distinct())).scalars(),
            *(await connection.execute(select(outbox.state).distinct())).scalars(),
        }


async def test_sigterm_stops_it_within_five_seconds_and_in_peace(tmp_path: Path) -> None:
    async with _world(tmp_path, "") as (street, bot):
        await bot.start()
        street.send(REHEARSER, "/hilfe")
        await bot.answers(lambda: len(street.shown(REHEARSER)) == 1)
        bot.process.terminate()
        assert await asyncio.wait_for(bot.process.wait(), 5) == 0
        assert "Traceback" not in bot.log
        assert TOKEN not in bot.log


async def test_sigterm_in_the_middle_of_answering_loses_and_repeats_nothing(tmp_path: Path) -> None:
    async with _world(tmp_path, "") as (street, bot):
        await bot.start()
        await street.rehearse(bot)
        street.talk(list(PEOPLE), 2)
        with _at_message(street.telegram, 3, bot.process.terminate):
            assert await asyncio.wait_for(bot.process.wait(), 5) == 0
        await bot.start()
        await bot.answers(street.is_served)
        assert street.judge(1) == 0
