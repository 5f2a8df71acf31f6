"""Logging: to standard error, for operators, in English. No token, and nothing that people wrote."""

import logging
from types import TracebackType

from bot.faults import places

CHATTY = ("httpx", "httpcore", "telegram", "aiosqlite", "sqlalchemy", "alembic", "apscheduler", "asyncio", "uvicorn")

Trouble = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Redaction(logging.Formatter):
    """Strikes secrets out of the finished line, and of an error that a library reports leaves only kind and place."""

    def __init__(self, secrets: list[str]) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s")
        self._secrets = [secret for secret in secrets if secret]

    def formatException(self, ei: Trouble) -> str:
        return places(ei[1])

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        for secret in self._secrets:
            line = line.replace(secret, "[secret]")
        return line


def set_up_logs(level: str, secrets: list[str]) -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(Redaction(secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # httpx logs every URL at INFO, and the token stands in it; telegram logs whole updates at DEBUG, aiosqlite and
    # sqlalchemy what is written into the database.
    for name in CHATTY:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLevelName(level)))
