"""Every nudge says why now, and nothing that is not so: neither "late" nor "again" where it is not.

Tuesday, 3 March 2026, nine o'clock; intervals are weeks.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from handlers.texts import nudges as texts
from handlers.texts import reminders
from scheduler.calendar import local_day, local_moment
from scheduler.contact_book import ContactBook
from scheduler.contacts import Contact
from scheduler.people import Member
from tests.phone import START, Exchange, Phone

DAY = timedelta(days=1)
TODAY = date(2026, 3, 3)
LATE, AGAIN = "Dran war das schon", "Ich frage noch einmal"
Change = Callable[[ContactBook, Contact], Awaitable[Any]]


async def settle_in(exchange: Exchange, since: datetime = START - 200 * DAY, **changes: Any) -> None:
    async with exchange.app.storage.transaction() as records:
        await records.members.welcome(1001, since)
        await records.members.save(replace(Member(1001, since, look_at=START), **changes))


async def keep(exchange: Exchange, **changes: Any) -> None:
    contact = replace(Contact(0, 1001, "seniorenbeirat", "Seniorenbeirat", 4, TODAY - 28 * DAY), **changes)
    async with exchange.app.storage.transaction() as records:
        await records.contacts.add(contact)


async def do(exchange: Exchange, change: Change) -> None:
    now = exchange.clock.now()
    async with exchange.app.storage.transaction() as records:
        book = ContactBook(records, 1001, local_day(now), now)
        await change(book, (await book.all())[0])


async def until(exchange: Exchange, day: date) -> list[str]:
    """The nudges of all mornings until then, as they were when they came."""
    phone, told = exchange.phone(), []
    while exchange.clock.now() < local_moment(day, 9):
        seen = len(phone.shown)
        await exchange.pass_time(DAY)
        told += [message["text"] for message in phone.shown[seen:]]
    return told


async def test_an_invitation_is_not_late_when_the_date_was_agreed_today(exchange: Exchange, phone: Phone) -> None:
    await settle_in(exchange)
    await phone.type("/jourfixe 24.3. 10 Uhr")
    await phone.tap("60 Minuten")
    (nudge,) = [text for text in await until(exchange, TODAY + 2 * DAY) if "Jour fixe" in text or "Einladung" in text]
    assert "Einladung" in nudge
    assert LATE not in nudge


async def test_an_invitation_that_the_bot_has_missed_is_late(exchange: Exchange, phone: Phone) -> None:
    await settle_in(exchange)
    await phone.type("/jourfixe 28.4. 10 Uhr")  # six weeks before: 17 March
    await phone.tap("60 Minuten")
    exchange.clock.move(20 * DAY)
    (nudge,) = await until(exchange, TODAY + 22 * DAY)
    assert f"{LATE} am Dienstag, 17. März" in nudge


async def test_a_date_that_moves_begins_anew_and_an_hour_that_moves_does_not(exchange: Exchange, phone: Phone) -> None:
    await settle_in(exchange)
    await phone.type("/jourfixe 28.4. 10 Uhr")
    await phone.tap("60 Minuten")
    exchange.clock.move(20 * DAY)
    for text, fixed_on in (("28.4. 11 Uhr", TODAY), ("21.4. 11 Uhr", TODAY + 20 * DAY)):
        await phone.type(f"/jourfixe {text}")
        if "verschieben" in phone.text.lower() or any("erschieben" in key for key in phone.keys):
            await phone.tap(next(key for key in phone.keys if "erschieben" in key))
        if "60 Minuten" in phone.keys:
            await phone.tap("60 Minuten")
        async with exchange.app.storage.look() as records:
            (jour_fixe,) = await records.jour_fixes.of(1001)
        assert jour_fixe.fixed_on == fixed_on, text


async def test_a_contact_that_is_entered_afterwards_is_not_late(exchange: Exchange, phone: Phone) -> None:
    await phone.type("/hilfe")
    await settle_in(exchange)
    await keep(exchange, since=TODAY - 80 * DAY, last_on=TODAY - 70 * DAY)
    await do(exchange, lambda book, contact: book.log(contact, TODAY - 40 * DAY))
    (nudge,) = await until(exchange, TODAY + 2 * DAY)
    assert "Seniorenbeirat" in nudge
    assert LATE not in nudge


async def test_a_shorter_interval_makes_nothing_late(exchange: Exchange, phone: Phone) -> None:
    await phone.type("/hilfe")
    await settle_in(exchange)
    await keep(exchange, interval_weeks=12)
    await do(exchange, lambda book, contact: book.change(contact, interval_weeks=2))
    (nudge,) = await until(exchange, TODAY + 2 * DAY)
    assert LATE not in nudge


async def test_who_joins_late_in_a_season_is_not_late(exchange: Exchange, phone: Phone) -> None:
    await phone.type("/hilfe")
    await settle_in(exchange, since=START - DAY, first_day=TODAY - 90 * DAY, tour_paused=True)
    (nudge,) = await until(exchange, TODAY + 2 * DAY)
    assert "Jour fixe" in nudge
    assert LATE not in nudge


async def change_interval(book: ContactBook, contact: Contact) -> None:
    await book.change(contact, interval_weeks=8)


async def pause_and_resume(book: ContactBook, contact: Contact) -> None:
    later = replace(book, today=book.today + 60 * DAY)
    await later.change(await book.change(contact, paused=True), paused=False)


@pytest.mark.parametrize(("change", "days"), [(change_interval, 45), (pause_and_resume, 12)])
async def test_a_new_beginning_is_asked_for_the_first_time_and_repeated_once(
    exchange: Exchange, phone: Phone, change: Change, days: int
) -> None:
    await phone.type("/hilfe")
    await settle_in(exchange)
    await keep(exchange)
    await exchange.pass_time(timedelta(minutes=1))
    assert "Seniorenbeirat" in phone.text
    await do(exchange, change)
    first, second = await until(exchange, TODAY + days * DAY)
    assert AGAIN not in first
    assert AGAIN in second


async def test_brought_forward_it_is_asked_anew_on_its_day(exchange: Exchange, phone: Phone) -> None:
    """Asked tomorrow because somebody wished so, and on its true day as if for the first time."""
    await phone.type("/hilfe")
    await settle_in(exchange)
    await keep(exchange, since=TODAY)  # due on 31 March
    await phone.type("/erinnerungen")
    await phone.tap(next(key for key in phone.keys if "Seniorenbeirat" in key))
    await phone.tap("Später")
    await phone.tap("Morgen")
    (forward,) = await until(exchange, TODAY + 2 * DAY)
    assert AGAIN not in forward
    first, second = await until(exchange, TODAY + 40 * DAY)
    assert AGAIN not in first
    assert AGAIN in second


async def set_step(phone: Phone, day: str) -> None:
    await phone.type("Ein anderer Träger bietet schon dasselbe an. Was nun?")
    await phone.tap("Erinnere mich")
    await phone.tap("2 ·")
    await phone.tap("Anderer Tag")
    await phone.type(day)


async def bring_forward(phone: Phone, day: str) -> None:
    await phone.type("/erinnerungen")
    await phone.tap(next(key for key in phone.keys if "Frag zwei" in key))
    await phone.tap("Später")
    await phone.tap("Anderer Tag")
    await phone.type(day)


async def test_a_step_brought_forward_is_meant_for_the_new_day(exchange: Exchange, phone: Phone) -> None:
    await set_step(phone, "20.4.")
    await bring_forward(phone, "10.3.")
    first, second = await until(exchange, date(2026, 4, 25))
    assert "Das hast du dir für heute vorgenommen" in first
    assert AGAIN in second


async def test_a_step_brought_forward_and_taken_back_keeps_its_day(exchange: Exchange, phone: Phone) -> None:
    await set_step(phone, "20.4.")
    await bring_forward(phone, "10.3.")
    await phone.tap("Rückgängig")
    (only,) = await until(exchange, date(2026, 4, 21))
    assert "Das hast du dir für heute vorgenommen" in only


async def test_a_step_that_is_set_again_for_its_old_day_is_asked_again(exchange: Exchange, phone: Phone) -> None:
    await set_step(phone, "20.4.")
    await bring_forward(phone, "10.3.")
    assert len(await until(exchange, date(2026, 3, 20))) == 2
    await phone.tap("Erledigt")
    await set_step(phone, "20.4.")
    (told,) = await until(exchange, date(2026, 4, 21))
    assert "Das hast du dir für heute vorgenommen" in told


@pytest.mark.parametrize(
    ("days", "said"),
    {
        13: "in 13 Tagen",
        14: "in 2 Wochen",
        15: "in 15 Tagen",
        18: "in 18 Tagen",
        20: "in 20 Tagen",
        21: "in 3 Wochen",
        42: "in 6 Wochen",
    }.items(),
)
def test_below_three_weeks_each_day_ahead_counts(days: int, said: str) -> None:
    assert texts.ahead(days) == said


def test_a_day_of_another_year_is_said_with_it() -> None:
    there, today = date(2027, 1, 1), date(2026, 12, 21)
    for said in (
        texts.coming(there, today),
        texts.early(there, today),
        texts.occasion("Neujahr", there, today),
        texts.step_why(there, today, "x"),
        texts.later("x", there, today),
        texts.skipped("x", there, today),
        texts.met_done("x", there, today),
        reminders.reminder_set(there, "x", today),
        reminders.nothing_today(there, today),
        texts.stage_why("agenda", datetime(2027, 1, 1, 9), 11, 0),  # noqa: DTZ001 - local, as it is said
    ):
        assert "1. Januar 2027" in said
    assert texts.late(today, there) == "Dran war das schon am Montag, 21. Dezember 2026."
    assert "2027" not in texts.later("x", there, there)
    assert reminders.reminder_set(there, "x", None) == "Am Freitag, 1. Januar erinnere ich dich: x", "a card of before"


async def test_a_reminder_for_next_year_is_confirmed_with_its_year(exchange: Exchange, phone: Phone) -> None:
    await settle_in(exchange)
    await phone.type("Wie oft sollte ich mich mit der Amtsleitung zusammensetzen?")
    await phone.tap("Erinnere mich")
    await phone.tap("1 ·")
    await phone.tap("Anderer Tag")
    await phone.type("15.1.2027")
    assert phone.text.startswith("Am Freitag, 15. Januar 2027 erinnere ich dich:")
