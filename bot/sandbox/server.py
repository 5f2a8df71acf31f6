"""The stand-in over HTTP: for the bot, and for a phone in the browser. On this machine only."""

import asyncio
import contextlib
import os
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.sandbox import bot_api, clock_api, gateway, phone_api
from bot.sandbox.telegram import Telegram

PAGE = Path(__file__).with_name("page")
LOOPBACK = ("127.0.0.1", "localhost", "[::1]", "::1")
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
MEDIA_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


class PortTaken(OSError):
    def __init__(self, host: str, port: int) -> None:
        super().__init__(f"port {port} on {host} is taken by another program")
        self.port = port


class _OnlyThisMachine:
    """Refuses foreign names (DNS rebinding) and requests that a foreign page makes, and adds the safety headers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif _is_foreign(Request(scope)):
            await PlainTextResponse("Forbidden", 403)(scope, receive, send)
        else:
            await self._app(scope, receive, _with_headers(send))


def _is_foreign(request: Request) -> bool:
    host = request.headers.get("host", "")
    origin = request.headers.get("origin")
    name = host if host.endswith("]") else host.rpartition(":")[0] or host
    return (
        name.lower() not in LOOPBACK
        or origin not in (None, f"http://{host}")
        or request.headers.get("sec-fetch-site") == "cross-site"
    )


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            added = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]
            message["headers"] = [*message.get("headers", []), *added]
        await send(message)

    return sending


def build(telegram: Telegram, machine: clock_api.TimeMachine | None = None) -> Starlette:
    """Without a `machine` the page has no clock: time goes as it goes."""
    closing = asyncio.Event()
    app = Starlette(
        routes=[
            *bot_api.routes(telegram),
            *clock_api.routes(machine),
            *phone_api.routes(telegram, closing),
            Route("/", _page("index.html")),
            *[Route(f"/{file.name}", _page(file.name)) for file in sorted(PAGE.iterdir()) if file.name[0] != "."],
        ],
        middleware=[Middleware(_OnlyThisMachine)],
    )
    app.state.close = _closer(telegram, closing)
    return app


def _closer(telegram: Telegram, closing: asyncio.Event) -> Callable[[], None]:
    """Ends the event streams and the long poll, which a stopping server would wait for."""

    def close() -> None:
        closing.set()
        gateway.release(telegram)

    return close


def _page(name: str) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        return FileResponse(PAGE / name, media_type=MEDIA_TYPES.get(Path(name).suffix))

    return endpoint


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals belong to the program that serves, not to its sandbox."""
        yield


@contextlib.asynccontextmanager
async def serve(app: Starlette, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[str]:
    """Yields the address ("http://127.0.0.1:8731") once it listens; port 0 takes a free one."""
    listening = _listen(host, port)
    config = uvicorn.Config(
        app, log_config=None, access_log=False, lifespan="off", timeout_graceful_shutdown=2, timeout_keep_alive=30
    )
    server = _Server(config)
    running = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        while not server.started and not running.done():  # noqa: ASYNC110  uvicorn offers no event for it
            await asyncio.sleep(0.005)
        yield f"http://{host}:{listening.getsockname()[1]}"
    finally:
        app.state.close()
        server.should_exit = True
        await running
        listening.close()


def _listen(host: str, port: int) -> socket.socket:
    if host not in LOOPBACK:
        raise ValueError(f"the sandbox listens on this machine only, not on {host}")
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    if os.name == "posix":  # elsewhere it would let two programs share the port
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise PortTaken(host, port) from error
    return listening
