"""One call from outside, whichever way it came: the token, the method, and the waiting of a long poll."""

import asyncio
from collections.abc import Mapping
from typing import Any
from weakref import WeakKeyDictionary

from bot.sandbox.parameters import Parameters
from bot.sandbox.refusals import conflict, unauthorized
from bot.sandbox.telegram import Telegram
from bot.sandbox.uploads import Upload

LONGEST_WAIT = 50

# The one long poll that may wait at a time; what it is given becomes its answer.
_waiting: WeakKeyDictionary[Telegram, asyncio.Future[dict[str, Any]]] = WeakKeyDictionary()


async def answer(
    telegram: Telegram, token: str, method: str, params: Mapping[str, Any], files: Mapping[str, Upload] | None = None
) -> dict[str, Any]:
    if token != telegram.token:
        return unauthorized().body()
    if method.lower() == "getupdates":
        return await _updates(telegram, method, params)
    return telegram.call(method, params, files)


async def _updates(telegram: Telegram, method: str, params: Mapping[str, Any]) -> dict[str, Any]:
    _end_poll(telegram, conflict().body())
    body = telegram.call(method, params)
    timeout = min(max(Parameters(params).integer("timeout"), 0), LONGEST_WAIT)
    if not body["ok"] or body["result"] or timeout == 0:
        return body
    return await _wait(telegram, params, timeout)


def release(telegram: Telegram) -> None:
    """Ends a waiting long poll without updates, so that a server can stop at once."""
    _end_poll(telegram, {"ok": True, "result": []})


def _end_poll(telegram: Telegram, body: dict[str, Any]) -> None:
    waiting = _waiting.pop(telegram, None)
    if waiting is not None and not waiting.done():
        waiting.set_result(body)


async def _wait(telegram: Telegram, params: Mapping[str, Any], timeout: int) -> dict[str, Any]:  # noqa: ASYNC109
    loop = asyncio.get_running_loop()
    changed = asyncio.Event()
    ended: asyncio.Future[dict[str, Any]] = loop.create_future()
    _waiting[telegram] = ended

    def wake() -> None:
        # a person may type from another thread than the one that serves the bot
        loop.call_soon_threadsafe(changed.set)

    unsubscribe = telegram.subscribe(wake)
    deadline = loop.time() + timeout
    try:
        while not ended.done():
            updates = telegram.look_again(params)
            left = deadline - loop.time()
            if updates or left <= 0:
                return {"ok": True, "result": updates}
            changed.clear()
            change = asyncio.ensure_future(changed.wait())
            either: set[asyncio.Future[Any]] = {change, ended}
            try:
                await asyncio.wait(either, timeout=left, return_when=asyncio.FIRST_COMPLETED)
            finally:
                change.cancel()
        return ended.result()
    finally:
        unsubscribe()
        if _waiting.get(telegram) is ended:
            del _waiting[telegram]
