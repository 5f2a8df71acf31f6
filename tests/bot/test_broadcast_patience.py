"""Trouble with one chat, or with the database, costs nobody else anything, and nobody their message."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.exc import OperationalError

from bot import ledger
from bot.storage.tables import outbox
from scheduler.broadcasting import pause, resume
from tests.town import FIRST, TEXT, open_town

HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)


async def test_a_chat_that_must_wait_gets_nothing_before_whatever_is_written_to_it() -> None:
    async with open_town(2) as town:
        town.telegram.refuse_next("sendMessage", 429, "Too Many Requests", retry_after=30, chat_id=FIRST)
        broadcast = await town.send()
        assert town.all_got() == [[], [TEXT.text]]
        await town.exchange.phone(FIRST).type("/hilfe")
        await town.do(pause, broadcast)
        await town.do(resume, broadcast)
        await town.app.rest()
        assert town.got(FIRST) == ["/hilfe"], "Telegram has said to wait"
        await town.exchange.pass_time(31 * SECOND)
        answer, sent = town.got(FIRST)[1:]
        assert answer != sent == TEXT.text
        assert (await town.report(broadcast)).delivered == 2


async def test_fifty_letters_that_must_wait_hold_up_nobody_else() -> None:
    async with open_town(60) as town:
        broadcast = await town.confirm(await town.draft())
        await town.app.broadcaster.work()
        async with town.app.storage.engine.begin() as connection:
            await connection.execute(update(outbox).values(not_before=town.clock.now() + 2 * HOUR))
        await town.exchange.pass_time(20 * SECOND)
        assert sum(map(bool, town.all_got())) == 10
        await town.exchange.pass_time(2 * HOUR)
        assert (await town.report(broadcast)).delivered == 60


@pytest.mark.parametrize("fault", [OperationalError("select", {}, Exception("it went away")), OSError("refused")])
async def test_a_database_that_is_away_for_a_moment_costs_nobody_their_copy(
    monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    faults, draw = [fault], ledger.draw

    async def stumble(*args: Any) -> Any:
        if faults:
            raise faults.pop()
        return await draw(*args)

    monkeypatch.setattr(ledger, "draw", stumble)
    async with open_town(3) as town:
        broadcast = await town.send()
        await town.exchange.pass_time(61 * SECOND)
        found = await town.report(broadcast)
        assert (found.delivered, found.failed) == (3, 0)
