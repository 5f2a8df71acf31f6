"""The bot's side over HTTP: /bot<token>/<method> and /file/bot<token>/<path>."""

import json
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from bot.sandbox import forms, gateway
from bot.sandbox.refusals import LostAnswer, Refusal
from bot.sandbox.telegram import Telegram


class _Broken(Response):
    """Begins an answer and never finishes it, so that the caller sees the connection break."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})


def routes(telegram: Telegram) -> list[Route]:
    async def call(request: Request) -> Response:
        token, method = request.path_params["token"], request.path_params["method"]
        try:
            values, files = forms.read(request.headers.get("content-type", ""), await request.body())
            values = forms.urlencoded(request.url.query) | values
            body = await gateway.answer(telegram, token, method, values, files)
        except LostAnswer:
            return _Broken()
        except Refusal as refusal:
            body = refusal.body()
        return answered(body)

    async def download(request: Request) -> Response:
        stored = telegram.world.archive.by_path(request.path_params["path"])
        if request.path_params["token"] != telegram.token or stored is None:
            return answered({"ok": False, "error_code": 404, "description": "Not Found"})
        return Response(stored.upload.content, media_type="application/octet-stream")

    return [
        Route("/bot{token}/{method}", call, methods=["GET", "POST"]),
        Route("/file/bot{token}/{path:path}", download),
    ]


def answered(body: dict[str, Any]) -> Response:
    # ASCII only: a lone surrogate that a person typed survives as an escape
    return Response(json.dumps(body).encode(), body.get("error_code", 200), media_type="application/json")
