"""The sandbox over real HTTP: for the bot, and for the page."""

import asyncio
import socket
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import suppress

import httpx
import pytest
from starlette.applications import Starlette
from telegram import Bot
from telegram.error import NetworkError

from bot.sandbox import cast, gateway, server, views
from bot.sandbox.dummies import picture
from bot.sandbox.telegram import Telegram
from tests.bot.sandbox.stage import KIM, ROUND, Clock


@pytest.fixture
def app(telegram: Telegram) -> Starlette:
    return server.build(telegram)


@pytest.fixture
async def address(app: Starlette) -> AsyncIterator[str]:
    async with server.serve(app) as address:
        yield address


@pytest.fixture
async def bot(telegram: Telegram, address: str) -> AsyncIterator[Bot]:
    async with Bot(telegram.token, base_url=f"{address}/bot", base_file_url=f"{address}/file/bot") as bot:
        yield bot


@pytest.fixture
async def browser(address: str) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=address) as browser:
        yield browser


async def test_the_bot(telegram: Telegram, bot: Bot) -> None:
    telegram.type(KIM, KIM, "ü \ud83d 😀")
    updates = await bot.get_updates()
    assert updates[-1].message is not None
    assert updates[-1].message.text == "ü \ud83d 😀"
    sent = await bot.send_document(KIM, b"a\r\n--b\r\nc\r", filename='ä "x".ics', caption="ü & <x>")
    assert sent.document is not None
    assert (sent.document.file_name, sent.caption) == ('ä "x".ics', "ü & <x>")
    stored = await sent.document.get_file()
    assert bytes(await stored.download_as_bytearray()) == b"a\r\n--b\r\nc\r"
    await bot.send_photo(KIM, picture(20, 20))
    telegram.lose_answer_next("sendMessage")
    with pytest.raises(NetworkError):
        await bot.send_message(KIM, "verloren")
    assert telegram.screen(KIM)[-1]["text"] == "verloren"
    assert (await bot.send_message(KIM, "da")).text == "da"


async def test_a_long_poll_wakes_up_from_another_thread(telegram: Telegram, bot: Bot) -> None:
    last = (await bot.get_updates())[-1].update_id
    polling = asyncio.create_task(bot.get_updates(offset=last + 1, timeout=10))
    await asyncio.sleep(0.1)
    hand = threading.Thread(target=telegram.type, args=(KIM, KIM, "spät"))
    hand.start()
    updates = await asyncio.wait_for(polling, 5)
    hand.join()
    assert len(updates) == 1


async def test_get_json_and_the_token(telegram: Telegram, browser: httpx.AsyncClient) -> None:
    path = f"/bot{telegram.token}"
    assert (await browser.get(f"{path}/getMe")).json()["ok"]
    assert (await browser.get(f"{path}/sendMessage?chat_id={KIM}&text=Hallo")).json()["result"]["text"] == "Hallo"
    assert (await browser.post(f"{path}/sendMessage", json={"chat_id": KIM, "text": "du"})).json()["ok"]
    wrong = await browser.get("/bot1:x/getMe")
    assert (wrong.status_code, wrong.json()["description"]) == (401, "Unauthorized")
    assert (await browser.get(f"{path}/sendPigeon")).status_code == 404
    assert (await browser.get(f"/file{path}/nichts")).status_code == 404
    assert (
        await browser.post(f"{path}/getMe", content="[", headers={"content-type": "application/json"})
    ).status_code == 400


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"host": "evil.example"}, 403),
        ({"host": "127.0.0.1.evil.example:80"}, 403),
        ({"origin": "https://evil.example"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"host": "localhost:8642"}, 200),
        ({"host": "[::1]:8642"}, 200),
    ],
)
async def test_strangers_stay_outside(browser: httpx.AsyncClient, headers: dict[str, str], status: int) -> None:
    answer = await browser.get("/phone/overview", headers=headers)
    assert answer.status_code == status


async def test_the_page_and_its_headers(browser: httpx.AsyncClient) -> None:
    page = await browser.get("/")
    assert "Lokale Probe: nichts verlässt diesen Rechner." in page.text
    assert page.headers["content-security-policy"].startswith("default-src 'none'")
    for name in ("phone.js", "phone.css", "icon.svg"):
        assert (await browser.get(f"/{name}")).status_code == 200
    assert (await browser.get("/../server.py")).status_code == 404


