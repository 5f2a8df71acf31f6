"""Logs: for operators, without secrets."""

import logging

import pytest

from bot.logs import Redaction, set_up_logs

TOKEN = "123456:AAE-secret"


def test_secrets_are_struck_out_of_messages_and_tracebacks() -> None:
    try:
        raise ValueError(f"https://api.telegram.org/bot{TOKEN}/getMe")
    except ValueError as error:
        trouble = (type(error), error, error.__traceback__)
    record = logging.LogRecord("x", logging.ERROR, "f", 1, "calling %s", (f"/bot{TOKEN}/x",), trouble)
    line = Redaction([TOKEN, ""]).format(record)
    assert "Traceback" in line
    assert "secret" in line
    assert TOKEN not in line


@pytest.mark.parametrize("level", ["DEBUG", "INFO", "WARNING", "ERROR"])
def test_libraries_that_log_urls_and_texts_stay_quiet(level: str) -> None:
    root = logging.getLogger()
    before, handlers = root.level, root.handlers[:]
    try:
        set_up_logs(level, [TOKEN])
        for name in ("httpx", "telegram", "sqlalchemy", "aiosqlite"):
            assert logging.getLogger(name).getEffectiveLevel() >= logging.WARNING
    finally:
        root.handlers[:] = handlers
        root.setLevel(before)
