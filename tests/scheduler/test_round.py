"""A pass over one member, on a real database: journal, day of the message and next look."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.storage.engine import Storage
from bot.storage.records import Records
from scheduler.contacts import Contact
from scheduler.digest import Digest
from scheduler.dues import Due, Kind, State
from scheduler.jour_fixe import AgendaNote, JourFixe
from scheduler.life import Facts
from scheduler.people import Member
from scheduler.round import look_soon, nudge, set_aside, tick
from scheduler.tour import PERIOD

NOW = datetime(2026, 3, 3, 8, 0, tzinfo=UTC)  # nine o'clock in Berlin
TODAY = date(2026, 3, 3)
DAY = timedelta(days=1)
FACTS = Facts(("first",), frozenset({"press"}))


async def member(records: Records, **changes: object) -> Member:
    await records.members.welcome(5, NOW - 90 * DAY)
    who = replace(Member(5, NOW - 90 * DAY), **changes)  # type: ignore[arg-type]
    await records.members.save(who)
    return who


async def cold_contact(records: Records) -> Contact:
    return await records.contacts.add(Contact(0, 5, "press", "Lokalredaktion", 6, TODAY - 60 * DAY))


async def pass_over(records: Records, now: datetime) -> Digest | None:
    who = await records.members.get(5)
    assert who is not None
    return await nudge(records, who, FACTS, now)


async def test_what_is_due_is_entered_as_asked_and_the_next_look_is_known(storage: Storage) -> None:
    async with storage.transaction() as records:
        await member(records)
        contact = await cold_contact(records)
        digest = await pass_over(records, NOW)
        (row,) = await records.dues.of(5)
        after = await records.members.get(5)
    assert digest is not None
    assert [(line.kind, line.subject, line.due) for line in digest.lines] == [("press", str(contact.id), row.id)]
    assert (row.asked, row.asked_on, row.due_on) == (1, TODAY, TODAY - 18 * DAY)
    assert digest.lines[0].late == "2026-02-13"
    assert digest.lines[0].days == 60
    assert after is not None
    assert (after.digest_on, after.look_at) == (TODAY, NOW + 7 * DAY)


async def test_looking_again_at_once_says_nothing(storage: Storage) -> None:
    async with storage.transaction() as records:
        await member(records)
        await cold_contact(records)
        assert await pass_over(records, NOW) is not None
        await look_soon(records, 5, NOW)
        assert await pass_over(records, NOW + timedelta(minutes=1)) is None


async def test_out_of_hours_only_the_next_look_is_noted(storage: Storage) -> None:
    async with storage.transaction() as records:
        await member(records)
        await cold_contact(records)
        assert await pass_over(records, NOW - timedelta(hours=3)) is None
        after = await records.members.get(5)
        assert await records.dues.of(5) == []
    assert after is not None
    assert after.look_at == NOW


async def test_with_nothing_to_come_nobody_looks_again(storage: Storage) -> None:
    async with storage.transaction() as records:
        await member(records, look_at=NOW)
        assert await pass_over(records, NOW) is None
        after = await records.members.get(5)
    assert after is not None
    assert after.look_at is None


async def test_rows_of_things_that_have_gone_are_closed(storage: Storage) -> None:
    async with storage.transaction() as records:
        await member(records)
        contact = await cold_contact(records)
        await pass_over(records, NOW)
        await records.contacts.remove(contact.id)
        await pass_over(records, NOW + DAY)
        (row,) = await records.dues.of(5)
    assert (row.state, row.closed_on) == (State.EXPIRED, TODAY + DAY)


async def test_a_thing_that_had_gone_and_is_back_is_open_again_when_asked(storage: Storage) -> None:
    async with storage.transaction() as records:
        await member(records)
        contact = await cold_contact(records)
        await pass_over(records, NOW)
        await records.contacts.save(replace(contact, paused=True))
        await pass_over(records, NOW + DAY)
        await records.contacts.save(contact)
        assert await pass_over(records, NOW + 7 * DAY) is not None
        (row,) = await records.dues.of(5)
    assert (row.state, row.asked, row.closed_on) == (State.OPEN, 2, None)


async def test_a_member_set_aside_is_left_alone_for_an_hour(storage: Storage) -> None:
    async with storage.transaction() as records:
        await member(records, look_at=NOW)
        await set_aside(records, 5, NOW)
        assert await records.members.due_by(NOW, 10) == []
        assert [each.id for each in await records.members.due_by(NOW + timedelta(hours=1), 10)] == [5]


async def test_a_tip_turned_down_does_not_come_again_when_its_row_is_forgotten(storage: Storage) -> None:
    async with storage.transaction() as records:
        await member(records, first_day=TODAY - 365 * DAY, muted=frozenset({"jour_fixe"}))
        for number, step in enumerate(FACTS.tour):
            day = TODAY - (365 - 7 * number) * DAY
            await records.dues.enter(Due(0, 5, Kind.TIP, step, PERIOD, day, State.EXPIRED, 1, day, None, day + 7 * DAY))
        await tick(records, NOW)
        assert await records.dues.of(5) == []
        assert await pass_over(records, NOW) is None


async def test_what_was_talked_about_is_forgotten_eight_weeks_later(storage: Storage) -> None:
    """Without anybody doing anything; what waits for an agenda, or for a date still to come, stays."""
    async with storage.transaction() as records:
        await member(records)
        for half, weeks in (("2025-2", 9), ("2026-1", 7)):
            await records.jour_fixes.add(JourFixe(0, 5, half, NOW - weeks * 7 * DAY, 60, f"uid-{half}"))
        for half in ("2025-2", "2026-1", "2026-2", ""):
            await records.jour_fixes.note(AgendaNote(0, 5, f"Bank {half}", NOW - 70 * DAY, half))
        await tick(records, NOW)
        assert [note.half for note in await records.jour_fixes.notes_of(5)] == ["2026-1", "2026-2", ""]


async def test_what_comes_early_because_of_leave_says_so(storage: Storage) -> None:
    """The agenda would be due on 10 March, within leave: it comes on the last day before it, with its true date."""
    async with storage.transaction() as records:
        await member(records, leave_from=TODAY + DAY, leave_until=TODAY + 12 * DAY)
        await records.jour_fixes.add(JourFixe(0, 5, "2026-1", NOW + 21 * DAY, 60, "uid"))
        invite = Due(0, 5, Kind.JOUR_FIXE, "1", "invite:2026-03-24", TODAY - 21 * DAY, State.DONE, closed_on=TODAY)
        await records.dues.enter(invite)
        digest = await pass_over(records, NOW)
        after = await records.members.get(5)
    assert digest is not None
    assert [(line.stage, line.early, line.late) for line in digest.lines] == [("agenda", "2026-03-10", "")]
    assert after is not None
    assert after.look_at == NOW + 13 * DAY, "the repeat, on the first day after it"


async def test_what_comes_before_a_weekend_needs_no_word(storage: Storage) -> None:
    """Thursday, 5 March, is followed by a Friday on which nothing may come, as on every Friday."""
    async with storage.transaction() as records:
        await member(records, days=frozenset({0, 1, 2, 3}), leave_from=TODAY + 20 * DAY, leave_until=TODAY + 30 * DAY)
        await records.jour_fixes.add(JourFixe(0, 5, "2026-1", NOW + 4 * DAY, 60, "uid"))
        for stage in ("invite", "agenda"):
            row = Due(0, 5, Kind.JOUR_FIXE, "1", f"{stage}:2026-03-07", TODAY, State.DONE, closed_on=TODAY)
            await records.dues.enter(row)
        digest = await pass_over(records, NOW + 2 * DAY)
    assert digest is not None
    assert [(line.stage, line.early) for line in digest.lines] == [("day_before", "")]
