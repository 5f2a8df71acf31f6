"""A broadcast to 200 people, killed twenty times on its way: everybody is served, and the report is true."""

import asyncio
import random
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.clock import Clock
from bot.postman import IN_FLIGHT
from bot.sandbox.telegram import Telegram
from bot.storage import tables
from bot.storage.engine import Storage
from scheduler.broadcasting import Changed, confirm, recipients, report
from scheduler.broadcasts import Audience, Broadcast, Content, CopyState, Report, State
from scheduler.people import Role
from tests.bot.daylight import AHEAD, to_next_morning
from tests.bot.process import Process, running

pytestmark = pytest.mark.slow

KILLS, PEOPLE, BLOCKED = 20, 200, 12
TRIES = 3
LEAD, FIRST = 900, 1001
SAID = "Am Freitag ist Sommerfest."


@dataclass
class Troubles:
    """What was done to it, to be compared with what came of it."""

    kills: int = 0
    lost: int = 0
    refused: int = 0
    blocked: list[int] = field(default_factory=list)


@pytest.mark.parametrize("database_url", ["sqlite-file", "postgresql"], indirect=True)
async def test_killed_twenty_times_a_broadcast_reaches_everybody(database_url: str, tmp_path: Path) -> None:
    chance = random.Random(7)  # noqa: S311
    clock, ahead = Clock(), to_next_morning()
    clock.move(ahead)
    process = Process(tmp_path, clock, database_url, module="tests.bot.daylight")
    process.environment[AHEAD] = str(ahead.total_seconds())
    process.telegram = telegram = Telegram(clock.now, rate_limits=True)
    await process.storage.upgrade()
    await _settle(process.storage, telegram, clock.now())
    troubles = Troubles(blocked=chance.sample(range(FIRST, FIRST + PEOPLE), BLOCKED))
    for person in troubles.blocked:
        telegram.block(person)
    async with running(process):
        board = telegram.call("sendMessage", {"chat_id": LEAD, "text": "Gleich geht es los."})["result"]["message_id"]
        broadcast = await _confirmed(process.storage, clock.now(), board)
        telegram.type(LEAD, LEAD, "/hilfe")  # whoever confirms does it by a message, which wakes the broadcaster
        while troubles.kills < KILLS:
            await _disturb(process, chance, troubles)
            assert await _state(process.storage, broadcast.id) is State.SENDING, "killed when it was over already"
            assert await _is_true(process.storage, broadcast.id)
            await process.start()
        await process.until("the broadcast does not end", lambda: _is_finished(process.storage, broadcast.id))
        await asyncio.sleep(1)  # would a late copy still come?
        assert await _is_finished(process.storage, broadcast.id)
        found = await _judge(process.storage, telegram, broadcast, troubles)
        await process.until("the board does not say that it is over", lambda: _says_so(telegram, board))
        _print(found, troubles, telegram)


async def _settle(storage: Storage, telegram: Telegram, now: datetime) -> None:
    async with storage.transaction() as records:
        team = await records.teams.add("Nord", now)
        assert team is not None
        for person in (LEAD, *range(FIRST, FIRST + PEOPLE)):
            telegram.add_person(person, f"Person {person}").wrote = True
            await records.members.welcome(person, now)
            if person != LEAD:
                await records.teams.join(person, team.id, Role.NEWCOMER, now)
        await records.teams.make_admin(LEAD, now)


async def _confirmed(storage: Storage, now: datetime, board: int) -> Broadcast:
    async with storage.transaction() as records:
        draft = await records.broadcasts.add(Broadcast(0, LEAD, now, Audience(), Content("text", SAID)))
        everybody = await recipients(records, draft.audience, now)
        confirmed = await confirm(records, draft, len(everybody), now, (LEAD, board))
    assert not isinstance(confirmed, Changed)
    assert confirmed.confirmed == PEOPLE
    return confirmed


async def _disturb(process: Process, chance: random.Random, troubles: Troubles) -> None:
    """Refuses, loses answers, and kills: when a message has arrived, or at any moment."""
    if chance.random() < 0.5:
        process.telegram.refuse_next("sendMessage", 429, "Too Many Requests: retry after 1", retry_after=1)
        troubles.refused += 1
    if chance.random() < 0.5:
        process.telegram.lose_answer_next("sendMessage")
        troubles.lost += 1
    if chance.random() < 0.5:
        with process.at_message(chance.randint(1, 12), process.kill_now):
            await asyncio.wait(
                {asyncio.create_task(process.ended()), asyncio.create_task(asyncio.sleep(3))},
                return_when=asyncio.FIRST_COMPLETED,
            )
    else:
        await asyncio.sleep(chance.uniform(0, 0.8))
    await process.kill()
    troubles.kills += 1


async def _state(storage: Storage, broadcast_id: int) -> State:
    async with storage.look() as records:
        broadcast = await records.broadcasts.get(broadcast_id)
    assert broadcast is not None
    return broadcast.state


async def _is_finished(storage: Storage, broadcast_id: int) -> bool:
    return await _state(storage, broadcast_id) is State.FINISHED


async def _is_true(storage: Storage, broadcast_id: int) -> bool:
    """It says that it is finished only if nothing is open."""
    async with storage.look() as records:
        broadcast = await records.broadcasts.get(broadcast_id)
        assert broadcast is not None
        return broadcast.state is not State.FINISHED or not (await report(records, broadcast)).open


async def _judge(storage: Storage, telegram: Telegram, broadcast: Broadcast, troubles: Troubles) -> Report:
    async with storage.look() as records:
        found = await report(records, broadcast)
    async with storage.engine.connect() as connection:
        rows = await connection.execute(select(tables.copies.c.member_id, tables.copies.c.state))
        states = {row.member_id: CopyState(row.state) for row in rows}
    arrived = {person: _copies(telegram, person) for person in states}
    assert len(states) == PEOPLE
    unclear = {person for person, state in states.items() if state is CopyState.UNCLEAR}
    delivered = {person for person, state in states.items() if state is CopyState.SENT}
    assert {person for person, state in states.items() if state is CopyState.BLOCKED} <= set(troubles.blocked)
    assert all(arrived[person] for person in delivered), "reported as delivered, and it is not there"
    assert set(states) == delivered | unclear | set(troubles.blocked), "somebody is missing"
    assert not {person for person in troubles.blocked if arrived[person]}
    assert found.delivered == len(delivered)
    assert (found.open, found.total, found.failed) == (0, PEOPLE, 0)
    missed = {person for person in unclear - set(troubles.blocked) if not arrived[person]}
    assert not missed, f"{len(missed)} are unclear and have nothing"
    assert found.unclear + found.blocked + found.delivered == PEOPLE
    extra = sum(count - 1 for count in arrived.values() if count)
    assert extra <= IN_FLIGHT * troubles.kills + troubles.lost
    assert max(arrived.values()) <= TRIES
    return found


async def _says_so(telegram: Telegram, board: int) -> bool:
    (shown,) = [message["text"] for message in telegram.screen(LEAD) if message["message_id"] == board]
    return "fertig" in shown


def _copies(telegram: Telegram, person: int) -> int:
    return sum(message["text"] == SAID for message in telegram.screen(person))


def _print(found: Report, troubles: Troubles, telegram: Telegram) -> None:
    sent = sum(_copies(telegram, person) for person in range(FIRST, FIRST + PEOPLE))
    extra = sent - sum(bool(_copies(telegram, person)) for person in range(FIRST, FIRST + PEOPLE))
    print(f"{troubles}\n{found}\n{sent} messages arrived, {extra} of them extra copies")  # noqa: T201
