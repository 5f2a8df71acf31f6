"""A tip a week: put together, started, left out once, held, ended, and only by who may."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from scheduler.broadcasts import Series
from tests.handlers.test_broadcasts import LEAD, NORTH, OTHER_LEAD, SOUTH, got, press, set_up
from tests.phone import Exchange, Phone, open_exchange

WEEK = timedelta(weeks=1)


@pytest.fixture
async def exchange() -> AsyncIterator[Exchange]:
    async with open_exchange() as exchange:
        await set_up(exchange)
        yield exchange


async def only(exchange: Exchange) -> Series:
    async with exchange.app.storage.look() as records:
        (series,) = await records.series.all()
    return series


async def begin(phone: Phone) -> None:
    await phone.type("/rundruf")
    await phone.tap("Serien")
    await phone.tap("Neue Serie")


async def start(phone: Phone) -> None:
    await begin(phone)
    await phone.tap("Tipps wählen")
    await phone.tap("Einstieg")
    await phone.tap("Zur Serie")
    await phone.tap("Starten")


async def test_a_tip_comes_every_week_until_it_is_held(exchange: Exchange) -> None:
    phone = exchange.phone(LEAD)
    await start(phone)
    first = await only(exchange)
    assert f"{first.next_on:%-d}. März" in phone.text
    await exchange.pass_time(WEEK)
    await exchange.pass_time(WEEK)
    assert got(exchange, NORTH) == [2, 2, 2]
    assert got(exchange, SOUTH) == [0, 0]
    assert (await only(exchange)).entries == first.entries[2:]
    await press(phone, "series_pause", first.id)
    await exchange.pass_time(3 * WEEK)
    assert got(exchange, NORTH) == [2, 2, 2]
    await press(phone, "series_go", first.id)
    assert got(exchange, NORTH) == [2, 2, 2], "what fell into the pause is not made up for"
    await exchange.pass_time(WEEK)
    assert got(exchange, NORTH) == [3, 3, 3]


async def test_pressed_twice_one_date_is_left_out(exchange: Exchange) -> None:
    phone = exchange.phone(LEAD)
    await start(phone)
    before = await only(exchange)
    card = phone.last
    keys = [key for row in card["reply_markup"]["inline_keyboard"] for key in row]
    data = next(key["callback_data"] for key in keys if key["text"] == "Diesmal auslassen")
    for _ in range(2):
        await phone.tap_data(card, data)
    after = await only(exchange)
    assert before.next_on is not None
    assert after.next_on == before.next_on + WEEK
    assert after.entries == before.entries


async def test_the_key_for_a_new_one_makes_no_two(exchange: Exchange) -> None:
    phone = exchange.phone(LEAD)
    await begin(phone)
    await press(phone, "series_new")
    assert (await only(exchange)).made_by == LEAD


async def test_it_starts_only_with_tips_and_people(exchange: Exchange) -> None:
    phone = exchange.phone(LEAD)
    await begin(phone)
    await phone.tap("Starten")
    assert "Wähl zuerst Tipps aus" in phone.text
    await phone.tap("Tipps wählen")
    await phone.type("Guter Draht zur Lokalredaktion")
    await phone.tap("Guter Draht zur Lokalredaktion")
    await phone.tap("Zur Serie")
    await phone.tap("An wen")
    await phone.tap("Nord")
    await phone.tap("Zur Serie")
    await phone.tap("Starten")
    assert "Dort ist gerade niemand" in phone.text
    assert not (await only(exchange)).is_running


async def test_without_its_last_tip_it_rests(exchange: Exchange) -> None:
    phone = exchange.phone(LEAD)
    await start(phone)
    await phone.tap("Tipps wählen")
    await phone.tap("✓ Einstieg")
    series = await only(exchange)
    assert (series.entries, series.is_running) == ((), False)


async def test_another_day_moves_the_next_date(exchange: Exchange) -> None:
    phone = exchange.phone(LEAD)
    await start(phone)
    await phone.tap("Tag und Uhrzeit")
    await phone.tap("Do")
    await phone.tap("15 Uhr")
    series = await only(exchange)
    assert (series.weekday, series.hour) == (3, 15)
    assert series.next_on is not None
    assert series.next_on.weekday() == 3


@pytest.mark.parametrize("changes", [("16 Uhr",), ("Do",), ("Fr", "15 Uhr")])
@pytest.mark.parametrize("held", [False, True])
async def test_a_week_that_has_had_its_tip_gets_no_second_one(
    exchange: Exchange, changes: tuple[str, ...], held: bool
) -> None:
    phone = exchange.phone(LEAD)
    await start(phone)
    await exchange.pass_time(WEEK)
    assert got(exchange, NORTH) == [1, 1, 1]
    series = await only(exchange)
    if held:
        await press(phone, "series_pause", series.id)
    await press(phone, "series_when", series.id)
    for key in changes:
        await phone.tap(key)
    if held:
        await press(phone, "series_go", series.id)
    next_on = (await only(exchange)).next_on
    assert next_on is not None
    assert next_on > exchange.clock.now().date() + timedelta(days=5), "Monday at the earliest"
    await exchange.pass_time(timedelta(days=5))
    assert got(exchange, NORTH) == [1, 1, 1]
    await exchange.pass_until_next()
    assert got(exchange, NORTH) == [2, 2, 2]


async def test_without_its_last_team_it_rests(exchange: Exchange) -> None:
    phone = exchange.phone(LEAD)
    await start(phone)
    assert (await only(exchange)).is_running
    await press(phone, "series_whom", (await only(exchange)).id)
    await phone.tap("Nord")
    series = await only(exchange)
    assert (series.audience.teams, series.is_running) == ((), False)


async def test_a_lead_of_another_team_can_do_nothing_with_it(exchange: Exchange) -> None:
    await start(exchange.phone(LEAD))
    before = await only(exchange)
    other = exchange.phone(OTHER_LEAD)
    await other.type("/rundruf")
    await other.tap("Serien")
    assert "Gerade läuft keine." in other.text
    for verb in ("open", "show", "when", "whom", "tips", "go", "pause", "skip", "end", "over"):
        await press(other, f"series_{verb}", before.id, 1)
        assert "Team, das du nicht leitest" in other.text
    for verb in ("day", "hour", "all", "mine", "team", "fresh", "area", "pick"):
        await press(other, f"series_{verb}", before.id, 2, 1)
    assert await only(exchange) == before


async def test_keys_under_an_ended_one_do_nothing(exchange: Exchange) -> None:
    phone = exchange.phone(LEAD)
    await start(phone)
    series = await only(exchange)
    await phone.tap("Serie beenden")
    await phone.tap("Ja, beenden")
    ended = await only(exchange)
    for verb in ("go", "pause", "tips", "when"):
        await press(phone, f"series_{verb}", series.id)
        assert "zu Ende" in phone.text
    assert await only(exchange) == ended
