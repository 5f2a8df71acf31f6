"""Starts the bot from the command line: settings, logs, and what an operator reads when something is wrong."""

import asyncio
import sys
from collections.abc import Coroutine

from telegram.error import TelegramError

from bot.app import serve
from bot.intake import TokenRefused
from bot.logs import set_up_logs
from bot.sandbox.server import PortTaken
from bot.sandbox.telegram import TOKEN
from bot.settings import Settings, SettingsError, read_settings
from bot.tryout import try_out
from knowledge.faults import CollectionError

STOPPED, MISUSED = 0, 2

WITHOUT_A_KEY = (
    "There is no TELEGRAM_BOT_TOKEN. Ask @BotFather in Telegram for one and put it into .env (see .env.example),\n"
    "or try everything on this machine without Telegram: python -m bot --sandbox"
)


def start(sandbox: bool, or_sandbox: bool) -> int:
    """The exit code. `or_sandbox`: without a token the sandbox runs instead."""
    try:
        settings = read_settings()
    except SettingsError as error:
        return _complain(f"Settings are wrong:\n{error}")
    token = settings.token
    set_up_logs(settings.log_level, [token or TOKEN, _password(settings)])
    if sandbox or (or_sandbox and token is None):
        return _run(try_out(settings))
    if token is None:
        return _complain(WITHOUT_A_KEY)
    return _run(serve(settings, token))


def _run(running: Coroutine[None, None, None]) -> int:
    try:
        asyncio.run(running)
    except KeyboardInterrupt:
        return STOPPED
    except CollectionError as error:
        return _complain(f"The collection has faults, so nothing was started:\n{error}")
    except TokenRefused:
        return _complain("Telegram does not know TELEGRAM_BOT_TOKEN. Ask @BotFather for the current one (/token).")
    except PortTaken as error:
        return _complain(f"{error}; choose another with SANDBOX_PORT (0 takes a free one).")
    except TelegramError as error:
        return _complain(f"Telegram can't be reached ({type(error).__name__}); check the network and TELEGRAM_API_URL.")
    except OSError as error:
        return _complain(f"Not started: {error.strerror or type(error).__name__}; check DATA_DIR and DATABASE_URL.")
    return STOPPED


def _password(settings: Settings) -> str:
    from sqlalchemy.engine import make_url

    return make_url(settings.database).password or ""


def _complain(text: str) -> int:
    sys.stderr.write(f"{text}\n")
    return MISUSED
