"""The sandbox's time: run ahead from message to message."""

from datetime import UTC, datetime, timedelta

from bot.time_machine import TimeMachine
from tests.phone import START, Exchange


async def test_without_the_bot_only_the_clock_moves(exchange: Exchange) -> None:
    machine = TimeMachine(exchange.clock)
    await machine.move(timedelta(days=1))
    assert await machine.next_due() is None
    assert machine.now() == START + timedelta(days=1)


async def test_each_message_goes_out_at_its_own_hour(exchange: Exchange) -> None:
    phone = exchange.phone()
    await phone.type("/jourfixe 6. Mai, 9 Uhr")
    await phone.tap("60 Minuten")
    machine = TimeMachine(exchange.clock)
    machine.board(exchange.app)
    before = len(phone.shown)
    await machine.move(timedelta(days=60))
    written = [datetime.fromtimestamp(message["date"], UTC) for message in phone.shown[before:]]
    assert len(written) >= 2, "an invitation and an agenda at least"
    assert len({moment.date() for moment in written}) == len(written)
    assert all(6 <= moment.hour <= 9 for moment in written)
    assert machine.now() >= START + timedelta(days=60)


async def test_after_a_change_the_next_due_thing_is_known_at_once(exchange: Exchange) -> None:
    machine = TimeMachine(exchange.clock)
    machine.board(exchange.app)
    assert await machine.next_due() is None
    phone = exchange.phone()
    await phone.type("/jourfixe 6. Mai, 9 Uhr")
    await phone.tap("60 Minuten")
    due = await machine.next_due()
    assert due is not None
    assert due > machine.now()
