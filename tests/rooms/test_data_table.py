"""docs/daten.md says what is kept: every table and every column there is, and none that does not exist."""

import re
from pathlib import Path

from bot.storage.exports import PERSONAL
from bot.storage.tables import metadata
from handlers.texts import privacy as texts
from scheduler.round import BLOCKED_RETENTION
from scheduler.stores.dues import JOUR_FIXE_RETENTION, SETTLED_RETENTION, TIP_RETENTION

DOCUMENT = Path(__file__).parents[2] / "docs" / "daten.md"
SCHEMA = {(table.name, column.name) for table in metadata.sorted_tables for column in table.columns}


def rows() -> list[list[str]]:
    lines = DOCUMENT.read_text(encoding="utf-8").splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| `")]


def documented() -> list[tuple[str, str]]:
    return [(row[0].strip("`"), column) for row in rows() for column in re.findall(r"`(\w+)`", row[1])]


def test_every_column_is_named_once_and_none_that_does_not_exist() -> None:
    named = documented()
    assert set(named) == SCHEMA
    assert len(named) == len(set(named))


def test_every_row_says_what_why_and_how_long() -> None:
    for row in rows():
        assert len(row) == 5
        assert all(len(cell) > 3 for cell in row), row


def test_the_times_are_those_of_the_code() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert f"{BLOCKED_RETENTION.days} Tage nachdem" in text
    assert f"Schritte {SETTLED_RETENTION.days} Tage nach der Antwort" in text
    assert f"Tipps {TIP_RETENTION.days}, Jour fixe {JOUR_FIXE_RETENTION.days} Tage" in text


def test_what_a_person_is_told_knows_every_table_and_column() -> None:
    """/meinedaten: each column is either told or, as a number that says nothing, left to the file."""
    personal = {table.name for table in PERSONAL}
    assert set(texts.TABLES) == personal
    assert {table for table, _ in SCHEMA} - personal == {"teams", "totals"}, "of nobody in particular"
    for table, column in SCHEMA:
        if table in personal - texts.COUNTED:
            told, technical = column in texts.COLUMNS[table], column in texts.TECHNICAL.get(table, ())
            assert told != technical, f"{table}.{column}"
