"""docs/mitbestimmung.md: what it promises, and that every promise has a test that keeps it."""

import ast
import logging
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from bot.storage.tables import totals
from handlers import buttons
from handlers.routes import COMMANDS, DEEDS
from scheduler.people import Right
from scheduler.round import BLOCKED_RETENTION
from scheduler.rounding import FEW
from scheduler.stores.dues import JOUR_FIXE_RETENTION, SETTLED_RETENTION, TIP_RETENTION
from scheduler.totals import RETENTION, Metric
from tests.crew import ALEX, KIM, ROBIN, TONI, settle_in
from tests.phone import Exchange, Message, Phone, words_of

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "mitbestimmung.md").read_text(encoding="utf-8")
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
WORDS = ("Pflegegrad", "Sonnenblume", "Gartenfest")
"""What Kim types, and nobody else may ever read."""
MOST_PRESSES = 100
EVERYBODYS = (Right.ANYBODY, Right.USING)


def claims() -> list[str]:
    """Each item of a list, and each row of the table of who sees what."""
    lines = TEXT.splitlines()
    rows = [line for line in lines if line.startswith("| ") and not line.startswith("| Wer |")]
    return [line for line in lines if line.startswith("- ")] + rows


@cache
def names_in(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def test_every_claim_names_its_test() -> None:
    assert len(claims()) > 30
    assert [claim for claim in claims() if not NAMED.search(claim)] == []


@pytest.mark.parametrize(("path", "name"), sorted(set(NAMED.findall(TEXT))), ids="::".join)
def test_every_named_test_exists(path: str, name: str) -> None:
    assert (ROOT / path).is_file()
    assert name in names_in(path)


def test_the_times_are_those_of_the_code() -> None:
    assert f"nach {RETENTION.days // 7} Wochen" in TEXT
    for retention in (SETTLED_RETENTION, TIP_RETENTION, JOUR_FIXE_RETENTION):
        assert f"nach {retention.days} Tagen" in TEXT
    assert f"nach {BLOCKED_RETENTION.days} Tagen" in TEXT
    assert f"„unter {FEW}“" in TEXT


# What it promises of the totals


def test_totals_have_no_place_for_a_person() -> None:
    assert {column.name for column in totals.columns} == {"week", "team_id", "metric", "topic", "count"}
    assert not totals.foreign_keys


async def test_nothing_typed_gets_into_the_totals(exchange: Exchange) -> None:
    await live(exchange)
    topics = set()
    async with exchange.app.storage.engine.connect() as connection:
        for row in await connection.execute(totals.select()):
            assert row.metric in set(Metric)
            topics.add(row.topic)
    assert len(topics) > 1
    naming = exchange.app.knowledge.library.recommendations.values()
    known = {entry.area for entry in naming} | {f"{entry.area}/{entry.kind}" for entry in naming}
    nudges = {"press", "relationship", "jour_fixe", "step", "tip"}
    assert topics <= known | nudges | {str(steps) for steps in range(20)} | {""}


# What it promises of leads and of logs


async def live(exchange: Exchange) -> Phone:
    """Kim has asked, keeps a contact with a note, and had a nudge."""
    await settle_in(exchange)
    kim = exchange.phone(KIM)
    for text in ("wer ist im rathaus zuständig", "wie beantrage ich einen Pflegegrad", "die caritas blockt alles ab"):
        await kim.type(text)
    await kim.type("/kontakte")
    await kim.tap("Seniorenbeirat")
    await kim.type("Küsterei Sonnenblume")
    for label in ("6 Wochen", "Länger her"):
        if any(label in key for key in kim.keys):
            await kim.tap(label)
    await kim.type("/jourfixe")
    await kim.tap("Notiz")
    await kim.type("Gartenfest vorbereiten")
    await exchange.pass_until_next()
    return kim


def leading_keys(message: Message) -> Iterator[str]:
    """What only leads and admins may press."""
    for row in message.get("reply_markup", {}).get("inline_keyboard", []):
        for key in row:
            button = buttons.decode(key.get("callback_data", ""))
            if isinstance(button, buttons.Deed) and DEEDS[button.feature, button.verb][1] not in EVERYBODYS:
                yield key["callback_data"]


async def walk(exchange: Exchange, phone: Phone) -> list[str]:
    """Sends every command of leads and presses every key that comes up, each kind of it once; all that was read."""
    read: list[str] = []
    todo: list[tuple[Message, str]] = []
    pressed: set[str] = set()
    commands = [f"/{command.names[0]}" for command in COMMANDS if command.needs not in EVERYBODYS]
    for command in (*commands, "/team", "/hilfe"):
        await phone.type(command)
        todo += [(phone.last, data) for data in leading_keys(phone.last)]
        read.append(words_of(phone.last))
    while todo and len(pressed) < MOST_PRESSES:
        message, data = todo.pop(0)
        if _kind(data) not in pressed:
            pressed.add(_kind(data))
            await phone.tap_data(message, data)
            shown = phone.shown
            read += [words_of(each) for each in shown]
            todo += [(each, data) for each in shown[-3:] for data in leading_keys(each)]
    return read


def _kind(data: str) -> str:
    """A button without its last part: a number, mostly."""
    return data if data.count(":") < 4 else data.rpartition(":")[0]


async def test_whatever_a_lead_presses_shows_nothing_of_anybody(exchange: Exchange) -> None:
    """Alex leads Kim's team and administers everything."""
    await live(exchange)
    read = await walk(exchange, exchange.phone(ALEX))
    assert sum(command.needs is Right.LEADING for command in COMMANDS) >= 2, "leads have commands of their own"
    assert len(read) > 30
    for text in read:
        assert not [word for word in (*WORDS, "Kim", "Robin", "Toni") if word in text]
        assert not [number for number in (KIM, ROBIN, TONI) if str(number) in text]
        assert not re.search(r"\b[0-4] (Menschen|Mitglieder|Personen)\b", text), "a count of few people"


async def test_logs_name_nobody_and_quote_nothing(exchange: Exchange, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="quartierslotse")
    await live(exchange)
    await walk(exchange, exchange.phone(ALEX))
    said = " ".join(record.getMessage() for record in caplog.records if record.name.startswith("quartierslotse"))
    assert not [word for word in (*WORDS, "Kim", str(KIM), str(ALEX), "rathaus", "caritas") if word in said]
