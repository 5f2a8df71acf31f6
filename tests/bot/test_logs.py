"""Logs: for operators, without secrets."""

import logging

import pytest

from bot.logs import Redaction, set_up_logs

TOKEN = "123456:AAE-secret"


def test_secrets_are_struck_out_and_of_an_error_only_its_kind_and_place_are_said() -> None:
    """The scheduler's library, for one, reports a beat that failed with the whole traceback."""
    try:
        raise ValueError(f"https://api.telegram.org/bot{TOKEN}/getMe, Küsterei Sonnenblume")
    except ValueError as error:
        trouble = (type(error), error, error.__traceback__)
    record = logging.LogRecord("x", logging.ERROR, "f", 1, "calling %s", (f"/bot{TOKEN}/x",), trouble)
    line = Redaction([TOKEN, ""]).format(record)
    assert "calling /bot[secret]/x" in line
    assert "ValueError at test_logs.py:" in line
    assert TOKEN not in line
    assert "Sonnenblume" not in line


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
