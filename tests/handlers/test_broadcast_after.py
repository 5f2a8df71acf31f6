"""A broadcast that went out: held, stopped, corrected, taken back, read."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from scheduler.broadcasts import CopyState, State
from scheduler.people import Role
from tests.handlers.test_broadcasts import (
    LEAD,
    NORTH,
    OUTSIDER,
    SECOND_LEAD,
    all_of,
    compose,
    got,
    later,
    only,
    photo,
    press,
    send,
    set_up,
)
from tests.phone import Exchange, Phone, open_exchange, words_of


@pytest.fixture
async def exchange() -> AsyncIterator[Exchange]:
    async with open_exchange() as exchange:
        await set_up(exchange)
        yield exchange


@pytest.fixture
async def lead(exchange: Exchange) -> Phone:
    return exchange.phone(LEAD)


async def go(phone: Phone) -> None:
    await phone.tap("Vorschau und senden")
    await phone.tap("Menschen senden")


def said(phone: Phone) -> str:
    """Everything on the screen: the board stands above the lead's own copy."""
    return "\n".join(words_of(message) for message in phone.shown)


async def read_count(exchange: Exchange, number: int) -> int:
    async with exchange.app.storage.look() as records:
        return (await records.broadcasts.report(number)).read


async def test_it_is_held_and_goes_on(exchange: Exchange, lead: Phone) -> None:
    await compose(lead)
    await later(exchange, lead)
    await lead.tap("Anhalten")
    await exchange.pass_time(timedelta(hours=4))
    assert got(exchange, NORTH) == [0, 0, 0]
    await lead.tap("Weiter senden")
    assert got(exchange, NORTH) == [1, 1, 1]
    await press(lead, "pause", (await only(exchange)).id)
    assert lead.toast == "Das geht gerade nicht mehr."


async def test_it_is_stopped_for_good_after_one_question(exchange: Exchange, lead: Phone) -> None:
    await compose(lead)
    await later(exchange, lead)
    await lead.tap("Abbrechen")
    assert "Diesen Rundruf abbrechen?" in lead.text
    await lead.tap("Nein, weiter")
    assert (await only(exchange)).state is State.SENDING
    await lead.tap("Abbrechen")
    await lead.tap("Ja, abbrechen")
    await exchange.pass_time(timedelta(hours=4))
    assert got(exchange, NORTH) == [0, 0, 0]
    assert "abgebrochen" in lead.text


async def test_a_planned_one_can_be_called_off(exchange: Exchange, lead: Phone) -> None:
    await compose(lead)
    await plan(lead)
    await lead.type("/rundruf")
    await lead.tap("Geplant, 4. März")
    await lead.tap("Gar nicht senden")
    await lead.tap("Ja, abbrechen")
    await exchange.pass_time(timedelta(days=2))
    assert got(exchange, NORTH) == [0, 0, 0]


async def plan(phone: Phone) -> None:
    await phone.tap("Wann")
    await phone.tap("Morgen, 9 Uhr")
    await phone.tap("Vorschau und senden")
    await phone.tap("Menschen einplanen")


@pytest.mark.parametrize("verb", ["as drawn", "unplan"])
async def test_right_after_planning_it_can_become_a_draft_again(exchange: Exchange, lead: Phone, verb: str) -> None:
    await compose(lead)
    await plan(lead)
    if verb == "as drawn":
        await lead.tap("Zurück zum Entwurf")
    else:
        await press(lead, verb, (await only(exchange)).id)
    assert "Er ist wieder ein Entwurf" in lead.text
    assert (await only(exchange)).state is State.DRAFT


