"""A message of nudges that has waited is looked at once more: it comes at a good time, and is still true."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from bot import nudge_letters
from bot.storage import tables
from handlers.cards import thaw
from scheduler.calendar import local_moment
from scheduler.contact_book import ContactBook
from scheduler.contacts import Contact
from scheduler.dues import Due, State
from scheduler.jour_fixe import JourFixe
from tests.bot.test_nudger import someone
from tests.phone import START, Exchange

KIM = 7
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NIGHT = local_moment(date(2026, 3, 17), 1)
TITLE = "Heute passt das gut"


async def change(exchange: Exchange, **changes: Any) -> None:
    async with exchange.app.storage.transaction() as records:
        member = await records.members.get(KIM)
        assert member is not None
        await records.members.save(replace(member, **changes))


async def rows(exchange: Exchange) -> list[Due]:
    async with exchange.app.storage.look() as records:
        return await records.dues.of(KIM)


def nudges(exchange: Exchange) -> list[str]:
    return [message["text"] for message in exchange.phone(KIM).shown if TITLE in message["text"]]


async def wait_until(exchange: Exchange, moment: datetime) -> None:
    """The process that wrote the message is gone, and the next one comes then."""
    exchange.clock.move(moment - exchange.clock.now())
    await exchange.restart()


@pytest.fixture
async def written(exchange: Exchange) -> Exchange:
    """It lies in the outbox, and nobody has sent it yet."""
    await someone(exchange, KIM)
    await exchange.app.beat()
    async with exchange.app.storage.look() as records:
        assert await records.outbox.count("waiting") == 1
    return exchange


async def test_written_and_sent_at_once_it_goes(written: Exchange) -> None:
    await written.settle()
    assert len(nudges(written)) == 1


async def test_after_two_weeks_and_at_night_it_waits_for_the_morning_and_says_its_true_date(written: Exchange) -> None:
    await wait_until(written, NIGHT)
    await written.pass_time(timedelta(minutes=1))
    assert nudges(written) == []
    assert [(row.asked, row.asked_on) for row in await rows(written)] == [(0, None)]
    assert await written.app.next_due() == local_moment(date(2026, 3, 17), 9)
    await written.pass_time(8 * HOUR)
    (nudge,) = nudges(written)
    assert "Dran war das schon am Donnerstag, 12. Februar." in nudge
    assert "noch einmal" not in nudge


async def test_told_to_wait_until_the_evening_it_comes_the_next_morning(exchange: Exchange) -> None:
    await someone(exchange, KIM)
    exchange.telegram.refuse_next("sendMessage", 429, "Too Many Requests: retry after 50000", retry_after=50_000)
    await exchange.pass_time(timedelta(minutes=1))
    await exchange.pass_time(timedelta(seconds=50_001))
    assert nudges(exchange) == []
    await exchange.pass_time(timedelta(minutes=1))
    await exchange.pass_until_next()
    assert len(nudges(exchange)) == 1
    assert exchange.clock.now() == local_moment(date(2026, 3, 4), 9)


async def test_held_up_into_the_next_day_there_still_is_one_message_a_day(exchange: Exchange) -> None:
    await someone(exchange, KIM)
    async with exchange.app.storage.transaction() as records:
        book = ContactBook(records, KIM, date(2026, 1, 20), START)
        assert await book.add("seniorenbeirat", "Seniorenbeirat", 6)  # due on the next day, 3 March + 1 = 4 March
        contact = (await book.all())[-1]
        await records.contacts.save(replace(contact, since=date(2026, 1, 21)))
    exchange.telegram.refuse_next("sendMessage", 429, "Too Many Requests: retry after 90000", retry_after=90_000)
    by_day: dict[date, list[str]] = {}
    for _ in range(4 * 24):
        seen = len(nudges(exchange))
        await exchange.pass_time(HOUR)
        by_day.setdefault(exchange.clock.now().date(), []).extend(nudges(exchange)[seen:])
    assert all(len(messages) <= 1 for messages in by_day.values()), by_day
    everything = "\n".join(nudges(exchange))
    assert everything.count("Lokalredaktion") == 1
    assert everything.count("Seniorenbeirat") == 1


async def test_who_asked_for_quiet_meanwhile_gets_nothing(written: Exchange) -> None:
    await change(written, quiet_since=written.clock.now())
    await written.settle()
    assert nudges(written) == []
    await change(written, quiet_since=None, look_at=written.clock.now())
    await written.pass_time(timedelta(minutes=1))
    assert len(nudges(written)) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"leave_from": date(2026, 3, 3), "leave_until": date(2026, 3, 6)},
        {"hour": 14},
        {"days": frozenset({4})},
        {"muted": frozenset({"press"})},
    ],
    ids=lambda changes: next(iter(changes)),
)
async def test_what_somebody_wishes_meanwhile_holds(written: Exchange, changes: dict[str, Any]) -> None:
    await change(written, **changes)
    await written.settle()
    assert nudges(written) == []
    assert [(row.asked, row.asked_on) for row in await rows(written)] == [(0, None)]


async def test_what_is_not_due_any_more_is_not_asked(written: Exchange) -> None:
    async with written.app.storage.transaction() as records:
        book = ContactBook(records, KIM, date(2026, 3, 3), written.clock.now())
        await book.change((await book.all())[0], interval_weeks=26)
    await written.settle()
    await written.pass_time(HOUR)
    assert nudges(written) == []


async def test_it_says_what_is_true_when_it_goes(exchange: Exchange) -> None:
    await exchange.phone(KIM).type("/hilfe")
    async with exchange.app.storage.transaction() as records:
        await records.members.welcome(KIM, START)
    await change(exchange, look_at=START)
    await plan_jour_fixe(exchange, START + 6 * HOUR)
    async with exchange.app.storage.transaction() as records:
        (jour_fixe,) = await records.jour_fixes.of(KIM)
        await records.jour_fixes.save(replace(jour_fixe, at=START + 7 * HOUR))
    await exchange.settle()
    await exchange.pass_time(timedelta(minutes=1))
    (nudge,) = nudges(exchange)
    assert "16 Uhr" in nudge


async def test_what_is_done_meanwhile_is_not_asked(written: Exchange) -> None:
    async with written.app.storage.transaction() as records:
        book = ContactBook(records, KIM, date(2026, 3, 3), written.clock.now())
        await book.log((await book.all())[0], date(2026, 3, 3))
    await written.settle()
    await written.pass_time(HOUR)
    assert nudges(written) == []


async def plan_jour_fixe(exchange: Exchange, at: datetime) -> None:
    async with exchange.app.storage.transaction() as records:
        await records.jour_fixes.add(JourFixe(0, KIM, "2026-1", at, 60, "uid"))
    await exchange.app.beat()
    async with exchange.app.storage.look() as records:
        assert await records.outbox.count("waiting") == 1


async def test_what_leads_up_to_a_meeting_does_not_come_once_it_has_begun(exchange: Exchange) -> None:
    """Planned for the same day, it is written at nine; Telegram takes it at eleven, when they sit together."""
    await exchange.phone(KIM).type("/hilfe")
    begins = START + 2 * HOUR
    async with exchange.app.storage.transaction() as records:
        await records.members.welcome(KIM, START)
    await change(exchange, look_at=START)
    await plan_jour_fixe(exchange, begins)
    await wait_until(exchange, begins)
    await exchange.pass_time(HOUR)
    assert nudges(exchange) == []
    assert [row.state for row in await rows(exchange)] == [State.EXPIRED]


async def test_a_contact_struck_off_meanwhile_is_not_asked_about(written: Exchange) -> None:
    async with written.app.storage.transaction() as records:
        (contact,) = await records.contacts.of(KIM)
        await records.contacts.remove(contact.id)  # and nobody closes its row
    await written.settle()
    await written.pass_time(HOUR)
    assert nudges(written) == []


async def test_who_has_gone_leaves_nothing_behind(written: Exchange) -> None:
    async with written.app.storage.transaction() as records:
        await records.members.remove(KIM)
    await written.settle()
    assert nudges(written) == []
    async with written.app.storage.look() as records:
        assert not await records.outbox.count("waiting", "sending")


async def test_in_doubt_it_may_come_again_and_an_answer_ends_the_doubt(exchange: Exchange) -> None:
    await someone(exchange, KIM)
    exchange.telegram.lose_answer_next("sendMessage")
    await exchange.pass_time(timedelta(minutes=1))
    assert len(nudges(exchange)) == 1, "it has arrived, and the bot does not know"
    await exchange.phone(KIM).tap("Kontakt gehabt")
    await exchange.pass_time(HOUR)
    assert nudges(exchange) == [], "it shows that it is done, and no copy has come"


async def test_in_doubt_what_was_not_answered_comes_no_second_time_on_that_day(exchange: Exchange) -> None:
    await someone(exchange, KIM)
    async with exchange.app.storage.transaction() as records:
        await records.contacts.add(Contact(0, KIM, "seniorenbeirat", "Seniorenbeirat", 6, date(2026, 1, 1)))
    exchange.telegram.lose_answer_next("sendMessage")
    await exchange.pass_time(timedelta(minutes=1))
    await exchange.phone(KIM).tap("Lokalredaktion")
    await exchange.phone(KIM).tap("Kontakt gehabt")
    for _ in range(6):
        await exchange.pass_time(HOUR)
    assert len(nudges(exchange)) == 1


async def test_a_letter_that_fits_again_when_it_is_to_be_withdrawn_goes(written: Exchange) -> None:
    """Between the look and the withdrawal somebody may take back what they had changed."""
    app = written.app
    async with app.storage.transaction() as records:
        (letter,) = await records.outbox.claim(written.clock.now(), [], 1)
        card, library = thaw(letter.card), app.knowledge.library
        await nudge_letters.withdraw(records, letter, card, library, written.clock.now())
    await written.settle()
    assert len(nudges(written)) == 1


async def test_a_repeat_that_is_taken_back_stays_a_repeat(exchange: Exchange) -> None:
    await someone(exchange, KIM)
    await exchange.pass_time(timedelta(minutes=1))
    exchange.clock.move(7 * DAY)
    await exchange.app.beat()
    await wait_until(exchange, local_moment(date(2026, 3, 11), 2))
    await exchange.pass_time(timedelta(minutes=1))
    await exchange.pass_until_next()
    assert len(nudges(exchange)) == 2
    assert "Ich frage noch einmal" in nudges(exchange)[-1]


async def test_one_that_an_earlier_version_wrote_can_be_taken_back_too(written: Exchange) -> None:
    async with written.app.storage.engine.begin() as connection:
        frozen = (await connection.execute(select(tables.outbox.c.card).where(tables.outbox.c.priority == 5))).scalar()
        card = json.loads(frozen or "")
        del card["last"]
        for line in card["lines"]:
            for name in ("asked", "asked_on", "snoozed_to"):
                del line[name]
        this = tables.outbox.c.priority == 5
        await connection.execute(update(tables.outbox).where(this).values(card=json.dumps(card)))
    await wait_until(written, NIGHT)
    assert nudges(written) == []
    await written.pass_time(9 * HOUR)
    assert len(nudges(written)) == 1
    assert written.clock.now() > datetime(2026, 3, 17, 8, tzinfo=UTC)
