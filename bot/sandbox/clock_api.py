"""The sandbox's clock over HTTP: what time it is there, when something is due next, and moving on."""

import json
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Protocol

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

FARTHEST = timedelta(days=400)
"""One leap at most: a slip of the finger should not end up in another decade."""


class TimeMachine(Protocol):
    """Somebody who can run the sandbox's time ahead. All moments are aware and in UTC."""

    def now(self) -> datetime: ...

    async def next_due(self) -> datetime | None:
        """When the bot would write by itself next; None if never."""
        ...

    async def move(self, by: timedelta) -> None:
        """Runs the clock ahead, and lets happen what is due then."""
        ...


def routes(machine: TimeMachine | None) -> list[Route]:
    """Without a machine the clock is asked for all the same, and has nothing to say."""
    if machine is None:
        return [Route("/phone/clock", _silent, methods=["GET"])]
    return [
        Route("/phone/clock", _look(machine), methods=["GET"]),
        Route("/phone/clock", _move(machine), methods=["POST"]),
    ]


async def _silent(request: Request) -> Response:
    return Response(status_code=204)


def _look(machine: TimeMachine) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        return await _shown(machine)

    return endpoint


def _move(machine: TimeMachine) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        # a form on a foreign page can't send this type without asking first
        if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
            return _answer({"error": "JSON expected"}, 415)
        try:
            by = await _wanted(machine, json.loads(await request.body()))
        except (KeyError, TypeError, ValueError, OverflowError) as error:
            return _answer({"error": str(error)}, 422)
        await machine.move(by)
        return await _shown(machine)

    return endpoint


async def _wanted(machine: TimeMachine, said: object) -> timedelta:
    """{"hours": 3}, {"days": 7}, or {"to": "next"}: the moment at which the bot writes by itself next."""
    if not isinstance(said, dict):
        raise TypeError("an object is expected")
    if said.get("to") == "next":
        due = await machine.next_due()
        if due is None:
            raise ValueError("nothing is due")
        by = max(due - machine.now(), timedelta())
    else:
        by = timedelta(days=_number(said, "days"), hours=_number(said, "hours"))
    if not timedelta() <= by <= FARTHEST:
        raise ValueError("time goes ahead only, and by 400 days at most")
    return by


def _number(said: dict[str, object], name: str) -> float:
    value = said.get(name, 0)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"{name} must be a number")
    return float(value)


async def _shown(machine: TimeMachine) -> Response:
    due = await machine.next_due()
    return _answer({"now": machine.now().timestamp(), "next": due.timestamp() if due else None})


def _answer(content: dict[str, object], status: int = 200) -> Response:
    return Response(json.dumps(content).encode(), status, media_type="application/json")
