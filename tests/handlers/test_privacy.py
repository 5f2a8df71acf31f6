"""What is kept: explained, shown in whole, deleted at once."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.storage.exports import PERSONAL
from bot.storage.tables import metadata
from handlers.buttons import deed, encode
from handlers.data_text import pages
from handlers.portions import LIMIT
from knowledge.entries import Library
from scheduler.contacts import Contact
from scheduler.dues import Due, Kind, State
from scheduler.jour_fixe import AgendaNote, JourFixe
from scheduler.round import BLOCKED_RETENTION
from scheduler.tour import END
from tests.phone import START, Exchange, Phone, open_exchange

NOBODYS = Library({})


async def fill(exchange: Exchange, user_id: int = 1001, contacts: int = 1) -> None:
    day = START.date()
    async with exchange.app.storage.transaction() as records:
        member = await records.members.welcome(user_id, START)
        await records.members.save(replace(member, bundesland="BY", first_day=day, muted=frozenset({"tip"})))
        for number in range(contacts):
            contact = Contact(0, user_id, "presse", f"Redaktion {number} <&>", 6, day, note="n" * 200)
            await records.contacts.add(contact)
        await records.dues.enter(Due(0, user_id, Kind.PRESS, "1", "x", day))
        await records.jour_fixes.add(JourFixe(0, user_id, "2026-1", START, 60, f"uid-{user_id}"))
        await records.jour_fixes.note(AgendaNote(0, user_id, "Bank am Markt", START))


async def rows_left(exchange: Exchange) -> dict[str, int]:
    async with exchange.app.storage.engine.connect() as connection:
        counts = {
            table.name: (await connection.execute(select(func.count()).select_from(table))).scalar_one()
            for table in metadata.sorted_tables
            if table.name != "totals"  # of nobody in particular
        }
    return {name: count for name, count in counts.items() if count}


def file_of(exchange: Exchange, message: dict[str, Any]) -> Any:
    stored = exchange.telegram.world.archive.by_id(message["document"]["file_id"])
    assert stored is not None
    return json.loads(stored.upload.content)


# /datenschutz ----------------------------------------------------------------------------------------------------


async def test_privacy_is_short_first_and_whole_on_request(phone: Phone) -> None:
    await phone.type("/datenschutz")
    assert "AWO Musterstadt" in phone.text
    assert len(phone.text) < 1000
    await phone.tap("Alles lesen")
    for said in ("190 Tagen", "90 Tagen", "180 Tagen", "Sicherungen gibt es keine", "/loeschen", "/meinedaten"):
        assert said in phone.text
    assert len(phone.shown) == 1
    await phone.tap("Kurz gefasst")
    assert len(phone.text) < 1000


@pytest.mark.parametrize(("days", "said"), {0: "gibt es keine", 1: "höchstens noch einen Tag", 30: "30 Tage"}.items())
async def test_how_long_backups_live_is_said(days: int, said: str) -> None:
    async with open_exchange(backup_days=days) as exchange:
        phone = exchange.phone()
        for command, key in (("/datenschutz", "Alles lesen"), ("/loeschen", "Ja, alles löschen")):
            await phone.type(command)
            await phone.tap(key)
            assert said in phone.text


# /meinedaten -----------------------------------------------------------------------------------------------------


async def test_everything_comes_as_a_file_and_to_be_read(exchange: Exchange, phone: Phone) -> None:
    await fill(exchange)
    await fill(exchange, 1002)
    await phone.type("Wer ist im Rathaus zuständig?")
    await phone.type("/meinedaten")
    data = file_of(exchange, phone.shown[-2])
    assert set(data) == {table.name for table in PERSONAL}
    assert data["members"][0]["bundesland"] == "BY"
    assert [contact["role"] for contact in data["contacts"]] == ["Redaktion 0 <&>"], "and nobody else's"
    assert len(data["turns"]) == 1
    assert data["dues"][0]["due_on"] == "2026-03-03"
    assert "1002" not in json.dumps(data["members"])
    for said in ("Bundesland: Bayern", "Rolle: Redaktion 0 <&>", "Notiz: Bank am Markt", "Art: Presse", "ab", "9 Uhr"):
        assert said in phone.text
    assert "1002" not in phone.text


async def test_what_was_written_never_lies_in_the_outbox(exchange: Exchange, phone: Phone) -> None:
    await fill(exchange)
    await phone.type("/meinedaten")
    async with exchange.app.storage.engine.connect() as connection:
        rows = (await connection.exec_driver_sql("SELECT card FROM outbox")).all()
    assert len(rows) == 2
    assert not any("Redaktion" in card or "Bank" in card for (card,) in rows)


async def test_much_is_split_over_several_messages(exchange: Exchange, phone: Phone) -> None:
    await fill(exchange, contacts=30)
    await phone.type("/meinedaten")
    told = phone.shown[1:]
    assert len(told) > 1
    assert all(len(message["text"]) <= 4096 for message in told)
    assert all(f"Teil {number} von {len(told)}" in message["text"] for number, message in enumerate(told, start=1))
    whole = "".join(message["text"] for message in told)
    assert all(whole.count(f"Redaktion {number} <&>") == 1 for number in range(30))


async def test_who_is_unknown_has_only_the_message_just_sent(exchange: Exchange, phone: Phone) -> None:
    await phone.type("/meinedaten")
    data = file_of(exchange, phone.shown[0])
    assert {table for table, rows in data.items() if rows} == {"inbox", "outbox"}
    assert data["inbox"][0]["payload"] is None


async def test_the_tour_is_told_by_its_titles_and_without_marks_of_the_program(
    exchange: Exchange, phone: Phone
) -> None:
    await fill(exchange)
    first, second, third = exchange.app.knowledge.library.onboarding.steps[:3]
    async with exchange.app.storage.transaction() as records:
        member = await records.members.welcome(1001, START)
        passed = (first.id, "weggefallen", END)
        await records.members.save(replace(member, tour_passed=passed, tour_done=(second.id,), tour_at=third.id))
        await records.dues.enter(Due(0, 1001, Kind.TIP, END, "tour", START.date()))
        await records.dues.enter(
            Due(0, 1001, Kind.TIP, third.id, "tour", START.date(), State.EXPIRED, closed_on=START.date())
        )
    await phone.type("/meinedaten")
    for said in (
        f"im Einstieg schon gekommen: „{first.title}“, weggefallen\n",
        f"im Einstieg erledigt: „{second.title}“\n",
        f"im Einstieg offen: „{third.title}“\n",
        "Bezug: Abschluss vom Einstieg\n",
        f"Bezug: „{third.title}“\n",
        "abgeschlossen am: Dienstag, 3. März 2026",
    ):
        assert said in phone.text
    assert END not in phone.text
    assert "beantwortet am" not in phone.text


def test_of_an_end_that_was_seen_alone_no_line_is_made() -> None:
    (page,) = pages({"members": [{"id": 1, "tour_passed": END}]}, NOBODYS)
    assert "Einstieg" not in page


def test_a_table_that_no_text_knows_is_at_least_counted() -> None:
    (page,) = pages({"later": [{"id": 1}, {"id": 2}]}, NOBODYS)
    assert "2 Einträge" in page
    assert pages({}, NOBODYS) == ["Über dich ist nichts gespeichert."]


def test_a_page_never_grows_over_its_limit() -> None:
    rows = [{"role": "x" * 80, "note": "&" * 300} for _ in range(50)]
    assert all(len(page) <= LIMIT for page in pages({"contacts": rows}, NOBODYS))


# /loeschen -------------------------------------------------------------------------------------------------------


async def test_deleting_says_what_goes_and_leaves_not_one_row(exchange: Exchange, phone: Phone) -> None:
    await fill(exchange, contacts=3)
    await phone.type("Wer ist im Rathaus zuständig?")
    await phone.type("/loeschen")
    for said in ("3 Kontakte", "einen Termin", "eine Notiz", "eine Erinnerung", "deine Einstellungen", "Chatverlauf"):
        assert said in phone.text
    await phone.tap("Ja, alles löschen")
    assert "Alles über dich ist gelöscht" in phone.text
    assert await rows_left(exchange) == {}, "the farewell's own row is gone as well"


async def test_only_ones_own_goes(exchange: Exchange, phone: Phone) -> None:
    await fill(exchange)
    await fill(exchange, 1002)
    await phone.type("/loeschen")
    await phone.tap("Ja, alles löschen")
    async with exchange.app.storage.look() as records:
        assert await records.members.get(1001) is None
        assert await records.members.get(1002) is not None
        assert len(await records.contacts.of(1002)) == 1


async def test_keeping_deletes_nothing(exchange: Exchange, phone: Phone) -> None:
    await fill(exchange)
    await phone.type("/loeschen")
    await phone.tap("Nein, behalten")
    assert "bleibt alles" in phone.text
    async with exchange.app.storage.look() as records:
        assert await records.members.get(1001) is not None


async def test_deleted_twice_and_across_a_restart_is_harmless(exchange: Exchange, phone: Phone) -> None:
    await fill(exchange)
    await phone.type("/loeschen")
    await exchange.restart()
    under = phone.last
    for _ in range(2):
        await phone.tap_data(under, encode(deed("privacy", "erase")))
    assert await rows_left(exchange) == {}


async def test_after_it_everything_begins_anew(exchange: Exchange, phone: Phone) -> None:
    await phone.type("/start")
    await phone.tap("Bayern")
    await phone.tap("Heute")
    await phone.tap("So passt es")
    await phone.type("/loeschen")
    await phone.tap("Ja, alles löschen")
    await phone.type("Wer ist im Rathaus zuständig?")
    assert "Im Rathaus ist niemand zuständig" in phone.text
    await phone.type("/start")
    assert "Frage 1 von 3" in phone.text


async def test_what_is_on_its_way_is_dropped(exchange: Exchange, phone: Phone) -> None:
    await fill(exchange)
    await phone.type("/loeschen")
    async with exchange.app.storage.transaction() as records:
        from bot.storage.outbox import Letter

        later = exchange.clock.now() + timedelta(hours=1)
        await records.outbox.post(Letter("nudge", 0, 1001, '{"card": "help"}', priority=5), START, later)
    await phone.tap("Ja, alles löschen")
    await exchange.pass_time(timedelta(hours=2))
    assert "Alles über dich ist gelöscht" in phone.text


# Blocked ---------------------------------------------------------------------------------------------------------


async def test_a_blocked_account_rests_and_goes_after_its_time(exchange: Exchange, phone: Phone) -> None:
    await fill(exchange)
    async with exchange.app.storage.transaction() as records:
        await records.members.set_blocked(1001, exchange.clock.now())
        await records.members.set_blocked(1001, exchange.clock.now() + timedelta(days=100))
    await exchange.pass_time(BLOCKED_RETENTION)
    assert "members" in await rows_left(exchange)
    await exchange.pass_time(timedelta(minutes=1))
    assert await rows_left(exchange) == {}


async def test_who_comes_back_in_time_keeps_everything(exchange: Exchange, phone: Phone) -> None:
    await fill(exchange)
    async with exchange.app.storage.transaction() as records:
        await records.members.set_blocked(1001, exchange.clock.now())
    await exchange.pass_time(timedelta(days=100))
    await phone.type("/zeiten")
    await exchange.pass_time(timedelta(days=100))
    assert "members" in await rows_left(exchange)
