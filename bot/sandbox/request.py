"""python-telegram-bot's way to the network, leading to the stand-in instead."""

import json
import re
from typing import Any
from urllib.parse import unquote

from telegram._utils.types import ODVInput
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.sandbox import gateway
from bot.sandbox.refusals import LostAnswer
from bot.sandbox.telegram import Telegram
from bot.sandbox.uploads import Upload

_ADDRESS = re.compile(r"/(?P<file>file/)?bot(?P<token>[^/]+)/(?P<rest>.+)$")


class SandboxRequest(BaseRequest):
    """`lost_as` says what a lost answer looks like to the bot: a broken connection or a timeout."""

    def __init__(self, telegram: Telegram, lost_as: type[NetworkError] = NetworkError) -> None:
        self._telegram = telegram
        self._lost_as = lost_as

    @property
    def read_timeout(self) -> float | None:
        return 5.0

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        address = _ADDRESS.search(unquote(url))
        if address is None:
            return 404, b'{"ok":false,"error_code":404,"description":"Not Found"}'
        if address["file"]:
            return self._download(address["token"], address["rest"])
        params = request_data.json_parameters if request_data else {}
        try:
            body = await gateway.answer(
                self._telegram, address["token"], address["rest"], params, _uploads(request_data)
            )
        except LostAnswer as lost:
            raise self._error(lost) from None
        return body.get("error_code", 200), json.dumps(body).encode()

    def _error(self, lost: LostAnswer) -> NetworkError:
        return TimedOut() if issubclass(self._lost_as, TimedOut) else self._lost_as(f"the answer to {lost} was lost")

    def _download(self, token: str, path: str) -> tuple[int, bytes]:
        stored = self._telegram.world.archive.by_path(path)
        if token != self._telegram.token or stored is None:
            return 404, b'{"ok":false,"error_code":404,"description":"Not Found"}'
        return 200, stored.upload.content


def _uploads(request_data: RequestData | None) -> dict[str, Upload]:
    if request_data is None or not request_data.contains_files:
        return {}
    return {name: _upload(part) for name, part in request_data.multipart_data.items()}


def _upload(part: Any) -> Upload:
    name, content, mime_type = part
    return Upload(name, content if isinstance(content, bytes) else content.read(), mime_type)
