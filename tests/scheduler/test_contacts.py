"""Key contacts: when they are due, what logging one changes, and what follows for what is due."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.storage.engine import Storage
from bot.storage.records import Records
from scheduler.contact_book import ContactBook
from scheduler.contacts import (
    MOST_CONTACTS,
    Contact,
    Standing,
    closed_by,
    due_on,
    free_role,
    in_order,
    log_contact,
    open_dues,
    standing,
    undo,
)
from scheduler.dues import Due, Kind, State

TODAY = date(2026, 3, 3)
NOW = datetime(2026, 3, 3, 8, 0, tzinfo=UTC)
PRESS = Contact(7, 5, "lokalredaktion", "Lokalredaktion", 6, TODAY)
DAY = timedelta(days=1)
days = st.dates(min_value=date(2020, 1, 1), max_value=date(2035, 12, 31))


def ago(days: int) -> date:
    return TODAY - days * DAY


def test_it_is_due_an_interval_after_the_last_contact() -> None:
    assert due_on(replace(PRESS, last_on=date(2026, 2, 1))) == date(2026, 3, 15)


def test_without_a_contact_it_counts_from_the_day_it_was_listed() -> None:
    assert due_on(PRESS) == date(2026, 4, 14)


@pytest.mark.parametrize(
    ("last", "expected"),
    [(43, "due"), (42, "due"), (41, "soon"), (35, "soon"), (34, "fine"), (0, "fine")],
)
def test_standing(last: int, expected: str) -> None:
    contact = replace(PRESS, last_on=ago(last))
    assert standing(contact, TODAY) == expected
    assert standing(replace(contact, paused=True), TODAY) is Standing.PAUSED


def test_the_list_begins_with_what_waits_longest() -> None:
    overdue, due, soon = (replace(PRESS, id=number, last_on=ago(number)) for number in (80, 60, 40))
    paused = replace(PRESS, id=90, last_on=ago(90), paused=True)
    assert in_order([paused, PRESS, soon, due, overdue], TODAY) == [overdue, due, soon, PRESS, paused]


def test_logging_twice_is_logging_once() -> None:
    once = log_contact(replace(PRESS, last_on=ago(30)), TODAY)
    assert (once.last_on, once.before_on) == (TODAY, ago(30))
    assert log_contact(once, TODAY) == once


def test_an_earlier_day_does_not_turn_the_clock_back() -> None:
    contact = replace(PRESS, last_on=ago(3))
    assert log_contact(contact, ago(20)) == contact


def test_only_what_was_logged_last_is_taken_back() -> None:
    logged = log_contact(replace(PRESS, last_on=ago(30)), TODAY)
    undone = undo(logged, TODAY)
    assert (undone.last_on, undone.before_on) == (ago(30), None)
    assert undo(undone, TODAY) == undone, "pressed twice"
    assert undo(logged, ago(30)) == logged, "an older button"


@given(st.lists(days, max_size=8), days)
def test_undo_takes_back_what_logging_did(before: list[date], day: date) -> None:
    contact = PRESS
    for each in before:
        contact = log_contact(contact, each)
    logged = log_contact(contact, day)
    if logged != contact:
        assert undo(logged, day).last_on == contact.last_on
    assert logged.last_on == max([*before, day])


def test_dues_of_others_and_of_other_kinds_are_left_alone() -> None:
    mine = Due(1, 5, Kind.PRESS, "7", "a", TODAY)
    others = [replace(mine, subject="8"), replace(mine, kind=Kind.STEP), replace(mine, state=State.SKIPPED)]
    assert open_dues(PRESS, [mine, *others]) == [mine]


def test_what_a_log_has_closed_is_closed_on_that_day_or_later() -> None:
    done = Due(1, 5, Kind.RELATIONSHIP, "7", "a", ago(2), State.DONE, closed_on=TODAY)
    earlier = replace(done, closed_on=ago(50))
    assert closed_by(PRESS, ago(1), [done, earlier, replace(done, state=State.EXPIRED)]) == [done]


def test_a_role_that_is_taken_gets_a_number() -> None:
    taken = [replace(PRESS, role="Anderer Träger"), replace(PRESS, role="Anderer Träger 2")]
    assert free_role("Anderer Träger", []) == "Anderer Träger"
    assert free_role("Anderer Träger", taken[:1]) == "Anderer Träger 2"
    assert free_role("Anderer Träger", taken) == "Anderer Träger 3"


@pytest.fixture
async def records() -> AsyncIterator[Records]:
    storage = Storage("sqlite:///:memory:")
    await storage.upgrade()
    async with storage.transaction() as records:
        yield records
    await storage.close()


def book_of(records: Records, member_id: int = 5) -> ContactBook:
    return ContactBook(records, member_id, TODAY, NOW)


async def add_due(records: Records, contact: Contact, kind: Kind = Kind.PRESS) -> Due:
    return await records.dues.enter(Due(0, 5, kind, str(contact.id), contact.since.isoformat(), TODAY, asked=1))


async def listed(records: Records) -> Contact:
    contact = await book_of(records).add("lokalredaktion", "Lokalredaktion", 6)
    assert contact is not None
    return contact


async def state_of(records: Records, due: Due) -> tuple[State, date | None]:
    found = await records.dues.get(due.id)
    assert found is not None
    return found.state, found.closed_on


async def test_logging_settles_what_is_open_and_undo_opens_it_again(records: Records) -> None:
    contact = await listed(records)
    due, tip = await add_due(records, contact), await add_due(records, contact, Kind.TIP)
    logged = await book_of(records).log(contact, ago(1))
    assert await state_of(records, due) == (State.DONE, TODAY)
    assert await state_of(records, tip) == (State.OPEN, None)
    undone = await book_of(records).undo(logged, ago(1))
    assert undone == replace(contact, changed_on=TODAY)
    assert await state_of(records, due) == (State.OPEN, None)


async def test_a_removed_contact_leaves_no_open_due(records: Records) -> None:
    contact = await listed(records)
    due = await add_due(records, contact)
    await book_of(records).remove(contact)
    assert await state_of(records, due) == (State.EXPIRED, TODAY)
    assert await book_of(records).all() == []


async def test_every_change_lets_the_next_beat_look_again(records: Records) -> None:
    contact = await listed(records)
    book = book_of(records)

    async def looked() -> bool:
        member = await records.members.get(5)
        assert member is not None
        await records.members.save(replace(member, look_at=None))
        return member.look_at == NOW

    assert await looked()
    contact = await book.change(contact, interval_weeks=8)
    assert await looked()
    await book.change(contact, interval_weeks=8)
    assert not await looked(), "nothing changed"
    contact = await book.log(contact, TODAY)
    assert await looked()
    contact = await book.undo(contact, TODAY)
    assert await looked()
    await book.remove(contact)
    assert await looked()


async def test_thirty_are_enough(records: Records) -> None:
    for _ in range(MOST_CONTACTS):
        await listed(records)
    assert await book_of(records).add("andere", "Noch jemand", 6) is None
    assert await book_of(records, 6).add("andere", "Küsterin", 6), "everybody has their own list"


async def test_contacts_of_others_are_out_of_reach(records: Records) -> None:
    contact = await listed(records)
    assert await book_of(records).contact(contact.id) == contact
    assert await book_of(records, 6).contact(contact.id) is None
