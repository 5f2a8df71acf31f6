"""The jour fixe on a phone: set, moved, dropped; and nobody else's business."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from icalendar import Calendar
from sqlalchemy import select

from bot.storage.tables import outbox
from handlers.appointment_draft import Draft, read_draft
from handlers.buttons import LIMIT_BYTES, Deed, deed, encode
from handlers.cards import Showcase
from handlers.cards.jour_fixe_papers import PaperCard
from knowledge.entries import Library
from scheduler.agenda import MOST_NOTES
from scheduler.jour_fixe import DROPPED, PLANNED, AgendaNote, JourFixe
from tests.phone import START, Exchange, Message, Phone

OTHER = 1002
GROUP = -2001


async def dates_of(exchange: Exchange, member_id: int = 1001) -> list[JourFixe]:
    async with exchange.app.storage.look() as records:
        return await records.jour_fixes.of(member_id)


async def notes_of(exchange: Exchange, member_id: int = 1001) -> list[AgendaNote]:
    async with exchange.app.storage.look() as records:
        return await records.jour_fixes.notes_of(member_id)


async def plan(phone: Phone, text: str = "21.4. 9 Uhr", minutes: str = "60 Minuten") -> Message:
    await phone.type(f"/jourfixe {text}")
    await phone.tap(minutes)
    return phone.last


def file_of(exchange: Exchange, message: Message) -> Any:
    stored = exchange.telegram.world.archive.by_id(message["document"]["file_id"])
    assert stored is not None
    (event,) = Calendar.from_ical(stored.upload.content).walk("VEVENT")
    return event


async def test_a_date_typed_with_its_hour_needs_only_the_length(exchange: Exchange, phone: Phone) -> None:
    await phone.type("/jourfixe")
    await phone.tap("Termin festlegen")
    await phone.type("Dienstag, 21. April, 9 Uhr")
    await phone.tap("90 Minuten")
    (kept,) = await dates_of(exchange)
    assert (kept.half, kept.at, kept.minutes) == ("2026-1", datetime(2026, 4, 21, 7, tzinfo=UTC), 90)
    assert (kept.state, kept.sequence) == (PLANNED, 0)
    assert "Dienstag, 21. April 2026, 9 Uhr, 90 Minuten" in phone.text
    event = file_of(exchange, phone.last)
    assert (event["UID"], event["SEQUENCE"]) == (kept.uid, 0)
    assert event.DTSTAMP == START


@pytest.mark.parametrize("said", ["45", "45 Minuten", "45 min."])
async def test_the_length_can_be_typed(exchange: Exchange, phone: Phone, said: str) -> None:
    await phone.type("/jourfixe 21.4. 9 Uhr")
    await phone.type(said)
    assert (await dates_of(exchange))[0].minutes == 45


@pytest.mark.parametrize(("said", "minutes"), [("2 Stunden", 120), ("1 Std.", 60)])
async def test_the_length_can_be_typed_in_hours(exchange: Exchange, phone: Phone, said: str, minutes: int) -> None:
    await phone.type("/jourfixe 21.4. 9 Uhr")
    await phone.type(said)
    assert (await dates_of(exchange))[0].minutes == minutes


@pytest.mark.parametrize("said", ["5", "999", "lange", "2 Tage"])
async def test_a_length_that_makes_no_sense_is_asked_again(exchange: Exchange, phone: Phone, said: str) -> None:
    await phone.type("/jourfixe 21.4. 9 Uhr")
    await phone.type(said)
    assert "Die Dauer verstehe ich nicht" in phone.text
    assert await dates_of(exchange) == []


@pytest.mark.parametrize(
    ("day", "word"), [("1. Mai", "Feiertag: Erster Mai"), ("Samstag, 25.4.", "Wochenende"), ("gestern", "hinter uns")]
)
async def test_an_odd_day_is_questioned_and_may_still_be_wanted(
    exchange: Exchange, phone: Phone, day: str, word: str
) -> None:
    await phone.type(f"/jourfixe {day}, 9 Uhr")
    assert word in phone.text
    await phone.tap("Trotzdem")
    await phone.tap("60 Minuten")
    assert len(await dates_of(exchange)) == 1


async def test_a_day_long_gone_can_only_be_replaced(phone: Phone) -> None:
    await phone.type("/jourfixe 3.3.2020")
    assert "hinter uns" in phone.text
    assert phone.keys == ["Anderer Tag", "Abbrechen"]


async def test_an_hour_of_today_that_has_passed_is_questioned(phone: Phone) -> None:
    await phone.type("/jourfixe heute 8 Uhr")
    assert "hinter uns" in phone.text


async def test_a_holiday_is_one_of_the_persons_land(exchange: Exchange, phone: Phone) -> None:
    await phone.type("/jourfixe 4.6. 9 Uhr")
    assert "Wie lange" in phone.text
    async with exchange.app.storage.transaction() as records:
        member = await records.members.get(1001)
        assert member is not None
        await records.members.save(replace(member, bundesland="NW"))
    await phone.type("/jourfixe 4.6. 9 Uhr")
    assert "Fronleichnam" in phone.text


async def test_a_question_meanwhile_is_answered_and_the_prompt_stays(phone: Phone) -> None:
    await phone.type("/jourfixe")
    await phone.tap("Termin festlegen")
    await phone.type("Wie komme ich in die Lokalzeitung?")
    assert "Lokalredaktion" in phone.text
    await phone.type("21.4.")
    assert "Um wie viel Uhr" in phone.text


async def test_after_a_quarter_of_an_hour_a_text_is_a_question_again(exchange: Exchange, phone: Phone) -> None:
    await phone.type("/jourfixe")
    await phone.tap("Termin festlegen")
    await exchange.pass_time(timedelta(minutes=16))
    await phone.type("21.4.")
    assert "Um wie viel Uhr" not in phone.text


async def test_pressed_twice_it_is_planned_once(exchange: Exchange, phone: Phone) -> None:
    await phone.type("/jourfixe 21.4. 9 Uhr")
    asked = phone.last
    pressed = key_of(asked, "60 Minuten")
    await phone.tap_data(asked, pressed)
    count = len(phone.shown)
    await phone.tap_data(asked, pressed)
    assert phone.toast == "Das steht schon so."
    assert len(phone.shown) == count
    assert [kept.sequence for kept in await dates_of(exchange)] == [0]


async def test_a_move_pressed_twice_counts_once(exchange: Exchange, phone: Phone) -> None:
    await plan(phone)
    await phone.tap("Verschieben")
    await phone.type("5.5.")
    asked = phone.last
    pressed = key_of(asked, "Wie bisher")
    await phone.tap_data(asked, pressed)
    await phone.tap_data(asked, pressed)
    assert phone.toast == "Das steht schon so."
    (kept,) = await dates_of(exchange)
    assert (kept.sequence, kept.at) == (1, datetime(2026, 5, 5, 7, tzinfo=UTC))


async def test_a_moved_date_is_the_same_entry_in_the_calendar(exchange: Exchange, phone: Phone) -> None:
    first = file_of(exchange, await plan(phone))
    await phone.tap("Verschieben")
    await phone.type("5. Mai, 14 Uhr")
    second = file_of(exchange, phone.last)
    assert second["UID"] == first["UID"]
    assert second["SEQUENCE"] > first["SEQUENCE"]
    assert "verschoben" in phone.text


async def test_the_length_changes_when_the_moment_stays(exchange: Exchange, phone: Phone) -> None:
    await plan(phone)
    await phone.tap("Verschieben")
    await phone.type("21.4. 9 Uhr")
    await phone.tap("30 Minuten")
    (kept,) = await dates_of(exchange)
    assert (kept.minutes, kept.sequence) == (30, 1)


async def test_a_half_year_with_a_date_asks_whether_to_move_it(exchange: Exchange, phone: Phone) -> None:
    await plan(phone)
    await phone.type("/jourfixe 5.5. 10 Uhr")
    assert "steht schon ein Termin: Dienstag, 21. April, 9 Uhr" in phone.text
    await phone.tap("Auf den 5. Mai verschieben")
    (kept,) = await dates_of(exchange)
    assert kept.at == datetime(2026, 5, 5, 8, tzinfo=UTC)


async def test_a_date_cannot_move_into_a_half_year_that_has_one(exchange: Exchange, phone: Phone) -> None:
    await plan(phone)
    await plan(phone, "15.9. 9 Uhr")
    await phone.tap("Verschieben")
    await phone.type("22.4.")
    assert "In jedem Halbjahr gibt es einen" in phone.text
    assert [kept.half for kept in await dates_of(exchange)] == ["2026-1", "2026-2"]


async def test_a_day_of_another_year_says_so_all_the_way(exchange: Exchange, phone: Phone) -> None:
    """On 3 March 2026."""
    day = "Freitag, 1. Januar 2027"
    await phone.type("/jourfixe 1.1.2027")
    assert day in phone.text
    await phone.tap("Trotzdem")
    assert day in phone.text
    await phone.tap("9 Uhr")
    assert f"{day}, 9 Uhr" in phone.text
    await phone.tap("60 Minuten")
    assert f"Eingetragen: {day}, 9 Uhr, 60 Minuten." in phone.shown[-2]["text"]
    await phone.type("/jourfixe 12.1.2027")
    assert f"{day}, 9 Uhr, 60 Minuten" in phone.text
    assert "Auf den 12. Januar 2027 verschieben" in phone.keys
    await exchange.pass_time(timedelta(days=300))
    await phone.type("/jourfixe")
    assert f"{day}, 9 Uhr, 60 Minuten" in phone.text
    await phone.tap("Absagen")
    assert f"{day}, 9 Uhr, 60 Minuten" in phone.text


async def test_days_that_are_proposed_say_when_they_are_next_years(exchange: Exchange, phone: Phone) -> None:
    await exchange.pass_time(timedelta(days=270))
    await phone.type("/jourfixe")
    await phone.tap("Termin festlegen")
    proposed = [key for key in phone.keys if "Januar" in key]
    assert proposed
    assert all(key.endswith("Januar 2027") for key in proposed)


async def test_two_dates_have_a_key_each(phone: Phone) -> None:
    await plan(phone)
    await plan(phone, "15.9. 9 Uhr")
    await phone.type("/jourfixe")
    assert "Termin festlegen" not in phone.keys
    await phone.tap("Dienstag, 15. September")
    assert "Zweites Halbjahr 2026" in phone.text
    assert "Verschieben" in phone.keys


async def test_a_date_moves_to_a_half_year_whose_own_was_dropped(exchange: Exchange, phone: Phone) -> None:
    await plan(phone, "15.9. 9 Uhr")
    await drop(phone)
    await plan(phone)
    await phone.type("/jourfixe merken Bank am Marktplatz")
    await phone.type("/jourfixe")
    await phone.tap("Tagesordnung")
    await phone.type("/jourfixe")
    await phone.tap("Verschieben")
    await phone.type("15.9. 10 Uhr")
    (kept,) = await dates_of(exchange)
    assert (kept.half, kept.state) == ("2026-2", PLANNED)
    assert [note.half for note in await notes_of(exchange)] == ["2026-2"]


async def drop(phone: Phone) -> None:
    await phone.type("/jourfixe")
    await phone.tap("Absagen")
    await phone.tap("Ja, absagen")


async def test_a_dropped_date_is_cancelled_and_the_half_year_is_free(exchange: Exchange, phone: Phone) -> None:
    first = file_of(exchange, await plan(phone))
    await phone.type("/jourfixe merken Bank am Marktplatz")
    await phone.type("/jourfixe")
    await phone.tap("Tagesordnung")
    assert "2. Bank am Marktplatz" in phone.text
    await drop(phone)
    event = file_of(exchange, phone.last)
    assert (event["UID"], event["STATUS"]) == (first["UID"], "CANCELLED")
    assert event["SEQUENCE"] > first["SEQUENCE"]
    assert "bitte selbst löschen" in phone.text
    assert [note.half for note in await notes_of(exchange)] == [""]
    await phone.type("/jourfixe")
    assert phone.text.count("Noch kein Termin") == 2


async def test_after_dropping_a_new_date_is_a_new_entry(exchange: Exchange, phone: Phone) -> None:
    first = file_of(exchange, await plan(phone))
    await drop(phone)
    again = file_of(exchange, await plan(phone, "28.4. 9 Uhr"))
    assert again["UID"] != first["UID"]
    assert again["STATUS"] == "CONFIRMED"
    assert [kept.state for kept in await dates_of(exchange)] == [PLANNED]


async def test_old_keys_say_that_a_date_was_moved(phone: Phone) -> None:
    old = await plan(phone)
    await phone.tap("Verschieben")
    await phone.type("5.5. 9 Uhr")
    for label in ("Verschieben", "Absagen"):
        await phone.tap(label, old)
        assert "inzwischen verschoben. Jetzt gilt: Dienstag, 5. Mai, 9 Uhr" in phone.text


async def test_old_keys_say_that_a_date_was_dropped(phone: Phone) -> None:
    old = await plan(phone)
    await drop(phone)
    for label in ("Verschieben", "Absagen", "Einladung", "Tagesordnung"):
        await phone.tap(label, old)
        assert "abgesagt" in phone.text


async def test_dropped_twice_is_dropped_once(exchange: Exchange, phone: Phone) -> None:
    await plan(phone)
    await phone.tap("Absagen")
    asked = phone.last
    yes = key_of(asked, "Ja, absagen")
    await phone.tap_data(asked, yes)
    count = len(phone.shown)
    await phone.tap_data(asked, yes)
    assert len(phone.shown) == count
    assert [(kept.state, kept.sequence) for kept in await dates_of(exchange)] == [(DROPPED, 1)]


async def test_a_date_that_has_passed_is_not_dropped(exchange: Exchange, phone: Phone) -> None:
    old = await plan(phone)
    await exchange.pass_time(timedelta(days=60))
    await phone.tap("Absagen", old)
    assert "liegt schon hinter uns" in phone.text


VERBS = ("open", "file", "drop", "dropped", "stays", "invite", "agenda", "minutes", "inquiry", "date")


@pytest.mark.parametrize("verb", VERBS)
async def test_nobody_else_gets_at_it(exchange: Exchange, phone: Phone, verb: str) -> None:
    await plan(phone)
    await phone.type("/jourfixe merken Bank am Marktplatz")
    (kept,), notes = await dates_of(exchange), await notes_of(exchange)
    stranger = exchange.phone(OTHER, "Alex")
    await stranger.type("/hilfe")
    await stranger.tap_data(stranger.last, encode(deed("jour_fixe", verb, kept.id, kept.sequence)))
    assert "gibt es nicht mehr" in stranger.text
    assert (await dates_of(exchange), await notes_of(exchange)) == ([kept], notes)


async def test_nobody_else_moves_it_or_deletes_its_notes(exchange: Exchange, phone: Phone) -> None:
    await plan(phone)
    await phone.type("/jourfixe merken Bank am Marktplatz")
    (kept,), (note,) = await dates_of(exchange), await notes_of(exchange)
    stranger = exchange.phone(OTHER, "Alex")
    await stranger.type("/hilfe")
    draft = Draft(kept.id, kept.sequence, kept.at.date() + timedelta(days=7), kept.at.time(), 60)
    await stranger.tap_data(stranger.last, encode(Deed("jour_fixe", "plan", draft.words())))
    await stranger.tap_data(stranger.last, encode(deed("jour_fixe", "forget", note.id)))
    assert await dates_of(exchange) == [kept]
    assert await notes_of(exchange) == [note]


@pytest.mark.parametrize(
    "args", [(), ("x",), ("0", "0", "99999999", "0900", "60", "-"), ("0", "0", "99990101", "-", "0", "-"), ("²",) * 6]
)
async def test_a_forged_draft_is_answered(exchange: Exchange, phone: Phone, args: tuple[str, ...]) -> None:
    await phone.type("/hilfe")
    await phone.tap_data(phone.last, encode(Deed("jour_fixe", "plan", args)))
    assert "schon älter" in phone.text
    assert await dates_of(exchange) == []


def test_the_longest_draft_fits_into_a_button_and_a_prompt() -> None:
    draft = Draft(10**12 - 1, 999, date(2099, 12, 31), time(23, 59), 480)
    assert read_draft(draft.words()) == draft
    assert len(encode(Deed("jour_fixe", "plan", draft.words())).encode()) <= LIMIT_BYTES
    assert len(":".join(draft.words())) <= 200


async def test_every_step_survives_a_restart(exchange: Exchange, phone: Phone) -> None:
    await phone.type("/jourfixe")
    await exchange.restart()
    await phone.tap("Termin festlegen")
    await exchange.restart()
    await phone.type("21. April")
    await exchange.restart()
    await phone.tap("Andere Zeit")
    await exchange.restart()
    await phone.type("halb neun")
    await exchange.restart()
    await phone.tap("30 Minuten")
    await exchange.restart()
    (kept,) = await dates_of(exchange)
    assert (kept.at, kept.minutes) == (datetime(2026, 4, 21, 6, 30, tzinfo=UTC), 30)


async def test_a_change_makes_the_next_beat_look(exchange: Exchange, phone: Phone) -> None:
    await plan(phone)
    async with exchange.app.storage.look() as records:
        member = await records.members.get(1001)
    assert member is not None
    assert member.look_at == exchange.clock.now()


async def test_notes_stay_out_of_the_outbox(exchange: Exchange, phone: Phone) -> None:
    await phone.type("/jourfixe merken Bank am Marktplatz")
    await phone.tap("Notizen (1)")
    assert "Bank am Marktplatz" in phone.text
    async with exchange.app.storage.engine.connect() as connection:
        cards = [row[0] for row in await connection.execute(select(outbox.c.card))]
    assert not any("Bank" in card for card in cards)


async def test_too_long_or_too_many_notes_are_not_kept(exchange: Exchange, phone: Phone) -> None:
    await phone.type(f"/jourfixe merken {'lang ' * 60}")
    assert "mit höchstens 200 Zeichen" in phone.text
    for number in range(MOST_NOTES):
        await phone.type(f"/jourfixe merken Punkt {number}")
    await phone.type("/jourfixe merken noch einer")
    assert "passen in kein Gespräch" in phone.text
    assert len(await notes_of(exchange)) == MOST_NOTES


LONG = {"letters": "Bank am Markt " * 13, "signs": "<&> " * 47, "emoji": "🌳" * 190}


async def note_twice(phone: Phone, filling: str) -> list[str]:
    """The most that may wait, taken by the agenda, and as much again."""
    noted = [f"Punkt {number:02d} {filling}".strip() for number in range(2 * MOST_NOTES)]
    for start in (0, MOST_NOTES):
        await phone.tap("Tagesordnung") if start else await plan(phone)
        for text in noted[start : start + MOST_NOTES]:
            await phone.type(f"/jourfixe merken {text}")
    await phone.type("/jourfixe")
    return noted


def copied_from(messages: list[Message]) -> list[str]:
    """What a tap on each message copies: it holds its own part and nothing else of it."""
    return ["".join(part) for message in messages if (part := _copyable(message))]


def _copyable(message: Message) -> list[str]:
    words = message["text"].encode("utf-16-le")
    marks = [mark for mark in message.get("entities", []) if mark["type"] == "pre"]
    return [words[2 * mark["offset"] : 2 * (mark["offset"] + mark["length"])].decode("utf-16-le") for mark in marks]


@pytest.mark.parametrize("filling", LONG.values(), ids=LONG)
async def test_an_agenda_and_minutes_come_in_as_many_messages_as_the_notes_take(
    exchange: Exchange, phone: Phone, filling: str
) -> None:
    noted = await note_twice(phone, filling)
    shown = len(phone.shown)
    await phone.tap("Tagesordnung")
    messages = phone.shown[shown:]
    agenda = "\n".join(copied_from(messages))
    points = ["Was ist aus den Zusagen vom letzten Mal geworden?", *noted]
    assert [f"{number}. {point}" in agenda.split("\n") for number, point in enumerate(points, 1)] == [True] * 31
    assert all(f"Teil {number} von {len(messages)}" in each["text"] for number, each in enumerate(messages, 1))
    assert ["reply_markup" in each for each in messages] == [False] * (len(messages) - 1) + [True]
    await exchange.pass_time(timedelta(days=51))
    await phone.type("/jourfixe")
    shown = len(phone.shown)
    await phone.tap("Protokoll")
    minutes = "\n\n".join(copied_from(phone.shown[shown:])).split("\n\n")
    assert minutes[1:-1] == [f"{text}\nVerabredet: [was]\nWer macht es, bis wann: [Rolle, Datum]" for text in noted]


@pytest.mark.parametrize("filling", LONG.values(), ids=LONG)
async def test_every_note_can_be_read_in_full_and_deleted(exchange: Exchange, phone: Phone, filling: str) -> None:
    noted = await note_twice(phone, filling)
    await phone.type("/jourfixe notizen")
    read = phone.text
    while "Weitere ›" in phone.keys:
        await phone.tap("Weitere ›")
        read += phone.text
    assert [text for text in noted if text not in read] == []
    await phone.tap("löschen")
    assert "Seite 4 von 4" in phone.text, "one stays on the page"
    assert len(await notes_of(exchange)) == 2 * MOST_NOTES - 1


async def test_a_part_of_a_paper_whose_notes_are_gone_says_so(exchange: Exchange, phone: Phone) -> None:
    await plan(phone)
    (jour_fixe,) = await dates_of(exchange)
    async with exchange.app.storage.look() as records:
        screen = await PaperCard(jour_fixe.id, "agenda", 1, 2).draw_kept(Showcase(Library({})), records)
    assert screen.html.startswith("Hier steht nichts mehr.")


async def test_a_later_note_joins_the_agenda_and_a_past_one_takes_none(exchange: Exchange, phone: Phone) -> None:
    await phone.type("/jourfixe merken Bank")
    message = await plan(phone)
    await phone.tap("Tagesordnung", message)
    await phone.type("/jourfixe merken Beleuchtung")
    await phone.tap("Tagesordnung", message)
    assert "3. Beleuchtung" in phone.text
    await exchange.pass_time(timedelta(days=51))
    await phone.type("/jourfixe merken Papierkorb")
    await phone.tap("Tagesordnung", message)
    assert "Papierkorb" not in phone.text
    assert [note.half for note in await notes_of(exchange)] == ["2026-1", "2026-1", ""]


async def test_notes_that_have_served_are_forgotten(exchange: Exchange, phone: Phone) -> None:
    await phone.type("/jourfixe merken Bank")
    await plan(phone)
    await phone.tap("Tagesordnung")
    await phone.type("/jourfixe")
    await exchange.pass_time(timedelta(days=120))
    assert await notes_of(exchange) == []


async def test_a_personal_note_is_dropped_unless_wanted(exchange: Exchange, phone: Phone) -> None:
    await phone.type("/jourfixe merken Anna Schmidt anrufen")
    assert "Eine Rolle genügt" in phone.text
    await phone.tap("Abbrechen")
    assert await notes_of(exchange) == []


@pytest.mark.parametrize("text", ["Bank \ud83d am Markt", "Bank\x00Markt", "Bank\n\n<b>Markt</b> & 'x'"])
async def test_a_strange_note_is_kept(exchange: Exchange, phone: Phone, text: str) -> None:
    await phone.type(f"/jourfixe merken {text}")
    assert len(await notes_of(exchange)) == 1
    assert "Gemerkt" in phone.text


async def test_an_emergency_comes_before_a_note(exchange: Exchange, phone: Phone) -> None:
    await phone.type("/jourfixe merken sie will nicht mehr leben")
    assert "112" in phone.text
    assert await notes_of(exchange) == []


async def test_the_season_can_be_moved(exchange: Exchange, phone: Phone) -> None:
    await phone.type("/jourfixe")
    await phone.tap("Monat ändern")
    await phone.tap("März")
    await phone.tap("Oktober")
    async with exchange.app.storage.look() as records:
        member = await records.members.get(1001)
    assert member is not None
    assert member.season_months == (3, 10)


async def test_in_a_group_it_leads_to_the_private_chat(exchange: Exchange) -> None:
    exchange.telegram.add_person(1001, "Kim")
    exchange.telegram.add_group(GROUP, "Quartiersrunde", [1001])
    group = exchange.phone(1001, "Kim", chat_id=GROUP)
    await group.type("/jourfixe merken Bank")
    assert "unter uns" in group.text
    assert await notes_of(exchange) == []


def key_of(message: Message, label: str) -> str:
    rows = message["reply_markup"]["inline_keyboard"]
    return next(str(key["callback_data"]) for row in rows for key in row if label in key["text"])