async def test_a_key_that_planned_it_does_not_plan_it_again(exchange: Exchange, lead: Phone) -> None:
    await compose(lead)
    await lead.tap("Wann")
    await lead.tap("Morgen, 9 Uhr")
    await lead.tap("Vorschau und senden")
    confirm = lead.last
    data = confirm["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    await lead.tap_data(confirm, data)
    await lead.tap("Zurück zum Entwurf")
    await lead.tap_data(confirm, data)
    assert "hat sich etwas geändert" in lead.text
    assert (await only(exchange)).state is State.DRAFT


async def test_what_was_planned_long_ago_is_a_new_draft_and_not_an_old_one(exchange: Exchange, lead: Phone) -> None:
    await compose(lead)
    await lead.tap("Wann")
    await lead.type("20.4. 10 Uhr")
    await lead.tap("Vorschau und senden")
    await lead.tap("Menschen einplanen")
    await exchange.pass_time(timedelta(days=35))
    await lead.tap("Zurück zum Entwurf")
    await exchange.pass_time(timedelta(days=1))
    assert (await only(exchange)).state is State.DRAFT
    await lead.type("/rundruf")
    await lead.tap("Entwurf")
    assert "Montag, 20. April, 10 Uhr" in lead.text
    assert "7 Tage lang" in lead.text


async def test_a_correction_is_shown_before_it_changes_every_copy(exchange: Exchange, lead: Phone) -> None:
    await compose(lead, "Am Donerstag")
    await go(lead)
    await lead.tap("Korrigieren")
    await lead.type("Am Donnerstag")
    assert lead.shown[-2]["text"] == "Am Donnerstag"
    assert "Ich ändere jede Nachricht" in lead.text
    assert exchange.phone(NORTH[0]).text == "Am Donerstag"
    confirm = lead.last
    await lead.tap("Ja, korrigieren")
    assert [exchange.phone(member).text for member in NORTH] == ["Am Donnerstag"] * 3
    assert got(exchange, NORTH) == [1, 1, 1]
    await lead.tap_data(confirm, confirm["reply_markup"]["inline_keyboard"][0][0]["callback_data"])
    assert (await only(exchange)).version == 2, "pressed twice, corrected once; and no draft is left over"


async def test_a_correction_that_is_not_wanted_changes_nothing(exchange: Exchange, lead: Phone) -> None:
    await compose(lead, "Am Donnerstag")
    await go(lead)
    await lead.tap("Korrigieren")
    await lead.type("Am Freitag")
    await lead.tap("Nein, so lassen")
    assert exchange.phone(NORTH[0]).text == "Am Donnerstag"
    assert len(await all_of(exchange)) == 1


async def test_a_text_stays_a_text(exchange: Exchange, lead: Phone) -> None:
    await compose(lead, "Am Donnerstag")
    await go(lead)
    await lead.tap("Korrigieren")
    await send(lead, exchange, photo(exchange, "Plakat"))
    assert "bleibt ein Text ein Text" in lead.text
    await lead.type("x" * 4096)
    assert "So steht es dann da" in lead.text
    assert exchange.phone(NORTH[0]).text == "Am Donnerstag"


async def test_words_alone_correct_what_stands_under_a_picture(exchange: Exchange, lead: Phone) -> None:
    await lead.type("/rundruf")
    await lead.tap("Neuer Rundruf")
    await send(lead, exchange, photo(exchange, "Am Donerstag"))
    await go(lead)
    picture = exchange.phone(NORTH[0]).last["photo"]
    await lead.tap("Korrigieren")
    await lead.type("x" * 1025)
    assert "hat 1.025 Zeichen. Mehr als 1.024" in lead.text
    await lead.type("Am Donnerstag")
    await lead.tap("Ja, korrigieren")
    message = exchange.phone(NORTH[0]).last
    assert message["caption"] == "Am Donnerstag"
    assert message["photo"] == picture


async def test_what_is_taken_back_is_gone_and_the_rest_is_not_sent(exchange: Exchange, lead: Phone) -> None:
    await compose(lead)
    await go(lead)
    assert got(exchange, NORTH) == [1, 1, 1]
    await lead.tap("Zurückholen")
    assert "48 Stunden" in said(lead)
    await lead.tap("Ja, zurückholen")
    assert got(exchange, NORTH) == [0, 0, 0]
    assert "Rundruf: zurückgeholt" in said(lead)


async def test_after_two_days_it_is_not_taken_back_and_can_still_be_corrected(exchange: Exchange, lead: Phone) -> None:
    await compose(lead)
    await go(lead)
    await exchange.pass_time(timedelta(days=3))
    await lead.tap("Zurückholen")
    assert "Zum Zurückholen ist es zu spät." in said(lead)
    number = (await only(exchange)).id
    await press(lead, "fetch", number)
    assert "Zum Zurückholen ist es zu spät." in said(lead)
    assert got(exchange, NORTH) == [1, 1, 1]
    await lead.type("/rundruf")
    await lead.tap("Gesendet")
    await lead.tap("Zurückholen")
    await lead.tap("Korrigieren")
    await lead.type("Am Samstag")
    await lead.tap("Ja, korrigieren")
    assert exchange.phone(NORTH[0]).text == "Am Samstag"


async def test_what_is_still_going_after_two_days_can_be_stopped(exchange: Exchange, lead: Phone) -> None:
    await compose(lead)
    await go(lead)
    number = (await only(exchange)).id
    async with exchange.app.storage.transaction() as records:
        copy = await records.broadcasts.copy_of(number, NORTH[0])
        assert copy is not None
        await records.copies.note(copy.id, state=CopyState.WAITING, not_before=exchange.clock.now() + timedelta(days=5))
        now = await records.broadcasts.get(number)
        assert now is not None
        await records.broadcasts.save(replace(now, state=State.SENDING, finished_at=None))
    await exchange.pass_time(timedelta(days=3))
    await press(lead, "recall", number)
    assert {"Korrigieren", "Nichts mehr senden"} <= set(lead.keys)
    await lead.tap("Nichts mehr senden")
    assert (await only(exchange)).state is State.CANCELLED


async def test_without_its_ledger_it_stays_as_it_is(exchange: Exchange, lead: Phone) -> None:
    await compose(lead)
    await go(lead)
    number = (await only(exchange)).id
    await exchange.pass_time(timedelta(days=31))
    report = (await only(exchange)).kept
    assert report is not None
    await lead.type("/rundruf")
    await lead.tap("Gesendet")
    assert lead.keys == ["Bericht", "Alle Rundrufe"]
    for verb in ("correct", "recall", "fetch"):
        await press(lead, verb, number)
        assert "weiß ich nicht mehr, wo der Rundruf steht" in lead.text
    await lead.type("Am Samstag")
    assert (await only(exchange)).state is State.FINISHED
    assert (await only(exchange)).kept == report
    assert "Sommerfest" in exchange.phone(NORTH[0]).text


async def test_gelesen_counts_once_and_only_for_who_got_it(exchange: Exchange, lead: Phone) -> None:
    await compose(lead)
    await lead.tap("Vorschau und senden")
    preview = lead.shown[-2]
    await lead.tap("Gelesen", preview)
    assert lead.toast == "Das ist nur die Vorschau."
    await lead.tap("Menschen senden")
    number = (await only(exchange)).id
    await lead.tap("Gelesen", preview)
    assert await read_count(exchange, number) == 0, "under the preview it still is the preview"
    kim = exchange.phone(NORTH[0])
    copy = kim.last
    for _ in range(2):
        await kim.tap_data(copy, copy["reply_markup"]["inline_keyboard"][0][0]["callback_data"])
    assert await read_count(exchange, number) == 1
    assert kim.keys == ["Als gelesen gemerkt"]
    stranger = exchange.phone(OUTSIDER)
    await stranger.type("/hilfe")
    for forged in (number, 0, 999, "-3", "zz", ""):
        await press(stranger, "read", forged)
        assert stranger.toast == ""
    assert await read_count(exchange, number) == 1
    assert got(exchange, (OUTSIDER,)) == [1]


async def screens(size: int, opted_out: int, blocked: int, left: int, blocking: int) -> list[object]:
    """Whatever a lead of so many sees of a broadcast that some did not get, from its first moment to its end."""
    seen: list[object] = []
    async with open_exchange() as exchange:
        await set_up(exchange)
        phone, people = exchange.phone(LEAD), range(301, 301 + size - 4)
        now = exchange.clock.now()
        async with exchange.app.storage.transaction() as records:
            for person in people:
                await records.teams.join((await records.members.welcome(person, now)).id, 1, Role.NEWCOMER, now)
        for person in people:
            exchange.phone(person, f"P{person}")
            exchange.telegram.world.directory.people[person].wrote = True
        await compose(phone)
        away = iter((*NORTH, *people))
        async with exchange.app.storage.transaction() as records:
            for _ in range(opted_out):
                await records.members.set_quiet(next(away), now)
            for _ in range(blocked):
                await records.members.set_blocked(next(away), now)
        leavers = [next(away) for _ in range(left)]
        who_blocks_later = [next(away) for _ in range(blocking)]

        async def look(*labels: str) -> None:
            for label in labels:
                await phone.tap(label)
                seen.append([(words_of(message), keys_of(message)) for message in phone.shown])

        await later(exchange, phone)
        async with exchange.app.storage.transaction() as records:
            for person in leavers:
                await records.teams.leave(person, 1)
        await look("Bericht", "Anhalten", "Bericht", "Weiter senden", "Zurückholen", "Nein, lassen")
        await exchange.pass_time(timedelta(hours=4))
        for person in who_blocks_later:
            exchange.telegram.block(person)
        await look("Bericht", "Zurückholen", "Nein, lassen", "Korrigieren")
        await phone.type("Am Samstag ist Sommerfest.")
        await look("Ja, korrigieren", "Bericht", "Zurückholen", "Ja, zurückholen", "Bericht")
        await phone.type("/rundruf")
        await look("Zurückgeholt")
    return seen


def keys_of(message: dict[str, Any]) -> list[str]:
    return [key["text"] for row in message.get("reply_markup", {}).get("inline_keyboard", []) for key in row]


@pytest.mark.parametrize("size", [9, pytest.param(14, marks=pytest.mark.slow)])
async def test_what_stands_after_it_went_is_the_same_whoever_wanted_none(size: int) -> None:
    """Zero is not told from one, nor one from four."""
    plain = await screens(size, 0, 0, 0, 0)
    assert len(plain) > 15
    for away in ((1, 0, 0, 0), (0, 1, 1, 0), (4, 0, 0, 0), (0, 0, 0, 2)):
        assert await screens(size, *away) == plain


async def test_few_recipients_are_told_no_number_of_what_they_did(exchange: Exchange, lead: Phone) -> None:
    """Of five people "about five" and "none" tell about each of them."""
    await compose(lead)
    await go(lead)
    for member in NORTH:
        await exchange.phone(member).tap("Gelesen")
    await lead.tap("Bericht")
    told = said(lead)
    assert "Er war für 4 Menschen. Bei wie vielen er ankam, sage ich erst ab 10 Menschen." in told
    assert not [word for word in ("Gelesen:", "abbestellt:", "blockiert:", "im Team:", "von 4") if word in told]


async def move_in(exchange: Exchange, size: int) -> None:
    """So many more, who have opened the chat."""
    now, people = exchange.clock.now(), range(301, 301 + size)
    async with exchange.app.storage.transaction() as records:
        for person in people:
            await records.teams.join((await records.members.welcome(person, now)).id, 1, Role.NEWCOMER, now)
    for person in people:
        exchange.phone(person, f"P{person}")
        exchange.telegram.world.directory.people[person].wrote = True


async def test_what_was_called_off_before_it_began_has_arrived_nowhere(exchange: Exchange, lead: Phone) -> None:
    await move_in(exchange, 10)
    await compose(lead)
    await plan(lead)
    await lead.tap("Abbrechen")
    await lead.tap("Ja, abbrechen")
    await exchange.pass_time(timedelta(days=2))
    assert "Rundruf: abgebrochen" in lead.text
    assert "Er ist an niemanden gegangen." in lead.text
    assert not [word for word in ("▓", "von 14", "unter 5") if word in lead.text]
    assert lead.keys == ["Bericht", "Alle Rundrufe"]
    for verb in ("correct", "recall", "fetch"):
        await press(lead, verb, (await only(exchange)).id)
    assert (await only(exchange)).state is State.CANCELLED


async def test_what_is_stopped_while_nobody_has_it_yet_looks_as_if_one_had(exchange: Exchange, lead: Phone) -> None:
    """Else it would tell that somebody's hours are others than the rest's."""
    await move_in(exchange, 10)
    await compose(lead)
    await later(exchange, lead)
    await lead.tap("Abbrechen")
    await lead.tap("Ja, abbrechen")
    assert "Zugestellt: unter 5 von 14." in lead.text
    assert "▓" not in lead.text
    assert "Korrigieren" in lead.keys


async def test_what_was_taken_back_had_arrived(exchange: Exchange, lead: Phone) -> None:
    await move_in(exchange, 10)
    await compose(lead)
    await go(lead)
    await lead.tap("Zurückholen")
    await lead.tap("Ja, zurückholen")
    assert "War angekommen: alle oder fast alle." in said(lead)
    assert "Zurückgeholt: alle oder fast alle" in said(lead)
    assert not [word for word in ("▓", "Zugestellt", "von 14") if word in said(lead)]


@pytest.mark.parametrize("key", ["as drawn", "of an old card"])
async def test_of_two_who_correct_at_once_the_second_sees_the_first(exchange: Exchange, lead: Phone, key: str) -> None:
    other = exchange.phone(SECOND_LEAD)
    await lead_too(exchange, SECOND_LEAD)
    await compose(lead, "Am Donerstag")
    await go(lead)
    number = (await only(exchange)).id
    for phone, text in ((lead, "Am Donnerstag"), (other, "Am Donnerstag um 9")):
        await phone.type("/rundruf")
        await phone.tap("Gesendet")
        await phone.tap("Korrigieren")
        await phone.type(text)
    await lead.tap("Ja, korrigieren")
    if key == "as drawn":
        await other.tap("Ja, korrigieren")
    else:
        await press(other, "amend", number, number + 2)
    assert exchange.phone(NORTH[0]).text == "Am Donnerstag"
    assert "Inzwischen ist dieser Rundruf schon korrigiert worden." in said(other)
    assert [words_of(message) for message in other.shown[-3:-1]] == ["Am Donnerstag", "Am Donnerstag um 9"]
    await other.tap("Ja, korrigieren")
    assert exchange.phone(NORTH[0]).text == "Am Donnerstag um 9"


async def lead_too(exchange: Exchange, person: int) -> None:
    now = exchange.clock.now()
    async with exchange.app.storage.transaction() as records:
        await records.members.welcome(person, now)
        await records.teams.join(person, 1, Role.LEAD, now)


async def test_the_rest_of_a_correction_that_telegram_split_is_no_question(exchange: Exchange, lead: Phone) -> None:
    await compose(lead)
    await go(lead)
    await lead.tap("Korrigieren")
    await lead.type("wort " * 819)
    await lead.type("und der Rest davon")
    assert "In der Korrektur steht nur der erste Teil." in lead.text
    assert lead.keys == ["Korrigieren"]


async def test_of_an_album_that_corrects_one_picture_is_taken(exchange: Exchange, lead: Phone) -> None:
    await lead.type("/rundruf")
    await lead.tap("Neuer Rundruf")
    await send(lead, exchange, photo(exchange, "Am Donerstag"))
    await go(lead)
    await lead.tap("Korrigieren")
    await send(lead, exchange, photo(exchange, "Am Donnerstag"))
    before = len(lead.shown)
    for _ in range(2):
        await send(lead, exchange, photo(exchange))
    assert len(lead.shown) == before + 1
    assert "Ich habe nur das erste genommen" in lead.text
    await lead.type("Wer ist im Rathaus zuständig?")
    assert "Ansprechperson" in lead.text


@pytest.mark.parametrize("leads_on", [True, False])
async def test_a_second_lead_does_not_take_the_board_away(exchange: Exchange, lead: Phone, leads_on: bool) -> None:
    other = exchange.phone(SECOND_LEAD)
    await lead_too(exchange, SECOND_LEAD)
    await compose(lead)
    await later(exchange, lead)
    if not leads_on:
        async with exchange.app.storage.transaction() as records:
            await records.teams.leave(LEAD, 1)
    await other.type("/rundruf")
    await other.tap("Am Freitag")
    await other.tap("Anhalten")
    if leads_on:
        assert "Rundruf: angehalten" in said(lead)
    await other.tap("Weiter senden")
    await exchange.pass_time(timedelta(hours=4))
    assert "Rundruf: fertig" in said(lead if leads_on else other)


@pytest.mark.parametrize(
    ("more", "told"), [(0, "Er ist korrigiert. Wo ich"), (10, "Er ist korrigiert. Nicht korrigiert: unter 5.")]
)
async def test_that_it_was_corrected_is_said_whoever_was_missed(
    exchange: Exchange, lead: Phone, more: int, told: str
) -> None:
    await move_in(exchange, more)
    await compose(lead)
    await go(lead)
    assert "korrigiert" not in said(lead)
    await lead.tap("Korrigieren")
    await lead.type("Am Samstag")
    await lead.tap("Ja, korrigieren")
    assert told in said(lead)


async def test_the_board_says_why_it_stands_still_at_the_weekend(exchange: Exchange, lead: Phone) -> None:
    await exchange.pass_time(timedelta(days=3, hours=11))  # Friday evening
    await compose(lead)
    await go(lead)
    assert "Wer gerade frei hat, bekommt ihn zur nächsten eigenen Zeit" in said(lead)
    await lead.tap("Anhalten")
    assert "Wer gerade frei hat" not in said(lead)
    await lead.tap("Weiter senden")
    await exchange.pass_time(timedelta(days=2, hours=13))
    assert "Rundruf: fertig" in said(lead)
    assert "Wer gerade frei hat" not in said(lead)


async def test_editing_the_message_with_its_text_is_never_met_with_silence(exchange: Exchange, lead: Phone) -> None:
    await lead.type("/rundruf")
    await lead.tap("Neuer Rundruf")
    typed = await lead.type("Am Donerstag")
    await lead.edit(typed, "Am Donnerstag")
    assert "Der Rundruf hat noch den alten Text." in lead.text
    assert lead.keys == ["Inhalt ändern"]
    assert (await only(exchange)).content.text == "Am Donerstag"
    await press(lead, "preview", (await only(exchange)).id)
    await lead.tap("Menschen senden")
    await lead.edit(typed, "Am Donnerstag um 9")
    assert "Gesendet ist die alte Fassung." in lead.text
    await lead.tap("Korrigieren")
    corrected = await lead.type("Am Donnerstag um 10")
    await lead.edit(corrected, "Am Donnerstag um 11")
    assert "Gesendet ist die alte Fassung." in lead.text
    await press(lead, "fetch", (await all_of(exchange))[0].id)
    await lead.edit(typed, "Am Freitag")
    assert "ist schon vorbei" in lead.text
