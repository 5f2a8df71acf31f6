"""The dispatcher: every update once, in the order of its chat, and no chat at the cost of another."""

import asyncio
import logging
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot import dispatch
from bot.sandbox.telegram import TOKEN
from bot.storage import tables
from bot.storage.outbox import SENT
from handlers import texts
from handlers.arrival import Arrival
from handlers.cards import HelpCard
from handlers.desk import Desk
from handlers.reply import SILENCE, Reply, show
from handlers.routes import serve
from tests.phone import Exchange, open_exchange

SECRET = "mein Chef Herr Grabowski brüllt mich an"
KIM, ALEX = 1001, 1002


@pytest.fixture(autouse=True)
def _no_breath(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dispatch, "BACKOFF_SECONDS", 0)


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[Arrival]:
    """Every arrival that was handed to the handlers, and what is said to it is help."""
    served: list[Arrival] = []

    async def note(arrival: Arrival, desk: Desk) -> Reply:
        served.append(arrival)
        return show(HelpCard())

    monkeypatch.setattr(dispatch, "serve", note)
    return served


@pytest.fixture
def breaks_on_secret(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Handlers that stumble over one text, and repeat it in their error as a careless one may."""
    tries: list[str] = []

    async def stumble(arrival: Arrival, desk: Desk) -> Reply:
        if arrival.text == SECRET:
            tries.append(arrival.text)
            await desk.stores.members.welcome(arrival.user_id, desk.now)
            raise ValueError(f"can't cope with {arrival.text}")
        return await serve(arrival, desk)

    monkeypatch.setattr(dispatch, "serve", stumble)
    return tries


async def inbox(exchange: Exchange) -> list[dict[str, Any]]:
    query = select(tables.inbox).order_by(tables.inbox.c.update_id)
    async with exchange.app.storage.engine.connect() as connection:
        return [dict(row._mapping) for row in await connection.execute(query)]


async def until(happened: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not happened():  # noqa: ASYNC110
            await asyncio.sleep(0.002)


async def test_an_update_that_is_delivered_twice_takes_effect_once(exchange: Exchange, served: list[Arrival]) -> None:
    phone = exchange.phone()
    exchange.telegram.type(phone.chat_id, phone.user_id, "eins")
    await exchange.app.intake.fetch(None, 0)
    await exchange.app.intake.fetch(None, 0)  # while the first is being handled
    await exchange.app.dispatcher.idle()
    await exchange.app.intake.fetch(None, 0)  # and after it was
    await exchange.settle()
    assert [arrival.text for arrival in served] == ["eins"]
    assert len(phone.shown) == 1


async def test_what_was_handled_is_erased(exchange: Exchange) -> None:
    await exchange.phone().type(SECRET)
    (row,) = await inbox(exchange)
    assert (row["state"], row["payload"]) == ("done", None)


async def test_a_poison_update_is_tried_three_times_then_set_aside_and_its_writer_told_once(
    exchange: Exchange, breaks_on_secret: list[str]
) -> None:
    phone = exchange.phone()
    exchange.telegram.type(phone.chat_id, phone.user_id, SECRET)
    exchange.telegram.type(phone.chat_id, phone.user_id, "/hilfe")
    await exchange.settle()
    assert len(breaks_on_secret) == 3
    assert len(phone.shown) == 2
    assert phone.shown[0]["text"].startswith(texts.LOSS_TITLE)
    assert texts.LOSS_TITLE not in phone.text  # the next update is served
    aside, done = await inbox(exchange)
    assert (aside["state"], aside["payload"], aside["fault"]) == ("set_aside", None, "ValueError")
    assert done["state"] == "done"
    await exchange.restart()
    assert len(phone.shown) == 2


async def test_a_failed_try_leaves_nothing_behind(exchange: Exchange, breaks_on_secret: list[str]) -> None:
    await exchange.phone().type(SECRET)
    async with exchange.app.storage.look() as records:
        assert await records.members.get(KIM) is None  # `stumble` had welcomed them


async def test_a_failure_that_passes_costs_nothing(exchange: Exchange, monkeypatch: pytest.MonkeyPatch) -> None:
    tries: list[str] = []

    async def at_the_third(arrival: Arrival, desk: Desk) -> Reply:
        tries.append(arrival.text)
        if len(tries) < 3:
            raise OSError
        return show(HelpCard())

    monkeypatch.setattr(dispatch, "serve", at_the_third)
    phone = exchange.phone()
    await phone.type("eins")
    assert len(tries) == 3
    assert len(phone.shown) == 1
    assert texts.LOSS_TITLE not in phone.text


async def test_in_a_group_nobody_is_told_of_a_loss(exchange: Exchange, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fail(arrival: Arrival, desk: Desk) -> Reply:
        raise ValueError

    monkeypatch.setattr(dispatch, "serve", fail)
    exchange.phone()
    exchange.telegram.add_group(-2001, "Quartiersrunde", [KIM])
    group = exchange.phone(KIM, chat_id=-2001)
    await group.type("/hilfe")
    assert group.shown == []


async def test_neither_question_nor_token_stand_in_the_log(
    exchange: Exchange, breaks_on_secret: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="quartierslotse")
    await exchange.phone().type(SECRET)
    assert "ValueError at" in caplog.text
    assert "test_dispatch.py" in caplog.text  # where it happened is said
    for secret in (SECRET, "Grabowski", TOKEN, TOKEN.partition(":")[2]):
        assert secret not in caplog.text


async def test_not_even_when_the_failure_cant_be_counted(
    exchange: Exchange,
    breaks_on_secret: list[str],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def fail(*_: object) -> None:
        raise OSError("the disk is full")

    with monkeypatch.context() as trouble:
        trouble.setattr("bot.storage.inbox.Inbox.count_try", fail)
        await exchange.phone().type(SECRET)
    assert "a worker stopped" in caplog.text
    assert "Grabowski" not in caplog.text
    await exchange.app.beat()  # the chat is not forgotten
    await exchange.settle()
    assert [row["state"] for row in await inbox(exchange)] == ["set_aside"]


async def test_a_failing_database_does_not_repeat_what_was_written(exchange: Exchange) -> None:
    async with exchange.app.storage.engine.begin() as connection:
        await connection.execute(tables.inbox.insert().values(update_id=1, chat_id=1, payload=SECRET, **_new(exchange)))
        with pytest.raises(Exception, match="UNIQUE") as caught:
            await connection.execute(
                tables.inbox.insert().values(update_id=1, chat_id=1, payload=SECRET, **_new(exchange))
            )
    assert "Grabowski" not in str(caught.value)


def _new(exchange: Exchange) -> dict[str, Any]:
    return {"received_at": exchange.clock.now(), "state": "open", "tries": 0}


async def test_many_updates_keep_the_order_of_their_chat(exchange: Exchange, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(4)  # noqa: S311
    served: dict[int, list[int]] = {}

    async def dawdle(arrival: Arrival, desk: Desk) -> Reply:
        await asyncio.sleep(chance.choice((0, 0, 0.001)))
        served.setdefault(arrival.chat_id, []).append(int(arrival.text))
        return SILENCE

    monkeypatch.setattr(dispatch, "serve", dawdle)
    people = [exchange.phone(3000 + number).user_id for number in range(6)]
    for number in range(240):
        person = chance.choice(people)
        exchange.telegram.type(person, person, str(number))
    await exchange.settle()
    assert sum(map(len, served.values())) == 240
    assert all(numbers == sorted(numbers) for numbers in served.values())


async def test_a_chat_whose_handler_hangs_holds_up_no_other(
    database_url: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """On SQLite it holds the one pen, until it is taken from it; on PostgreSQL everybody has their own."""
    own_pen = database_url.startswith("postgresql")
    monkeypatch.setattr(dispatch, "HANDLER_SECONDS", 60 if own_pen else 0.1)
    hanging: list[int] = []

    async def hang(arrival: Arrival, desk: Desk) -> Reply:
        if arrival.chat_id == KIM and arrival.text == "häng dich auf":
            hanging.append(arrival.chat_id)
            await asyncio.Event().wait()
        return show(HelpCard())

    monkeypatch.setattr(dispatch, "serve", hang)
    async with open_exchange(database_url) as exchange:
        kim, alex = exchange.phone(KIM), exchange.phone(ALEX)
        exchange.telegram.type(KIM, KIM, "häng dich auf")
        offset = await exchange.app.intake.fetch(None, 0)
        await until(lambda: bool(hanging))
        exchange.telegram.type(ALEX, ALEX, "und ich?")
        exchange.telegram.type(KIM, KIM, "und weiter?")
        await exchange.app.intake.fetch(offset, 0)
        posting = asyncio.create_task(exchange.app.postman.run())
        await until(lambda: len(alex.shown) == 1)
        if own_pen:
            assert kim.shown == []
        else:
            await until(lambda: len(kim.shown) == 2)
            assert kim.shown[0]["text"].startswith(texts.LOSS_TITLE)
            assert "TimeoutError" in caplog.text
        posting.cancel()
        await asyncio.gather(posting, return_exceptions=True)


async def test_two_processes_that_overlap_for_a_moment_handle_an_update_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    served: list[str] = []
    seen_by_both = asyncio.Event()

    async def wait(arrival: Arrival, desk: Desk) -> Reply:
        served.append(arrival.text)
        await seen_by_both.wait()
        return show(HelpCard())

    monkeypatch.setattr(dispatch, "serve", wait)
    async with open_exchange(f"sqlite:///{tmp_path / 'test.db'}") as old:
        new = Exchange(old.telegram, old.clock, old.settings, old.url)
        await new.app.bot.initialize()
        phone = old.phone()
        old.telegram.type(phone.chat_id, phone.user_id, "eins")
        await old.app.intake.fetch(None, 0)
        await until(lambda: served == ["eins"])
        await new.app.dispatcher.resume()
        await asyncio.sleep(0.1)  # the new one has read it too, and waits for the pen
        seen_by_both.set()
        await old.app.dispatcher.idle()
        await new.app.dispatcher.idle()
        await old.app.postman.idle()
        assert served == ["eins"]
        assert len(phone.shown) == 1
        await new.app.close()


async def test_what_was_committed_but_not_handled_before_a_crash_is_handled_once_after_it(
    tmp_path: Path, served: list[Arrival]
) -> None:
    url = f"sqlite:///{tmp_path / 'test.db'}"
    async with open_exchange(url) as crashed:
        phone = crashed.phone()
        for text in ("eins", "zwei", "drei"):
            crashed.telegram.type(phone.chat_id, phone.user_id, text)
        await crashed.app.intake.fetch(None, 0)
        await crashed.app.dispatcher.stop()  # before any worker has begun, and Telegram has heard of nothing
        assert served == []
    again = Exchange(crashed.telegram, crashed.clock, crashed.settings, url)
    await again.app.prepare()
    await again.settle()
    assert [arrival.text for arrival in served] == ["eins", "zwei", "drei"]
    assert [row["state"] for row in await inbox(again)] == ["done"] * 3
    async with again.app.storage.look() as records:
        assert await records.outbox.count(SENT) == 3
    await again.app.close()


async def test_stopping_ends_every_worker_even_those_that_were_called_again(
    exchange: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[int] = []

    async def hang(arrival: Arrival, desk: Desk) -> Reply:
        started.append(arrival.chat_id)
        await asyncio.Event().wait()
        return SILENCE

    monkeypatch.setattr(dispatch, "serve", hang)
    exchange.phone()
    exchange.telegram.type(KIM, KIM, "eins")
    await exchange.app.intake.fetch(None, 0)
    await until(lambda: started == [KIM])
    exchange.app.dispatcher.wake(KIM)
    await exchange.app.dispatcher.stop()
    await asyncio.sleep(0.02)
    assert started == [KIM]


@pytest.mark.parametrize("kind", ["message_reaction", "something_of_next_year", "poll_answer"])
async def test_kinds_of_updates_that_nobody_knows_are_closed_silently(
    kind: str, exchange: Exchange, caplog: pytest.LogCaptureFixture
) -> None:
    phone = exchange.phone()
    content: dict[str, Any] = {"chat": {"id": KIM, "type": "private"}, "date": 1, "novelty": [1, 2]}
    if kind == "message_reaction":
        content |= {"message_id": 5, "old_reaction": [], "new_reaction": []}
    if kind == "poll_answer":
        content |= {"poll_id": "7", "option_ids": [0], "option_persistent_ids": ["0"]}
    exchange.telegram.world.updates.allowed = [kind]
    exchange.telegram.world.updates.put(kind, content, exchange.clock.now())
    await exchange.settle()
    assert [(row["state"], row["payload"]) for row in await inbox(exchange)] == [("done", None)]
    assert phone.shown == []
    assert caplog.text == ""


async def test_a_buttons_acknowledgement_may_get_lost(exchange: Exchange) -> None:
    phone = exchange.phone()
    await phone.type("/hilfe")
    before = len(phone.shown)
    exchange.telegram.refuse_next("answerCallbackQuery", 400, "Bad Request: query is too old")
    exchange.telegram.tap(KIM, KIM, phone.last["message_id"], "1:h", force=True)
    await exchange.settle()
    assert len(phone.shown) == before + 1
