"""What every test may ask for."""

import os
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine

from bot.storage.engine import Storage, async_url
from tests.phone import MEMORY, Exchange, Phone, lay_down, migrated, open_exchange

SERVER = os.environ.get("TEST_DATABASE_URL", "")
IN_CI = bool(os.environ.get("CI"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """A line for each reason to skip, instead of pytest's line for each test."""
    skipped = (report.longrepr for report in terminalreporter.getreports("skipped"))
    reasons = Counter(told[2].removeprefix("Skipped: ") for told in skipped if isinstance(told, tuple))
    for reason, number in sorted(reasons.items()):
        terminalreporter.write_line(f"{number} skipped: {reason}")


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A developer's own token and database stay out of the tests."""
    for name in (
        "TELEGRAM_BOT_TOKEN",
        "DATABASE_URL",
        "DATA_DIR",
        "KNOWLEDGE_DIR",
        "RESPONSIBLE_BODY",
        "BACKUP_DAYS",
        "ACCESS",
        "ADMIN_IDS",
        "LOG_LEVEL",
    ):
        monkeypatch.delenv(name, raising=False)
    yield


KINDS = ("sqlite", "sqlite-file", "postgresql")
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "alone")
_templates: set[str] = set()


@pytest.fixture(params=KINDS)
async def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """An empty database of each kind. PostgreSQL only where TEST_DATABASE_URL names a server; always in CI."""
    if request.param == "postgresql":
        _ask_for_server()
        yield await _create(f"quartierslotse_{WORKER}")
    else:
        yield MEMORY if request.param == "sqlite" else f"sqlite:///{tmp_path / 'test.db'}"


@pytest.fixture(params=KINDS)
async def storage(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Storage]:
    """A database of each kind that has all tables and nothing in them; the migrations run once for all."""
    url = MEMORY
    if request.param == "sqlite-file":
        (tmp_path / "test.db").write_bytes(migrated())
        url = f"sqlite:///{tmp_path / 'test.db'}"
    elif request.param == "postgresql":
        _ask_for_server()
        url = await _create(f"quartierslotse_{WORKER}", await _template())
    storage = Storage(url)
    if url == MEMORY:
        await lay_down(storage)
    yield storage
    await storage.close()


def _ask_for_server() -> None:
    if not SERVER and not IN_CI:
        pytest.skip("TEST_DATABASE_URL names no PostgreSQL server")


async def _template() -> str:
    name = f"quartierslotse_{WORKER}_template"
    if name not in _templates:
        storage = Storage(await _create(name))
        await storage.upgrade()
        await storage.close()
        _templates.add(name)
    return name


async def _create(name: str, template: str = "template1") -> str:
    """A database that only this process of the tests uses."""
    engine = create_async_engine(async_url(SERVER), isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        await connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
    await engine.dispose()
    return make_url(SERVER).set(database=name).render_as_string(hide_password=False)


@pytest.fixture
async def exchange() -> AsyncIterator[Exchange]:
    async with open_exchange() as exchange:
        yield exchange


@pytest.fixture
def phone(exchange: Exchange) -> Phone:
    return exchange.phone()
