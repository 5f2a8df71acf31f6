"""A smoke conversation on a Bot API emulator that somebody else wrote, with their own reading of Telegram's manual.

It serves another messenger's subset: what it lacks although Telegram has it is bridged here, and not in the bot.
"""

import asyncio
import importlib.util
import json
import os
import socket
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot.app import App, make_bot
from bot.clock import Clock
from bot.sandbox import server
from bot.sandbox.telegram import TOKEN
from bot.settings import Settings
from bot.storage.engine import Storage
from tests.phone import knowledge_of

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        importlib.util.find_spec("lo_bot_api_emulator") is None and not os.environ.get("CI"),
        reason="lo-bot-api-emulator is not installed; `make test-all` does it",
    ),
]

KIM = {"id": 1001, "is_bot": False, "first_name": "Kim", "language_code": "de"}
CHAT = {"id": 1001, "type": "private", "first_name": "Kim"}

# Legal at Telegram, unknown to the emulator.
LEFT_OUT = {
    "sendMessage": {"link_preview_options"},
    "editMessageText": {"link_preview_options"},
    "answerInlineQuery": {"button"},
}
# Methods that it does not model, and what Telegram would answer.
ANSWERED_HERE: dict[str, Any] = {
    "getMyDescription": {"description": ""},
    "getMyShortDescription": {"short_description": ""},
    "setMyDescription": True,
    "setMyShortDescription": True,
}


class Emulator:
    """The emulator in a process of its own, its journal, and what went over the bridge."""

    def __init__(self, folder: Path) -> None:
        self._port = _free_port()
        self.address = f"http://127.0.0.1:{self._port}"
        self.journal = folder / "journal.jsonl"
        self._log = folder / "emulator.log"
        self.calls: list[tuple[str, dict[str, str], dict[str, Any]]] = []

    @asynccontextmanager
    async def running(self) -> AsyncIterator[str]:
        """Yields the address of the bridge."""
        arguments = ("--port", str(self._port), "--enable-control", "--journal", str(self.journal))
        with self._log.open("wb") as log:
            process = await asyncio.create_subprocess_exec(*_emulator(), *arguments, stdout=log, stderr=log)
        try:
            await self._listens()
            async with (
                httpx.AsyncClient(base_url=self.address, timeout=60, trust_env=False) as client,
                server.serve(self._bridge(client)) as address,
            ):
                yield address
        finally:
            process.kill()
            await process.wait()

    async def _listens(self) -> None:
        async with asyncio.timeout(20):
            while True:
                try:
                    _, writer = await asyncio.open_connection("127.0.0.1", self._port)
                except OSError:
                    await asyncio.sleep(0.05)
                else:
                    writer.close()
                    await writer.wait_closed()
                    return

    def _bridge(self, client: httpx.AsyncClient) -> Starlette:
        async def cross(request: Request) -> JSONResponse:
            method = str(request.path_params["method"])
            sent = dict(parse_qsl((await request.body()).decode(), keep_blank_values=True))
            if method in ANSWERED_HERE:
                body, status = {"ok": True, "result": ANSWERED_HERE[method]}, 200
            else:
                kept = {name: value for name, value in sent.items() if name not in LEFT_OUT.get(method, ())}
                answer = await client.post(request.url.path, data=kept)
                body, status = answer.json(), answer.status_code
            if method == "getMe":
                body["result"] |= {"username": "quartierslotse_bot"}
            self.calls.append((method, sent, body))
            return JSONResponse(body, status)

        app = Starlette(routes=[Route("/bot{token}/{method}", cross, methods=["POST"])])
        app.state.close = lambda: None
        return app

    async def arrives(self, kind: str, content: dict[str, Any]) -> None:
        async with httpx.AsyncClient(trust_env=False) as client:
            update = {"token": TOKEN, "update": {kind: content}}
            answer = await client.post(f"{self.address}/__fixture/updates", json=update)
            assert answer.json()["ok"], answer.text

    def called(self, *methods: str) -> list[dict[str, str]]:
        return [sent for name, sent, _ in self.calls if name in methods]

    async def reached(self, done: Callable[[], bool]) -> None:
        async with asyncio.timeout(20):
            while not done():  # noqa: ASYNC110
                await asyncio.sleep(0.02)

    async def verdict(self, *methods: str) -> dict[str, Any]:
        """Its own: no call refused, and each of these methods accepted at least once."""
        wanted = [argument for method in methods for argument in ("--require-method", method)]
        process = await asyncio.create_subprocess_exec(
            *_emulator(),
            "verdict",
            str(self.journal),
            "--require-response",
            *wanted,
            stdout=asyncio.subprocess.PIPE,
        )
        out, _ = await process.communicate()
        return dict(json.loads(out))


def _emulator() -> tuple[str, ...]:
    return sys.executable, "-c", "from lo_bot_api_emulator import main; main()"


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def _message(message_id: int, text: str) -> dict[str, Any]:
    message = {"message_id": message_id, "date": 1_772_524_800, "chat": CHAT, "from": KIM, "text": text}
    if text.startswith("/"):
        message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text)}]
    return message


@asynccontextmanager
async def _running(address: str) -> AsyncIterator[None]:
    settings = Settings(_env_file=None, responsible_body="Test", telegram_api_url=address)  # type: ignore[call-arg]
    knowledge = knowledge_of(settings.knowledge_dir)
    app = App(settings, make_bot(settings, TOKEN), Storage("sqlite:///:memory:"), Clock(), knowledge)
    work = asyncio.create_task(app.run())
    try:
        yield
    finally:
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)
        await app.close()


async def test_a_conversation_that_somebody_elses_emulator_accepts(tmp_path: Path) -> None:
    emulator = Emulator(tmp_path)
    async with emulator.running() as address, _running(address):
        await emulator.arrives("message", _message(1, "/start"))
        await emulator.reached(lambda: len(emulator.called("sendMessage")) == 2)
        await emulator.arrives("message", _message(2, "Wie komme ich in die Zeitung?"))
        await emulator.reached(lambda: len(emulator.called("sendMessage")) == 3)

        answer = emulator.called("sendMessage")[-1]
        keyboard = json.loads(answer["reply_markup"])["inline_keyboard"]
        data = next(key["callback_data"] for row in keyboard for key in row if "callback_data" in key)
        under = _message(3, answer["text"]) | {"reply_markup": {"inline_keyboard": keyboard}}
        press = {"id": "77", "from": KIM, "message": under, "chat_instance": "1", "data": data}
        await emulator.arrives("callback_query", press)
        await emulator.reached(lambda: len(emulator.called("answerCallbackQuery")) == 1)

        query = {"id": "78", "from": KIM, "query": "presse", "offset": "", "chat_type": "sender"}
        await emulator.arrives("inline_query", query)
        await emulator.reached(lambda: len(emulator.called("answerInlineQuery")) == 1)
        await emulator.reached(lambda: len(emulator.called("sendMessage", "editMessageText")) == 4)
        await emulator.reached(lambda: len(emulator.called("setMyCommands")) == 2)

    refused = [(method, body) for method, _, body in emulator.calls if not body["ok"]]
    assert refused == []
    verdict = await emulator.verdict("getMe", "getUpdates", "sendMessage", "answerCallbackQuery", "answerInlineQuery")
    assert verdict["ok"], verdict
