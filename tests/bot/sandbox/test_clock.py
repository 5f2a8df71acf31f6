"""The sandbox's clock over HTTP."""

from datetime import timedelta

import httpx
import pytest

from bot.sandbox.server import build
from bot.sandbox.telegram import Telegram
from tests.bot.sandbox.stage import START, Machine


def client(machine: Machine | None) -> httpx.AsyncClient:
    app = build(Telegram(lambda: START), machine)
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1")


async def test_it_tells_the_time_and_when_something_is_due() -> None:
    async with client(Machine(START + timedelta(days=2))) as web:
        shown = (await web.get("/phone/clock")).json()
    assert shown == {"now": START.timestamp(), "next": (START + timedelta(days=2)).timestamp()}


@pytest.mark.parametrize(
    ("said", "moved"),
    [
        ({"days": 7}, timedelta(days=7)),
        ({"hours": 1.5}, timedelta(hours=1.5)),
        ({"to": "next"}, timedelta(days=2)),
        ({}, timedelta()),
    ],
)
async def test_it_moves_on(said: dict[str, object], moved: timedelta) -> None:
    machine = Machine(START + timedelta(days=2))
    async with client(machine) as web:
        assert (await web.post("/phone/clock", json=said)).status_code == 200
    assert machine.moment == START + moved


@pytest.mark.parametrize(
    "said", [{"days": -1}, {"days": 401}, {"days": "many"}, {"days": 1e400}, {"days": True}, [1], 5]
)
async def test_it_goes_neither_back_nor_too_far(said: object) -> None:
    machine = Machine()
    async with client(machine) as web:
        response = await web.post("/phone/clock", content=_json(said), headers={"Content-Type": "application/json"})
    assert response.status_code == 422
    assert machine.moment == START


async def test_without_anything_due_there_is_no_leap_to_it() -> None:
    async with client(Machine()) as web:
        assert (await web.post("/phone/clock", json={"to": "next"})).status_code == 422


async def test_a_foreign_page_can_not_move_it() -> None:
    machine = Machine()
    async with client(machine) as web:
        assert (await web.post("/phone/clock", content='{"days": 1}')).status_code == 415
        foreign = {"Origin": "http://example.org", "Content-Type": "application/json"}
        assert (await web.post("/phone/clock", content='{"days": 1}', headers=foreign)).status_code == 403
    assert machine.moment == START


async def test_a_sandbox_without_a_machine_has_no_clock() -> None:
    async with client(None) as web:
        assert (await web.get("/phone/clock")).status_code == 204
        assert (await web.post("/phone/clock", json={"days": 1})).status_code in (404, 405)


def _json(value: object) -> str:
    import json

    return json.dumps(value)
