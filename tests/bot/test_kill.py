"""The promise: killed at any moment, it comes back and goes on."""

import asyncio
import random
from itertools import groupby
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.postman import IN_FLIGHT
from bot.sandbox.telegram import TOKEN
from bot.storage import tables
from bot.storage.engine import Storage
from tests.bot.process import UNFINISHED, Process, running

pytestmark = pytest.mark.slow

KILLS = 20
LONGEST_FAREWELL = 5.0

# What people send, each with an answer of its own, so that it shows which one is missing, doubled or out of turn.
SAID = ("/hilfe", "/themen", "/datenschutz", "/abbrechen", "/gibtesnicht", "voice", "photo", "location")
PEOPLE = tuple(range(1001, 1013))
REHEARSER = 1000


class Street:
    """People with phones, who know what answer belongs to what they send."""

    def __init__(self, process: Process) -> None:
        self.process, self.telegram = process, process.telegram
        self._sent: dict[int, list[str]] = {person: [] for person in PEOPLE}
        self._seen: dict[int, int] = dict.fromkeys(PEOPLE, 0)
        self._answers: dict[str, str] = {}
        for person in (REHEARSER, *PEOPLE):
            self.telegram.add_person(person, f"Person {person}")

    def send(self, person: int, what: str) -> None:
        if what.startswith("/"):
            self.telegram.type(person, person, what)
        else:
            self.telegram.send(person, person, what)

    async def rehearse(self) -> float:
        """Learns each answer from a bot that nobody kills; returns the seconds that one takes."""
        started = asyncio.get_running_loop().time()
        for number, what in enumerate(SAID):
            self.send(REHEARSER, what)
            await self.process.until(
                "an answer is missing",
                lambda wanted=number + 1: len(self.shown(REHEARSER)) == wanted,  # type: ignore[misc]
            )
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

    async def served(self) -> None:
        """Everybody has their answers, and nothing is left: a copy may still follow the last one."""
        await self.process.until("answers are missing", self.is_served)
        await self.process.settle()

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


@pytest.mark.parametrize("database_url", ["sqlite-file", "postgresql"], indirect=True)
async def test_killed_twenty_times_at_random_moments_it_loses_nothing(database_url: str, tmp_path: Path) -> None:
    chance = random.Random(20)  # noqa: S311
    async with running(Process(tmp_path, database_url=database_url)) as process:
        street = Street(process)
        one_answer = await street.rehearse()
        kills = interrupted = extra = 0
        while kills < KILLS:
            people = chance.sample(PEOPLE, chance.choice((1, 3, len(PEOPLE))))
            each = chance.choice((1, 2))
            street.talk(people, each)
            await _kill_meanwhile(process, chance, len(people) * each, one_answer)
            crashes = 1
            interrupted += not street.is_served() or bool(await process.states() & UNFINISHED)
            if not street.is_served() and kills + 1 < KILLS and chance.random() < 0.4:
                await _kill_again(process)
                crashes = 2
            assert await _payloads_kept(process.storage) == 0
            kills += crashes
            await process.start()
            await street.served()
            extra += street.judge(crashes)
            street.turn_page()
        await asyncio.sleep(1)  # would a late copy still come?
        assert street.judge(0) == 0
        assert await process.states() == {"done", "sent"}
        assert await _payloads_kept(process.storage) == 0
        assert "unclear" not in process.log
        print(f"{kills} kills, {interrupted} bursts interrupted, {extra} extra copies")  # noqa: T201
        assert interrupted >= KILLS / 4, "the moments were badly chosen"


async def _kill_meanwhile(process: Process, chance: random.Random, messages: int, one_answer: float) -> None:
    """While it answers that many: at the arrival of an answer, or at any moment."""
    if chance.random() < 0.5:
        with process.at_message(chance.randint(1, messages), process.kill_now):
            await process.ended()
    else:
        await asyncio.sleep(chance.uniform(0, one_answer * (1 + messages / IN_FLIGHT)))
        await process.kill()


async def _kill_again(process: Process) -> None:
    """While it picks up what the first crash has left."""
    with process.at_message(1, process.kill_now):
        await process.launch()
        await process.ended()


async def _payloads_kept(storage: Storage) -> int:
    """Of updates that are handled, which must be erased."""
    inbox = tables.inbox.c
    async with storage.engine.connect() as connection:
        await connection.execution_options(read_only=True)
        kept = await connection.scalar(select(func.count(inbox.payload)).where(inbox.state != "open"))
        return int(kept or 0)


async def test_sigterm_stops_it_within_five_seconds_and_in_peace(tmp_path: Path) -> None:
    async with running(Process(tmp_path)) as process:
        street = Street(process)
        street.send(REHEARSER, "/hilfe")
        await process.until("the answer is missing", lambda: len(street.shown(REHEARSER)) == 1)
        process.terminate()
        assert await process.ended(LONGEST_FAREWELL) == 0
        assert "Traceback" not in process.log
        assert TOKEN not in process.log


async def test_sigterm_in_the_middle_of_answering_loses_and_repeats_nothing(tmp_path: Path) -> None:
    async with running(Process(tmp_path)) as process:
        street = Street(process)
        await street.rehearse()
        street.talk(list(PEOPLE), 2)
        with process.at_message(3, process.terminate):
            assert await process.ended(LONGEST_FAREWELL) == 0
        await process.start()
        await street.served()
        assert street.judge(1) == 0
