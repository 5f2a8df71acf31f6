"""The people's side over HTTP, for the page: what a phone shows, and what a hand does there."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from bot.sandbox import views
from bot.sandbox.telegram import Telegram

HEARTBEAT = 15.0

Deed = Callable[[Telegram, dict[str, Any]], Any]

# What a hand can do; the names are the last part of the address.
DEEDS: dict[str, Deed] = {
    "type": lambda phone, said: phone.type(said["chat"], said["user"], said["text"], said.get("reply_to")),
    "edit": lambda phone, said: phone.edit(said["chat"], said["user"], said["message"], said["text"]),
    "send": lambda phone, said: phone.send(said["chat"], said["user"], said["kind"]),
    "tap": lambda phone, said: phone.tap(said["chat"], said["user"], said["message"], said["data"]),
    "link": lambda phone, said: phone.open_link(said["user"], said["parameter"]),
    "inline": lambda phone, said: phone.ask_inline(said["user"], said["text"]),
    "choose": lambda phone, said: phone.choose(said["query"], said["result"], said["chat"]),
    "block": lambda phone, said: phone.block(said["user"]),
    "unblock": lambda phone, said: phone.unblock(said["user"]),
}


def routes(telegram: Telegram, closing: asyncio.Event) -> list[Route]:
    return [
        Route("/phone/overview", _shown(lambda request: views.overview(telegram))),
        Route("/phone/chat", _shown(lambda request: views.chat(telegram, *_who(request)))),
        Route("/phone/inline/{query}", _shown(lambda request: views.inline(telegram, request.path_params["query"]))),
        Route("/phone/files/{file_id}", _file(telegram)),
        Route("/phone/events", _events(telegram, closing)),
        Route("/phone/{deed}", _deed(telegram), methods=["POST"]),
    ]


def _who(request: Request) -> tuple[int, int]:
    return int(request.query_params["user"]), int(request.query_params["chat"])


def _answer(content: Any, status: int = 200) -> Response:
    return Response(json.dumps(content).encode(), status, media_type="application/json")


def _shown(view: Callable[[Request], Any]) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        try:
            return _answer(view(request))
        except (KeyError, ValueError) as error:
            return _answer({"error": str(error)}, 404)

    return endpoint


def _deed(telegram: Telegram) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        deed = DEEDS.get(request.path_params["deed"])
        if deed is None:
            return _answer({"error": "unknown"}, 404)
        # a form on a foreign page can't send this type without asking first
        if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
            return _answer({"error": "JSON expected"}, 415)
        try:
            return _answer({"done": deed(telegram, json.loads(await request.body()))})
        except (KeyError, TypeError, ValueError) as error:
            return _answer({"error": str(error)}, 422)

    return endpoint


def _file(telegram: Telegram) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        stored = telegram.world.archive.by_id(request.path_params["file_id"])
        if stored is None:
            return _answer({"error": "unknown"}, 404)
        shown = stored.path.startswith("photos/")
        return Response(
            stored.upload.content,
            media_type="image/png" if shown else "application/octet-stream",
            headers={"Content-Disposition": "inline" if shown else "attachment"},
        )

    return endpoint


def _events(telegram: Telegram, closing: asyncio.Event) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        headers = {"X-Accel-Buffering": "no"}
        return StreamingResponse(_stream(telegram, closing), media_type="text/event-stream", headers=headers)

    return endpoint


async def _stream(telegram: Telegram, closing: asyncio.Event) -> AsyncIterator[bytes]:
    """The number of the latest change, whenever there is one; many changes at once become one event."""
    changed = asyncio.Event()
    loop = asyncio.get_running_loop()

    def wake() -> None:
        loop.call_soon_threadsafe(changed.set)

    unsubscribe = telegram.subscribe(wake)
    closed = asyncio.ensure_future(closing.wait())
    try:
        yield b"retry: 1000\n\n"
        while not closing.is_set():
            yield f"data: {telegram.version}\n\n".encode()
            change = asyncio.ensure_future(changed.wait())
            try:
                await asyncio.wait({change, closed}, timeout=HEARTBEAT, return_when=asyncio.FIRST_COMPLETED)
            finally:
                change.cancel()
            changed.clear()
    finally:
        closed.cancel()
        unsubscribe()
