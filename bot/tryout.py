"""The whole thing on one machine: the bot, and the stand-in for Telegram with a phone in the browser.

Everything lives in a folder that is gone afterwards; no token, no account, no network.
"""

import asyncio
import tempfile
from pathlib import Path

from bot.app import serve
from bot.clock import Clock
from bot.sandbox import server
from bot.sandbox.telegram import Telegram
from bot.settings import Settings

KIM, ALEX, GROUP = 1001, 1002, -2001


def furnish(telegram: Telegram) -> None:
    """Two people and a group, as the page shows them side by side."""
    telegram.add_person(KIM, "Kim")
    telegram.add_person(ALEX, "Alex")
    telegram.add_group(GROUP, "Quartiersrunde", [KIM, ALEX])


async def try_out(settings: Settings) -> None:
    """Until SIGINT or SIGTERM. Raises `server.PortTaken`."""
    clock = Clock()
    telegram = Telegram(clock.now)
    furnish(telegram)
    async with server.serve(server.build(telegram), port=settings.sandbox_port) as address:
        print(f"\n  Quartierslotse is ready to be tried: {address}\n  Stop it with Ctrl+C.\n", flush=True)  # noqa: T201
        with tempfile.TemporaryDirectory(prefix="quartierslotse-") as folder:
            local = settings.model_copy(
                update={
                    "telegram_api_url": address,
                    "data_dir": Path(folder),
                    "database_url": None,
                    "responsible_body": "",
                }
            )
            await serve(local, telegram.token, clock)


def run_sandbox(settings: Settings) -> None:
    asyncio.run(try_out(settings))
