"""Intake: what Telegram delivers is committed first and confirmed afterwards."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import func, select
from telegram.error import TimedOut

from bot import intake
from bot.app import App, make_bot
from bot.intake import TokenRefused
from bot.sandbox.request import SandboxRequest
from bot.sandbox.telegram import TOKEN
from bot.storage import tables
from bot.storage.records import Records
from tests.phone import Exchange, Phone, knowledge_of


def offsets(exchange: Exchange) -> list[str | None]:
    """The offset of each getUpdates so far."""
    asked = [request["params"] for request in exchange.telegram.requests if request["method"] == "getUpdates"]
    return [params.get("offset") for params in asked]


async def rows(exchange: Exchange) -> int:
    async with exchange.app.storage.engine.connect() as connection:
        return int((await connection.execute(select(func.count()).select_from(tables.inbox))).scalar_one())


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """What intake would have waited; no test waits so long."""
    pauses: list[float] = []

    async def nap(seconds: float) -> None:
        pauses.append(seconds)
        await asyncio.sleep(0)

    monkeypatch.setattr(intake, "asyncio", SimpleNamespace(sleep=nap))
    return pauses


@asynccontextmanager
async def running(app: App) -> AsyncIterator[asyncio.Task[None]]:
    work = asyncio.create_task(app.intake.run())
    try:
        yield work
    finally:
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)
        await app.dispatcher.idle()
        await app.postman.idle()


async def until(happened: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not happened():  # noqa: ASYNC110
            await asyncio.sleep(0.002)


async def test_an_update_is_confirmed_only_with_the_call_after_its_commit(exchange: Exchange, phone: Phone) -> None:
    exchange.telegram.type(phone.chat_id, phone.user_id, "/hilfe")
    offset = await exchange.app.intake.fetch(None, 0)
    assert len(exchange.telegram.world.updates) == 1  # Telegram still keeps it
    assert await rows(exchange) == 1
    await exchange.app.intake.fetch(offset, 0)
    assert len(exchange.telegram.world.updates) == 0


async def test_when_the_commit_fails_the_update_comes_again_and_is_answered_once(
    exchange: Exchange, phone: Phone, monkeypatch: pytest.MonkeyPatch, pauses: list[float]
) -> None:
    whole = exchange.app.storage.transaction
    failures: list[str] = []

    @asynccontextmanager
    async def fail_at_first() -> AsyncIterator[Records]:
        async with whole() as records:
            yield records
            if not failures:
                failures.append("the disk is full")
                raise OSError(failures[0])

    monkeypatch.setattr(exchange.app.storage, "transaction", fail_at_first)
    exchange.telegram.type(phone.chat_id, phone.user_id, "/hilfe")
    async with running(exchange.app):
        await until(lambda: any(offsets(exchange)))
    await exchange.settle()
    assert failures
    assert offsets(exchange)[:2] == [None, None]  # nothing was confirmed by the failed call
    assert len(phone.shown) == 1


async def test_what_was_confirmed_by_nobody_comes_again_and_is_answered_once(exchange: Exchange, phone: Phone) -> None:
    exchange.telegram.type(phone.chat_id, phone.user_id, "/hilfe")
    for _ in range(3):
        await exchange.app.intake.fetch(None, 0)
        await exchange.app.dispatcher.idle()
    await exchange.settle()
    assert len(phone.shown) == 1


async def test_after_a_quiet_call_there_is_no_offset(exchange: Exchange, phone: Phone) -> None:
    exchange.telegram.type(phone.chat_id, phone.user_id, "/hilfe")
    offset = await exchange.app.intake.fetch(None, 0)
    assert offset is not None
    assert await exchange.app.intake.fetch(offset, 0) is None


async def test_updates_are_taken_in_when_telegram_starts_its_numbers_anew(exchange: Exchange, phone: Phone) -> None:
    await phone.type("/hilfe")
    exchange.telegram.world.updates._next_id = 17  # it may, after a week without updates
    await phone.type("/themen")
    assert len(phone.shown) == 2


async def test_the_kinds_of_updates_are_named_whenever_there_is_no_offset(exchange: Exchange, phone: Phone) -> None:
    await phone.type("/hilfe")
    for request in exchange.telegram.requests:
        if request["method"] == "getUpdates":
            assert ("allowed_updates" in request["params"]) == ("offset" not in request["params"])


@pytest.mark.parametrize(
    ("code", "description"),
    [(409, "Conflict: terminated by other getUpdates request"), (502, "Bad Gateway"), (500, "Internal Server Error")],
)
async def test_trouble_is_waited_out_with_growing_pauses(
    code: int, description: str, exchange: Exchange, phone: Phone, pauses: list[float]
) -> None:
    exchange.telegram.refuse_next("getUpdates", code, description, times=9)
    exchange.telegram.type(phone.chat_id, phone.user_id, "/hilfe")
    async with running(exchange.app):
        await until(lambda: any(offsets(exchange)))
    assert pauses == [1, 2, 4, 8, 16, 30, 30, 30, 30]
    assert len(phone.shown) == 1


async def test_another_process_with_the_same_token_is_named_in_the_log(
    exchange: Exchange, pauses: list[float], caplog: pytest.LogCaptureFixture
) -> None:
    exchange.telegram.refuse_next("getUpdates", 409, "Conflict: terminated by other getUpdates request")
    async with running(exchange.app):
        await until(lambda: len(offsets(exchange)) == 2)
    assert "another process fetches updates with this token" in caplog.text


async def test_telegrams_word_for_how_long_is_kept(exchange: Exchange, phone: Phone, pauses: list[float]) -> None:
    exchange.telegram.refuse_next("getUpdates", 429, "Too Many Requests: retry after 40", retry_after=40)
    exchange.telegram.type(phone.chat_id, phone.user_id, "/hilfe")
    async with running(exchange.app):
        await until(lambda: any(offsets(exchange)))
    assert pauses == [40]
    assert len(phone.shown) == 1


async def test_trouble_that_is_over_is_forgotten(exchange: Exchange, phone: Phone, pauses: list[float]) -> None:
    async with running(exchange.app):
        for _ in range(2):
            exchange.telegram.refuse_next("getUpdates", 502, "Bad Gateway")
            exchange.telegram.type(phone.chat_id, phone.user_id, "/hilfe")
            await until(lambda: len(exchange.telegram.world.updates) == 0)
    assert pauses == [1, 1]


async def test_an_answer_that_gets_lost_is_asked_for_again_at_once(
    exchange: Exchange, phone: Phone, pauses: list[float]
) -> None:
    bot = make_bot(exchange.settings, TOKEN, SandboxRequest(exchange.telegram, lost_as=TimedOut))
    storage, knowledge = exchange.app.storage, knowledge_of(exchange.settings.knowledge_dir)
    app = App(exchange.settings, bot, storage, exchange.clock, knowledge)
    await app.prepare()
    exchange.telegram.lose_answer_next("getUpdates", times=2)
    exchange.telegram.type(phone.chat_id, phone.user_id, "/hilfe")
    async with running(app):
        await until(lambda: any(offsets(exchange)))
    assert pauses == []
    assert len(phone.shown) == 1


async def test_a_token_that_telegram_refuses_ends_it(exchange: Exchange, pauses: list[float]) -> None:
    exchange.telegram.refuse_next("getUpdates", 401, "Unauthorized")
    with pytest.raises(TokenRefused):
        await asyncio.wait_for(exchange.app.intake.run(), 5)
    assert pauses == []


async def test_inline_queries_are_answered_and_leave_no_trace(exchange: Exchange, phone: Phone) -> None:
    query = exchange.telegram.ask_inline(phone.user_id, "presse")
    await exchange.settle()
    assert exchange.telegram.inline_query(query).answer is not None
    assert await rows(exchange) == 0


async def test_an_update_that_cant_be_read_stops_nobody_elses_and_is_set_aside(
    exchange: Exchange, phone: Phone, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Telegram is newer than the library: a field that it insists on is not sent any more."""
    monkeypatch.setattr("bot.dispatch.BACKOFF_SECONDS", 0)
    odd: dict[str, Any] = {"chat": {"id": phone.chat_id, "type": "private"}, "text": "ganz geheim", "poll": {"id": "7"}}
    exchange.telegram.type(phone.chat_id, phone.user_id, "/hilfe")
    exchange.telegram.world.updates.put("message", odd, exchange.clock.now())
    exchange.telegram.world.updates.put("inline_query", {"query": "ganz geheim"}, exchange.clock.now())
    exchange.telegram.type(phone.chat_id, phone.user_id, "/themen")
    await exchange.settle()
    assert len(phone.shown) == 3  # help, "that did not work", topics
    assert "is set aside" in caplog.text
    assert "inline query" in caplog.text
    assert "ganz geheim" not in caplog.text