async def test_the_phone(telegram: Telegram, browser: httpx.AsyncClient) -> None:
    overview = (await browser.get("/phone/overview")).json()
    assert [person["name"] for person in overview["people"]] == ["Kim", "Alex"]
    typed = await browser.post("/phone/type", json={"chat": KIM, "user": KIM, "text": "Hallo"})
    assert typed.json()["done"]["text"] == "Hallo"
    chat = (await browser.get(f"/phone/chat?user={KIM}&chat={KIM}")).json()
    assert [message["text"] for message in chat["messages"]] == ["/start", "Hallo"]
    assert (await browser.get(f"/phone/chat?user={KIM}&chat=5")).status_code == 404
    assert (await browser.post("/phone/type", json={"chat": ROUND, "user": 5, "text": "x"})).status_code == 422
    assert (await browser.post("/phone/dance", json={})).status_code == 404
    assert (await browser.post("/phone/block", content='{"user": 1001}')).status_code == 415
    photo = telegram.send(KIM, KIM, "photo")["photo"][0]["file_id"]
    shown = await browser.get(f"/phone/files/{photo}")
    assert (shown.headers["content-type"], shown.headers["content-disposition"]) == ("image/png", "inline")


async def test_changes_are_told_and_closing_is_quick(telegram: Telegram, app: Starlette) -> None:
    loop = asyncio.get_running_loop()
    seen: list[str] = []

    async def watch(address: str) -> None:
        async with httpx.AsyncClient(timeout=10) as client, client.stream("GET", f"{address}/phone/events") as stream:
            async for line in stream.aiter_lines():
                seen.append(line)

    async with server.serve(app) as address:
        bot = httpx.AsyncClient(base_url=f"{address}/bot{telegram.token}")
        last = (await bot.get("/getUpdates")).json()["result"][-1]["update_id"]
        polling = asyncio.create_task(bot.get(f"/getUpdates?timeout=30&offset={last + 1}", timeout=40))
        watching = asyncio.create_task(watch(address))
        await asyncio.sleep(0.2)
        telegram.call("sendMessage", {"chat_id": KIM, "text": "Hallo"})
        await asyncio.sleep(0.1)
        began = loop.time()
    assert loop.time() - began < 1.5
    await asyncio.wait_for(watching, 2)
    with suppress(httpx.HTTPError):
        assert (await asyncio.wait_for(polling, 2)).json()["result"] == []
    await bot.aclose()
    assert [line for line in seen if line.startswith("data")][-1] == f"data: {telegram.version}"


def still_waiting_for_changes() -> list[asyncio.Task[object]]:
    return [task for task in asyncio.all_tasks() if "Event.wait" in repr(task.get_coro())]


async def test_who_leaves_while_nothing_happens_leaves_nothing_behind(telegram: Telegram, address: str) -> None:
    """What is left waiting is reported in red, some time later: "Task was destroyed but it is pending!"."""

    async def watch(client: httpx.AsyncClient) -> None:
        async with client.stream("GET", f"{address}/phone/events") as stream:
            async for line in stream.aiter_lines():
                if line.startswith("data"):
                    seen.set()

    before = len(still_waiting_for_changes())
    seen = asyncio.Event()
    async with httpx.AsyncClient(timeout=10) as client:
        watching = asyncio.create_task(watch(client))
        await asyncio.wait_for(seen.wait(), 5)
        assert len(still_waiting_for_changes()) > before
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)
    await until(lambda: len(still_waiting_for_changes()) == before)


async def test_a_long_poll_that_is_broken_off_leaves_nothing_behind(telegram: Telegram) -> None:
    last = telegram.call("getUpdates", {})["result"][-1]["update_id"]
    before = len(still_waiting_for_changes())
    polling = asyncio.create_task(
        gateway.answer(telegram, telegram.token, "getUpdates", {"timeout": 30, "offset": last + 1})
    )
    await until(lambda: len(still_waiting_for_changes()) > before)
    polling.cancel()
    await asyncio.gather(polling, return_exceptions=True)
    await until(lambda: len(still_waiting_for_changes()) == before)


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not true():  # noqa: ASYNC110  nothing tells when a task is gone
            await asyncio.sleep(0.01)


async def test_a_taken_port_is_named(app: Starlette) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(server.PortTaken, match=str(port)):
            async with server.serve(app, port=port):
                pass


async def test_other_machines_are_not_served(app: Starlette) -> None:
    with pytest.raises(ValueError, match="this machine only"):
        async with server.serve(app, host="0.0.0.0"):  # noqa: S104
            pass


def test_the_cast(clock: Clock) -> None:
    telegram = Telegram(clock)
    cast.enter(telegram)
    people = telegram.world.directory.people
    assert all(person.note for person in people.values()), "the page says who is who"
    roles = cast.roles()
    assert {*roles.admins, *roles.teams[0].leads, *roles.teams[0].newcomers} < set(people), "and one is a stranger"
    assert len(telegram.world.directory.groups) == 1


def test_extras_fill_the_stage_without_a_phone(clock: Clock) -> None:
    telegram = Telegram(clock)
    cast.enter(telegram)
    played = views.overview(telegram)["people"]
    cast.enter_extras(telegram)
    assert views.overview(telegram)["people"] == played
    numbers = [user_id for team in cast.extras().values() for user_id in team]
    assert len(set(numbers)) == len(numbers) > 20
    for user_id in numbers:
        assert telegram.call("sendMessage", {"chat_id": user_id, "text": "x"})["ok"], "they can be written to"
