"""The whole thing on one machine: the bot, and the stand-in for Telegram with a phone in the browser.

Everything lives in a folder that is gone afterwards; no token, no account, no network.
"""

import sys
import tempfile
from pathlib import Path

from bot.app import serve
from bot.clock import Clock
from bot.sandbox import cast, server
from bot.sandbox.telegram import Telegram
from bot.settings import Settings
from bot.time_machine import TimeMachine


async def try_out(settings: Settings) -> None:
    """Until SIGINT or SIGTERM. Raises `server.PortTaken`."""
    clock = Clock()
    telegram = Telegram(clock.now)
    cast.enter(telegram)
    machine = TimeMachine(clock)
    with tempfile.TemporaryDirectory(prefix="quartierslotse-") as folder:
        async with server.serve(server.build(telegram, machine), port=settings.sandbox_port) as address:
            sys.stdout.write(f"\n  Quartierslotse is ready to be tried: {address}\n  Stop it with Ctrl+C.\n\n")
            sys.stdout.flush()
            local = _local(settings, address, Path(folder))
            await serve(local, telegram.token, clock, machine.board)


def _local(settings: Settings, address: str, folder: Path) -> Settings:
    """The same settings, but nothing outside is reached: neither Telegram nor a database that is in use."""
    here = {"telegram_api_url": address, "data_dir": folder, "database_url": None, "responsible_body": ""}
    return settings.model_copy(update=here)
