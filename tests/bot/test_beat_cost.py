"""A beat's cost follows what is due: the same statements whatever the number of members, and none reads a whole table.

How long that takes is measured by `python -m tests.benchmarks.heartbeat`.
"""

import re
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text

from bot.storage.engine import Storage
from scheduler.totals import close_week
from tests.benchmarks.heartbeat import NOW, beat, fill

Statement = tuple[str, Any]
WHOLE_TABLE = re.compile(r"SCAN (members|dues|contacts|outbox|inbox|turns|copies)\b(?!.*USING)")


async def statements_of_a_beat(url: str, size: int) -> list[Statement]:
    storage, seen = Storage(url), []
    await fill(storage, size)
    async with storage.transaction() as records:
        await close_week(records, NOW)  # once a week everybody is looked at
    async with storage.engine.begin() as connection:
        await connection.execute(text("ANALYZE"))

    def note(_c: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool) -> None:
        seen.append((statement, parameters))

    event.listen(storage.engine.sync_engine, "before_cursor_execute", note)
    await beat(storage, NOW)
    await storage.close()
    return seen


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'beat.db'}"


async def test_ten_times_the_members_take_not_one_statement_more(tmp_path: Path) -> None:
    few, many = [await statements_of_a_beat(f"sqlite:///{tmp_path / f'{size}.db'}", size) for size in (60, 600)]
    assert len(few) == len(many)


async def test_no_statement_of_a_beat_reads_a_whole_table(url: str) -> None:
    statements = dict(await statements_of_a_beat(url, 300))
    storage, scans = Storage(url), list[tuple[str, str]]()
    async with storage.engine.connect() as connection:
        for statement, parameters in statements.items():
            if statement.startswith(("SELECT", "UPDATE", "DELETE")):
                plan = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
                details = [str(row._mapping["detail"]) for row in plan]
                scans += [(detail, statement) for detail in details if WHOLE_TABLE.search(detail)]
    await storage.close()
    assert scans == []
