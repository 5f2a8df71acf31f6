"""The beat takes what is due to the outbox: once, and whoever fails holds up nobody."""

import logging
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from scheduler.contacts import Contact
from scheduler.people import Member
from tests.phone import START, Exchange, open_exchange

DAY = timedelta(days=1)
LONG_AGO = date(2026, 1, 1)


async def someone(exchange: Exchange, number: int, **changes: object) -> None:
    """Somebody who has talked to the bot (else it may not write) and has a contact that is long due."""
    await exchange.phone(number, f"Person {number}").type("/hilfe")
    await keep(exchange, number, **changes)


async def keep(exchange: Exchange, number: int, **changes: object) -> None:
    async with exchange.app.storage.transaction() as records:
        await records.members.welcome(number, START - 90 * DAY)
        who = replace(Member(number, START - 90 * DAY, look_at=START), **changes)  # type: ignore[arg-type]
        await records.members.save(who)
        await records.contacts.add(Contact(0, number, "lokalredaktion", "Lokalredaktion", 6, LONG_AGO))


async def test_the_beat_writes_to_whom_something_is_due(exchange: Exchange) -> None:
    await someone(exchange, 7)
    await someone(exchange, 8, quiet_since=START)
    await someone(exchange, 9, blocked_since=START)
    await exchange.pass_time(timedelta(minutes=1))
    await exchange.pass_time(timedelta(minutes=1))
    assert "Lokalredaktion" in exchange.phone(7).text
    assert [len(exchange.phone(number).shown) for number in (7, 8, 9)] == [2, 1, 1]


async def test_more_than_one_page_of_members_is_served_in_one_beat(exchange: Exchange) -> None:
    for number in range(1, 131):
        await keep(exchange, number)
    await exchange.app.beat()
    async with exchange.app.storage.look() as records:
        assert await records.outbox.count("waiting") == 130


async def test_one_who_fails_is_set_aside_and_the_others_get_their_message(
    exchange: Exchange, caplog: pytest.LogCaptureFixture
) -> None:
    await someone(exchange, 7, bundesland="XX")
    await someone(exchange, 8)
    with caplog.at_level(logging.ERROR):
        await exchange.pass_time(timedelta(minutes=1))
    assert len(exchange.phone(8).shown) == 2
    assert "ValueError at" in caplog.text
    assert "XX" not in caplog.text
    async with exchange.app.storage.transaction() as records:
        stuck = await records.members.get(7)
        assert stuck is not None
        assert stuck.look_at == exchange.clock.now() + timedelta(hours=1)
        await records.members.save(replace(stuck, bundesland="BE"))
    await exchange.pass_time(timedelta(hours=1))
    assert len(exchange.phone(7).shown) == 2


async def test_killed_between_two_beats_nothing_comes_twice(exchange: Exchange) -> None:
    await someone(exchange, 7)
    await exchange.app.beat()
    await exchange.restart()
    await exchange.pass_time(timedelta(minutes=1))
    assert len(exchange.phone(7).shown) == 2


async def test_after_an_outage_over_the_due_day_it_comes_once_with_its_true_date(exchange: Exchange) -> None:
    await someone(exchange, 7, look_at=START + DAY)
    await exchange.pass_time(20 * DAY)
    await exchange.pass_time(timedelta(hours=1))
    assert len(exchange.phone(7).shown) == 2
    assert "Dran war das schon am Donnerstag, 12. Februar." in exchange.phone(7).text


async def test_when_the_bot_speaks_up_next_is_known(exchange: Exchange) -> None:
    assert await exchange.app.next_due() is None
    await someone(exchange, 7)
    await exchange.pass_time(timedelta(minutes=1))
    assert await exchange.app.next_due() == START + 7 * DAY


async def test_a_collection_of_entries_alone_reminds_of_contacts_too(tmp_path: Path) -> None:
    """Without a tour, kinds of contacts or occasions."""
    folder = tmp_path / "recommendations"
    folder.mkdir()
    entry = "- {id: pflege-1, title: Früh anrufen, answer: Ruf an., phrasings: [wen ruf ich an]}\n"
    (folder / "alles.yaml").write_text(entry, encoding="utf-8")
    async with open_exchange(knowledge_dir=tmp_path) as exchange:
        await someone(exchange, 7, first_day=LONG_AGO, muted=frozenset({"jour_fixe"}))
        await exchange.pass_time(timedelta(minutes=1))
        assert "Lokalredaktion" in exchange.phone(7).text
