""" "Ja, beantwortet" and "Nein, passt nicht": one tap, counted once, by nobody's name."""

from datetime import timedelta

import pytest

from handlers.buttons import Helped, NotFitting, encode
from tests.crew import key_of
from tests.phone import Exchange, Phone

QUESTION = "Wie komme ich in die Lokalzeitung?"
YES, NO = "Ja, beantwortet", "Nein, passt nicht"


async def counted(exchange: Exchange) -> dict[str, tuple[str, int]]:
    async with exchange.app.storage.engine.connect() as connection:
        rows = await connection.exec_driver_sql("SELECT metric, topic, count AS number FROM totals WHERE team_id = 0")
        return {row.metric: (row.topic, row.number) for row in rows}


async def test_yes_is_thanked_for_counted_once_and_the_question_goes(exchange: Exchange, phone: Phone) -> None:
    await phone.type(QUESTION)
    answer = phone.last
    assert phone.keys[-2:] == [YES, NO]
    await phone.tap(YES)
    assert "Danke" in phone.toast
    assert len(phone.shown) == 1
    assert YES not in phone.keys
    assert NO not in phone.keys
    for data in (encode(Helped("einstieg-tipp-8", 1)), encode(NotFitting(1, 0))):
        await phone.tap_data(answer, data)
    assert await counted(exchange) == {"answered": ("einstieg/tipp", 1), "helpful": ("einstieg/tipp", 1)}


async def test_no_is_counted_and_leads_on(exchange: Exchange, phone: Phone) -> None:
    await phone.type(QUESTION)
    answer = phone.last
    await phone.tap(NO)
    assert "Dann passt vielleicht das" in phone.text
    await phone.tap(NO, answer)
    await phone.tap("1 ·")
    await phone.tap(YES)
    assert await counted(exchange) == {"answered": ("einstieg/tipp", 1), "unhelpful": ("einstieg/tipp", 1)}


async def test_typed_it_counts_the_same(exchange: Exchange, phone: Phone) -> None:
    await phone.type(QUESTION)
    await phone.type("passt nicht")
    assert (await counted(exchange))["unhelpful"] == ("einstieg/tipp", 1)


@pytest.mark.parametrize("typed", [True, False])
async def test_none_of_what_was_asked_back_is_a_miss(exchange: Exchange, phone: Phone, typed: bool) -> None:
    """Once, and only where there was no answer before that was counted already."""
    await phone.type("wir haben streit")
    message, none = key_of(phone, "Nichts davon")
    await (phone.type("nichts davon") if typed else phone.tap("Nichts davon"))
    await phone.tap_data(message, none)
    assert await counted(exchange) == {"clarified": ("einstieg/tipp", 1), "unhelpful": ("einstieg/tipp", 1)}


async def test_no_and_then_none_of_the_others_is_one_miss(exchange: Exchange, phone: Phone) -> None:
    await phone.type(QUESTION)
    await phone.tap(NO)
    await phone.tap("Nichts davon")
    assert (await counted(exchange))["unhelpful"] == ("einstieg/tipp", 1)


@pytest.mark.parametrize(
    ("text", "metric", "topic"),
    [
        ("wir haben streit", "clarified", "einstieg/tipp"),
        ("Wie hoch ist das Pflegegeld bei Pflegegrad 3?", "unknown", "konkurrenz"),
    ],
)
async def test_every_outcome_is_counted_by_topic(
    exchange: Exchange, phone: Phone, text: str, metric: str, topic: str
) -> None:
    await phone.type(text)
    assert await counted(exchange) == {metric: (topic, 1)}


async def test_what_is_no_question_is_not_counted(exchange: Exchange, phone: Phone) -> None:
    for text in ("hallo", "🎉🎉", "Sie will nicht mehr leben"):
        await phone.type(text)
    assert await counted(exchange) == {}


async def test_a_corrected_question_is_counted_and_rated_once(exchange: Exchange, phone: Phone) -> None:
    asked = await phone.type(QUESTION)
    await phone.tap(YES)
    await phone.edit(asked, "Wer ist im Rathaus für mich zuständig?")
    assert phone.keys[-2:] == [YES, NO]
    await phone.tap(YES)
    assert await counted(exchange) == {"answered": ("einstieg/tipp", 1), "helpful": ("einstieg/tipp", 1)}


async def test_a_month_later_it_is_thanked_for_and_nothing_is_counted(exchange: Exchange, phone: Phone) -> None:
    await phone.type(QUESTION)
    await exchange.pass_time(timedelta(days=30))
    await phone.tap(YES)
    assert "Danke" in phone.toast
    assert "helpful" not in await counted(exchange)


async def test_what_was_found_in_the_topics_is_not_asked_about(phone: Phone) -> None:
    await phone.open_link("e_einstieg-tipp-8")
    assert YES not in phone.keys


async def test_in_a_group_it_works_as_well(exchange: Exchange, phone: Phone) -> None:
    exchange.telegram.add_group(-2001, "Runde", [1001])
    group = exchange.phone(1001, chat_id=-2001)
    await group.type(f"@quartierslotse_bot {QUESTION}")
    await group.tap(YES)
    assert "Danke" in group.toast
    assert (await counted(exchange))["helpful"] == ("einstieg/tipp", 1)


async def test_nothing_counted_says_who(exchange: Exchange, phone: Phone) -> None:
    await phone.type(QUESTION)
    await phone.tap(YES)
    async with exchange.app.storage.engine.connect() as connection:
        rows = list(await connection.exec_driver_sql("SELECT * FROM totals"))
    assert not any("1001" in repr(row) for row in rows)
